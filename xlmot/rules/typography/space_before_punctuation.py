"""Space before punctuation.

A space stands before a comma, a full stop or a closing bracket.

Why
    Neither French nor English puts a space there: it is a slip that looks careless in print, and
    the mark may begin the next line.

Example
    | Code | Title                      |                          |
    |------|----------------------------|--------------------------|
    | 1    | ROADS                      |                          |
    | 1    | Roads , bridges and tracks | space before punctuation |
    | 1    | And so on ... in the town  |                          |

Fix
    Safe: the space is removed; `Lille ,Lyon` becomes `Lille, Lyon`. Before `:`, `;`, `!` and `?`
    French wants one; before `...` and in `, ...` it is a matter of taste.
"""

from __future__ import annotations

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules import Remark, substitute

SEVERITY = Severity.WARNING
FIX = "safe"
# The space comes first in the pattern, so that `re` looks at nothing else.
SPACE = r"[^\S\t\n\v\f\r]"
PATTERN = lazy(rf"{SPACE}(?:(?<=[\w\"»)\]].)|(?<=[’”].))(?<!_.){SPACE}*([,.)\]])(?!\d)")
# Lists left open, names such as `.NET`, numbers that were pulled apart.
SILENT = lazy(r"(?<=\S)\s+(?:,\s*)?(?:\.\.+|…)|(?<=\S)\s+\.\w|(?<=\d)\s+[.,]\s*\d")
# Of all spaces one is printable.
MAY_STAND = (" ,", " .", " )", " ]")
MARKS = {
    ",": say("a comma"),
    ".": say("a full stop"),
    ")": say("a closing bracket"),
    "]": say("a closing square bracket"),
}
SHOWN = 20


def suspects(programme: Programme) -> list[str]:
    """Return the labels in which a space may stand before a mark."""
    texts = programme.rows_of
    return [t for t in texts if not t.isprintable() or any(map(t.__contains__, MAY_STAND))]


def check(text: str, matches: list[re.Match[str]]) -> Remark:
    first = matches[0]
    before = text[max(0, first.start() - SHOWN) : first.start()].rsplit(maxsplit=1)[-1]
    after = text[first.end() : first.end() + SHOWN].split(None, 1)
    shown = before + text[first.start() : first.end()]
    if after:
        shown += text[first.end() : text.index(after[0], first.end())] + after[0]
    return Remark(
        say("Space before {mark}: “{shown}”.", mark=MARKS[first[1]], shown=shown),
        substitute(text, matches, _moved),
    )


def _moved(match: re.Match[str]) -> str:
    after = match.string[match.end() : match.end() + 1]
    return ", " if match[1] == "," and after.isalpha() else match[1]
