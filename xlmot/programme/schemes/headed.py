"""Propose labels in parts: a title alone, the header that all parts share, and the actions."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.programme.headed import is_alone, levels_by_headers
from xlmot.programme.headings import HeadWords, header_of
from xlmot.programme.layout import HEADED, ORDER, Layout
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.survey import Survey
from xlmot.programme.vocabulary import fold

# So many names make a header, so many parts are no chance, and so many actions a programme.
FEWEST_NAMES, FEWEST_PARTS, FEWEST_ACTIONS = 3, 3, 4
# How well it is told, surely with a header that names labels.
SCORE, NAMED = 0.74, 0.12


def headed(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layout in which each title stands above a header of its own."""
    grid = survey.grid
    rows_of: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for row in survey.rows:
        if len(survey.filled_cells(row)) >= FEWEST_NAMES:
            cells = grid.filled(row)
            if all(isinstance(value, str) for _, value in cells):
                names = tuple((number, fold(str(value))) for number, value in cells)
                rows_of.setdefault(names, []).append(row)
    for names, rows in rows_of.items():
        label = names[0][0]
        titled = all(is_alone(grid, row - 1, label) for row in rows)
        if len(rows) >= FEWEST_PARTS and titled and _is_list(survey, label, rows):
            header = header_of(grid, (rows[0],))
            own = ("", header.name(label))
            others = header.others((label,))
            layout = Layout((), rows[0] - 1, 0, label, others, own, scheme=ORDER, mark=HEADED)
            yield Candidate(layout, SCORE + NAMED * (words.rank(header.name(label)) > 0))


def _is_list(survey: Survey, label: int, heads: list[int]) -> bool:
    """Return whether actions without codes stand below all headers but one at most."""
    levels = levels_by_headers(survey.grid, label, heads[0] - 1)
    actions = [row for row, level in levels.items() if level > 1]
    column = survey.column(label)
    coded = sum(row in column.codes or row in column.inside for row in actions)
    empty = sum(row + 1 not in levels for row in heads)
    return len(actions) >= max(FEWEST_ACTIONS, 2 * coded) and empty <= 1
