"""Find codes that go on from another title than the one they stand under, or titles in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.rules.once import once

# So many codes of a title, and all but one, show what they go on from.
FEWEST = 2


def under_others(programme: Programme) -> Iterator[int]:
    """Yield the one row of a title whose code goes on from another title, as its rows do.

    Only where the layout tells the levels: “D1.c” between “D2” and “D2.a”.
    """
    groups = groups_of_codes(programme)
    heads = {
        parent: Counter(code[:-1] for code in own.values()).most_common(1)[0]
        for parent, own in groups.items()
    }
    known = {head: parent for parent, (head, count) in heads.items() if count >= FEWEST}
    for parent, own in groups.items():
        head, count = heads[parent]
        odd = [index for index, code in own.items() if code[:-1] != head]
        if len(odd) == 1 and count >= FEWEST and known.get(own[odd[0]][:-1], parent) != parent:
            yield odd[0]


def titles_in_turn(programme: Programme) -> Iterator[tuple[int, int]]:
    """Yield two titles that follow one another on the sheet and whose codes change places."""
    for own in groups_of_codes(programme).values():
        titles = sorted((index, code) for index, code in own.items() if index in programme.titles)
        for (above, before), (below, here) in pairwise(titles):
            if before[:-1] == here[:-1] and before[-1] == here[-1] + 1:
                yield above, below


@once
def groups_of_codes(programme: Programme) -> dict[Path, dict[int, Path]]:
    """Return the codes as they stand below each title, by its place and by their table row."""
    table = programme.table
    found: dict[Path, dict[int, Path]] = {}
    for index in table.data() if table.placed else ():
        place, reading = table.paths[index], table.readings[index]
        if place and reading is not None and reading.path and len(reading.path) > 1:
            found.setdefault(place[:-1], {})[index] = reading.path
    return found
