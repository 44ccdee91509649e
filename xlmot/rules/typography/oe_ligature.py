"""Missing ligature.

A French word that is written with œ is typed with o and e.

Why
    A French keyboard has no œ. Excel does not find “œuvre” when one searches “oeuvre”, and
    counts the two as different.

Example
    | Code | Title                    |             |
    |------|--------------------------|-------------|
    | 1    | Voirie                   |             |
    | 1    | Mise en oeuvre du schéma | oe ligature |
    | 1    | Réseau coexistant        |             |

Fix
    Safe: the words of the list (`words`) get their œ. “coexister”, “moelle”, “Noël” are not
    on it, a word in capitals amid small letters may be an acronym, and addresses stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from xlmot.findings import Finding, Severity, found, safe, set_cell
from xlmot.messages import Message, say, say_many
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules import substitute
from xlmot.rules.addresses import outside_addresses
from xlmot.rules.forms import row_numbers

SEVERITY = Severity.WARNING
FIX = "safe"
LANGUAGES = ("fr",)
OPTIONS = {
    "words": say("Words that are written with œ."),
}
LIGATURES = {"oe": "œ", "Oe": "Œ", "OE": "Œ"}
TYPED = lazy("oe|Oe|OE")


def check(programme: Programme, *, words: Sequence[str] = ()) -> Iterator[Finding]:
    texts = [text for text, plain in programme.normalised.items() if "oe" in plain]
    right = {TYPED.sub("oe", word.replace("œ", "oe")): word for word in words if texts}
    wrong = _mistakes(texts, right) if right else {}
    used = {right[match[0].casefold()] for matches in wrong.values() for match in matches}
    written = _rows_of_words(programme, used) if used else {}
    for text, matches in wrong.items():
        first = matches[0][0]
        message = _message(programme, first, written.get(right[first.casefold()], []))
        new = substitute(text, matches, lambda match: _tied(match[0]))
        for index in programme.rows_of[text]:
            edit = set_cell(programme.table, index, "label", new)
            yield found(programme, index, message, fix=safe(edit))


def _mistakes(texts: Iterable[str], right: Mapping[str, str]) -> dict[str, list[re.Match[str]]]:
    """Return the words to correct by the label they stand in."""
    texts = [text for text in texts if "oe" in text.casefold()]
    told = "\n".join(texts).casefold()
    pattern = _pattern([word for word in right if word in told])
    mistakes = {}
    for text in texts:
        matches = outside_addresses(text, pattern)
        matches = [m for m in matches if TYPED.search(m[0]) and (_is_low(m[0]) or text.isupper())]
        if matches:
            mistakes[text] = matches
    return mistakes


def _is_low(word: str) -> bool:
    return word[1:].islower() or (word.startswith("OE") and word[2:].islower())


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return lazy(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)


def _rows_of_words(programme: Programme, words: Collection[str]) -> dict[str, list[int]]:
    """Return the rows where each word is written as it should be."""
    pattern = _pattern(words)
    written: dict[str, list[int]] = {}
    for text, rows in programme.rows_of.items():
        if "œ" in text.casefold():
            for word in {match[0].casefold() for match in pattern.finditer(text)}:
                written.setdefault(word, []).extend(rows)
    return written


def _message(programme: Programme, word: str, rows: list[int]) -> Message:
    if not rows:
        return say("“{wrong}” instead of “{right}”.", wrong=word, right=_tied(word))
    return say_many(
        len(rows),
        "“{wrong}” instead of “{right}” (the form of row {rows}).",
        "“{wrong}” instead of “{right}” (the form of rows {rows}).",
        wrong=word,
        right=_tied(word),
        rows=row_numbers(programme, rows),
    )


def _tied(word: str) -> str:
    return TYPED.sub(lambda match: LIGATURES[match[0]], word)
