"""Tell whether a header in words of the house leaves no doubt how its sheet is laid out."""

from __future__ import annotations

from itertools import pairwise

from xlmot.programme.among_codes import titles_among_codes
from xlmot.programme.evidence import SAMPLED_ROWS, read_column
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.headings import HeadWords
from xlmot.programme.layout import Layout
from xlmot.programme.vocabulary import Vocabulary

# So many codes may lack a label where it is certain which column holds the labels.
BARE = 0.15
# So many rows that say something, but have no code and no label, may be actions.
FEWEST_LEFT = 3


def is_certain(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> bool:
    """Return whether a header in words of the house leaves no doubt how its sheet is laid out.

    Its codes are of several levels and have their labels, few rows have texts beside them alone,
    nothing is written to their left, and no column is named as one of levels or of other codes.
    """
    codes = read_column(grid, layout.code, layout.first_row, vocabulary)
    if not any(len(path) > 1 for path in codes.paths):
        return False
    coded, bare = _coded_rows(grid, layout)
    if len(bare) > BARE * coded or _lacks_rows(grid, layout) or _goes_on_beside(grid, layout, bare):
        return False
    if _repeats_labels(grid, layout):
        return False
    if titles_among_codes(grid, layout.code, layout.label, layout.first_row):
        return False
    words = HeadWords(vocabulary)
    header = [value for row in layout.header_rows for value in grid.rows[row - 1]]
    coded = sum(isinstance(value, str) and words.names_code(value) for value in header)
    known = set(codes.paths)
    # Where no code stands above another, a column right of the codes too may hold their titles.
    born = any(path[:-1] in known for path in known)
    left = {*range(1, min(layout.code, layout.label) if born else layout.label)} - {layout.code}
    texts = any(isinstance(grid.value(r, c), str) for r in _sample(grid, layout) for c in left)
    return not texts and not any(map(words.names_depth, header)) and coded == 1


def _sample(grid: Grid, layout: Layout) -> range:
    return range(layout.first_row, min(layout.first_row + SAMPLED_ROWS, len(grid.rows) + 1))


def lacks_labels(grid: Grid, layout: Layout) -> bool:
    """Return whether too many codes have nothing in the column of labels."""
    coded, bare = _coded_rows(grid, layout)
    return len(bare) > BARE * coded


def _coded_rows(grid: Grid, layout: Layout) -> tuple[int, list[int]]:
    """Return how many rows have a code, and those of them that have no label."""
    coded = [r for r in _sample(grid, layout) if not is_blank(grid.value(r, layout.code))]
    return len(coded), [row for row in coded if is_blank(grid.value(row, layout.label))]


def _goes_on_beside(grid: Grid, layout: Layout, bare: list[int]) -> bool:
    """Return whether each code without a label has a text in the column to the right of these."""
    if len(bare) < FEWEST_LEFT:
        return False
    beside = (grid.value(row, layout.label + 1) for row in bare)
    return all(isinstance(value, str) and value.strip() for value in beside)


def _repeats_labels(grid: Grid, layout: Layout) -> bool:
    """Return whether most labels are those of the row above, where another column has texts too.

    A title that stands again on each of its rows, `Phase`, is none of theirs.
    """
    rows = [r for r in _sample(grid, layout) if not is_blank(grid.value(r, layout.code))]
    labels = [grid.value(row, layout.label) for row in rows]
    same = sum(before == after for before, after in pairwise(labels))
    if 2 * same <= len(rows):
        return False
    own = (layout.code, layout.label)
    others = (column.number for column in layout.others if column.number not in own)
    return any(
        2 * len({v for row in rows if isinstance(v := grid.value(row, n), str)}) > len(rows)
        for n in others
    )


def _lacks_rows(grid: Grid, layout: Layout) -> bool:
    """Return whether many rows have texts, but neither a code nor a label."""
    own, others = set(layout.columns()), {column.number for column in layout.others}
    cells = [dict(grid.filled(row)) for row in _sample(grid, layout)]
    bare = [row for row in cells if own.isdisjoint(row)]
    left = sum(sum(isinstance(row.get(c), str) for c in others) > 1 for row in bare)
    return left >= FEWEST_LEFT and left > BARE * (len(cells) - len(bare))
