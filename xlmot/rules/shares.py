"""Read the per cents of a column, whether its cells hold shares of one, wholes or texts."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import read_quantity

WHOLE = 100
# Numbers are shares of one, such as 0.45, if so many of them are at most 1.
SHARE_SHARE = 0.75
# Shares of one that no header calls so are told by so many of them, with so many parts of one.
MANY, FEWEST_PARTS, PARTS_SHARE = 12, 8, 0.25
# 5 among shares of one is 5 % typed as a whole; 2 may be two of something.
WHOLES = 5


class OverOne(NamedTuple):
    """The one number over 1 among shares of one, and whether one of the others was meant."""

    column: StaffColumn
    row: int
    value: float
    others: Sequence[float]
    is_another: bool


def shares(programme: Programme, column: StaffColumn) -> Sequence[tuple[int, float]]:
    """Return the per cents that were typed, with their rows.

    A cell formatted as a percentage holds 0.5 where it shows 50 %; a text shows what it says.
    """
    units = programme.vocabulary.units
    typed = list(column.typed())
    numbers = [value for _, value in typed if isinstance(value, int | float) and is_number(value)]
    least = sum(abs(value) <= 1 for value in numbers)
    scale = WHOLE if numbers and least >= SHARE_SHARE * len(numbers) and any(numbers) else 1
    found = []
    for index, value in typed:
        quantity = read_quantity(value, units) if isinstance(value, str) else None
        if isinstance(value, int | float) and is_number(value):
            found.append((index, round(value * scale, 6)))
        elif quantity and quantity.value is not None and quantity.unit in ("", PERCENT):
            found.append((index, quantity.value))
    return found


def over_one(columns: Sequence[StaffColumn]) -> OverOne | None:
    """Return the one number over 1 among shares of one: 1.25 for 0.25, or 40 for 0.4."""
    cells = [
        (column, index, value)
        for column in columns
        for index, value in column.typed()
        if isinstance(value, int | float) and is_number(value)
    ]
    over = [cell for cell in cells if cell[2] > 1]
    if len(over) != 1 or len(cells) < MANY:
        return None
    value = over[0][2]
    others = [round(own, 6) for *_, own in cells if own <= 1]
    parts = sum(0 < own < 1 for own in others)
    mostly = len(cells) > MANY and parts > len(others) / 2
    more = mostly and others.count(round(value - 1, 6)) > 1
    whole = parts >= max(FEWEST_PARTS, PARTS_SHARE * len(others))
    if min(others) < 0 or not (more or (whole and value in range(WHOLES, WHOLE + 1))):
        return None
    return OverOne(*over[0], others, more or round(value / WHOLE, 6) in others)
