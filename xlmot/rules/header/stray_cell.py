"""Stray cell.

A cell beside the table holds something, in a column without a header.

Why
    What stands outside the table is left behind when the table is sorted, filtered or printed.

Example
    | Code | Title           |  |                |            |
    |------|-----------------|--|----------------|------------|
    | 1    | ROADS           |  |                |            |
    | 1    | Pave the square |  | ask the mayor! | stray cell |
    | 1    | Light the lane  |  |                |            |

Fix
    None: give the column a header, or make the text a note on its row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say
from xlmot.programme.address import cell_name
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.rules.headers import unlabelled

SEVERITY = Severity.NOTE
OPTIONS = {
    "most": say("A column or a row with more filled cells than this is one of its own."),
}


def check(programme: Programme, *, most: int = 5) -> Iterator[Finding]:
    """Yield the cells without a header, unless more than `most` make a column or a row."""
    table = programme.table
    last = {table.sheet(index): table.numbers[index] for index in table.data()}
    slipped = {(table.sheet(i), table.numbers[i]) for i in unlabelled(programme)}
    for section in table.sections:
        sheet = section.grid.sheet
        cells = _unnamed_cells(section, last.get(sheet, 0))
        filled = Counter(row for rows in cells.values() for row in rows)
        for column, rows in cells.items():
            few = len(rows) <= most and 3 * len(rows) <= last[sheet] - section.layout.first_row + 1
            for row in rows if few else ():
                if filled[row] <= most and (sheet, row) not in slipped:
                    message = say("Cell outside the table: {cell}.", cell=cell_name(row, column))
                    yield Finding((Place(sheet, row, column),), message)


def _unnamed_cells(section: Section, last: int) -> dict[int, list[int]]:
    """Return the rows of the filled cells beside the table, by their column."""
    layout, grid = section.layout, section.grid
    if not layout.header_rows:
        return {}
    named = {*layout.columns(), *(column.number for column in layout.others)}
    for area in grid.merges:
        if any(area.top <= row <= area.bottom for row in layout.header_rows):
            named.update(range(area.left, area.right + 1))
    cells: dict[int, list[int]] = {}
    for row in range(layout.first_row, last + 1):
        for column, value in enumerate(grid.rows[row - 1], 1):
            if column not in named and not is_blank(value):
                cells.setdefault(column, []).append(row)
    return cells
