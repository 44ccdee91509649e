"""Make edits in a workbook that is open in Excel: all of them, noted in the journal, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from xlmot.books.excel import journal
from xlmot.books.excel.access import Book, Sheet
from xlmot.books.excel.failing import attempt, insist, say_taken_back
from xlmot.books.excel.filters import refuse_filters, unfiltered
from xlmot.books.excel.undo import deleted_spans, take_back
from xlmot.books.excel.write import (
    ColumnBlock,
    Format,
    blocks,
    delete_rows,
    formats_of,
    lasting,
    unmerge,
    write_blocks,
)
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import say
from xlmot.messages.errors import CannotWrite
from xlmot.ooxml.parts.marks import JOURNAL
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value


def make_edits(
    book: Book,
    edits: Sequence[Edit],
    expected: tuple[Sequence[Grid], Sequence[Grid]],
    read: Callable[[], Sequence[Grid]],
) -> None:
    """Make edits that were found to be possible; `expected` are the sheets before and after them.

    What `read` then gives is held to that. Whatever goes wrong in between, what was done is taken
    back; if even that cannot be done, the journal knows of it.

    Raises:
        CannotWrite: Excel refused something, or made something else of what was written; the
            workbook is as it was, or the message says that “Undo” is to be pressed.
        ExcelUnavailable: Excel became busy meanwhile; the workbook is as it was.
    """
    before, after = expected
    work = _Work(book, edits, before)
    try:
        kept = work.make() and _agree(read(), after)
    except BaseException as error:  # noqa: BLE001  Ctrl+C too
        work.take_back()
        say_taken_back(error)
    if not kept:
        work.take_back()
        raise CannotWrite(
            say("Excel did not keep what was written as it was written."),
            say(
                "It was undone. Use “xlmot clean” on the file, and show this workbook to "
                "whoever installed xlmot for you."
            ),
        )


def now() -> str:
    """Return the local time, ISO 8601."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


class _Work:
    """What is being done to a workbook: how far it is, and what would take it back."""

    def __init__(self, book: Book, edits: Sequence[Edit], before: Sequence[Grid]) -> None:
        self.book = book
        self.edits = edits
        self.before = before
        self.batches: Sequence[journal.ExcelBatch] | None = None
        self.batch = journal.ExcelBatch(now(), tuple(edits))
        # The first row of each run that is gone by now, with its sheet.
        self.gone: set[tuple[str, int]] = set()
        self._found: dict[str, Sheet] = {}

    def _sheet(self, name: str) -> Sheet:
        if name not in self._found:
            self._found[name] = self.book.sheets[name]
        return self._found[name]

    def make(self) -> bool:
        """Make the edits; return whether cells that were to be unmerged are."""
        for name in {edit.sheet for edit in self.edits}:
            refuse_filters(self._sheet(name))
        self.batches = journal.read_batches(self.book)
        # Noted before it is done: whatever happens meanwhile can be taken back.
        self._note(self.batch._replace(formats=tuple(self._formats())))
        unmerged = self._unmerge()
        # A row is kept once no merged cells reach over it.
        self._keep()
        if self.batch.kept:
            self._note(self.batch)
        self._write()
        self._note(self.batch._replace(formats=tuple(self._lasting()), finished=True))
        return unmerged

    def _note(self, batch: journal.ExcelBatch) -> None:
        self.batch = batch
        journal.write_batches(self.book, [*(self.batches or ()), self.batch])

    def take_back(self) -> None:
        """Take back what was done so far, and forget it.

        Raises:
            CannotWrite: Excel refuses that too; the journal still knows what was done.
        """
        if self.batches is None:
            return
        try:
            insist(lambda: take_back(self.book, self.batch, exact=False, gone=self.gone))
        except Exception as error:
            raise CannotWrite(
                say("Excel refused something halfway, and refuses to undo it."),
                say("Press “Undo” before you save: it undoes the rest."),
            ) from error
        # What it knows is no longer there: to undo it would find nothing to do.
        attempt(lambda: journal.write_batches(self.book, self.batches or ()))

    def _blocks(self) -> Iterable[tuple[str, list[ColumnBlock]]]:
        for name in dict.fromkeys(edit.sheet for edit in self.edits):
            cells = (e for e in self.edits if isinstance(e, SetCell) and e.sheet == name)
            yield name, blocks(cells)

    def _formats(self) -> Iterable[Format]:
        for name, made in self._blocks():
            yield from formats_of(self._sheet(name), made)

    def _lasting(self) -> Iterable[Format]:
        for name, made in self._blocks():
            yield from lasting(made, (each for each in self.batch.formats if each.sheet == name))

    def _unmerge(self) -> bool:
        """Unmerge what edits say; return whether Excel did."""
        areas: dict[str, list[Area]] = {}
        for edit in self.edits:
            if isinstance(edit, Unmerge):
                areas.setdefault(edit.sheet, []).append(edit.area)
        done = True
        for grid in self.before:
            if grid.sheet in areas:
                sheet = self._sheet(grid.sheet)
                with unfiltered(sheet):
                    done = unmerge(sheet, areas[grid.sheet], grid.merges) and done
        return done

    def _keep(self) -> None:
        others = [kept for batch in self.batches or () for kept in batch.kept]
        kept: list[journal.KeptRows] = []
        for grid in self.before:
            spans = deleted_spans(grid, self.edits)
            if spans:
                sheet = self._sheet(grid.sheet)
                kept += journal.keep_rows(self.book, sheet, spans, [*others, *kept])
        self.batch = self.batch._replace(kept=tuple(kept))

    def _write(self) -> None:
        store = self.book.sheets[JOURNAL]
        for name, made in self._blocks():
            sheet = self._sheet(name)
            rows = [e.row for e in self.edits if isinstance(e, DeleteRow) and e.sheet == name]
            with unfiltered(sheet):
                own = [each for each in self.batch.formats if each.sheet == name]
                write_blocks(sheet, made, own, store)
                for top in delete_rows(sheet, rows):
                    self.gone.add((name, top))


def _agree(now: Sequence[Grid], expected: Sequence[Grid]) -> bool:
    """Return whether sheets read as they should; what formulas show may have changed."""
    return [*map(_shown, now)] == [*map(_shown, expected)]


def _shown(grid: Grid) -> tuple[str, list[tuple[Value, ...]]]:
    blank = dict.fromkeys(grid.formulas)
    rows = [
        [blank.get((number, column), value) for column, value in enumerate(values, 1)]
        for number, values in enumerate(grid.rows, 1)
    ]
    plain = Grid(grid.sheet, rows)
    shown = [plain.row_values(number) for number in range(1, len(rows) + 1)]
    while shown and not shown[-1]:
        shown.pop()
    return grid.sheet, shown
