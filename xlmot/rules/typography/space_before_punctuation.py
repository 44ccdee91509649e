"""Space before punctuation.

A space stands before a comma, a full stop or a closing bracket.

Why
    Neither French nor English puts a space there: it is a slip that looks careless in print, and
    the mark may begin the next line.

Example
    | Code  | Title                      |                          |
    |-------|----------------------------|--------------------------|
    | 1     | ROADS                      |                          |
    | 1     | Roads , bridges and tracks | space before punctuation |

Fix
    Safe: the space is removed. Before `:`, `;`, `!` and `?` French wants one; before `...` and in
    `, ...` it is a matter of taste.
"""

from __future__ import annotations

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.rules import Remark, substitute

SEVERITY = Severity.WARNING
FIX = "safe"
PATTERN = re.compile(r"(?<=[^\W_])[ \u00a0\u202f]+(?=[,.)\]](?!\d))")
SILENT = re.compile(r"\s,?\s*(?:\.\.+|…)|\s\.\w")


def check(text: str, matches: list[re.Match[str]]) -> Remark:
    first = matches[0]
    shown = text[max(0, first.start() - 15) : first.end() + 4].strip()
    return Remark(
        say("Space before “{mark}”: “{shown}”.", mark=text[first.end()], shown=shown),
        substitute(text, matches, ""),
    )
