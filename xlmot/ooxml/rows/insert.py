"""Put deleted rows back where they stood, so that all that referred to them does so again.

It is the deletion the other way round (`rows`): the same parts, nodes and rules follow, as Excel
has them follow an inserted row. What a row held, and what references lost with it, is read from
the workbook as it was before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from xlmot.findings import DeleteRow
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.formulas import Shift, spelt
from xlmot.ooxml.cells.insert import opened
from xlmot.ooxml.cells.references import GONE, RowMap
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.markup import Markup
from xlmot.ooxml.parts.package import SHEET_KINDS, Package
from xlmot.ooxml.rows.delete import Part, calculate_anew, delete_rows, taken_apart, walk
from xlmot.ooxml.rows.insert_obstacles import refused_insertions
from xlmot.ooxml.rows.inserted import InsertedRows
from xlmot.ooxml.rows.inventory import followed
from xlmot.ooxml.rows.memory import Counting, Memory, Noting, Recalling
from xlmot.ooxml.rows.merged_back import merge_again
from xlmot.ooxml.rows.restored import RestoredRows
from xlmot.ooxml.rows.shared import Cell
from xlmot.ooxml.rows.shift import add_rows, cell_formulas, move_formulas, oddly_written
from xlmot.programme.address import cell_name


class Insertion(NamedTuple):
    """What came of an insertion: the rows refused, named as they were asked for, or none.

    `lost` are the elements of sheets that went with the rows and did not come back, by their name,
    `c` where it is the format of a cell;
    `unknown` are cells, as sheet and name, and names and sheets whose `#REF!` stays: the formula
    changed since.
    """

    refused: tuple[tuple[DeleteRow, RefusedEdit], ...] = ()
    lost: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class _Stage(NamedTuple):
    """A workbook as it was before rows of one of its sheets were deleted."""

    before: Package
    sheet: str
    edits: tuple[DeleteRow, ...]


def insert_rows(package: Package, before: Package, edits: Sequence[DeleteRow]) -> Insertion:
    """Put back rows that are in `before`, named as they are there; the rest of it is `package`'s.

    The two have the same rows but for these. Where one cannot be put back surely, as where a pivot
    table stands now, it is refused, and none is put back. Raises RefusedEdit where none can be, and
    UnreadableFile where a part is damaged.
    """
    passes = [_Insertion(package, stage) for stage in reversed(list(_stages(before, edits)))]
    refused = [one for insertion in passes for one in insertion.refused()]
    if refused:
        return Insertion(tuple(refused))
    lost: list[str] = []
    unknown: list[str] = []
    for insertion in passes:
        found = insertion.insert()
        lost += found.lost
        unknown += found.unknown
    return Insertion((), tuple(lost), tuple(unknown))


def _stages(before: Package, edits: Sequence[DeleteRow]) -> Iterator[_Stage]:
    """Yield the workbook as it was before each sheet in turn lost its rows."""
    for sheet, group in groupby(sorted(edits, key=_sheet_and_row), key=lambda edit: edit.sheet):
        rows = list(group)
        yield _Stage(before, sheet, tuple(rows))
        after = Package(Container.read(before.bytes()))
        for _, refusal in delete_rows(after, rows).refused:
            raise refusal
        before = Package(Container.read(after.bytes()))


def _sheet_and_row(edit: DeleteRow) -> tuple[str, int]:
    return edit.sheet, edit.row


class _Insertion:
    """One pass over a workbook that puts rows of one sheet back."""

    def __init__(self, package: Package, stage: _Stage) -> None:
        self._package, self._before, self._sheet = package, stage.before, stage.sheet
        self._edits = stage.edits
        self._rows = InsertedRows(edit.row for edit in stage.edits)
        self._memory = Memory()
        names = tuple(sheet.name for sheet in package.sheets)
        self._shift = Shift(self._sheet, self._rows, names)
        old = tuple(sheet.name for sheet in stage.before.sheets)
        self._deletion = Shift(self._sheet, RowMap(self._rows.inserted), old)
        self._unknown: list[str] = []

    def refused(self) -> Iterator[tuple[DeleteRow, RefusedEdit]]:
        """Yield the rows that cannot be put back, with the reason."""
        parts = list(walk(self._package))
        data = {part.name: self._package.part(part.name) for part in parts}
        reasons = refused_insertions(self._package, self._sheet, self._rows, parts, data)
        news = self._restored(self._remember())
        for edit in self._edits:
            reason = reasons.get(edit.row) or news.refusal(edit.row)
            if reason:
                yield edit, reason

    def insert(self) -> Insertion:
        """Put the rows back."""
        self._memory = Memory()
        formulas = self._remember()
        news = self._restored(formulas)
        written = {row: news.row(row) for row in self._rows.inserted}
        changed = dict(self._moved(formulas, written))
        for name in changed:
            self._package.refuse_other_encoding(name)
        for name, data in changed.items():
            self._package.put(name, data)
        left = merge_again(self._package, self._sheet, self._memory)
        left += ["c"] if news.reformatted else []
        calculate_anew(self._package)
        return Insertion((), tuple(left), tuple(self._unknown))

    def _restored(self, formulas: Mapping[str, Mapping[Cell, str]]) -> RestoredRows:
        own = formulas.get(self._sheet, {})
        return RestoredRows(self._before, self._package, self._sheet, self._rows, own)

    def _remember(self) -> dict[str, dict[Cell, str]]:
        """Note what the deletion made of each reference; return the formulas of each sheet."""
        formulas: dict[str, dict[Cell, str]] = {}
        for part in walk(self._before):
            data = self._before.part(part.name)
            judge = Noting(self._memory, part.name)
            if part.kind in SHEET_KINDS:
                data, cells, _ = taken_apart(data)
                home = part.home or ""
                formulas[home] = dict(cell_formulas(cells, self._deletion, home))
                followed("worksheet", data, self._deletion, home, judge)
            else:
                followed(part.kind, data, self._deletion, part.home, judge)
        return formulas

    def _moved(
        self, formulas: Mapping[str, Mapping[Cell, str]], written: Mapping[int, bytes]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the parts that change, as they are with the rows."""
        for part in walk(self._package):
            old = self._package.part(part.name)
            if part.kind in SHEET_KINDS:
                new = self._moved_sheet(old, part, formulas.get(part.home or "", {}), written)
            else:
                new = self._followed(part.kind, old, part)
            if new != old:
                yield part.name, new

    def _followed(self, kind: str, data: bytes, part: Part) -> bytes:
        counting = Counting()
        followed(kind, data, self._shift, part.home, counting)
        judge = Recalling(self._memory, part.name, counting)
        new = followed(kind, data, self._shift, part.home, judge)
        self._unknown += judge.unknown
        return new

    def _moved_sheet(
        self,
        data: bytes,
        part: Part,
        formulas: Mapping[Cell, str],
        written: Mapping[int, bytes],
    ) -> bytes:
        home = part.home or ""
        data = opened(data) if home == self._sheet else data
        frame, cells, place = taken_apart(data)
        if b"<!" in cells:
            raise oddly_written(home)
        known = self._known(cells, formulas, home)
        cells = move_formulas(cells, self._shift, home, known)
        if home == self._sheet:
            cells = add_rows(cells, self._rows, written)
        new = self._followed("worksheet", frame, part)
        if new != frame and cells:
            place = SheetCells(Markup(new)).start
        return b"".join((new[:place], cells, new[place:]))

    def _known(self, cells: bytes, formulas: Mapping[Cell, str], home: str) -> dict[Cell, str]:
        """Return what formulas were that do not grow back to it by themselves, by their place now.

        A formula is known again if it is what the deletion made of the one that stood there.
        """
        moves = home == self._sheet
        special: dict[Cell, tuple[str, str]] = {}
        for (row, column), text in formulas.items():
            if moves and row in self._deletion.rows:
                continue
            after = self._deletion.formula(text, home)
            if spelt(self._shift.formula(after, home)) != spelt(text):
                special[self._rows.old(row) if moves else row, column] = after, text
        found: dict[Cell, str] = {}
        for cell, now in cell_formulas(cells, self._shift, home) if special else ():
            after, text = special.get(cell, ("", ""))
            if text and spelt(now) == spelt(after):
                found[cell] = text
            elif text and spelt(now).count(GONE) > text.count(GONE):
                self._unknown.append(f"{home}!{cell_name(self._place(cell, home), cell[1])}")
        return found

    def _place(self, cell: Cell, home: str) -> int:
        return self._rows.place(cell[0]) if home == self._sheet else cell[0]
