"""Know from a whole table whether each row has a code of its own, and which codes are actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise

from xlmot.programme.grammar import Path
from xlmot.programme.table import Table

# Under the policy `auto`, rows have codes of their own if so many of the last runs have one row.
OWN_CODE_SHARE = 0.8
# So many rows without a code, with more than a label, stand below a code with nothing but its own.
FEWEST_PARTS = 3
# So many codes, each right after one of a digit less, show that digits are levels.
FEWEST_GROWN = 3
# Codes as deep as but one, or so few of all, are slips, or remarks to the actions above them.
RARE_SHARE = 0.05
# So many of the codes of a nomenclature stand once.
ONCE = 0.9


def grow_by_digits(paths: Iterable[Path]) -> bool:
    """Return whether a digit more makes codes deeper, as it does in many nomenclatures.

    There 1.11 comes right after 1.1, and 1.2 after them; elsewhere 1.2 does.

    >>> grow_by_digits([(1,), (1, 1), (1, 11), (1, 2), (1, 21), (1, 22), (1, 3), (1, 31)])
    True
    """
    grown = [
        after
        for before, after in pairwise(paths)
        if after[-1] // 10 == before[-1] > 0 and before[:-1] == after[:-1]
    ]
    # With a zero before it, 021 reads as 21 does.
    return len(grown) >= FEWEST_GROWN and len(set(grown)) >= ONCE * len(grown)


def action_depth(paths: Collection[Path]) -> int:
    """Return the depth of the actions: the deepest one, unless but a few codes are as deep.

    >>> action_depth([(1,), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 5, 1)])
    2
    """
    depths = Counter(map(len, paths))
    depth = max(depths)
    while depth > 2 and depths[depth] <= max(1, RARE_SHARE * len(paths)) < depths[depth - 1] / 4:
        depth -= 1
    return depth


def has_own_codes(
    table: Table, policy: str, runs: list[list[int]], above: Collection[Path]
) -> bool:
    """Return whether each row has a code of its own, so that the deepest titles are the actions.

    The codes that no other stands below tell it.
    """
    paths = [table.paths[run[0]] or () for run in runs]
    depth = max(map(len, paths), default=0)
    if policy != "auto" or depth < 2:
        return policy == "own_code" and depth > 1
    leaves = [run for run, path in zip(runs, paths, strict=True) if path not in above]
    return sum(len(run) == 1 for run in leaves) >= OWN_CODE_SHARE * len(leaves)


def find_leads(table: Table, runs: list[list[int]]) -> dict[Path, list[int]]:
    """Return, by the code of a title, the first run right below which one of its own codes stands.

    So one row that has the code of another title by a slip does not take its place.
    """
    found: dict[Path, list[int]] = {}
    for run, after in pairwise(runs):
        path, below = (table.paths[one[0]] or () for one in (run, after))
        if len(below) > len(path) and below[: len(path)] == path:
            found.setdefault(path, run)
    return found


def has_parts(table: Table, run: list[int]) -> bool:
    """Return whether a code is the title of rows without one, though it is as deep as actions are.

    So many of them stand below it, and what stands beside them is missing beside it.
    """
    lead, *others = run
    section = table.section(lead)
    if not section.layout.reading.weighed or len(others) < FEWEST_PARTS:
        return False
    own = set(section.layout.columns())
    bare = [all(n in own for n, _ in section.grid.filled(table.numbers[i])) for i in run]
    uncoded = all(table.readings[index] is None for index in others)
    return table.readings[lead] is not None and uncoded and bare[0] and not any(bare[1:])
