"""House spelling.

A word or an expression is not spelled as the house spells it.

Why
    A house settles once how it writes what it often writes; one spelling is found by one search.

Example
    | Code | Title                |                |
    |------|----------------------|----------------|
    | 1    | ROADS                |                |
    | 1    | E-mail the residents | house spelling |
    | 1    | Email the shops      |                |

Fix
    Unsafe: what stands on the left of the list (`spellings`) becomes what stands on its right,
    with its capitals. Only whole words are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlmot.findings import Safety, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import normalise
from xlmot.rules import Remark, substitute
from xlmot.rules.addresses import ADDRESS

SEVERITY = Severity.NOTE
FIX = "unsafe"
OPTIONS = {
    "spellings": say("Each wrong spelling, and the right one."),
}
SILENT = ADDRESS
NO_WORDS: Mapping[str, str] = {}


def pattern(*, spellings: Mapping[str, str]) -> re.Pattern[str]:
    words = (re.escape(_plain(word)) for word in sorted(spellings, key=len, reverse=True))
    either = "|".join(word.replace("'", "['’]").replace(r"\ ", r"\s+") for word in words)
    return lazy(rf"(?<!\w)(?:{either or '(?!)'})(?!\w)", re.IGNORECASE)


def suspects(programme: Programme, *, spellings: Mapping[str, str]) -> list[str]:
    """Return the labels with the longest word of a wrong spelling."""
    words = {max(plain.split(), key=len, default="") for plain in normalise(spellings)}
    labels = programme.normalised.items()
    return [text for text, plain in labels if any(map(plain.__contains__, words))]


def check(
    text: str, matches: list[re.Match[str]], *, spellings: Mapping[str, str] = NO_WORDS
) -> Remark | None:
    known = {_plain(wrong).casefold(): (wrong, right) for wrong, right in spellings.items()}
    right = {
        match.span(): _right(match[0], *known[_plain(match[0]).casefold()]) for match in matches
    }
    wrong = [match for match in matches if not _is_right(text, match, right[match.span()])]
    if not wrong:
        return None
    first = wrong[0]
    return Remark(
        say("“{wrong}”: write “{right}”.", wrong=first[0], right=right[first.span()]),
        substitute(text, wrong, lambda match: right[match.span()]),
        Safety.UNSAFE,
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _right(found: str, wrong: str, right: str) -> str:
    """Return the right spelling with the capitals and the apostrophes of what was found."""
    if "’" in found:
        right = right.replace("'", "’")
    if found.isupper() and not wrong.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if found[0].isupper() else right


def _is_right(text: str, match: re.Match[str], right: str) -> bool:
    """Return whether the right spelling, which may hold the wrong one, already stands there."""
    start = text.find(right, max(0, match.start() - len(right)))
    while 0 <= start <= match.start():
        if match.end() <= start + len(right):
            return True
        start = text.find(right, start + 1)
    return False
