"""Take back the edits of a batch one by one, in a workbook that is no longer as they left it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlmot.books.file import FileBook
from xlmot.books.journal import Batch, journal_path
from xlmot.books.saving.save import Saved
from xlmot.checking.results import Refusal
from xlmot.files.undo_rows import RowsBack, rows_back
from xlmot.files.write import Destination, write
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.edits import apply_edits, put_rows
from xlmot.findings.inverse import invert, together
from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid


class EditsBack(NamedTuple):
    """The edits of a batch that were taken back, those that could not be, and the write if any.

    `settled` says that all of them had been taken back before; `notes` what of the rows that were
    put back did not come with them.
    """

    edits: tuple[Edit, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Message, ...] = ()
    saved: Saved | None = None
    settled: bool = False


class _Found(NamedTuple):
    """What takes edits of cells back, or why not; `already` had been."""

    done: list[tuple[Edit, Edit | None]]
    refused: list[Refusal]
    already: list[Edit]


def take_back(
    book: FileBook, batch: Batch, before: bytes | None, later: Sequence[Sequence[Edit]]
) -> EditsBack:
    """Take back what can be of a batch; `later` are the edits of the batches after it.

    Raises:
        CannotWrite: the file cannot be written; it is as it was.
    """
    back = _rows(book, batch, before, later)
    middle = FileBook(book.path, back.data)
    put = [edit for edit, _ in zip(back.done, back.placed, strict=True)]
    gone = [edit for edit, _ in back.refused]
    found = _inverse(middle, batch.edits, gone, later)
    refused = (
        *found.refused,
        *((edit, _with_backup(error, batch)) for edit, error in back.refused),
    )
    if not found.done and not put:
        return EditsBack(refused=refused, settled=not refused)
    cells = [edit for _, edit in found.done if edit]
    data = middle.apply(cells).data if cells else back.data
    expected = apply_edits(put_rows(book.all_grids(), back.placed), cells)
    saved = write(book, data, expected, book.path, Destination(in_place=True))
    done = {first for first, _ in found.done} | set(put)
    edits = tuple(edit for edit in batch.edits if edit in done)
    return EditsBack(edits, refused, tuple(_notes(back, batch)), saved)


def rows_gone(edits: Iterable[Edit], later: Iterable[Iterable[Edit]], sheet: str) -> list[int]:
    """Return the rows that later batches deleted, numbered as the edits of a batch number rows.

    >>> edits = [DeleteRow("Plan", 2, ())]
    >>> rows_gone(edits, [[DeleteRow("Plan", 1, ()), DeleteRow("Plan", 2, ())]], "Plan")
    [1, 3]
    """
    own = _deleted(edits, sheet)
    gone = list(own)
    for batch in later:
        rows = [_before(row, gone) for row in _deleted(batch, sheet)]
        gone = sorted([*gone, *rows])
    return [row for row in gone if row not in set(own)]


def _deleted(edits: Iterable[Edit], sheet: str) -> list[int]:
    return sorted(e.row for e in edits if isinstance(e, DeleteRow) and e.sheet == sheet)


def _before(row: int, gone: Iterable[int]) -> int:
    """Return the number that a row had before the rows `gone` went, which are in order."""
    for each in gone:
        if each > row:
            break
        row += 1
    return row


def _rows(
    book: FileBook, batch: Batch, before: bytes | None, later: Sequence[Sequence[Edit]]
) -> RowsBack:
    """Put back the rows that a batch deleted, as many as can be."""
    deleted = [edit for edit in batch.edits if isinstance(edit, DeleteRow)]
    if not deleted:
        return RowsBack(book.data)
    if before is None:
        journal = journal_path(book.path).name
        refused = [(edit, _unknown(edit, journal)) for edit in deleted]
        return RowsBack(book.data, refused=tuple(refused))
    if any(rows_gone(batch.edits, later, edit.sheet) for edit in deleted):
        moved = [(edit, _moved(edit)) for edit in deleted]
        return RowsBack(book.data, refused=tuple(moved))
    return rows_back(book, FileBook(book.path, before), batch.edits)


def _unknown(edit: DeleteRow, journal: str) -> RefusedEdit:
    return RefusedEdit(
        say("Row {row} was deleted, and the backup of that moment is gone.", row=edit.row),
        say("Insert a row in Excel; what it held is in {journal}.", journal=journal),
    )


def _moved(edit: DeleteRow) -> RefusedEdit:
    return RefusedEdit(
        say("Row {row} was deleted, and other rows of its sheet later.", row=edit.row)
    )


def _with_backup(error: XlmotError, batch: Batch) -> XlmotError:
    """Return a refusal to put a row back with the backup's name."""
    if error.remedy is not None and "journal" in error.remedy.fields:
        return error
    return RefusedEdit(
        error.message, say("Take the row from the backup “{backup}”.", backup=batch.backup)
    )


def _inverse(
    book: FileBook,
    edits: Sequence[Edit],
    gone: Sequence[Edit],
    later: Sequence[Sequence[Edit]],
) -> _Found:
    """Return each edit of cells with the one that takes it back, and those that cannot be.

    The rows `gone` are those that are not in the book.
    """
    found = _Found([], [], [])
    sheets = {grid.sheet: grid for grid in book.all_grids()}
    for name in dict.fromkeys(edit.sheet for edit in edits):
        own = [e for e in edits if e.sheet == name and not isinstance(e, DeleteRow)]
        since = rows_gone(edits, later, name)
        away = sorted([*since, *(edit.row for edit in gone if edit.sheet == name)])
        if name in sheets:
            lost = _on_rows(own, since)
            kept = [edit for edit in own if edit not in lost]
            part = _feasible(book, sheets[name], kept, away)
            found.done.extend(part.done)
            found.refused.extend(part.refused)
            found.already.extend(part.already)
        else:
            lost = set(own)
        found.refused.extend((edit, _changed(edit)) for edit in own if edit in lost)
    return found


def _on_rows(edits: Sequence[SetCell | Unmerge], rows: Sequence[int]) -> set[Edit]:
    """Return the edits of a sheet whose rows are gone, and those that go with them."""
    gone, bound = set(rows), together(edits)
    whole = {bound.get(edit, edit) for edit in edits if not gone.isdisjoint(_rows_of(edit))}
    return {edit for edit in edits if bound.get(edit, edit) in whole}


def _rows_of(edit: SetCell | Unmerge) -> range:
    if isinstance(edit, Unmerge):
        return range(edit.area.top, edit.area.bottom + 1)
    return range(edit.row, edit.row + 1)


def _feasible(
    book: FileBook, grid: Grid, edits: Sequence[SetCell | Unmerge], away: Sequence[int]
) -> _Found:
    """Return what takes back the edits of a sheet, without what the book does not allow."""
    wanted, refused, bound = list(edits), list[Refusal](), together(edits)
    while True:
        done, left, already = invert(grid, wanted, away, away)
        reasons = dict(book.refusals([edit for _, edit in done if edit]))
        barred = [(first, reasons[edit]) for first, edit in done if edit in reasons]
        if not barred:
            refused += ((edit, _changed(edit)) for edit in left)
            return _Found(done, refused, [*already])
        groups = {bound.get(first, first): error for first, error in barred}
        out = [(e, groups[bound.get(e, e)]) for e in wanted if bound.get(e, e) in groups]
        refused += out
        away_with = {edit for edit, _ in out}
        wanted = [edit for edit in wanted if edit not in away_with]


def _notes(back: RowsBack, batch: Batch) -> list[Message]:
    notes: list[Message] = []
    if back.lost:
        notes.append(
            say(
                "Not put back with their rows, see the backup “{backup}”: {things}.",
                backup=batch.backup,
                things=back.lost,
            )
        )
    if back.unknown:
        notes.append(
            say("Formulas that changed since and still show #REF!: {cells}.", cells=back.unknown)
        )
    return notes


def _changed(edit: SetCell | Unmerge) -> RefusedEdit:
    if isinstance(edit, Unmerge):
        return RefusedEdit(
            say("Cells {area} have changed since.", area=edit.cell), say("Merge them by hand.")
        )
    return RefusedEdit(
        say("Cell {cell} has changed since.", cell=edit.cell), say("Correct it by hand.")
    )
