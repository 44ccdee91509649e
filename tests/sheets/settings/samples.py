"""Sheets of settings as somebody filled them in, and books that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.programme_2024 import ROOT
from xlmot.books.file import FileBook
from xlmot.books.memory import MemoryBook
from xlmot.books.open_book import NewSheet
from xlmot.findings.receipt import Changes
from xlmot.messages.translation import translation
from xlmot.programme.grid import Grid
from xlmot.settings.load import choose
from xlmot.sheets.layout import Edition
from xlmot.sheets.model import Sheet
from xlmot.sheets.settings.parametres import parametres_sheet
from xlmot.sheets.settings.reading import TypedValues
from xlmot.sheets.write import write_sheets
from xlmot.sheets.written import as_grid, stamped

DAY = date(2024, 5, 3)
NAME = "Paramètres"
PROGRAMME = ROOT / "workbooks/programme-2024.xlsx"


def sheet(values: Mapping[str, Any], profile: str = "generic") -> Sheet:
    edition = Edition(profile, DAY)
    return parametres_sheet(values, choose(profile), edition, NAME, "plan.xlsx")


def grid(values: Mapping[str, Any], profile: str = "generic", language: str = "fr") -> Grid:
    return as_grid(sheet(values, profile), translation(language))


def typed(values: Mapping[str, Any], profile: str = "generic", language: str = "fr") -> TypedValues:
    return TypedValues(grid(values, profile, language))


@cache
def _plain(profile: str) -> Grid:
    return grid({}, profile)


def filled(values: Mapping[str, str], profile: str = "generic") -> TypedValues:
    """Return a sheet that was made, and then filled in."""
    found = _plain(profile)
    for key, value in values.items():
        found = changed(found, row_of(found, key), 2, value)
    return TypedValues(found)


def own(values: Mapping[str, Any], profile: str = "generic") -> Mapping[str, Any]:
    """Return the settings that a sheet with these values says, as xlmot.toml would have them."""
    return typed(values, profile).over(choose(profile).data)


def row_of(found: Grid, key: str) -> int:
    return next(row for row, cells in enumerate(found.rows, 1) if cells[2:3] == [key])


def changed(found: Grid, row: int, column: int, value: Any) -> Grid:
    rows = [list(cells) for cells in found.rows]
    rows[row - 1][column - 1] = value
    return Grid(found.sheet, rows, formulas=found.formulas)


def with_sheet(path: Path, values: Mapping[str, Any], profile: str = "mot") -> Path:
    """Put a sheet of settings into a workbook file."""
    data = write_sheets([sheet(values, profile)], translation("fr"))
    path.write_bytes(FileBook(path).put(data, Changes()).data)
    return path


def in_memory(values: Mapping[str, Any], rows: list[list[Any]]) -> MemoryBook:
    book = MemoryBook("plan.xlsx", {"Plan": rows})
    made = sheet(values)
    mark = stamped(made, translation("fr")).text()
    book.put(write_sheets([made], translation("fr")), [NewSheet(NAME, {}, mark)])
    return book
