"""Final full stop.

A label ends with a full stop.

Why
    A label is a title, not a sentence; among labels that have none, the full stop stands out.

Example
    | Code | Title                |                 |
    |------|----------------------|-----------------|
    | 1    | ROADS                |                 |
    | 1    | Pave the square.     | final full stop |
    | 1    | Trees, benches, etc. |                 |

Fix
    Unsafe: the full stop is removed. It stays after an abbreviation such as `etc.` or `S.A.`, in
    `...`, and where the label holds several sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlmot.findings import Safety, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark

SEVERITY = Severity.NOTE
FIX = "unsafe"
ENABLED = False
OPTIONS = {
    "abbreviations": say("Abbreviations after which a full stop stays."),
}
PATTERN = lazy(r"(?<=[^.…\s])\.(?=\s*\Z)")
LAST_WORD = r"[\w.]*\Z"
SENTENCE_BEFORE = r"(?<=[^\W\d_]{2})[.!?…]\s+[^\W\da-z_]"
LONGEST = 20


def check(
    text: str, matches: list[re.Match[str]], *, abbreviations: Sequence[str] = ()
) -> Remark | None:
    stop = matches[0].start()
    found = re.search(LAST_WORD, text[max(0, stop - LONGEST) : stop])
    word = found[0].casefold() if found else ""
    abbreviated = len(word) == 1 or "." in word or word in abbreviations
    if abbreviated or re.search(SENTENCE_BEFORE, text):
        return None
    return Remark(say("Final full stop."), text[:stop] + text[stop + 1 :], Safety.UNSAFE)
