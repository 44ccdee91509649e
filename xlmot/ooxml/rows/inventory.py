"""List what follows rows that are deleted or inserted: part, node and rule, one line each.

A part is named by the end of the type of the relationship that leads to it, which is the same in
the transitional and the strict form of the format. Cells and their formulas are `rowdata`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.formulas import Shift
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.rows import anchors, follow, units
from xlmot.ooxml.rows.follow import Judge, Site


class FollowingNode(NamedTuple):
    """A node of a kind of part; `at` is the attribute, or "" for the text."""

    part: str
    element: str
    at: str
    rule: Callable[[Site], Iterator[Splice]]


INVENTORY = (
    FollowingNode("worksheet", "sheetPr", "syncRef", follow.view),
    FollowingNode("worksheet", "dimension", "ref", follow.view),
    FollowingNode("worksheet", "sheetView", "topLeftCell", follow.view),
    FollowingNode("worksheet", "customSheetView", "topLeftCell", follow.view),
    FollowingNode("worksheet", "pane", "topLeftCell", follow.view),
    FollowingNode("worksheet", "pane", "ySplit", follow.frozen),
    FollowingNode("worksheet", "selection", "activeCell", follow.view),
    FollowingNode("worksheet", "selection", "sqref", follow.view),
    FollowingNode("worksheet", "protectedRange", "sqref", units.unit),
    FollowingNode("worksheet", "scenarios", "sqref", follow.view),
    FollowingNode("worksheet", "inputCells", "r", follow.area),
    FollowingNode("worksheet", "autoFilter", "ref", follow.area),
    FollowingNode("worksheet", "sortState", "ref", follow.area),
    FollowingNode("worksheet", "sortCondition", "ref", follow.area),
    FollowingNode("worksheet", "dataRef", "ref", follow.source),
    FollowingNode("worksheet", "mergeCell", "ref", follow.merge),
    FollowingNode("worksheet", "conditionalFormatting", "sqref", units.unit),
    FollowingNode("worksheet", "dataValidation", "sqref", units.unit),
    FollowingNode("worksheet", "sparkline", "sqref", units.unit),
    FollowingNode("worksheet", "hyperlink", "ref", follow.area),
    FollowingNode("worksheet", "brk", "id", follow.breaks),
    FollowingNode("worksheet", "cellWatch", "r", follow.area),
    FollowingNode("worksheet", "ignoredError", "sqref", units.unit),
    FollowingNode("worksheet", "cellSmartTags", "r", follow.area),
    FollowingNode("worksheet", "webPublishItem", "sourceRef", follow.area),
    FollowingNode("worksheet", "anchor", "", anchors.anchor),
    FollowingNode("worksheet", "controlPr", "linkedCell", follow.formula),
    FollowingNode("worksheet", "controlPr", "listFillRange", follow.formula),
    FollowingNode("worksheet", "f", "", follow.loose),
    FollowingNode("table", "table", "ref", follow.area),
    FollowingNode("table", "autoFilter", "ref", follow.area),
    FollowingNode("table", "sortState", "ref", follow.area),
    FollowingNode("table", "sortCondition", "ref", follow.area),
    FollowingNode("table", "calculatedColumnFormula", "", follow.column),
    FollowingNode("table", "totalsRowFormula", "", follow.formula),
    FollowingNode("tableSingleCells", "singleXmlCell", "r", follow.area),
    FollowingNode("comments", "comment", "ref", follow.area),
    FollowingNode("threadedComment", "threadedComment", "ref", follow.area),
    FollowingNode("vmlDrawing", "ClientData", "", anchors.shape),
    FollowingNode("drawing", "twoCellAnchor", "", anchors.anchor),
    FollowingNode("drawing", "oneCellAnchor", "", anchors.anchor),
    FollowingNode("drawing", "sp", "textlink", follow.formula),
    FollowingNode("drawing", "cameraTool", "cellRange", follow.formula),
    FollowingNode("chartUserShapes", "sp", "textlink", follow.formula),
    FollowingNode("chart", "f", "", follow.formula),
    FollowingNode("chart", "sqref", "", follow.formula),
    FollowingNode("chartEx", "f", "", follow.formula),
    FollowingNode("chartEx", "nf", "", follow.formula),
    FollowingNode("ctrlProp", "formControlPr", "fmlaLink", follow.formula),
    FollowingNode("ctrlProp", "formControlPr", "fmlaRange", follow.formula),
    FollowingNode("ctrlProp", "formControlPr", "fmlaTxbx", follow.formula),
    FollowingNode("ctrlProp", "formControlPr", "fmlaGroup", follow.formula),
    FollowingNode("control", "ocxPr", "value", follow.linked),
    FollowingNode("pivotTable", "location", "ref", follow.area),
    FollowingNode("pivotCacheDefinition", "worksheetSource", "ref", follow.source),
    FollowingNode("pivotCacheDefinition", "rangeSet", "ref", follow.source),
    FollowingNode(
        "pivotCacheDefinition", "pivotCacheDefinition", "refreshOnLoad", follow.refreshed
    ),
    FollowingNode("officeDocument", "definedName", "", follow.name),
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
