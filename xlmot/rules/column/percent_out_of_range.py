"""Percentage out of range.

A percentage is under 0 or over 100.

Why
    Nothing is done at 140 %: a digit too many, or 1.4 typed where the cell shows per cents.

Example
    | Code | Title           | % done |                         |
    |------|-----------------|--------|-------------------------|
    | 1    | ROADS           |        |                         |
    | 1    | Pave the square | {80}   |                         |
    | 1    | Light the lane  | {140}  | percentage out of range |
    | 1    | Mark the kerbs  | {25}   |                         |
    | 1    | Mend the wall   | {100}  |                         |

Fix
    None: type the percentage again. A cell is compared with the others of its column: where more
    than one in ten are out, as rates of growth are, the column is silent. So are what a formula
    makes, and a column of numbers whose header says nothing of per cents; but not the only number
    over 1 among shares of one, if one of these was meant: 1.25 for 0.25, or 40 for 0.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import PERCENT, StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.amounts import shown
from xlmot.rules.shares import WHOLE, over_one, shares
from xlmot.rules.staff_columns import continued, noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "few": say("The share of cells out of range from which on all are silent, from 0 to 1."),
}
FEWEST = 4


def check(programme: Programme, *, few: float = 0.1) -> Iterator[Finding]:
    """Yield the percentages out of range, where they are `few` of their column."""
    for columns in continued(programme):
        if columns[0].kind != "percent" and columns[0].unit != PERCENT:
            yield from _over_one(programme, columns) if columns[0].kind == "number" else ()
            continue
        cells = {index: share for c in columns for index, share in shares(programme, c)}
        inside = sorted(share for share in cells.values() if 0 <= share <= WHOLE)
        out = len(cells) - len(inside)
        if not out or len(cells) < FEWEST or out > max(1, few * len(cells)):
            continue
        for index, share in cells.items():
            if not 0 <= share <= WHOLE:
                column = next(column for column in columns if index in column.rows)
                message = say(
                    "{value} % in “{column}”: the {n} others go from {least} to {most} %.",
                    value=shown(share),
                    column=column.name,
                    n=len(inside),
                    least=shown(inside[0]),
                    most=shown(inside[-1]),
                )
                yield noticed(programme, column, index, message)


def _over_one(programme: Programme, columns: Sequence[StaffColumn]) -> Iterator[Finding]:
    """Yield the one number over 1 in a column of shares of one: 1.25 for 0.25, or 40 for 0.4."""
    over = over_one(columns)
    if over is not None:
        message = say(
            "{value} % in “{column}”: the {n} others go from {least} to {most} %.",
            value=shown(round(over.value * WHOLE, 6)),
            column=over.column.name,
            n=len(over.others),
            least=shown(round(min(over.others) * WHOLE, 6)),
            most=shown(round(max(over.others) * WHOLE, 6)),
        )
        finding = noticed(programme, over.column, over.row, message)
        yield finding if over.is_another else finding._replace(severity=Severity.NOTE)
