"""Give each row its place in the tree where the layout shows the levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from xlmot.programme.grammar import Path


def give_places(parents: Sequence[int], codes: Sequence[Path | None]) -> list[Path]:
    """Return the place of each row: below that of its parent, an index before its own, or -1.

    A row takes the number of its code if the code hangs below that of its parent and no brother
    has it; else the next number that is free where it stands.

    >>> give_places([-1, 0, 0, -1], [(1,), (1, 1), None, (2,)])
    [(1,), (1, 1), (1, 2), (2,)]
    >>> give_places([-1, 0, 0], [None, (7,), (8,)])
    [(1,), (1, 1), (1, 2)]
    """
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, parent in enumerate(parents):
        groups[parent].append(index)
    paths: list[Path] = [()] * len(parents)
    for parent in sorted(groups):
        above = paths[parent] if parent >= 0 else ()
        own = codes[parent] if parent >= 0 else ()
        numbers: dict[int, int] = {}
        for index in groups[parent]:
            code = codes[index]
            if code and code[:-1] == own and code[-1] not in numbers.values():
                numbers[index] = code[-1]
        taken, last = set(numbers.values()), 0
        for index in groups[parent]:
            if index not in numbers:
                last += 1
                while last in taken:
                    last += 1
                numbers[index] = last
                taken.add(last)
            last = numbers[index]
            paths[index] = (*above, last)
    return paths
