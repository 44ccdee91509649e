"""Labels without codes, whose levels the look of the sheet shows: indents, groups, bold rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.layout import ORDER, Layout
from xlmot.programme.marks import read_marks
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.survey import ColumnSurvey, Survey

FEWEST = 5
# So many rows at most are titles, where but their look tells them.
MOST_TITLES = 0.5
# What only its look shows is read, and said to be unsure.
MARKS = {"indent": 0.7, "outline": 0.68, "bold": 0.66, "bare": 0.62}


def orders(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts whose levels only the look of the rows shows."""
    for number in survey.used()[:4]:
        column = survey.column(number)
        if len(column.wordy) < FEWEST or 2 * len(column.wordy) < len(survey.rows):
            continue
        first = _first(survey, words, column)
        if not first:
            continue
        header = header_above(survey, first, words, (number,))
        rows = [row for row in column.wordy if row >= first]
        for mark, score in MARKS.items():
            levels = read_marks(survey.grid, mark, number, rows)
            if _are_levels([levels[row] for row in rows]):
                named = words.rank(header.name(number)) > 0
                layout = Layout(
                    header.rows,
                    first,
                    0,
                    number,
                    header.others((number,)),
                    ("", header.name(number)),
                    scheme=ORDER,
                    mark=mark,
                )
                yield Candidate(layout, score + 0.04 * named)
                return


def _first(survey: Survey, words: HeadWords, column: ColumnSurvey) -> int:
    """Return the first row below the header, which names two columns at least; 0 without one.

    What stands left of the labels, such as notes on how to fill the sheet, names none of them.
    """
    for row in survey.rows[:20]:
        values = [survey.grid.value(row, n) for n in survey.filled_cells(row) if n >= column.number]
        texts = [value for value in values if isinstance(value, str)]
        if len(values) > 1 and len(texts) == len(values) and max(map(len, texts)) < 60:
            known = [t for t in texts if words.rank(t) or words.names_staff(t)]
            if known:
                return next((below for below in column.wordy if below > row), 0)
    return 0


def _are_levels(levels: list[int]) -> bool:
    """Return whether the highest level begins, none is skipped, and actions outnumber titles."""
    if len(set(levels)) < 2 or len(levels) < FEWEST or levels[0] != min(levels):
        return False
    titles = sum(after > before for before, after in pairwise(levels))
    rising = sum(after - before <= 1 for before, after in pairwise(levels))
    fewer = levels.count(min(levels)) <= MOST_TITLES * len(levels)
    return titles > 1 and fewer and rising >= 0.95 * (len(levels) - 1)
