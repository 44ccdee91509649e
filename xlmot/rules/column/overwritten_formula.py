"""Formula overwritten.

A cell holds a typed number in a column where nearly all the others hold a formula.

Why
    What the formula would show has changed since, or will; the typed number stays, and looks right.

Example
    | Code | Title           | Total     |                     |
    |------|-----------------|-----------|---------------------|
    | 1    | ROADS           |           |                     |
    | 1    | Pave the square | {=D3+E3}  |                     |
    | 1    | Light the lane  | {=D4+E4}  |                     |
    | 1    | Mark the kerbs  | {=D5+E5}  |                     |
    | 1    | Mend the bridge | {=D6+E6}  |                     |
    | 1    | Sweep the road  | {950}     | formula overwritten |

Fix
    None: copy the formula of the row above, or leave the number and say why in a note. Titles are
    compared with titles, actions with actions.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.rules.staff_columns import noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "most": say("How many typed values there may be for each formula, such as 0.25."),
}
FEWEST = 3


def check(programme: Programme, *, most: float = 0.25) -> Iterator[Finding]:
    """Yield the typed numbers, where there are at most `most` times as many as formulas."""
    for column in programme.columns:
        if not column.section.grid.formulas:
            continue
        for titles in (True, False):
            made, typed = _sorted_out(programme, column, titles=titles)
            if made >= FEWEST and len(typed) <= most * made:
                for index in typed:
                    message = say("Value typed among formulas, in “{column}”.", column=column.name)
                    yield noticed(programme, column, index, message)


def _sorted_out(
    programme: Programme, column: StaffColumn, *, titles: bool
) -> tuple[int, list[int]]:
    """Return how many formulas the titles or the other rows hold, and which rows hold a number."""
    made, typed = 0, []
    for index in programme.table.data():
        if index in column.rows and (index in programme.titles) is titles:
            if column.is_made(index):
                made += 1
            elif is_number(column.value(index)):
                typed.append(index)
    return made, typed
