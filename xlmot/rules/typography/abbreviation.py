"""Abbreviation.

A word is abbreviated where the house writes it in full, or an abbreviation lacks its full stop.

Why
    Whoever looks for “Saint-Omer” does not find “St-Omer”.

Example
    | Code | Title                          |              |
    |------|--------------------------------|--------------|
    | 1    | Voirie                         |              |
    | 1    | Places de St-Omer (cf lot 2)   | abbreviation |
    | 1    | Place de l’Étoile (voir lot 3) |              |

Fix
    Unsafe: the word is written in full (`expansions`), the full stop is added (`dotted`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import normalise
from xlmot.rules import substitute
from xlmot.rules.addresses import outside_addresses

SEVERITY = Severity.NOTE
FIX = "unsafe"
LANGUAGES = ("fr",)
OPTIONS = {
    "expansions": say("Each abbreviation, and what it stands for."),
    "dotted": say("Abbreviations that end in a full stop."),
}
NO_WORDS: Mapping[str, str] = {}
NAME = r"(?:[\w'-]+|’)+"


def check(
    programme: Programme,
    *,
    expansions: Mapping[str, str] = NO_WORDS,
    dotted: Sequence[str] = (),
) -> Iterator[Finding]:
    told = "\n".join(programme.rows_of)
    short = [word for word in expansions if word in told]
    stopped = [word for word in dotted if word in told]
    pattern = _pattern(short, stopped)
    # Each stands by itself, or before the name that it is cut from.
    ends = {plain.rpartition(" ")[2] for plain in normalise((*short, *stopped))}
    words = ((text, plain.split()) for text, plain in programme.normalised.items())
    wrong = {
        text: matches
        for text, own in words
        if not ends.isdisjoint(own) and (matches := outside_addresses(text, pattern))
    }
    used = {match[0]: expansions[match[0]] for ms in wrong.values() for match in ms if match[1]}
    in_full = {short: _in_full(programme, word) for short, word in used.items()}
    for text, matches in wrong.items():
        message = _message(text, matches[0], in_full)
        new = substitute(text, matches, lambda match: expansions.get(match[0], match[0] + "."))
        for index in programme.rows_of[text]:
            edit = set_cell(programme.table, index, "label", new)
            yield found(programme, index, message, fix=unsafe(edit))


def _pattern(words: Sequence[str], dotted: Sequence[str]) -> re.Pattern[str]:
    # `St-` is cut from a name, which a capital shows; others are words of their own.
    ends = {True: r"(?=[^\W\d_a-z])", False: r"(?![\w.-])"}
    short = "|".join(re.escape(word) + ends[word.endswith("-")] for word in words) or "(?!)"
    full_stop = "|".join(map(re.escape, dotted)) or "(?!)"
    return lazy(rf"(?<![\w'.])(?<!’)({short})|(?<![\w.-])(?:{full_stop})(?![\w'-]|’|\s*(?:\.|…))")


def _in_full(programme: Programme, word: str) -> tuple[str, int] | None:
    """Return the first name that begins with a word in full, and the row it stands on."""
    pattern = lazy(rf"(?<!\w){re.escape(word)}{NAME}")
    for text, rows in programme.rows_of.items():
        name = pattern.search(text) if word.endswith("-") and word in text else None
        if name:
            return name[0], programme.table.numbers[rows[0]]
    return None


def _message(
    text: str, match: re.Match[str], in_full: Mapping[str, tuple[str, int] | None]
) -> Message:
    if not match[1]:
        return say("Abbreviation without full stop: “{word}”.", word=match[0])
    rest = re.match(NAME, text[match.end() :])
    word = match[0] + (rest[0] if rest and match[0].endswith("-") else "")
    other = in_full[match[0]]
    if other is None:
        return say("Abbreviation: “{word}”.", word=word)
    return say(
        "Abbreviation: “{word}” (“{name}” is written in full on row {row}).",
        word=word,
        name=other[0],
        row=other[1],
    )
