"""Doubt columns of levels for what one cell would change, and for what is left out or repeated."""

from __future__ import annotations

from collections.abc import Collection

from xlmot.programme.address import Area
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.layout import Tier, columns_of
from xlmot.programme.schemes.header_rows import starts
from xlmot.programme.schemes.runs import runs_of
from xlmot.programme.survey import Survey

# Of fewer rows, each is a large part.
FEW = 12
# So many codes that stand in another column than the rest are no slip.
FEWEST_CODES = 2
# So many codes of actions are others than those of the same title.
DISTINCT = 0.8


def is_close_call(survey: Survey, kept: tuple[Tier, ...], first: int, own: float) -> bool:
    """Return whether one cell that is like another would make other columns the levels.

    A column of which a part of `own` or more is new on each row is that of the actions.
    """
    for place, tier in enumerate(kept):
        rows = sum(starts(survey, row, kept[place:]) for row in survey.rows if row >= first)
        if rows >= FEW and abs(runs_of(survey, tier.label, first) - own * rows) < 1:
            return True
    return False


def skips_codes(survey: Survey, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether a column between two levels holds codes that none of them has.

    They have several parts, or stand beside actions that have no other, as those of their titles.
    """
    beside = survey.column(kept[-1].code, first).codes if kept[-1].code else {}
    own = {column for tier in kept for column in tier}
    between = {*range(kept[0].label, kept[-1].label)} - own
    for number in between:
        column = survey.column(number, first)
        deep = sum(len(path) > 1 for path in column.codes.values())
        if deep and 2 * deep > column.filled:
            return True
        if beside and sum(row not in beside for row in column.codes) >= FEWEST_CODES:
            return True
    return False


def skips_merged(
    survey: Survey, kept: tuple[Tier, ...], first: int, staff: Collection[int]
) -> bool:
    """Return whether texts merged over several rows each stand between levels, and belong to none.

    What is merged as the titles left of it are tells of them, what `staff` added of who does it.
    """
    own = {column for tier in kept for column in tier} | {*staff}
    tall = [a for a in survey.grid.merges if a.bottom > a.top >= first and a.left == a.right]
    for number in {*range(kept[0].label, kept[-1].label)} - own:
        rows = {(a.top, a.bottom) for a in tall if a.left == number}
        beside = {(a.top, a.bottom) for a in tall if kept[0].label <= a.left < number}
        named = [row for row, _ in rows - beside if row in survey.column(number, first).wordy]
        if len(named) > 1:
            return True
    return False


def leaves_titles_out(survey: Survey, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether texts merged over several rows each stand left of all levels."""
    own = columns_of(kept)
    return any(
        area.bottom > area.top >= first and area.right < own[0] and _has_words(survey, area)
        for area in survey.grid.merges
    )


def _has_words(survey: Survey, area: Area) -> bool:
    return area.top in survey.column(area.left).wordy


def may_title_actions(survey: Survey, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether below each title without a code one code begins all others: 1, 1.2, 1.3.

    That code may be the first action of the title, or say the title once more.
    """
    *titles, actions = kept
    if actions.code in (0, actions.label) or any(tier.code for tier in titles):
        return False
    codes = survey.column(actions.code, first).codes
    below: list[list[Path]] = []
    above: tuple[str, ...] = ()
    for row in survey.rows:
        if row not in codes:
            continue
        texts = [str(survey.grid.value(row, tier.label) or "") for tier in titles]
        if any(texts) and (own := tuple(texts)) != above:
            above = own
            below.append([])
        if below:
            below[-1].append(codes[row])
    several = [paths for paths in below if len(paths) > 1]
    begun = [all(path[: len(paths[0])] == paths[0] for path in paths) for paths in several]
    return len(several) > 1 and all(begun)


def repeats_codes(survey: Survey, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether the codes beside actions come again and again below one title, as years do."""
    *titles, actions = kept
    if actions.code in (0, actions.label):
        return False
    above = ""
    found: list[tuple[str, str]] = []
    for row in survey.rows:
        if row < first:
            continue
        texts = [survey.grid.value(row, tier.label) for tier in titles]
        above = " ".join(map(str, texts)) if not all(map(is_blank, texts)) else above
        code = survey.grid.value(row, actions.code)
        if not is_blank(code):
            found.append((above, str(code)))
    return len(found) >= FEW and len(set(found)) < DISTINCT * len(found)
