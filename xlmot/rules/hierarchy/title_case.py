"""Case of a title.

A title is not written in capitals where the others of its level are, or the other way round.

Why
    Readers tell the level of a title by its look.

Example
    | Code | Title            |            |
    |------|------------------|------------|
    | 1    | ROADS AND WAYS   |            |
    | 2    | Parks and woods  | title case |
    | 3    | RIVERS AND LAKES |            |

Fix
    Unsafe: the title is put in capitals, where that is what the level wants. Which words keep a
    capital in a title that was all capitals, only a person can say.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import say
from xlmot.programme.outline import Programme

SEVERITY = Severity.NOTE
FIX = "unsafe"
MAJORITY = 2 / 3
# A short word in capitals may be an acronym, and says nothing of its title.
WORD = 5


def check(programme: Programme) -> Iterator[Finding]:
    levels: dict[int, dict[bool, list[int]]] = {}
    for index, node in programme.titles.items():
        capitals = _in_capitals(programme.table.labels[index])
        if capitals is not None:
            level = levels.setdefault(len(node.path), {True: [], False: []})
            level[capitals].append(index)
    for level in levels.values():
        usual = len(level[True]) > len(level[False])
        total = len(level[True]) + len(level[False])
        if len(level[usual]) >= max(2, MAJORITY * total):
            for index in level[not usual]:
                # One long word alone in capitals may be the name of a project.
                if usual or len(_long_words(programme.table.labels[index])) > 1:
                    yield _finding(programme, index, len(level[usual]), capitals=usual)


def _in_capitals(text: str) -> bool | None:
    """Return whether the long words of a title are in capitals; None if some are, or none is long.

    >>> [_in_capitals(text) for text in ("ROADS in WALES", "Roads for the UNESCO", "Gares TGV")]
    [True, None, False]
    """
    shouted = {word.isupper() for word in _long_words(text)}
    return shouted.pop() if len(shouted) == 1 else None


def _long_words(text: str) -> list[str]:
    return [word for word in text.split() if sum(map(str.isalpha, word)) >= WORD]


def _finding(programme: Programme, index: int, count: int, *, capitals: bool) -> Finding:
    text, code = programme.table.labels[index], programme.name(index)
    if not capitals:
        message = say(
            "The title of {code} is in capitals; {count} others of its level are not.",
            code=code,
            count=count,
        )
        return found(programme, index, message)
    message = say(
        "The title of {code} is not in capitals; {count} others of its level are.",
        code=code,
        count=count,
    )
    edit = set_cell(programme.table, index, "label", text.upper())
    return found(programme, index, message, fix=unsafe(edit))
