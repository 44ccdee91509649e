"""Read what a sheet shows around its cells: merges, what is hidden, filtered, noted or locked.

Each fact is looked for only where its bytes occur, so that a plain sheet costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.markup import Element, Markup, Tag
from xlmot.ooxml.parts.package import Package
from xlmot.programme.address import LAST_COLUMN, Area

_TRUE = ("1", "true", "on")


class SheetFacts(NamedTuple):
    """What one worksheet shows around its cells; rows and columns count from 1.

    `filters` are the areas whose rows a filter is hiding now, of the sheet and of its tables.
    `noted` are rows with a note or a comment.
    """

    merges: tuple[Area, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    filters: tuple[Area, ...] = ()
    protected: bool = False
    noted: frozenset[int] = frozenset()


class BookFacts(NamedTuple):
    """What a workbook is beside its sheets."""

    external_links: int = 0
    manual_calculation: bool = False
    read_only_recommended: bool = False
    locked_structure: bool = False


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


def read_sheet_facts(package: Package, part: str, xml: Markup, span: tuple[int, int]) -> SheetFacts:
    """Return the facts of a worksheet whose cells stand between two places of its XML.

    Raises UnreadableFile on a damaged part.
    """
    start, end = span
    return SheetFacts(
        merges=tuple(_areas_of(xml, xml.heads("mergeCell", start=end))),
        hidden_columns=_hidden_columns(xml, start),
        filters=_filters(package, part, xml, end),
        protected=_is_protected(xml, end),
        noted=_noted(package, part),
    )


def _areas_of(xml: Markup, tags: Iterable[Tag | Element]) -> Iterator[Area]:
    for tag in tags:
        from xlmot.ooxml.cells.references import areas

        yield from areas(xml.attribute(tag, "ref") or "") or ()


def _hidden_columns(xml: Markup, end: int) -> frozenset[int]:
    hidden: set[int] = set()
    for tag in xml.heads("col", end=end):
        if xml.attribute(tag, "hidden") in _TRUE:
            first, last = (_whole(xml.attribute(tag, name)) for name in ("min", "max"))
            hidden.update(range(first, min(last, LAST_COLUMN) + 1))
    return frozenset(hidden)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 9 else 0


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
