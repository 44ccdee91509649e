"""Find the rows of a programme that stand out of the order of their codes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import chain, pairwise

from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme, find_runs

# Above so many groups of rows out of place, the table was sorted by something else.
MOST_MOVES = 5

Run: TypeAlias = list[int]


class Block(NamedTuple):
    """Runs of rows that stand together, out of place.

    `split` says that other rows of the same code stand elsewhere. `order` are the rows of the
    programme as they would stand with these in their place.
    """

    runs: list[Run]
    split: bool
    order: list[int]


class Disorder(NamedTuple):
    """What stands out of place: a few blocks, or one of all that are.

    `scrambled` says that it is so much that the table must have been sorted by something else.
    """

    blocks: tuple[Block, ...] = ()
    scrambled: bool = False


def find_disorder(programme: Programme) -> Disorder:
    """Return the fewest runs of rows whose moving would put all codes in order.

    Suppose the codes are 1.1, 1.3, 1.2 and 1.4: one of two must move, and it is the later one,
    1.2, that is said to be out of place.
    """
    runs = find_runs(programme)
    paths = [programme.table.paths[run[0]] or () for run in runs]
    if all(path <= after for path, after in pairwise(paths)):
        return Disorder()
    kept = _longest_in_order(paths)
    groups = _group(paths, kept)
    if len(groups) > MOST_MOVES:
        order = sorted(range(len(runs)), key=lambda number: paths[number])
        strays = [number for group in groups for number in group]
        return Disorder((_block(runs, paths, strays, order),), scrambled=True)
    return Disorder(
        tuple(_block(runs, paths, group, _moved(paths, kept, group)) for group in groups)
    )


def _longest_in_order(paths: list[Path]) -> list[int]:
    """Return the numbers of the most runs that stand in order; of two equals, the earlier.

    The longest increasing subsequence by patience sorting, taken from the end.
    """
    ranks = {path: rank for rank, path in enumerate(sorted(set(paths)))}
    tails: list[int] = []
    ends: list[int] = []
    after: dict[int, int | None] = {}
    for number in range(len(paths) - 1, -1, -1):
        rank = -ranks[paths[number]]
        pile = bisect_right(tails, rank)
        after[number] = ends[pile - 1] if pile else None
        tails[pile : pile + 1] = [rank]
        ends[pile : pile + 1] = [number]
    kept: list[int] = []
    last: int | None = ends[-1]
    while last is not None:
        kept.append(last)
        last = after[last]
    return kept


def _group(paths: list[Path], kept: list[int]) -> list[list[int]]:
    """Return the runs that are not kept, together where they would stay together."""
    fixed = [paths[number] for number in kept]
    counts = Counter(paths)
    groups: list[list[int]] = []
    keys: list[tuple[int, Path]] = []
    stays = set(kept)
    for number, path in enumerate(paths):
        if number in stays:
            continue
        key = bisect_right(fixed, path), path if counts[path] > 1 else ()
        joins = bool(groups) and groups[-1][-1] == number - 1 and keys[-1] == key
        if joins and paths[number - 1] <= path:
            groups[-1].append(number)
        else:
            groups.append([number])
            keys.append(key)
    return groups


def _moved(paths: list[Path], kept: list[int], group: list[int]) -> list[int]:
    """Return the numbers of all runs in the order that has one group in its place."""
    moved = set(group)
    rest = [number for number in range(len(paths)) if number not in moved]
    slot = bisect_right([paths[number] for number in kept], paths[group[0]])
    at = rest.index(kept[slot - 1]) + 1 if slot else 0
    return [*rest[:at], *group, *rest[at:]]


def _block(runs: list[Run], paths: list[Path], group: list[int], order: list[int]) -> Block:
    split = Counter(paths)[paths[group[0]]] > 1
    return Block([runs[number] for number in group], split, _rows(runs, order))


def _rows(runs: list[Run], order: list[int]) -> list[int]:
    return list(chain.from_iterable(runs[number] for number in order))
