"""Unmerge cells of a workbook in its XML, or merge them again; all else stays as it was.

The cells of a merged area stand in the rows with formats of their own (ECMA-376 part 1, 18.3.1.55),
and so have them once the area is named no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.findings import Unmerge
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.cells.refusals import refuse_protected, refuse_signed
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package
from xlmot.programme.address import Area

# What stands before `mergeCells` in a worksheet (ECMA-376 part 1, 18.3.1.99, CT_Worksheet).
_BEFORE = frozenset(
    {"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
     "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
     "dataConsolidate", "customSheetViews"}
)  # fmt: skip


def change_merges(package: Package, edits: Sequence[Unmerge]) -> None:
    """Part the cells of the edits, or merge them again, in the package: all, or none.

    Raises RefusedEdit, and changes nothing, where cells are no longer merged as the edit says, or
    cannot be merged, or the sheet is protected or signed.
    """
    changed = {}
    for name in dict.fromkeys(edit.sheet for edit in edits):
        own = [edit for edit in edits if edit.sheet == name]
        part, xml = _worksheet(package, name)
        for edit in own:
            _refuse(package, xml, edit)
        there = xml.first("mergeCells")
        back = [edit.cell for edit in own if edit.back]
        gone = {edit.area for edit in own if not edit.back}
        changed[part] = splice(xml.data, _changes(xml, there, gone, back))
    for part, data in changed.items():
        package.put(part, data)


def refused(package: Package, edits: Sequence[Unmerge]) -> list[tuple[Unmerge, RefusedEdit]]:
    """Return the edits that `change_merges` would refuse, each with its error."""
    found = []
    for edit in edits:
        try:
            _refuse(package, _worksheet(package, edit.sheet)[1], edit)
        except RefusedEdit as error:
            found.append((edit, error))
    return found


def _worksheet(package: Package, name: str) -> tuple[str, Markup]:
    found = [sheet for sheet in package.sheets if sheet.name.lower() == name.lower()]
    if not found or found[0].kind != "worksheet":
        raise RefusedEdit(
            say("The workbook has no sheet “{sheet}” with cells.", sheet=name),
            say("Check the workbook again."),
        )
    package.refuse_other_encoding(found[0].part)
    return found[0].part, Markup(package.part(found[0].part))


def _refuse(package: Package, xml: Markup, edit: Unmerge) -> None:
    refuse_signed(package)
    refuse_protected(xml, edit.cell)
    if edit.fits(merged_areas(xml, xml.first("mergeCells"))):
        return
    if edit.back:
        message = say("Cells {area} are merged with others.", area=edit.cell)
    else:
        message = say("Cells {area} are no longer merged as they were.", area=edit.cell)
    raise RefusedEdit(message, say("Check the workbook again."))


def merged_areas(xml: Markup, there: Element | None) -> list[Area]:
    """Return the areas that the element `mergeCells` of a worksheet names."""
    nodes = xml.elements("mergeCell", start=there.head, end=there.tail) if there else ()
    return [area for node in nodes for area in _named(xml, node)]


def _named(xml: Markup, node: Element) -> list[Area]:
    return areas(xml.attribute(node, "ref") or "") or []


def _changes(
    xml: Markup, there: Element | None, gone: set[Area], back: Sequence[str]
) -> Iterator[Splice]:
    if there is None:
        yield from added(xml, None, back) if back else ()
        return
    nodes = list(xml.elements("mergeCell", start=there.head, end=there.tail))
    doomed = [node for node in nodes if gone.issuperset(_named(xml, node))]
    if len(doomed) == len(nodes) and not back:
        yield there.start, there.end, b""
        return
    for node in doomed:
        yield node.start, node.end, b""
    yield from added(xml, there, back, fewer=len(doomed))


def added(
    xml: Markup, there: Element | None, wanted: Sequence[str], fewer: int = 0
) -> Iterator[Splice]:
    """Yield the splices that name areas in `mergeCells`, from which `fewer` others are taken."""
    lead = f"{xml.root.prefix}:" if xml.root.prefix else ""
    nodes = "".join(f'<{lead}mergeCell ref="{ref}"/>' for ref in wanted)
    if there is None or there.empty:
        children = (node for node in xml.children(xml.whole()) if node.name in _BEFORE)
        place = max(node.end for node in children)
        start, end = (there.start, there.end) if there else (place, place)
        new = f'<{lead}mergeCells count="{len(wanted)}">{nodes}</{lead}mergeCells>'
        yield start, end, new.encode()
        return
    yield there.tail, there.tail, nodes.encode()
    count = xml.attribute(there, "count")
    if count is not None and count.isdecimal():
        total = int(count) + len(wanted) - fewer
        yield from xml.set_attribute(there, "count", str(total))
