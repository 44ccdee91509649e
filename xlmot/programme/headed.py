"""Read labels in parts, each below its title and a header that all of them share."""

from __future__ import annotations

from collections.abc import Mapping

from xlmot.programme.grid import Grid, Value, holds_words, is_blank
from xlmot.programme.vocabulary import fold


def headers_of_parts(grid: Grid, first: int) -> list[int]:
    """Return the rows with most of the texts that stand below the first title, where they do.

    A header with a slip is one too: else it would be an action.

    >>> rows = [["Roads"], ["Task", "Who", "Day"], ["Dig", "Eva", "May"], []]
    >>> rows += [["Parks"], ["Tsak", "Who", "DAY"]]
    >>> headers_of_parts(Grid("Plan", rows), 1)
    [2, 6]
    """
    names = {(column, _name(value)) for column, value in grid.filled(first + 1)}
    return [
        row
        for row in grid.rows_from(first + 1)
        if 2 * sum((column, _name(value)) in names for column, value in grid.filled(row))
        > len(names)
    ]


def _name(value: Value) -> str:
    return fold(value) if isinstance(value, str) else ""


def is_alone(grid: Grid, row: int, column: int) -> bool:
    """Return whether words stand in a column, and nothing beside them."""
    cells = grid.filled(row)
    return len(cells) == 1 and cells[0][0] == column and holds_words(cells[0][1])


def levels_by_headers(grid: Grid, column: int, first: int) -> Mapping[int, int]:
    """Return the level of each row, 1 for titles: those above a header, or above what lost its own.

    What is alone below a blank row, with no action below it, is neither title nor action.

    >>> rows = [["Roads"], ["Task", "Who"], ["Dig", "Eva"], ["Wait"], [], ["Parks"]]
    >>> rows += [["Sow", "Ben"], [], ["Seen on Monday"]]
    >>> levels_by_headers(Grid("Plan", rows), 1, 1)
    {1: 1, 3: 2, 4: 2, 6: 1, 7: 2}
    """
    heads = {*headers_of_parts(grid, first)}
    levels: dict[int, int] = {}
    for row in grid.rows_from(first):
        if row in heads or not holds_words(grid.value(row, column)):
            continue
        goes_on = row - 1 in heads or row - 1 in levels
        if row + 1 in heads and not goes_on:
            levels[row] = 1
        elif goes_on or not is_alone(grid, row, column):
            levels[row] = 2
        elif _is_above_action(grid, row, column):
            levels[row] = 1
    return levels


def _is_above_action(grid: Grid, row: int, column: int) -> bool:
    """Return whether an action stands below a row, right there or below one blank row."""
    below = next((own for own in (row + 1, row + 2) if not is_blank(grid.value(own, column))), 0)
    return below > 0 and not is_alone(grid, below, column)
