"""Find where the rows of a sheet go when rows are inserted: the way back from a deletion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from xlmot.ooxml.cells.references import RowMap
from xlmot.programme.address import LAST_ROW


class InsertedRows(RowMap):
    """Where rows go when blank ones are inserted, named by the numbers these have then.

    As in Excel a range grows where a row comes between two of its rows, and moves down where one
    comes above it.

    >>> rows = InsertedRows([4, 9])
    >>> rows.new(3), rows.new(4), rows.new(8)
    (3, 5, 10)
    >>> rows.span(3, 4), rows.span(4, 7), rows.span(2, 3)
    ((3, 5), (5, 8), (2, 3))
    """

    __slots__ = ("_moving", "inserted")

    def __init__(self, inserted: Iterable[int]) -> None:
        super().__init__(())
        self.inserted = tuple(sorted(set(inserted)))
        # The rows that go down by one more than the row above them.
        self._moving = tuple(row - above for above, row in enumerate(self.inserted))

    @property
    def first(self) -> int:
        """Return the first row that moves, as it is numbered before."""
        return self._moving[0] if self._moving else LAST_ROW + 1

    def lost(self, top: int, bottom: int) -> int:
        """Return how many rows `top` to `bottom` lose: less than none where they gain."""
        return bisect_right(self._moving, top) - bisect_right(self._moving, bottom)

    def place(self, row: int) -> int:
        """Return the new number of a row."""
        return row + bisect_right(self._moving, row)

    def old(self, row: int) -> int:
        """Return the number that the row now numbered `row` had; of a new one, that it took.

        >>> InsertedRows([4, 9]).old(5), InsertedRows([4, 9]).old(4)
        (4, 4)
        """
        return row - bisect_left(self.inserted, row)

    def span(self, top: int, bottom: int) -> tuple[int, int] | None:
        """Return the rows that `top` to `bottom` become; what leaves the grid is cut off."""
        if (top, bottom) == (1, LAST_ROW):
            return top, bottom
        top = self.place(top)
        return None if top > LAST_ROW else (top, min(self.place(bottom), LAST_ROW))

    def threshold(self, row: int) -> int:
        """Return the row, as numbered before, above which the inserted row `row` comes."""
        return self._moving[bisect_left(self.inserted, row)]
