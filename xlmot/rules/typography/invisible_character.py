r"""Invisible characters.

A label holds a character that cannot be seen: a control character, a space of no width, a soft
hyphen, a mark of writing direction.

Why
    They come with text pasted from web pages and PDF files. Excel sorts, filters and looks up two
    labels as different when only one of them holds such a character.

Example
    | Code | Title                 |                     |
    |------|-----------------------|---------------------|
    | 1    | ROADS                 |                     |
    | 1    | Pave the\u200b square | invisible character |
    | 1    | Light the lane        |                     |

Fix
    Safe: the character is removed. A soft hyphen that may stand for a hyphen, as in a PDF file,
    is for a person; marks that Arabic, Hebrew or Indian scripts and emoji need stay.
"""

from __future__ import annotations

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark, substitute

SEVERITY = Severity.WARNING
FIX = "safe"
NEEDS = ("unprintable",)
CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# What joins and parts letters or turns the direction is at work in these scripts and in emoji.
JOINING = "\u200c-\u200f\u202a-\u202e\u2066-\u2069"
SCRIPTS = "[\u0590-\u1cff\u2600-\u27bf\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff]"
PATTERN = lazy(f"[{CONTROL}\u00ad\u200b{JOINING}\u2060-\u2064\ufeff]")
AT_WORK = f"[{JOINING}]"
# A PDF file may give the hyphens of `A-B` or `face-to-face` as soft ones.
HYPHENATED = r"(?<![^\W\d_])(?<!\u00ad)[^\W\d_]*(?:\u00ad+[^\W\d_]*)+"


def check(text: str, matches: list[re.Match[str]]) -> Remark | None:
    if re.search(SCRIPTS, text):
        matches = [match for match in matches if not re.match(AT_WORK, match[0])]
    if not matches:
        return None
    message = say("Invisible character ({code}).", code=f"U+{ord(matches[0][0]):04X}")
    kept = _doubtful(text)
    sure = [match for match in matches if match.start() not in kept]
    return Remark(message, substitute(text, sure, "") if sure else None)


def _doubtful(text: str) -> set[int]:
    """Return the places of the soft hyphens that may stand for hyphens."""
    return {
        word.start() + place
        for word in re.finditer(HYPHENATED, text)
        if not _is_hyphenated(word[0].split("\u00ad"))
        for place, character in enumerate(word[0])
        if character == "\u00ad"
    }


def _is_hyphenated(parts: list[str]) -> bool:
    """Return whether the parts of a word can be those that hyphenation makes."""
    small = all(part.islower() for part in parts[1:]) and parts[0][1:].islower()
    return small and all(len(part) > 1 for part in parts)
