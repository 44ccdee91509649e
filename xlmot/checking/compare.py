"""Compare two programmes, such as those of two years: what stayed, came, went, moved, was reworded.

Titles are matched first, so that an objective that got another number is one change and not one
per action; then actions. A year in a text counts as any year, a suffix such as “closing” not at
all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from xlmot.checking.compare_cells import CellComparison, compare_cells
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme, Title
from xlmot.programme.similarity import normalise
from xlmot.programme.titles import match_titles
from xlmot.programme.vocabulary import YEAR

# An action changed more than this is another action, under its own title and anywhere else.
RENAMED, MOVED_AND_RENAMED = 0.75, 0.85
# Shorter words carry little: articles, prepositions.
CONTENT_WORD = 4
ANY_YEAR = "0000"


class Change(StrEnum):
    """What became of an action; `RENEWED` is the same but for the year in it."""

    UNCHANGED = "unchanged"
    RENEWED = "renewed"
    RENAMED = "renamed"
    MOVED = "moved"
    MOVED_AND_RENAMED = "moved-and-renamed"
    ADDED = "added"
    REMOVED = "removed"


class ActionChange(NamedTuple):
    """What became of one action; `old` and `new` are rows of the two tables, None where none is."""

    change: Change
    old: int | None
    new: int | None


class TitleChange(NamedTuple):
    """What became of one title; one that is only under a title with a new number is not told."""

    old: Title | None
    new: Title | None
    renamed: bool = False
    renumbered: bool = False
    moved: bool = False

    @property
    def is_change(self) -> bool:
        return None in (self.old, self.new) or self.renamed or self.renumbered or self.moved


Pairs: TypeAlias = dict[int, int]


@dataclass(frozen=True)
class Comparison:
    """Two programmes, and what became of each title and each action of the first in the second.

    `cells` tells what differs in the columns of staff, if it was asked.
    """

    old: Programme
    new: Programme
    titles: tuple[TitleChange, ...]
    actions: tuple[ActionChange, ...]
    cells: CellComparison | None = None

    @cached_property
    def counts(self) -> Counter[Change]:
        """Return how many actions there are of each change."""
        return Counter(one.change for one in self.actions)

    @property
    def title_changes(self) -> list[TitleChange]:
        return [one for one in self.titles if one.is_change]

    @property
    def still_closing(self) -> list[ActionChange]:
        """Return the actions that bore a suffix such as “closing”, and bear it a year later still.

        There is none where the headers do not tell two years, as of a draft and what was adopted.
        """
        if self.old.year == self.new.year:
            return []
        return [
            one
            for one in self.actions
            if one.old is not None
            and one.new is not None
            and _suffix(self.old, one.old)
            and _suffix(self.old, one.old) == _suffix(self.new, one.new)
        ]


def compare(old: Programme, new: Programme, columns: Collection[str] = ()) -> Comparison:
    """Return what became of the titles and actions of `old` in `new`, in the order of `new`.

    Each is matched once; what is gone follows the action before it in `old`. `columns` are those
    of staff to compare too, `EVERY` for all of them.

    Raises:
        BadSetting: neither programme has a column of that name.
    """
    nodes = match_titles(old, new)
    actions = tuple(_actions(old, new, _Matching(old, new, nodes)))
    rows = ((a.old, a.new) for a in actions if a.old is not None and a.new is not None)
    cells = compare_cells(old, new, rows, columns) if columns else None
    return Comparison(old, new, tuple(_titles(old, new, nodes)), actions, cells)


class _Text(NamedTuple):
    """What is compared of an action: its text, that text without year, and its title."""

    text: str
    masked: str
    owner: int


class _Matching:
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
        self._alike(RENAMED, lambda one: one.owner)
        self._alike(MOVED_AND_RENAMED, self._words_elsewhere)
        return self.pairs

    def _same(self, key: Callable[[_Text], Hashable]) -> None:
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

    def _alike(self, least: float, key: Callable[[_Text], Hashable]) -> None:
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

    def _words_elsewhere(self, one: _Text) -> Hashable:
        """Return the content words of an action; one that recurs is looked for nowhere else."""
        if one.masked in self.recurrent:
            return one.owner
        return frozenset(word for word in one.masked.split() if len(word) >= CONTENT_WORD)

    def _pair(self, before: int, after: int) -> None:
        self.pairs[before] = after
        self.taken.add(after)

    @staticmethod
    def _free(
        side: dict[int, _Text], taken: Iterable[int], key: Callable[[_Text], Hashable]
    ) -> dict[Hashable, list[int]]:
        used, groups = set(taken), defaultdict[Hashable, list[int]](list)
        for index, one in side.items():
            if index not in used:
                groups[key(one)].append(index)
        return groups


def _texts(programme: Programme, places: dict[int, int]) -> dict[int, _Text]:
    rows = sorted(programme.owners)
    texts = normalise(_without_suffix(programme, row) for row in rows)
    return {
        row: _Text(text, YEAR.sub(ANY_YEAR, text), places[id(programme.owners[row])])
        for row, text in zip(rows, texts, strict=True)
    }


def _recurrent(side: dict[int, _Text]) -> set[Hashable]:
    counts = Counter(one.masked for one in side.values())
    return {text for text, count in counts.items() if count > 1}


def _without_suffix(programme: Programme, row: int) -> str:
    label = programme.table.labels[row]
    parts = programme.parts.get(label)
    return f"{parts.prefix} {parts.body}" if parts else label


def _suffix(programme: Programme, row: int) -> str:
    parts = programme.parts.get(programme.table.labels[row])
    return parts.suffix.casefold() if parts else ""


def _actions(old: Programme, new: Programme, matching: _Matching) -> Iterator[ActionChange]:
    """Yield what became of each action: those of `new` in order, those gone where they were."""
    pairs = matching.made()
    origin = {after: before for before, after in pairs.items()}
    gone: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for before in sorted(old.owners):
        if before in pairs:
            last = pairs[before]
        else:
            gone[last].append(before)
    yield from (ActionChange(Change.REMOVED, before, None) for before in gone[-1])
    for after in sorted(new.owners):
        if after in origin:
            left, right = matching.left[origin[after]], matching.right[after]
            yield ActionChange(_change(left, right), origin[after], after)
        else:
            yield ActionChange(Change.ADDED, None, after)
        yield from (ActionChange(Change.REMOVED, before, None) for before in gone[after])


def _change(before: _Text, after: _Text) -> Change:
    moved, reworded = before.owner != after.owner, before.masked != after.masked
    if moved:
        return Change.MOVED_AND_RENAMED if reworded else Change.MOVED
    if reworded:
        return Change.RENAMED
    return Change.UNCHANGED if before.text == after.text else Change.RENEWED


def _titles(old: Programme, new: Programme, nodes: Pairs) -> Iterator[TitleChange]:
    before, after = list(old.walk()), list(new.walk())
    origin = {there: here for here, there in nodes.items()}
    above = {before[here].path: after[there].path for here, there in nodes.items()}
    for place, node in enumerate(after):
        if place in origin:
            yield _title(old, new, before[origin[place]], node, above)
        else:
            yield TitleChange(None, node)
    yield from (TitleChange(node, None) for place, node in enumerate(before) if place not in nodes)


def _title(
    old: Programme,
    new: Programme,
    before: Title,
    after: Title,
    above: dict[Path, Path],
) -> TitleChange:
    texts = normalise([_title_text(old, before), _title_text(new, after)])
    renamed = YEAR.sub(ANY_YEAR, texts[0]) != YEAR.sub(ANY_YEAR, texts[1])
    parent = above.get(before.path[:-1], before.path[:-1])
    moved = parent != after.path[:-1]
    renumbered = not moved and before.path[-1:] != after.path[-1:]
    return TitleChange(before, after, renamed, renumbered, moved)


def _title_text(programme: Programme, node: Title) -> str:
    return "" if node.title is None else _without_suffix(programme, node.title)
