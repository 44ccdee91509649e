"""Undefined acronym.

An acronym stands in labels, and nowhere is it said what it stands for.

Why
    A programme is read by elected people and partners who do not know the house's acronyms; it
    also lists those that a glossary has to explain.

Example
    | Code | Title                                   |                   |
    |------|-----------------------------------------|-------------------|
    | 1    | ROADS                                   |                   |
    | 1    | Talks with the DOT                      | undefined acronym |
    | 1    | UTC - Union of Town Councils            |                   |

Fix
    None: write it in full once, as in “UTC - Union of Town Councils” or “Union of Town Councils
    (UTC)”, or add it to `known` in the settings. Tags, prefixes and titles in capitals are left
    out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.grammar import ROMAN
from xlmot.programme.label import Label
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.addresses import ADDRESS

SEVERITY = Severity.NOTE
ENABLED = False
OPTIONS = {
    "known": say("Acronyms that everybody knows."),
}

# Two capitals or more, at most one small letter among them and a plural s: `PdL`, `GHz`, `ETFs`.
# A name such as `UNESCO` is longer than an acronym that is spelled out.
ACRONYM = r"(?<![\w.@-])(?=[A-Z][A-Za-z]?[A-Z])([A-Z][A-Za-z]?[A-Z]+)s?(?![\w@-])"
LONGEST = 6
WORD = r"[^\W\d_]+"
SMALL = 3
MOST_WORDS = 12


def check(programme: Programme, *, known: tuple[str, ...] = ()) -> Iterator[Finding]:
    explained = {*known, *ROMAN, *_vocabulary(programme)}
    rows: dict[str, list[int]] = {}
    for text, label in programme.parts.items():
        for acronym in _acronyms(label):
            if _is_explained(acronym, text):
                explained.add(acronym)
            rows.setdefault(acronym, []).extend(programme.rows_of[text])
    for acronym, indexes in rows.items():
        if acronym not in explained:
            message = say("Acronym never written in full: “{acronym}”.", acronym=acronym)
            yield found(programme, sorted(set(indexes)), message)


def _vocabulary(programme: Programme) -> Iterator[str]:
    prefixes = programme.vocabulary.prefixes
    yield from (*prefixes.countries, *prefixes.institutions, *prefixes.territories)
    yield from programme.vocabulary.tags


def _acronyms(label: Label) -> dict[str, None]:
    """Return the acronyms of a label in their order; a label in capitals has none to be told."""
    if label.body.isupper():
        return {}
    found_in = re.findall(ACRONYM, ADDRESS.sub(" ", label.body))
    return dict.fromkeys(acronym for acronym in found_in if len(acronym) <= LONGEST)


def _is_explained(acronym: str, text: str) -> bool:
    """Return whether a label spells an acronym out after it, or before it in brackets.

    >>> _is_explained("PVD", "Plan PVD - Petites villes de demain")
    True
    >>> _is_explained("UTC", "Union of Town Councils (UTC)")
    True
    """
    after = re.search(rf"\b{acronym}\b\s*[-–—:(=,]\s*(.+)", text)
    if after and any(_spells(words, acronym) for words in _beginnings(after[1])):
        return True
    before = re.search(rf"\(\s*{acronym}\s*\)", text)
    return before is not None and any(
        _spells(words, acronym) for words in _endings(text[: before.start()])
    )


def _beginnings(text: str) -> Iterator[Sequence[str]]:
    words = re.findall(WORD, text)
    return (words[:count] for count in range(2, min(len(words), MOST_WORDS) + 1))


def _endings(text: str) -> Iterator[Sequence[str]]:
    words = re.findall(WORD, text)
    return (words[-count:] for count in range(2, min(len(words), MOST_WORDS) + 1))


def _spells(words: Sequence[str], acronym: str) -> bool:
    """Return whether initials make an acronym, its own small words left out or not.

    >>> _spells(["Facilitating", "CB", "solutions"], "FCBS")
    True
    """
    large = [word for word in words if len(word) > SMALL or not word.islower()]
    return fold(acronym) in (_initials(words), _initials(large))


def _initials(words: Sequence[str]) -> str:
    return fold("".join(word if word.isupper() else word[0] for word in words))
