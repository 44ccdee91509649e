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
    None: bring the column to one unit, and name it in the header. A cell is held against the unit
    of the header, or of most cells of the column that name one; among numbers alone a multiple such
    as “2 k€” differs. A number alone among cells that carry their unit, “8” among “11 days”, is
    only a remark, and so are another unit on three rows or more, a tenth of all: they are meant.
    Several spellings of one unit are silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlmot.findings import Finding, Severity
from xlmot.messages import Message, say
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import read_quantity
from xlmot.rules.amounts import shown
from xlmot.rules.staff_columns import continued, noticed, other_units, unit_as_written, usual_unit

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
# So many rows of another unit, and such a share of all, are no slip.
MANY, MANY_SHARE = 3, 0.1


def check(programme: Programme) -> Iterator[Finding]:
    units = programme.vocabulary.units
    for columns in continued(programme):
        if columns[0].kind not in ("amount", "number"):
            continue
        usual, others = other_units(columns, units)
        usual = usual and unit_as_written(columns, usual, units)
        others = {index: unit_as_written(columns, unit, units) for index, unit in others.items()}
        for column in columns:
            rows = sorted(others.keys() & {*column.rows})
            if usual and len(rows) >= max(MANY, MANY_SHARE * len(list(column.typed()))):
                yield _several(programme, column, {index: others[index] for index in rows}, usual)
                rows = []
            for index in rows:
                message = _message(column.name, others[index], usual)
                yield noticed(programme, column, index, message)
            yield from _bare(programme, column)


def _several(
    programme: Programme, column: StaffColumn, others: Mapping[int, str], usual: str
) -> Finding:
    """Return the one finding of a column that is written in several units on purpose."""
    message = say(
        "“{column}”: {count} rows in “{units}”, the others in “{usual}”.",
        column=column.name,
        count=len(others),
        units=tuple(sorted({*others.values()})),
        usual=usual,
    )
    return noticed(programme, column, [*others], message)._replace(severity=Severity.NOTE)


def _message(column: str, unit: str, usual: str) -> Message:
    if not usual:
        return say(
            "Mixed units in “{column}”: “{unit}” on this row, numbers without unit elsewhere.",
            column=column,
            unit=unit,
        )
    return say(
        "Mixed units in “{column}”: “{unit}” on this row, “{usual}” elsewhere.",
        column=column,
        unit=unit,
        usual=usual,
    )


def _bare(programme: Programme, column: StaffColumn) -> Iterator[Finding]:
    """Yield the numbers without their unit, in a column whose other cells carry it."""
    units = programme.vocabulary.units
    usual = usual_unit(column, units)
    if column.unit not in ("", usual):
        return
    for index, value in column.typed() if usual else ():
        quantity = read_quantity(value, units) if isinstance(value, str) else None
        if is_number(value) or (quantity is not None and quantity.unit == ""):
            message = say(
                "“{column}”: {value} without its unit, the others are in “{usual}”.",
                column=column.name,
                value=shown(value) if isinstance(value, int | float) else str(value).strip(),
                usual=unit_as_written([column], usual, units),
            )
            yield noticed(programme, column, index, message)._replace(severity=Severity.NOTE)
