"""Follow numbers that leave out what they stand below: 1, 2, and 1 again below the next title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.programme.grammar import Path

# So many of them go on by one, or begin below a new title, where numbers count at all.
COUNTED = 0.8


def hang_numbers(codes: Iterable[tuple[int, int]]) -> Iterator[tuple[Path, bool]]:
    """Yield each number below those of the titles above it, and whether it counts.

    `codes` are levels and numbers, in the order of the rows. A number counts if it goes on by one
    from the last of its level, below the same title or below any, or is a 1 below a new one.

    >>> list(hang_numbers([(1, 1), (2, 1), (2, 2), (1, 2), (2, 3), (2, 7)]))[2:]
    [((1, 2), True), ((2,), True), ((2, 3), True), ((2, 7), False)]
    """
    last: dict[int, int] = {}
    through: dict[int, int] = {}
    for level, number in codes:
        counts = number - 1 in (last.get(level, 0), through.get(level, 0))
        through[level] = number
        last = {own: above for own, above in last.items() if own < level} | {level: number}
        yield tuple(last[own] for own in sorted(last)), counts


def are_counted(counts: Iterable[bool]) -> bool:
    """Return whether nearly all of some numbers count.

    >>> are_counted([True] * 4 + [False]), are_counted([True, False])
    (True, False)
    """
    known = list(counts)
    return sum(known) >= COUNTED * len(known)
