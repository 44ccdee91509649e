"""Active filter.

A filter is on, and hides rows of the table.

Why
    Who opens the workbook takes what is shown for the whole programme; a copy takes only that.

Example
    | Code | Title           |               |
    |------|-----------------|---------------|
    | 1    | ROADS           | active filter |
    | 1    | Pave the square |               |
    | 1    | Light the lane  |               |

Fix
    None: clear the filter in Excel (Data, Clear). All rows are checked, shown or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say_many
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.rules.places import body

SEVERITY = Severity.WARNING
NEEDS = ("filters",)


def check(programme: Programme) -> Iterator[Finding]:
    for section, table in body(programme):
        grid = section.grid
        for area in grid.filters:
            hidden = _hidden(grid, area, table)
            if hidden:
                message = say_many(
                    hidden,
                    "The filter that is on hides {count} row.",
                    "The filter that is on hides {count} rows.",
                )
                yield Finding((Place(grid.sheet, area.top, area.left),), message)


def _hidden(grid: Grid, area: Area, table: Area) -> int:
    """Return how many rows of the table a filter hides."""
    first, last = max(area.top + 1, table.top), min(area.bottom, table.bottom)
    return sum(first <= row <= last for row in grid.hidden_rows)
