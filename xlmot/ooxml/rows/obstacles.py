"""Find what stands in the way of deleting a row: what would be lost, or cannot be moved surely."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.formulas import Shift, tokens
from xlmot.ooxml.cells.references import Reference, RowMap, areas, without_rows
from xlmot.ooxml.parts.characters import unescape
from xlmot.ooxml.parts.markup import Element, Markup
from xlmot.ooxml.rows import anchors, follow, units
from xlmot.ooxml.rows.blocking import Obstacle, anyone, everywhere, first, hit, last, part
from xlmot.ooxml.rows.follow import Site
from xlmot.programme.address import LAST_ROW, Area

_CONTROL = say("Row {row} holds a control or an embedded object.")
_FORMULA = rb"(?:f|formula[12]?|calculatedColumnFormula|totalsRowFormula)"
_ANY_FORMULA = lazy(rb"<(?:[\w.\-]+:)?" + _FORMULA + rb"(\s[^<>]*|)>([^<]*)<")
_TOGETHER = lazy(rb"""<(?:[\w.\-]+:)?f\s[^<>]*\bt\s*=\s*["'](?:array|dataTable)["'][^<>]*>""")
_PLACE = lazy(rb"""\s(ref|r1|r2)\s*=\s*["']([^"'<>]*)["']""")


def _merged(site: Site) -> Iterator[Obstacle]:
    message = say("Row {row} holds the text of cells that are merged over several rows.")
    for _, found in _areas(site, "ref"):
        if found.bottom > found.top:
            yield first(message, found.top, found.bottom)


def _filtered(site: Site) -> Iterator[Obstacle]:
    for _, found in _areas(site, "ref"):
        yield anyone(say("Row {row} is the heading of a filter."), found.top, found.top)


def _frozen(site: Site) -> Iterator[Obstacle]:
    for view in site.xml.elements("*:sheetView", "*:customSheetView"):
        for pane in site.xml.elements("*:pane", start=view.head, end=view.tail):
            span = follow.frozen_rows(site.xml, view, pane)
            if span:
                yield last(
                    say("Row {row} is frozen, and no other frozen row would be left."), *span
                )


def _protected(site: Site) -> Iterator[Obstacle]:
    for node in site.nodes():
        if site.xml.attribute(node, "sheet") in ("1", "true"):
            yield everywhere(say("Row {row} is on a sheet that is protected."))


def _scenario(site: Site) -> Iterator[Obstacle]:
    for _, found in _areas(site, "r"):
        yield anyone(say("Row {row} holds a cell of a scenario."), found.top, found.bottom)


def _control(site: Site) -> Iterator[Obstacle]:
    for node in site.nodes():
        extent = anchors.extent(site.xml, node)
        if extent:
            yield anyone(_CONTROL, extent.top, extent.top)


def _unit(site: Site) -> Iterator[Obstacle]:
    message = say("Row {row} is read by a conditional format or a validation of other rows.")
    for node in site.nodes():
        place = units.cells_of(site._replace(at="sqref"), node)
        reads = list(_relative(site, node))
        if place and reads:
            yield Obstacle(message, _Read(place[0], reads))


@dataclass(frozen=True)
class _Read:
    """References without `$`, as the first of `cells` reads them."""

    cells: str
    references: list[Reference]

    def __call__(self, rows: RowMap) -> Iterator[int]:
        left = without_rows(self.cells, rows)
        down, _ = units.rebased(self.cells, left, rows) if left else (0, 0)
        for reference in self.references if left else ():
            moved = reference.moved(down, 0)
            if moved.without(rows) is None:
                yield from hit(rows, moved.area.top, moved.area.bottom)


def _relative(site: Site, node: Element) -> Iterator[Reference]:
    for element in units.formula_texts(site.xml, node):
        for token in tokens(site.xml.text(element)):
            found = token.reference
            if found is None or not found.top:
                continue
            fixed = "$" in found.top and "$" in (found.bottom or "$")
            if not fixed and site.shift.is_target(token.prefix, site.home):
                yield found


def _table(site: Site) -> Iterator[Obstacle]:
    for node, found in _areas(site, "ref"):
        name = site.xml.attribute(node, "displayName") or site.xml.attribute(node, "name") or ""
        heads = site.xml.attribute(node, "headerRowCount") != "0"
        totals = int(site.xml.attribute(node, "totalsRowCount") or 0)
        head = say("Row {row} is the heading of the table “{table}”.", table=name)
        yield from [anyone(head, found.top, found.top)] if heads else []
        total = say("Row {row} is the total of the table “{table}”.", table=name)
        yield from [anyone(total, found.bottom, found.bottom)] if totals else []
        only = say(
            "Row {row} is in the table “{table}”, of which no row would be left.", table=name
        )
        yield last(only, found.top + heads, found.bottom - totals)


def _single_cell(site: Site) -> Iterator[Obstacle]:
    for _, found in _areas(site, "r"):
        yield anyone(say("Row {row} holds a cell mapped to XML data."), found.top, found.top)


def _noted(site: Site) -> Iterator[Obstacle]:
    for _, found in _areas(site, "ref"):
        yield anyone(say("Row {row} has a note or a comment."), found.top, found.top)


def _shape(site: Site) -> Iterator[Obstacle]:
    for node in site.nodes():
        found = anchors.box(site.xml, node)
        if found and site.xml.attribute(node, "ObjectType") != "Note":
            yield anyone(_CONTROL, found[0][2] + 1, found[0][2] + 1)


def _drawn(site: Site) -> Iterator[Obstacle]:
    message = say("Row {row} holds a picture, a shape or a chart.")
    for node in site.nodes():
        extent = anchors.extent(site.xml, node)
        if extent and extent.mode == anchors.TWO_CELL:
            yield last(message, extent.top, extent.bottom)


def _pivot(site: Site) -> Iterator[Obstacle]:
    for top, bottom in pivot_rows(site):
        yield anyone(say("Row {row} is in a pivot table."), top, bottom)


def pivot_rows(site: Site) -> Iterator[tuple[int, int]]:
    """Yield the rows of pivot tables; page fields stand above the place, with a row between."""
    for node, found in _areas(site, "ref"):
        pages = int(site.xml.attribute(node, "rowPageCount") or 0)
        yield found.top - pages - 1 if pages else found.top, found.bottom


def _pivot_source(site: Site) -> Iterator[Obstacle]:
    head = say("Row {row} is the heading of the data of a pivot table.")
    only = say("Row {row} is in the data of a pivot table, of which no row would be left.")
    for tag in site.xml.heads(f"*:{site.element}"):
        span = follow.source_rows(site, tag)
        if span:
            yield anyone(head, span[0], span[0])
            yield last(only, span[0] + 1, span[1])


def _live_data(site: Site) -> Iterator[Obstacle]:
    for _ in site.nodes():
        yield everywhere(say("Row {row} is in a workbook with live data (RTD)."))
        return


def _name(site: Site) -> Iterator[Obstacle]:
    for node in site.nodes():
        name = site.xml.attribute(node, "name") or ""
        message = say("Row {row} is in or above what the name “{name}” refers to.", name=name)
        for found in site.shift.unsure(site.xml.text(node), None, named=True):
            yield anyone(message, 1, found.area.bottom)


class _Finder(NamedTuple):
    part: str
    element: str
    find: Callable[[Site], Iterator[Obstacle]]


# Those of the sheet itself, then those of the workbook.
_ON_SHEET = (
    _Finder("worksheet", "sheetProtection", _protected),
    _Finder("worksheet", "mergeCell", _merged),
    _Finder("worksheet", "autoFilter", _filtered),
    _Finder("worksheet", "pane", _frozen),
    _Finder("worksheet", "inputCells", _scenario),
    _Finder("worksheet", "anchor", _control),
    _Finder("worksheet", "conditionalFormatting", _unit),
    _Finder("worksheet", "dataValidation", _unit),
    _Finder("table", "table", _table),
    _Finder("tableSingleCells", "singleXmlCell", _single_cell),
    _Finder("comments", "comment", _noted),
    _Finder("threadedComment", "threadedComment", _noted),
    _Finder("vmlDrawing", "ClientData", _shape),
    _Finder("drawing", "twoCellAnchor", _drawn),
    _Finder("pivotTable", "location", _pivot),
)
_ANYWHERE = (
    _Finder("pivotCacheDefinition", "worksheetSource", _pivot_source),
    _Finder("pivotCacheDefinition", "rangeSet", _pivot_source),
    _Finder("volatileDependencies", "tr", _live_data),
    _Finder("officeDocument", "definedName", _name),
)


# What stands in the way even of moving rows.
_MOVING = frozenset((_protected, _live_data, _name))


def obstacles(
    kind: str, data: bytes, shift: Shift, home: str | None, *, moving: bool = False
) -> Iterator[Obstacle]:
    """Yield what a part of a kind, that belongs to the sheet `home`, has against deletions.

    With `moving` only what it has against moving rows.
    """
    finders = [*_ANYWHERE, *(_ON_SHEET if home == shift.sheet else ())]
    wanted = [one for one in finders if one.part == kind and (not moving or one.find in _MOVING)]
    if wanted:
        xml = Markup(data)
        for finder in wanted:
            yield from finder.find(Site(xml, shift, home, finder.element))


def across(data: bytes, shift: Shift, home: str | None) -> Iterator[Obstacle]:
    """Yield the references of a part's formulas over several sheets, this one among them.

    Excel moves such a reference on no sheet, so the rows up to it stay.
    """
    message = say("Row {row} is in or above cells that a formula reads on several sheets at once.")
    for match in _ANY_FORMULA.finditer(data) if b"!" in data else ():
        if b":" not in match[2] or b"!" not in match[2]:
            continue
        # The cells that share a formula each read other rows.
        shared = b"shared" in match[1]
        for found in shift.unsure(unescape(match[2].decode()), home):
            yield anyone(message, 1, LAST_ROW if shared else found.area.bottom)


def arrays(data: bytes) -> Iterator[Obstacle]:
    """Yield the array formulas and data tables over several rows, from the inside of `sheetData`.

    ECMA-376 18.3.1.40: `f@ref` is their extent, `r1` and `r2` the input cells of a data table; the
    row above one holds what it is filled from.
    """
    message = say("Row {row} is in cells that one array formula or data table fills together.")
    for name, place in together(data):
        whole = part if name == "ref" else anyone
        yield whole(message, place.top, place.bottom)
    for match in _TOGETHER.finditer(data) if b"dataTable" in data else ():
        if b"dataTable" in match[0]:
            top = min(place.top for name, place in together(match[0]) if name == "ref")
            yield anyone(message, top - 1, top - 1)


def together(data: bytes) -> Iterator[tuple[str, Area]]:
    """Yield the extents (`ref`) and the input cells (`r1`, `r2`) of what fills cells together."""
    for match in _TOGETHER.finditer(data):
        for name, value in _PLACE.findall(match[0]):
            for place in areas(value.decode()) or ():
                yield name.decode(), place


def _areas(site: Site, attribute: str) -> Iterator[tuple[Element, Area]]:
    for node in site.nodes():
        for found in areas(site.xml.attribute(node, attribute) or "") or ():
            yield node, found
