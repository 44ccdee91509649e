"""Case of a title.

A title is not written in capitals where the others of its level are, or the other way round; an
action is in capitals, or begins with a small letter, where no other does.

Why
    Readers tell the level of a title by its look.

Example
    | Code | Title            |            |
    |------|------------------|------------|
    | 1    | ROADS AND WAYS   |            |
    | 2    | Parks and woods  | title case |
    | 3    | RIVERS AND LAKES |            |

Fix
    Unsafe: the title is put in capitals, where that is what the level wants, and the first letter
    of a label too. Which words keep a capital in a text that was all capitals, only a person can
    say. Actions are compared where there are ten at least, and nearly all are alike.
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
# A whole text in capitals has so many letters; fewer may be an acronym.
LETTERS = 8
# So many others, and nearly all of them, make one label the exception.
OTHERS, NEARLY_ALL = 10, 0.9


def check(programme: Programme) -> Iterator[Finding]:
    yield from _of_titles(programme)
    yield from _shouted(programme)
    yield from _small(programme)


def _shouted(programme: Programme) -> Iterator[Finding]:
    """Yield the actions in capitals, where the others are not."""
    rows = [index for index in programme.owners if index not in programme.titles]
    labels = programme.table.labels
    odd = [index for index in rows if _is_shouted(labels[index])]
    others = len(rows) - len(odd)
    if others >= OTHERS and others >= NEARLY_ALL * len(rows):
        for index in odd:
            message = say(
                "“{label}” is in capitals; the {count} other actions are not.",
                label=labels[index].strip(),
                count=others,
            )
            yield found(programme, index, message)


def _is_shouted(text: str) -> bool:
    """Return whether all of a text is in capitals, and it is no acronym."""
    if not text.isupper() or sum(map(str.isalpha, text)) < LETTERS:
        return False
    return sum(any(map(str.isalpha, word)) for word in text.split()) > 1


def _small(programme: Programme) -> Iterator[Finding]:
    """Yield the labels that begin with a small letter, where the others begin with a capital."""
    labels = programme.table.labels
    for rows in (programme.titles, [i for i in programme.owners if i not in programme.titles]):
        firsts = {index: text[0] for index in rows if (text := labels[index].strip())}
        small = [index for index, letter in firsts.items() if letter.islower()]
        odd = [index for index in small if not _is_name(labels[index].strip())]
        others = sum(letter.isupper() for letter in firsts.values())
        if others < OTHERS or others < NEARLY_ALL * (others + len(odd)):
            continue
        for index in odd:
            text = labels[index]
            start = len(text) - len(text.lstrip())
            message = say(
                "“{label}” begins with a small letter; {count} others begin with a capital.",
                label=text.strip(),
                count=others,
            )
            new = text[:start] + text[start].upper() + text[start + 1 :]
            edit = set_cell(programme.table, index, "label", new)
            yield found(programme, index, message, fix=unsafe(edit))


def _is_name(text: str) -> bool:
    """Return whether a text begins with a name that has a small letter of its own: `eGov`, `e-bus`.

    >>> [_is_name(text) for text in ("e-administration", "iPads for all", "mend the road")]
    [True, True, False]
    """
    first = text.split(maxsplit=1)[0]
    return not first[1:2].isalpha() or any(map(str.isupper, first)) or "." in first[:-1]


def _of_titles(programme: Programme) -> Iterator[Finding]:
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
                label = programme.table.labels[index]
                if usual or len(_long_words(label)) > 1 or _is_shouted(label):
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
