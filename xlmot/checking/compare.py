"""Compare two programmes, such as those of two years: what stayed, came, went, moved, was reworded.

Titles are matched first, so that an objective that got another number is one change and not one
per action; then actions. A year in a text counts as any year, a suffix such as “closing” not at
all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from xlmot.checking.compare_cells import CellComparison, compare_cells
from xlmot.checking.matching import ANY_YEAR, Matching, Pairs, Text, without_suffix
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme, Title
from xlmot.programme.similarity import normalise
from xlmot.programme.titles import match_titles
from xlmot.programme.vocabulary import YEAR


class Fate(StrEnum):
    """What became of an action; `RENEWED` is the same but for the year in it.

    An action whose row has no place any more, or has one again, is neither gone nor new.
    """

    UNCHANGED = "unchanged"
    RENEWED = "renewed"
    RENAMED = "renamed"
    MOVED = "moved"
    MOVED_AND_RENAMED = "moved-and-renamed"
    LOST_PLACE = "lost-place"
    FOUND_PLACE = "found-place"
    ADDED = "added"
    REMOVED = "removed"


class ActionChange(NamedTuple):
    """What became of one action; `old` and `new` are rows of the two tables, None where none is."""

    change: Fate
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
    def counts(self) -> Counter[Fate]:
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
    actions = tuple(_actions(old, new, Matching(old, new, nodes)))
    rows = ((a.old, a.new) for a in actions if a.old is not None and a.new is not None)
    cells = compare_cells(old, new, rows, columns) if columns else None
    return Comparison(old, new, tuple(_titles(old, new, nodes)), actions, cells)


def _suffix(programme: Programme, row: int) -> str:
    parts = programme.parts.get(programme.table.labels[row])
    return parts.suffix.casefold() if parts else ""


def _actions(old: Programme, new: Programme, matching: Matching) -> Iterator[ActionChange]:
    """Yield what became of each action: those of `new` in order, those gone where they were."""
    pairs = matching.made()
    origin = {after: before for before, after in pairs.items()}
    gone: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for before in sorted(matching.left):
        if before in pairs:
            last = pairs[before]
        elif before in old.owners:
            gone[last].append(before)
    yield from (ActionChange(Fate.REMOVED, before, None) for before in gone[-1])
    for after in sorted(matching.right):
        if after in origin:
            left, right = matching.left[origin[after]], matching.right[after]
            if left.owner is not None or right.owner is not None:
                yield ActionChange(_change(left, right), origin[after], after)
        elif after in new.owners:
            yield ActionChange(Fate.ADDED, None, after)
        yield from (ActionChange(Fate.REMOVED, before, None) for before in gone[after])


def _change(before: Text, after: Text) -> Fate:
    if after.owner is None:
        return Fate.LOST_PLACE
    if before.owner is None:
        return Fate.FOUND_PLACE
    moved, reworded = before.owner != after.owner, before.masked != after.masked
    if moved:
        return Fate.MOVED_AND_RENAMED if reworded else Fate.MOVED
    if reworded:
        return Fate.RENAMED
    return Fate.UNCHANGED if before.text == after.text else Fate.RENEWED


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
    return "" if node.title is None else without_suffix(programme, node.title)
