"""Read labels in parts, each below its title and a header that is the same for all of them."""

from __future__ import annotations

from collections.abc import Mapping

from xlmot.programme.grid import Grid, holds_words


def headers_of_parts(grid: Grid, first: int) -> list[int]:
    """Return the rows that say what the row below the first title does, in the same columns.

    >>> rows = [["Roads"], ["Task", "Who"], ["Dig", "Eva"], [], ["Parks"], ["Task", "Who"]]
    >>> headers_of_parts(Grid("Plan", rows), 1)
    [2, 6]
    """
    head = grid.filled(first + 1)
    return [row for row in grid.rows_from(first + 1) if grid.filled(row) == head]


def is_alone(grid: Grid, row: int, column: int) -> bool:
    """Return whether words stand in a column, and nothing beside them."""
    cells = grid.filled(row)
    return len(cells) == 1 and cells[0][0] == column and holds_words(cells[0][1])


def levels_by_headers(grid: Grid, column: int, first: int) -> Mapping[int, int]:
    """Return the level of each row, 1 for titles; what is alone below a blank row is none of them.

    >>> rows = [["Roads"], ["Task", "Who"], ["Dig", "Eva"], ["Wait"], [], ["Parks"]]
    >>> rows += [["Task", "Who"], ["Sow", "Ben"], [], ["Seen on Monday"]]
    >>> levels_by_headers(Grid("Plan", rows), 1, 1)
    {1: 1, 3: 2, 4: 2, 6: 1, 8: 2}
    """
    heads = {*headers_of_parts(grid, first)}
    levels: dict[int, int] = {}
    for row in grid.rows_from(first):
        if row in heads or not holds_words(grid.value(row, column)):
            continue
        alone = is_alone(grid, row, column)
        if alone and row + 1 in heads:
            levels[row] = 1
        elif not alone or row - 1 in heads or row - 1 in levels:
            levels[row] = 2
    return levels
