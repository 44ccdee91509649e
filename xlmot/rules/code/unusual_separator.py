"""Unusual separator.

The parts of a code are joined by another separator than the house uses.

Why
    `1,1`, `1-1` and `1.1` are three codes for whoever sorts, filters or counts, and Excel reads
    some of them as numbers or dates.

Example
    | Code | Title           |                   |
    |------|-----------------|-------------------|
    | 1    | ROADS           |                   |
    | 1,1  | Squares         | unusual separator |
    | 1.1  | Pave the square |                   |

Fix
    Safe: the separator of the house is put. Unsafe where the text may name several codes (`1-3`).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical, faulty

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"


def check(programme: Programme) -> Iterator[Finding]:
    for index, text in faulty(programme, "unusual-separator"):
        code = programme.code(index) or ""
        message = say("Unusual separator: “{value}” → {code}.", value=text, code=code)
        yield found(programme, index, message, column="code", fix=canonical(programme, index))
