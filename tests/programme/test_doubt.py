"""A reading is unsure where its rows speak against it, and sure where one of them is but odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from tests.programme.test_coded_rows import programmes
from tests.programme.test_layouts import SETTINGS
from xlmot.programme.grid import Grid, Look, Value
from xlmot.programme.workbook import read_workbook

Rows = list[list[Value]]
# A header in no words of the house, so that the reading has to earn its trust.
HEADER: list[Value] = ["Zzz", "Qqq", "Www"]
LABELS = ("Pave the market", "Plant the lime trees", "Mend the well", "Open the school")


def plan(titles: int = 4, actions: int = 4) -> Rows:
    rows: Rows = [list(HEADER)]
    for title in range(1, titles + 1):
        rows.append([f"{title}", f"{LABELS[title % 4]} of {title}", "Ann"])
        for action in range(1, actions + 1):
            rows.append([f"{title}.{action}", f"{LABELS[action % 4]} in {title}", "Ben"])
    return rows


def unsure(rows: Sequence[Sequence[Value]]) -> bool:
    """Return whether any table read on a sheet is unsure; there is one at least."""
    sections = [section for one in programmes(rows) for section in one.table.sections]
    assert sections
    return any(section.layout.reading.unsure for section in sections)


def test_a_plan_without_a_known_header_is_read_surely() -> None:
    assert not unsure(plan())


def with_other_codes(rows: Rows) -> None:
    for row, code in zip(rows[3:6], ("x?", "see above", "(new)"), strict=True):
        row[0] = code


def with_a_second_list(rows: Rows) -> None:
    rows += [[row[0], f"Then {row[1]}", "Cleo"] for row in rows[1:]]


def with_numbers_for_labels(rows: Rows) -> None:
    for number, row in enumerate(rows[2:8]):
        row[1] = f"{2020 + number}-01-05"


def with_one_name_on_all_rows(rows: Rows) -> None:
    for row in rows[1:]:
        row[1] = "Ann Smith"


def with_codes_upside_down(rows: Rows) -> None:
    rows[1:] = rows[:0:-1]


def with_half_of_the_titles(rows: Rows) -> None:
    rows[:] = [row for row in rows if row[0] not in ("2", "4")]


def with_another_numbering(rows: Rows) -> None:
    rows += [["Phase 1", "Vote", "Ann"], ["Phase 2", "Count", "Ben"], ["Phase 3", "Tell", "Ben"]]


@pytest.mark.parametrize(
    "spoil",
    [
        with_other_codes,
        with_a_second_list,
        with_numbers_for_labels,
        with_one_name_on_all_rows,
        with_codes_upside_down,
        with_half_of_the_titles,
        with_another_numbering,
    ],
)
def test_what_speaks_against_a_reading_makes_it_unsure(spoil: Callable[[Rows], None]) -> None:
    rows = plan()
    spoil(rows)
    assert not programmes(rows) or unsure(rows)


ODD: dict[str, tuple[int, int, Value]] = {
    "no code": (4, 0, ""),
    "a code that cannot be read": (4, 0, "??"),
    "a letter in a code": (4, 0, "1.l"),
    "a code that is deeper": (4, 0, "1.3.1"),
    "a code out of order": (4, 0, "4.9"),
    "a title without its code": (6, 0, ""),
    "no label": (4, 1, ""),
    "a date for a label": (4, 1, "05/01/2026"),
    "a label that comes again": (4, 1, "Mend the well in 1"),
    "a long text": (4, 1, "word " * 200),
}


@pytest.mark.parametrize("kind", ODD)
def test_one_odd_cell_makes_no_reading_unsure(kind: str) -> None:
    rows = plan()
    row, column, value = ODD[kind]
    rows[row][column] = value
    assert not unsure(rows)


def test_a_header_in_words_of_the_house_is_believed_where_codes_are_faulty() -> None:
    rows = plan()
    rows[0] = ["Code", "Libellé", "Pilote"]
    with_other_codes(rows)
    assert not unsure(rows)
    with_another_numbering(rows)
    assert unsure(rows)


def test_a_family_of_codes_without_any_title_is_no_reason_to_doubt() -> None:
    rows: Rows = [["Code", "Libellé"]]
    rows += [[f"V{f}.{n}", f"{LABELS[n % 4]} {f}"] for f in (2, 3, 4) for n in range(1, 6)]
    assert not unsure(rows)


CODES = ["1", "2", "3", "3.1", "3.2", *map(str, range(4, 13))]
TASKS: Rows = [[code, "Ann", f"{LABELS[n % 4]} {n}", ""] for n, code in enumerate(CODES)]


def tasks(*alone: str) -> Rows:
    """Return a list, nearly flat, and texts that stand alone between its rows."""
    rows: Rows = [["Code", "Pilote", "Libellé", ""]]
    for number, task in enumerate(TASKS):
        if number % 4 == 0 and number // 4 < len(alone):
            rows.append(["", "", "", alone[number // 4]])
        rows.append(task)
    return rows


def test_a_list_between_whose_rows_titles_may_stand_is_unsure() -> None:
    assert not unsure(tasks())
    assert not unsure(tasks("Page 1", "Page 2", "Page 3"))
    assert unsure(tasks("Preparation", "Building", "Moving in"))


def test_a_list_that_a_column_on_its_left_groups_is_unsure_or_has_titles() -> None:
    groups = ["Physical"] * 5 + ["Human"] * 5
    codes = [f"X.5.{n}" for n in range(1, 11)]
    rows: Rows = [["Family", "ID", "Title"]]
    rows += [list(row) for row in zip(groups, codes, (task[2] for task in TASKS), strict=False)]
    for programme in programmes(rows):
        assert programme.level_counts() or unsure(rows)
    people = ["Ann", "Ben", "Cleo"] * 3 + ["Ann"]
    rows[1:] = [[name, *row[1:]] for name, row in zip(people, rows[1:], strict=True)]
    assert not unsure(rows)


def test_labels_with_codes_in_two_columns_are_unsure() -> None:
    texts = [f"{t}.{n} {LABELS[n % 4]} {t}" for t in (1, 2, 3) for n in range(1, 5)]
    once: Rows = [["Work"]]
    twice: Rows = [["Work", "", "Cost of"]]
    for text in texts:
        once.append([text])
        twice.append([text, "", f"{text} in all"])
    assert not unsure(once)
    assert unsure(twice)


def test_a_title_above_the_header_makes_a_reading_unsure() -> None:
    rows = plan()
    rows[0:2] = [[f"{rows[1][0]}. {rows[1][1]}", "", ""], rows[0]]
    rows[2:] = [["1.1", "Ask the town", "Ann"], *rows[3:]]
    assert unsure(rows)


def test_a_title_above_the_first_one_that_looks_like_it_makes_a_reading_unsure() -> None:
    texts = ["Ideas", "1. Roads", "1.1 Pave", "1.2 Mend", "2. Trees", "2.1 Plant", "2.2 Water"]
    looks = {(row, 1): Look(bold=True) for row in (1, 2, 5)}
    for own, expected in ((looks, True), ({}, False)):
        found = Grid("Plan", [[text] for text in texts], looks=own)
        (programme,) = read_workbook("plan.xlsx", [found], SETTINGS.vocabulary).programmes
        assert programme.table.sections[0].layout.reading.unsure is expected


def test_a_header_below_the_first_title_makes_a_reading_unsure() -> None:
    rows: Rows = []
    for number in range(1, 5):
        rows.append([f"{number}. Part {LABELS[number - 1]}", "", ""])
        rows += [
            [f"{number}.{n} {label}", date(2026, 1, n), n] for n, label in enumerate(LABELS, 1)
        ]
    assert not unsure(rows)
    rows.insert(1, ["Aufgabe", "Beginn", "Tage"])
    assert unsure(rows)


def test_another_list_below_a_gap_makes_a_reading_unsure_whatever_its_header() -> None:
    rows: Rows = [["Code", "Libellé", ""], *plan()[1:], [], ["Rows of others", "", ""]]
    rows += [[code, f"Task {code}", ""] for code in ("1", "1.1", "1.2")]
    assert unsure(rows)


def test_codes_of_another_kind_that_are_set_aside_make_a_reading_unsure() -> None:
    rows: Rows = [["Zzz", "Qqq"]]
    rows += [[f"B{n}", f"Berth {LABELS[n % 4]}"] for n in range(1, 9)]
    rows += [[], ["Waiting", ""], []]
    rows += [[n, f"Ship {LABELS[n % 4]}"] for n in (1, 2, 3, 4)]
    assert not programmes(rows) or unsure(rows)


@pytest.mark.parametrize("kinds", [("Candle", "Statue", "Medal"), ("", "", "")])
def test_codes_without_any_title_are_unsure_where_others_stand_left_of_them(
    kinds: Sequence[str],
) -> None:
    rows: Rows = [["Name", "Kind", "Ref"]]
    for number, kind in enumerate(kinds, 1):
        rows += [[f"{one} in {'NSW'[number - 1]}", kind, ""] for one in LABELS]
        for place, row in enumerate(rows[-4:], 1):
            row[2] = f"G{number}.{place}"
    assert unsure(rows)


def test_codes_that_grow_by_digits_are_unsure() -> None:
    codes = [f"{a}.{b}{c}" for a in (1, 2) for b in (1, 2, 3) for c in ("", 1, 2, 3)]
    rows: Rows = [["Code", "Libellé"]]
    for place, code in enumerate(codes):
        if code.endswith(".1"):
            rows.append([code[0], f"{LABELS[place % 4]} of part {'AB'[place > 12]}"])
        rows.append([code, f"{LABELS[place % 4]}, the {place}th"])
    assert unsure(rows)
    many: Rows = [["Code", "Libellé"], ["1", "All"]]
    many += [[f"1.{place}", f"{LABELS[place % 4]}, the {place}th"] for place in range(1, 35)]
    assert not unsure(many)
