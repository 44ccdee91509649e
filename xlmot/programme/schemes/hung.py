"""Hang the codes of a staircase below each other, where those of each column count on their own."""

from __future__ import annotations

from collections.abc import Mapping

from xlmot.programme.grammar import Path

Steps = Mapping[int, Mapping[int, Path]]
# So many codes go on by one from the last of their column, or begin below a new title.
COUNTED = 0.8


def hang_below(steps: Steps) -> dict[int, dict[int, Path]]:
    """Return the codes by column and row, those of one part with the titles that they stand below.

    Codes that say what they stand below are left as they are, and so are numbers that do not count.

    >>> hang_below({1: {2: (1,), 5: (2,)}, 2: {3: (1,), 4: (2,), 6: (1,)}})
    {1: {2: (1,), 5: (2,)}, 2: {3: (1, 1), 4: (1, 2), 6: (2, 1)}}
    """
    as_written = {column: dict(own) for column, own in steps.items()}
    codes = sorted(
        (row, column, path) for column, own in steps.items() for row, path in own.items()
    )
    hung: dict[int, dict[int, Path]] = {column: {} for column in steps}
    last: dict[int, int] = {}
    through: dict[int, int] = {}
    right = 0
    for row, column, path in codes:
        if len(path) > 1:
            return as_written
        number = path[0]
        right += number - 1 in (last.get(column, 0), through.get(column, 0))
        through[column] = number
        last = {own: above for own, above in last.items() if own < column} | {column: number}
        hung[column][row] = tuple(last[own] for own in sorted(last))
    several = all(len(own) > 1 and min(own.values())[-1] <= 1 for own in steps.values())
    return hung if several and right >= COUNTED * len(codes) else as_written
