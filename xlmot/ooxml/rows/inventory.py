"""List what follows rows that are deleted or inserted: part, node and rule, one line each.

A part is named by the end of the type of the relationship that leads to it, which is the same in
the transitional and the strict form of the format. Cells and their formulas are `rowdata`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from xlmot.ooxml.cells.formulas import Shift
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.rows import anchors, follow, units
from xlmot.ooxml.rows.follow import Judge, Site


class Node(NamedTuple):
    """A node of a kind of part; `at` is the attribute, or "" for the text."""

    part: str
    element: str
    at: str
    rule: Callable[[Site], Iterator[Splice]]


INVENTORY = (
    Node("worksheet", "sheetPr", "syncRef", follow.view),
    Node("worksheet", "dimension", "ref", follow.view),
    Node("worksheet", "sheetView", "topLeftCell", follow.view),
    Node("worksheet", "customSheetView", "topLeftCell", follow.view),
    Node("worksheet", "pane", "topLeftCell", follow.view),
    Node("worksheet", "pane", "ySplit", follow.frozen),
    Node("worksheet", "selection", "activeCell", follow.view),
    Node("worksheet", "selection", "sqref", follow.view),
    Node("worksheet", "protectedRange", "sqref", units.unit),
    Node("worksheet", "scenarios", "sqref", follow.view),
    Node("worksheet", "inputCells", "r", follow.area),
    Node("worksheet", "autoFilter", "ref", follow.area),
    Node("worksheet", "sortState", "ref", follow.area),
    Node("worksheet", "sortCondition", "ref", follow.area),
    Node("worksheet", "dataRef", "ref", follow.source),
    Node("worksheet", "mergeCell", "ref", follow.merge),
    Node("worksheet", "conditionalFormatting", "sqref", units.unit),
    Node("worksheet", "dataValidation", "sqref", units.unit),
    Node("worksheet", "sparkline", "sqref", units.unit),
    Node("worksheet", "hyperlink", "ref", follow.area),
    Node("worksheet", "brk", "id", follow.breaks),
    Node("worksheet", "cellWatch", "r", follow.area),
    Node("worksheet", "ignoredError", "sqref", units.unit),
    Node("worksheet", "cellSmartTags", "r", follow.area),
    Node("worksheet", "webPublishItem", "sourceRef", follow.area),
    Node("worksheet", "anchor", "", anchors.anchor),
    Node("worksheet", "controlPr", "linkedCell", follow.formula),
    Node("worksheet", "controlPr", "listFillRange", follow.formula),
    Node("worksheet", "f", "", follow.loose),
    Node("table", "table", "ref", follow.area),
    Node("table", "autoFilter", "ref", follow.area),
    Node("table", "sortState", "ref", follow.area),
    Node("table", "sortCondition", "ref", follow.area),
    Node("table", "calculatedColumnFormula", "", follow.column),
    Node("table", "totalsRowFormula", "", follow.formula),
    Node("tableSingleCells", "singleXmlCell", "r", follow.area),
    Node("comments", "comment", "ref", follow.area),
    Node("threadedComment", "threadedComment", "ref", follow.area),
    Node("vmlDrawing", "ClientData", "", anchors.shape),
    Node("drawing", "twoCellAnchor", "", anchors.anchor),
    Node("drawing", "oneCellAnchor", "", anchors.anchor),
    Node("drawing", "sp", "textlink", follow.formula),
    Node("drawing", "cameraTool", "cellRange", follow.formula),
    Node("chartUserShapes", "sp", "textlink", follow.formula),
    Node("chart", "f", "", follow.formula),
    Node("chart", "sqref", "", follow.formula),
    Node("chartEx", "f", "", follow.formula),
    Node("chartEx", "nf", "", follow.formula),
    Node("ctrlProp", "formControlPr", "fmlaLink", follow.formula),
    Node("ctrlProp", "formControlPr", "fmlaRange", follow.formula),
    Node("ctrlProp", "formControlPr", "fmlaTxbx", follow.formula),
    Node("ctrlProp", "formControlPr", "fmlaGroup", follow.formula),
    Node("control", "ocxPr", "value", follow.linked),
    Node("pivotTable", "location", "ref", follow.area),
    Node("pivotCacheDefinition", "worksheetSource", "ref", follow.source),
    Node("pivotCacheDefinition", "rangeSet", "ref", follow.source),
    Node("pivotCacheDefinition", "pivotCacheDefinition", "refreshOnLoad", follow.refreshed),
    Node("officeDocument", "definedName", "", follow.name),
)
# Live data (RTD) is only read: it stands in the way.
PARTS = frozenset({node.part for node in INVENTORY} | {"volatileDependencies"})

# A list of nodes goes with the last of them; the inner ones first.
_LISTS = (
    *("sparklines", "sparklineGroup", "sparklineGroups", "conditionalFormattings"),
    *("dataValidations", "mergeCells", "hyperlinks", "protectedRanges", "ignoredErrors"),
    *("cellWatches", "smartTags", "rowBreaks", "webPublishItems"),
    *("dataRefs", "dataConsolidate", "ext", "extLst"),
)
# Colours are left of a sparkline group without sparklines, and it goes all the same.
_HEART = {"sparklineGroup": "sparklines"}


def followed(
    kind: str, data: bytes, shift: Shift, home: str | None, judge: Judge | None = None
) -> bytes:
    """Return a part of a kind as it is when the rows have moved; `data` itself if nothing changes.

    `home` is the sheet the part belongs to, None of one that belongs to none. What a reference
    becomes is the `judge`'s last word, if there is one.
    """
    xml = Markup(data)
    sites = [
        (node.rule, Site(xml, shift, home, node.element, node.at, kind, judge))
        for node in INVENTORY
        if node.part == kind
    ]
    edits = _outermost(edit for rule, site in sites for edit in rule(site))
    gone = {edit[:2] for edit in edits if not edit[2] and data[edit[0] : edit[0] + 1] == b"<"}
    return splice(data, _outermost([*edits, *_lists(xml, gone)])) if edits else data


def _lists(xml: Markup, gone: set[tuple[int, int]]) -> Iterator[Splice]:
    """Yield what takes out a list that lost all its nodes, or corrects its count."""
    for name in _LISTS if gone else ():
        for node in xml.elements(f"*:{name}"):
            children = list(xml.children(node))
            kept = [child for child in children if (child.start, child.end) not in gone]
            if any(child.name == _HEART.get(name) and child not in kept for child in children):
                kept = []
            if children and not kept:
                gone.add((node.start, node.end))
                yield node.start, node.end, b""
            elif len(kept) < len(children):
                yield from _counts(xml, node, kept)


def _counts(xml: Markup, node: Element, kept: list[Element]) -> Iterator[Splice]:
    by_hand = [child for child in kept if xml.attribute(child, "man") in ("1", "true")]
    for name, count in (("count", len(kept)), ("manualBreakCount", len(by_hand))):
        if xml.attribute(node, name) is not None:
            yield from xml.set_attribute(node, name, str(count))


def _outermost(edits: Iterable[Splice]) -> list[Splice]:
    """Return the edits without those inside a node that goes."""
    found: list[Splice] = []
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if not found or edit[0] >= found[-1][1]:
            found.append(edit)
    return found
