"""Counted on.

Dates or amounts on rows one below the other go up by one, and no others of their column do.

Why
    The cell above was to hold for all of these rows; the fill handle counted on from it.

Example
    | Code | Title           | Budget (€) |            |
    |------|-----------------|------------|------------|
    | 1    | ROADS           |            |            |
    | 1    | Pave the square | {1500}     |            |
    | 1    | Light the lane  | {45}       | counted on |
    | 1    | Mark the kerbs  | {46}       | counted on |
    | 1    | Mend the bridge | {47}       | counted on |
    | 1    | Sweep the roads | {48}       | counted on |
    | 1    | Paint the gate  | {900}      |            |
    | 1    | Trim the hedge  | {600}      |            |
    | 1    | Move the signs  | {250}      |            |
    | 1    | Count the trees | {75}       |            |

Fix
    None: type what belongs there. Four amounts, or five days, and more are compared with at least
    as many others of their column, none of which is the one above and one more. Silent where two
    columns count on beside each other, as the days on which tasks begin and end do, and where
    formulas count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import PERCENT, StaffColumn
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.rules.staff_columns import held_text, noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
# So many amounts count on, so many days, which tasks may take; and as many other cells do not.
FEWEST, FEWEST_DAYS = 4, 5


def check(programme: Programme) -> Iterator[Finding]:
    runs = [(column, run) for column in programme.columns if (run := _counts_on(column))]
    for column, run in runs:
        if sum(bool({*run} & {*other}) for _, other in runs) == 1:
            message = say(
                "“{column}” counts on from {first} to {last}, and nowhere else: was the first "
                "drawn down?",
                column=column.name,
                first=held_text(column, run[0]),
                last=held_text(column, run[-1]),
            )
            yield noticed(programme, column, run, message)


def _counts_on(column: StaffColumn) -> list[int]:
    """Return the rows of the one run of a column in which each cell is one more than the last."""
    numbers = {index: n for index, value in column.typed() if (n := _number(column, value))}
    steps = [index for index, n in numbers.items() if numbers.get(index - 1) == n - 1]
    fewest = FEWEST if column.kind == "amount" else FEWEST_DAYS
    if len(steps) < fewest - 1 or steps[-1] - steps[0] != len(steps) - 1:
        return []
    run = [steps[0] - 1, *steps]
    return run if len(numbers) >= 2 * len(run) else []


def _number(column: StaffColumn, value: Value) -> int:
    """Return a day as a number, or an amount of whole units; 0 for anything else."""
    if isinstance(value, date):
        return value.toordinal()
    counted = column.kind == "amount" and column.unit != PERCENT
    return int(value) if counted and isinstance(value, int | float) and value % 1 == 0 else 0
