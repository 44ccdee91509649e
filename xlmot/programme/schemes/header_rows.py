"""Tell the header of columns of levels, and the first row below it, from the rows of the table."""

from __future__ import annotations

import re
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.programme.columns import is_number
from xlmot.programme.grid import is_blank
from xlmot.programme.inside import whole_code
from xlmot.programme.instructions import begins_merged, says_how_to_fill
from xlmot.programme.layout import Tier
from xlmot.programme.schemes.level_headings import LevelHeader, begins_with_codes
from xlmot.programme.staff import YEARS
from xlmot.programme.survey import Survey

# So many rows right above a header that are filled as those below it show that it is none, and so
# many of more rows above.
FEWEST_ABOVE, FAR_ABOVE = 3, 10
# So many numbers of a row, with so many below each, are values; more may be the weeks of a year.
MOST_COUNTS, FEWEST_COUNTED = 2, 3
_FORM = lazy(r"([a-z]{2,4})([/.-])(?!\1)[a-z]{2}\2[a-z]{2,4}", re.IGNORECASE)


def first_row(survey: Survey, heading: LevelHeader) -> int:
    """Return the first row below the header that is no instruction on how to fill it; 0 for none.

    Instructions say the same of several columns; a title, and what stands below it, do not. A text
    alone on its row, without a code where those below it have one, is the name of the table.
    """
    for row in survey.rows:
        if row <= heading.row or not starts(survey, row, heading.own):
            continue
        if not heading.row and len(survey.filled_cells(row)) < len(heading.own[:2]):
            continue
        texts = [survey.grid.value(row, tier.label) for tier in heading.own]
        said = [" ".join(str(text).split()).casefold() for text in texts if not is_blank(text)]
        again = 2 * len(set(said)) <= len(said) and len(said) > 1
        if (again and not begins_merged(survey.grid, row)) or _shows_a_form(survey, row):
            continue
        codes = {tier.code for tier in heading.own} - {0}
        if heading.row and says_how_to_fill(survey.grid, row, codes):
            continue
        if not _is_name(survey, row):
            return row
    return 0


def _shows_a_form(survey: Survey, row: int) -> bool:
    """Return whether a row says how dates are to be written: `dd/mm/yyyy`, `jj.mm.aaaa`."""
    cells = (survey.grid.value(row, number) for number in survey.filled_cells(row))
    return any(isinstance(cell, str) and _FORM.fullmatch(cell.strip()) for cell in cells)


def _is_name(survey: Survey, row: int) -> bool:
    """Return whether a row holds one text, without a code, above a column of texts with codes."""
    cells = survey.filled_cells(row)
    below = survey.column(cells[0], row + 1)
    own = survey.column(cells[0], row)
    coded = len(cells) > 1 or row in own.inside or row in own.codes
    return not coded and len(below.texts) > 1 and begins_with_codes(below)


def starts(survey: Survey, row: int, own: tuple[Tier, ...]) -> bool:
    return any(not is_blank(survey.grid.value(row, tier.label)) for tier in own)


def is_one_of_the_rows(survey: Survey, row: int, kept: tuple[Tier, ...]) -> bool:
    """Return whether a row looks like those below it, not like their header.

    It says in a column what the row above or below says there, has a code where they have, several
    rows above it hold what the last column does, it begins a title merged over the rows below,
    which have actions too, or it counts what they count.
    """
    grid = survey.grid
    if _counts(survey, row):
        return True
    for tier in kept:
        text = grid.value(row, tier.label)
        code = grid.value(row, tier.code) if tier.code not in (0, tier.label) else None
        if any(map(str.isdigit, str(code or ""))) and whole_code(code) is not None:
            return True
        beside = (grid.value(row - 1, tier.label), grid.value(row + 1, tier.label))
        if not is_blank(text) and text in beside:
            return True
    labels = survey.column(kept[-1].label).labelled
    above = [r for r in labels if row - FEWEST_ABOVE <= r < row]
    long = [r for r in labels if row - FAR_ABOVE <= r < row and survey.filled_cells(r)[1:]]
    own = {row, row + 1} <= labels and any(
        area.top == row and area.bottom > row + 1 and area.holds(row, tier.label)
        for tier in kept[:-1]
        for area in grid.merges
    )
    return own or len(above) == FEWEST_ABOVE or 2 * len(long) > FAR_ABOVE


def _counts(survey: Survey, row: int) -> bool:
    """Return whether a row holds a number or two where those below do: no years, no calendar."""
    values = {number: survey.grid.value(row, number) for number in survey.filled_cells(row)}
    numbers = [n for n, value in values.items() if is_number(value) and value not in YEARS]
    counted = all(survey.column(n, row + 1).numbers >= FEWEST_COUNTED for n in numbers)
    return 0 < len(numbers) <= MOST_COUNTS and counted


def states(survey: Survey, row: int) -> bool:
    """Return whether a row says something of the plan as a whole: `Project: | Bridge`."""
    cells = [survey.grid.value(row, number) for number in survey.filled_cells(row)]
    keys = [isinstance(cell, str) and cell.rstrip().endswith(":") for cell in cells]
    return any(key and not other for key, other in pairwise(keys))
