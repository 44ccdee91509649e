r"""Space or invisible character in the code.

A code cell holds a space, a line break, a character of no width, or digits of another width.

Why
    `1.1` followed by a space is another text than `1.1`: filters show both, look-ups miss one.

Example
    | Code    | Title           |                                          |
    |---------|-----------------|------------------------------------------|
    | 1       | ROADS           |                                          |
    | 1\u00a0 | Pave the square | space or invisible character in the code |
    | 1       | Light the lane  |                                          |

Fix
    Safe: the code is written without them. Unsafe where the code itself is a guess (`1-3`).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical, faulty

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
NEEDS = ("invisible-in-code",)


def check(programme: Programme) -> Iterator[Finding]:
    for index, _ in faulty(programme, "invisible-in-code"):
        message = say("Space or invisible character in the code.")
        fix = canonical(programme, index)
        yield found(programme, index, message, column="code", fix=fix)
