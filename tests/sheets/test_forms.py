"""The numbers and days of generated sheets are shown as the columns of staff show them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import xlmot
from tests.books.books import live
from tests.programmes.variants import write
from xlmot.books.file import FileBook
from xlmot.books.memory import MemoryBook
from xlmot.sheets.forms import LONGEST, safe_form, shown_in

ROWS: list[list[Any]] = [
    ["Code", "Title", "Budget", "Due date", "Status", "Share %"],
    ["1", "ROADS AND WAYS"],
    ["1", "Pave the square", 1200, date(2026, 3, 1), "Ongoing", 0.25],
    ["1", "Mend the fountain", 300, date(2026, 4, 1), "Done", 0.755],
]
DAY = date(2026, 5, 3)
EURO = '#,##0\\ "€"'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = write(tmp_path / "plan.xlsx", {"Plan": ROWS})
    workbook: Any = openpyxl.load_workbook(path)
    for row in (3, 4):
        for column, form in zip((3, 4, 6), (EURO, "mmm yyyy", "0.0%"), strict=True):
            workbook.active.cell(row, column).number_format = form
    workbook.save(path)
    return path


def forms(path: Path, sheet: str) -> dict[Any, str]:
    page: Any = openpyxl.load_workbook(path, data_only=True)[sheet]
    return {cell.value: cell.number_format for row in page.iter_rows() for cell in row}


def test_the_sheets_show_numbers_and_days_as_their_columns_do(path: Path) -> None:
    xlmot.summarize(path, in_place=True)
    shown = forms(path, "Section 1")
    assert [shown[value] for value in (1200, 1500, 0.755)] == [EURO, EURO, "0.0%"]
    assert {form for value, form in shown.items() if isinstance(value, date)} == {"mmm yyyy"}
    summary = forms(path, "Summary")
    assert [summary[value] for value in (1200, 300, 1500)] == [EURO] * 3


def test_a_comparison_shows_what_changed_as_the_column_does(path: Path, tmp_path: Path) -> None:
    before = [*ROWS[:2], ["1", "Pave the square", 900, date(2026, 2, 1)], ROWS[3]]
    out = tmp_path / "changes.xlsx"
    xlmot.compare(before, path, columns=["all"], output=out)
    shown = forms(out, "Changes")
    assert [shown[value] for value in (900, 1200, 1500)] == [EURO] * 3


def test_a_format_is_read_alike_in_a_file_and_in_excel(path: Path) -> None:
    file = FileBook(path)
    with live(path) as book:
        for column in range(3, 7):
            asked = file.number_format("Plan", 3, column)
            assert safe_form(asked, 0) == safe_form(book.number_format("Plan", 3, column), 0)
    assert file.number_format("Plan", 99, 99) == ""
    assert MemoryBook("plan", {"Plan": ROWS}).number_format("Plan", 3, 3) == ""


@pytest.mark.parametrize(
    "form",
    [
        *(
            "General",
            "@",
            "m/d/yyyy",
            "[>9]0",
            '[<1]"no";0',
            "0" * (LONGEST + 1),
            '"open',
            "0;0;0;0;0",
        ),
        *("0\n", '"\x07"0', "=A1", "<b>0", "[h]:mm", "0E+00", "# ?/?x", "[$cmd|/c calc]0"),
    ],
)
def test_a_format_that_is_not_known_to_be_safe_is_not_taken(form: str) -> None:
    assert safe_form(form, 1.5) == ""
    assert safe_form(form, DAY) == ""


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        ("0.00", 1234.5, "1,234.50"),
        ("#,##0", 1234.5, "1,234"),
        ('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', 12, "12.00 €"),
        ("[$€-40C]#,##0", 12, "€12"),
        ("#,##0,", 45000, "45"),
        ("0 %", 0.5, "50 %"),
        ("dd/mm/yy", DAY, "30/30/30"),
        ("[$-40C]dddd d mmmm yyyy;@", DAY, "mercredi 30 septembre 2026"),
    ],
)
def test_a_column_is_as_wide_as_what_its_format_shows(form, value, shown) -> None:
    assert safe_form(form, value) == form
    assert shown_in(value, form) == shown
