"""Open workbook files in the stand-in for Excel, read with openpyxl and thus not as xlmot does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.worksheet import Worksheet as Source

from tests.excel.coercions import EPOCH, Error, held
from tests.excel.com import ExcelApp, Workbook
from tests.excel.sheets import Cell, Filter, Sheet, Table
from xlmot.address import Area
from xlmot.ooxml.references import areas

STATES = {"visible": -1, "hidden": 0, "veryHidden": 2}
FILTER_VALUES = 7


def open_workbook(path: Path, app: ExcelApp) -> Workbook:
    """Open a file as a workbook of `app`, and make it the active one."""
    sheets, names, locked = deepcopy(_contents(path.read_bytes()))
    book = Workbook(app, path.name, sheets, str(path.parent))
    book.names, book.locked = names, locked
    return book


@lru_cache(maxsize=8)
def _contents(data: bytes) -> tuple[list[Sheet], dict[str, str], bool]:
    """Return the sheets of a file, its names, and whether its structure is locked."""
    # Read-only, openpyxl gives the values under merged cells too, which Excel keeps.
    shown = load_workbook(BytesIO(data), data_only=True, read_only=True)
    made = load_workbook(BytesIO(data))
    sheets = [_sheet(shown[sheet.title], sheet) for sheet in made.worksheets]
    shown.close()
    names = {name: f"={text.attr_text}" for name, text in made.defined_names.items()}
    return sheets, names, bool(made.security and made.security.lockStructure)


def open_rows(
    app: ExcelApp, name: str, sheets: Mapping[str, Sequence[Sequence[Any]]], folder: str = ""
) -> Workbook:
    """Open a workbook of the values given, row by row from A1."""
    made = [Sheet(title, dict(_cells(rows))) for title, rows in sheets.items()]
    return Workbook(app, name, made, folder)


def _cells(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[tuple[int, int], Cell]]:
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value not in (None, ""):
                yield (row, column), Cell(value if isinstance(value, str) else held(value))


def _sheet(shown: Any, made: Source) -> Sheet:
    sheet = Sheet(made.title, state=STATES[made.sheet_state])
    values = {(r, c): cell for r, row in enumerate(shown.rows, 1) for c, cell in enumerate(row, 1)}
    for row, cells in enumerate(made.iter_rows(), 1):
        for column, cell in enumerate(cells, 1):
            found = _cell(values.get((row, column)), cell)
            if found != Cell():
                sheet.cells[row, column] = found
            if cell.comment:
                sheet.notes[row, column] = cell.comment.text
    ranges = made.merged_cells.ranges
    sheet.merges = [Area(each.min_row, each.min_col, each.max_row, each.max_col) for each in ranges]
    sheet.hidden_rows = {n for n, d in made.row_dimensions.items() if d.hidden}
    sheet.hidden_columns = {
        column
        for dimension in made.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 1, (dimension.max or 1) + 1)
    }
    sheet.protected = bool(made.protection.sheet)
    sheet.filter = _filter(made.auto_filter)
    if sheet.filter and sheet.filter.criteria:
        # What a filter hid is stored with the rows, and not filtered anew when a file is opened.
        area = sheet.filter.area
        sheet.filter.stored = {r for r in sheet.hidden_rows if area.top < r <= area.bottom}
        sheet.hidden_rows -= sheet.filter.stored
    sheet.tables = [Table(t.name, _filter(t.autoFilter, t.ref)) for t in made.tables.values()]
    sheet.names = {name: f"={text.attr_text}" for name, text in made.defined_names.items()}
    return sheet


def _cell(shown: Any, made: Any) -> Cell:
    formula = made.value if made.data_type == "f" else ""
    text = getattr(formula, "text", formula) or ""
    return Cell(_value(shown), str(text), made.number_format, bool(made.font.b))


def _value(cell: Any) -> Any:
    value = cell.value if cell is not None else None
    if cell is not None and cell.data_type == "e":
        return Error(value)
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value or None if isinstance(value, str) else value
    if isinstance(value, time):
        return datetime.combine(EPOCH, value)
    if isinstance(value, timedelta):
        return EPOCH + value
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value if isinstance(value, datetime) else float(value)


def _filter(found: AutoFilter | None, ref: str = "") -> Any:
    place = areas((found.ref if found else "") or ref or "")
    if not place:
        return None
    criteria: dict[int, tuple[Any, Any, Any]] = {}
    for column in found.filterColumn if found else ():
        if column.filters:
            values = [f"={value}" for value in column.filters.filter]
            criteria[column.colId + 1] = (values, FILTER_VALUES, None)
        elif column.customFilters:
            first = column.customFilters.customFilter[0]
            sign = "<>" if first.operator == "notEqual" else "="
            criteria[column.colId + 1] = (f"{sign}{first.val}", None, None)
    return Filter(place[0], criteria)
