"""Delete rows of a sheet as Excel does, so that all that refers to the rows below still does.

Every part of the workbook is read once for what stands in the way, and once to move what follows
(`inventory`, and `rowdata` for cells). A row that cannot go surely stays, the others go; where one
goes that a formula names, the formula shows `#REF!`, as in Excel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xlmot.findings import DeleteRow
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.formulas import Shift
from xlmot.ooxml.cells.recalculation import calculate_on_opening
from xlmot.ooxml.cells.references import RowMap
from xlmot.ooxml.cells.row_values import RowValues
from xlmot.ooxml.parts.markup import Markup, splice
from xlmot.ooxml.parts.package import SHEET_KINDS, Package
from xlmot.ooxml.parts.relations import read_relations, rels_name
from xlmot.ooxml.rows.blocking import Obstacle, anyone, everywhere
from xlmot.ooxml.rows.inventory import PARTS, followed
from xlmot.ooxml.rows.obstacles import across, arrays, obstacles
from xlmot.ooxml.rows.shift import drop_rows, move_formulas, oddly_written


class Deletion(NamedTuple):
    """What came of deletions: the rows that went, and those that stay, each with the reason."""

    done: tuple[DeleteRow, ...]
    refused: tuple[tuple[DeleteRow, RefusedEdit], ...]


class Part(NamedTuple):
    """A part: its kind as relationships name it, and the sheet it belongs to."""

    kind: str
    name: str
    home: str | None


def delete_rows(package: Package, edits: Sequence[DeleteRow]) -> Deletion:
    """Delete rows, each named as it stands before any of the edits is made.

    Rows of one sheet go in one pass. A row that does not hold its `old` values, or cannot go
    surely, is refused, and the others go. Formulas are calculated anew when Excel opens the
    workbook. Cells that are set in the same batch are set before, while rows have their numbers.

    Raises UnreadableFile where a part is damaged.
    """
    done: list[DeleteRow] = []
    refused: list[tuple[DeleteRow, RefusedEdit]] = []
    for sheet, group in groupby(sorted(edits, key=_sheet_and_row), key=lambda edit: edit.sheet):
        found = _SheetRows(package, sheet).delete(list(group))
        done += found.done
        refused += found.refused
    return Deletion(tuple(done), tuple(refused))


def _sheet_and_row(edit: DeleteRow) -> tuple[str, int]:
    return edit.sheet, edit.row


class _SheetRows:
    """One pass over a workbook that deletes rows of one sheet."""

    def __init__(self, package: Package, sheet: str) -> None:
        self._package = package
        self._sheets = package.sheets
        self._sheet = sheet
        self._parts = list(walk(package))
        self._data = {part.name: package.part(part.name) for part in self._parts}

    def delete(self, edits: list[DeleteRow]) -> Deletion:
        """Delete the rows that can go."""
        asked = {edit.row for edit in edits}
        blocked = _settled(asked, [*self._obstacles(), *self._changed(edits)])
        rows = RowMap(edit.row for edit in edits if edit.row not in blocked)
        try:
            changed = dict(self._moved(self._shift(rows))) if rows.deleted else {}
            for name in changed:
                self._package.refuse_other_encoding(name)
        except RefusedEdit as refusal:
            return Deletion((), tuple((edit, refusal) for edit in edits))
        for name, data in changed.items():
            self._package.put(name, data)
        if rows.deleted:
            self._drop_links()
            calculate_anew(self._package)
        done = tuple(edit for edit in edits if edit.row in rows)
        left = (edit for edit in edits if edit.row in blocked)
        return Deletion(done, tuple((edit, blocked[edit.row]) for edit in left))

    def _changed(self, edits: list[DeleteRow]) -> Iterator[Obstacle]:
        sheet = self._package.sheet(self._sheet)
        values = RowValues(self._package, sheet.part) if sheet.kind == "worksheet" else None
        for edit in edits if values else ():
            if values and not values.are(edit):
                changed = say("Row {row} no longer holds what was read from it.")
                found = anyone(changed, edit.row, edit.row)
                yield found._replace(remedy=say("Check the workbook again."))

    def _shift(self, rows: RowMap) -> Shift:
        return Shift(self._sheet, rows, tuple(sheet.name for sheet in self._sheets))

    def _obstacles(self) -> Iterator[Obstacle]:
        shift = self._shift(RowMap([]))
        yield from unshiftable(self._package, self._sheet)
        for part in self._parts:
            data = self._data[part.name]
            yield from across(data, shift, part.home)
            if part.kind in SHEET_KINDS:
                frame, cells, _ = taken_apart(data)
                yield from obstacles("worksheet", frame, shift, part.home)
                yield from arrays(cells) if part.home == self._sheet else ()
            else:
                yield from obstacles(part.kind, data, shift, part.home)

    def _moved(self, shift: Shift) -> Iterator[tuple[str, bytes]]:
        """Yield the parts that change, as they are after the deletion."""
        for part in self._parts:
            old = self._data[part.name]
            if part.kind in SHEET_KINDS:
                new = _moved_sheet(old, shift, part.home or "")
            else:
                new = followed(part.kind, old, shift, part.home)
            if new != old:
                yield part.name, new

    def _drop_links(self) -> None:
        """Take out the addresses of hyperlinks that went with their row."""
        part = self._package.sheet(self._sheet).part
        rels = rels_name(part)
        if rels not in self._package:
            return
        xml = Markup(self._package.part(rels))
        before, after = (_linked(data) for data in (self._data[part], self._package.part(part)))
        gone = [
            (element.start, element.end, b"")
            for element, relation in read_relations(xml, part)
            if relation.kind == "hyperlink" and relation.id in before - after
        ]
        if gone:
            self._package.put(rels, splice(xml.data, gone))


def calculate_anew(package: Package) -> None:
    """Have Excel calculate on opening: it rebuilds the order of calculation by itself."""
    for chain in package.related(package.workbook, "calcChain"):
        package.remove(chain)
    sheets = (package.part(sheet.part) for sheet in package.sheets if sheet.part)
    if any(b"<f" in data or b":f" in data for data in sheets):
        calculate_on_opening(package)


def walk(package: Package) -> Iterator[Part]:
    """Yield the parts that may follow rows, each once, the workbook first."""
    homes = {sheet.part: sheet.name for sheet in package.sheets}
    found = [Part("officeDocument", package.workbook, None)]
    seen = {package.workbook}
    for part in found:
        if part.kind in PARTS or part.kind in SHEET_KINDS:
            yield part
        for relation in package.relations(part.name):
            name = relation.target
            if not relation.external and name in package and name not in seen:
                seen.add(name)
                found.append(Part(relation.kind, name, homes.get(name, part.home)))


def unshiftable(package: Package, sheet: str) -> Iterator[Obstacle]:
    """Yield what stands in the way of moving any row."""
    if package.sheet(sheet).kind != "worksheet":
        yield everywhere(say("“{sheet}” is not a worksheet.", sheet=sheet))
    if any(relation.kind == "origin" for relation in package.relations()):
        yield everywhere(say("The workbook is signed, and a change would break the signature."))
    if package.related(package.workbook, "revisionHeaders"):
        yield everywhere(say("The workbook is shared, and keeps a history of its changes."))


def _settled(asked: set[int], found: list[Obstacle]) -> dict[int, RefusedEdit]:
    """Return the rows that cannot go, with the reason: one that stays may keep others."""
    blocked: dict[int, RefusedEdit] = {}
    while True:
        rows = RowMap(asked - set(blocked))
        more = {
            row: obstacle.refusal(row)
            for obstacle in reversed(found)
            for row in obstacle.blocks(rows)
        }
        if not more:
            return blocked
        blocked.update(more)


def taken_apart(data: bytes) -> tuple[bytes, bytes, int]:
    """Return a sheet without the inside of its `sheetData`, that, and where it was."""
    start, end = SheetCells(Markup(data)).span
    return data[:start] + data[end:], data[start:end], start


def _moved_sheet(data: bytes, shift: Shift, home: str) -> bytes:
    frame, cells, place = taken_apart(data)
    if b"<!" in cells:
        raise oddly_written(home)
    cells = move_formulas(cells, shift, home)
    if home == shift.sheet:
        cells = drop_rows(cells, shift.rows)
    new = followed("worksheet", frame, shift, home)
    if new != frame and cells:
        place = SheetCells(Markup(new)).start
    return b"".join((new[:place], cells, new[place:]))


def _linked(sheet: bytes) -> set[str]:
    """Return the ids of the relationships that a sheet's hyperlinks name."""
    xml = Markup(taken_apart(sheet)[0])
    return {
        found.value
        for node in xml.heads("hyperlink")
        for name, found in xml.attributes(node).items()
        if name.endswith(":id")
    }
