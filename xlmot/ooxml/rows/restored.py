"""Write a deleted row again, from the workbook as it was, for the workbook as it is.

Another program may have saved the workbook since, and then it numbers texts and formats anew. So
texts are written into their cells, and a format is looked for among the cells of today; where it
is not found, it is that of the cell above.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.shared_strings import SharedStrings
from xlmot.ooxml.cells.strings import plain_string
from xlmot.ooxml.cells.values import read_value
from xlmot.ooxml.parts.characters import escape, escape_attribute
from xlmot.ooxml.parts.markup import Element, Markup
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.rows.found_formats import formats_now, same_formats
from xlmot.ooxml.rows.inserted import InsertedRows
from xlmot.ooxml.rows.shared import Cell
from xlmot.programme.address import cell_name

_KEPT = ("ht", "customHeight", "hidden", "outlineLevel", "collapsed", "thickTop", "thickBot")


class RestoredRows:
    """Rows of a sheet of the workbook `before`, to be put into `now`, where `rows` says.

    `formulas` are those of the cells of `before`. `reformatted`: the format of a cell that was
    written is not found again.
    """

    def __init__(
        self,
        before: Package,
        now: Package,
        sheet: str,
        rows: InsertedRows,
        formulas: Mapping[Cell, str],
    ) -> None:
        self._before, self._now, self._rows, self._formulas = before, now, rows, formulas
        self._old = SheetCells(Markup(before.part(before.sheet(sheet).part)))
        self._new = SheetCells(Markup(now.part(now.sheet(sheet).part)))
        self._prefix = self._new.xml.root.prefix
        self.reformatted = False

    def refusal(self, number: int) -> RefusedEdit | None:
        """Return why a row cannot be written again: a cell holds what stands in other parts too."""
        for column, cell in self._old.cells(number):
            there = self._old.xml.attributes(cell)
            formula = self._old.xml.first("f", start=cell.head, end=cell.tail)
            known = formula is None or (number, column) in self._formulas
            if "cm" in there or "vm" in there or not known:
                return RefusedEdit(
                    say("Row {row} held a formula or data that fill other cells too.", row=number),
                    say("Take the row from the backup."),
                )
        return None

    def row(self, number: int) -> bytes:
        """Return the XML of a row for which there is no refusal, nothing of one never written."""
        row = self._old.row(number)
        if row is None:
            return b""
        cells = (self._cell(number, *cell) for cell in self._old.cells(number))
        attributes = {"r": str(number), **self._row_attributes(row)}
        return self._element("row", attributes, b"".join(cells))

    def _element(self, name: str, attributes: Mapping[str, str], inner: bytes) -> bytes:
        tag = (f"{self._prefix}:{name}" if self._prefix else name).encode()
        pairs = (b' %b="%b"' % (k.encode(), escape_attribute(v)) for k, v in attributes.items())
        return b"<%b%b>%b</%b>" % (tag, b"".join(pairs), inner, tag)

    def _row_attributes(self, row: Element) -> dict[str, str]:
        there = {name: found.value for name, found in self._old.xml.attributes(row).items()}
        kept = {name: there[name] for name in _KEPT if name in there}
        style = self._format(there.get("s", "0"))
        if style and "customFormat" in there:
            kept |= {"s": style, "customFormat": there["customFormat"]}
        return kept

    def _cell(self, row: int, column: int, cell: Element) -> bytes:
        there = {name: found.value for name, found in self._old.xml.attributes(cell).items()}
        formula = self._old.xml.first("f", start=cell.head, end=cell.tail)
        attributes = {"r": cell_name(row, column)}
        style = self._format(there.get("s", "0"))
        if style is None:
            style, self.reformatted = self._format_above(row, column), True
        if style != "0":
            attributes["s"] = style
        if there.get("t") in ("s", "inlineStr"):
            return self._element("c", attributes | {"t": "inlineStr"}, self._string(cell))
        if "t" in there:
            attributes["t"] = there["t"]
        inner = self._formula(formula, self._formulas[row, column]) if formula else b""
        return self._element("c", attributes, inner + self._value(cell))

    def _value(self, cell: Element) -> bytes:
        xml = self._old.xml
        value = xml.first("v", start=cell.head, end=cell.tail)
        return b"" if value is None else self._element("v", {}, escape(xml.text(value)))

    def _formula(self, formula: Element, text: str) -> bytes:
        there = self._old.xml.attributes(formula)
        array: dict[str, str] = {}
        if "t" in there and there["t"].value == "array":
            array = {name: there[name].value for name in ("t", "ref") if name in there}
        return self._element("f", array, escape(text))

    def _string(self, cell: Element) -> bytes:
        xml = self._old.xml
        value = xml.first("v", start=cell.head, end=cell.tail)
        if value is not None and not self._prefix:
            runs = self._strings.runs(int(xml.text(value)))
            if runs is not None:
                return b"<is>%b</is>" % runs
        text = read_value(xml, cell, self._strings)
        return plain_string(str(text or ""), "is", self._prefix)

    def _format(self, old: str) -> str | None:
        return old if self._same_formats else self._formats.get(old)

    def _format_above(self, row: int, column: int) -> str:
        below = self._rows.old(row)
        for near in (below - 1, below):
            cell = self._new.cell(near, column)
            if cell is not None:
                return self._new.xml.attribute(cell, "s") or "0"
        return "0"

    @cached_property
    def _strings(self) -> SharedStrings:
        return SharedStrings(self._before)

    @cached_property
    def _same_formats(self) -> bool:
        return same_formats(self._before, self._now)

    @cached_property
    def _formats(self) -> Mapping[str, str]:
        return formats_now(self._old, self._new, self._rows)
