"""Make one kind of node of a part follow the deletion of rows, each kind by one function.

A function takes a Site and yields the splices that bring its nodes up to date. A node with
nothing left to say is taken out whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlmot.ooxml.characters import escape
from xlmot.ooxml.formulas import Shift, fill
from xlmot.ooxml.markup import Element, Markup, Splice, Tag
from xlmot.ooxml.references import Reference, RowMap, areas, without_rows


class Site(NamedTuple):
    """Nodes of a part: `at` is the attribute of the element, or "" for its text.

    `home` is the sheet the part belongs to: what names no sheet is on it.
    """

    xml: Markup
    shift: Shift
    home: str | None
    element: str
    at: str = ""

    @property
    def here(self) -> bool:
        return self.home == self.shift.sheet

    @property
    def rows(self) -> RowMap:
        return self.shift.rows

    def nodes(self) -> Iterator[Element]:
        return self.xml.elements(f"*:{self.element}")

    def put(self, node: Tag | Element, old: str, new: str) -> list[Splice]:
        """Return the splice that sets the attribute, none where nothing changed."""
        return [] if new == old else self.xml.set_attribute(node, self.at, new)


def area(site: Site) -> Iterator[Splice]:
    """References to cells of the sheet: shrunk; the node goes when all its cells do."""
    for node in site.nodes() if site.here else ():
        old = site.xml.attribute(node, site.at)
        if old is None:
            continue
        new = without_rows(old, site.rows)
        if new is None:
            yield node.start, node.end, b""
        else:
            yield from site.put(node, old, new)


def merge(site: Site) -> Iterator[Splice]:
    """Merged cells: as `area`, and one cell alone is not merged (18.3.1.55)."""
    for node in site.nodes() if site.here else ():
        old = site.xml.attribute(node, site.at) or ""
        new = without_rows(old, site.rows)
        left = new and areas(new)
        if not new or (left and left[0][:2] == left[0][2:]):
            yield node.start, node.end, b""
        else:
            yield from site.put(node, old, new)


def view(site: Site) -> Iterator[Splice]:
    """Where the user looks: a place on a deleted row is the row that comes up there."""
    for node in site.xml.heads(f"*:{site.element}") if site.here else ():
        old = site.xml.attribute(node, site.at)
        if old is not None:
            yield from site.put(node, old, " ".join(_seen(word, site.rows) for word in old.split()))


def _seen(word: str, rows: RowMap) -> str:
    reference = Reference.read(word)
    if reference is None:
        return word
    return str(reference.without(rows) or f"{reference.left}{rows.place(reference.area.top)}")


def frozen(site: Site) -> Iterator[Splice]:
    """The height of frozen rows, as a count of rows (18.3.1.66), from the first one shown."""
    for view_node in site.xml.elements("*:sheetView", "*:customSheetView") if site.here else ():
        pane = site.xml.first(f"*:{site.element}", start=view_node.head, end=view_node.tail)
        if pane is None:
            continue
        span = frozen_rows(site.xml, view_node, pane)
        if span is not None:
            left = span[1] + 1 - span[0] - site.rows.lost(*span)
            yield from site.put(pane, site.xml.attribute(pane, site.at) or "", str(left))


def frozen_rows(xml: Markup, view_node: Element, pane: Element) -> tuple[int, int] | None:
    """Return the first and last of the rows that a pane freezes, None where it freezes none."""
    attributes = {name: found.value for name, found in xml.attributes(pane).items()}
    count = attributes.get("ySplit", "0")
    if not attributes.get("state", "").startswith("frozen") or not count.isdigit() or count == "0":
        return None
    top = areas(xml.attribute(view_node, "topLeftCell") or "A1")
    first = top[0].top if top else 1
    return first, first + int(count) - 1


def formula(site: Site) -> Iterator[Splice]:
    """A formula in a text or an attribute."""
    if site.at:
        for tag in site.xml.heads(f"*:{site.element}"):
            old = site.xml.attribute(tag, site.at)
            if old is not None:
                yield from site.put(tag, old, site.shift.formula(old, site.home))
        return
    for node in site.nodes():
        yield from _text(site, node)


def name(site: Site) -> Iterator[Splice]:
    """The formula of a defined name."""
    for node in site.nodes():
        old = site.xml.text(node)
        new = site.shift.formula(old, None, named=True)
        if new != old:
            yield node.head, node.tail, escape(new)


def unit(site: Site) -> Iterator[Splice]:
    """Cells and formulas that belong together: a conditional format, a validation, a sparkline.

    The cells are in an attribute or, in an extension, in an element `sqref`. The formulas are
    written as for the top left of the cells (18.3.1.18): when that one goes, they are filled into
    the first that is left.
    """
    for node in site.nodes():
        place = cells_of(site, node)
        if place is None:
            continue
        old, down, right = place[0], 0, 0
        if site.here:
            new = without_rows(old, site.rows)
            if new is None:
                yield node.start, node.end, b""
                continue
            if new != old:
                yield (*place[1:], escape(new))
            down, right = rebased(old, new, site.rows)
        yield from _formulas(site, node, down, right)


def cells_of(site: Site, node: Element) -> tuple[str, int, int] | None:
    """Return the cells of a unit and where they are written."""
    attribute = site.xml.attributes(node).get(site.at)
    if attribute is not None:
        return attribute.value, attribute.start, attribute.end
    child = site.xml.first("*:sqref", start=node.head, end=node.tail)
    return None if child is None else (site.xml.text(child), child.head, child.tail)


def rebased(old: str, new: str, rows: RowMap) -> tuple[int, int]:
    """Return how far the top left of the cells `old` moves, before rows move, to be that of `new`.

    >>> rebased("A5:A9", "A5:A8", RowMap([5])), rebased("A5:A9", "A5:A8", RowMap([6]))
    ((1, 0), (0, 0))
    """
    before, after = areas(old), areas(new)
    if not before or not after:
        return 0, 0
    top, left = (min(area[side] for area in before) for side in (0, 1))
    new_top, new_left = (min(area[side] for area in after) for side in (0, 1))
    return rows.old(new_top) - top, new_left - left


def formula_texts(xml: Markup, node: Element) -> Iterator[Element]:
    """Yield the elements of a unit whose text is a formula."""
    for name in ("formula", "formula1", "formula2", "f"):
        for element in xml.elements(f"*:{name}", start=node.head, end=node.tail):
            if b"<" not in xml.data[element.head : element.tail]:
                yield element


def _formulas(site: Site, node: Element, down: int, right: int) -> Iterator[Splice]:
    for element in formula_texts(site.xml, node):
        yield from _text(site, element, down, right)
    for tag in site.xml.heads("*:cfvo", start=node.head, end=node.tail):
        old = site.xml.attribute(tag, "val")
        if old is not None:
            new = site.shift.formula(fill(old, down, right), site.home)
            yield from site._replace(at="val").put(tag, old, new)


def _text(site: Site, node: Element, down: int = 0, right: int = 0) -> Iterator[Splice]:
    old = site.xml.text(node)
    new = site.shift.formula(fill(old, down, right), site.home)
    if new != old:
        yield node.head, node.tail, escape(new)


def loose(site: Site) -> Iterator[Splice]:
    """The formulas of a sheet's extensions that stand in no unit, as a sparkline group's dates."""
    units = ("*:conditionalFormatting", "*:dataValidation", "*:sparkline")
    for node in site.xml.elements(*units, f"*:{site.element}"):
        if node.name == site.element:
            yield from _text(site, node)


def column(site: Site) -> Iterator[Splice]:
    """The formula of a table's column, written as for its first row of data (18.5.1.1)."""
    table = site.xml.root
    old = site.xml.attribute(table, "ref") or ""
    down = 0
    found = areas(old)
    if site.here and found:
        first = found[0].top + int(site.xml.attribute(table, "headerRowCount") or 1)
        down = site.rows.old(site.rows.place(first)) - first
    for node in site.nodes():
        yield from _text(site, node, down)


def breaks(site: Site) -> Iterator[Splice]:
    """Page breaks: `id` is the row above (18.3.1.3); two that fall together are one."""
    seen: set[int] = set()
    for group in site.xml.elements("*:rowBreaks") if site.here else ():
        for node in site.xml.elements(f"*:{site.element}", start=group.head, end=group.tail):
            old = site.xml.attribute(node, site.at) or ""
            above = site.rows.place(int(old) + 1) - 1
            if above in seen or above == 0:
                yield node.start, node.end, b""
            else:
                yield from site.put(node, old, str(above))
            seen.add(above)


def source(site: Site) -> Iterator[Splice]:
    """A source of a pivot table or a consolidation: a reference beside the name of its sheet."""
    for node in site.nodes():
        if source_rows(site, node) is not None:
            old = site.xml.attribute(node, site.at) or ""
            new = without_rows(old, site.rows)
            yield from [(node.start, node.end, b"")] if new is None else site.put(node, old, new)


def refreshed(site: Site) -> Iterator[Splice]:
    """A pivot table's cache: read again on opening when its source loses rows (18.10.1.67)."""
    for node in site.xml.heads("*:worksheetSource", "*:rangeSet"):
        if loses_rows(site, node):
            yield from site.xml.set_attribute(site.xml.root, site.at, "1")
            return


def loses_rows(site: Site, node: Tag) -> bool:
    """Tell whether rows of a pivot table's source are deleted."""
    span = source_rows(site, node)
    return span is not None and site.rows.lost(*span) > 0


def source_rows(site: Site, node: Tag | Element) -> tuple[int, int] | None:
    """Return the rows of a source on the sheet, None where it is elsewhere."""
    attributes = {name: found.value for name, found in site.xml.attributes(node).items()}
    if any(name.endswith(":id") for name in attributes):
        return None
    found = areas(attributes.get("ref", ""))
    if not found or attributes.get("sheet", site.home) != site.shift.sheet:
        return None
    return found[0].top, found[0].bottom


def linked(site: Site) -> Iterator[Splice]:
    """The cells an ActiveX control is linked to, where its properties are XML."""
    for node in site.xml.heads(f"*:{site.element}"):
        found = {key.partition(":")[2] or key: key for key in site.xml.attributes(node)}
        what = site.xml.attribute(node, found.get("name", ""))
        if what in ("LinkedCell", "ListFillRange") and "value" in found:
            old = site.xml.attribute(node, found["value"]) or ""
            new = site.shift.formula(old, site.home)
            yield from site._replace(at=found["value"]).put(node, old, new)
