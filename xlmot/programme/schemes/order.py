"""Labels without codes, whose levels the look of the sheet shows: indents, groups, bold, fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.inside import held
from xlmot.programme.layout import ORDER, Layout
from xlmot.programme.marks import LOOKS, SHOWN, Levels, read_marks
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.order_headings import first_below
from xlmot.programme.schemes.title_numbers import (
    begin_with_codes,
    column_of_codes,
    first_numbered,
    tell_titles,
)
from xlmot.programme.signs import is_box
from xlmot.programme.survey import ColumnSurvey, Survey

# So many labels at least, and so many where no header stands above them.
FEWEST, FEWEST_ALONE = 5, 10
# So many rows at most are titles, where but their look tells them.
MOST_TITLES = 0.5
# What only its look shows is read, and said to be unsure: less than a sure reading has.
SCORES = {
    "blocks": 0.76,
    "indent": 0.7,
    "outline": 0.68,
    "signs": 0.66,
    "capitals": 0.58,
    "bare": 0.62,
}
LOOK, NAMED, AGREES, TOLD, HIGHEST = 0.66, 0.04, 0.05, 0.1, 0.74
# So many rows are no more than one level below the row above.
RISING = 0.9
# Two marks agree if they tell so many rows alike.
ALIKE = 0.95
# So many blocks, each below a blank row, are a list with titles.
FEWEST_BLOCKS = 3
# So many codes of several levels before the labels hang together.
FEWEST_DEEP, HELD = 3, 0.9
# So many rows have codes of their own, or are numbered through.
CODED = 0.6
# So many actions have a number where they are counted; so many numbers go on from the one before.
COUNTED, STEPS = 0.9, 0.7
# One step in so many may go back, where a row was moved or typed twice.
ONE_IN = 20
# Numbers from 100 on leave some out below each title: 115, 120, 121.
HUNDRED, STEPS_IN_HUNDREDS = 100, 0.4
CLEAR = ("indent", "outline", "signs")
# Where their place tells actions from titles, others may stand beside these: most rows, it may be.
MOST_PLACED, FEWEST_PLACED = 0.85, 3
# So many labels are others than those above them: yes and no are none.
DISTINCT = 0.3
# So many actions may stand above the first title, of all rows.
MOST_ABOVE, ABOVE = 0.1, 0.1


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
    rows = sorted(column.labelled)
    if column.distinct() < DISTINCT * len(column.texts):
        return None
    first = first_below(survey, words, column.number, rows) if len(rows) >= FEWEST else 0
    if not first and _is_checklist(survey, column, rows):
        first = rows[0]
    first = first or first_numbered(survey, column.number) or _first_block(survey, column, rows)
    if not first and len(rows) >= FEWEST_ALONE and _agrees_with_indents(survey, column, rows[0]):
        first = rows[0]
    between = sum(first <= row <= rows[-1] for row in survey.rows) if first else 0
    own = [row for row in rows if row >= first]
    if not first or 2 * len(own) < between:
        return None
    code = _running_numbers(survey, column, own)
    if not code and _have_own_codes(survey, column, own):
        code = _code_of_actions(survey, column, own)
        if not code:
            return None
    number = column.number
    read = {mark: read_marks(survey.grid, mark, number, first) for mark in SHOWN}
    read = {mark: levels for mark, levels in read.items() if _are_levels(mark, [*levels.values()])}
    numbers = survey.column(code, first).codes if code else {}
    read = {
        m: levels
        for m, levels in read.items()
        if not code or _number(numbers, levels, placed=m in CLEAR or _barer(survey, levels))
    }
    read = {m: levels for m, levels in read.items() if m != "capitals" or _barer(survey, levels)}
    if not read:
        return None
    header = header_above(survey, first, words, (number,))
    told = {mark for mark in read if not code and tell_titles(survey, number, read[mark])}
    score, mark = max((_score(mark, read, told), mark) for mark in read)
    code = code or column_of_codes(survey, number, read[mark])
    layout = Layout(
        header.rows,
        first,
        code,
        number,
        header.others((code, number)),
        (header.name(code), header.name(number)),
        scheme=ORDER,
        mark=mark,
        inside=begin_with_codes(survey, number, read[mark])
        and not any(row in numbers for row, level in read[mark].items() if level == 1),
    )
    named = NAMED * (words.rank(header.name(number)) > 0)
    return Candidate(layout, min(score[0] + named, HIGHEST))


def _is_checklist(survey: Survey, column: ColumnSurvey, rows: list[int]) -> bool:
    """Return whether a box to be ticked stands left of most labels, but not of the first."""
    boxes = [row for row in rows if is_box(survey.grid.value(row, column.number - 1))]
    return len(boxes) >= FEWEST and 2 * len(boxes) > len(rows) and boxes[0] != rows[0]


def _agrees_with_indents(survey: Survey, column: ColumnSurvey, first: int) -> bool:
    """Return whether a list of one column needs no header: its indents and its looks say the same.

    Spaces before the labels are indents too.
    """
    if survey.used() != [column.number]:
        return False
    indents, *looks = (
        read_marks(survey.grid, mark, column.number, first) for mark in ("indent", *LOOKS)
    )
    if not _are_levels("indent", [*indents.values()]):
        return False
    titles = {row for row, below in pairwise(indents) if indents[below] > indents[row]}
    told = {row: 1 if row in titles else 2 for row in indents}
    return any(
        _are_levels("bold", [*own.values()]) and (_agree(indents, own) or _agree(told, own))
        for own in looks
    )


def _first_block(survey: Survey, column: ColumnSurvey, rows: list[int]) -> int:
    """Return the first row of a list of one column in blocks with a title each; 0 if it is none.

    Nothing but the titles, each below a blank row, is bold or filled; the list may have a name.
    """
    if not rows or survey.used() != [column.number]:
        return 0
    starts = [row for row, above in zip(rows, [0, *rows], strict=False) if row > above + 1]
    alone = rows[0] if rows[0] + 1 not in rows else 0
    titles = {row for row in (rows[0], *starts) if row != alone}
    looks = {row for row in rows if (row, column.number) in survey.grid.looks} - {alone}
    return min(titles) if len(titles) >= FEWEST_BLOCKS and looks == titles else 0


def _barer(survey: Survey, levels: Levels) -> bool:
    """Return whether less stands on the rows of titles than on others: names may be in capitals."""
    filled = {row: len(survey.filled_cells(row)) for row in levels}
    titles = [filled[row] for row, level in levels.items() if level == 1]
    others = [filled[row] for row, level in levels.items() if level > 1]
    return sum(titles) * len(others) < sum(others) * len(titles)


def _score(mark: str, read: dict[str, Levels], told: set[str]) -> tuple[float, int]:
    """Return how well a mark says the levels: more if others agree, then by the levels it tells.

    Of those that are `told`, the titles are numbered, and none but they.
    """
    kind = LOOKS if mark in LOOKS else (mark,)
    agree = {
        "look" if other in LOOKS else other
        for other, levels in read.items()
        if other not in kind and _agree(read[mark], levels)
    }
    levels = list(read[mark].values())
    late = ABOVE * (levels[0] > min(levels))
    worth = SCORES.get(mark, LOOK) + AGREES * len(agree) + TOLD * (mark in told)
    return worth - late, len(set(levels))


def _agree(one: Levels, other: Levels) -> bool:
    """Return whether what one mark tells to be titles are the highest levels of another one."""
    rows = one.keys() | other.keys()
    return any(
        sum((one.get(r, depth + 1) <= depth) == (other.get(r) == 1) for r in rows)
        >= ALIKE * len(rows)
        for depth in range(1, max(one.values(), default=0))
    )


def _running_numbers(survey: Survey, column: ColumnSurvey, rows: list[int]) -> int:
    """Return the column left of the labels that numbers most rows through; 0 without one."""
    for number in range(1, column.number):
        codes = survey.column(number, rows[0]).codes
        paths = list(codes.values())
        steps = [after[0] - before[0] for before, after in pairwise(paths)]
        alone = all(len(path) == 1 for path in paths)
        by_hundreds = sum(path[0] >= HUNDRED for path in paths) >= COUNTED * len(paths)
        share = STEPS_IN_HUNDREDS if by_hundreds else STEPS
        rising = sum(step > 0 for step in steps) >= len(steps) - len(steps) // ONE_IN
        counted = steps.count(1) >= share * len(steps) and rising
        if alone and counted and len(paths) > CODED * len(rows):
            return number
    return 0


def _number(numbers: Mapping[int, Path], levels: Levels, *, placed: bool) -> bool:
    """Return whether nearly all actions have a number, and nearly no title has one.

    Where rows are indented or grouped, or less stands beside titles than beside others, titles may
    be numbered like their actions.
    """
    deepest = max(levels.values())
    titles = [row in numbers for row, level in levels.items() if level == 1]
    actions = [row in numbers for row, level in levels.items() if level == deepest]
    if placed and sum(titles) >= COUNTED * len(titles):
        return sum(actions) >= COUNTED * len(actions)
    few = sum(titles) <= (1 - COUNTED) * len(titles)
    return few and sum(actions) >= COUNTED * len(actions)


def _code_of_actions(survey: Survey, column: ColumnSurvey, rows: list[int]) -> int:
    """Return the column beside the labels with codes that no title has, 0 without one.

    Such are those of the articles of a price list, or `1.R`, `1.C` below “Sprint 1”: none of them
    is the title of another, and they say nothing of the levels.
    """
    left = [n for n in range(1, column.number) if any(r in survey.column(n).codes for r in rows)]
    if len(left) > 1:
        return 0
    number = left[0] if left else column.number + 1
    codes = survey.column(number).codes
    paths = {codes[row] for row in rows if row in codes}
    lone = [row for row in rows if row not in codes]
    barer = all(is_blank(survey.grid.value(row, number)) for row in lone)
    titles = any(path[:-1] in paths for path in paths)
    return number if lone and barer and not titles else 0


def _have_own_codes(survey: Survey, column: ColumnSurvey, rows: list[int]) -> bool:
    """Return whether most rows have a code of their own beside the labels, or before them."""
    left = [survey.column(n) for n in range(1, column.number)]
    found = [{one.codes[row] for row in rows if row in one.codes} for one in left]
    # Right of the labels, numbers that go up and down are amounts.
    right = survey.column(column.number + 1)
    paths = [right.codes[row] for row in rows if row in right.codes]
    rising = sum(before < after for before, after in pairwise(paths))
    if rising >= COUNTED * (len(paths) - 1):
        found.append(set(paths))
    if any(len(paths) > CODED * len(rows) for paths in found):
        return True
    # Codes of several levels before the labels say the levels themselves.
    spans = (column.inside.get(row) for row in rows)
    own = [span.path for span in spans if span and not span.words]
    deep = sum(len(path) > 1 for path in own)
    return deep >= FEWEST_DEEP and held(own) >= HELD


def _are_levels(mark: str, levels: list[int]) -> bool:
    """Return whether the highest level begins, none is skipped, and actions outnumber titles.

    They may be fewer where a mark says plainly what stands below what.
    """
    if len(set(levels)) < 2 or len(levels) < FEWEST:
        return False
    top = min(levels)
    if levels.index(top) > MOST_ABOVE * len(levels):
        return False
    titles = sum(after > before for before, after in pairwise(levels))
    rising = sum(after - before <= 1 for before, after in pairwise(levels))
    below = len(levels) - levels.count(top)
    placed = mark in CLEAR and below >= max(FEWEST_PLACED, (1 - MOST_PLACED) * len(levels))
    fewer = levels.count(top) <= MOST_TITLES * len(levels) or placed
    return titles > 1 and fewer and rising >= RISING * (len(levels) - 1)
