"""Number stored as text.

A cell of a column of numbers holds a text that reads as a number.

Why
    Excel leaves texts out of a sum, and says nothing: the total is too small.

Example
    | Code | Title           | Budget (€) |                       |
    |------|-----------------|------------|-----------------------|
    | 1    | ROADS           |            |                       |
    | 1    | Pave the square | {1500}     |                       |
    | 1    | Light the lane  | 1 200 €    | number stored as text |

Fix
    Safe: the number is put in place of the text, where the text has no unit or that of the header.
    Unsafe: where the unit would be lost, where thousands are separated by a point or a comma, and
    where the header does not tell that the column holds numbers. None for a text that has two
    readings, such as 1,200, and for a percentage. A column of percentages that are all
    texts is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Fix, Severity, safe, unsafe
from xlmot.messages import say
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import Quantity, read_quantity
from xlmot.rules.staff_columns import noticed, put

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
KINDS = ("amount", "number", "percent")


def check(programme: Programme) -> Iterator[Finding]:
    units = programme.vocabulary.units
    for column in programme.columns:
        cells = list(column.typed()) if column.kind in KINDS else []
        if column.kind == "percent" and not any(is_number(value) for _, value in cells):
            continue
        for index, value in cells:
            quantity = read_quantity(value, units) if isinstance(value, str) else None
            if quantity is not None:
                message = say("Number stored as text: “{value}”.", value=str(value).strip())
                fix = _fix(column, index, quantity)
                yield noticed(programme, column, index, message, fix)


def _fix(column: StaffColumn, index: int, quantity: Quantity) -> Fix | None:
    """Return the fix that puts the number, if the text has one reading only.

    A percentage may have to be 0.5 or 50, as the format of its cell has it.
    """
    share = column.kind == "percent" or quantity.unit == PERCENT
    if quantity.value is None or share or _is_mixed(column, quantity):
        return None
    edit = put(column, index, quantity.value)
    same_unit = quantity.unit in ("", column.unit)
    return safe(edit) if quantity.sure and same_unit and column.told else unsafe(edit)


def _is_mixed(column: StaffColumn, quantity: Quantity) -> bool:
    """Return whether a number is of another unit than the header names: 3 j, 2 k€ in euros."""
    return bool(quantity.unit and column.unit and quantity.unit != column.unit)
