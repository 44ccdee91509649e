"""Nearly the same label.

Two labels differ only in a slip of the pen: accents, punctuation, small words, a plural, a letter.

Why
    It is most likely one action written twice, or a label copied and retyped: it is counted twice,
    and a search for one does not find the other.

Example
    | Code | Title                                |                |
    |------|--------------------------------------|----------------|
    | 1    | ROADS                                |                |
    | 1    | Study of the bridges over the canal  | near duplicate |
    | 1    | Study of the squares near the canal  |                |
    | 2    | PARKS                                |                |
    | 2    | Study of the bridge over the canal   | near duplicate |

Fix
    None: a person has to say which is right, or that both are. A label is compared with all others.
    Labels that differ in a name, a letter that stands alone or a number are a series, and silent;
    those that differ in case, punctuation, small words or a plural only, each under another title,
    are a remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from xlmot.findings import Finding, Place, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import close_pairs, normalise
from xlmot.programme.vocabulary import fold
from xlmot.programme.wording import (
    Word,
    differ_by_names,
    differ_by_slips,
    mark,
    read_words,
    without,
)
from xlmot.rules.titles import titles_above

SEVERITY = Severity.WARNING
OPTIONS = {
    "threshold": say("How alike both are at least, from 0 to 1."),
    "small_words": say("Words that make no difference, such as articles."),
}


def check(
    programme: Programme, *, threshold: float = 0.92, small_words: tuple[str, ...] = ()
) -> Iterator[Finding]:
    yield from _copies(programme)
    texts = programme.rows_of
    labels = [text for text in texts if text[0].isalpha() or any(map(str.isalpha, text))]
    recurrent = set(map(fold, programme.vocabulary.recurrent_labels))
    small = frozenset(normalise(small_words))
    clusters = _Clusters()
    plain = [programme.normalised[label] for label in labels]
    for a, b in _pairs(labels, plain, threshold, small, clusters):
        if not clusters.hold(a, b) and not _said_elsewhere(programme, labels[a], labels[b]):
            clusters.tie(a, b)
    for group in clusters.groups():
        alike = [labels[number] for number in group]
        rows = sorted(index for text in alike for index in programme.rows_of[text])
        message = say("Nearly identical labels: {labels}.", labels=tuple(map(_quoted, alike)))
        meant = any(fold(text) in recurrent for text in alike) or _is_meant(
            programme, alike, rows, small
        )
        yield found(programme, rows, message, severity=Severity.NOTE if meant else None)


def _is_meant(
    programme: Programme, texts: list[str], rows: list[int], small: Collection[str]
) -> bool:
    """Return whether labels of the same words, but for a plural, stand each under another title."""
    said = {tuple(word.stem for word in without(read_words(text), small)) for text in texts}
    return len(said) == 1 and len(titles_above(programme, rows)) == len(rows)


def _copies(programme: Programme) -> Iterator[Finding]:
    """Yield the rows on which a title stands again, under its code, and is written otherwise."""
    table = programme.table
    for index, rows in table.copies.items():
        section, spot, label = table.section(index), table.label_spot(index), table.labels[index]
        tier = next((t for t in section.layout.tiers if t.label == spot.column), None)
        if tier is None:
            continue
        from xlmot.programme.tier_rows import find_spots

        for row in rows:
            own = find_spots(section.grid, row, tier).label
            text = str(own.value(section.grid) or "") if own else ""
            if text.strip() and fold(text) != fold(label):
                message = say(
                    "“{text}” on this row, “{label}” where the title of {code} stands first.",
                    text=" ".join(text.split()),
                    label=" ".join(label.split()),
                    code=programme.name(index),
                )
                place = Place(section.grid.sheet, row, spot.column)
                yield Finding((place,), message, code=programme.code(index), label=text)


def _pairs(
    labels: list[str],
    texts: list[str],
    threshold: float,
    small: Collection[str],
    clusters: _Clusters,
) -> Iterator[tuple[int, int]]:
    """Yield pairs of labels, as numbers, that differ by slips; some more than once.

    `texts` are the labels, normalised. What the clusters hold when its turn comes may be left out.
    """
    yield from _neighbours(texts)
    for a, b in _neighbours([text.replace(" ", "") for text in texts]):
        if _numbers(texts[a]) == _numbers(texts[b]):
            yield a, b
    for a, b in _neighbours([frozenset(text.split()) for text in texts]):
        if not _moves_names(read_words(labels[a]), read_words(labels[b])):
            yield a, b
    words = cache(lambda number: without(read_words(labels[number]), small))

    def are_wanted(a: int, b: int) -> bool:
        return not clusters.hold(a, b) and differ_by_slips(words(a), words(b))

    yield from close_pairs(texts, threshold, _signatures(texts, small), are_wanted)


def _signatures(texts: list[str], small: Collection[str]) -> list[str]:
    """Return what labels have in common with all those that differ from them by slips only."""
    # A mark begins as its word does: labels of which no other begins all words alike need none.
    initials = ["".join([word[0] for word in text.split() if word not in small]) for text in texts]
    shared = {own for own, count in Counter(initials).items() if count > 1}
    marks = cache(mark)
    return [
        " ".join([marks(word) for word in text.split() if word not in small])
        if begin in shared
        else begin
        for text, begin in zip(texts, initials, strict=True)
    ]


def _neighbours(keys: Iterable[Collection[str]]) -> Iterator[tuple[int, int]]:
    """Yield each number with the one before it that has the same key."""
    last: dict[Collection[str], int] = {}
    for number, key in enumerate(keys):
        if key and key in last:
            yield last[key], number
        last[key] = number


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if not word.isalpha()]


def _moves_names(left: list[Word], right: list[Word]) -> bool:
    """Return whether names or numbers come in another order, or are not the same."""
    one, other = ([word.text for word in words if word.name] for words in (left, right))
    return one != other or differ_by_names(left, right)


def _said_elsewhere(programme: Programme, left: str, right: str) -> bool:
    """Return whether other rules speak of two labels.

    They do if the labels differ in spaces only, are titles of the same letters, or are a title and
    what stands below it.
    """
    if left.split() == right.split():
        return True
    rows = [*programme.rows_of[left], *programme.rows_of[right]]
    if all(index in programme.titles for index in rows) and fold(left) == fold(right):
        return True
    paths = [programme.table.paths[index] for index in rows]
    titles = [p for i, p in zip(rows, paths, strict=True) if i in programme.titles and p]
    return any(all(_is_below(path, title) for path in paths) for title in titles)


def _is_below(path: Path | None, title: Path) -> bool:
    return path is not None and path[: len(title)] == title


class _Clusters:
    """The numbers that pairs tie together.

    >>> clusters = _Clusters()
    >>> for pair in ((0, 3), (1, 2), (3, 5)):
    ...     clusters.tie(*pair)
    >>> clusters.groups(), clusters.hold(0, 5)
    ([[0, 3, 5], [1, 2]], True)
    """

    def __init__(self) -> None:
        self._group_of: dict[int, list[int]] = {}

    def hold(self, left: int, right: int) -> bool:
        """Return whether two numbers are tied already, be it by way of others."""
        group = self._group_of.get(left)
        return group is not None and group is self._group_of.get(right)

    def tie(self, left: int, right: int) -> None:
        groups = (self._group_of.setdefault(number, [number]) for number in (left, right))
        small, large = sorted(groups, key=len)
        if small is not large:
            large += small
            for number in small:
                self._group_of[number] = large

    def groups(self) -> list[list[int]]:
        """Return the groups, each in order, by the first number of each."""
        groups = {id(group): group for group in self._group_of.values()}
        return sorted(map(sorted, groups.values()))


def _quoted(text: str) -> Message:
    return say("“{text}”", text=text)
