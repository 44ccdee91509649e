"""Read-only workbook.

The workbook asks to be opened read-only.

Why
    Who follows the advice saves a copy under another name, and two programmes live on side by side.

Example
    | Code | Title           |                    |
    |------|-----------------|--------------------|
    | 1    | ROADS           | read-only workbook |
    | 1    | Pave the square |                    |

Fix
    None: save it in Excel without the advice (Save As, Tools, General Options).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.workbook import Workbook
from xlmot.rules.places import of_book

SEVERITY = Severity.WARNING
NEEDS = ("read-only",)


def check(workbook: Workbook) -> Iterator[Finding]:
    message = say("The workbook asks to be opened read-only.")
    yield from of_book(workbook, "read-only", message)
