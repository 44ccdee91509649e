"""Know the zeros that fill a code up: `1.0` above `1.1`, where no `1` stands anywhere."""

from __future__ import annotations

from collections.abc import Iterable

from xlmot.programme.grammar import Path

# So few of the titles may be written without their zeros as well, by a slip.
SLIPS = 0.2


def bare(path: Path) -> Path:
    """Return a path without the zeros at its end, the first part kept.

    >>> bare((1, 2, 0, 0)), bare((0, 0))
    ((1, 2), (0,))
    """
    while len(path) > 1 and path[-1] == 0:
        path = path[:-1]
    return path


def are_filled_up(paths: Iterable[Path]) -> bool:
    """Return whether titles have zeros for the parts that they lack: `1.0`, `1.1`, `2.0`, `2.1`.

    Half of them have something below, and none stands there without its zero; else `1.0` is the
    first part of `1`.

    >>> are_filled_up([(1, 0), (1, 1), (2, 0), (2, 1)])
    True
    >>> are_filled_up([(1,), (1, 0), (1, 1), (2,), (2, 0), (2, 1)])
    False
    """
    known = set(paths)
    short = {path: bare(path) for path in known if len(path) > 1 and path[-1] == 0}
    if len(short) < 2:
        return False
    titles = set(short.values())
    above = {path[:depth] for path in known - set(short) for depth in range(1, len(path))}
    twice = sum(title in known for title in titles)
    return (
        len(titles) > 1
        and twice <= SLIPS * len(titles)
        and 2 * sum(title in above for title in titles) >= len(titles)
    )


def lost_zeros(path: Path) -> tuple[Path, ...]:
    """Return what a code was if Excel dropped the zeros at its end: 1.10 is kept as 1.1."""
    return ((*path[:-1], path[-1] * 10),) if len(path) > 1 and 0 < path[-1] < 10 else ()
