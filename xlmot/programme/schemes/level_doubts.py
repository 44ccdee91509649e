"""Doubt columns of levels for what one cell would change, and for codes that are left out."""

from __future__ import annotations

from xlmot.programme.layout import Tier
from xlmot.programme.schemes.header_rows import starts
from xlmot.programme.schemes.runs import runs_of
from xlmot.programme.survey import Survey

# Of fewer rows, each is a large part.
FEW = 12


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
    """Return whether a column between two levels holds codes of several parts that none has."""
    own = {column for tier in kept for column in tier}
    between = {*range(kept[0].label, kept[-1].label)} - own
    for number in between:
        column = survey.column(number, first)
        deep = sum(len(path) > 1 for path in column.codes.values())
        if deep and 2 * deep > column.filled:
            return True
    return False
