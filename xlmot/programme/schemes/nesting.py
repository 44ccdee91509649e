"""Find which columns are levels: each groups the rows of the one to its right, down to actions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid
from xlmot.programme.headings import HeadWords, words_of
from xlmot.programme.layout import Tier
from xlmot.programme.schemes.header_rows import starts
from xlmot.programme.schemes.level_headings import LevelHeader, tells_of
from xlmot.programme.schemes.runs import runs, runs_of
from xlmot.programme.survey import ColumnSurvey, Survey

# A column whose value is new on so many rows groups nothing: its cells are the actions.
OWN = 0.85
# So many actions are called otherwise than the rest, where their titles leave blanks.
APART = 0.75
# So many of the pieces of a level are titles of their own, not one that comes again.
TOGETHER = 0.8
# So many values, of which so many come below each title, are a second dimension.
FEWEST_CROSSED, CROSSED = 8, 0.7


class _Below(NamedTuple):
    """What stands below a header that may name levels, from the first row on."""

    survey: Survey
    words: HeadWords
    heading: LevelHeader
    first: int

    def pieces(self, tier: Tier) -> list[str]:
        return runs(self.survey, tier.label, self.first)

    def column(self, tier: Tier) -> ColumnSurvey:
        return self.survey.column(tier.label, self.first)

    def name(self, tier: Tier) -> str:
        return self.heading.names.get(tier.label, "")

    def names_level(self, tiers: Sequence[Tier]) -> bool:
        """Return whether the header names one of some columns as a level."""
        return any(self.words.names_level(self.name(tier)) for tier in tiers)


def nested_levels(
    survey: Survey, words: HeadWords, heading: LevelHeader, first: int
) -> tuple[Tier, ...]:
    """Return the levels that group rows, and the first one that does not: the actions.

    A level has no more pieces than the one to its right, and each of its values stands together.
    """
    below, own = _Below(survey, words, heading, first), heading.own
    rows = [row for row in survey.rows if row >= first and starts(survey, row, own)]
    kept: list[Tier] = []
    for place, tier in enumerate(own):
        if _tell_of(below, kept, tier):
            kept = []
        if _is_aside(below, kept, tier):
            continue
        if _is_crossed(below, kept, tier):
            return ()
        kept.append(tier)
        if _ends(below, kept, own[place:], rows):
            break
        if not stands_together(survey.grid, kept, rows):
            # One that no header names as a level tells of what stands right of it.
            if below.names_level(kept) or not below.names_level(own[place + 1 :]):
                return ()
            kept.pop()
    else:
        if not heading.named:
            return ()
    if not kept or any(_has_levels(below, tier) for tier in kept[:-1]):
        return ()
    groups = len(below.pieces(kept[0]))
    fits = heading.named or (len(rows) > 2 and groups <= 0.7 * len(rows))
    return tuple(kept) if fits else ()


def _tell_of(below: _Below, kept: list[Tier], tier: Tier) -> bool:
    """Return whether some columns tell of a level right of them, which alone is named as one.

    What they say comes again below other titles of it then: they have more pieces.
    """
    if not kept or not below.names_level((tier,)) or below.names_level(kept):
        return False
    return 0 < len(below.pieces(tier)) < len(below.pieces(kept[-1]))


def _is_aside(below: _Below, kept: list[Tier], tier: Tier) -> bool:
    """Return whether a column is empty, says one thing of all, or describes the level before it."""
    heading, name = below.heading, below.name(tier)
    named = below.names_level((tier,)) or (not kept and below.words.names_group(name))
    count = len(below.pieces(tier))
    if count == 0:
        return True
    if not kept:
        return count == 1 and not named and not is_numbered(heading, heading.own)
    before = len(below.pieces(kept[-1]))
    tells = tells_of(name, set(map(below.name, kept))) and count <= before / TOGETHER
    return not heading.named and (tells or (count == before and not named))


def _is_crossed(below: _Below, kept: list[Tier], tier: Tier) -> bool:
    """Return whether a column has fewer pieces than the level before it, or goes across it.

    The same few values come below most titles there, as the quarters of a year do.
    """
    texts, titles = below.pieces(tier), len(below.pieces(kept[-1])) if kept else 0
    if len(texts) < titles and not below.heading.named:
        return True
    values = len(set(texts))
    return titles > 1 and len(texts) >= max(FEWEST_CROSSED, CROSSED * titles * values, 2 * values)


def _ends(below: _Below, kept: list[Tier], rest: tuple[Tier, ...], rows: list[int]) -> bool:
    """Return whether the last of some levels holds the actions; `rest` begins with it.

    Titles may stand on rows of their own.
    """
    deep = sum(starts(below.survey, row, rest) for row in rows)
    ends = len(below.pieces(kept[-1])) >= OWN * deep or _fills_its_rows(below, kept, deep)
    return ends and (not below.heading.named or _lacks_parts(below.survey, rest, rows))


def leaves_columns_out(
    survey: Survey, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> bool:
    """Return whether a column left of some levels holds texts, and is none of them.

    One text, as the name of the plan, may be the title of all.
    """
    before = [tier.label for tier in heading.own if tier.label < kept[0].label]
    return any(runs_of(survey, column, first) for column in before)


def is_numbered(heading: LevelHeader, own: tuple[Tier, ...]) -> bool:
    """Return whether headers count the levels: `WBS_1`, `WBS_2`, `Level 3`.

    Weeks and months are counted too, on and on beside what would be the last level.
    """
    columns = [tier.label for tier in own]
    names = [heading.names.get(column, "") for column in columns]
    found = [re.search(r"\d+", text) for text in names]
    numbers = [int(one[0]) for one in found if one]
    last = words_of(names[-1]) if names else ()
    beside = [words_of(name) for column, name in heading.names.items() if column > columns[-1]]
    goes_on = bool(last) and beside.count(last) > 1
    return len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers)) and not goes_on


def _fills_its_rows(below: _Below, kept: list[Tier], rows: int) -> bool:
    """Return whether the last of some levels is filled on nearly all rows, those before once each.

    So it holds the actions, of which a few may be called as the one above.
    """
    *titles, last = kept
    once = all(len(below.column(tier).texts) == len(below.pieces(tier)) for tier in titles)
    texts, distinct = below.column(last).texts, below.column(last).distinct()
    return bool(titles) and once and len(texts) >= OWN * rows and distinct >= APART * len(texts)


def _lacks_parts(survey: Survey, deepest: Sequence[Tier], rows: list[int]) -> bool:
    """Return whether the first of some levels is filled on nearly all rows, the next on few.

    What stands beside some actions tells of them; their parts would stand on rows of their own.
    """
    left, *right = (survey.column(tier.label, rows[0]).texts for tier in deepest)
    return bool(right) and len(left) >= OWN * len(rows) and 2 * len(right[0]) < len(rows)


def _has_levels(below: _Below, tier: Tier) -> bool:
    """Return whether the codes of what would be one level stand below each other: 1, 1.1, 2."""
    codes = below.survey.column(tier.code, below.first).codes if tier.code else {}
    paths = set(codes.values())
    return any(path[:-1] in paths for path in paths if len(path) > 1)


def stands_together(grid: Grid, kept: list[Tier], rows: list[int]) -> bool:
    """Return whether each title of the last of some levels stands in one place below its own."""
    found: list[tuple[str, ...]] = []
    path: tuple[str, ...] = ()
    for row in rows:
        texts = [" ".join(str(grid.value(row, tier.label) or "").split()) for tier in kept]
        above = [text or old for text, old in zip(texts[:-1], path or texts[:-1], strict=False)]
        if texts[-1] and found[-1:] != [path := (*above, texts[-1])]:
            found.append(path)
    return len(set(found)) >= TOGETHER * len(found)
