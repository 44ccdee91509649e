"""Labels without codes, whose levels the look of the sheet shows: indents, groups, bold, fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.programme.grammar import Path
from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.inside import find_code
from xlmot.programme.layout import ORDER, Layout
from xlmot.programme.marks import LOOKS, SHOWN, Levels, read_marks
from xlmot.programme.schemes.calendar import is_calendar
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.survey import ColumnSurvey, Survey

FEWEST = 5
# So many rows at most are titles, where but their look tells them.
MOST_TITLES = 0.5
# What only its look shows is read, and said to be unsure: less than a sure reading has.
SCORES = {"indent": 0.7, "outline": 0.68, "capitals": 0.58, "bare": 0.62}
LOOK, NAMED, AGREES, HIGHEST = 0.66, 0.04, 0.05, 0.74
# So many rows are no more than one level below the row above.
RISING = 0.9
# Two marks agree if they tell so many rows alike.
ALIKE = 0.95
# So many of the highest titles begin with a code, where titles have codes.
CODED = 0.6
# So many actions have a number where they are counted; so many numbers go on from the one before.
COUNTED, STEPS = 0.9, 0.7
CLEAR = ("indent", "outline")
# So many labels are others than those above them: yes and no are none.
DISTINCT = 0.3
# So many actions may stand above the first title, of all rows.
MOST_ABOVE, ABOVE = 0.1, 0.1
# So many rows at most stand above a header that says nothing but dates: the names of the plan.
MOST_NAMES = 4
LONGEST_NAME = 60
# What is stated of the plan as a whole: `Name: Smith`.
_STATED = lazy(r"\S\s*:\s*\w")


def orders(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the best layout whose levels only the look of the rows shows."""
    found = [
        candidate
        for number in survey.used()[:4]
        if (candidate := _candidate(survey, words, survey.column(number)))
    ]
    if found:
        yield max(found, key=lambda one: one.score)


def _candidate(survey: Survey, words: HeadWords, column: ColumnSurvey) -> Candidate | None:
    rows = _labels(column)
    if column.distinct() < DISTINCT * len(column.texts):
        return None
    first = _first(survey, words, column) if len(rows) >= FEWEST else 0
    between = sum(first <= row <= rows[-1] for row in survey.rows) if first else 0
    own = [row for row in rows if row >= first]
    if not first or 2 * len(own) < between:
        return None
    code = _running_numbers(survey, column, own)
    if not code and _have_own_codes(survey, column, own):
        return None
    number = column.number
    read = {mark: read_marks(survey.grid, mark, number, first) for mark in SHOWN}
    read = {mark: levels for mark, levels in read.items() if _are_levels(list(levels.values()))}
    numbers = survey.column(code, first).codes if code else {}
    read = {m: levels for m, levels in read.items() if not code or _number(numbers, m, levels)}
    if not read:
        return None
    header = header_above(survey, first, words, (number,))
    score, mark = max((_score(mark, read), mark) for mark in read)
    layout = Layout(
        header.rows,
        first,
        code,
        number,
        header.others((code, number)),
        (header.name(code), header.name(number)),
        scheme=ORDER,
        mark=mark,
        inside=_have_codes(survey, number, read[mark]),
    )
    named = NAMED * (words.rank(header.name(number)) > 0)
    return Candidate(layout, min(score[0] + named, HIGHEST))


def _labels(column: ColumnSurvey) -> list[int]:
    """Return the rows that have words in a column; `Phase 1` are some."""
    return sorted({*column.wordy, *column.worded})


def _score(mark: str, read: dict[str, Levels]) -> tuple[float, int]:
    """Return how well a mark says the levels: more if others agree, then by the levels it tells."""
    kind = LOOKS if mark in LOOKS else (mark,)
    agree = {
        "look" if other in LOOKS else other
        for other, levels in read.items()
        if other not in kind and _agree(read[mark], levels)
    }
    levels = list(read[mark].values())
    late = ABOVE * (levels[0] > min(levels))
    return SCORES.get(mark, LOOK) + AGREES * len(agree) - late, len(set(levels))


def _agree(one: Levels, other: Levels) -> bool:
    """Return whether two marks tell the same rows to be the highest titles."""
    rows = one.keys() | other.keys()
    return sum((one.get(r) == 1) == (other.get(r) == 1) for r in rows) >= ALIKE * len(rows)


def _first(survey: Survey, words: HeadWords, column: ColumnSurvey) -> int:
    """Return the first row below the header, 0 without one.

    A header names two columns at least, or the days of a calendar to the right of the labels. What
    stands left of the labels, such as notes on how to fill the sheet, names none of them.
    """
    rows = _labels(column)
    for row in survey.rows[:20]:
        named = _names_columns(survey, words, row, column.number)
        below_two = (row + 1, row + 2)
        if not named and not is_calendar(survey, row, column.number):
            continue
        if not named and any(_names_columns(survey, words, r, column.number) for r in below_two):
            continue
        if not named and sum(above < row for above in rows) > MOST_NAMES:
            return 0
        below = [r for r in rows if r > row and not is_calendar(survey, r, column.number)]
        alone = below and len(survey.filled_cells(below[0])) == 1
        if not named and alone and words.rank(survey.grid.value(below[0], column.number)) > 1:
            below.pop(0)
        return below[0] if below else 0
    return 0


def _running_numbers(survey: Survey, column: ColumnSurvey, rows: list[int]) -> int:
    """Return the column left of the labels that numbers most rows through; 0 without one."""
    for number in range(1, column.number):
        codes = survey.column(number, rows[0]).codes
        paths = list(codes.values())
        steps = [after[0] - before[0] for before, after in pairwise(paths)]
        alone = all(len(path) == 1 for path in paths)
        counted = steps.count(1) >= STEPS * len(steps) and all(step > 0 for step in steps)
        if alone and counted and len(paths) > CODED * len(rows):
            return number
    return 0


def _number(numbers: Mapping[int, Path], mark: str, levels: Levels) -> bool:
    """Return whether nearly all actions have a number, and nearly no title has one.

    Where rows are indented or grouped, titles may be numbered like their actions.
    """
    deepest = max(levels.values())
    titles = [row in numbers for row, level in levels.items() if level == 1]
    actions = [row in numbers for row, level in levels.items() if level == deepest]
    if mark in CLEAR and sum(titles) >= COUNTED * len(titles):
        return sum(actions) >= COUNTED * len(actions)
    few = sum(titles) <= (1 - COUNTED) * len(titles)
    return few and sum(actions) >= COUNTED * len(actions)


def _have_own_codes(survey: Survey, column: ColumnSurvey, rows: list[int]) -> bool:
    """Return whether most rows have a code of their own beside the labels, or before them."""
    beside = [survey.column(n) for n in range(1, column.number + 2) if n != column.number]
    found = [{one.codes[row] for row in rows if row in one.codes} for one in beside]
    return any(len(paths) > CODED * len(rows) for paths in found)


def _names_columns(survey: Survey, words: HeadWords, row: int, first: int) -> bool:
    values = [survey.grid.value(row, n) for n in survey.filled_cells(row) if n >= first]
    texts = [value for value in values if isinstance(value, str)]
    if len(values) < 2 or not texts or max(map(len, texts)) >= LONGEST_NAME:
        return False
    if len(texts) < len(values) and not is_calendar(survey, row, first):
        return False
    named = (text for text in texts if not _STATED.search(text))
    return any(words.rank(text) or words.names_staff(text) for text in named)


def _are_levels(levels: list[int]) -> bool:
    """Return whether the highest level begins, none is skipped, and actions outnumber titles."""
    if len(set(levels)) < 2 or len(levels) < FEWEST:
        return False
    top = min(levels)
    if levels.index(top) > MOST_ABOVE * len(levels):
        return False
    titles = sum(after > before for before, after in pairwise(levels))
    rising = sum(after - before <= 1 for before, after in pairwise(levels))
    fewer = levels.count(top) <= MOST_TITLES * len(levels)
    return titles > 1 and fewer and rising >= RISING * (len(levels) - 1)


def _have_codes(survey: Survey, number: int, levels: Levels) -> bool:
    """Return whether the highest titles begin with codes: `Phase 1`, `Project 2: Build`."""
    texts = [str(survey.grid.value(row, number)) for row, level in levels.items() if level == 1]
    paths = [span.path for text in texts if (span := find_code(text))]
    rising = all(before < after for before, after in pairwise(paths))
    return len(paths) > 1 and rising and len(paths) >= CODED * len(texts)
