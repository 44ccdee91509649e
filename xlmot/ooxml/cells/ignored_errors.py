"""Tell Excel that numbers kept as text are meant so, which takes its green corners off them.

Excel's own offer in that corner, “convert to number”, turns the code 1.10 into 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable

from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package
from xlmot.programme.address import Area, cell_name

# What stands behind `ignoredErrors` in a worksheet (ECMA-376 part 1, 18.3.1.99, CT_Worksheet).
_BEHIND = frozenset(
    [
        "smartTags",
        "drawing",
        "drawingHF",
        "legacyDrawing",
        "legacyDrawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    ]
)


def keep_numbers_as_text(package: Package, sheet: str, cells: Iterable[tuple[int, int]]) -> None:
    """Have Excel leave numbers stored as text alone in cells, by (row, column), of a worksheet.

    Cells it leaves alone already are passed over; one column's neighbours become one area. Raises
    KeyError where the workbook has no such sheet.
    """
    part = package.sheet(sheet).part
    xml = Markup(package.part(part))
    there = xml.first("ignoredErrors", start=_rows_end(xml))
    known = _ignored(xml, there)
    new = [cell for cell in sorted(set(cells)) if not _covered(cell, known)]
    if new:
        package.put(part, splice(xml.data, [_added(xml, there, _names(new))]))


def _ignored(xml: Markup, there: Element | None) -> list[Area]:
    if there is None:
        return []
    return [
        area
        for error in xml.elements("ignoredError", start=there.head, end=there.tail)
        if xml.attribute(error, "numberStoredAsText") in ("1", "true")
        for area in areas(xml.attribute(error, "sqref") or "") or ()
    ]


def _covered(cell: tuple[int, int], known: Iterable[Area]) -> bool:
    row, column = cell
    return any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in known)


def _names(cells: list[tuple[int, int]]) -> str:
    """Return the areas that cells make up column by column.

    >>> _names([(1, 1), (2, 1), (4, 1), (2, 3)])
    'A1:A2 A4 C2'
    """
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted((column, row) for row, column in cells):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    pairs = ((cell_name(top, column), cell_name(end, column)) for column, top, end in runs)
    return " ".join(top if top == end else f"{top}:{end}" for top, end in pairs)


def _added(xml: Markup, there: Element | None, names: str) -> Splice:
    lead = f"{xml.root.prefix}:" if xml.root.prefix else ""
    error = f'<{lead}ignoredError sqref="{names}" numberStoredAsText="1"/>'
    if there is not None:
        return there.tail, there.tail, error.encode()
    place = _place(xml)
    return place, place, f"<{lead}ignoredErrors>{error}</{lead}ignoredErrors>".encode()


def _place(xml: Markup) -> int:
    """Return where `ignoredErrors` belongs among the elements of the worksheet."""
    whole = xml.whole()
    behind = xml.elements(start=_rows_end(xml), end=whole.tail)
    return next((element.start for element in behind if element.name in _BEHIND), whole.tail)


def _rows_end(xml: Markup) -> int:
    """Return where the element `sheetData` ends."""
    for tag in xml.tags("sheetData"):
        if tag.closes or tag.empty:
            return tag.end
    return xml.root.end
