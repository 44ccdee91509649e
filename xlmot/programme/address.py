"""Name cells and ranges the way Excel shows them: `A119`, `B4:C9`."""

from __future__ import annotations

from xlmot.messages.named import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1.

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number, from 1, of a column named by letters of either case.

    >>> column_number("A"), column_number("ab"), column_number("XFD")
    (1, 28, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """Return the A1 name of a cell; row and column count from 1.

    >>> cell_name(119, 1)
    'A119'
    """
    return f"{column_letters(column)}{row}"


def sheet_prefix(sheet: str) -> str:
    """Return a sheet's name as a formula writes it before `!`, always quoted.

    >>> sheet_prefix("Programme d'actions")
    "'Programme d''actions'!"
    """
    return "'" + sheet.replace("'", "''") + "'!"


class Area(NamedTuple):
    """A rectangle of cells, both ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell lies in the rectangle.

        >>> Area(2, 1, 9, 1).holds(4, 1)
        True
        """
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Return whether two rectangles have a cell in common.

        >>> Area(2, 1, 9, 1).meets(Area(9, 1, 9, 3)), Area(2, 1, 9, 1).meets(Area(2, 2, 9, 2))
        (True, False)
        """
        beside = self.right < other.left or other.right < self.left
        return not beside and self.top <= other.bottom and other.top <= self.bottom


def area_name(area: Area) -> str:
    """Return the name of an area, as in a formula.

    >>> area_name(Area(2, 1, 9, 1))
    'A2:A9'
    """
    return f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"
