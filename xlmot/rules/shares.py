"""Read the per cents of a column, whether its cells hold shares of one, wholes or texts."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import read_quantity

WHOLE = 100
# Numbers are shares of one, such as 0.45, if so many of them are at most 1.
SHARE_SHARE = 0.75


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
