"""Open workbook files in the stand-in for Excel, read with openpyxl and thus not as xlmot does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from xlmot.ooxml.cells.references import areas
from xlmot.programme.address import Area, sheet_prefix

Place = tuple[int, int]
STATES = {"visible": -1, "hidden": 0, "veryHidden": 2}
FILTER_VALUES = 7


def open_workbook(path: Path, app: ExcelApp) -> Workbook:
    """Open a file as a workbook of `app`, and make it the active one."""
    sheets, names, locked = _contents(path.read_bytes())
    book = Workbook(app, path.name, [sheet.copy(sheet.name) for sheet in sheets], str(path.parent))
    book.names, book.locked = dict(names), locked
    return book


@lru_cache(maxsize=64)
def _contents(data: bytes) -> tuple[list[Sheet], dict[str, str], bool]:
    """Return the sheets of a file, its names, and whether its structure is locked."""
    made = load_workbook(BytesIO(data))
    looks: dict[int, str] = {}
    values = _values(data) if any(map(_is_partly_read, made.worksheets)) else {}
    sheets = [_sheet(values.get(sheet.title, {}), sheet, looks) for sheet in made.worksheets]
    names = {name: f"={text.attr_text}" for name, text in made.defined_names.items()}
    return sheets, names, bool(made.security and made.security.lockStructure)


def _is_partly_read(sheet: Source) -> bool:
    """Tell whether openpyxl keeps something of the cells to itself as it reads for writing.

    It gives formulas then, not what they show, and no values under merged cells, which Excel keeps.
    """
    rows = sheet.iter_rows()
    return bool(sheet.merged_cells.ranges) or any(c.data_type == "f" for row in rows for c in row)


def _values(data: bytes) -> dict[str, dict[Place, Any]]:
    shown = load_workbook(BytesIO(data), data_only=True, read_only=True)
    found = {
        sheet.title: {
            (row, column): cell
            for row, cells in enumerate(sheet.rows, 1)
            for column, cell in enumerate(cells, 1)
        }
        for sheet in shown.worksheets
    }
    shown.close()
    return found


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


def _sheet(values: Mapping[Place, Any], made: Source, looks: dict[int, str]) -> Sheet:
    sheet = Sheet(made.title, state=STATES[made.sheet_state], page=_page(made))
    for row, cells in enumerate(made.iter_rows(), 1):
        for column, cell in enumerate(cells, 1):
            found = _cell(values.get((row, column), cell if not values else None), cell, looks)
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


def _cell(shown: Any, made: Any, looks: dict[int, str]) -> Cell:
    formula = made.value if made.data_type == "f" else ""
    text = getattr(formula, "text", formula) or ""
    if made.style_id not in looks:
        looks[made.style_id] = _look(made)
    look = looks[made.style_id]
    return Cell(_value(shown), str(text), made.number_format, bool(made.font.b), look)


def _look(cell: Any) -> str:
    if not cell.has_style:
        return ""
    parts = (cell.font, cell.fill, cell.border, cell.alignment)
    said = [repr(part) for part in parts] + ["quoted" if cell.quotePrefix else ""]
    return "\n".join(said)


def _page(made: Any) -> dict[str, Any]:
    """Return what a sheet is besides its cells: its columns and rows, and how it is printed."""
    drop_downs = made.data_validations.dataValidation
    return {
        "columns": {
            letters: (dimension.width, dimension.hidden)
            for letters, dimension in made.column_dimensions.items()
        },
        "rows": {
            number: (dimension.height, dimension.outlineLevel)
            for number, dimension in made.row_dimensions.items()
            if dimension.height is not None or dimension.outlineLevel
        },
        "view": (made.freeze_panes, made.sheet_view.showGridLines),
        "print": (
            made.print_area.rpartition("!")[2],
            made.print_title_rows,
            made.page_setup.orientation,
        ),
        "footer": (made.oddFooter.left.text, made.oddFooter.right.text),
        "fit": (made.page_setup.fitToWidth, made.page_setup.fitToHeight),
        "lists": sorted((str(each.sqref), each.type, each.formula1) for each in drop_downs),
        "formats": sorted(str(each.sqref) for each in made.conditional_formatting),
        "links": {cell.ref: cell.location for cell in made._hyperlinks},
        "charts": [_chart(chart, sheet_prefix(made.title)) for chart in made._charts],
    }


def _chart(chart: Any, own: str) -> tuple[Any, ...]:
    """Return what a chart is; the sheet that it stands on may be renamed: its name is left out."""
    read = [(each.val.numRef.f, each.cat and each.cat.strRef.f) for each in chart.series]
    series = [tuple(text and text.removeprefix(own) for text in pair) for pair in read]
    return chart.tagname, chart.anchor._from.row, chart.anchor._from.col, series


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
