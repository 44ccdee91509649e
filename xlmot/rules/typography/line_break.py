r"""Line break in a label.

A label goes on after a line break, typed with Alt+Enter or pasted.

Why
    Excel shows only the first line in a low row, and a filter or a search for two words that
    the break parts finds nothing.

Example
    | Code | Title                        |            |
    |------|------------------------------|------------|
    | 1    | ROADS                        |            |
    | 1    | Pave the\nsquare of the town | line break |

Fix
    Safe: the break becomes a space, and goes at both ends of the label. Unsafe where a line begins
    with a bullet, a number or a capital, which may be an item of a list (items are joined by a
    comma), or where the line before ends with a colon or a hyphen.
"""

from __future__ import annotations

import re
from itertools import pairwise

from xlmot.findings import Safety, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
PATTERN = lazy("[\n\r\x0b\x0c\x85\u2028\u2029]")
BULLET = r"[-–—*]\s+|[•·▪●◦➢✓]\s*|(?:\d{1,2}\s?[-–.):]|[a-z]\))\s+"
HYPHEN = r"\w[-\u2010]\Z"


def check(text: str, matches: list[re.Match[str]]) -> Remark | None:
    del matches
    lines = [line.strip() for line in PATTERN.split(text) if line.strip()]
    if not lines:
        return None
    capitals = text.isupper()
    doubtful = any(_is_doubtful(*pair, capitals=capitals) for pair in pairwise(lines))
    safety = Safety.UNSAFE if doubtful else Safety.SAFE
    return Remark(say("Line break in the label."), _joined(lines), safety)


def _is_doubtful(before: str, after: str, *, capitals: bool) -> bool:
    """Return whether a line may be an item of its own, or the line before cut within a word."""
    item = re.match(BULLET, after) or (after[0].isupper() and not capitals)
    return bool(item or before.endswith(":") or re.search(HYPHEN, before))


def _joined(lines: list[str]) -> str:
    bulleted = sum(re.match(BULLET, line) is not None for line in lines)
    introduced = lines[0].endswith(":") and (bulleted == 1 or len(lines) > 2)
    is_list = bulleted > 1 or introduced
    if is_list:
        lines = [re.sub(BULLET, "", line, count=1) or line for line in lines]
    joined = lines[0]
    for line in lines[1:]:
        joined += _joint(joined, is_list=is_list) + line
    return joined


def _joint(before: str, *, is_list: bool) -> str:
    if re.search(HYPHEN, before[-2:]):
        return ""
    return ", " if is_list and before[-1] not in ",;:." else " "
