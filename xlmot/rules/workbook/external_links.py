"""External links.

Formulas of the workbook read other workbooks.

Why
    Where the other workbook is moved or not at hand, old values stay and nobody sees it; Excel asks
    each reader whether to update.

Example
    | Code | Title           |                  |
    |------|-----------------|------------------|
    | 1    | ROADS           | external links   |
    | 1    | Pave the square |                  |

Fix
    None: bring the values over, or break the links in Excel (Data, Edit Links).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.workbook import Workbook
from xlmot.rules.places import of_book

SEVERITY = Severity.NOTE
NEEDS = ("external-links",)


def check(workbook: Workbook) -> Iterator[Finding]:
    message = say("The workbook has links to other workbooks.")
    yield from of_book(workbook, "external-links", message)
