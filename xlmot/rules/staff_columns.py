"""Rules about the columns that staff add, and what their findings and fixes are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from xlmot.findings import Finding, Fix, Place, SetCell
from xlmot.messages import Message
from xlmot.programme.columns import PERCENT, StaffColumn
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import read_quantity
from xlmot.programme.vocabulary import fold

# A unit in so many cells, and in most of them, is the way of the column.
FEWEST_CARRIED = 2
CARRIED_SHARE = 0.6


def noticed(
    programme: Programme,
    column: StaffColumn,
    rows: int | Sequence[int],
    message: Message,
    fix: Fix | None = None,
) -> Finding:
    """Return a finding on the cells of a staff column in table rows, the main one first."""
    indexes = (rows,) if isinstance(rows, int) else tuple(rows)
    table = programme.table
    return Finding(
        tuple(cell_of(column, index) for index in indexes),
        message,
        fix,
        code=programme.code(indexes[0]),
        label=table.labels[indexes[0]] or None,
    )


def cell_of(column: StaffColumn, index: int) -> Place:
    """Return the place of a staff column in a table row."""
    return Place(column.section.grid.sheet, column.table.numbers[index], column.number)


def put(column: StaffColumn, index: int, new: Value) -> SetCell:
    """Return the edit that puts a value in the cell of a staff column."""
    sheet, row, number = cell_of(column, index)
    return SetCell(sheet, row, number, column.section.grid.value(row, number) or None, new)


def continued(programme: Programme) -> list[list[StaffColumn]]:
    """Return the columns, those of one name on several sheets together, in the order they stand."""
    found: dict[tuple[str, int], list[StaffColumn]] = {}
    for column in programme.columns:
        rank = 0
        while any(c.section is column.section for c in found.get((fold(column.name), rank), ())):
            rank += 1
        found.setdefault((fold(column.name), rank), []).append(column)
    return list(found.values())


def is_covered(column: StaffColumn, index: int) -> bool:
    """Return whether a cell without value is made by a formula, an error or one merged with it."""
    grid, row = column.section.grid, column.table.numbers[index]
    cell = row, column.number
    return (
        cell in grid.formulas
        or cell in grid.errors
        or any(
            area.top <= row <= area.bottom and area.left <= column.number <= area.right
            for area in grid.merges
            if grid.value(area.top, area.left)
        )
    )


def usual_unit(column: StaffColumn, units: Mapping[str, tuple[str, ...]]) -> str:
    """Return the unit that most cells carry, as in “11 days”; "" if most are bare numbers."""
    cells = [value for _, value in column.typed()]
    read = [read_quantity(value, units) for value in cells if isinstance(value, str)]
    carried = Counter(one.unit for one in read if one and one.unit not in ("", PERCENT))
    unit, count = carried.most_common(1)[0] if carried else ("", 0)
    return unit if count >= FEWEST_CARRIED and count >= CARRIED_SHARE * len(cells) else ""
