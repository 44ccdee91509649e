"""Find the header above labels whose levels their look tells: by its words, or by what is below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlmot.messages.lazy import lazy
from xlmot.programme.headings import HeadWords
from xlmot.programme.instructions import says_how_to_fill
from xlmot.programme.schemes.calendar import is_calendar
from xlmot.programme.schemes.header_rows import states
from xlmot.programme.survey import Survey

SEARCHED_ROWS = 20
# So many rows at most stand above a header that says nothing but dates: the names of the plan.
MOST_NAMES = 4
LONGEST_NAME, LONGEST_HEADING = 60, 40
# A header in no known words has so many texts, and so many values below one of them.
FEWEST_TEXTS, FEWEST_VALUES = 3, 3
# What is stated of the plan as a whole: `Name: Smith`.
_STATED = lazy(r"\S\s*:\s*\w")


def first_below(survey: Survey, words: HeadWords, label: int, rows: Sequence[int]) -> int:
    """Return the first of the rows with labels that stands below their header; 0 without one.

    A header names two columns at least, or the days of a calendar to the right of the labels. What
    stands left of the labels, such as notes on how to fill the sheet, names none of them.
    """
    if survey.used() == [label]:
        return _below_lone_heading(survey, words, label, rows)
    named = {row: _named(survey, words, row, label) for row in survey.rows[:SEARCHED_ROWS]}
    for row, count in named.items():
        if not _may_be_header(survey, words, label, named, row):
            continue
        if not count and sum(above < row for above in rows) > MOST_NAMES:
            return 0
        below = [r for r in rows if r > row and not is_calendar(survey, r, label)]
        alone = below and len(survey.filled_cells(below[0])) == 1
        if not count and alone and words.rank(survey.grid.value(below[0], label)) > 1:
            below.pop(0)
        # The names of months and days may stand below the heading of the labels.
        while len(below) > 1 and any(
            is_calendar(survey, r, label) for r in range(below[0] + 1, below[1])
        ):
            below.pop(0)
        return _below_instructions(survey, below)
    header = _unknown_header(survey, label, rows)
    return _below_instructions(survey, [row for row in rows if row > header]) if header else 0


def _may_be_header(
    survey: Survey, words: HeadWords, label: int, named: Mapping[int, int], row: int
) -> bool:
    """Return whether a row may be the header; `named` says how many columns each row names.

    The names of the plan and of its head are fewer than those of its columns. Below a calendar
    another row may name them: two, or the labels without a word beside.
    """
    if _is_upper_storey(survey, words, row, label):
        return False
    if named[row]:
        return 2 * named[row] >= max(named.values())
    below = (row + 1, row + 2)
    better = any(named.get(r, 0) > 1 or words.rank(survey.grid.value(r, label)) > 1 for r in below)
    return is_calendar(survey, row, label) and not better


def _is_upper_storey(survey: Survey, words: HeadWords, row: int, label: int) -> bool:
    """Return whether the row right below names the labels, and this one does not."""
    below = survey.grid.value(row + 1, label)
    several = len(survey.filled_cells(row + 1)) > 1
    return label not in survey.filled_cells(row) and several and words.rank(below) > 0


def _below_instructions(survey: Survey, rows: Sequence[int]) -> int:
    """Return the first of some rows that has no text above numbers or dates: how to fill them."""
    for row in rows:
        cells = survey.filled_cells(row)
        texts = all(isinstance(survey.grid.value(row, n), str) for n in cells)
        valued = texts and any(holds_values(survey, n, row) for n in cells)
        if not valued and not says_how_to_fill(survey.grid, row):
            return row
    return 0


def _below_lone_heading(survey: Survey, words: HeadWords, label: int, rows: Sequence[int]) -> int:
    """Return the first row below the known heading of a list of one column; 0 without one.

    Its name, and that of who made it, may stand above.
    """
    for place, row in enumerate(rows[: MOST_NAMES + 1]):
        if words.is_heading(survey.grid.value(row, label)):
            return rows[place + 1] if place + 1 < len(rows) else 0
    return 0


def _named(survey: Survey, words: HeadWords, row: int, first: int) -> int:
    """Return how many columns a row names in known words, from the first one on; 0 if none."""
    values = [survey.grid.value(row, n) for n in survey.filled_cells(row) if n >= first]
    texts = [value for value in values if isinstance(value, str)]
    if len(values) < 2 or not texts or max(map(len, texts)) >= LONGEST_NAME or states(survey, row):
        return 0
    if len(texts) < len(values) and not is_calendar(survey, row, first):
        return 0
    named = (text for text in texts if not _STATED.search(text))
    return sum(bool(words.rank(text) or words.names_staff(text)) for text in named)


def _unknown_header(survey: Survey, label: int, rows: Sequence[int]) -> int:
    """Return the row above the labels whose texts stand above values, in any words; 0 without one.

    The labels may have no heading. Where texts stand below texts, each has one.
    """
    for row in survey.rows[:SEARCHED_ROWS]:
        cells = survey.filled_cells(row)
        if sum(above < row for above in rows) > MOST_NAMES:
            return 0
        texts = [survey.grid.value(row, n) for n in cells]
        short = all(isinstance(text, str) and len(text) <= LONGEST_HEADING for text in texts)
        if not short or len(texts) < 2 or len(set(texts)) < len(texts):
            continue
        if any(row in survey.column(n).inside for n in cells if n <= label):
            continue
        several = len(texts) >= FEWEST_TEXTS
        if several and any(n > label and holds_values(survey, n, row) for n in cells):
            return row
        if label in cells and not states(survey, row) and _heads_texts(survey, row, label, rows):
            return row
    return 0


def _heads_texts(survey: Survey, header: int, label: int, rows: Sequence[int]) -> bool:
    """Return whether a row names all columns from the labels on, above a title with none of them.

    What it says stands nowhere else, and half of the rows at least have something beside.
    """
    below = [row for row in rows if row > header]
    filled = {n for row in below for n in survey.filled_cells(row) if n > label}
    own = {n: str(survey.grid.value(header, n)) for n in survey.filled_cells(header)}
    again = any(text in survey.column(n, header + 1).texts.values() for n, text in own.items())
    beside = sum(max(survey.filled_cells(row)) > label for row in below)
    alone = bool(below) and max(survey.filled_cells(below[0])) == label
    return alone and filled <= own.keys() and not again and 2 * beside >= len(below)


def holds_values(survey: Survey, number: int, header: int) -> bool:
    """Return whether a column holds numbers or dates below a row, and hardly a text."""
    below = survey.column(number, header + 1)
    return below.numbers >= FEWEST_VALUES and below.numbers > 2 * len(below.texts)
