"""Amount on a title and on its actions.

A title has an amount, its actions have amounts too, and it is no total as the other titles have.

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
    None: keep the amounts of the actions, or that of the title. Where the titles of a level are
    totals, as most of them show, this is silent, and a wrong one is a total mismatch. A sum that
    stands on one title while the others of its level have none is reported, unless a formula makes
    it. An amount that rows without one may share is silent, or a remark where the other titles of
    its level have none; days are silent where three titles or more hold their own: what is done at
    the same time is no sum.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import Field, say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.amounts import Amounts, Both, shown, summed
from xlmot.rules.staff_columns import continued, noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
# A number that is the sum of so many others is so by no chance.
FEWEST_ADDED, LEAST = 3, 100


def check(programme: Programme) -> Iterator[Finding]:
    for amounts in summed(programme):
        if _spans(amounts) or not _is_told(amounts.columns[0]):
            continue
        lone = {both.row for both in amounts.lone}
        totals = amounts.titles_are_totals
        for both in amounts.both:
            if amounts.is_made(both.row):
                continue
            alone = both.row in lone
            if (both.agrees and alone) or not (totals or both.agrees or both.leaves_room):
                yield _finding(programme, amounts, both, alone=alone)
            elif alone and not totals:
                yield _finding(programme, amounts, both, alone=True)._replace(
                    severity=Severity.NOTE
                )
    yield from _untold(programme)


def _spans(amounts: Amounts) -> bool:
    """Return whether the titles of a column of days hold a duration of their own, as most do.

    Work that goes on at the same time takes no longer than the longest.
    """
    others = [both for both in amounts.both if not both.agrees]
    is_time = amounts.columns[0].kind == "number"
    return (
        is_time and len(others) >= FEWEST_ADDED and not (amounts.lone or amounts.titles_are_totals)
    )


def _is_told(column: StaffColumn) -> bool:
    """Return whether a header says that a column adds up, not formulas of its cells alone.

    Of what only formulas tell, a task above others may have some of its own, such as hours.
    """
    return bool(column.summed) and (column.told or column.unit != "")


def _untold(programme: Programme) -> Iterator[Finding]:
    """Yield the sums that stand on titles of a column which no header calls one of amounts."""
    for columns in continued(programme):
        if columns[0].kind == "number" and columns[0].summed is not False:
            if _is_told(columns[0]):
                continue
            amounts = Amounts(programme, columns)
            for both in amounts.lone:
                proof = both.below.filled >= FEWEST_ADDED and both.amount >= LEAST
                proof = proof and both.agrees
                if proof and not amounts.is_made(both.row):
                    yield _finding(programme, amounts, both, alone=True)


def _finding(programme: Programme, amounts: Amounts, both: Both, *, alone: bool) -> Finding:
    column = amounts.column(both.row)
    said: dict[str, Field] = {
        "column": column.name,
        "code": programme.text(both.node.path),
        "amount": shown(both.amount),
        "sum": shown(both.below.total),
    }
    if alone:
        message = say(
            "“{column}”: {amount} on the title of {code}, {sum} on the rows below it; the other "
            "titles of this level have no amount.",
            **said,
        )
    else:
        message = say(
            "“{column}”: {amount} on the title of {code}, {sum} on the rows below it.", **said
        )
    return noticed(programme, column, both.row, message)
