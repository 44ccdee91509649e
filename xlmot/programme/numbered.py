"""Read the levels of rows by their numbers: actions have one, the titles above them none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, holds_words, is_blank
from xlmot.programme.inside import find_code, whole_code

# A letter before a number, and what stands below it: `T8`, `T8-1`.
_LETTERED = lazy(r"\s*[A-Za-z][.\- ]?(\d{1,3}(?:[.\-]\d{1,3})*)\s*")
# The mark of a layout whose actions have a number each.
NUMBERS = "numbers"


def number_of(grid: Grid, row: int, code: int, label: int) -> int | None:
    """Return the number of a row, None without one: alone in its cell, or before the label.

    `code` is 0 where it stands before the label. One letter may stand before it in its cell.

    >>> grid = Grid("A", [["2", "Pave"], ["", "3. Plant"], ["", "Roads"], ["T4", "Mow"]])
    >>> [number_of(grid, 1, 1, 2), number_of(grid, 2, 0, 2), number_of(grid, 3, 1, 2)]
    [2, 3, None]
    >>> number_of(grid, 4, 1, 2)
    4
    """
    path = _path(grid, row, code, label)
    return path[0] if path and len(path) == 1 else None


def depth_below(grid: Grid, row: int, code: int, number: int) -> int:
    """Return how far the code of a row puts it below the action with a number, 0 if it does not.

    >>> grid = Grid("A", [["T8-1", "Dig"], ["T9", "Mow"]])
    >>> depth_below(grid, 1, 1, 8), depth_below(grid, 2, 1, 8)
    (1, 0)
    """
    path = _path(grid, row, code, 0) if code else None
    return len(path) - 1 if path and path[0] == number else 0


def _path(grid: Grid, row: int, code: int, label: int) -> Path | None:
    value = grid.value(row, code or label)
    if code:
        lettered = _LETTERED.fullmatch(value) if isinstance(value, str) else None
        return whole_code(lettered[1] if lettered else value)
    span = find_code(value) if isinstance(value, str) else None
    whole = span is not None and isinstance(value, str) and span.label < len(value)
    return span.path if span and whole and not span.words else None


def has_words(grid: Grid, row: int, column: int) -> bool:
    return column > 0 and holds_words(grid.value(row, column))


def numbered_rows(grid: Grid, code: int, label: int, first: int) -> Mapping[int, bool]:
    """Return the rows of a table by whether each is an action: titles have no number.

    A title stands where the labels do, or where the numbers do with nothing for a label. What the
    numbers around a row say counts for more than its own: one that is missing or wrong makes no
    title of an action, and no action of a title. What stands below the last number is neither.
    """
    found = list(_rows(grid, code, label, first))
    last = max((place for place, row in enumerate(found) if row.number is not None), default=-1)
    rows = found[: last + 1]
    is_action = _acts_again if _begins_again(rows) else _acts_through
    around = _around(rows)
    return {own.row: is_action(rows, place, around[place]) for place, own in enumerate(rows)}


class _Row(NamedTuple):
    """A row with words, its number, and whether anything stands where the numbers do.

    A number may be merged over the rows below its own.

    `apart` says that its words do, with nothing for a label: as those of no action.
    """

    row: int
    number: int | None
    coded: bool
    apart: bool = False


class _Around(NamedTuple):
    """The nearest numbers before and after a row, and how many rows without one lie in between."""

    before: int | None
    above: int
    after: int | None
    below: int


def _rows(grid: Grid, code: int, label: int, first: int) -> Iterator[_Row]:
    covered = {
        row
        for area in grid.merges
        if area.left == area.right == code and number_of(grid, area.top, code, label) is not None
        for row in range(area.top + 1, area.bottom + 1)
    }
    for row in grid.rows_from(first):
        number = number_of(grid, row, code, label)
        coded = row in covered or (bool(code) and not is_blank(grid.value(row, code)))
        if has_words(grid, row, label):
            yield _Row(row, number, coded or number is not None)
        elif number is None and is_blank(grid.value(row, label)) and has_words(grid, row, code):
            yield _Row(row, None, coded=False, apart=True)


def _begins_again(rows: Sequence[_Row]) -> bool:
    """Return whether numbers begin again, twice at least, from 1 as a rule."""
    numbers = [row.number for row in rows if row.number is not None]
    return sum(after <= before for before, after in pairwise(numbers)) > 1 and numbers.count(1) > 1


def _acts_again(rows: Sequence[_Row], place: int, around: _Around) -> bool:
    """Return whether a row is an action, where numbers begin again below each title.

    >>> rows = [_Row(1, None, False), _Row(2, None, False), _Row(3, 2, True), _Row(4, 3, True)]
    >>> [_acts_again(rows, place, around) for place, around in enumerate(_around(rows))]
    [False, True, True, True]
    """
    number = rows[place].number
    if rows[place].apart:
        return False
    if number is None:
        before, above, after, below = around
        room = above + below + 2
        goes_on = before is not None and after is not None and before < after <= before + room
        # Below a title without one, the last rows before a 3 lack their 1 and their 2.
        lacks = after is not None and below < after - 1 <= above + below
        return goes_on or lacks
    before = rows[place - 1].number if place else None
    titled = place > 0 and before is None
    fits = (before is not None and number == before + 1) or (number <= 1 and titled)
    after = rows[place + 1].number if place + 1 < len(rows) else None
    return fits or after is None or after > 1


def _acts_through(rows: Sequence[_Row], place: int, around: _Around) -> bool:
    """Return whether a row is an action, where the numbers go through from title to title."""
    before, above, after, below = around
    lacks = before is not None and after is not None and after == before + above + below + 2
    return rows[place].coded or lacks


def _around(rows: Sequence[_Row]) -> list[_Around]:
    """Return the nearest numbers around each row, its own aside.

    >>> [tuple(own) for own in _around([_Row(1, None, False), _Row(2, 7, True)])]
    [(None, 0, 7, 0), (None, 1, None, 0)]
    """
    below = [*_nearest(reversed(rows))][::-1]
    return [_Around(*before, *after) for before, after in zip(_nearest(rows), below, strict=True)]


def _nearest(rows: Iterable[_Row]) -> Iterator[tuple[int | None, int]]:
    """Yield, for each row, the last number that came before it, and how many rows came since."""
    number, count = None, 0
    for row in rows:
        yield number, count
        number, count = (number, count + 1) if row.number is None else (row.number, 0)
