"""Manual calculation.

Excel is told to calculate the workbook only when asked.

Why
    Sums and counts show what they were at the last calculation, and every workbook opened after
    this one is in manual calculation too.

Example
    | Code | Title           |                    |
    |------|-----------------|--------------------|
    | 1    | ROADS           | manual calculation |
    | 1    | Pave the square |                    |

Fix
    None: set it back in Excel (Formulas, Calculation Options, Automatic).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.workbook import Workbook
from xlmot.rules.places import of_book

SEVERITY = Severity.NOTE
NEEDS = ("manual-calculation",)


def check(workbook: Workbook) -> Iterator[Finding]:
    message = say("The workbook calculates only when asked.")
    yield from of_book(workbook, "manual-calculation", message)
