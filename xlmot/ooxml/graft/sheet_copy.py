"""Carry one sheet of a small workbook, with its drawing and charts, into another workbook.

The small workbook is one that XlsxWriter wrote: its sheets lead to drawings, those to charts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.graft.formats import MergedFormats
from xlmot.ooxml.parts.container import part_key
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.parts.relations import NO_RELATIONS, rels_name, tag

_TYPE = "application/vnd.openxmlformats-officedocument"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class PartKind(NamedTuple):
    """A kind of part that a sheet brings along: where it stands, its type, what it leads to."""

    folder: str
    stem: str
    content_type: str


KINDS: Mapping[str, PartKind] = {
    "worksheet": PartKind("xl/worksheets/", "sheet", f"{_TYPE}.spreadsheetml.worksheet+xml"),
    "drawing": PartKind("xl/drawings/", "drawing", f"{_TYPE}.drawing+xml"),
    "chart": PartKind("xl/charts/", "chart", f"{_TYPE}.drawingml.chart+xml"),
}
# What Excel adds to the parts of a sheet when it saves it; nobody put that there by hand.
_ADDED_BY_EXCEL = frozenset({"printerSettings", "chartStyle", "chartColorStyle"})

_STYLED = lazy(rb'(<(?:c|row)\s[^>]*?\ss="|<col\s[^>]*?\sstyle=")(\d+)(?=")')
_CONDITIONAL = lazy(rb'(<cfRule\s[^>]*?\sdxfId=")(\d+)(?=")')
_SHARED = lazy(rb'(<c\s[^>]*?)\st="s"((?:\s[^>]*)?)><v>(\d+)</v></c>')
# How a sheet is looked at, which is its reader's choice (CT_SheetView, 18.3.1.87).
_VIEW = ("tabSelected", "zoomScale", "zoomScaleNormal", "zoomScalePageLayoutView", "view")


class Copier:
    """Copies sheets of `small` into `package`; the parts in `free` may be written over."""

    def __init__(self, package: Package, small: Package, free: Iterable[str]) -> None:
        self._package = package
        self._small = small
        self._formats = MergedFormats(package, small)
        self._strings = _strings(small)
        self._free = {part_key(part) for part in free}
        self._taken = {part_key(name) for name in package.names} - self._free
        self.written: list[str] = []

    def copy(self, part: str, over: str | None) -> str:
        """Copy a sheet of the small workbook, over an earlier one if there is one; name its part.

        How the earlier one is looked at stays: whether it is selected, its zoom, its selection.
        """
        data = self._sheet(self._small.part(part))
        if over is not None:
            data = _seen_like(data, self._package.part(over))
        return self._put("worksheet", part, data, over)

    def finish(self) -> None:
        """Write the formats that the copied sheets need."""
        self._formats.put()

    def _put(self, kind: str, part: str, data: bytes, over: str | None = None) -> str:
        name = over or self._name(KINDS[kind])
        self.written.append(name)
        self._taken.add(part_key(name))
        self._package.put(name, data)
        if self._package.content_type(name) != KINDS[kind].content_type:
            self._package.set_type(name, KINDS[kind].content_type)
        self._relate(part, name)
        return name

    def _name(self, kind: PartKind) -> str:
        numbers = range(1, len(self._taken) + 2)
        names = (f"{kind.folder}{kind.stem}{number}.xml" for number in numbers)
        return next(name for name in names if part_key(name) not in self._taken)

    def _relate(self, part: str, name: str) -> None:
        """Copy what a part leads to, under the same ids."""
        new = []
        for relation in self._small.relations(part):
            if not relation.external:
                target = self._put(
                    relation.kind, relation.target, self._small.part(relation.target)
                )
                type_uri = f"{_RELATION}/{relation.kind}"
                new.append(tag("Relationship", Id=relation.id, Type=type_uri, Target=f"/{target}"))
        if new:
            xml = Markup(NO_RELATIONS)
            tail = xml.whole().tail
            self.written.append(rels_name(name))
            self._package.put(rels_name(name), splice(xml.data, [(tail, tail, b"".join(new))]))
        elif rels_name(name) in self._package:
            self._package.remove(rels_name(name))

    def _sheet(self, data: bytes) -> bytes:
        """Return a sheet with its texts in its cells, and the numbers formats have here."""
        cells, conditional = self._formats.cells, self._formats.conditional
        data = _SHARED.sub(self._inline, data)
        data = _STYLED.sub(lambda m: m[1] + b"%d" % cells[int(m[2])], data)
        data = _CONDITIONAL.sub(lambda m: m[1] + b"%d" % conditional[int(m[2])], data)
        xml = Markup(data)
        view = xml.first("sheetView")
        return splice(data, xml.set_attribute(view, "tabSelected", None)) if view else data

    def _inline(self, match: re.Match[bytes]) -> bytes:
        text = self._strings[int(match[3])]
        return b'%b t="inlineStr"%b><is>%b</is></c>' % (match[1], match[2], text)


def _strings(small: Package) -> list[bytes]:
    """Return what each shared string of the small workbook holds."""
    found = small.related(small.workbook, "sharedStrings")
    if not found:
        return []
    xml = Markup(small.part(found[0]))
    return [xml.data[element.head : element.tail] for element in xml.elements("si")]


def _seen_like(data: bytes, earlier: bytes) -> bytes:
    """Return a sheet that is looked at as an earlier one was."""
    new, old = Markup(data), Markup(earlier)
    view, before = new.first("sheetView"), old.first("sheetView")
    if view is None or before is None:
        return data
    seen = ((name, old.attribute(before, name)) for name in _VIEW)
    edits = [
        edit for name, value in seen if value is not None
        for edit in new.set_attribute(view, name, value)
    ]  # fmt: skip
    return splice(data, [*edits, *_selected_like(new, view, old, before)])


def _selected_like(new: Markup, view: Element, old: Markup, before: Element) -> Iterator[Splice]:
    """Yield what selects the cells that were selected, where the same rows are kept in view."""
    panes = [xml.first("pane", start=element.head, end=element.tail)
             for xml, element in ((new, view), (old, before))]  # fmt: skip
    kept = [xml.attribute(pane, "ySplit") if pane else None
            for xml, pane in zip((new, old), panes, strict=True)]  # fmt: skip
    ours, theirs = (list(xml.elements("selection", start=element.head, end=element.tail))
                    for xml, element in ((new, view), (old, before)))  # fmt: skip
    if kept[0] == kept[1] and ours and theirs and not old.root.prefix:
        yield ours[0].start, ours[-1].end, old.data[theirs[0].start : theirs[-1].end]
    if kept[0] == kept[1] and panes[0] and panes[1]:
        corner = old.attribute(panes[1], "topLeftCell")
        yield from new.set_attribute(panes[0], "topLeftCell", corner)


def parts_of(package: Package, sheet: str) -> list[str]:
    """Return the parts of a sheet of ours: its own, drawings, charts, what Excel adds to them."""
    found, queue = [sheet], [sheet]
    while queue:
        for relation in package.relations(queue.pop()):
            if relation.external or relation.target not in package or relation.target in found:
                continue
            if relation.kind in KINDS or relation.kind in _ADDED_BY_EXCEL:
                found.append(relation.target)
                queue.append(relation.target)
    return found


def has_additions(package: Package, sheet: str) -> bool:
    """Return whether a sheet of ours leads to more than its charts: notes, pictures, tables."""
    parts = parts_of(package, sheet)
    return any(
        relation.external or (relation.target in package and relation.target not in parts)
        for part in parts
        for relation in package.relations(part)
    ) or _has_shapes(package, parts)


def _has_shapes(package: Package, parts: Iterable[str]) -> bool:
    shapes = ("*:sp", "*:cxnSp", "*:grpSp", "*:pic")
    drawings = (part for part in parts if part.startswith(KINDS["drawing"].folder))
    return any(next(Markup(package.part(one)).heads(*shapes), None) for one in drawings)
