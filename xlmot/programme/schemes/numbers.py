"""Actions that are numbered, below titles that are not: the numbers go on, or begin again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.programme.grid import is_blank
from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.layout import ORDER, Layout
from xlmot.programme.marks import Levels, levels_by_numbers
from xlmot.programme.numbered import NUMBERS, number_of, numbered_rows
from xlmot.programme.other_lists import names_prices
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.survey import ColumnSurvey, Survey

FEWEST_ACTIONS, FEWEST_TITLES = 4, 2
# So many labels stand beside numbers. So many numbers go on by one, or begin again, and so many of
# these stand below a title: all of them but one, where they are few.
BESIDE, STEPS, BEGUN, FEW = 0.9, 0.85, 0.9, 5
# So many rows are no titles, and so many titles have actions below them.
MOST_TITLES, FOLLOWED = 0.5, 0.7
# So many columns further right at most the labels of some numbers stand.
NEAREST = 3
# So many of them are others than those above them.
DISTINCT = 0.3
# So much of what stands beside actions is missing beside their titles.
BARE = 0.5
# How well numbers say it that begin again below each title, those below titles that stand apart,
# and those that go through.
AGAIN, APART, THROUGH, NAMED, HIGHEST = 0.74, 0.7, 0.68, 0.04, 0.8


def numbered(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts in which a running number tells actions from titles."""
    for column in survey.columns()[:8]:
        flat = [row for row, path in column.codes.items() if len(path) == 1]
        several = len({column.codes[row] for row in flat}) > 1
        if several and len(flat) >= FEWEST_ACTIONS and 2 * len(flat) > len(column.codes):
            for label in _labels(survey, column, flat):
                yield from _candidate(survey, words, column.number, label, flat[0])
        spans = column.inside.items()
        inside = [row for row, span in spans if len(span.path) == 1 and not span.words]
        if len(inside) >= FEWEST_ACTIONS:
            yield from _candidate(survey, words, 0, column.number, inside[0])


def _labels(survey: Survey, code: ColumnSurvey, rows: list[int]) -> Iterator[int]:
    """Yield the first column right of some numbers that has words beside nearly all of them.

    One that says the same few things, as `High` and `Low`, is left for another.
    """
    nearest = 0
    for number in range(code.number + 1, min(code.number + NEAREST, survey.width) + 1):
        column = survey.column(number)
        beside = [column.texts[row] for row in rows if row in column.labelled]
        if len(beside) < BESIDE * len(rows):
            continue
        if len({*beside}) >= DISTINCT * len(beside):
            yield number
            return
        nearest = nearest or number
    if nearest:
        yield nearest


def _candidate(
    survey: Survey, words: HeadWords, code: int, label: int, numbered_row: int
) -> Iterator[Candidate]:
    """Yield the layout with numbers in one column and labels in another; `code` 0: before them."""
    own = (code, label) if code else (label,)
    header = header_above(survey, numbered_row, words, own)
    if not header.rows:
        header = header_above(survey, numbered_row - 1, words, own)
    first = max(header.rows, default=numbered_row - 2) + 1
    if not header.rows or first < 1:
        return
    numbers = numbered_rows(survey.grid, code, label, first)
    levels = levels_by_numbers(survey.grid, code, label, numbers)
    if not levels or not _are_levels(survey, numbers, levels):
        return
    worth = _worth(survey, numbers, code, label)
    if not worth or names_prices(header.names.values()):
        return
    named = words.rank(header.name(label)) > 0
    layout = Layout(
        header.rows,
        min(levels),
        code,
        label,
        header.others(own),
        (header.name(code), header.name(label)),
        scheme=ORDER,
        mark=NUMBERS,
        inside=not code,
    )
    yield Candidate(layout, min(worth + NAMED * named, HIGHEST), _are_stacked(numbers))


def _are_stacked(numbers: Mapping[int, bool]) -> bool:
    """Return whether a title stands right above another: above it, or beside it, without actions.

    The first of all may be the name of the whole.
    """
    return any(not one and not other for one, other in pairwise(numbers.values()))


def _are_levels(survey: Survey, numbers: Mapping[int, bool], levels: Levels) -> bool:
    """Return whether rows begin with a title, most titles have actions, and most rows are such."""
    actions = [row for row, numbered in numbers.items() if numbered]
    titles = [row for row, numbered in numbers.items() if not numbered]
    if len(actions) < FEWEST_ACTIONS or len(titles) < FEWEST_TITLES:
        return False
    order = list(levels.values())
    followed = sum(after > before for before, after in pairwise(order))
    between = sum(min(levels) <= row <= max(levels) for row in survey.rows)
    return (
        order[0] == 1
        and len(titles) <= MOST_TITLES * len(levels)
        and followed >= FOLLOWED * len(titles)
        and 4 * len(levels) >= 3 * between
    )


def _worth(survey: Survey, numbers: Mapping[int, bool], code: int, label: int) -> float:
    """Return how well numbers tell actions from titles, 0 if they do not.

    Those that begin again do so below titles. Those that go through tell it where little stands
    beside titles: elsewhere, a number may have been forgotten. Titles that stand alone where the
    numbers do are told by their place: these but rise below each.
    """
    grid = survey.grid
    known: list[tuple[int, bool]] = []
    titled = False
    for row, action in numbers.items():
        number = number_of(grid, row, code, label) if action else None
        if number is not None:
            known.append((number, titled))
            titled = False
        titled = titled or not action
    steps = [(after - before, after, below) for (before, _), (after, below) in pairwise(known)]
    again = [below for step, _, below in steps if step <= 0 or (below and step != 1)]
    right = sum(step == 1 or (step <= 0 and after <= 1) for step, after, _ in steps)
    rising = sum(step > 0 or below for step, _, below in steps)
    titles = [row for row, action in numbers.items() if not action]
    bare = sum(len(grid.filled(row)) == 1 for row in titles) >= BARE * len(titles)
    if code and bare and all(is_blank(grid.value(row, label)) for row in titles):
        return APART if _nearly_all(rising, len(steps), STEPS) else 0.0
    if not _nearly_all(right, len(steps), STEPS):
        return 0.0
    if sum(again) > 1:
        return AGAIN if _nearly_all(sum(again), len(again), BEGUN) else 0.0
    return THROUGH if bare and not again else 0.0


def _nearly_all(count: int, total: int, share: float) -> bool:
    """Return whether so many of all are right; a number that is wrong makes two steps wrong."""
    return count >= min(share * total, total - (2 if total > FEW else 1))
