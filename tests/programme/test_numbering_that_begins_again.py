"""Codes that leave out what they stand below are read wherever they stand: `A`, `1`, `B`, `1`."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.programme.test_coded_rows import programmes
from tests.programme.test_layouts import SETTINGS, depth_of
from xlmot.checking.check import check_workbook
from xlmot.findings import Finding
from xlmot.programme.grid import Grid, Value
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook

PLAN = {
    "Transport": ["Buy ten buses", "Train the drivers"],
    "Wärme": ["Netz planen", "Pumpen bauen", "Zähler wechseln"],
    "Eau": ["Réparer les fuites", "Fermer le barrage"],
}
READ = [line for title in PLAN for line in (f"1 {title}", *(f"2 {one}" for one in PLAN[title]))]
ROMAN = ("I", "II", "III")


def shown(rows: Sequence[Sequence[Value]]) -> list[str]:
    (programme,) = programmes(rows)
    table = programme.table
    return [f"{depth_of(programme, i)} {table.labels[i]}" for i in table.data()]


def codes(rows: Sequence[Sequence[Value]]) -> list[str]:
    (programme,) = programmes(rows)
    table = programme.table
    return [str(table.code_value(i) or "").strip() for i in table.data()]


def said(rows: Sequence[Sequence[Value]]) -> list[Finding]:
    workbook = read_workbook("plan.xlsx", [Grid("Plan", rows)], SETTINGS.vocabulary)
    return check_workbook(workbook, SETTINGS)


def is_unsure(programme: Programme) -> bool:
    return programme.table.sections[0].layout.reading.unsure


def pairs(titles: Sequence[str], number: str, *, through: bool = False) -> list[tuple[str, str]]:
    """Return the code and the label of each row; of a title, its code is of `titles`."""
    rows, count = [], 0
    for code, (title, actions) in zip(titles, PLAN.items(), strict=True):
        rows.append((code, title))
        count = count if through else 0
        for action in actions:
            count += 1
            rows.append((number.format(n=count, c=chr(96 + count)), action))
    return rows


STYLES = {
    "letters, numbers": (("A", "B", "C"), "{n}"),
    "numerals, numbers": (ROMAN, "{n}."),
    "numerals, small letters": (("I.", "II.", "III."), "{c}."),
    "numbers, letters in brackets": (("1", "2", "3"), "{c})"),
    "a word": (("Lot 1", "Lot 2", "Lot 3"), "{n}"),
}


@pytest.mark.parametrize(("titles", "number"), STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("head", [("Code", "Title"), ("Zwik", "Tarn")])
def test_in_a_column_beside_the_labels(
    head: tuple[str, str], titles: Sequence[str], number: str
) -> None:
    rows = [(*head, "Who"), *((*pair, "Eva") for pair in pairs(titles, number))]
    assert shown(rows) == READ


@pytest.mark.parametrize(("titles", "number"), [*STYLES.values()][:4], ids=[*STYLES][:4])
def test_before_the_labels(titles: Sequence[str], number: str) -> None:
    own = [f"{code.rstrip('.')}. {label}" for code, label in pairs(titles, number)]
    assert shown([("Task", "Who"), *((text, "Eva") for text in own)]) == READ


def test_of_three_kinds_that_stand_below_each_other() -> None:
    own = ["I. Roads", "A. Squares", "1. Pave", "2. Plant", "B. Lanes", "1. Light"]
    own += ["II. Parks", "A. Trees", "1. Cut", "2. Water", "B. Lawns", "1. Sow"]
    rows = [("Task", "Who"), *((text, "Eva") for text in own)]
    depths = [int(line[0]) for line in shown(rows)]
    assert depths == [1, 2, 3, 3, 2, 3] * 2


def test_letters_with_a_number_stand_below_the_letter() -> None:
    own = ["I.", "a.", "b.", "II.", "a.", "a1.", "a2.", "b.", "b1.", "b2.", "III.", "a."]
    rows = [("Was", "Wer"), *((code, f"Aufgabe {n} planen") for n, code in enumerate(own))]
    assert [int(line[0]) for line in shown(rows)] == [1, 2, 2, 1, 2, 3, 3, 2, 3, 3, 1, 2]


STAIRS = {
    "labels apart": lambda c, t, top: (c, t, None) if top else (None, c, t),
    "labels in one column": lambda c, t, top: (c, None, t) if top else (None, c, t),
    "in the texts": lambda c, t, top: (f"{c}. {t}", None) if top else (None, f"{c}. {t}"),
}


@pytest.mark.parametrize("how", STAIRS)
@pytest.mark.parametrize("titles", [("A", "B", "C"), ("1", "2", "3")], ids=["letters", "numbers"])
def test_in_a_staircase(how: str, titles: Sequence[str]) -> None:
    cells = [
        STAIRS[how](code, text, code in titles and text in PLAN)
        for code, text in pairs(titles, "{n}")
    ]
    rows = [
        (*(("Plan",) + (None,) * (len(cells[0]) - 1)), "Who"),
        *((*row, "Eva") for row in cells),
    ]
    assert shown(rows) == READ
    assert not said(rows)


def bare(where: str, *, through: bool = False) -> list[Sequence[Value]]:
    """Return actions with numbers below titles without, in the column of the labels or of codes."""
    rows: list[Sequence[Value]] = []
    for code, label in pairs(("", "", ""), "{n}", through=through):
        if where == "before the labels":
            rows.append((f"{code}. {label}" if code else label, "Eva" if code else None))
        elif where == "in the column of codes" and not code:
            rows.append((label, None, None))
        else:
            rows.append((code or None, label, "Eva" if code else None))
    head = ("Task", "Who") if where == "before the labels" else ("No", "Task", "Who")
    return [head, *rows]


WHERE = ("beside the labels", "before the labels", "in the column of codes")


@pytest.mark.parametrize("where", WHERE)
def test_below_titles_without_a_code(where: str) -> None:
    rows = bare(where)
    assert shown(rows) == READ
    assert codes(rows)[1:4] == ["1", "2", ""]
    assert not said(rows)


@pytest.mark.parametrize("where", WHERE[::2])
def test_numbers_that_go_through_below_bare_titles_are_unsure(where: str) -> None:
    rows = bare(where, through=True)
    assert shown(rows) == READ
    assert is_unsure(programmes(rows)[0])


@pytest.mark.parametrize("row", [2, 3, 5, 6, 7, 9, 10])
@pytest.mark.parametrize("new", [None, "x", "1", "9", "2,,"])
def test_one_number_changes_nothing_of_the_other_rows(row: int, new: str | None) -> None:
    rows = [list(own) for own in bare("beside the labels")]
    rows[row - 1][0] = new
    assert shown(rows) == READ


TOLD = {
    "gap": (7, "5", "numbering-gap"),
    "the same": (6, "1", "duplicate-code"),
    "missing": (6, None, "missing-code"),
    "another kind": (6, "b.", "malformed-code"),
    "one mark more": (6, "2,,", "extra-separator"),
}


@pytest.mark.parametrize(("row", "new", "rule"), TOLD.values(), ids=TOLD)
def test_what_is_wrong_below_one_title_is_told(row: int, new: str | None, rule: str) -> None:
    rows = [list(own) for own in bare("beside the labels")]
    rows[row][0] = new
    assert [one.rule for one in said(rows)] == [rule]


def test_titles_in_the_column_of_codes_of_two_parts() -> None:
    rows: list[Sequence[Value]] = [("Code", "Title", "Who")]
    for number, (title, actions) in enumerate(PLAN.items(), 1):
        rows.append((title, None, None))
        rows += [(f"{number}.{n}", action, "Eva") for n, action in enumerate(actions, 1)]
    assert shown(rows) == READ


def test_grades_and_rooms_are_no_numbering() -> None:
    marks = ["A", "C", "B", "A", "D", "B", "A", "C"]
    rows = [("Name", "Mark"), *((f"Pupil number {n}", mark) for n, mark in enumerate(marks))]
    assert not programmes(rows)


@pytest.mark.parametrize(
    "own",
    [
        ("Asse I", "I.a", "I.a.1", "I.a.2", "I.b", "I.b.1", "I.b.2"),
        ("I", "I/1", "I/1/a", "I/1/b", "I/2", "I/2/a", "I/2/b"),
    ],
    ids=["a word before numerals", "slashes"],
)
def test_numerals_and_letters_have_parts_below_them(own: Sequence[str]) -> None:
    codes = [*own, *(code.replace("I", "II", 1) for code in own)]
    rows = [("Zwik", "Code", "Who")]
    rows += [(f"Piano di lavoro {n}", code, "Eva") for n, code in enumerate(codes)]
    assert [int(line[0]) for line in shown(rows)] == [1, 2, 3, 3, 2, 3, 3] * 2


@pytest.mark.parametrize("sign", [" – ", " : ", ". "])
def test_a_word_tells_what_begins_again_below_whole_codes(sign: str) -> None:
    own = ["Ziel 1", "Teil 1.1", "Schritt 1", "Schritt 2", "Teil 1.2", "Schritt 1", "Schritt 2"]
    codes = [*own, *(code.replace("l 1", "l 2", 1) for code in own)]
    rows = [("Was", "Wer")]
    rows += [(f"{code}{sign}Planen und bauen {n}", "Eva") for n, code in enumerate(codes)]
    assert [int(line[0]) for line in shown(rows)] == [1, 2, 3, 3, 2, 3, 3] * 2
    assert not {"duplicate-code", "out-of-order"} & {one.rule for one in said(rows)}
