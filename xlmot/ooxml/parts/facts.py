"""Read what a sheet shows beside its values: formulas, errors, merges, what is hidden or noted.

Each fact is looked for only where its bytes occur, so that a plain sheet costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.styles import bold_formats
from xlmot.ooxml.parts.markup import Element, Markup, Tag
from xlmot.ooxml.parts.package import Package, SheetPart
from xlmot.programme.address import LAST_COLUMN, Area

Cell = tuple[int, int]

_TRUE = ("1", "true", "on")
_FORMAT = rb"""\ss\s*=\s*["'](?:%b)["']"""
_TEXT_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c(?=\s)(?=[^<>]*\st\s*=\s*["'](?:s|str|inlineStr)["'])[^<>]*"""
)
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true|on)["']""")


class SheetFacts(NamedTuple):
    """What one worksheet shows beside its values; rows and columns count from 1.

    `formulas` are without `=`, `errors` are values such as `#REF!`. `filters` are the areas whose
    rows a filter is hiding now, of the sheet and of its tables. `noted` are rows with a note or a
    comment, `bold` rows whose text cells are all bold.
    """

    formulas: Mapping[Cell, str] = {}
    errors: Mapping[Cell, str] = {}
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filters: tuple[Area, ...] = ()
    protected: bool = False
    noted: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()


class BookFacts(NamedTuple):
    """What a workbook is beside its sheets."""

    external_links: int = 0
    manual_calculation: bool = False
    read_only_recommended: bool = False
    locked_structure: bool = False


def read_facts(package: Package) -> dict[str, SheetFacts]:
    """Return the facts of each worksheet by its name; raises UnreadableFile on a damaged part."""
    bold = bold_formats(package)
    return {
        sheet.name: _sheet_facts(package, sheet, bold)
        for sheet in package.sheets
        if sheet.kind == "worksheet"
    }


def read_book_facts(package: Package) -> BookFacts:
    """Return the facts of the workbook part (ECMA-376 part 1, 18.2)."""
    xml = Markup(package.part(package.workbook))

    def says(element: str, attribute: str, *values: str) -> bool:
        return any(xml.attribute(tag, attribute) in values for tag in xml.heads(element))

    return BookFacts(
        len(package.related(package.workbook, "externalLink")),
        says("calcPr", "calcMode", "manual"),
        says("fileSharing", "readOnlyRecommended", *_TRUE),
        says("workbookProtection", "lockStructure", *_TRUE),
    )


def _sheet_facts(package: Package, sheet: SheetPart, bold: frozenset[int]) -> SheetFacts:
    xml = Markup(package.part(sheet.part))
    cells = SheetCells(xml)
    return SheetFacts(
        formulas=_formulas(cells),
        errors=_errors(cells),
        merges=tuple(_areas_of(xml, xml.heads("mergeCell", start=cells.end))),
        hidden_rows=_hidden_rows(cells),
        hidden_columns=_hidden_columns(xml, cells.start),
        filters=_filters(package, sheet.part, xml, cells.end),
        protected=_is_protected(xml, cells.end),
        noted=_noted(package, sheet.part),
        bold=_bold_rows(cells, bold),
    )


def _formulas(cells: SheetCells) -> dict[Cell, str]:
    """Return the formulas; a cell that shares one (18.3.1.40) has what filling it there gives."""
    xml = cells.xml
    if next(xml.heads("f", start=cells.start, end=cells.end), None) is None:
        return {}
    from xlmot.ooxml.cells.formulas import fill

    found: dict[Cell, str] = {}
    shared: dict[str, tuple[Cell, str]] = {}
    for element in xml.elements("f", start=cells.start, end=cells.end):
        cell, text = cells.at(element.start), xml.text(element)
        if cell is None:
            continue
        index = xml.attribute(element, "si")
        if index is not None and text:
            shared[index] = (cell, text)
        elif index in shared:
            (row, column), text = shared[index]
            text = fill(text, cell[0] - row, cell[1] - column)
        found[cell] = text
    return found


def _errors(cells: SheetCells) -> dict[Cell, str]:
    xml = cells.xml
    if b'"e"' not in xml.data and b"'e'" not in xml.data:
        return {}
    found = {}
    for match in _ERROR.finditer(xml.data, *cells.span):
        cell = cells.at(match.start())
        element = cells.cell(*cell) if cell else None
        if cell and element and xml.attribute(element, "t") == "e":
            value = xml.first("v", start=element.head, end=element.tail)
            found[cell] = xml.text(value) if value else "#N/A"
    return found


def _areas_of(xml: Markup, tags: Iterable[Tag | Element]) -> Iterator[Area]:
    for tag in tags:
        from xlmot.ooxml.cells.references import areas

        yield from areas(xml.attribute(tag, "ref") or "") or ()


def _hidden_rows(cells: SheetCells) -> frozenset[int]:
    found = set()
    if cells.xml.data.find(b"hidden", *cells.span) < 0:
        return frozenset()
    for match in _HIDDEN.finditer(cells.xml.data, *cells.span):
        number = cells.row_at(match.start())
        row = cells.row(number)
        if row and match.start() < row.head:
            found.add(number)
    return frozenset(found)


def _hidden_columns(xml: Markup, end: int) -> frozenset[int]:
    hidden: set[int] = set()
    for tag in xml.heads("col", end=end):
        if xml.attribute(tag, "hidden") in _TRUE:
            first, last = (_whole(xml.attribute(tag, name)) for name in ("min", "max"))
            hidden.update(range(first, min(last, LAST_COLUMN) + 1))
    return frozenset(hidden)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def _filters(package: Package, part: str, xml: Markup, start: int) -> tuple[Area, ...]:
    tables = [Markup(package.part(table)) for table in package.related(part, "table")]
    places = [(xml, start), *((table, 0) for table in tables)]
    return tuple(area for xml, start in places for area in _active(xml, start))


def _active(xml: Markup, start: int) -> Iterator[Area]:
    # A custom view holds a filter of its own, which is not the one shown.
    for element in xml.elements("autoFilter", "customSheetViews", start=start):
        if element.name == "autoFilter" and xml.first(
            "filterColumn", start=element.head, end=element.tail
        ):
            yield from _areas_of(xml, [element])


def _is_protected(xml: Markup, start: int) -> bool:
    return any(
        xml.attribute(tag, "sheet") in _TRUE for tag in xml.heads("sheetProtection", start=start)
    )


def _noted(package: Package, part: str) -> frozenset[int]:
    parts = package.related(part, "comments", "threadedComment")
    return frozenset(
        row
        for xml in (Markup(package.part(name)) for name in parts)
        for area in _areas_of(xml, xml.heads("comment", "threadedComment"))
        for row in range(area.top, area.bottom + 1)
    )


def _bold_rows(cells: SheetCells, bold: frozenset[int]) -> frozenset[int]:
    """Return the rows that hold text, all of it in cells of a bold format."""
    if not bold:
        return frozenset()
    data = cells.xml.data
    any_bold = re.compile(_FORMAT % b"|".join(b"%d" % number for number in bold))
    rows = {cells.row_at(match.start()) for match in any_bold.finditer(data, *cells.span)} - {0}
    return frozenset(row for row in rows if _is_all(any_bold, cells.row_bytes(row)))


def _is_all(bold: re.Pattern[bytes], row: bytes) -> bool:
    texts = _TEXT_CELL.findall(row)
    return bool(texts) and all(bold.search(tag) for tag in texts)
