"""Gather the rows of a sheet cell by cell: as lists where they are full, as tables where not."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.programme.grid import SparseSequence, Value

# A list of so many blanks takes no more memory than a table of a few cells.
SMALL = 64
# A list is kept where at least one in so many of its places is filled.
SPARSE = 8

Row = Sequence[Value]


class Twice(Exception):
    """A row stands there twice, or the cell in a `column` of the row that was open."""

    def __init__(self, column: int = 0) -> None:
        super().__init__(column)
        self.column = column


class _Gap(tuple[Value, ...]):
    """A row that was not there, which may yet come."""

    __slots__ = ()


_GAP, _BLANK = _Gap(), ()
_NOTHING = ("", None)


class GatheredRows:
    """The rows of a sheet read so far; cells of the open row go into `row`, or by `place`.

    In `row`, None is a cell that was not there; a blank one is `""`.

    >>> rows = GatheredRows()
    >>> rows.open(2)
    >>> rows.place(3, "x")
    >>> rows.finished()
    [(), ['', '', 'x']]
    """

    def __init__(self) -> None:
        self.number = 0  # of the row opened last
        self._is_open = False
        self.row: list[Value] = []
        self._far: dict[int, Value] = {}
        self._rows: list[Row] = []
        self._far_rows: dict[int, Row] = {}
        self._gaps = False

    def open(self, number: int) -> None:
        """End the row before and begin one; raises Twice where there is one of that number."""
        row = self.row
        if (
            row
            and self.number == len(self._rows) + 1
            and row[-1] not in _NOTHING
            and not (self._gaps or self._far)
        ):
            # By far the most usual row: the one after the row before, full to its end.
            self._rows.append(row)
            self.row = []
        else:
            self._end()
        if number <= len(self._rows):
            if not isinstance(self._rows[number - 1], _Gap):
                raise Twice
        elif number in self._far_rows:
            raise Twice
        self.number = number
        self._is_open = True

    def place(self, column: int, value: Value) -> None:
        """Put a cell anywhere in the open row; raises Twice where there is one already."""
        row = self.row
        if column <= len(row):
            if row[column - 1] is not None:
                raise Twice(column)
            row[column - 1] = value
        elif column <= len(row) + SMALL:
            self._gaps = True
            row.extend([None] * (column - len(row) - 1))
            row.append(value)
        elif column in self._far:
            raise Twice(column)
        else:
            self._far[column] = value

    def finished(self) -> Sequence[Row]:
        """Return the rows down to the last that holds something."""
        self._end()
        rows = self._rows
        far = {number: row for number, row in self._far_rows.items() if row}
        if not far:
            while rows and not rows[-1]:
                rows.pop()
            return rows
        last = max(far)
        if last <= SPARSE * (len(rows) + len(far)):
            rows.extend([_GAP] * (last - len(rows)))
            for number, row in far.items():
                rows[number - 1] = row
            return rows
        return SparseSequence({n: row for n, row in enumerate(rows, 1) if row} | far, last, ())

    def _end(self) -> None:
        number = self.number
        if not self._is_open:
            return
        row = self._ended() if self.row or self._far else _BLANK
        rows = self._rows
        if number == len(rows) + 1:
            rows.append(row)
        elif number <= len(rows):
            rows[number - 1] = row
        elif number <= len(rows) + SMALL:
            rows.extend([_GAP] * (number - len(rows) - 1))
            rows.append(row)
        else:
            self._far_rows[number] = row
        self._is_open = False

    def _ended(self) -> Row:
        row, far = self.row, self._far
        if far:
            for column in sorted(far):
                if column > len(row):
                    break
                self.place(column, far.pop(column))
        while row and (row[-1] == "" or row[-1] is None):
            row.pop()
        if self._gaps:
            row = ["" if value is None else value for value in row]
            self._gaps = False
        self.row, self._far = [], {}
        kept = {column: value for column, value in far.items() if value != ""}
        if not kept:
            return row or _BLANK
        last = max(kept)
        if last <= SPARSE * (len(row) + len(kept)):
            row.extend([""] * (last - len(row)))
            for column, value in kept.items():
                row[column - 1] = value
            return row
        return SparseSequence({c: v for c, v in enumerate(row, 1) if v != ""} | kept, last, "")
