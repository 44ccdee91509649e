r"""Read references such as `B4:C9`, and find where they go when rows of their sheet are deleted.

The grammar is that of SpreadsheetML formulas (ECMA-376 18.17.2.3): cells `$A$1`, areas `A1:B2`,
whole rows `1:3` and whole columns `A:C`, inside the grid of 1,048,576 rows and 16,384 columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, Area, column_letters, column_number

GONE = "#REF!"

_COLUMN = r"\$?(?:[A-Za-z]{1,2}|[A-Wa-w][A-Za-z]{2}|[Xx](?:[A-Ea-e][A-Za-z]|[Ff][A-Da-d]))"
_ROW = (
    r"\$?(?:10(?:[0-3][0-9]{4}|4[0-7][0-9]{3}|48[0-4][0-9]{2}|485[0-6][0-9]|4857[0-6])"
    r"|[1-9][0-9]{0,5})(?![0-9])"
)
CELL = _COLUMN + _ROW
# Groups: left and top, then `:` with right and bottom; whole rows; whole columns. Excel allows
# white space around the colon.
REFERENCE = (
    rf"(?:({_COLUMN})({_ROW})(?:(\s*:\s*)({_COLUMN})({_ROW}))?"
    rf"|({_ROW})(\s*:\s*)({_ROW})|({_COLUMN})(\s*:\s*)({_COLUMN}))"
)
_REFERENCE = lazy(REFERENCE)


class RowMap:
    """Where the rows of a sheet go when some are deleted; rows count from 1.

    >>> rows = RowMap([4, 9])
    >>> rows.new(3), rows.new(4), rows.new(5), rows.new(10)
    (3, None, 4, 8)
    """

    __slots__ = ("_gone", "deleted")

    def __init__(self, deleted: Iterable[int]) -> None:
        self._gone = frozenset(deleted)
        self.deleted = tuple(sorted(self._gone))

    def __contains__(self, row: object) -> bool:
        return row in self._gone

    @property
    def first(self) -> int:
        """Return the first row that is deleted, as it is numbered before."""
        return self.deleted[0] if self.deleted else LAST_ROW + 1

    def lost(self, top: int, bottom: int) -> int:
        """Return how many of the rows `top` to `bottom` are deleted."""
        return bisect_right(self.deleted, bottom) - bisect_left(self.deleted, top)

    def new(self, row: int) -> int | None:
        """Return the new number of a row, None of a deleted one."""
        return None if row in self else self.place(row)

    def place(self, row: int) -> int:
        """Return the new number of a row, of a deleted one that of the row that takes its place."""
        return row - bisect_left(self.deleted, row)

    def old(self, row: int) -> int:
        """Return the number that the row now numbered `row` had before.

        >>> RowMap([4, 9]).old(8)
        10
        """
        for deleted in self.deleted:
            if deleted > row:
                break
            row += 1
        return row

    def span(self, top: int, bottom: int) -> tuple[int, int] | None:
        """Return the rows that are left of `top` to `bottom`, None where all are deleted.

        Rows from the first of the grid to its last are a whole column, which Excel keeps whole.

        >>> RowMap([4, 9]).span(4, 9), RowMap([4, 9]).span(9, 9), RowMap([4]).span(1, 1048576)
        ((4, 7), None, (1, 1048576))
        """
        if (top, bottom) == (1, LAST_ROW):
            return top, bottom
        if self.lost(top, bottom) == bottom - top + 1:
            return None
        return self.place(top), self.place(bottom + 1) - 1


class Reference(NamedTuple):
    """One reference as it is written, `$` and case included; `"".join` of it is its text.

    >>> Reference.read("$B$4:C9"), Reference.read("7:7")
    (Reference('$B', '$4', ':', 'C', '9'), Reference('', '7', ':', '', '7'))
    """

    left: str
    top: str
    colon: str = ""
    right: str = ""
    bottom: str = ""

    @classmethod
    def read(cls, text: str) -> Reference | None:
        """Return the reference that all of `text` is, None where it is something else."""
        match = _REFERENCE.fullmatch(text)
        return None if match is None else cls.of_groups(match.groups())

    @classmethod
    def of_groups(cls, groups: tuple[str | None, ...]) -> Reference:
        """Return the reference of the groups of a match of REFERENCE."""
        left, top, colon, right, bottom, first, by, last, start, to, end = groups
        if first and by and last:
            return cls("", first, by, "", last)
        if start and to and end:
            return cls(start, "", to, end, "")
        return cls(left or "", top or "", colon or "", right or "", bottom or "")

    def __repr__(self) -> str:
        return f"Reference({', '.join(map(repr, self))})"

    def __str__(self) -> str:
        return "".join(self)

    @property
    def area(self) -> Area:
        """Return the cells referred to, whichever corner is written first."""
        top, bottom = sorted(self.rows)
        left, right = sorted(self._columns)
        return Area(top, left, bottom, right)

    @property
    def rows(self) -> tuple[int, int]:
        """Return the rows as they are written, of whole columns all rows."""
        if not self.top:
            return 1, LAST_ROW
        return _number(self.top), _number(self.bottom or self.top)

    @property
    def _columns(self) -> tuple[int, int]:
        if not self.left:
            return 1, LAST_COLUMN
        right = self.right or self.left
        return column_number(self.left.strip("$")), column_number(right.strip("$"))

    def without(self, rows: RowMap) -> Reference | None:
        """Return where the reference points when rows are deleted, None where nowhere.

        >>> str(Reference.read("A$20:$B10").without(RowMap([10, 15])))
        'A$18:$B10'
        """
        if not self.top:
            return self
        first = _number(self.top)
        if not self.bottom:
            row = rows.new(first)
            return None if row is None else self if row == first else self._at(row)
        last = _number(self.bottom)
        span = rows.span(min(first, last), max(first, last))
        if span is None:
            return None
        top, bottom = span if first <= last else span[::-1]
        return self if (top, bottom) == (first, last) else self._at(top, bottom)

    def _at(self, top: int, bottom: int = 0) -> Reference:
        end = _renumbered(self.bottom, bottom) if bottom else ""
        return Reference(self.left, _renumbered(self.top, top), self.colon, self.right, end)

    def moved(self, down: int, right: int) -> Reference:
        """Return the reference as a cell `down` and `right` would hold it if filled from here.

        Only what has no `$` moves; what leaves the grid comes in at its other side, as Excel has
        it for shared formulas.

        >>> str(Reference.read("A$1:B2").moved(1, 2)), str(Reference.read("A1").moved(-1, 0))
        ('C$1:D3', 'A1048576')
        """
        return Reference(
            _moved_column(self.left, right),
            _moved_row(self.top, down),
            self.colon,
            _moved_column(self.right, right),
            _moved_row(self.bottom, down),
        )


def areas(text: str) -> list[Area] | None:
    """Return the areas of a list of references with spaces between (ST_Sqref, 18.18.76).

    None where the text holds something else.

    >>> areas("A1:B2 D4")
    [Area(top=1, left=1, bottom=2, right=2), Area(top=4, left=4, bottom=4, right=4)]
    """
    found = [Reference.read(word) for word in text.split()]
    read = [reference.area for reference in found if reference]
    return read if read and len(read) == len(found) else None


def without_rows(text: str, rows: RowMap) -> str | None:
    """Return what is left of a list of references with spaces between, None where nothing is.

    What is no reference stays as it is; an area of one cell is written as the cell, as Excel does.

    >>> without_rows("A4 B4:C9 D4:D5 1:3", RowMap([4]))
    'B4:C8 D4 1:3'
    """
    kept: list[str] = []
    for word in text.split():
        reference = Reference.read(word)
        new = reference and reference.without(rows)
        if reference is None or new is not None:
            kept.append(word if reference is None or new == reference else shortest(new))
    return " ".join(kept) or None


def shortest(reference: Reference | None) -> str:
    """Return a reference as Excel writes it: an area of one cell as the cell.

    >>> shortest(Reference.read("B4:B4")), shortest(Reference.read("4:4"))
    ('B4', '4:4')
    """
    if reference and reference.left and reference[:2] == reference[3:]:
        return reference.left + reference.top
    return str(reference)


def _number(row: str) -> int:
    return int(row.lstrip("$"))


def _renumbered(row: str, number: int) -> str:
    return f"${number}" if row.startswith("$") else str(number)


def _moved_row(row: str, down: int) -> str:
    if not row or row.startswith("$"):
        return row
    return str((int(row) - 1 + down) % LAST_ROW + 1)


def _moved_column(column: str, right: int) -> str:
    if not column or not right or column.startswith("$"):
        return column
    return column_letters((column_number(column) - 1 + right) % LAST_COLUMN + 1)
