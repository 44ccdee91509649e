"""Open workbook files in the stand-in for Excel, read with openpyxl and thus not as xlmot does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
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
    shown, made = load_workbook(path, data_only=True), load_workbook(path)
    sheets = [_sheet(values, made[values.title]) for values in shown.worksheets]
    book = Workbook(app, path.name, sheets, str(path.parent))
    security = made.security
    book.locked = bool(security and security.lockStructure)
    book.names = {name: f"={text.attr_text}" for name, text in made.defined_names.items()}
    return book


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


def _sheet(values: Source, made: Source) -> Sheet:
    sheet = Sheet(values.title, state=STATES[values.sheet_state])
    lines = zip(values.iter_rows(), made.iter_rows(), strict=True)
    for row, (cells, formulas) in enumerate(lines, 1):
        pairs = zip(cells, formulas, strict=True)
        for column, (cell, formula) in enumerate(pairs, 1):
            found = _cell(cell, formula)
            if found != Cell():
                sheet.cells[row, column] = found
            if formula.comment:
                sheet.notes[row, column] = formula.comment.text
    sheet.merges = [
        Area(r.min_row, r.min_col, r.max_row, r.max_col) for r in made.merged_cells.ranges
    ]
    for area in sheet.merges:
        for place in list(sheet.cells):
            if area.holds(*place) and place != area[:2]:
                del sheet.cells[place]
    sheet.hidden_rows = {n for n, d in made.row_dimensions.items() if d.hidden}
    sheet.hidden_columns = {
        column
        for dimension in made.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 1, (dimension.max or 1) + 1)
    }
    sheet.protected = bool(made.protection.sheet)
    sheet.filter = _filter(made.auto_filter)
    sheet.tables = [Table(t.name, _filter(t.autoFilter, t.ref)) for t in made.tables.values()]
    sheet.names = {name: f"={text.attr_text}" for name, text in made.defined_names.items()}
    return sheet


def _cell(shown: Any, made: Any) -> Cell:
    formula = made.value if made.data_type == "f" else ""
    text = getattr(formula, "text", formula) or ""
    return Cell(_value(shown), str(text), made.number_format, bool(made.font.b))


def _value(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "e":
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
