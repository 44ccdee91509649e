"""Read the number format of a cell of a workbook: how its number or its day is shown."""

from __future__ import annotations

from functools import cached_property

from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.styles import items, styles
from xlmot.ooxml.parts.markup import Markup
from xlmot.ooxml.parts.package import Package

# Formats that have a number instead of a text (ECMA-376 part 1, 18.8.30), as Excel writes them;
# those that are not here, such as the short date, are other ones in each language.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
}  # fmt: skip


class NumberFormats:
    """The number formats of the cells of a workbook; a sheet is looked through when asked about."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._cells: dict[str, SheetCells] = {}

    def of(self, part: str, row: int, column: int) -> str:
        """Return the number format of a cell, "" where it has none that reads the same anywhere."""
        if part not in self._cells:
            self._cells[part] = SheetCells(Markup(self._package.part(part)))
        cells = self._cells[part]
        cell = cells.cell(row, column)
        number = cells.xml.attribute(cell, "s") if cell is not None else None
        place = int(number) if number and number.isdecimal() else 0
        return self._texts[place] if place < len(self._texts) else ""

    @cached_property
    def _texts(self) -> list[str]:
        """Return the number format of each cell format (`c@s`)."""
        xml = styles(self._package)
        if xml is None:
            return []
        own = {
            values["numFmtId"].value: values["formatCode"].value
            for form in items(xml, "numFmts")
            if {"numFmtId", "formatCode"} <= (values := xml.attributes(form)).keys()
        }
        known = {str(number): text for number, text in BUILT_IN.items()} | own
        forms = items(xml, "cellXfs")
        return [known.get(xml.attribute(form, "numFmtId") or "", "") for form in forms]
