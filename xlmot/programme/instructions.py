"""Know a row below a header that says how to fill its columns, or names them once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from xlmot.messages.lazy import lazy
from xlmot.programme.grid import Grid, Value
from xlmot.programme.inside import find_code, whole_code

# So many rows below a cell show whether its text comes again, or stands above values: so many of
# them, such a share.
SAMPLED, FEWEST_VALUES, MOST_VALUES = 60, 4, 0.75
# What says how to fill a column is no mark, and no longer; so many cells of a row say so.
SHORTEST, LONGEST, SAYING = 4, 40, 0.5
_BRACKETS = lazy(r"\s*(\(.*\)|\[.*\]|<.*>)\s*")


def says_how_to_fill(grid: Grid, row: int, codes: Collection[int] = ()) -> bool:
    """Return whether a row says how to fill the columns: `free text`, `(optional)`, `dd/mm/yyyy`.

    Its cells are texts, two at least, no codes in the columns of `codes`. Two of them stand where
    numbers or dates stand below, or one where others have a code; or half of them are in brackets
    or say the same as another, and stand nowhere below.

    >>> rows = [["free text", "(optional)"], ["Dig", 2], ["Pour", "soon"]]
    >>> [says_how_to_fill(Grid("A", rows), row) for row in (1, 2, 3)]
    [True, False, False]
    """
    cells = grid.filled(row) if row <= len(grid.rows) else []
    if len(cells) < 2 or not all(isinstance(value, str) for _, value in cells):
        return False
    if any(column in codes and _has_code(value) for column, value in cells):
        return False
    if sum(heads_values(grid, row, column) for column, _ in cells) > (not codes):
        return True
    texts = Counter(" ".join(str(value).split()).casefold() for _, value in cells)
    said = [
        column
        for column, value in cells
        if SHORTEST <= len(str(value)) <= LONGEST
        and (_BRACKETS.fullmatch(str(value)) or texts[" ".join(str(value).split()).casefold()] > 1)
    ]
    if len(said) < max(1, SAYING * len(cells)) or begins_merged(grid, row):
        return False
    return not any(_comes_again(grid, row, column) for column in said)


def begins_merged(grid: Grid, row: int) -> bool:
    """Return whether a title that is merged over several rows begins on a row."""
    return any(area.top == row < area.bottom for area in grid.merges)


def heads_values(grid: Grid, row: int, column: int) -> bool:
    """Return whether numbers or dates stand below a cell, and hardly a text."""
    values = _below(grid, row, column)
    others = [value for value in values if not isinstance(value, str)]
    return len(others) >= FEWEST_VALUES and len(others) > MOST_VALUES * len(values)


def _comes_again(grid: Grid, row: int, column: int) -> bool:
    """Return whether a text stands further down in its column, on rows that are not the same."""
    own = grid.filled(row)
    again = [
        below
        for below in _sample(grid, row)
        if grid.value(below, column) == grid.value(row, column)
    ]
    return any(grid.filled(below) != own for below in again)


def _has_code(value: Value) -> bool:
    return whole_code(value) is not None or (isinstance(value, str) and bool(find_code(value)))


def _sample(grid: Grid, row: int) -> range:
    return range(row + 1, min(row + SAMPLED, len(grid.rows)) + 1)


def _below(grid: Grid, row: int, column: int) -> list[Value]:
    return [v for n in _sample(grid, row) if (v := grid.value(n, column)) not in (None, "")]
