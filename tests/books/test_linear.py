"""To correct twice as many rows takes twice the work, no more."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from tests.counting import calls
from xlmot.books.file import FileBook
from xlmot.findings import DeleteRow, Edit, SetCell
from xlmot.findings.edits import apply_edits
from xlmot.findings.invariants import verify_invariants
from xlmot.findings.inverse import invert
from xlmot.ooxml.parts.markup import Markup


def plan(rows: int) -> FileBook:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        for row in range(rows):
            sheet.write_row(row, 0, [f"1.{row}.", f"Action {row} ,", row])
    return FileBook(Path("plan.xlsx"), file.getvalue())


def every_cell(book: FileBook) -> list[Edit]:
    (grid,) = book.all_grids()
    codes = [row[0] for row in grid.rows]
    return [SetCell("Plan", row, 1, code, str(code)[:-1]) for row, code in enumerate(codes, 1)]


def every_other_row(book: FileBook) -> list[Edit]:
    (grid,) = book.all_grids()
    rows = range(1, len(grid.rows) + 1, 2)
    return [DeleteRow("Plan", row, grid.row_values(row)) for row in rows]


def work(rows: int, choose) -> int:
    book = plan(rows)
    edits = choose(book)
    grids = book.all_grids()

    def act() -> None:
        assert not book.refusals(edits)
        after = apply_edits(grids, edits)
        verify_invariants(grids, after, edits)
        made = FileBook(book.path, book.apply(edits).data)
        invert(made.all_grids()[0], edits, [], [])

    return calls(act)


@pytest.mark.parametrize("choose", [every_cell, every_other_row])
def test_twice_as_many_edits(choose):
    work(10, choose)  # what is imported and compiled once
    few, many = work(100, choose), work(200, choose)
    assert many < 2.2 * few


class Searched(bytes):
    """The bytes of a part that count how often they are searched from end to end."""

    searches = 0

    def __contains__(self, item):
        Searched.searches += 1
        return super().__contains__(item)


def test_a_part_is_searched_once_for_a_name_that_is_not_in_it():
    xml = Markup(Searched(b"<worksheet>" + b"<c/>" * 99 + b"</worksheet>"))
    Searched.searches = 0
    for cell in [*xml.elements("c")]:
        assert xml.first("f", start=cell.head, end=cell.tail) is None
    assert Searched.searches <= 2
