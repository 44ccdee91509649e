"""Learn how the codes of each level are counted: their first number, and ones, fives or tens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path

# So much of a level makes its way; of a level whose other ones count so too, half of it.
MOST, HALF = 0.8, 0.5
# From so many distances between two numbers a step is told, from so many parents a beginning.
FEWEST, FEWEST_PARENTS = 5, 4
# Steps are multiples of this: room is left for what comes later.
ROOM = 5


class CountOfLevel(NamedTuple):
    """How the codes below the parents of a level are counted.

    `first` is the number that nearly all of them begin with, None where nobody can tell; `step` is
    the distance between two of them, 1 where none shows; `rest` is what most leave when divided by
    the step.
    """

    first: int | None = None
    step: int = 1
    rest: int = 0

    def steps(self, numbers: Sequence[int]) -> list[int]:
        """Return the numbers that stand on a step; the others were put in between them.

        >>> CountOfLevel(10, 10).steps([10, 20, 25, 30])
        [10, 20, 30]
        """
        return [number for number in numbers if number % self.step == self.rest]


def learn_counting(children: Mapping[Path, Sequence[int]]) -> dict[int, CountOfLevel]:
    """Return how the numbers below the parents of each length are counted.

    >>> learn_counting({(): [1, 2], (1,): [10, 20, 30, 40], (2,): [10, 20, 40]})[1]
    CountOfLevel(first=None, step=10, rest=0)
    """
    groups: dict[int, list[Sequence[int]]] = {}
    for parent, numbers in children.items():
        groups.setdefault(len(parent), []).append(numbers)
    steps = {depth: _steps(own) for depth, own in groups.items()}
    usual = _step([step for own in steps.values() for step in own])
    found = {}
    for depth, own in groups.items():
        step = _step(steps[depth], usual)
        rest = _rest(own, step)
        found[depth] = CountOfLevel(_first([numbers[0] for numbers in own]), step, rest)
    return found


def _steps(groups: Sequence[Sequence[int]]) -> list[int]:
    """Return the distances between numbers, without those that were put in between two others."""
    step, _ = _most(_distances(groups))
    if step % ROOM:
        return _distances(groups)
    rest = _rest(groups, step)
    kept = [[number for number in numbers if number % step == rest] for numbers in groups]
    few = sum(map(len, kept)) < MOST * sum(map(len, groups))
    return _distances(groups if few else kept)


def _distances(groups: Sequence[Sequence[int]]) -> list[int]:
    return [after - before for numbers in groups for before, after in pairwise(numbers)]


def _most(distances: Sequence[int]) -> tuple[int, int]:
    """Return the distance that is met most, and how often; 1 if there is none."""
    return _commonest(distances) if distances else (1, 0)


def _commonest(numbers: Iterable[int]) -> tuple[int, int]:
    """Return the number that is met most, the first of several, and how often."""
    counts = Counter(numbers)
    # `most_common` would import `heapq`.
    most = max(counts, key=counts.__getitem__)
    return most, counts[most]


def _rest(groups: Sequence[Sequence[int]], step: int) -> int:
    return _commonest(number % step for numbers in groups for number in numbers)[0]


def _step(distances: Sequence[int], usual: int = 1) -> int:
    """Return the step of most distances, or the usual one if half of them are that; 1 if none."""
    step, count = _most(distances)
    told = len(distances) >= FEWEST and count >= MOST * len(distances)
    shared = step == usual and count >= HALF * len(distances)
    return step if step % ROOM == 0 and (told or shared) else 1


def _first(firsts: Sequence[int]) -> int | None:
    first, count = _commonest(firsts)
    return first if len(firsts) >= FEWEST_PARENTS and count >= MOST * len(firsts) else None
