"""Hold the amounts of a row against each other: what is spent is no more than what is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme

# So many rows have an amount in both columns, the one never above the other.
FEWEST = 12
# An amount so many times the other was not spent too much, but mistyped.
TIMES = 3
# More columns are a calendar.
MOST = 12


class Beyond(NamedTuple):
    """An amount far above that of another column on its row, where no other row has such a one."""

    column: StaffColumn
    row: int
    value: float
    other: StaffColumn
    limit: float
    rows: int


def beyond(programme: Programme) -> Iterator[Beyond]:
    """Yield such amounts, of columns in one unit of money or of time."""
    groups: dict[tuple[int, str], list[StaffColumn]] = {}
    for column in programme.columns:
        if column.kind in ("amount", "number") and column.unit not in ("", PERCENT):
            groups.setdefault((column.section.start, column.unit), []).append(column)
    for columns in groups.values():
        held = {column.number: _typed(programme, column) for column in columns}
        pairs = permutations(columns, 2) if len(columns) <= MOST else ()
        for column, other in pairs:
            yield from _above(column, held[column.number], other, held[other.number])


def _typed(programme: Programme, column: StaffColumn) -> dict[int, float]:
    """Return the amounts above zero of the actions of a column that no formula made."""
    return {
        index: value
        for index, value in column.typed()
        if index in programme.owners
        and isinstance(value, int | float)
        and is_number(value)
        and value > 0
    }


def _above(
    column: StaffColumn, own: Mapping[int, float], other: StaffColumn, limits: Mapping[int, float]
) -> Iterator[Beyond]:
    both = [index for index in own if index in limits]
    above = [index for index in both if own[index] > limits[index]]
    if len(both) > FEWEST and len(above) == 1 and own[above[0]] >= TIMES * limits[above[0]]:
        index = above[0]
        yield Beyond(column, index, own[index], other, limits[index], len(both) - 1)
