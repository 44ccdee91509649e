"""Rows that are deleted in a sound workbook are proven, whatever else stands in it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.ooxml.proof.feature_book import parts_of, zipped
from xlmot.books.file import FileBook
from xlmot.findings import DeleteRow

HALF = "half a character"
ROWS = [("Code", "Age", "Decade"), ("1", 44, 4), ("2", 33, 3), ("3", 21, 2), ("4", 65, 6)]


Maker = Callable[[Worksheet], None]


def with_calculated_column(sheet: Worksheet) -> None:
    """Write the formula of a column as Excel did at first: as for its first row of data."""
    total = {"header": "Decade", "formula": "=INT(B2/10)", "total_string": "all"}
    columns = [{"header": "Code"}, {"header": "Age"}, total]
    sheet.add_table("A1:C5", {"columns": columns})


def with_calculated_column_alone(sheet: Worksheet) -> None:
    """Write a table without a header."""
    columns = [{}, {}, {"formula": "=INT(B2/10)"}]
    sheet.add_table("A2:C5", {"columns": columns, "header_row": False})


def with_breaks(sheet: Worksheet) -> None:
    sheet.set_v_pagebreaks([2, 3])
    sheet.set_h_pagebreaks([3, 4])


def with_half_a_character(sheet: Worksheet) -> None:
    """Write what other programs leave of a character that takes two; `made` puts it in place."""
    for row in range(1, 5):
        sheet.write_string(row, 3, f"{HALF}{row}")


MAKERS = [with_calculated_column, with_calculated_column_alone, with_breaks, with_half_a_character]


def made(maker: Maker) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Plan")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        maker(sheet)
    parts = parts_of(file.getvalue())
    strings = parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = strings.replace(HALF.encode(), b"_xD801_")
    return zipped(parts)


@pytest.mark.parametrize("rows", [(2,), (3,), (5,), (2, 3), (3, 4), (2, 5)])
@pytest.mark.parametrize("maker", MAKERS)
def test_deleted_rows_are_proven(maker: Maker, rows: tuple[int, ...]) -> None:
    book = FileBook(Path("plan.xlsx"), made(maker))
    [grid] = book.all_grids()
    edits = [DeleteRow("Plan", row, grid.row_values(row)) for row in rows]
    assert not book.refusals(edits)
    [after] = FileBook(Path("plan.xlsx"), book.apply(edits).data).all_grids()
    left = [row for number, row in enumerate(grid.rows, 1) if number not in rows]
    assert [*after.rows] == left
