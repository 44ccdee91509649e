"""Text around the code.

The code cell says more than the code: a word before it, a bracket, a colon or a dash after it.

Why
    `Goal 1` and `1` are two codes for whoever sorts, filters or counts.

Example
    | Code   | Title           |                      |
    |--------|-----------------|----------------------|
    | Goal 1 | ROADS           | text around the code |
    | 1      | Pave the square |                      |

Fix
    Safe: the code alone is written. Unsafe where the code itself is a guess (`Goal 1-3`). A word or
    letter that stands before nearly all codes of a level, such as `OS1`, `OS2`, is the house's own
    way, and stays.
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
    for index, text in faulty(programme, "decorated-code"):
        code = programme.code(index) or ""
        message = say("Text around the code: “{value}” → {code}.", value=text, code=code)
        fix = canonical(programme, index)
        yield found(programme, index, message, column="code", fix=fix)
