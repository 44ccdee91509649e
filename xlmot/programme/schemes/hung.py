"""Hang the codes of a staircase below each other, where those of each column count on their own."""

from __future__ import annotations

from collections.abc import Mapping

from xlmot.programme.grammar import Path
from xlmot.programme.hung_numbers import are_counted, hang_numbers

Steps = Mapping[int, Mapping[int, Path]]


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
    if any(len(path) > 1 for _, _, path in codes):
        return as_written
    followed = list(hang_numbers((column, path[0]) for _, column, path in codes))
    several = all(len(own) > 1 and min(own.values())[-1] <= 1 for own in steps.values())
    if not several or not are_counted(counts for _, counts in followed):
        return as_written
    hung: dict[int, dict[int, Path]] = {column: {} for column in steps}
    for (row, column, _), (path, _) in zip(codes, followed, strict=True):
        hung[column][row] = path
    return hung
