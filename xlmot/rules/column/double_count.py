"""Amount on a title and on its actions.

A title has an amount, its actions have amounts too, and the one is not the sum of the others.

Why
    A sum of the column counts both. Nobody can tell whether the amount of the title is an own one
    or an older total.

Example
    | Code | Title           | Budget |                                      |
    |------|-----------------|--------|--------------------------------------|
    | 1    | ROADS           | {9000} | amount on a title and on its actions |
    | 1    | Pave the square | {1500} |                                      |
    | 1    | Light the lane  | {1200} |                                      |

Fix
    None: keep the amounts of the actions, or that of the title. Where the titles of the column are
    totals, a wrong one is a total mismatch; an amount that rows without one may share is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.amounts import shown, summed
from xlmot.rules.staff_columns import noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)


def check(programme: Programme) -> Iterator[Finding]:
    for amounts in summed(programme):
        if amounts.titles_are_totals:
            continue
        for both in amounts.both:
            if not both.agrees and not both.leaves_room and not amounts.is_made(both.row):
                column = amounts.column(both.row)
                message = say(
                    "“{column}”: {amount} on the title of {code}, {sum} on the rows below it.",
                    column=column.name,
                    code=programme.text(both.node.path),
                    amount=shown(both.amount),
                    sum=shown(both.below.total),
                )
                yield noticed(programme, column, both.row, message)
