"""Say why a cell cannot be given a new value without Excel: each reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.parts.markup import Markup, Tag
from xlmot.ooxml.parts.package import Package
from xlmot.programme.address import Area

IN_EXCEL = say("Change it in Excel.")
_TRUE = ("1", "true", "on")


class Obstacles:
    """The areas of one worksheet where a cell's value is not a cell's own affair."""

    def __init__(self, package: Package, part: str, xml: Markup, start: int, end: int) -> None:
        self._areas = [
            *_arrays(xml, start, end),
            *_tables(package, part),
            *_pivots(package, part),
        ]
        self._protected = _is_protected(xml, end)

    def refuse(self, row: int, column: int, cell: str) -> None:
        """Raise RefusedEdit where the value of that cell cannot be changed alone."""
        if self._protected:
            raise _protected(cell)
        for area, why in self._areas:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                raise RefusedEdit(
                    say("Cell {cell} cannot be changed alone: {why}.", cell=cell, why=why), IN_EXCEL
                )


def refuse_protected(xml: Markup, cell: str) -> None:
    """Raise RefusedEdit where a worksheet is protected; `cell` names what was to be changed."""
    if _is_protected(xml):
        raise _protected(cell)


def _is_protected(xml: Markup, start: int = 0) -> bool:
    tags = xml.heads("sheetProtection", start=start)
    return any(xml.attribute(tag, "sheet") in _TRUE for tag in tags)


def _protected(cell: str) -> RefusedEdit:
    return RefusedEdit(
        say("The sheet is protected, so cell {cell} cannot be changed.", cell=cell),
        say("Unprotect the sheet in Excel (Review > Unprotect Sheet) and try again."),
    )


def refuse_signed(package: Package) -> None:
    """Raise RefusedEdit where the workbook is signed: any change would void the signature."""
    if any(relation.kind == "origin" for relation in package.relations()):
        raise RefusedEdit(
            say("The workbook is signed, and a change would break the signature."),
            say("Remove the signature in Excel under File > Info, or work on a copy without it."),
        )


def _arrays(xml: Markup, start: int, end: int) -> Iterator[tuple[Area, Message]]:
    if next(xml.heads("f", start=start, end=end), None) is None:
        return
    for tag in xml.heads("f", start=start, end=end):
        if xml.attribute(tag, "t") in ("array", "dataTable"):
            yield from _with(_ref(xml, tag), say("it is part of an array formula"))


def _tables(package: Package, part: str) -> Iterator[tuple[Area, Message]]:
    """Yield header and totals rows: their texts are the table's own too (18.5.1.2, 18.5.1.3)."""
    for name in package.related(part, "table"):
        xml = Markup(package.part(name))
        table = xml.attribute(xml.root, "displayName") or ""
        for area in _ref(xml, xml.root):
            if xml.attribute(xml.root, "headerRowCount") != "0":
                header = area._replace(bottom=area.top)
                yield header, say("it heads a column of the table “{table}”", table=table)
            if xml.attribute(xml.root, "totalsRowCount") not in (None, "0"):
                totals = area._replace(top=area.bottom)
                yield totals, say("it is in the totals of the table “{table}”", table=table)


def _pivots(package: Package, part: str) -> Iterator[tuple[Area, Message]]:
    for name in package.related(part, "pivotTable"):
        xml = Markup(package.part(name))
        for tag in xml.heads("location"):
            yield from _with(_ref(xml, tag), say("it is part of a pivot table"))


def _ref(xml: Markup, tag: Tag) -> list[Area]:
    return areas(xml.attribute(tag, "ref") or "") or []


def _with(found: list[Area], why: Message) -> Iterator[tuple[Area, Message]]:
    return ((area, why) for area in found)
