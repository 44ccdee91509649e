"""Straight quotes.

A label quotes with the straight quotes of the keyboard.

Why
    French prints « », and a document with both kinds looks unfinished. The keyboard gives only the
    straight ones, which is why this is not said unasked.

Example
    | Code | Title                    |                 |
    |------|--------------------------|-----------------|
    | 1    | Voirie                   |                 |
    | 1    | Cahier "Places du bourg" | straight quotes |
    | 1    | Dalles de 12" au marché  |                 |

Fix
    Unsafe: each pair becomes « », or “ ” inside other quotes. Inches, as in `24"`, are left alone,
    and so is a label where a quote has no partner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlmot.findings import Safety, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark
from xlmot.rules.quotes import STRAIGHT, unpaired

SEVERITY = Severity.NOTE
FIX = "unsafe"
ENABLED = False
LANGUAGES = ("fr",)
OPTIONS = {
    "outer": say("The opening and the closing quote."),
    "inner": say("The same, inside other quotes."),
}
PATTERN = lazy('"')
QUOTES = lazy("[«»“”]")


def check(
    text: str,
    _: list[re.Match[str]],
    *,
    outer: Sequence[str] = ("“", "”"),
    inner: Sequence[str] = ("“", "”"),
) -> Remark | None:
    if not STRAIGHT.search(text) or unpaired(text):
        return None
    new = STRAIGHT.sub(lambda pair: _curled(pair, outer, inner), text)
    return Remark(say("Straight quotes."), new, Safety.UNSAFE)


def _curled(pair: re.Match[str], outer: Sequence[str], inner: Sequence[str]) -> str:
    before = QUOTES.findall(pair.string, 0, pair.start())
    nested = sum(1 if mark in "«“" else -1 for mark in before) > 0
    marks = inner if nested or QUOTES.search(pair[1]) else outer
    return f"{marks[0]}{pair[1]}{marks[1]}"
