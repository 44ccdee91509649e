"""Merged cells.

Cells of the table are merged: a code over the rows of its group, a title over several columns.

Why
    Excel refuses to sort such a table, and a filter shows only the first of the merged rows.

Example
    | Code | Title           |              |
    |------|-----------------|--------------|
    | 1    | ROADS           | merged cells |
    | {}   | Pave the square |              |
    | {}   | Light the lane  |              |

Fix
    None: unmerge in Excel (Home, Merge & Center), then fill the code down (Home, Fill). Merged
    codes are read as if each row had its own. Merged headers are silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.address import Area, cell_name
from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.workbook import body

SEVERITY = Severity.WARNING


def check(programme: Programme) -> Iterator[Finding]:
    for section, table in body(programme):
        for area in sorted(section.grid.merges):
            if _meet(area, table):
                message = say("Merged cells {area}.", area=_name(area))
                yield Finding((Place(section.grid.sheet, area.top, area.left),), message)


def _meet(one: Area, other: Area) -> bool:
    """Tell whether two areas have a cell in common."""
    beside = one.right < other.left or other.right < one.left
    return not beside and one.top <= other.bottom and other.top <= one.bottom


def _name(area: Area) -> str:
    return f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"
