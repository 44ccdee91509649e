"""Measure how far the cells of a sheet reach, by scans of its bytes and without parsing them.

A reader that gives rows of equal length fills the rectangle between the outermost cells: one cell
in each corner of the grid asks it for hundreds of gigabytes.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from xlmot.messages import say
from xlmot.messages.errors import RefusedFile, UnreadableFile
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, column_letters, column_number

# A reader that fills in the blanks takes about 40 bytes a cell.
MOST_CELLS_OF_EXTENT = 8_000_000
EXTENT_PER_CELL = 16
LARGEST_EXTENT = 64_000_000

REPAIR = say("Open it in Excel, let it repair the file, save it and try again.")

_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_SEVERAL = b"sheetDataSet"  # the cells of another workbook, in an external link (18.14.11)
_PREFIXED = re.compile(rb":(?:row|c)[\s>]")
_ANY_PREFIX = rb"<(?:[^\s<>/:]*:)?"
_ROW = rb"""row\s(?>(?:[^<]*?\s)??r\s*=\s*["'])\s*(\d+)"""
_CELL = rb"""c\s(?>(?:[^<]*?\s)??r\s*=\s*["'])\s*([A-Za-z]+)(\d+)"""
_HOLDS = rb"""[^<]*(?<!/)>\s*<(?!/)"""


class Extent(NamedTuple):
    """How far the cells of a sheet reach, and how many there are."""

    rows: int
    columns: int
    cells: int

    @property
    def most_columns(self) -> int:
        """Return the number of columns with which a dense reader still fits in memory."""
        area = max(MOST_CELLS_OF_EXTENT, min(EXTENT_PER_CELL * self.cells, LARGEST_EXTENT))
        return min(LAST_COLUMN, area // max(self.rows, 1))


def check_sheet(part: str, data: bytes) -> None:
    """Return if the cells of a worksheet part lie in the grid and not absurdly far apart.

    Raises RefusedFile where they do not, UnreadableFile where a row stands there twice.
    """
    if b"<!" in data:
        data = _ASIDE.sub(b"", data)
    # Readers go by the local name, whatever the prefix; a literal “<c” is found much faster.
    mark = _ANY_PREFIX if _PREFIXED.search(data) else b"<"
    last = _last_row(part, re.findall(mark + _ROW, data), several=_SEVERAL in data)
    most = Extent(last, 0, data.count(b"<c ")).most_columns
    usual = b' r="' + _within(last, most) + b'"'
    if re.search(mark + rb"c(?=[\s/>])(?!" + usual + b")", data):
        _refuse_extent(part, _measure(part, data, mark))


def _last_row(part: str, rows: list[bytes], *, several: bool) -> int:
    """Return the last row of a sheet, or of `several`, as a link to a workbook caches them."""
    if max(map(len, rows), default=0) > len(str(LAST_ROW)):
        raise _off_grid(part)
    numbers = list(map(int, rows)) or [1]
    if max(numbers) > LAST_ROW or min(numbers) < 1:
        raise _off_grid(part)
    if len(set(numbers)) < len(numbers) and not several:
        raise _twice(part, numbers)
    return max(numbers)


def _measure(part: str, data: bytes, mark: bytes) -> Extent:
    """Return the extent of the cells that hold something, wherever they say they stand."""
    names = re.findall(mark + _CELL + _HOLDS, data)
    if any(len(letters) > 3 or len(digits) > 7 for letters, digits in names):
        raise _off_grid(part)
    columns = [column_number(letters.decode()) for letters in {letters for letters, _ in names}]
    rows = max((int(digits) for _, digits in names), default=0)
    return Extent(rows, max(columns, default=0), len(names))


def _refuse_extent(part: str, extent: Extent) -> None:
    if extent.rows > LAST_ROW or extent.columns > LAST_COLUMN:
        raise _off_grid(part)
    if extent.columns > extent.most_columns:
        raise RefusedFile(
            say(
                "The workbook's part “{part}” has only {cells} cells, but they lie as far apart as "
                "{column}{row}.",
                part=part,
                cells=extent.cells,
                column=column_letters(extent.columns),
                row=extent.rows,
            ),
            say("Go to its last cell in Excel (Ctrl+End), delete what is out there and save it."),
        )


def _within(row: int, column: int) -> bytes:
    """Return a pattern of the cell names that lie neither below `row` nor right of `column`.

    >>> import re
    >>> [name for name in ("C9", "C12", "A13", "C13", "D2", "AA1") if
    ...     re.fullmatch(_within(12, 3), name.encode())]
    ['C9', 'C12']
    """
    letters = _up_to(column_letters(column), "A", b"[A-Z]")
    return b"(?:" + letters + b")(?:" + _up_to(str(row), "0", rb"\d") + b")"


def _up_to(limit: str, first: str, one: bytes) -> bytes:
    """Return a pattern of what is shorter than `limit`, or as long and not after it."""
    choices = [one + b"{1,%d}" % (len(limit) - 1)] if len(limit) > 1 else []
    for index, character in enumerate(limit):
        if character > first:
            step = f"{limit[:index]}[{first}-{chr(ord(character) - 1)}]"
            choices.append(step.encode() + one * (len(limit) - index - 1))
    return b"|".join([*choices, limit.encode()])


def _off_grid(part: str) -> RefusedFile:
    return RefusedFile(
        say("The workbook's part “{part}” has cells outside the grid of a sheet.", part=part),
        REPAIR,
    )


def _twice(part: str, rows: list[int]) -> UnreadableFile:
    ordered = sorted(rows)
    row = next(row for row, other in pairwise(ordered) if row == other)
    return UnreadableFile(
        say("The workbook's part “{part}” holds row {row} twice.", part=part, row=row), REPAIR
    )
