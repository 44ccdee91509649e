"""Read the rows of a sheet that has a column per level: the titles that begin there, the action."""

from __future__ import annotations

from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, Value, is_blank, is_filler
from xlmot.programme.inside import CodeSpan, find_code, whole_code
from xlmot.programme.layout import Layout, Tier
from xlmot.programme.spots import Spot, Spots
from xlmot.programme.vocabulary import fold

# A text of several lines that is as long is no title.
SHORTEST_NOTE = 100

Key: TypeAlias = "tuple[int, ...] | str"


class Entry(NamedTuple):
    """A title or an action that begins on a row: its level from 1, and the entry it stands below.

    `copies` are the rows further down on which the same title stands again.
    """

    row: int
    level: int
    parent: int
    spots: Spots
    copies: list[int]


def find_spots(grid: Grid, row: int, tier: Tier) -> Spots:
    """Return where the code and the label of one level stand on a row."""
    value = grid.value(row, tier.label)
    if tier.code == tier.label and isinstance(value, str):
        span = find_code(value)
        if span and span.words and span.label == len(value):
            # `Axis 1`: the words before the number are all the name that the title has.
            return Spots(Spot(row, tier.label, span.start, span.end), Spot(row, tier.label))
        if not is_filler(value):
            return inside_spots(row, tier.label, value, span)
    label = None if is_blank(value) or is_filler(value) else Spot(row, tier.label)
    code = tier.code if tier.code != tier.label else 0
    has_code = code and not is_blank(grid.value(row, code))
    if has_code and label is None:
        text = grid.value(row, code)
        span = find_code(text) if isinstance(text, str) and whole_code(text) is None else None
        if span and isinstance(text, str) and span.label < len(text):
            return inside_spots(row, code, text, span)
        if _is_prose(text):
            return Spots(None, None)
    return Spots(Spot(row, code) if has_code else None, label)


def _is_prose(value: Value) -> bool:
    """Return whether what stands where codes do is a text about the rows below."""
    return isinstance(value, str) and len(value.split()) > 2 and whole_code(value) is None


def is_note(grid: Grid, row: int, tier: Tier) -> bool:
    """Return whether what stands where others have titles with codes says how to write them."""
    value = grid.value(row, tier.label)
    if tier.code != tier.label or not isinstance(value, str) or find_code(value):
        return False
    return "\n" in value and len(value) >= SHORTEST_NOTE


def inside_spots(row: int, column: int, text: str, span: CodeSpan | None) -> Spots:
    """Return where a code and the label that follows it stand in the text of one cell."""
    if span is None:
        return Spots(None, Spot(row, column))
    return Spots(Spot(row, column, span.start, span.end), Spot(row, column, span.label, len(text)))


class TierRows:
    """The titles and actions of a sheet with a column per level, in order, as they begin."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self.grid = grid
        self.layout = layout
        self.entries: list[Entry] = []
        self._open: list[int | None] = [None] * len(layout.tiers)
        self._known: dict[tuple[int, int, Key], int] = {}
        self._parents: set[int] = set()
        # The codes of the last column below one title: some of them may hang below others.
        self._codes: dict[tuple[int, Path], int] = {}
        own = layout.columns()
        # The cells of a merged area below its first: they hold what that one holds.
        self._covered = {
            (row, column)
            for area in grid.merges
            for column in own
            if area.holds(area.top, column)
            for row in range(area.top, area.bottom + 1)
            if (row, column) != (area.top, area.left)
        }

    def read(self, row: int) -> bool:
        """Read one row; return whether a title or an action stands there."""
        found = False
        parent = -1
        for level, tier in enumerate(self.layout.tiers, 1):
            index = self._at(row, level, tier, parent)
            if index is None:
                if self._is_closed(row, level, tier):
                    self._close(level)
                opened = self._open[level - 1]
                parent = parent if opened is None else opened
                continue
            found = True
            if index != self._open[level - 1] or level == len(self._open):
                self._close(level)
                self._open[level - 1] = index
            parent = index
        return found

    def _close(self, level: int) -> None:
        self._open[level - 1 :] = [None] * (len(self._open) - level + 1)

    def _at(self, row: int, level: int, tier: Tier, parent: int) -> int | None:
        """Return the entry whose text a row has at a level, new or begun above; None if blank."""
        spots = find_spots(self.grid, row, tier)
        key = self._key(spots)
        if level < len(self.layout.tiers) and is_note(self.grid, row, tier):
            return None
        if key is None or (row, tier.label) in self._covered:
            return None
        last = level == len(self.layout.tiers)
        if last and parent >= 0 and self._is_title_itself(spots, tier, parent):
            return None
        known = None if last else self._known.get((level, parent, key))
        if known is not None and not self._is_action(row, level, known):
            self.entries[known].copies.append(row)
            return known
        self._parents.add(parent)
        path = whole_code(spots.code.value(self.grid)) if spots.code and last else None
        above = self._codes.get((parent, path[:-1])) if path else None
        own = self.entries[above].level + 1 if above is not None else level
        self.entries.append(Entry(row, own, parent if above is None else above, spots, []))
        self._known[level, parent, key] = len(self.entries) - 1
        if path:
            self._codes[parent, path] = len(self.entries) - 1
        return len(self.entries) - 1

    def _is_title_itself(self, spots: Spots, tier: Tier, parent: int) -> bool:
        """Return whether a row is that of its title: without a code where actions have one."""
        beside = tier.code not in (0, tier.label) and spots.code is None
        above = self.entries[parent].spots.label
        if not beside or above is None or spots.label is None:
            return False
        texts = (spot.value(self.grid) for spot in (above, spots.label))
        title, label = (fold(str(text)) for text in texts)
        return title == label

    def _is_action(self, row: int, level: int, known: int) -> bool:
        """Return whether what looks like a title that comes again is an action of the same name.

        Where some actions have parts, in the last column, the others have none.
        """
        if level != len(self.layout.tiers) - 1 or not self.layout.repeated:
            return False
        alone = is_blank(self.grid.value(row, self.layout.tiers[-1].label))
        return alone and known not in self._parents

    def _key(self, spots: Spots) -> Key | None:
        """Return what tells one title from another: its code, else its words.

        Where titles do not stand again on each row, a code may count from its first one again.
        """
        code = spots.code.value(self.grid) if spots.code else None
        label = spots.label.value(self.grid) if spots.label else None
        if not is_blank(code):
            again = self.layout.repeated or is_blank(label)
            return fold(str(code)) if again else f"{fold(str(code))}\0{fold(str(label))}"
        return None if is_blank(label) else "\0" + fold(str(label))

    def _is_closed(self, row: int, level: int, tier: Tier) -> bool:
        """Return whether a blank cell ends the title above it: where titles are repeated, it does.

        A cell that was emptied among its like does not.
        """
        opened = self._open[level - 1]
        if opened is None or not self.layout.repeated or (row, tier.label) in self._covered:
            return False
        key = self._key(self.entries[opened].spots)
        return self._key(find_spots(self.grid, row + 1, tier)) != key
