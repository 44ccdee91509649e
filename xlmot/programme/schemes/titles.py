"""Know the numbers of titles, 1, 2, 3, with rows without a code below each, from plain lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid

# Fewer numbers than this are those of notes.
FEWEST_TITLES = 4
# What the numbers say for a table of titles, and what their look adds: bold, or not grouped.
COUNTED, SHOWN = 0.25, 0.15
# So many titles at least have rows below them, and so many rows show what they are.
FOLLOWED, ALIKE = 0.6, 0.8


def coded_titles(grid: Grid, codes: Mapping[int, Path], texts: Collection[int]) -> float:
    """Return how much speaks for titles that count from 1, with rows without code below; 0 if none.

    `codes` are the codes by row, `texts` the rows that have a label.
    """
    rows = sorted(codes)
    paths = [codes[row] for row in rows]
    counted = all(after == (before[0] + 1,) for before, after in pairwise(paths))
    if len(rows) < FEWEST_TITLES or paths[0] not in ((0,), (1,)) or not counted:
        return 0.0
    bare = [row for row in texts if row not in codes and row > rows[0]]
    ends = [*rows[1:], max([*bare, rows[-1]]) + 1]
    followed = sum(
        any(row < below < end for below in bare) for row, end in zip(rows, ends, strict=True)
    )
    if len(bare) < len(rows) or followed < FOLLOWED * len(rows):
        return 0.0
    return COUNTED + SHOWN * _show(grid, rows, bare)


def _show(grid: Grid, titles: list[int], bare: list[int]) -> bool:
    """Return whether nearly all titles are bold, or above their group, and nearly no other row."""
    looks = (grid.bold.__contains__, lambda row: not grid.outline.get(row, 0))
    return any(
        sum(map(look, titles)) >= ALIKE * len(titles)
        and sum(map(look, bare)) <= (1 - ALIKE) * len(bare)
        for look in looks
    )
