"""A title that stands in the column of the codes, above a header of its own."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.checked import checked
from tests.programme.test_titles_of_other_looks import Rows, one, shown
from xlmot.books.memory import MemoryBook
from xlmot.findings import Severity
from xlmot.programme.grid import Grid
from xlmot.programme.table import RowKind

TITLES = ["Books", "Readers", "Rooms"]


def _sheet(word: str, head: str, code: str, *, between: bool = True) -> Rows:
    rows: Rows = [["Library of the valley"], []]
    for n, title in enumerate(TITLES, 1):
        rows.append([word.format(n=n, letter="ABC"[n - 1]) + title, "", "", ""])
        rows.append([head, "Action", "Who", "Hours"])
        for k in range(1, 6):
            own = code.format(n=n, k=k, letter="ABC"[n - 1])
            rows.append([own, f"{title} of {'abcde'[k - 1] * 3}", "Ann", 10 + k])
        if between:
            rows.append([])
    return rows


@pytest.mark.parametrize(
    ("word", "head", "code"),
    [
        ("Area {letter} – ", "N.", "{letter}.{k:02}"),
        ("{letter}. ", "No.", "{letter}{k}"),
        ("Axis {n} : ", "Code", "{n}.{k}"),
        ("{n} - ", "N°", "{n}.{k}"),
    ],
)
@pytest.mark.parametrize("between", [True, False])
def test_each_title_with_a_header_of_its_own_is_read(
    word: str, head: str, code: str, between: bool
) -> None:
    programme = one(Grid("Plan", _sheet(word, head, code, between=between)))
    assert [line for line in shown(programme) if line.startswith("1 ")] == [
        f"1 {n if '{n' in code else 'ABC'[n - 1]} {title}" for n, title in enumerate(TITLES, 1)
    ]
    assert len(programme.table.of_kind(RowKind.HEADER)) == 3
    assert all(before < after for before, after in pairwise(programme.table.numbers))
    assert not programme.table.sections[0].layout.reading.unsure


def test_a_header_that_reads_as_a_code_is_none_where_it_stands_again() -> None:
    rows: Rows = [["N.", "Action", "Who"]]
    for letter, title in zip("ABC", TITLES, strict=True):
        rows.append([letter, title, ""])
        rows += [[f"{letter}.{k}", f"{title} {'abcd'[k]}", "Ann"] for k in range(1, 4)]
        rows.append(["N.", "Action", "Who"])
    programme = one(Grid("Plan", rows[:-1]))
    assert len(programme.table.of_kind(RowKind.HEADER)) == 3
    assert "Action" not in {programme.table.labels[index] for index in programme.table.data()}


def test_a_wrong_code_below_a_title_changes_the_reading_of_no_other() -> None:
    rows = _sheet("Area {letter} – ", "N.", "{letter}.{k:02}")
    rows[12] = ["C.01", *rows[12][1:]]
    assert len([1 for line in shown(one(Grid("Plan", rows))) if line.startswith("1 ")]) == 3


def test_words_above_a_header_whose_codes_go_on_from_others_are_no_titles() -> None:
    rows = _sheet("Plan {letter} – ", "N.", "{n}.{k}")
    labels = one(Grid("Plan", rows)).table.labels
    assert not any(label in TITLES for label in labels)


def test_nothing_is_said_of_such_a_sheet_but_that_its_header_comes_again() -> None:
    rows = _sheet("Area {letter} – ", "N.", "{letter}.{k:02}")
    found = checked(MemoryBook("plan.xlsx", [Grid("Plan", rows)])).findings
    said = {one.rule for one in found if one.severity is not Severity.NOTE}
    assert said == {"repeated-header"}
