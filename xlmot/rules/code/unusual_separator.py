"""Unusual separator.

The parts of a code are joined, or the code ends, otherwise than the others of its level.

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
    Where the codes of a level are joined in several ways, none of them usual, it is one finding,
    unsafe.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import PEERS, canonical, depth_of, faulty, peers, unless_most, unsettled

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
NEEDS = ("unusual-separator", "missing-mark", "worded")
# So few codes of a level that are written otherwise are slips.
FEW = 0.1


def check(programme: Programme) -> Iterator[Finding]:
    yield from unless_most(programme, "unusual-separator", _joined(programme))
    yield from unless_most(programme, "missing-mark", _unmarked(programme))
    yield from _closed_up(programme)
    yield from unsettled(programme, "unusual-separator")


def _closed_up(programme: Programme) -> Iterator[Finding]:
    """Yield the few codes without the space between a word and a number that their level has."""
    table, levels = programme.table, dict[int, list[int]]()
    for index in table.data() if not table.placed else ():
        if table.readings[index] is not None and table.code_spot(index) is not None:
            levels.setdefault(depth_of(programme, index), []).append(index)
    for rows in levels.values():
        shown = {index: table.code_text(index).strip() for index in rows}
        odd = [
            i for i in rows if " " not in shown[i] and _opened(shown[i], programme.code(i) or "")
        ]
        alike = sum(" " in text for text in shown.values())
        for index in odd if len(odd) <= FEW * alike else ():
            message = _message(programme, index, shown[index], alike)
            yield found(programme, index, message, column="code", fix=canonical(programme, index))


def _opened(text: str, code: str) -> bool:
    """Return whether a code is a text, but for a space in it."""
    return text != code and text == code.replace(" ", "")


def _joined(programme: Programme) -> Iterator[tuple[int, Finding]]:
    others = peers(programme, "unusual-separator")
    for index, text in faulty(programme, "unusual-separator"):
        message = _message(programme, index, text, others[depth_of(programme, index)])
        fix = canonical(programme, index)
        yield index, found(programme, index, message, column="code", fix=fix)


def _unmarked(programme: Programme) -> Iterator[tuple[int, Finding]]:
    """Yield the codes without the mark of their level, each with its row."""
    others = peers(programme, "missing-mark")
    for index, text in faulty(programme, "missing-mark"):
        if text == programme.code(index):
            continue
        message = say(
            "“{value}” lacks the mark that the {count} other codes of this level end in: {code}.",
            value=text,
            count=others[depth_of(programme, index)],
            code=programme.code(index) or "",
        )
        fix = canonical(programme, index)
        yield index, found(programme, index, message, column="code", fix=fix)


def _message(programme: Programme, index: int, text: str, count: int) -> Message:
    code = programme.code(index) or ""
    if count < PEERS:
        return say("Unusual separator: “{value}” → {code}.", value=text, code=code)
    return say(
        "Unusual separator: “{value}” → {code}, like the {count} other codes of this level.",
        value=text,
        code=code,
        count=count,
    )
