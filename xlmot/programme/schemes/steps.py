"""Find the rows of a staircase, and the layout of one."""

from __future__ import annotations

from collections import Counter

from xlmot.programme.grid import is_blank, is_filler
from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.layout import STAIRS, Layout, Tier, columns_of
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.signs import is_box
from xlmot.programme.survey import Survey
from xlmot.programme.vocabulary import YEAR

# So many rows stand as the staircase asks.
STEADY = 0.9


def stepped_rows(survey: Survey, columns: list[int], *, codes: bool, after: int = 0) -> list[int]:
    """Return the rows on which one of some columns is filled; none if too many have several.

    What stands above a known header, in row `after`, is not looked at.
    """
    found: list[int] = []
    above: set[tuple[int, str]] = set()
    others = 0
    counts: Counter[int] = Counter()
    for row in survey.rows:
        if row <= after:
            continue
        values = {c: survey.grid.value(row, c) or "" for c in columns}
        cells = [c for c, value in values.items() if not is_filler(value)]
        if not codes:
            cells = [c for c in cells if not is_box(values[c])]
        fits = len(cells) == 1 and (
            _has_code(survey, row, cells[0]) or _is_number(survey, row, cells[0])
            if codes
            else any(map(str.isalpha, survey.column(cells[0]).texts.get(row, "")))
        )
        if fits:
            found.append(row)
            counts[cells[0]] += 1
        elif cells and found:
            # A header that is repeated further down is no row of the staircase.
            others += any((cell, str(values[cell])) not in above for cell in cells)
        else:
            above.update((cell, str(values[cell])) for cell in cells)
    if len(counts) < len(columns) or others > (1 - STEADY) * len(found):
        return []
    before = [row for row in found if not is_blank(survey.grid.value(row, columns[0]))]
    return [row for row in found if row >= before[0]] if before else []


def _has_code(survey: Survey, row: int, column: int) -> bool:
    """Return whether a cell is a code; words before a year, `Plan 2025-2030`, are none."""
    own = survey.column(column)
    year = row in own.worded and YEAR.search(own.texts[row]) is not None
    return row in own.codes and not year


def _is_number(survey: Survey, row: int, column: int) -> bool:
    value = survey.grid.value(row, column)
    return isinstance(value, int | float) and value == int(value) and value > 0


def stairs_of(
    survey: Survey, words: HeadWords, own: tuple[Tier, ...], first: int, score: float
) -> Candidate:
    used = columns_of(own)
    header = header_above(survey, first, words, used)
    layout = Layout(
        header.rows,
        first,
        0,
        own[0].label,
        header.others(used),
        (header.name(own[0].code), header.name(own[0].label)),
        scheme=STAIRS,
        tiers=own,
    )
    return Candidate(layout, score)
