"""Code without its zeros.

A part of a code lacks the zeros that the other codes of its level have.

Why
    `1.1.3` and `1.1.03` are two codes for whoever filters or counts, and Excel sorts `1.1.3` behind
    `1.1.12`.

Example
    | Code    | Title           |               |
    |---------|-----------------|---------------|
    | 1       | ROADS           |               |
    | 1.1     | SQUARES         |               |
    | 1.1.01  | Market square   |               |
    | 1.1.02  | Station square  |               |
    | 1.1.3   | Mill lane       | unpadded code |

Fix
    Unsafe: the code is written with as many digits as the others of its level. Where a level is
    written both ways, and neither is usual, it is one finding of `leading-zero`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import PEERS, canonical, depth_of, faulty, peers

SEVERITY = Severity.WARNING
FIX = "unsafe"
NEEDS = ("unpadded-code",)


def check(programme: Programme) -> Iterator[Finding]:
    odd = list(faulty(programme, "unpadded-code"))
    alike = Counter(depth_of(programme, index) for index, _ in odd)
    others = peers(programme, "unpadded-code")
    for index, text in odd:
        depth = depth_of(programme, index)
        if alike[depth] > others[depth]:
            continue
        message = _message(programme, index, text, others[depth])
        fix = canonical(programme, index, sure=False)
        yield found(programme, index, message, column="code", fix=fix)


def _message(programme: Programme, index: int, text: str, count: int) -> Message:
    code = programme.code(index) or ""
    if count < PEERS:
        return say("Zero missing: “{value}” → {code}.", value=text, code=code)
    return say(
        "Zero missing: “{value}” → {code}; the {count} other codes of this level have theirs.",
        value=text,
        code=code,
        count=count,
    )
