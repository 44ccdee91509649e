"""Extra spaces.

A label begins or ends with a space, holds several in a row, or holds a tab.

Why
    They cannot be seen, but Excel sorts, filters and looks up two labels as different when only
    one of them ends with a space.

Example
    | Code | Title             |              |
    |------|-------------------|--------------|
    | 1    | ROADS             |              |
    | 1    | Roads  and tracks | extra spaces |
    | 1    | Tracks and paths  |              |

Fix
    Safe: spaces at both ends are removed, several become one. If one of several is non-breaking,
    that one stays. So do spaces at the start of a line inside the cell: they are layout.
"""

from __future__ import annotations

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark, substitute

SEVERITY = Severity.WARNING
FIX = "safe"
SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Not at the start of a line: what stands there is layout.
INSIDE = rf"(?<![\r\n{SPACES}].)"
# The space comes first in the pattern, so that `re` looks at nothing else.
PATTERN = lazy(rf"[{SPACES}](?:{INSIDE}(?:[{SPACES}]+|(?<=\t)|(?<=\A.))|[{SPACES}]*\Z)")
NON_BREAKING = "\u00a0\u202f"


def check(text: str, matches: list[re.Match[str]]) -> Remark | None:
    if text.isspace():
        return None
    return Remark(say("Extra spaces."), substitute(text, matches, _single))


def _single(match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    return next((space for space in match[0] if space in NON_BREAKING), " ")
