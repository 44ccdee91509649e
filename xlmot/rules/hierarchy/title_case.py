"""Case of a title.

A title is not written in capitals where the others of its level are, or the other way round; an
action is in capitals, begins with a small letter, or with a capital on each word, where no other
does; the shift key was held too long, or locked.

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

import re
from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules.forms import relabel

SEVERITY = Severity.NOTE
FIX = "unsafe"
MAJORITY = 2 / 3
# A short word in capitals may be an acronym, and says nothing of its title.
WORD = 5
# A whole text in capitals has so many letters; fewer may be an acronym.
LETTERS = 8
# So many others, and nearly all of them, make one label the exception.
OTHERS, NEARLY_ALL = 10, 0.9
# Beside so many titles that are not, the only one in capitals is odd, if a word so long is all.
SOLE, LONG_WORD = 8, 7
# So many titles of a level that all begin with a capital make the one that does not odd.
TITLES = 4
# So many words with a capital each, and none without, are more than names.
CAPITALS = 4
# “VErmarktung”: what is no acronym with an ending, as “PMEs”, nor a name, as “GmbH”.
LOCKED = lazy(r"[ \t]*[a-zß-öø-ÿ][^a-zß-öø-ÿ\n]*[A-ZÀ-ÖØ-Þ][^a-zß-öø-ÿ\n]* [^a-zß-öø-ÿ\n]{4,}")
EACH = lazy(r"(?:[A-ZÀ-ÖØ-Þ]\S*[ \u00a0]+){3,}[A-ZÀ-ÖØ-Þ]\S*")
# The capital comes first in the pattern, so that `re` looks at nothing else.
CAPITAL = "[A-ZÀ-ÖØ-Þ]"
HELD = lazy(rf"{CAPITAL}(?<![\w'.-].)(?<!’.){CAPITAL}[a-zß-öø-ÿ]{{3,}}(?![\w'])(?!’)")


def check(programme: Programme) -> Iterator[Finding]:
    yield from _of_titles(programme)
    yield from _shouted(programme)
    yield from _small(programme)
    yield from _locked(programme)
    yield from _each_word(programme)


def _locked(programme: Programme) -> Iterator[Finding]:
    """Yield the labels typed with the capitals locked, or the shift key held too long."""
    for text, rows in programme.rows_of.items():
        if text[0].isupper():
            continue
        bare = text.lstrip()
        if bare[:1].islower() and bare[1:].isupper() and LOCKED.fullmatch(text):
            message = say("“{label}” is in capitals but for its first letter.", label=text.strip())
            yield found(programme, rows, message)
    told = "\n".join(programme.rows_of)
    for word in dict.fromkeys(HELD.findall(told)):
        if re.search(rf"(?<!\w){word[:2]}(?!\w)", told):
            continue
        message = say("“{word}” begins with two capitals.", word=word)
        own = {text: rows for text, rows in programme.rows_of.items() if word in text.split()}
        new = {text: text.replace(word, word[0] + word[1:].lower()) for text in own}
        rows = [row for text in own for row in own[text]]
        if rows:
            yield found(programme, rows, message, fix=unsafe(*relabel(programme, new)))


def _each_word(programme: Programme) -> Iterator[Finding]:
    """Yield the action with a capital on each word, where the others have words without."""
    odd = [
        text
        for text in programme.rows_of
        if text[0].isupper()
        and EACH.fullmatch(text)
        and len(words := _words(text)) >= CAPITALS
        and all(map(str.istitle, words))
    ]
    if len(odd) != 1:
        return
    labels = programme.table.labels
    rows = [index for index in programme.owners if index not in programme.titles]
    others = sum(len(_words(labels[index])) >= CAPITALS for index in rows) - 1
    own = [index for index in rows if labels[index] == odd[0]]
    if own and others >= OTHERS:
        message = say(
            "“{label}” has a capital on each word; {count} other actions have not.",
            label=odd[0].strip(),
            count=others,
        )
        yield found(programme, own, message)


def _words(text: str) -> list[str]:
    """Return the words of a label that are no acronyms and no numbers."""
    bare = (word.strip("()[]«»“”\"',.:;!?") for word in text.split())
    return [word for word in bare if word.isalpha() and not (word.isupper() and len(word) > 1)]


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
    actions = [i for i in programme.owners if i not in programme.titles]
    for rows, fewest in ((list(programme.titles), TITLES), (actions, OTHERS)):
        firsts = {index: text[0] for index in rows if (text := labels[index].strip())}
        small = [index for index, letter in firsts.items() if letter.islower()]
        odd = [index for index in small if not _is_name(labels[index].strip())]
        others = sum(letter.isupper() for letter in firsts.values())
        alone = len(odd) == 1 and others >= fewest
        if not alone and (others < OTHERS or others < NEARLY_ALL * (others + len(odd))):
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
                lone = len(level[True]) == 1 and len(level[False]) >= SOLE and _is_word(label)
                if usual or lone or len(_long_words(label)) > 1 or _is_shouted(label):
                    yield _finding(programme, index, len(level[usual]), capitals=usual)


def _is_word(text: str) -> bool:
    """Return whether a title is one word that is too long for an acronym."""
    return text.strip().isalpha() and len(text.strip()) >= LONG_WORD


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
