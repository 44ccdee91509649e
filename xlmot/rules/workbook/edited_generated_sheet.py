"""Generated sheet edited by hand.

A sheet that xlmot made was changed outside the columns that are yours.

Why
    Made again, it would lose what was typed. It is kept beside the new one, as a copy.

Example
    | Code | Title           |                             |
    |------|-----------------|-----------------------------|
    | 1    | ROADS           | sheet “Summary” was changed |
    | 1    | Pave the square |                             |

Fix
    None: run “xlmot summarize”, then take over what you need from the copy. Comments and decisions
    have columns of their own, which stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.workbook import Workbook
from xlmot.rules.places import of_book

SEVERITY = Severity.WARNING
NEEDS = ("edited-sheets",)


def check(workbook: Workbook) -> Iterator[Finding]:
    sheets = workbook.traits.get("edited-sheets", ())
    message = say("Generated sheet edited by hand: {sheets}.", sheets=sheets)
    yield from of_book(workbook, "edited-sheets", message)
