"""Keep pictures, charts, notes and controls on their rows: the anchors of a sheet's objects.

An object stands between two markers (ECMA-376 20.5.2.33), or hangs on one. As Excel does it, one
that moves and sizes with cells loses the height of deleted rows; one that only moves keeps its
height; one that does neither stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import RowMap
from xlmot.ooxml.parts.characters import escape
from xlmot.ooxml.parts.markup import Element, Markup, Splice
from xlmot.ooxml.rows.follow import Site

TWO_CELL, ONE_CELL, ABSOLUTE = "twoCell", "oneCell", "absolute"
_FALSE = frozenset({"f", "false", "0", "no"})


class Anchor(NamedTuple):
    """How an object hangs and the rows, from 1, it begins and ends on; one row for one marker."""

    mode: str
    top: int
    bottom: int


def anchor(site: Site) -> Iterator[Splice]:
    """The markers of a drawing's object, or of a control as its sheet names it."""
    for node in site.nodes() if site.here else ():
        mode = _mode(site.xml, node)
        before = markers(site.xml, node)
        if mode == ABSOLUTE or not before:
            continue
        after = [_moved(marker, site.rows) for marker in before]
        if mode == ONE_CELL and len(before) > 1:
            down = after[0].row - before[0].row
            after[1] = before[1]._replace(row=before[1].row + down)
        found = site.becomes(_written(before), _written(after)) or _written(after)
        for old, text in zip(before, found.split(), strict=True):
            row, _, offset = text.partition("+")
            yield from old._replace(row=int(row), offset=int(offset)).splices(old)


def _written(markers: list[Marker]) -> str:
    """Return markers as a text to be remembered: rows and offsets.

    >>> _written([Marker(3, 9525, Element(0, 0, 0, 0, "row", ""), None)])
    '3+9525'
    """
    return " ".join(f"{marker.row}+{marker.offset}" for marker in markers)


class Marker(NamedTuple):
    """A marker: row from 0 and offset into it in EMU, with the elements that say so."""

    row: int
    offset: int
    at_row: Element
    at_offset: Element | None

    def splices(self, old: Marker) -> Iterator[Splice]:
        """Yield what makes the marker `old` this one."""
        if self.row != old.row:
            yield self.at_row.head, self.at_row.tail, b"%d" % self.row
        if self.offset != old.offset and self.at_offset:
            yield self.at_offset.head, self.at_offset.tail, b"%d" % self.offset


def extent(xml: Markup, node: Element) -> Anchor | None:
    """Return the rows an anchored object covers, None where it hangs on no row."""
    found = markers(xml, node)
    mode = _mode(xml, node)
    if not found or mode == ABSOLUTE:
        return None
    top, last = found[0].row, found[-1].row
    ends_above = len(found) > 1 and found[-1].offset == 0 and last > top
    return Anchor(mode, top + 1, last + 1 - ends_above)


def markers(xml: Markup, node: Element) -> list[Marker]:
    """Return the markers `from` and `to` of an anchor, those that there are."""
    found = []
    for name in ("from", "to"):
        marker = xml.first(f"*:{name}", start=node.head, end=node.tail)
        row = marker and xml.first("*:row", start=marker.head, end=marker.tail)
        if marker is None or row is None:
            continue
        offset = xml.first("*:rowOff", start=marker.head, end=marker.tail)
        found.append(Marker(_whole(xml, row), _whole(xml, offset), row, offset))
    return found


def _whole(xml: Markup, element: Element | None) -> int:
    text = xml.text(element).strip() if element else ""
    return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else 0


def _mode(xml: Markup, node: Element) -> str:
    """Return how an object follows cells (20.5.3.2; for a control 18.3.1.3's two flags)."""
    attributes = {name: found.value for name, found in xml.attributes(node).items()}
    if node.name == "oneCellAnchor":
        return ONE_CELL
    if node.name == "twoCellAnchor":
        return attributes.get("editAs", TWO_CELL)
    if attributes.get("sizeWithCells", "0") in ("1", "true"):
        return TWO_CELL
    return ONE_CELL if attributes.get("moveWithCells", "0") in ("1", "true") else ABSOLUTE


def _moved(marker: Marker, rows: RowMap) -> Marker:
    number = marker.row + 1
    offset = 0 if number in rows else marker.offset
    return marker._replace(row=rows.place(number) - 1, offset=offset)


def shape(site: Site) -> Iterator[Splice]:
    """A note or control in a VML drawing: its row, its box, the cells it is linked to."""
    for node in site.nodes():
        if site.here:
            yield from _box(site, node)
        for name in ("FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaGroup", "FmlaPict"):
            for element in site.xml.elements(f"*:{name}", start=node.head, end=node.tail):
                old = site.xml.text(element)
                new = site.shift.formula(old, site.home)
                new = site.becomes(old, new, name) or new
                if new != old:
                    yield element.head, element.tail, escape(new)


def note_row(xml: Markup, node: Element) -> int | None:
    """Return the row, from 1, of the cell a note in a VML drawing belongs to."""
    row = xml.first("*:Row", start=node.head, end=node.tail)
    return None if row is None else _whole(xml, row) + 1


def box(xml: Markup, node: Element) -> tuple[list[int], Element] | None:
    """Return the box of a VML shape: column, offset, row, offset, twice, offsets in pixels."""
    element = xml.first("*:Anchor", start=node.head, end=node.tail)
    words = xml.text(element).split(",") if element else []
    if element is None or len(words) != 8 or not all(_is_number(word) for word in words):
        return None
    return [int(word) for word in words], element


def _is_number(word: str) -> bool:
    return re.fullmatch(r"\s*-?[0-9]{1,9}\s*", word) is not None


def _box(site: Site, node: Element) -> Iterator[Splice]:
    xml, rows = site.xml, site.rows
    row = note_row(xml, node)
    down = 0
    if row is not None and xml.attribute(node, "ObjectType") == "Note":
        down = rows.place(row) - row
        element = xml.first("*:Row", start=node.head, end=node.tail)
        if element and down:
            yield element.head, element.tail, b"%d" % (row + down - 1)
    found = box(xml, node)
    if found is None:
        return
    before, element = found
    after = [*before]
    if row is not None:
        down = max(down, -before[2])  # there is no row above the first
        after[2], after[6] = before[2] + down, before[6] + down
    elif not _stays(xml, node, "MoveWithCells"):
        after[2:4] = _corner(before[2], before[3], rows)
        after[6:8] = _corner(before[6], before[7], rows)
        if _stays(xml, node, "SizeWithCells"):
            after[6:8] = before[6] + after[2] - before[2], before[7]
    if after != before:
        yield element.head, element.tail, ", ".join(map(str, after)).encode()


def _corner(row: int, offset: int, rows: RowMap) -> tuple[int, int]:
    return rows.place(row + 1) - 1, 0 if row + 1 in rows else offset


def _stays(xml: Markup, node: Element, name: str) -> bool:
    """Return whether a VML object does *not* move, or size: the element there means that."""
    element = xml.first(f"*:{name}", start=node.head, end=node.tail)
    return element is not None and xml.text(element).strip().lower() not in _FALSE
