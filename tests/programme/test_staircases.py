"""Staircases below headers in any words, right of other columns, with whole codes beside parts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.programme.test_titles_of_other_looks import Rows, one, shown
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value
from xlmot.programme.layout import Tier
from xlmot.programme.level_rows import find_step

STEPS = [
    (1, "Quai"),
    (2, "Dock nord"),
    (3, "Draguer"),
    (3, "Paver"),
    (2, "Dock sud"),
    (3, "Peindre"),
]
STEPS += [(1, "Phare"), (2, "Tour"), (3, "Vernir"), (3, "Louer"), (2, "Mur"), (3, "Semer")]
EXPECTED = [f"{level} {label}" for level, label in STEPS]


def staircase(head: list[Value], *beside: Value) -> Rows:
    """Return a staircase of labels below a header, with the same values beside each of them."""
    rows: Rows = [head]
    for level, label in STEPS:
        own: list[Value] = ["", "", ""]
        own[level - 1] = label
        rows.append([*own, *beside])
    return rows


NAMES: Rows = [["Port works 2026"], ["Printed on 3 May"], []]
WEEKS: list[Value] = [date(2026, 1, day) for day in (5, 12, 19, 26)]


def merged_over(row: int) -> tuple[Area, ...]:
    return (Area(row, 1, row, 3),)


@pytest.mark.parametrize("above", [[], NAMES])
def test_a_header_in_any_words_may_be_merged_over_the_staircase(above: Rows) -> None:
    rows = [*above, *staircase(["Zwik", "", "", "Tarn", "Blip"], "Eva", "up")]
    grid = Grid("Plan", rows, merges=merged_over(len(above) + 1))
    assert shown(one(grid)) == EXPECTED


@pytest.mark.parametrize("above", [[], NAMES])
def test_a_header_in_any_words_may_stand_above_numbers(above: Rows) -> None:
    rows = [*above, *staircase(["Zwik", "", "", "Tarn", "Blip"], "", 40.5)]
    assert shown(one(Grid("Plan", rows))) == EXPECTED


def test_a_header_may_end_with_the_days_of_a_calendar() -> None:
    rows = [*NAMES, *staircase(["Domein", "Maatregel", "Actie", "Wie", *WEEKS], "Eva")]
    assert shown(one(Grid("Plan", rows))) == EXPECTED


def coded(left: int, *, header: str = "Ref") -> tuple[Rows, list[str]]:
    """Return a staircase of pairs with dates or tickets left of it, and what it is read as."""
    rows: Rows = [[*("Left" for _ in range(left)), header, "What", "", "Where"]]
    expected = []
    for number, path in enumerate((a, b) for a in (1, 2, 3) for b in (0, 1, 2, 3)):
        code = ".".join(str(part) for part in path if part)
        own: list[Value] = ["", "", ""]
        level = 2 if path[1] else 1
        own[level - 1 : level + 1] = [code, f"Mend the {number}th lamp"]
        rows.append([*(f"T/{number}{n}" for n in range(left)), *own, "here"])
        expected.append(f"{level} {code} Mend the {number}th lamp")
    return rows, expected


@pytest.mark.parametrize("left", [0, 1, 2])
@pytest.mark.parametrize("header", ["Ref", "N.", "Nr"])
def test_other_columns_may_stand_left_of_a_staircase_of_pairs(left: int, header: str) -> None:
    rows, expected = coded(left, header=header)
    assert shown(one(Grid("Plan", rows))) == expected


def test_the_whole_codes_of_actions_may_stand_beside_their_last_parts() -> None:
    rows: Rows = []
    expected = []
    for letter in "AB":
        rows.append([letter, "", "", "", f"Hazards of {letter}"])
        expected.append(f"1 {letter} Hazards of {letter}")
        for number in (1, 2):
            rows.append(["", number, "", "", f"Kind {letter} with {number}"])
            expected.append(f"2 {number} Kind {letter} with {number}")
            for small in "abc":
                code = f"{letter}.{number}.{small}"
                rows.append(["", "", small, code, f"Loss of {code}"])
                expected.append(f"3 {code} Loss of {code}")
    assert shown(one(Grid("Plan", rows))) == expected


def test_what_stands_beside_a_staircase_of_pairs_is_no_level_below_it() -> None:
    rows: Rows = [["Fase", "", "Attività", "", "Compito", "", "Sede", "Entro"]]
    expected = []
    for path in [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (1, 2), (1, 2, 1), (2,), (2, 1), (2, 1, 1)]:
        code, level = ".".join(map(str, path)), len(path)
        own: list[Value] = [""] * 6
        own[2 * level - 2 : 2 * level] = [code, f"Aprire il ponte di via {code}"]
        rows.append([*own, f"Palestra {path[-1]}", "maggio"])
        expected.append(f"{level} {code} Aprire il ponte di via {code}")
    assert shown(one(Grid("Plan", rows))) == expected


def test_a_title_whose_code_is_but_letters_is_kept_above_the_first_code() -> None:
    rows: Rows = [["Sì/No", "Voce", "Attività", "Chi"]]
    expected = []
    for head in ("VOL", "DP"):
        for number, rest in enumerate(("", "-1", "-1-1", "-1-2", "-2", "-2-1")):
            rows.append(["x", f"{head}{rest}", f"Fare la cosa {head} {number}", "Sara"])
            expected.append(f"{rest.count('-') + 1} {head}{rest} Fare la cosa {head} {number}")
    assert shown(one(Grid("Plan", rows))) == expected


def test_codes_merged_over_columns_have_their_labels_beside_the_last() -> None:
    rows: Rows = [["Part", "", "Task", "", "Hours"]]
    merges, expected = [], []
    for part, title in enumerate(("Plan", "Build", "Hand over"), 1):
        rows.append([part, title, "", "", 8])
        expected.append(f"1 {part} {title}")
        for task in (1, 2, 3):
            rows.append(["", f"{part}.{task}", "", f"{title} in step {task}", 4])
            merges.append(Area(len(rows), 2, len(rows), 3))
            expected.append(f"2 {part}.{task} {title} in step {task}")
    rows += [[], ["", "What we assume"]]
    rows += [["", "", number, f"Thing {number} comes"] for number in (1, 2, 3)]
    assert shown(one(Grid("Plan", rows, merges=tuple(merges)))) == expected


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("beside", ["", "Eva"])
def test_a_row_of_a_staircase_that_lacks_its_code_is_left_in_place(
    shared: bool, beside: str
) -> None:
    labels = ("the lamps", "the stairs", "the roof", "a gutter", "both doors")
    rows: Rows = [["Part", "Task", "", "What", "Who"]]
    for title in (1, 2, 3):
        label = f"Part {title} of the plan"
        rows.append([title, "" if shared else label, "", label if shared else "", beside])
        for number, thing in enumerate(labels, 1):
            label = f"Mend {thing} of part {title}"
            own: list[Value] = ["", label] if shared else [label, ""]
            rows.append(["", f"{title}.{number}", *own, beside])
    before = shown(one(Grid("Plan", rows)))
    rows[4][1] = ""
    after = shown(one(Grid("Plan", rows)))
    assert [line.replace(" 1.3 ", " ") for line in before] == after


def by_codes() -> Rows:
    """Return a plan with a column of codes for each level, whose labels end in numbers."""
    rows: Rows = [["Axis", "Goal", "Action", "What", "Who", "Cost"]]
    for axis in (1, 2, 3):
        rows.append([axis, "", "", f"Axis {axis} of the town", "", ""])
        for goal in (1, 2):
            rows.append(["", f"{axis}.{goal}", "", f"Goal {axis}{goal} of a part", "", ""])
            for action in (1, 2, 3):
                code = f"{axis}.{goal}.{action}"
                rows.append(["", "", code, f"Mend street {axis}{goal}{action}", "Eva", 10])
    return rows


def test_labels_that_end_in_numbers_are_labels_of_a_staircase() -> None:
    lines = shown(one(Grid("Plan", by_codes())))
    assert lines[:4] == [
        *("1 1 Axis 1 of the town", "2 1.1 Goal 11 of a part"),
        *("3 1.1.1 Mend street 111", "3 1.1.2 Mend street 112"),
    ]
    assert len(lines) == 27


def test_notes_with_more_beside_them_below_a_staircase_are_none_of_its_rows() -> None:
    notes: Rows = [[], ["", "", "", "Key", "green is done"], ["", "", "", "As of", "March"]]
    assert shown(one(Grid("Plan", [*by_codes(), *notes]))) == shown(one(Grid("Plan", by_codes())))


def test_an_action_without_a_code_is_added_right_below_a_staircase() -> None:
    rows: Rows = [*by_codes(), ["", "", "", "Mend the old bridge", "Eva", 70]]
    assert shown(one(Grid("Plan", rows)))[-1] == "3 Mend the old bridge"


def test_a_code_in_a_column_that_is_none_of_a_staircase_is_no_action_of_it() -> None:
    """A level that is left out makes the reading unsure; its rows are none without a code."""
    grid = Grid("Plan", by_codes())
    tiers = (Tier(4, 1), Tier(4, 2))
    assert [find_step(grid, row, tiers) for row in (2, 3, 4)] == [*tiers, None]
