"""Gap in a full column.

One action has nothing in a column that all other actions fill.

Why
    What everybody fills in is expected: a filter leaves the row out, and nobody sees which it was.

Example
    | Code | Title           | Owner |                      |
    |------|-----------------|-------|----------------------|
    | 1    | ROADS           |       |                      |
    | 1    | Pave the square | Anna  |                      |
    | 1    | Light the lane  |       | gap in a full column |
    | 1    | Mark the kerbs  | Ben   |                      |

Fix
    None: fill the cell. It is compared with the same cell of all other actions, here few for the
    sake of the example: at least twenty (`fewest`). Comments are silent, and so are a row that
    leaves several such columns empty, a title or a note, and a column that the house requires:
    “empty-required-cell” speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.staff_columns import continued, is_covered, noticed

SEVERITY = Severity.NOTE
NEEDS = ("columns",)
OPTIONS = {
    "fewest": say("How many actions have to fill a column for its one gap to be reported."),
}


def check(programme: Programme, *, fewest: int = 20) -> Iterator[Finding]:
    """Yield the one empty cell of columns that at least `fewest` actions fill."""
    full: list[tuple[StaffColumn, int, int]] = []
    for columns in continued(programme):
        if columns[0].required or (columns[0].told and columns[0].kind == "text"):
            continue
        gaps, filled = _gaps(programme, columns)
        if len(gaps) == 1 and filled >= fewest:
            column = next(column for column in columns if gaps[0] in column.rows)
            full.append((column, gaps[0], filled))
    rows = [row for _, row, _ in full]
    for column, row, filled in full:
        if rows.count(row) == 1:
            message = say(
                "“{column}” is empty; the {n} other actions fill it.", column=column.name, n=filled
            )
            yield noticed(programme, column, row, message)


def _gaps(programme: Programme, columns: Sequence[StaffColumn]) -> tuple[list[int], int]:
    """Return the rows of the actions without a value, two at most, and how many have one."""
    gaps: list[int] = []
    filled = 0
    owners = programme.owners
    for column in columns:
        for index in column.rows:
            if index in owners:
                if column.value(index) is not None or is_covered(column, index):
                    filled += 1
                else:
                    gaps.append(index)
            if len(gaps) > 1:
                return gaps, filled
    return gaps, filled
