"""Read the level of each row from the look of the sheet: indents, groups, bold or bare rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from xlmot.programme.grid import Grid, is_blank


def read_marks(grid: Grid, mark: str, column: int, rows: Iterable[int]) -> Mapping[int, int]:
    """Return the level of each row by one of its marks, from 1."""
    find: Mapping[str, Callable[[int], int]] = {
        "indent": lambda row: grid.indents.get((row, column), 0) + _spaces(grid, row, column),
        "outline": lambda row: grid.outline.get(row, 0),
        "bold": lambda row: int(row not in grid.bold),
        "bare": lambda row: int(not _is_bare(grid, row, column)),
    }
    found = {row: find[mark](row) for row in rows}
    ranks = sorted(set(found.values()))
    return {row: ranks.index(level) + 1 for row, level in found.items()}


def _spaces(grid: Grid, row: int, column: int) -> int:
    value = grid.value(row, column)
    return (len(value) - len(value.lstrip(" "))) // 2 if isinstance(value, str) else 0


def _is_bare(grid: Grid, row: int, column: int) -> bool:
    """Return whether nothing stands right of a label, as beside a title above its actions."""
    return all(map(is_blank, grid.rows[row - 1][column:]))
