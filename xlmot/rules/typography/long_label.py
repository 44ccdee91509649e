"""Long label.

A label has more characters than the house allows.

Why
    A label of several lines is a paragraph: it is cut in summaries, on slides and in filters, and
    most often holds two actions.

Example
    | Code  | Title                                           |            |
    |-------|-------------------------------------------------|------------|
    | 1     | ROADS                                           |            |
    | 1     | Pave the square and then, if money is left, ... | long label |

Fix
    None: a person shortens it, or makes two rows of it. `limit` is the number of characters
    allowed.
"""

from __future__ import annotations

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark

SEVERITY = Severity.NOTE
OPTIONS = {
    "limit": say("The most characters of a label."),
}


def pattern(*, limit: int) -> re.Pattern[str]:
    return lazy(rf"(?s)\A.{{{limit + 1}}}")


def check(text: str, matches: list[re.Match[str]], *, limit: int = 200) -> Remark:
    del matches
    return Remark(say("Label of {count} characters (limit {limit}).", count=len(text), limit=limit))
