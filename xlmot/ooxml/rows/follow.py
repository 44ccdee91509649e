"""Make one kind of node of a part follow rows that go or come, each kind by one function.

A function takes a Site and yields the splices that bring its nodes up to date. A node with
nothing left to say is taken out whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.hints import Protocol
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.formulas import Shift, fill
from xlmot.ooxml.cells.references import Reference, RowMap, areas, shortest, without_rows
from xlmot.ooxml.parts.characters import escape
from xlmot.ooxml.parts.markup import Element, Markup, Splice, Tag
from xlmot.ooxml.rows.memory import ReferencePlace


class Judge(Protocol):
    """What has the last word on a reference, given what the rows make of it; None: it goes."""

    def becomes(self, place: ReferencePlace, old: str, new: str | None) -> str | None: ...


class Site(NamedTuple):
    """Nodes of a part: `at` is the attribute of the element, or "" for its text.

    `home` is the sheet the part belongs to: what names no sheet is on it. `kind` is the part's.
    """

    xml: Markup
    shift: Shift
    home: str | None
    element: str
    at: str = ""
    kind: str = ""
    judge: Judge | None = None

    @property
    def here(self) -> bool:
        return self.home == self.shift.sheet

    @property
    def rows(self) -> RowMap:
        return self.shift.rows

    def nodes(self) -> Iterator[Element]:
        return self.xml.elements(f"*:{self.element}")

    def becomes(self, old: str, new: str | None, name: str = "") -> str | None:
        """Return what a reference is to be; `name` tells it from others at the place."""
        if self.judge is None:
            return new
        place = ReferencePlace(self.kind, self.home, self.element, self.at, name)
        return self.judge.becomes(place, old, new)

    def put(self, node: Tag | Element, old: str, new: str) -> list[Splice]:
        """Return the splice that sets the attribute, none where nothing changed."""
        new = self.becomes(old, new) or new
        return [] if new == old else self.xml.set_attribute(node, self.at, new)

    def put_or_drop(self, node: Element, old: str, new: str | None) -> list[Splice]:
        """Return the splice that sets the attribute, or takes out the node of a reference gone."""
        new = self.becomes(old, new)
        if new is None:
            return [(node.start, node.end, b"")]
        return [] if new == old else self.xml.set_attribute(node, self.at, new)


def area(site: Site) -> Iterator[Splice]:
    """References to cells of the sheet: shrunk; the node goes when all its cells do."""
    for node in site.nodes() if site.here else ():
        old = site.xml.attribute(node, site.at)
        if old is not None:
            yield from site.put_or_drop(node, old, without_rows(old, site.rows))


def merge(site: Site) -> Iterator[Splice]:
    """Merged cells: as `area`, and one cell alone is not merged (18.3.1.55)."""
    for node in site.nodes() if site.here else ():
        old = site.xml.attribute(node, site.at) or ""
        new = without_rows(old, site.rows)
        alone = any(left[:2] == left[2:] for left in areas(new or "") or ())
        yield from site.put_or_drop(node, old, None if alone else new)


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
    left = reference.without(rows)
    if left == reference:
        return word
    return shortest(left) if left else f"{reference.left}{rows.place(reference.area.top)}"


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
        new = site.becomes(old, new, _named(site.xml, node)) or new
        if new != old:
            yield node.head, node.tail, escape(new)


def _named(xml: Markup, node: Element) -> str:
    """Return a defined name with the number of the sheet that it is for, if it is for one."""
    scope = xml.attribute(node, "localSheetId") or ""
    return f"{scope}!{xml.attribute(node, 'name') or ''}".lower()


def _text(site: Site, node: Element, down: int = 0) -> Iterator[Splice]:
    old = site.xml.text(node)
    new = site.shift.formula(fill(old, down, 0), site.home)
    new = site.becomes(old, new) or new
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
            lost = above in seen or above == 0
            yield from site.put_or_drop(node, old, None if lost else str(above))
            seen.add(above)


def source(site: Site) -> Iterator[Splice]:
    """A source of a pivot table or a consolidation: a reference beside the name of its sheet."""
    for node in site.nodes():
        if source_rows(site, node) is not None:
            old = site.xml.attribute(node, site.at) or ""
            yield from site.put_or_drop(node, old, without_rows(old, site.rows))


def refreshed(site: Site) -> Iterator[Splice]:
    """A pivot table's cache: read again on opening when its source changes rows (18.10.1.67)."""
    for node in site.xml.heads("*:worksheetSource", "*:rangeSet"):
        if changes_rows(site, node):
            yield from site.xml.set_attribute(site.xml.root, site.at, "1")
            return


def changes_rows(site: Site, node: Tag) -> bool:
    """Return whether rows of a pivot table's source go, or come between them."""
    span = source_rows(site, node)
    return span is not None and site.rows.lost(*span) != 0


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
