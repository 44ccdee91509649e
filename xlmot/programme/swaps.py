"""Find the headers and rows that exchanged cells: each has a half of the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from xlmot.messages.named import NamedTuple
from xlmot.programme.code import follows
from xlmot.programme.grammar import Path
from xlmot.programme.table import RowKind, Table

# A page of a printed plan holds fewer rows than this between the two halves of a swapped header.
PAGE_ROWS = 12


class Swap(NamedTuple):
    """Two rows that exchanged their code cells: `data` holds the header's, `header` the data's."""

    data: int
    header: int


def find_swaps(table: Table, codes: list[int], labels: list[int]) -> list[Swap]:
    """Return the halves of a header that have each other, and none else, within a page."""
    filled = list(accumulate(int(kind is not RowKind.BLANK) for kind in table.kinds))
    pairs = []
    for data in codes:
        near = _within_a_page(filled, labels, data)
        if len(near) == 1 and _within_a_page(filled, codes, near[0]) == [data]:
            pairs.append(Swap(data, near[0]))
    headers = _page_headers(table, {swap.header for swap in pairs})
    return [swap for swap in pairs if swap.header in headers and _fits_codes(table, swap)]


def _page_headers(table: Table, halves: set[int]) -> set[int]:
    """Return the half headers that start a page, if full headers start all the other pages.

    Where no blank row separates the pages, nobody can tell where one starts.
    """
    if RowKind.BLANK not in table.kinds:
        return halves
    starts: dict[int, int] = {}
    for index, page in enumerate(table.pages):
        if table.kinds[index] not in (RowKind.BLANK, RowKind.ASIDE):
            starts.setdefault(page, index)
    unheaded = {index for index in starts.values() if table.kinds[index] is not RowKind.HEADER}
    return unheaded if unheaded <= halves else set()


def _within_a_page(filled: list[int], halves: list[int], index: int) -> list[int]:
    """Return the halves with at most a page of rows that are not blank between them and a row."""
    first = bisect_left(halves, filled[index] - PAGE_ROWS, key=filled.__getitem__)
    last = bisect_right(halves, filled[index] + PAGE_ROWS, key=filled.__getitem__)
    return halves[first:last]


def _fits_codes(table: Table, swap: Swap) -> bool:
    """Return whether the code taken back fits between the codes around its row."""
    reading = table.readings[swap.header]
    assert reading is not None  # noqa: S101  a half header has a code by its kind
    before = _known_path(table, swap.data, -1)
    after = _known_path(table, swap.data, 1, skip=swap.header)
    paths = {path for path in (reading.path, *reading.candidates) if path}
    return any(
        (before is None or follows(path, before)) and (after is None or _precedes(path, after))
        for path in paths
    )


def _precedes(path: Path, after: Path) -> bool:
    return follows(after, path) or after == path


def _known_path(table: Table, index: int, step: int, skip: int = -1) -> Path | None:
    """Return the nearest path above or below a row that needs no guess."""
    index += step
    while 0 <= index < len(table.paths):
        path = table.paths[index]
        if table.kinds[index] is RowKind.DATA and index != skip and path is not None:
            return path
        index += step
    return None
