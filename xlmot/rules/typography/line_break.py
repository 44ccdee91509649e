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
    | 1    | Light the lane               |            |

Fix
    Safe: the break becomes a space, and goes at both ends of the label. Unsafe where a line begins
    with a bullet, a number or a capital, which may be an item of a list (items are joined by a
    comma), or where the line before ends with a colon or a hyphen: that may be meant, and is a
    remark. Where ten labels or more have a break it is one remark, and where most have, that is how
    the house writes: silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.findings import Finding, Fix, Safety, Severity, found, set_cell
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
# So many labels with a break are said together, and nothing where most have one.
MANY, USUAL = 10, 0.5
NEEDS = ("\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
PATTERN = lazy(f"[{''.join(NEEDS)}]")
BULLET = r"[-–—*]\s+|[•·▪●◦➢✓]\s*|(?:\d{1,2}\s?[-–.):]|[a-z]\))\s+"
HYPHEN = r"\w[-\u2010]\Z"


def check(programme: Programme) -> Iterator[Finding]:
    broken = {text: rows for text, rows in programme.rows_of.items() if PATTERN.search(text)}
    if len(broken) < MANY:
        for text, rows in broken.items():
            for index in rows:
                fix = _fix(programme, {index: text})
                severity = Severity.NOTE if fix and fix.safety is Safety.UNSAFE else None
                message = say("Line break in the label.")
                yield found(programme, index, message, fix=fix, severity=severity)
        return
    if len(broken) > USUAL * len(programme.rows_of):
        return
    labels = {index: text for text, rows in broken.items() for index in rows}
    message = say("Line breaks in {count} labels.", count=len(labels))
    fix = _fix(programme, labels, usual=True)
    yield found(programme, sorted(labels), message, fix=fix, severity=Severity.NOTE)


def _fix(programme: Programme, labels: Mapping[int, str], *, usual: bool = False) -> Fix | None:
    """Return the fix that takes the breaks out of labels by row; unsafe where they are usual."""
    edits = []
    for index, text in sorted(labels.items()):
        lines = [line.strip() for line in PATTERN.split(text) if line.strip()]
        capitals = text.isupper()
        usual |= any(_is_doubtful(*pair, capitals=capitals) for pair in pairwise(lines))
        if lines:
            edits.append(set_cell(programme.table, index, "label", _joined(lines)))
    return Fix(Safety.UNSAFE if usual else Safety.SAFE, tuple(edits)) if edits else None


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
