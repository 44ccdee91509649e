"""Find the rows and cells of a worksheet by number in its XML, and the cell a place belongs to.

A row or cell that names no number is the one after the row or cell before it (ECMA-376 part 1,
18.3.1.73 and 18.3.1.4).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import count

from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.markup import Element, Markup
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, column_number

# A row as Excel writes it: where as many are found as there are rows, they are the rows.
_USUAL_ROW = lazy(rb'<row r="(\d{1,7})"')
# The attribute r of a tag, stepping over whatever stands before it.
_R = lazy(
    rb"""<[^\s<>/]+(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*?"""
    rb"""\s+r\s*=\s*["']\s*([A-Za-z]{0,3})(\d{1,7})\s*["']"""
)


class CellElement(NamedTuple):
    """One cell of a row: its column, counted from 1, and where its `<c>` stands."""

    column: int
    element: Element


class SheetCells:
    """The rows of one worksheet part, found once; cells are looked for row by row.

    Raises UnreadableFile where a row or a cell stands there twice or outside the grid.
    """

    def __init__(self, xml: Markup) -> None:
        self.xml = xml
        self.start, self.end = self.span = _sheet_data(xml)
        self._read = (0, list[CellElement]())

    @property
    def empty(self) -> bool:
        """Return whether `sheetData` is written without a closing tag, and so holds no row."""
        return self.start == self.end

    @cached_property
    def starts(self) -> list[int]:
        """Return where the rows begin, in the order they are written."""
        return self.xml.starts("row", start=self.start, end=self.end)

    @cached_property
    def numbers(self) -> list[int]:
        """Return the numbers of the rows in the order they are written."""
        numbers = list(map(int, _USUAL_ROW.findall(self.xml.data, self.start, self.end)))
        if len(numbers) != len(self.starts) or not self.xml.plain:
            numbers = self._count_rows()
        if len(set(numbers)) < len(numbers) or max(numbers, default=0) > LAST_ROW:
            raise _disorder(max(numbers))
        return numbers

    @cached_property
    def _index(self) -> dict[int, int]:
        return dict(zip(self.numbers, count(), strict=False))

    def row(self, number: int) -> Element | None:
        """Return the element of a row, None where the sheet holds none of that number."""
        index = self._index.get(number)
        return None if index is None else self._row(index)

    def cells(self, number: int) -> list[CellElement]:
        """Return the cells of a row in the order they are written."""
        if self._read[0] != number:
            row = self.row(number)
            self._read = (number, [] if row is None else self._find_cells(number, row))
        return self._read[1]

    def cell(self, row: int, column: int) -> Element | None:
        """Return the element of a cell, None where the sheet holds none."""
        return next((cell.element for cell in self.cells(row) if cell.column == column), None)

    def at(self, place: int) -> tuple[int, int] | None:
        """Return row and column of the cell in which a place of `sheetData` lies, if in any."""
        row = self.row_at(place)
        cells = self.cells(row)
        index = bisect_right(cells, place, key=lambda cell: cell.element.start) - 1
        if index < 0 or place >= cells[index].element.end:
            return None
        return row, cells[index].column

    def row_at(self, place: int) -> int:
        """Return the number of the row in which a place of `sheetData` lies, 0 before the first."""
        index = bisect_right(self.starts, place) - 1
        return self.numbers[index] if index >= 0 else 0

    def _behind(self, index: int) -> int:
        return self.starts[index + 1] if index + 1 < len(self.starts) else self.end

    def _row(self, index: int) -> Element:
        row = self.xml.first("row", start=self.starts[index], end=self._behind(index))
        if row is None:
            raise _disorder(self.numbers[index])
        return row

    def _count_rows(self) -> list[int]:
        numbers = []
        number = 0
        for start in self.starts:
            named = _R.match(self.xml.data, start)
            number = int(named[2]) if named and not named[1] else number + 1
            numbers.append(number)
        return numbers

    def _find_cells(self, number: int, row: Element) -> list[CellElement]:
        found = []
        column = 0
        for element in self.xml.elements("c", start=row.head, end=row.tail):
            named = _R.match(self.xml.data, element.start)
            column = column_number(named[1].decode()) if named else column + 1
            if (named and int(named[2]) != number) or not 0 < column <= LAST_COLUMN:
                raise _disorder(number)
            found.append(CellElement(column, element))
        if len({cell.column for cell in found}) < len(found):
            raise _disorder(number)
        return found


def _sheet_data(xml: Markup) -> tuple[int, int]:
    """Return the span inside `sheetData`, without searching what lies between its two tags."""
    head = next(xml.heads("sheetData"), None)
    if head is None or head.empty:
        place = head.end if head else len(xml.data)
        return place, place
    name = xml.data[head.start + 1 : head.end].rstrip(b">").split()[0]
    end = xml.data.rfind(b"</" + name, head.end)
    if end < 0:
        raise _disorder(0)
    return head.end, end


def _disorder(row: int) -> UnreadableFile:
    return UnreadableFile(
        say("The workbook is damaged: cells of row {row} are out of place.", row=row),
        say("Open it in Excel, let it repair the file, save it and try again."),
    )
