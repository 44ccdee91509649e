"""A round of corrections after which the table would be read worse is not made."""

from __future__ import annotations

from xlmot.checking.standing import is_read_worse
from xlmot.findings import DeleteRow
from xlmot.programme.grid import Grid, Value
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped

SETTINGS = build("generic", shipped("generic"))
ROWS: list[list[Value]] = [
    ["Code", "Title", "Text"],
    ["1", "ROADS", ""],
    ["1.1", "Pave the square", "stones"],
    ["1.2", "Light the lane", "lamps"],
    ["2", "PARKS", ""],
    ["2.1", "Plant limes", "trees"],
]


def read(rows: list[list[Value]]) -> tuple[Programme, ...]:
    return read_workbook("p.xlsx", [Grid("Plan", rows)], SETTINGS.vocabulary).programmes


def test_the_same_is_not_worse() -> None:
    assert not is_read_worse(read(ROWS), read(ROWS), [])


def test_a_row_without_its_place_is_worse() -> None:
    broken = [*ROWS[:3], ["?", *ROWS[3][1:]], *ROWS[4:]]
    assert is_read_worse(read(ROWS), read(broken), [])


def test_a_row_that_is_deleted_is_not_missed() -> None:
    edit = DeleteRow("Plan", 4, ("1.2", "Light the lane", "lamps"))
    assert not is_read_worse(read(ROWS), read([*ROWS[:3], *ROWS[4:]]), [edit])
    assert is_read_worse(read(ROWS), read([*ROWS[:3], *ROWS[4:]]), [])


def test_a_table_that_is_not_found_any_more_is_worse() -> None:
    assert is_read_worse(read(ROWS), (), [])


def test_another_column_is_worse() -> None:
    moved = [[code, text, label] for code, label, text in ROWS]
    assert is_read_worse(read(ROWS), read(moved), [])
