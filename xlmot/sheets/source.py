"""Write formulas over the rows of a programme, and the values that they have today.

Ranges are cut where page headers and blank rows cut a group, and follow the rows that users insert
inside them. No formula looks for a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import fsum

from xlmot.messages.named import NamedTuple
from xlmot.programme.address import cell_name, sheet_prefix
from xlmot.programme.columns import is_number
from xlmot.programme.grid import Grid, Value
from xlmot.programme.outline import Programme
from xlmot.programme.placeless import placeless
from xlmot.programme.staff import JoinedColumn, staff_value
from xlmot.programme.table import Section

# ECMA-376 18.17.1: a formula has 8,192 characters at most; Excel takes 255 arguments.
MOST_ARGUMENTS = 255
LONGEST_FORMULA = 8_000


class Formula(NamedTuple):
    """An expression, "" where none can say it, and its value today."""

    text: str
    value: float


def count_rows(programme: Programme, rows: Sequence[int]) -> Formula:
    """Return how many rows of a programme there are, by their labels.

    A row whose label cell is empty is counted as a row, since no function counts empty cells.
    """
    filled = [index for index in rows if _has_label(programme, index)]
    empty = sorted(set(rows) - set(filled))
    parts = [*calls("COUNTA", _ranges(programme, filled))]
    parts += [f"ROWS({area})" for area in _ranges(programme, empty)]
    return _formula("+".join(parts) or "0", len(rows))


def _has_label(programme: Programme, index: int) -> bool:
    section = programme.table.section(index)
    return _is_filled(section.grid, programme.table.numbers[index], section.layout.label)


def sum_rows(programme: Programme, rows: Sequence[int], column: JoinedColumn) -> Formula:
    """Return the sum of a column over rows; no expression where a cell shows an error."""
    values = (staff_value(programme, index, column) for index in rows)
    value = fsum(v for v in values if isinstance(v, int | float) and is_number(v))
    if any(_shows_error(programme, index, column) for index in rows):
        return Formula("", value)
    return _formula("+".join(calls("SUM", _ranges(programme, rows, column))) or "0", value)


def count_whole(programme: Programme) -> Formula:
    """Return how many actions the whole table has: its filled labels less those of other rows.

    Those without a place count among them.

    Rows that users insert anywhere between the first row and the last are counted.
    """
    count = len(programme.owners) + len(placeless(programme))
    others = sum(area.filled for area in areas(programme)) - count
    ranges = [area.name for area in areas(programme)]
    return _formula(f"{'+'.join(calls('COUNTA', ranges))}-{others}", count)


def sum_whole(programme: Programme, column: JoinedColumn) -> Formula:
    """Return what a column adds up to for all actions: its own sum less that of other rows.

    No expression where a cell shows an error.
    """
    counted = [*programme.owners, *placeless(programme)]
    value = sum_rows(programme, counted, column).value
    watched = [
        (area.section.grid, area.top, area.bottom, number)
        for area in areas(programme)
        if (number := column.numbers[programme.table.sections.index(area.section)]) is not None
    ]
    held = (
        grid.value(row, number)
        for grid, top, bottom, number in watched
        for row in range(top, bottom + 1)
    )
    others = fsum(v for v in held if isinstance(v, int | float) and is_number(v)) - value
    if any(
        (row, number) in grid.errors
        for grid, top, bottom, number in watched
        for row in range(top, bottom + 1)
    ):
        return Formula("", value)
    ranges = [area_name(grid.sheet, top, bottom, number) for grid, top, bottom, number in watched]
    return _formula(f"{'+'.join(calls('SUM', ranges)) or '0'}-({others:.15g})", value)


class ColumnRange(NamedTuple):
    """A column of one sheet, from the first row of the table to the last."""

    section: Section
    top: int
    bottom: int
    column: int

    @property
    def name(self) -> str:
        return area_name(self.section.grid.sheet, self.top, self.bottom, self.column)

    @property
    def first(self) -> str:
        return self._replace(bottom=self.top).name

    @property
    def filled(self) -> int:
        """Return how many of its cells COUNTA counts."""
        rows = range(self.top, self.bottom + 1)
        return sum(_is_filled(self.section.grid, row, self.column) for row in rows)

    def values(self) -> Iterator[Value]:
        rows = range(self.top, self.bottom + 1)
        return (self.section.grid.value(row, self.column) for row in rows)


def areas(programme: Programme) -> list[ColumnRange]:
    """Return the label column of each sheet of a programme."""
    table = programme.table
    ends = [section.start for section in table.sections[1:]] + [len(table.numbers)]
    return [
        ColumnRange(
            section, table.numbers[section.start], table.numbers[end - 1], section.layout.label
        )
        for section, end in zip(table.sections, ends, strict=True)
        if end > section.start
    ]


def _is_filled(grid: Grid, row: int, column: int) -> bool:
    """Return whether COUNTA counts a cell: a formula counts even where it shows nothing."""
    held = grid.value(row, column) not in (None, "")
    return held or (row, column) in grid.formulas or (row, column) in grid.errors


def _shows_error(programme: Programme, index: int, column: JoinedColumn) -> bool:
    section = programme.table.section(index)
    number = column.numbers[programme.table.sections.index(section)]
    return (programme.table.numbers[index], number) in section.grid.errors


def _ranges(
    programme: Programme, rows: Iterable[int], column: JoinedColumn | None = None
) -> list[str]:
    """Return the ranges that hold the label cells, or those of a column, of table rows."""
    table = programme.table
    cells: list[tuple[Grid, int, int]] = []
    for index in rows:
        section = table.section(index)
        number: int | None = table.label_spot(index).column
        if column is not None:
            number = column.numbers[table.sections.index(section)]
        if number is not None:
            cells.append((section.grid, number, table.numbers[index]))
    runs = groupby(
        enumerate(cells), lambda item: (item[1][0].sheet, item[1][1], item[1][2] - item[0])
    )
    return [
        area_name(sheet, run[0][1][2], run[-1][1][2], number)
        for (sheet, number, _), group in runs
        for run in (list(group),)
    ]


def area_name(sheet: str, top: int, bottom: int, column: int) -> str:
    """Return the absolute name of cells of one column.

    >>> area_name("Plan 2025", 23, 27, 2), area_name("A", 20, 20, 2)
    ("'Plan 2025'!$B$23:$B$27", "'A'!$B$20")
    """
    first, last = absolute(top, column), absolute(bottom, column)
    return sheet_prefix(sheet) + (first if top == bottom else f"{first}:{last}")


def absolute(row: int, column: int) -> str:
    """Return the name of a cell that stays the same wherever the formula goes.

    >>> absolute(23, 2)
    '$B$23'
    """
    return f"${cell_name(row, column).rstrip('0123456789')}${row}"


def calls(function: str, ranges: Sequence[str]) -> Iterator[str]:
    """Yield the calls of a function that takes any number of ranges, as few as Excel allows."""
    for start in range(0, len(ranges), MOST_ARGUMENTS):
        yield f"{function}({','.join(ranges[start : start + MOST_ARGUMENTS])})"


def _formula(text: str, value: float) -> Formula:
    return Formula(text if len(text) <= LONGEST_FORMULA else "", value)
