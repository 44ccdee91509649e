"""Take back what a batch of the journal did in a workbook that is open in Excel."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from xlmot.books.excel.access import Book, Sheet
from xlmot.books.excel.journal import ROWS, ExcelBatch, KeptRows, find, fingerprint
from xlmot.books.excel.read import address, read_cells, read_sheet
from xlmot.books.excel.write import Format, blocks, restore_formats, runs, unfiltered, write_blocks
from xlmot.books.open_book import TakenBack
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.edits import apply_edits
from xlmot.findings.inverse import invert
from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit, XlmotError
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value


def deleted_spans(grid: Grid, edits: Iterable[Edit]) -> list[tuple[int, int, str]]:
    """Return the runs of rows that edits delete, each with what tells the row right below it."""
    own = [edit for edit in edits if edit.sheet == grid.sheet]
    cells = [edit for edit in own if isinstance(edit, SetCell)]
    (after,) = apply_edits([grid], cells)
    rows = (edit.row for edit in own if isinstance(edit, DeleteRow))
    return [(top, bottom, fingerprint(_values(after, bottom + 1))) for top, bottom in runs(rows)]


def take_back(book: Book, batch: ExcelBatch, *, exact: bool = True) -> TakenBack:
    """Undo a batch: cells that hold what it wrote, rows whose neighbour below is where it was.

    Without `exact`, all is put back whatever is there.
    """
    done: list[Edit] = []
    refused: list[tuple[Edit, XlmotError]] = []
    for name in dict.fromkeys(edit.sheet for edit in batch.edits):
        edits = [edit for edit in batch.edits if edit.sheet == name]
        sheet = find(book, name)
        if sheet is None:
            gone = say("the sheet “{sheet}” is not there", sheet=name)
            refused += [(edit, _left(edit, gone)) for edit in edits]
            continue
        undoing = _Undoing(book, sheet, edits, batch.kept, exact=exact)
        with unfiltered(sheet):
            undoing.cells(batch.formats)
            undoing.rows(batch.kept)
            undoing.merges()
        done += undoing.done
        refused += undoing.refused
    return TakenBack(batch.moment, tuple(done), tuple(refused))


def still_to_undo(book: Book, batch: ExcelBatch, undone: TakenBack) -> list[ExcelBatch]:
    """Return what of a batch can be tried again: all if nothing was taken back, else absent sheets.

    What staff changed since on a sheet that is there is theirs, and does not stand before the
    batches that were made earlier.
    """
    if not undone.edits:
        return [batch]
    edits = tuple(edit for edit in batch.edits if find(book, edit.sheet) is None)
    return [batch._replace(edits=edits)] if edits else []


class _Undoing:
    """Take back the edits of one sheet; they name rows as they were before the batch."""

    def __init__(
        self,
        book: Book,
        sheet: Sheet,
        edits: Sequence[Edit],
        kept: Iterable[KeptRows],
        *,
        exact: bool,
    ) -> None:
        self.book = book
        self.sheet = sheet
        self.edits = edits
        self.exact = exact
        parted = any(isinstance(edit, Unmerge) for edit in edits)
        self.grid = read_sheet(sheet) if parted else read_cells(sheet)
        self.areas: list[Area] = []
        self.gone = sorted(edit.row for edit in edits if isinstance(edit, DeleteRow))
        self.done: list[Edit] = []
        self.refused: list[tuple[Edit, XlmotError]] = []
        self.away = self._astray(kept)

    def now(self, row: int) -> int:
        """Return where a row stands now that those above it are gone."""
        return row - bisect_left(self.gone, row)

    def cells(self, formats: Iterable[Format]) -> None:
        """Give cells what they held; cells to be merged wait for their rows."""
        away = [edit.row for edit in self.away]
        found = invert(self.grid, self.edits, self.gone, away, exact=self.exact)
        cells = [back for _, back in found.done if isinstance(back, SetCell)]
        self.areas = [back.area for _, back in found.done if isinstance(back, Unmerge)]
        self.done += [*(edit for edit, _ in found.done), *found.already]
        self.refused += [(edit, _left(edit, _changed(edit))) for edit in found.left]
        write_blocks(self.sheet, blocks(cells))
        own = (each for each in formats if each.sheet == self.grid.sheet)
        restore_formats(self.sheet, (f._replace(area=self._moved(f.area)) for f in own))

    def merges(self) -> None:
        """Merge cells again."""
        for area in self.areas:
            self.sheet.range(address(area)).merge()

    def _moved(self, area: Area) -> Area:
        return area._replace(top=self.now(area.top), bottom=self.now(area.bottom))

    def rows(self, kept: Iterable[KeptRows]) -> None:
        """Put deleted rows back, the lowest first so that those above keep their numbers."""
        own = [each for each in kept if each.sheet == self.grid.sheet]
        for each in sorted(own, key=lambda each: -each.top):
            rows = self._deleted(each)
            if rows and rows[0] in self.away:
                gone = say("the row that stood below it is not there")
                self.refused += [(edit, _left(edit, gone)) for edit in rows]
            else:
                self._put_back(each, self.now(each.top))
                self.done += rows

    def _deleted(self, kept: KeptRows) -> list[DeleteRow]:
        rows = (edit for edit in self.edits if isinstance(edit, DeleteRow))
        return [edit for edit in rows if kept.top <= edit.row <= kept.bottom]

    def _astray(self, kept: Iterable[KeptRows]) -> list[DeleteRow]:
        """Return the rows that cannot go back: another row stands where they were."""
        own = (each for each in kept if each.sheet == self.grid.sheet and self.exact)
        found = (each for each in own if self._below(each) != each.below)
        return [edit for each in found for edit in self._deleted(each)]

    def _below(self, kept: KeptRows) -> str:
        return fingerprint(_values(self.grid, self.now(kept.top)))

    def _put_back(self, kept: KeptRows, at: int) -> None:
        store = find(self.book, ROWS)
        if store is None:
            return
        last = kept.bottom - kept.top
        self.sheet.range(f"{at}:{at + last}").insert("down")
        rows = store.range(f"{kept.at}:{kept.at + last}")
        rows.copy(self.sheet.range(f"{at}:{at + last}"))


def _left(edit: Edit, reason: Message) -> RefusedEdit:
    if isinstance(edit, SetCell):
        return RefusedEdit(say("Cell {cell} is left: {why}.", cell=edit.cell, why=reason))
    if isinstance(edit, Unmerge):
        return RefusedEdit(
            say("Cells {area} are not merged again: {why}.", area=edit.cell, why=reason)
        )
    return RefusedEdit(say("Row {row} is not put back: {why}.", row=edit.row, why=reason))


def _changed(edit: Edit) -> Message:
    if isinstance(edit, Unmerge):
        return say("they have changed since")
    return say("its cell has changed since")


def _values(grid: Grid, row: int) -> tuple[Value, ...]:
    return grid.row_values(row) if row <= len(grid.rows) else ()
