"""Take back what a batch of the journal did in a workbook that is open in Excel."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from xlmot.books.excel.access import Book, Sheet
from xlmot.books.excel.failing import attempt, insist
from xlmot.books.excel.filters import unfiltered
from xlmot.books.excel.journal import (
    ExcelBatch,
    KeptRows,
    find,
    fingerprint,
    prune_rows,
    write_batches,
)
from xlmot.books.excel.read import address, read_cells, read_editable
from xlmot.books.excel.write import (
    Format,
    blocks,
    formats_of,
    restore_formats,
    runs,
    write_blocks,
)
from xlmot.books.open_book import TakenBack
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.edits import apply_edits
from xlmot.findings.inverse import invert
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite, RefusedEdit, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.marks import ROWS
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value


def deleted_spans(grid: Grid, edits: Iterable[Edit]) -> list[tuple[int, int, str, str]]:
    """Return the runs of rows that edits delete, each with what tells the row right below it.

    It is described as it is once the cells are written, and as it is before.
    """
    own = [edit for edit in edits if edit.sheet == grid.sheet]
    cells = [edit for edit in own if isinstance(edit, SetCell)]
    (after,) = apply_edits([grid], cells)
    rows = (edit.row for edit in own if isinstance(edit, DeleteRow))
    return [
        (
            top,
            bottom,
            fingerprint(_values(after, bottom + 1)),
            fingerprint(_values(grid, bottom + 1)),
        )
        for top, bottom in runs(rows)
    ]


def take_back(
    book: Book,
    batch: ExcelBatch,
    *,
    exact: bool = True,
    gone: AbstractSet[tuple[str, int]] = frozenset(),
) -> TakenBack:
    """Undo a batch: cells that hold what it wrote, rows whose neighbour below is where it was.

    What was never done, or is taken back already, counts as taken back: so that this can be
    called again after it was interrupted. Without `exact`, all is put back whatever is there.
    `gone` are the first rows, with their sheets, of the runs that are known to be gone.
    """
    done: list[Edit] = []
    refused: list[tuple[Edit, XlmotError]] = []
    for name in dict.fromkeys(edit.sheet for edit in batch.edits):
        edits = [edit for edit in batch.edits if edit.sheet == name]
        sheet = find(book, name)
        if sheet is None:
            why = say("the sheet “{sheet}” is not there", sheet=name)
            refused += [(edit, _left(edit, why)) for edit in edits]
            continue
        known = {top for sheet_name, top in gone if sheet_name == name}
        undoing = _Undoing(book, sheet, edits, batch, _Known(exact, known))
        with unfiltered(sheet):
            undoing.cells(batch.formats)
            undoing.rows()
            undoing.merges()
        done += undoing.done
        refused += undoing.refused
    return TakenBack(batch.moment, tuple(done), tuple(refused))


def undo_batch(book: Book, batches: Sequence[ExcelBatch]) -> TakenBack:
    """Take back the last batch, and strike it out of the journal.

    Raises:
        CannotWrite: Excel refuses something; the rest can be taken back by doing this again.
    """
    undone: list[TakenBack] = []
    left: list[ExcelBatch] = []

    def once() -> None:
        undone.append(take_back(book, batches[-1]))
        left[:] = [*batches[:-1], *still_to_undo(book, batches[-1], undone[-1])]

    try:
        insist(once)
    except Exception as error:
        raise CannotWrite(
            say("Excel refused something halfway: not all of it is undone."),
            say("Press “Undo” again before you save: it undoes the rest."),
        ) from error
    # Undone again, what is undone stays as it is: a journal that cannot be written does no harm.
    attempt(lambda: write_batches(book, left))
    attempt(lambda: prune_rows(book, left))
    return undone[-1]


def still_to_undo(book: Book, batch: ExcelBatch, undone: TakenBack) -> list[ExcelBatch]:
    """Return what of a batch can be tried again: all if nothing was taken back, else absent sheets.

    What staff changed since on a sheet that is there is theirs, and does not stand before the
    batches that were made earlier.
    """
    if not undone.edits:
        return [batch]
    names = {sheet.name for sheet in book.sheets}
    edits = tuple(edit for edit in batch.edits if edit.sheet not in names)
    return [batch._replace(edits=edits)] if edits else []


class _Known(NamedTuple):
    """How an undo is to be done: only where all is as it was left, and the runs surely gone."""

    exact: bool
    gone: AbstractSet[int]


class _Undoing:
    """Take back the edits of one sheet; they name rows as they were before the batch."""

    def __init__(
        self, book: Book, sheet: Sheet, edits: Sequence[Edit], batch: ExcelBatch, known: _Known
    ) -> None:
        self.book = book
        self.sheet = sheet
        self.edits = edits
        self.exact = known.exact
        unmerges = any(isinstance(edit, Unmerge) for edit in edits)
        self.grid = read_editable(sheet) if unmerges else read_cells(sheet)
        own = [kept for kept in batch.kept if kept.sheet == self.grid.sheet]
        self.areas: list[Area] = []
        # Runs whose rows are there: never deleted, put back already, or put back but for the texts.
        self.there, self.hollow = self._standing(own, batch, known)
        self.kept = [kept for kept in own if kept not in self.there]
        # No row is deleted before it is kept.
        self.gone = sorted(edit.row for kept in self.kept for edit in self._deleted(kept))
        self.done: list[Edit] = [
            e for e in edits if isinstance(e, DeleteRow) and e.row not in self.gone
        ]
        self.refused: list[tuple[Edit, XlmotError]] = []
        self.away = self._astray()

    def _standing(
        self, own: Iterable[KeptRows], batch: ExcelBatch, known: _Known
    ) -> tuple[list[KeptRows], list[KeptRows]]:
        """Return the runs of rows that stand where they stood, and those that stand there blank."""
        there: list[KeptRows] = []
        hollow: list[KeptRows] = []
        shift = 0
        for kept in sorted(own):
            at, count = kept.top - shift, kept.bottom - kept.top + 1
            texts = [_values(self.grid, at + number) for number in range(count)]
            if kept.top in known.gone or self._is_below(kept, at):
                unsure = not batch.finished and kept.top not in known.gone
                stands = unsure and self._is_below(kept, at + count)
            else:
                stands = True
            if stands and texts == [edit.old for edit in self._deleted(kept)]:
                there.append(kept)
            elif stands and not any(texts):
                there.append(kept)
                hollow.append(kept)
            else:
                shift += count
        return there, hollow

    def _is_below(self, kept: KeptRows, row: int) -> bool:
        return fingerprint(_values(self.grid, row)) in (kept.below, kept.was)

    def now(self, row: int) -> int:
        """Return where a row stands now that those above it are gone."""
        return row - bisect_left(self.gone, row)

    def cells(self, formats: Iterable[Format]) -> None:
        """Give cells what they held; cells to be merged wait for their rows."""
        away = [edit.row for edit in self.away]
        found = invert(self.grid, self.edits, self.gone, away, exact=self.exact)
        cells = [back for _, back in found.done if isinstance(back, SetCell)]
        changed = [back for back in cells if self._holds(back) != back.new]
        self.areas = [back.area for _, back in found.done if isinstance(back, Unmerge)]
        made = blocks(changed)
        write_blocks(self.sheet, made, formats_of(self.sheet, made))
        self.done += [*(edit for edit, _ in found.done), *found.already]
        self.refused += [(edit, _left(edit, _changed(edit))) for edit in found.left]
        own = (each for each in formats if each.sheet == self.grid.sheet)
        restore_formats(self.sheet, (f._replace(area=self._moved(f.area)) for f in own))

    def _holds(self, edit: SetCell) -> Value:
        return self.grid.value(edit.row, edit.column)

    def merges(self) -> None:
        """Merge cells again."""
        for area in self.areas:
            self.sheet.range(address(area)).merge()

    def _moved(self, area: Area) -> Area:
        return area._replace(top=self.now(area.top), bottom=self.now(area.bottom))

    def rows(self) -> None:
        """Put deleted rows back, the lowest first so that those above keep their numbers."""
        for each in self.hollow:
            self._copy(each, self.now(each.top))
        for each in sorted(self.kept, key=lambda each: -each.top):
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

    def _astray(self) -> list[DeleteRow]:
        """Return the rows that cannot go back: another row stands where they were."""
        own = self.kept if self.exact else ()
        found = (each for each in own if not self._is_below(each, self.now(each.top)))
        return [edit for each in found for edit in self._deleted(each)]

    def _put_back(self, kept: KeptRows, at: int) -> None:
        rows = f"{at}:{at + kept.bottom - kept.top}"
        self.sheet.range(rows).insert("down")
        try:
            self._copy(kept, at)
        except BaseException:
            attempt(lambda: self.sheet.range(rows).delete("up"))
            raise

    def _copy(self, kept: KeptRows, at: int) -> None:
        last = kept.bottom - kept.top
        rows = self.book.sheets[ROWS].range(f"{kept.at}:{kept.at + last}")
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
