"""Protected sheet.

The sheet of the programme is protected.

Why
    Nothing on it can be corrected, by hand or by xlmot, before the protection is taken off.

Example
    | Code | Title           |                 |
    |------|-----------------|-----------------|
    | 1    | ROADS           | protected sheet |
    | 1    | Pave the square |                 |

Fix
    None: unprotect the sheet in Excel (Review, Unprotect Sheet) before cleaning.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.places import head

SEVERITY = Severity.NOTE
NEEDS = ("protected",)


def check(programme: Programme) -> Iterator[Finding]:
    for section in programme.table.sections:
        if section.grid.protected:
            message = say("The sheet “{sheet}” is protected.", sheet=section.grid.sheet)
            yield Finding((head(section),), message)
