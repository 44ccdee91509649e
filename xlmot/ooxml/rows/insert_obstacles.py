"""Find what stands in the way of putting a row back: what cannot make room for it surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.formulas import Shift
from xlmot.ooxml.cells.references import RowMap
from xlmot.ooxml.parts.markup import Markup
from xlmot.ooxml.parts.package import SHEET_KINDS, Package
from xlmot.ooxml.rows.blocking import Obstacle
from xlmot.ooxml.rows.delete import Part, taken_apart, unshiftable
from xlmot.ooxml.rows.follow import Site
from xlmot.ooxml.rows.inserted import InsertedRows
from xlmot.ooxml.rows.obstacles import across, obstacles, pivot_rows, together
from xlmot.programme.address import LAST_ROW


class Unbroken(NamedTuple):
    """Rows `top` to `bottom` between which none may come; the message has a field `row`."""

    message: Message
    top: int
    bottom: int


def refused_insertions(
    package: Package,
    sheet: str,
    rows: InsertedRows,
    parts: Iterable[Part],
    data: Mapping[str, bytes],
) -> dict[int, RefusedEdit]:
    """Return the rows that cannot be put back surely, with the reason."""
    shift = Shift(sheet, RowMap([]), tuple(one.name for one in package.sheets))
    found = [*unshiftable(package, sheet)]
    unbroken: list[Unbroken] = []
    for part in parts:
        found += _against_moving(part, data[part.name], shift)
        unbroken += _unbroken(part, data[part.name], shift)
    last = max(SheetCells(Markup(data[package.sheet(sheet).part])).numbers, default=1)
    refused: dict[int, RefusedEdit] = {}
    for row in rows.inserted:
        at = rows.threshold(row)
        reasons = [one.message for one in found if any(one.blocks(RowMap([at])))]
        reasons += [one.message for one in unbroken if one.top < at <= one.bottom]
        if rows.place(last) > LAST_ROW:
            reasons.append(say("There is no room for row {row}: the sheet is full."))
        if reasons:
            refused[row] = _refused(reasons[0], row)
    return refused


def _against_moving(part: Part, data: bytes, shift: Shift) -> Iterator[Obstacle]:
    yield from across(data, shift, part.home)
    is_sheet = part.kind in SHEET_KINDS
    frame = taken_apart(data)[0] if is_sheet else data
    kind = "worksheet" if is_sheet else part.kind
    yield from obstacles(kind, frame, shift, part.home, moving=True)


def _unbroken(part: Part, data: bytes, shift: Shift) -> Iterator[Unbroken]:
    """Yield what Excel lets no row come into: cells filled together, pivot tables."""
    if part.home != shift.sheet:
        return
    if part.kind in SHEET_KINDS:
        message = say("Row {row} would break cells that one array formula or data table fills.")
        for name, place in together(taken_apart(data)[1]):
            if name == "ref":
                yield Unbroken(message, place.top, place.bottom)
    elif part.kind == "pivotTable":
        message = say("Row {row} would come into a pivot table.")
        for top, bottom in pivot_rows(Site(Markup(data), shift, part.home, "location")):
            yield Unbroken(message, top, bottom)


def _refused(message: Message, row: int) -> RefusedEdit:
    filled = message._replace(fields={**message.fields, "row": row})
    return RefusedEdit(filled, say("Take the row from the backup."))
