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
    Safe: the zero is removed. Where most codes of a level are padded, so is the way of the house,
    and the one without is the slip (`unpadded-code`). Unsafe where neither is usual, which is
    one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import PEERS, canonical, depth_of, faulty, peers, unless_most, unsettled

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
NEEDS = ("leading-zero", "unpadded-code")


def check(programme: Programme) -> Iterator[Finding]:
    yield from unless_most(programme, "leading-zero", _found(programme))
    yield from unsettled(programme, "leading-zero", "unpadded-code")


def _found(programme: Programme) -> Iterator[tuple[int, Finding]]:
    others = peers(programme, "leading-zero")
    for index, text in faulty(programme, "leading-zero"):
        message = _message(programme, index, text, others[depth_of(programme, index)])
        fix = canonical(programme, index)
        yield index, found(programme, index, message, column="code", fix=fix)


def _message(programme: Programme, index: int, text: str, count: int) -> Message:
    if count < PEERS:
        return say("Leading zero: “{value}”.", value=text)
    return say(
        "Leading zero: “{value}” → {code}; the {count} other codes of this level have none there.",
        value=text,
        code=programme.code(index) or "",
        count=count,
    )
