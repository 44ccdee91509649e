"""Cell that looks empty but holds spaces.

A cell of the table holds nothing but spaces.

Why
    Excel counts it as filled (COUNTA), a filter for blanks leaves it out, and an end-of-table key
    stops at it.

Example
    | Code | Title           | Owner |                                        |
    |------|-----------------|-------|----------------------------------------|
    | 1    | ROADS           |       |                                        |
    | 1    | Pave the square | " "   | cell that looks empty but holds spaces |
    | 1    | Light the lane  |       |                                        |

Fix
    Safe: the cell is emptied. Rows that hold nothing else are blank rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, SetCell, Severity, safe
from xlmot.messages import say_many
from xlmot.programme.address import cell_name
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme

SEVERITY = Severity.NOTE
FIX = "safe"


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    columns = {section.start: {*section.layout.columns()} for section in table.sections}
    for column in programme.columns:
        columns[column.section.start].add(column.number)
    asked = {start: sorted(own) for start, own in columns.items()}
    for index in filter(table.owns_row, table.data()):
        section, row = table.section(index), table.numbers[index]
        grid = section.grid
        values = grid.rows[row - 1]
        cells = [
            (column, value)
            for column in asked[section.start]
            if column <= len(values)
            and _is_white(value := values[column - 1])
            and (row, column) not in grid.formulas
        ]
        if cells:
            message = say_many(
                len(cells),
                "A cell that looks empty holds spaces: {cells}.",
                "Cells that look empty hold spaces: {cells}.",
                cells=tuple(cell_name(row, column) for column, _ in cells),
            )
            yield Finding(
                tuple(Place(grid.sheet, row, column) for column, _ in cells),
                message,
                safe(*(SetCell(grid.sheet, row, column, old, None) for column, old in cells)),
                code=programme.code(index),
                label=table.labels[index] or None,
            )


def _is_white(value: Value) -> bool:
    return isinstance(value, str) and value != "" and not value.strip()
