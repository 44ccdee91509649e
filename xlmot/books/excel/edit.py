"""Make edits in a workbook that is open in Excel: all of them, noted in the journal, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from xlmot.books.excel import journal
from xlmot.books.excel.access import Book
from xlmot.books.excel.undo import deleted_spans, take_back
from xlmot.books.excel.write import Format, blocks, delete_rows, unfiltered, unmerge, write_blocks
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import say
from xlmot.messages.errors import CannotWrite
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value


def make_edits(
    book: Book,
    edits: Sequence[Edit],
    expected: tuple[Sequence[Grid], Sequence[Grid]],
    read: Callable[[], Sequence[Grid]],
) -> None:
    """Make edits that were found to be possible; `expected` are the sheets before and after them.

    What `read` then gives is held to that.

    Raises:
        CannotWrite: Excel made something else of what was written; the workbook is as it was.
    """
    before, after = expected
    batches = journal.read_batches(book)
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    batch = journal.ExcelBatch(moment, tuple(edits))
    parted = _unmerge(book, before, edits, lambda: journal.write_batches(book, [*batches, batch]))
    # A row is kept once no merged cells reach over it.
    batch = batch._replace(kept=tuple(_keep(book, before, edits)))
    # Noted before it is done: whatever happens meanwhile can be taken back.
    journal.write_batches(book, [*batches, batch])
    batch = batch._replace(formats=tuple(_write(book, edits)))
    journal.write_batches(book, [*batches, batch])
    if not parted or not _agree(read(), after):
        take_back(book, batch, exact=False)
        journal.write_batches(book, batches)
        raise CannotWrite(
            say("Excel did not keep what was written as it was written."),
            say("It was taken back. Report this workbook, or use “xlmot clean” on the file."),
        )


def _unmerge(
    book: Book, before: Sequence[Grid], edits: Sequence[Edit], note: Callable[[], None]
) -> bool:
    """Unmerge what edits say, once it is noted; return whether Excel did."""
    areas: dict[str, list[Area]] = {}
    for edit in edits:
        if isinstance(edit, Unmerge):
            areas.setdefault(edit.sheet, []).append(edit.area)
    if areas:
        note()
    done = True
    for grid in before:
        if grid.sheet in areas:
            sheet = book.sheets[grid.sheet]
            with unfiltered(sheet):
                done = unmerge(sheet, areas[grid.sheet], grid.merges) and done
    return done


def _keep(book: Book, before: Sequence[Grid], edits: Sequence[Edit]) -> list[journal.KeptRows]:
    kept: list[journal.KeptRows] = []
    for grid in before:
        spans = deleted_spans(grid, edits)
        if spans:
            kept += journal.keep_rows(book, book.sheets[grid.sheet], spans)
    return kept


def _write(book: Book, edits: Sequence[Edit]) -> list[Format]:
    formats: list[Format] = []
    for name in dict.fromkeys(edit.sheet for edit in edits):
        sheet = book.sheets[name]
        cells = [e for e in edits if isinstance(e, SetCell) and e.sheet == name]
        rows = [e.row for e in edits if isinstance(e, DeleteRow) and e.sheet == name]
        with unfiltered(sheet):
            formats += write_blocks(sheet, blocks(cells))
            delete_rows(sheet, rows)
    return formats


def _agree(now: Sequence[Grid], expected: Sequence[Grid]) -> bool:
    """Tell whether sheets read as they should; what formulas show may have changed."""
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
