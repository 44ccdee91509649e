"""Hidden rows or columns.

Rows or columns of the table that hold something are hidden.

Why
    What is hidden is counted and summed but not read: it is printed by nobody and corrected by
    nobody.

Example
    | Code | Title           |             |
    |------|-----------------|-------------|
    | 1    | ROADS           |             |
    | 1    | Pave the square | hidden rows |
    | 1    | Light the lane  |             |

Fix
    None: unhide them in Excel (select the rows around them, right click, Unhide). Rows that a
    filter hides have a rule of their own; hidden blank rows are silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say_many
from xlmot.programme.address import Area, column_letters
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.rules.places import body

SEVERITY = Severity.WARNING
NEEDS = ("hidden_rows", "hidden_columns")


def check(programme: Programme) -> Iterator[Finding]:
    for section, area in body(programme):
        yield from _of_rows(section, area)
        yield from _of_columns(section, area)


def _of_rows(section: Section, area: Area) -> Iterator[Finding]:
    grid = section.grid
    filtered = {row for own in grid.filters for row in range(own.top, own.bottom + 1)}
    first = min(section.layout.header_rows, default=area.top)
    rows = [
        row
        for row in sorted(grid.hidden_rows - filtered)
        if first <= row <= area.bottom and any(grid.row_values(row))
    ]
    if rows:
        message = say_many(len(rows), "{count} hidden row.", "{count} hidden rows.")
        yield Finding(tuple(Place(grid.sheet, row, section.layout.label) for row in rows), message)


def _of_columns(section: Section, area: Area) -> Iterator[Finding]:
    grid = section.grid
    columns = [
        c for c in sorted(grid.hidden_columns) if c <= area.right and _is_used(grid, area, c)
    ]
    if columns:
        row = min(section.layout.header_rows, default=area.top)
        message = say_many(
            len(columns),
            "{count} hidden column: {letters}.",
            "{count} hidden columns: {letters}.",
            letters=tuple(map(column_letters, columns)),
        )
        yield Finding(tuple(Place(grid.sheet, row, column) for column in columns), message)


def _is_used(grid: Grid, area: Area, column: int) -> bool:
    rows = range(area.top, area.bottom + 1)
    return any(not is_blank(grid.value(row, column)) for row in rows)
