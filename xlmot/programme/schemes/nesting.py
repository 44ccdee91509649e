"""Find which columns are levels: each groups the rows of the one to its right, down to actions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from xlmot.programme.grid import Grid
from xlmot.programme.headings import HeadWords, words_of
from xlmot.programme.layout import Tier
from xlmot.programme.schemes.header_rows import starts
from xlmot.programme.schemes.level_headings import LevelHeader, tells_of
from xlmot.programme.schemes.runs import runs, runs_of
from xlmot.programme.survey import Survey

# A column whose value is new on so many rows groups nothing: its cells are the actions.
OWN = 0.85
# So many actions are called otherwise than the rest, where their titles leave blanks.
APART = 0.75
# So many of the pieces of a level are titles of their own, not one that comes again.
TOGETHER = 0.8
# So many values, of which so many come below each title, are a second dimension.
FEWEST_CROSSED, CROSSED = 8, 0.7


def nested_levels(
    survey: Survey, words: HeadWords, heading: LevelHeader, first: int
) -> tuple[Tier, ...]:
    """Return the levels that group rows, and the first one that does not: the actions.

    A level has no more pieces than the one to its right, and each of its values stands together.
    """
    own = heading.own
    rows = [row for row in survey.rows if row >= first and starts(survey, row, own)]
    kept: list[Tier] = []
    for place, tier in enumerate(own):
        kept = _without_remarks(survey, words, heading, kept, tier, first)
        if _is_aside(survey, words, heading, kept, tier, first):
            continue
        texts, before = runs(survey, tier.label, first), _pieces(survey, kept, first)
        if (len(texts) < max(before, 1) and not heading.named) or _is_crossed(texts, before):
            return ()
        kept = [*kept, tier]
        # Titles may stand on rows of their own.
        deep = sum(starts(survey, row, own[place:]) for row in rows)
        ends = len(texts) >= OWN * deep or _fills_its_rows(survey, kept, first, deep)
        if ends and (not heading.named or _lacks_parts(survey, own[place:], rows)):
            break
        if not stands_together(survey.grid, kept, rows):
            if not _names_levels(words, heading, own[place + 1 :]) or _names_levels(
                words, heading, kept
            ):
                return ()
            kept.pop()
    else:
        if not heading.named:
            return ()
    if not kept or any(_has_levels(survey, tier, first) for tier in kept[:-1]):
        return ()
    groups = runs_of(survey, kept[0].label, first)
    fits = heading.named or (len(rows) > 2 and groups <= 0.7 * len(rows))
    return tuple(kept) if fits else ()


def _pieces(survey: Survey, kept: list[Tier], first: int) -> int:
    return runs_of(survey, kept[-1].label, first) if kept else 0


def _without_remarks(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: list[Tier], tier: Tier, first: int
) -> list[Tier]:
    """Return the levels kept; none where a level of fewer pieces follows, which its name tells.

    What the columns before say comes again below other titles then: it tells of them.
    """
    if not kept or not _names_levels(words, heading, (tier,)):
        return kept
    fewer = 0 < runs_of(survey, tier.label, first) < _pieces(survey, kept, first)
    return [] if fewer and not _names_levels(words, heading, kept) else kept


def _names_levels(words: HeadWords, heading: LevelHeader, tiers: Sequence[Tier]) -> bool:
    """Return whether the header names one of some columns as a level."""
    return any(words.names_level(heading.names.get(tier.label, "")) for tier in tiers)


def _is_aside(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: list[Tier], tier: Tier, first: int
) -> bool:
    """Return whether a column is empty, says one thing of all, or describes the level before it."""
    names = heading.names
    name = names.get(tier.label, "")
    named = words.names_level(name) or (not kept and words.names_group(name))
    count, before = runs_of(survey, tier.label, first), _pieces(survey, kept, first)
    if not count or (count == 1 and not kept and not named):
        return not count or not is_numbered(heading, heading.own)
    if heading.named:
        return False
    tells = bool(kept) and tells_of(name, {names.get(one.label, "") for one in kept})
    return (count == before and not named) or (tells and count <= before / TOGETHER)


def leaves_columns_out(
    survey: Survey, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> bool:
    """Return whether a column left of some levels holds several texts, and is none of them."""
    before = [tier.label for tier in heading.own if tier.label < kept[0].label]
    return any(runs_of(survey, column, first) > 1 for column in before)


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


def _fills_its_rows(survey: Survey, kept: list[Tier], first: int, rows: int) -> bool:
    """Return whether the last of some levels is filled on nearly all rows, those before once each.

    So it holds the actions, of which a few may be called as the one above.
    """
    *titles, last = (survey.column(tier.label, first) for tier in kept)
    once = all(len(one.texts) == runs_of(survey, one.number, first) for one in titles)
    full = len(last.texts) >= OWN * rows and last.distinct() >= APART * len(last.texts)
    return bool(titles) and once and full


def _lacks_parts(survey: Survey, deepest: tuple[Tier, ...], rows: list[int]) -> bool:
    """Return whether the first of some levels is filled on nearly all rows, the next on few.

    What stands beside some actions tells of them; their parts would stand on rows of their own.
    """
    left, *right = (survey.column(tier.label, rows[0]).texts for tier in deepest)
    return bool(right) and len(left) >= OWN * len(rows) and 2 * len(right[0]) < len(rows)


def _has_levels(survey: Survey, tier: Tier, first: int) -> bool:
    """Return whether the codes of what would be one level stand below each other: 1, 1.1, 2."""
    paths = set(survey.column(tier.code, first).codes.values()) if tier.code else set()
    return any(path[:-1] in paths for path in paths if len(path) > 1)


def _is_crossed(texts: list[str], titles: int) -> bool:
    """Return whether the same few values come below most titles, as the quarters of a year do."""
    values = len(set(texts))
    return titles > 1 and len(texts) >= max(FEWEST_CROSSED, CROSSED * titles * values, 2 * values)


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
