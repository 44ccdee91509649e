"""Units mixed in a column.

A cell of a column of numbers names another unit than its header, or than most cells that name one.

Why
    A sum adds the numbers and forgets their units: 3 k€ and 200 € make 203.

Example
    | Code | Title           | Budget  |             |
    |------|-----------------|---------|-------------|
    | 1    | ROADS           |         |             |
    | 1    | Pave the square | 1 500 € |             |
    | 1    | Light the lane  | 900 €   |             |
    | 1    | Mark the kerbs  | 2 k€    | mixed units |

Fix
    None: bring the column to one unit, and name it in the header. A number alone among cells that
    carry their unit, “8” among “11 days”, is only a remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import read_quantity
from xlmot.rules.amounts import shown
from xlmot.rules.staff_columns import continued, noticed, usual_unit

SEVERITY = Severity.WARNING
NEEDS = ("columns",)


def check(programme: Programme) -> Iterator[Finding]:
    for columns in continued(programme):
        if columns[0].kind not in ("amount", "number"):
            continue
        units = programme.vocabulary.units
        named = [(column, *named) for column in columns for named in _units(column, units)]
        usual = columns[0].unit or _most_used([unit for *_, unit in named])
        for column, index, unit in named:
            if unit != usual:
                message = say(
                    "Mixed units in “{column}”: {unit} on this row, {usual} elsewhere.",
                    column=column.name,
                    unit=unit,
                    usual=usual,
                )
                yield noticed(programme, column, index, message)
        for column in columns:
            yield from _bare(programme, column, usual_unit(column, units))


def _bare(programme: Programme, column: StaffColumn, usual: str) -> Iterator[Finding]:
    """Yield the numbers without their unit, in a column whose other cells carry it."""
    units = programme.vocabulary.units
    for index, value in column.typed() if usual else ():
        quantity = read_quantity(value, units) if isinstance(value, str) else None
        if is_number(value) or (quantity is not None and quantity.unit == ""):
            message = say(
                "“{column}”: {value} without its unit, the others are in {usual}.",
                column=column.name,
                value=shown(value) if isinstance(value, int | float) else str(value).strip(),
                usual=usual,
            )
            yield noticed(programme, column, index, message)._replace(severity=Severity.NOTE)


def _units(column: StaffColumn, units: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    """Yield the rows whose cell holds a number and its unit; a share of the whole is no unit."""
    for index, value in column.typed():
        quantity = read_quantity(value, units) if isinstance(value, str) else None
        if quantity and quantity.unit not in ("", PERCENT):
            yield index, quantity.unit


def _most_used(units: list[str]) -> str:
    return Counter(units).most_common(1)[0][0] if units else ""
