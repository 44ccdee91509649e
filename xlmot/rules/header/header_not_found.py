"""Header not found.

No sheet of the workbook holds a table with a header that names its codes and its labels.

Why
    Nothing else can be checked: a file that was read but not understood is not a file in order.

Example
    | Name  | Amount |                  |
    |-------|--------|------------------|
    | Roads | 1200   | header not found |

Fix
    None: name the two columns as the house does, or add the names it uses to the settings. Codes
    and labels that share a cell need a column each. A workbook that is no programme needs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say
from xlmot.programme.grid import is_blank
from xlmot.programme.workbook import Workbook

SEVERITY = Severity.ERROR
NEEDS = ("nothing",)


def check(workbook: Workbook) -> Iterator[Finding]:
    if workbook.programmes:
        return
    filled = [
        grid.sheet
        for grid in workbook.grids
        if any(not is_blank(value) for row in grid.rows for value in row)
    ]
    sheets = tuple(filled or [grid.sheet for grid in workbook.grids][:1])
    names = tuple(say("“{sheet}”", sheet=sheet) for sheet in sheets or (workbook.name,))
    message = say(
        "Header not found in {sheets}: no row names a column of codes and a column of "
        "labels. If yours have other names: xlmot init FILE",
        sheets=names,
    )
    yield Finding(tuple(Place(sheet, 1, 1) for sheet in sheets or ("",)), message)
