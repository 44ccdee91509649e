"""Merge cells again that were merged on a row that is put back; name what else went with it."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.address import Area
from xlmot.ooxml.markup import Element, Markup, Splice, splice
from xlmot.ooxml.memory import Memory
from xlmot.ooxml.package import Package
from xlmot.ooxml.references import areas

# What stands before `mergeCells` in a worksheet (ECMA-376 part 1, 18.3.1.99, CT_Worksheet).
_BEFORE = frozenset(
    {"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
     "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
     "dataConsolidate", "customSheetViews"}
)  # fmt: skip
# Said by nobody: two page breaks that fell together, a green corner, a watched cell.
_MINOR = frozenset({"brk", "ignoredError", "cellWatch"})


def merge_again(package: Package, sheet: str, memory: Memory) -> list[str]:
    """Merge the cells that the deletion of their row parted, where none of them is merged now.

    Return the names of the elements that stay away.
    """
    part = package.sheet(sheet).part
    xml = Markup(package.part(part))
    there = xml.first("mergeCells")
    merged = [] if there is None else _merged(xml, there)
    wanted: list[str] = []
    left: list[str] = []
    for place, before in memory.gone:
        found = areas(before)
        alone = place.element == "mergeCell" and place.home == sheet and found
        if alone and not any(_meet(area, one) for area in alone for one in merged):
            wanted.append(before)
        elif place.element not in _MINOR:
            left.append(place.element)
    if wanted:
        package.put(part, splice(xml.data, _added(xml, there, wanted)))
    return left


def _merged(xml: Markup, there: Element) -> list[Area]:
    nodes = xml.elements("mergeCell", start=there.head, end=there.tail)
    return [area for node in nodes for area in areas(xml.attribute(node, "ref") or "") or ()]


def _meet(one: Area, other: Area) -> bool:
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom


def _added(xml: Markup, there: Element | None, wanted: Sequence[str]) -> list[Splice]:
    lead = f"{xml.root.prefix}:" if xml.root.prefix else ""
    nodes = "".join(f'<{lead}mergeCell ref="{ref}"/>' for ref in wanted)
    if there is None:
        children = (node for node in xml.children(xml.whole()) if node.name in _BEFORE)
        place = max(node.end for node in children)
        new = f'<{lead}mergeCells count="{len(wanted)}">{nodes}</{lead}mergeCells>'
        return [(place, place, new.encode())]
    edits: list[Splice] = [(there.tail, there.tail, nodes.encode())]
    count = xml.attribute(there, "count")
    if count is not None and count.isdecimal():
        edits += xml.set_attribute(there, "count", str(int(count) + len(wanted)))
    return edits
