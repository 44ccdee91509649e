"""Second table on the sheet.

Under the table stands the header of another one: of another year, or with other columns.

Why
    Only the first table is read: the rows of the second are neither checked nor counted.

Example
    | Code | Work plan 2024  |                            |
    |------|-----------------|----------------------------|
    | 1    | ROADS           |                            |
    | Code | Work plan 2025  | second table on the sheet  |
    | 1    | BRIDGES         |                            |

Fix
    None: move the second table to a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say
from xlmot.programme.outline import Programme

SEVERITY = Severity.WARNING
NEEDS = ("second",)


def check(programme: Programme) -> Iterator[Finding]:
    for section in programme.table.sections:
        row = section.second_table
        if row is not None:
            message = say("A second table stands under the first, in row {row}.", row=row)
            yield Finding((Place(section.grid.sheet, row, section.layout.code),), message)
