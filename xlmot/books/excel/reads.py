"""What reads cells of a workbook that is open in Excel, beside the formulas of its cells.

Pivot tables are left out: they read when somebody refreshes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from xlmot.books.excel.access import MAC, Book, Sheet, area_of
from xlmot.books.excel.failing import is_busy
from xlmot.books.excel.read import address, uniform
from xlmot.books.guards.table import is_ours
from xlmot.messages.lazy import lazy
from xlmot.programme.address import LAST_COLUMN, Area, column_letters

ALL_VALIDATION = -4174  # XlCellType
TRIES = 2
INPUT_ONLY, OWN_VALUE, EXPRESSION = 0, 1, 2  # XlDVType, XlFormatConditionType
# Names that Excel itself gives, and those of xlmot.
SILENT = ("print_area", "print_titles", "_filterdatabase", "criteria", "extract", "xlmot_")
CELLS = lazy(r"(?<![\w.$'])(\$?)([A-Z]{1,3})(\$?)\d+(?::(\$?)([A-Z]{1,3})(\$?)\d+)?(?![\w.(!'])")


def reading_lines(book: Book, sheets: Iterable[Sheet]) -> Iterator[str]:
    """Yield the lines of `FormulaScope`: names, tables, formats and validations.

    xlwings reaches the last two on Windows alone.
    """
    for name in book.names:
        own = name.name.rpartition("!")[2]
        if not own.casefold().startswith(SILENT):
            yield _line("name", own, (name.refers_to or "=")[1:])
    for sheet in sheets:
        for find in (_tables,) if MAC else (_tables, _formats, _validations):
            yield from _told(find, sheet)


def _told(find: Callable[[Sheet], Iterator[str]], sheet: Sheet) -> list[str]:
    """Return the lines of a sheet; what Excel refuses to tell, twice, may read any cell."""
    for _ in range(TRIES):
        try:
            return list(find(sheet))
        except Exception as error:
            if is_busy(error):
                raise
    return [_line("rule", sheet.name, sheet.name, "A1", 'INDIRECT("A1")')]


def _line(*fields: str) -> str:
    return "\t".join(" ".join(field.split()) for field in fields)


def _tables(sheet: Sheet) -> Iterator[str]:
    for table in sheet.tables:
        area = area_of(table.range.address)
        head = sheet.range(address(area._replace(bottom=area.top))).value
        columns = head if isinstance(head, list) else [head]
        names = ("" if name is None else str(name) for name in columns)
        yield _line("table", table.name, sheet.name, address(area), *names)


def _formats(sheet: Sheet) -> Iterator[str]:
    formats = sheet.api.Cells.FormatConditions
    for number in range(1, int(formats.Count) + 1):
        one = formats(number)
        kind = int(one.Type)
        formula = str(one.Formula1) if kind in (OWN_VALUE, EXPRESSION) else ""
        if not is_ours(formula):
            area = str(one.AppliesTo.Address).replace("$", "").replace(",", " ")
            yield from _rule(sheet, area, formula, by_value=kind != EXPRESSION)


def _validations(sheet: Sheet) -> Iterator[str]:
    for area in with_validations(sheet.api.Cells):
        for column in range(area.left, area.right + 1):
            for part, kind, formula in _alike(sheet, area._replace(left=column, right=column)):
                if kind != INPUT_ONLY and not is_ours(formula):
                    yield from _rule(sheet, address(part), formula, by_value=True)


def _alike(sheet: Sheet, area: Area) -> list[tuple[Area, int, str]]:
    """Return the validations of an area, each with its cells, its type and its formula."""
    found: list[tuple[Area, int, str]] = []

    def ask(part: Area) -> bool | None:
        """Take down a validation; for several, or none, Excel gives an error."""
        validation = sheet.range(address(part)).api.Validation
        try:
            kind = int(validation.Type)
            formula = "" if kind == INPUT_ONLY else str(validation.Formula1)
        except Exception as error:
            if is_busy(error):
                raise
            return False if part[:2] == part[2:] else None
        found.append((part, kind, formula))
        return True

    for _ in uniform(ask, area):
        pass
    return found


def with_validations(cells: Any) -> list[Area]:  # noqa: ANN401  Excel's own
    """Return the areas of cells with validations.

    That there are none Excel says by an error: it says so again, unlike what it refuses once.
    """
    try:
        found = cells.SpecialCells(ALL_VALIDATION)
    except Exception as error:
        if is_busy(error):
            raise
        try:
            found = cells.SpecialCells(ALL_VALIDATION)
        except Exception as again:
            if is_busy(again):
                raise
            return []
    return [area_of(str(area.Address)) for area in found.Areas]


def _rule(sheet: Sheet, area: str, formula: str, *, by_value: bool) -> Iterator[str]:
    where = f"{sheet.name}!{area}"
    if formula.startswith("="):
        yield _line("rule", where, sheet.name, area, for_any_row(formula[1:]))
    if by_value:
        yield _line("area", where, sheet.name, area)


def for_any_row(formula: str) -> str:
    """Return a formula that reads, as whole columns, what another may read on any row.

    Excel gives the formula of a format or of a validation as it would stand in the active cell.

    >>> for_any_row('AND($A2="B3",C$1>Lists!$D$4)')
    'AND($A:$A="B3",$A:$XFD>Lists!$D$4)'
    """
    parts = formula.split('"')
    parts[::2] = (CELLS.sub(_columns, part) for part in parts[::2])
    return '"'.join(parts)


def _columns(found: re.Match[str]) -> str:
    fixed, left, row, fixed_end, right, row_end = found.groups()
    if fixed and row and (right is None or (fixed_end and row_end)):
        return found[0]
    if right is None:
        right, fixed_end = left, fixed
    left, right = (left if fixed else "A"), (right if fixed_end else column_letters(LAST_COLUMN))
    return f"${left}:${right}"
