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
    sake of the example: at least twenty (`fewest`). Comments are silent, and so is a column that
    the house requires: “empty-required-cell” speaks of it. An action that leaves several such
    columns empty is one remark, if its code is as deep as theirs: else it is a title or a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.staff_columns import cell_of, continued, is_covered, noticed

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
    by_row: dict[int, list[tuple[StaffColumn, int]]] = {}
    for column, row, filled in full:
        by_row.setdefault(row, []).append((column, filled))
    for row, own in by_row.items():
        column, filled = own[0]
        if len(own) == 1:
            message = say(
                "“{column}” is empty; the {n} other actions fill it.", column=column.name, n=filled
            )
            yield noticed(programme, column, row, message)
        elif _is_as_deep(programme, row):
            message = say(
                "{count} columns, the first is “{column}”, are empty; the {n} other actions fill "
                "them.",
                count=len(own),
                column=column.name,
                n=min(filled for _, filled in own),
            )
            places = tuple(cell_of(column, row) for column, _ in own)
            yield noticed(programme, column, row, message)._replace(places=places)


def _is_as_deep(programme: Programme, row: int) -> bool:
    """Return whether a row is known as an action by its code or place: most are as deep."""
    table = programme.table
    if not (table.placed or programme.action_depth):
        return False
    depths = Counter(len(table.paths[index] or ()) for index in programme.owners)
    return depths.most_common(1)[0][0] == len(table.paths[row] or ())


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
