"""Leading zero.

A part of a code begins with a zero, which the house does not write.

Why
    `1.01` and `1.1` are two groups for whoever filters or counts.

Example
    | Code | Title           |              |
    |------|-----------------|--------------|
    | 1    | ROADS           |              |
    | 1.1  | Squares         |              |
    | 1.01 | Pave the square | leading zero |

Fix
    Safe: the zero is removed. Where most codes are padded, so is the way of the house.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical, faulty

SEVERITY = Severity.WARNING
FIX = "safe"


def check(programme: Programme) -> Iterator[Finding]:
    for index, text in faulty(programme, "leading-zero"):
        message = say("Leading zero: “{value}”.", value=text)
        fix = canonical(programme, index)
        yield found(programme, index, message, column="code", fix=fix)
