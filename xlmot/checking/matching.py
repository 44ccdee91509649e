"""Match the actions of two programmes: by their title, by their words, without a place too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeAlias

from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme
from xlmot.programme.placeless import placeless
from xlmot.programme.similarity import normalise
from xlmot.programme.vocabulary import YEAR

# An action changed more than this is another action, under its own title and anywhere else.
RENAMED, MOVED_AND_RENAMED = 0.75, 0.85
# Shorter words carry little: articles, prepositions.
CONTENT_WORD = 4
ANY_YEAR = "0000"

Pairs: TypeAlias = dict[int, int]


class Text(NamedTuple):
    """What is compared of an action: its text, that text without year, and its title.

    `owner` is None for a row without a place.
    """

    text: str
    masked: str
    owner: int | None


class Matching:
    """The pairing of the actions of two programmes, step by step, each taken once."""

    def __init__(self, old: Programme, new: Programme, nodes: Pairs) -> None:
        theirs = {node: place for place, node in enumerate(map(id, new.walk()))}
        ours = {
            node: nodes.get(place, -1 - place) for place, node in enumerate(map(id, old.walk()))
        }
        self.left = _texts(old, ours)
        self.right = _texts(new, theirs)
        self.recurrent = _recurrent(self.left) | _recurrent(self.right)
        self.pairs: Pairs = {}
        self.taken: set[int] = set()

    def made(self) -> Pairs:
        self._same(lambda one: (one.owner, one.text))
        self._same(lambda one: (one.owner, one.masked))
        self._elsewhere()
        self._without_a_place()
        self._alike(RENAMED, lambda one: one.owner)
        self._alike(MOVED_AND_RENAMED, self._words_elsewhere)
        return self.pairs

    def _same(self, key: Callable[[Text], Hashable]) -> None:
        """Pair the actions that have a key in common, in their order."""
        there = self._free(self.right, self.taken, key)
        for name, ours in self._free(self.left, self.pairs, key).items():
            for before, after in zip(ours, there.get(name, ()), strict=False):
                self._pair(before, after)

    def _elsewhere(self) -> None:
        """Pair the actions of one text under two titles; one that recurs stays under its own."""
        there = self._free(self.right, self.taken, lambda one: one.masked)
        for text, ours in self._free(self.left, self.pairs, lambda one: one.masked).items():
            if text in there and text not in self.recurrent:
                self._pair(ours[0], there[text][0])

    def _without_a_place(self) -> None:
        """Pair the actions of one text, also one that recurs, of which one has no place."""
        there = self._free(self.right, self.taken, lambda one: one.masked)
        for text, ours in self._free(self.left, self.pairs, lambda one: one.masked).items():
            before, after = self._by_place(self.left, ours), self._by_place(self.right, there[text])
            for pair in (
                *zip(before[0], after[1], strict=False),
                *zip(before[1], after[0], strict=False),
            ):
                self._pair(*pair)

    @staticmethod
    def _by_place(side: dict[int, Text], rows: list[int]) -> tuple[list[int], list[int]]:
        """Return the rows that have a place, and those that have none."""
        placed = [row for row in rows if side[row].owner is not None]
        return placed, [row for row in rows if side[row].owner is None]

    def _alike(self, least: float, key: Callable[[Text], Hashable]) -> None:
        """Pair the actions left that have a key in common, the most alike first."""
        from rapidfuzz.fuzz import ratio

        there = self._free(self.right, self.taken, key)
        scored: list[tuple[float, int, int]] = []
        for name, ours in self._free(self.left, self.pairs, key).items():
            for before in ours:
                for after in there.get(name, ()):
                    texts = self.left[before].masked, self.right[after].masked
                    score = ratio(*texts, score_cutoff=100 * least)
                    if score:
                        scored.append((-score, before, after))
        for _, before, after in sorted(scored):
            if before not in self.pairs and after not in self.taken:
                self._pair(before, after)

    def _words_elsewhere(self, one: Text) -> Hashable:
        """Return the content words of an action; one that recurs is looked for nowhere else."""
        if one.masked in self.recurrent:
            return one.owner
        return frozenset(word for word in one.masked.split() if len(word) >= CONTENT_WORD)

    def _pair(self, before: int, after: int) -> None:
        self.pairs[before] = after
        self.taken.add(after)

    @staticmethod
    def _free(
        side: dict[int, Text], taken: Iterable[int], key: Callable[[Text], Hashable]
    ) -> dict[Hashable, list[int]]:
        used, groups = set(taken), defaultdict[Hashable, list[int]](list)
        for index, one in side.items():
            if index not in used:
                groups[key(one)].append(index)
        return groups


def _texts(programme: Programme, places: dict[int, int]) -> dict[int, Text]:
    """Return what is compared, by row; rows without a place come last, so that others go first."""
    owners = programme.owners
    rows = [*sorted(owners), *placeless(programme)]
    texts = normalise(without_suffix(programme, row) for row in rows)
    return {
        row: Text(
            text, YEAR.sub(ANY_YEAR, text), places[id(owners[row])] if row in owners else None
        )
        for row, text in zip(rows, texts, strict=True)
    }


def _recurrent(side: dict[int, Text]) -> set[Hashable]:
    counts = Counter(one.masked for one in side.values() if one.owner is not None)
    return {text for text, count in counts.items() if count > 1}


def without_suffix(programme: Programme, row: int) -> str:
    label = programme.table.labels[row]
    parts = programme.parts.get(label)
    return f"{parts.prefix} {parts.body}" if parts else label
