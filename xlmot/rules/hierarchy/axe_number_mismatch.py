"""Number in the title differs from the code.

A title begins with a number, as in `Axis 2 - Roads`, that is not the number of its code.

Why
    Two numbers for one thing: half of the readers will quote the wrong one.

Example
    | Code | Title           |                     |
    |------|-----------------|---------------------|
    | 1    | AXIS 1 - ROADS  |                     |
    | 1.1  | Squares         |                     |
    | 2    | AXIS 3 - PARKS  | axe number mismatch |

Fix
    Unsafe: the number of the code is put in the title; a person has to say which of the two is
    right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import say
from xlmot.programme.grammar import Path
from xlmot.programme.label import HEADING, Label
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.codes import is_usual

SEVERITY = Severity.ERROR
FIX = "unsafe"
# More numbers that differ, and more than agree, are another numbering.
FEW = 3


def check(programme: Programme) -> Iterator[Finding]:
    wrong: dict[int, list[int]] = {}
    right: dict[int, int] = {}
    words = _house_words(programme)
    for index in _numbered_rows(programme):
        path, label = programme.table.paths[index], _parts(programme, index, words)
        if path is None or not label.number:
            continue
        if _agrees(label, path):
            right[len(path)] = right.get(len(path), 0) + 1
        else:
            wrong.setdefault(len(path), []).append(index)
    for depth, rows in wrong.items():
        for index in rows:
            whole = "." in _parts(programme, index, words).number
            # Some houses count their objectives through all axes: 1 to 9, whatever the code.
            few = len(rows) <= max(FEW, right.get(depth, 0))
            if few and (depth == 1 or whole or right.get(depth, 0) > len(rows)):
                yield _finding(programme, index, words)


def _numbered_rows(programme: Programme) -> Iterator[int]:
    """Yield the titles, and the actions too where each has a code of its own."""
    yield from programme.titles
    if programme.action_depth:
        yield from programme.owners


def _house_words(programme: Programme) -> set[str]:
    """Return the words that most titles of a level begin with, before a number: “Field 2: …”."""
    levels: dict[int, list[str]] = {}
    for index, node in programme.titles.items():
        found = HEADING.match(programme.table.labels[index])
        levels.setdefault(len(node.path), []).append(fold(found[1]) if found else "")
    counts = ((Counter(words), len(words)) for words in levels.values())
    return {
        word
        for own, total in counts
        for word, count in own.items()
        if word and is_usual(count, total)
    }


def _parts(programme: Programme, index: int, words: set[str]) -> Label:
    text = programme.table.labels[index]
    label = programme.parts.get(text, Label(""))
    found = HEADING.match(text) if not label.number and words else None
    return label._replace(number=found[2]) if found and fold(found[1]) in words else label


def _agrees(label: Label, path: Path) -> bool:
    number = tuple(map(int, label.number.split(".")))
    if len(number) > 1:
        return number == path
    own = path[label.level] if label.level is not None and label.level < len(path) else path[-1]
    return number[0] in (own, path[-1])


def _finding(programme: Programme, index: int, words: set[str]) -> Finding:
    text, label = programme.table.labels[index], _parts(programme, index, words)
    path = programme.table.paths[index] or ()
    after_tag = text.index("]") + 1 if text.startswith("[") else 0
    start = text.index(label.number, after_tag)
    end = start + len(label.number)
    number = ".".join(map(str, path)) if "." in label.number else str(path[-1])
    new = text[:start] + number + text[end:]
    message = say(
        "“{heading}” in the label, code {code}.",
        heading=text[after_tag:end].strip(),
        code=programme.name(index),
    )
    edit = set_cell(programme.table, index, "label", new)
    return found(programme, index, message, fix=unsafe(edit))
