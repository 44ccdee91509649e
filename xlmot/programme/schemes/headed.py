"""Propose labels in parts: a title alone, the header that all parts share, and the actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.programme.headed import headers_of_parts, is_alone, levels_by_headers
from xlmot.programme.headings import HeadWords, header_of
from xlmot.programme.layout import HEADED, ORDER, Layout
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.survey import Survey
from xlmot.programme.vocabulary import fold

# So many names make a header, so many parts are no chance, and so many actions a programme.
FEWEST_NAMES, FEWEST_PARTS, FEWEST_ACTIONS = 3, 3, 4
# So many headers may lack a title of their own; the reading is unsure then.
UNTITLED = 0.2
# How well it is told, surely with a header that names labels.
SCORE, NAMED = 0.74, 0.12


def headed(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layout in which each title stands above a header of its own."""
    grid = survey.grid
    for row in _first_of_copies(survey):
        label = survey.filled_cells(row)[0]
        heads = headers_of_parts(grid, row - 1)
        untitled = sum(not is_alone(grid, head - 1, label) for head in heads)
        if untitled <= UNTITLED * len(heads) and _is_list(survey, label, heads):
            header = header_of(grid, (row,))
            own = ("", header.name(label))
            others = header.others((label,))
            layout = Layout((), row - 1, 0, label, others, own, scheme=ORDER, mark=HEADED)
            sure = not untitled and _has_one_level(survey, label, heads)
            named = sure and words.rank(header.name(label)) > 0
            yield Candidate(layout, SCORE + NAMED * named)


def _first_of_copies(survey: Survey) -> Iterator[int]:
    """Yield the first row below a title alone that is, but for a slip, one of several of texts."""
    grid = survey.grid
    texts = {
        row: tuple((column, fold(str(value))) for column, value in cells)
        for row in survey.rows
        if len(cells := grid.filled(row)) >= FEWEST_NAMES
        and all(isinstance(value, str) for _, value in cells)
    }
    copied = {
        names for names, count in Counter(texts.values()).items() if count >= FEWEST_PARTS - 1
    }
    for names in copied:
        rows = [row for row, own in texts.items() if 2 * len({*own} & {*names}) > len(names)]
        if is_alone(grid, rows[0] - 1, names[0][0]):
            yield rows[0]


def _has_one_level(survey: Survey, label: int, heads: list[int]) -> bool:
    """Return whether no action lost its title, and most parts begin with none below a title."""
    above = (row for row in survey.rows if row < heads[0])
    lost = any(len(survey.filled_cells(row)) >= FEWEST_NAMES for row in above)
    alone = sum(is_alone(survey.grid, head + 1, label) for head in heads)
    return not lost and 2 * alone < len(heads)


def _is_list(survey: Survey, label: int, heads: list[int]) -> bool:
    """Return whether actions without codes stand below all headers but one at most."""
    levels = levels_by_headers(survey.grid, label, heads[0] - 1)
    actions = [row for row, level in levels.items() if level > 1]
    column = survey.column(label)
    coded = sum(row in column.codes or row in column.inside for row in actions)
    empty = sum(row + 1 not in levels for row in heads)
    several = len(heads) >= FEWEST_PARTS and empty <= 1
    return several and len(actions) >= max(FEWEST_ACTIONS, 2 * coded)
