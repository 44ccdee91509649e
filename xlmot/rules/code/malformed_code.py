"""Unreadable code.

The cell of the code holds something that no way of writing codes explains.

Why
    The row belongs to nothing: it is missing from its group, from every count and every sum.

Example
    | Code | Title           |                 |
    |------|-----------------|-----------------|
    | 1    | ROADS           |                 |
    | 1.a  | Pave the square | unreadable code |

Fix
    None: only someone who knows the programme can say which code it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import faulty

SEVERITY = Severity.ERROR
NEEDS = ("malformed-code",)


def check(programme: Programme) -> Iterator[Finding]:
    for index, text in faulty(programme, "malformed-code"):
        yield found(programme, index, say("Unreadable code: “{value}”.", value=text), column="code")
