"""Series.

Actions of one objective, or titles of one parent, are built on the same words.

Why
    Whoever changes the wording of one will want to change the others: this is a list to work
    with, not a fault.

Example
    | Code | Title                      |                 |
    |------|----------------------------|-----------------|
    | 1    | ROADS                      |                 |
    | 1    | Working group on footpaths | template series |
    | 1    | Working group on bridges   | template series |
    | 1    | Survey of the canal        |                 |

Fix
    None: nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import normalise

SEVERITY = Severity.NOTE
ENABLED = False
OPTIONS = {
    "share": say("The share of words that two labels have in common, from 0 to 1."),
}
# Shorter words, such as “avec” and “with”, do not make a model.
TELLING = 5


def check(programme: Programme, *, share: float = 1 / 3) -> Iterator[Finding]:
    for siblings in _siblings(programme):
        for series in _series(_words(programme, siblings), share):
            rows = sorted(siblings[number] for number in series)
            labels = tuple(_quoted(programme.table.labels[index]) for index in rows)
            yield found(programme, rows, say("Series on one model: {labels}.", labels=labels))


def _siblings(programme: Programme) -> Iterator[list[int]]:
    """Yield the titles of each parent, and the actions of each title."""
    yield [node.title for node in programme.roots if node.title is not None]
    for node in programme.walk():
        yield [child.title for child in node.children if child.title is not None]
        yield [index for index in node.actions if index != node.title]


def _words(programme: Programme, rows: Sequence[int]) -> list[list[str]]:
    parts, labels = programme.parts, programme.table.labels
    bodies = [parts[labels[i]].body if labels[i] in parts else "" for i in rows]
    return [text.split() for text in normalise(bodies)]


def _series(words: list[list[str]], share: float) -> Iterator[list[int]]:
    """Yield the numbers of labels of one model, two or more; sorted, they stand side by side."""
    order = sorted(range(len(words)), key=words.__getitem__)
    runs = [order[:1]]
    for before, number in pairwise(order):
        if _same_model(words[before], words[number], share):
            runs[-1].append(number)
        else:
            runs.append([number])
    return (run for run in runs if len(run) > 1)


def _same_model(left: list[str], right: list[str], share: float) -> bool:
    """Return whether two labels begin and end alike, with words that differ between.

    >>> _same_model("prime au logement social".split(), "prime au logement rural".split(), 1 / 2)
    True
    >>> _same_model("prime au vélo neuf".split(), "prime au vélo pliant".split(), 1 / 2)
    False
    """
    start = _alike(left, right)
    end = _alike(left[start:][::-1], right[start:][::-1])
    common = left[:start] + left[len(left) - end :]
    if left == right or sum(len(word) >= TELLING for word in common) < 2:
        return False
    return len(common) >= share * max(len(left), len(right))


def _alike(left: Sequence[str], right: Sequence[str]) -> int:
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _quoted(text: str) -> Message:
    return say("“{text}”", text=text)
