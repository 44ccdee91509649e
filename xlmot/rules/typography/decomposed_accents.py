r"""Decomposed accents.

An accented letter is stored as a letter and an accent that follows it.

Why
    File names of a Mac and some PDF files give such letters. They look the same, but Excel does
    not find “é” in them, sorts them elsewhere and counts one character more.

Example
    | Code | Title                    |                    |
    |------|--------------------------|--------------------|
    | 1    | Voirie                   |                    |
    | 1    | Mobilite\u0301 et marche | decomposed accents |
    | 1    | Qualité de l’air         |                    |

Fix
    Safe: each letter and its accents become the one character that Unicode holds for the same
    (form NFC). Where there is none, they stay.
"""

from __future__ import annotations

import re
import unicodedata

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark, substitute

SEVERITY = Severity.WARNING
FIX = "safe"
NEEDS = ("combining",)
PATTERN = lazy("[^\u0300-\u036f][\u0300-\u036f]+")


def check(text: str, matches: list[re.Match[str]]) -> Remark | None:
    wrong = [match for match in matches if _composed(match) != match[0]]
    if not wrong:
        return None
    message = say("Decomposed accents: “{letter}”.", letter=_composed(wrong[0]))
    return Remark(message, substitute(text, wrong, _composed))


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])
