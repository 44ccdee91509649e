"""Compare a row with the values that were read from it."""

from __future__ import annotations

from functools import cached_property

from xlmot.findings import DeleteRow
from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.shared_strings import SharedStrings
from xlmot.ooxml.cells.values import is_same, read_value
from xlmot.ooxml.parts.markup import Element, Markup
from xlmot.ooxml.parts.package import Package
from xlmot.programme.grid import Value


class RowValues:
    """The rows of one worksheet; shared strings are read when a row holds a cell."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._xml = Markup(package.part(part))
        self._cells = SheetCells(self._xml)

    def are(self, edit: DeleteRow) -> bool:
        """Return whether the row holds `edit.old`, blanks after it aside.

        An error such as `#REF!` may be blank in `old`, as some readers have it.
        """
        found = {cell.column: cell.element for cell in self._cells.cells(edit.row)}
        last = max([len(edit.old), *found])
        old = [*edit.old, *[None] * (last - len(edit.old))]
        return all(self._is(old[column - 1], found.get(column)) for column in range(1, last + 1))

    def _is(self, old: Value, cell: Element | None) -> bool:
        if cell is not None and self._xml.attribute(cell, "t") == "e" and old in ("", None):
            return True
        found = None if cell is None else read_value(self._xml, cell, self._strings)
        return is_same(old, found, since_1904=self._since_1904)

    @cached_property
    def _strings(self) -> SharedStrings:
        return SharedStrings(self._package)

    @cached_property
    def _since_1904(self) -> bool:
        xml = Markup(self._package.part(self._package.workbook))
        return any(
            xml.attribute(tag, "date1904") in ("1", "true") for tag in xml.heads("workbookPr")
        )
