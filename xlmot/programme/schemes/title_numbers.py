"""Find the numbers that titles have and actions lack, before the labels or in a column."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from xlmot.programme.grammar import Path
from xlmot.programme.inside import CodeSpan, find_code
from xlmot.programme.marks import Levels, read_marks
from xlmot.programme.survey import Survey

# So many of the highest titles begin with a code, where titles have codes in their labels.
CODED = 0.6
# So many of them have one in a column of their own, and so many such codes are those of titles.
NUMBERED, TITLED = 0.75, 0.9
# One number of so many may be wrong.
ONE_WRONG = 10


def begin_with_codes(survey: Survey, label: int, levels: Levels) -> bool:
    """Return whether the highest titles begin with codes: `1 Dig`, `Project 2: Build`.

    `Phase 1`, `Phase 2` are names: nothing follows what would be their codes.
    """
    spans = _spans(survey, label, levels)
    paths = [span.path for span in spans.values()]
    if not any(span.label < len(str(survey.grid.value(row, label))) for row, span in spans.items()):
        return False
    rising = all(before < after for before, after in pairwise(paths))
    titles = sum(level == 1 for level in levels.values())
    return len(paths) > 1 and rising and len(paths) >= CODED * titles


def column_of_codes(survey: Survey, label: int, levels: Levels) -> int:
    """Return the column left of the labels that numbers the titles and no action; 0 without one.

    All of the highest level are numbered, from 1; others may be, each below its own.
    """
    rows = list(levels)
    top = [row for row in rows if levels[row] == 1]
    titles = {row for row, below in pairwise(rows) if levels[below] > levels[row]}.union(top)
    for number in range(1, label):
        codes = survey.column(number, rows[0]).codes
        own = [row for row in rows if row in codes and len(codes[row]) == 1]
        if len(own) < 2 or sum(row in titles for row in own) < TITLED * len(own):
            continue
        highest = {row: codes[row] for row in top if row in own}
        if len(highest) >= NUMBERED * len(top) and _count(highest):
            return number
    return 0


def tell_titles(survey: Survey, label: int, levels: Levels) -> bool:
    """Return whether all titles of the highest level, and no other rows, count on by one."""
    top = [row for row, level in levels.items() if level == 1]
    inside = _before_labels(survey, label, levels)
    if len(inside) == len(top) > 2 and _count(inside):
        heads = {_head(survey, label, row) for row in top}
        others = (row for row, level in levels.items() if level > 1)
        return not any(_head(survey, label, row) in heads for row in others)
    return len(top) > 2 and column_of_codes(survey, label, levels) > 0


def first_numbered(survey: Survey, label: int) -> int:
    """Return the row of the first title of a list without a header; 0 where signs tell no titles.

    Its titles are numbered from 1 in a column left of the labels, and their actions have a sign.
    """
    for number in range(1, label):
        codes = survey.column(number).codes
        first = next((row for row, path in codes.items() if path == (1,)), 0)
        levels = read_marks(survey.grid, "signs", label, first) if first else {}
        if set(levels.values()) == {1, 2} and tell_titles(survey, label, levels):
            return first
    return 0


def _before_labels(survey: Survey, label: int, levels: Levels) -> dict[int, Path]:
    return {row: span.path for row, span in _spans(survey, label, levels).items()}


def _spans(survey: Survey, label: int, levels: Levels) -> dict[int, CodeSpan]:
    texts = {row: survey.grid.value(row, label) for row, level in levels.items() if level == 1}
    return {row: span for row, text in texts.items() if (span := find_code(str(text)))}


def _head(survey: Survey, label: int, row: int) -> str | None:
    """Return what stands before the number of a code at the start of a label; None without one."""
    text = str(survey.grid.value(row, label))
    span = find_code(text)
    return text[: span.end].rstrip("0123456789").strip() if span else None


def _count(paths: Mapping[int, Path]) -> bool:
    """Return whether codes of one part count from 1 or 0; a wrong one makes two steps wrong.

    >>> titles = dict(enumerate([(1,), *((number,) for number in range(1, 10))]))
    >>> _count(titles), _count({1: (1,), 2: (3,)})
    (True, False)
    """
    numbers = [path[-1] for path in paths.values()]
    alone = all(len(path) == 1 for path in paths.values())
    wrong = sum(after != before + 1 for before, after in pairwise(numbers))
    return alone and numbers[0] < 2 and wrong <= 2 * (len(numbers) // ONE_WRONG)
