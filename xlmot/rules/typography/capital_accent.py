"""Missing accent on a capital.

A capital stands without the accent that its word has.

Why
    In French an accent is part of the spelling, on capitals too. Typewriters could not, and many
    houses still do without: that is why this is not said unasked.

Example
    | Code | Title                |                |
    |------|----------------------|----------------|
    | 1    | RESEAUX DE CHALEUR   | capital accent |
    | 1    | Etude de faisabilité | capital accent |
    | 1    | École du bourg       |                |

Fix
    Unsafe: the words of the list (`words`) get their accents. A lone `A` is never read as `À`, and
    a word in capitals amid small letters may be an acronym.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from xlmot.findings import Safety, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.language import language_of
from xlmot.rules import Remark, substitute
from xlmot.rules.addresses import ADDRESS

SEVERITY = Severity.NOTE
FIX = "unsafe"
ENABLED = False
LANGUAGES = ("fr",)
OPTIONS = {
    "words": say("Words with accents, which their capitals keep."),
}
PATTERN = lazy(r"(?<![^\W_])[A-Z][^\W\d_]+")
SILENT = ADDRESS


def check(text: str, matches: list[re.Match[str]], *, words: Sequence[str] = ()) -> Remark | None:
    if language_of([text]) == "en":
        return None
    capitals, initials = _dictionary(tuple(words))
    right = capitals if text.isupper() else initials
    wrong = [match for match in matches if match[0] in right]
    if not wrong:
        return None
    new = substitute(text, wrong, lambda match: right[match[0]])
    shown = tuple(right[match[0]] for match in wrong)
    return Remark(say("Accent missing on a capital: {words}.", words=shown), new, Safety.UNSAFE)


@lru_cache(maxsize=8)
def _dictionary(words: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the right form by the wrong one, of words in capitals and of words with one."""
    every = [form for word in words for form in (word, word + "s")]
    capitals = {_bare(word.upper()): word.upper() for word in every}
    initials = {_bare(word[0].upper()) + word[1:]: word[0].upper() + word[1:] for word in every}
    return (
        {wrong: right for wrong, right in capitals.items() if wrong != right},
        {wrong: right for wrong, right in initials.items() if wrong != right},
    )


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
