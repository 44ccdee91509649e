"""Extra separator.

A separator stands before or after a code, or twice between two of its parts.

Why
    Split at its full stops, `3.3.` has three levels: the row leaves its group, and the rows below
    lose their parent.

Example
    | Code | Title           |                 |
    |------|-----------------|-----------------|
    | 1    | ROADS           |                 |
    | 1.1. | Squares         | extra separator |
    | 1.1  | Pave the square |                 |

Fix
    Safe: the separator is removed. Unsafe where it stands twice between two parts, since a part
    may be missing there. Where most codes of a level end in the same mark, as in `1.1.`, so is the
    way of the house; where neither is usual, it is one finding, unsafe.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical, faulty, unless_most, unsettled
from xlmot.rules.joints import odd_joints

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
NEEDS = ("extra-separator", "missing-mark", "inside")


def check(programme: Programme) -> Iterator[Finding]:
    yield from unless_most(programme, "extra-separator", _found(programme))
    yield from unsettled(programme, "extra-separator", "missing-mark")
    for index, (joint, usual) in odd_joints(programme).items():
        mark, others = "".join(joint.split()), "".join(usual.split())
        if mark != others:
            code = programme.code(index) or ""
            yield found(programme, index, _of_mark(code, mark, others), column="code")


def _of_mark(code: str, mark: str, others: str) -> Message:
    """Return what is said of the mark between a code and its label, where others have another."""
    if not others:
        return say(
            "“{mark}” after the code {code}; the other codes of this level have none.",
            mark=mark,
            code=code,
        )
    if not mark:
        return say(
            "No “{mark}” after the code {code}, as after the other codes of this level.",
            mark=others,
            code=code,
        )
    return say(
        "“{mark}” after the code {code}; the other codes of this level have “{others}”.",
        mark=mark,
        code=code,
        others=others,
    )


def _found(programme: Programme) -> Iterator[tuple[int, Finding]]:
    for index, text in faulty(programme, "extra-separator"):
        message = _message(text, programme.code(index) or "")
        fix = canonical(programme, index)
        yield index, found(programme, index, message, column="code", fix=fix)


def _message(text: str, code: str) -> Message:
    if text == f"{code}.":
        return say("Code “{value}”: one full stop too many at its end.", value=text)
    return say("Separator too many: “{value}” → {code}.", value=text, code=code)
