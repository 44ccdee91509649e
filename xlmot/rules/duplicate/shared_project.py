"""Shared project.

A project that has a name is cited under several codes.

Why
    Its partners and its budget are the same: those who follow one code should know of the other.

Example
    | Code | Title                            |                |
    |------|----------------------------------|----------------|
    | 1    | ROADS                            |                |
    | 1    | Follow-up of project LIFE-AIR    | shared project |
    | 2    | PARKS                            |                |
    | 2    | Trees for the streets (LIFE-AIR) | shared project |

Fix
    None: nothing is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme

SEVERITY = Severity.NOTE
ENABLED = False
OPTIONS = {
    "words": say("Words before the name of a project."),
}
TOKEN = lazy(r"[\w'’-]+")
# A name follows the word at once, or after “pilot”, “de l'”, “européen”.
BETWEEN = 2


def check(programme: Programme, *, words: tuple[str, ...] = ()) -> Iterator[Finding]:
    names = _names(programme, words)
    if not names:
        return
    alternatives = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    cited = lazy(rf"(?<![\w-])(?:{alternatives})(?![\w-])")
    rows: dict[str, list[int]] = {name: [] for name in names}
    for label, own in programme.rows_of.items():
        for name in dict.fromkeys(cited.findall(label)):
            rows[name] += own
    for name, indexes in rows.items():
        codes = dict.fromkeys(programme.code(index) or "" for index in sorted(indexes))
        if len(codes) > 1:
            message = say("Project “{name}” is cited in {codes}.", name=name, codes=tuple(codes))
            yield found(programme, sorted(indexes), message)


def _names(programme: Programme, words: tuple[str, ...]) -> dict[str, None]:
    """Return the names that stand after a word for “project”, in order."""
    alternatives = "|".join(map(re.escape, words)) or "(?!)"
    introduced = lazy(rf"\b(?i:{alternatives})\s(?=(.{{1,80}}))")
    names = (
        _name(TOKEN.findall(after))
        for label in programme.rows_of
        if not label.isupper()
        for after in introduced.findall(label)
    )
    return dict.fromkeys(name for name in names if name)


def _name(words: list[str]) -> str:
    """Return the name that words begin with: one with several capitals, or several with one.

    >>> [_name(text.split()) for text in ("pilote CB-CRII", "Jean Moulin du", "Interreg locaux")]
    ['CB-CRII', 'Jean Moulin', '']
    """
    words = list(dropwhile(str.islower, words[:BETWEEN])) + words[BETWEEN:]
    if words and sum(map(str.isupper, words[0])) > 1:
        return words[0] if len(words[0]) > 2 else ""
    name = list(takewhile(lambda word: word[0].isupper(), words))
    return " ".join(name) if len(name) > 1 else ""
