"""Very hidden sheet.

A sheet is hidden so that Excel does not offer to unhide it.

Why
    What is on it may go to others unseen, and what reads it cannot be checked.

Example
    | Code | Title           |                   |
    |------|-----------------|-------------------|
    | 1    | ROADS           | very hidden sheet |
    | 1    | Pave the square |                   |

Fix
    None: show it with the macro editor (Alt+F11, property Visible), or ask who made the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.workbook import Workbook
from xlmot.rules.places import of_book

SEVERITY = Severity.NOTE
NEEDS = ("very-hidden",)


def check(workbook: Workbook) -> Iterator[Finding]:
    message = say("Very hidden sheet: {sheets}.", sheets=workbook.traits.get("very-hidden", ()))
    yield from of_book(workbook, "very-hidden", message)
