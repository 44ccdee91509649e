"""Read the rows of a sheet on which something besides the code shows the level of each row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import takewhile

from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.inside import find_code, whole_code
from xlmot.programme.layout import ORDER, STAIRS, Layout, Tier
from xlmot.programme.numbered import NUMBERS, has_words, number_of
from xlmot.programme.signs import is_box
from xlmot.programme.spots import Spot, Spots
from xlmot.programme.tier_rows import Entry, find_spots, inside_spots

LONGEST_CODE = 12
# So many rows further at most the next one with anything on it stands.
NEAR = 3
# So many rows without a code, one below the other, go on from one with a code.
LONGEST_RUN = 50


def read_level(value: Value) -> int | None:
    """Return the level that a cell tells: a small whole number, maybe after a word.

    >>> read_level(2.0), read_level("Level 3"), read_level("2.1"), read_level("x"), read_level(2026)
    (2, 3, None, None, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if value == int(value) and 0 <= value < 10 else None
    last = str(value).split()[-1:] if isinstance(value, str) else []
    return int(last[0]) if last and last[0].isdecimal() and len(last[0]) == 1 else None


def find_step(grid: Grid, row: int, tiers: tuple[Tier, ...]) -> Tier | None:
    """Return the level of a staircase on which a row stands: the first whose cells are filled.

    What moves to the right are the codes, or the labels where one column holds all codes. A row
    that lacks its code stands where its label does.
    """
    moving = len({tier.code for tier in tiers}) == len(tiers)
    if moving and all(tier.code not in (0, tier.label) for tier in tiers):
        return _coded_step(grid, row, tiers) or _uncoded_step(grid, row, tiers)
    places = ((tier, tier.code if moving else tier.label) for tier in tiers)
    # A box to be ticked left of a label is no label.
    first = (
        tier
        for tier, n in places
        if not is_blank(grid.value(row, n)) and (tier.code or not is_box(grid.value(row, n)))
    )
    tier = next(first, None)
    if tier is None or tier.code in (0, tier.label):
        return tier
    return tier if _is_coded(grid, row, tier) else None


def _coded_step(grid: Grid, row: int, tiers: tuple[Tier, ...]) -> Tier | None:
    """Return the first level whose column of codes is filled, if it holds a code."""
    tier = next((tier for tier in tiers if not is_blank(grid.value(row, tier.code))), None)
    return tier if tier and _is_coded(grid, row, tier) else None


def _is_coded(grid: Grid, row: int, tier: Tier) -> bool:
    value = grid.value(row, tier.code)
    if isinstance(value, int | float | date) or whole_code(value):
        return True
    if is_blank(grid.value(row, tier.label)) and isinstance(value, str) and find_code(value):
        return True
    # What looks like a code gone wrong, “5..2”, is one where a label follows it.
    spoiled = isinstance(value, str) and len(value) <= LONGEST_CODE and re.search(r"\d", value)
    return bool(spoiled) and not is_blank(grid.value(row, tier.label))


def _uncoded_step(grid: Grid, row: int, tiers: tuple[Tier, ...]) -> Tier | None:
    """Return the level of a row with a label and no code; of an action where labels share a column.

    More stands beside it, and no blank row above it, up to a code; or codes stand above and below
    it. Elsewhere, it may be a note.
    """
    labelled = [tier for tier in tiers if has_words(grid, row, tier.label)]
    shared = len({tier.label for tier in tiers}) == 1
    tier = labelled[-1] if labelled else None
    if (
        tier is None
        or (len(labelled) > 1 and not shared)
        or not is_blank(grid.value(row, tier.code))
    ):
        return None
    first, last = min(tier.code for tier in tiers), max(tier.label for tier in tiers)
    filled = [column for column, _ in grid.filled(row) if column >= first]
    # A code in a column that is none of theirs tells another level.
    if filled[0] != tier.label:
        return None
    if filled[-1] > last and _goes_on(grid, row, tiers):
        return tier
    return tier if all(_next_is_coded(grid, row, step, tiers) for step in (-1, 1)) else None


def _goes_on(grid: Grid, row: int, tiers: tuple[Tier, ...]) -> bool:
    """Return whether a row goes on from one with a code: no blank row stands between them."""
    above = takewhile(grid.filled, range(row - 1, max(row - LONGEST_RUN, 0), -1))
    return any(_coded_step(grid, other, tiers) for other in above)


def _next_is_coded(grid: Grid, row: int, step: int, tiers: tuple[Tier, ...]) -> bool:
    """Return whether the next row with anything on it, up or down, has a code on a level."""
    near = (row + step * far for far in range(1, NEAR + 1))
    inside = (other for other in near if 1 <= other <= len(grid.rows))
    filled = next((other for other in inside if grid.filled(other)), 0)
    return bool(filled) and _coded_step(grid, filled, tiers) is not None


class LevelRows:
    """The titles and actions of such a sheet, in order."""

    def __init__(self, grid: Grid, layout: Layout, level_of: Callable[[int], int | None]) -> None:
        self.grid = grid
        self.layout = layout
        self.entries: list[Entry] = []
        self._level_of = level_of
        self._open: list[tuple[tuple[int, int], int]] = []
        # The codes in the column of a level below one title: some of them may hang below others.
        self._codes: dict[int, set[Path]] = {}

    def read(self, row: int) -> bool:
        """Read one row; return whether a title or an action stands there."""
        level = self._level_of(row)
        spots = None if level is None else self._spots(row, level)
        if level is None or spots is None or spots == Spots(None, None):
            return False
        self._open_at(row, level, spots)
        for deeper in self._further_steps(row, level):
            self._open_at(row, deeper, find_spots(self.grid, row, self.layout.tiers[deeper - 1]))
        return True

    def _further_steps(self, row: int, level: int) -> Iterator[int]:
        """Yield the levels of a staircase of labels that are filled too: a title's first action."""
        if self.layout.scheme != STAIRS or any(tier.code for tier in self.layout.tiers):
            return
        for deeper, tier in enumerate(self.layout.tiers[level:], level + 1):
            if has_words(self.grid, row, tier.label):
                yield deeper

    def _open_at(self, row: int, level: int, spots: Spots) -> None:
        place = level, self._hangs(level, spots)
        while self._open and self._open[-1][0] >= place:
            self._open.pop()
        parent = self._open[-1][1] if self._open else -1
        self.entries.append(Entry(row, len(self._open) + 1, parent, spots, []))
        self._open.append((place, len(self.entries) - 1))

    def _hangs(self, level: int, spots: Spots) -> int:
        """Return how many codes above one in the same column of a staircase it hangs below."""
        path = whole_code(spots.code.value(self.grid)) if spots.code else None
        if self.layout.scheme != STAIRS or path is None:
            return 0
        for deeper in [own for own in self._codes if own > level]:
            del self._codes[deeper]
        own = self._codes.setdefault(level, set())
        own.add(path)
        return sum(path[:depth] in own for depth in range(1, len(path)))

    def _spots(self, row: int, level: int) -> Spots | None:
        """Return where the code and the label of a row stand; None where it has neither."""
        layout, grid = self.layout, self.grid
        if layout.scheme == STAIRS:
            tier = find_step(grid, row, layout.tiers)
            return find_spots(grid, row, tier) if tier else None
        if layout.scheme == ORDER and layout.mark == NUMBERS:
            return self._numbered_spots(row)
        if layout.scheme == ORDER:
            coded = layout.inside and level == 1
            code = layout.label if coded else layout.code
            return find_spots(grid, row, Tier(layout.label, code))
        columns = [layout.label, *([layout.second] if layout.second else [])]
        label = next((c for c in columns if not is_blank(grid.value(row, c))), 0)
        if layout.code and not is_blank(grid.value(row, layout.code)):
            return Spots(Spot(row, layout.code), Spot(row, label or layout.label))
        if not label:
            return None
        text = grid.value(row, label)
        span = find_code(text) if layout.inside and isinstance(text, str) else None
        if span and isinstance(text, str) and not span.words and text[span.start].isdigit():
            return inside_spots(row, label, text, span)
        return Spots(None, Spot(row, label))

    def _numbered_spots(self, row: int) -> Spots:
        """Return where the number and the label of an action stand, or a title without one."""
        layout, grid = self.layout, self.grid
        coded = layout.code and not is_blank(grid.value(row, layout.code))
        blank = is_blank(grid.value(row, layout.label))
        if number_of(grid, row, layout.code, layout.label) is not None or (coded and not blank):
            return find_spots(grid, row, Tier(layout.label, layout.code or layout.label))
        return Spots(None, Spot(row, layout.code if blank and layout.code else layout.label))
