"""Undo the last cleaning of a workbook file, also after another program has saved it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from xlmot.books.file import FileBook, read_bytes
from xlmot.books.journal import Batch, journal_path, read_journal, write_journal
from xlmot.books.saving.save import Saved, recover, save
from xlmot.checking.results import Refusal, Undone
from xlmot.files.undo_rows import RowsBack, rows_back
from xlmot.files.write import Destination, write
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.edits import apply_edits, put_rows
from xlmot.findings.inverse import invert, together
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite, RefusedEdit, UnreadableFile, XlmotError
from xlmot.programme.grid import Grid


def undo_file(path: Path) -> Undone:
    """Take back the last cleaning of a workbook.

    If the file is as the cleaning left it, it becomes byte for byte what it was before. If another
    program has saved it since, each edit whose cell still holds what the cleaning wrote is taken
    back, and each deleted row is put back that stood between rows that are still there; the others
    are left, and named.

    Raises:
        UnreadableFile: nothing was noted that could be undone.
        CannotWrite: the file cannot be written; it is as it was.
    """
    recover(path)
    now = read_bytes(path)
    batches = read_journal(path)
    if not batches:
        raise UnreadableFile(
            say("Nothing is noted of {path} that could be undone.", path=path.name),
            say("Only what “xlmot clean --in-place” did can be undone."),
        )
    batch = batches[-1]
    before = _backup(path, batch)
    if before is not None and sha256(now).hexdigest() == batch.after:
        saved = save(path, now, before, _is(before))
        write_journal(path, batches[:-1])
        return Undone(str(path), batch.moment, batch.edits, (), _name(saved), batch.sheets)
    return _take_back(path, batches, before)


def _backup(path: Path, batch: Batch) -> bytes | None:
    """Return the workbook as it was before a batch, None where its backup is gone or another."""
    backup = path.with_name(batch.backup)
    if not batch.backup or not backup.exists():
        return None
    data = read_bytes(backup)
    return data if sha256(data).hexdigest() == batch.before else None


def _take_back(path: Path, batches: Sequence[Batch], before: bytes | None) -> Undone:
    """Undo the last batch edit by edit, in a file that is no longer as the batch left it."""
    batch = batches[-1]
    if batch.sheets:
        raise UnreadableFile(
            say(
                "The sheets were made at {moment}, and the workbook was saved since.",
                moment=batch.moment,
            ),
            say("Delete them in Excel, or take the backup “{backup}”.", backup=batch.backup),
        )
    book = FileBook(path)
    back = _rows(book, batch, before)
    middle = FileBook(path, back.data)
    put = [edit for edit in batch.edits if edit in back.done]
    gone = [edit for edit, _ in back.refused]
    inverse, refused = _inverse(middle, batch.edits, gone)
    refused += [(edit, _with_backup(error, batch)) for edit, error in back.refused]
    if not inverse and not put:
        return Undone(str(path), batch.moment, (), tuple(refused))
    cells = [edit for _, edit in inverse if edit]
    data = middle.apply(cells).data if cells else back.data
    expected = apply_edits(put_rows(book.all_grids(), back.placed), cells)
    saved = write(book, data, expected, path, Destination(in_place=True))
    write_journal(path, batches[:-1])
    done = {first for first, _ in inverse} | set(put)
    edits = tuple(edit for edit in batch.edits if edit in done)
    notes = tuple(_notes(back, batch))
    return Undone(str(path), batch.moment, edits, tuple(refused), _name(saved), (), notes)


def _rows(book: FileBook, batch: Batch, before: bytes | None) -> RowsBack:
    """Put back the rows that a batch deleted, as many as can be."""
    deleted = [edit for edit in batch.edits if isinstance(edit, DeleteRow)]
    if not deleted:
        return RowsBack(book.data)
    if before is not None:
        return rows_back(book, FileBook(book.path, before), batch.edits)
    refused = ((edit, _unknown(edit, journal_path(book.path).name)) for edit in deleted)
    return RowsBack(book.data, refused=tuple(refused))


def _unknown(edit: DeleteRow, journal: str) -> RefusedEdit:
    return RefusedEdit(
        say("Row {row} was deleted, and the backup of that moment is gone.", row=edit.row),
        say("Insert a row in Excel; what it held is in {journal}.", journal=journal),
    )


def _with_backup(error: XlmotError, batch: Batch) -> XlmotError:
    """Return a refusal to put a row back with the backup's name."""
    if error.remedy is not None and "journal" in error.remedy.fields:
        return error
    return RefusedEdit(
        error.message, say("Take the row from the backup “{backup}”.", backup=batch.backup)
    )


def _inverse(
    book: FileBook, edits: Sequence[Edit], gone: Sequence[Edit]
) -> tuple[list[tuple[Edit, Edit | None]], list[Refusal]]:
    """Return each edit of cells with the one that takes it back, and those that cannot be.

    The rows `gone` are those that are not in the book.
    """
    found: list[tuple[Edit, Edit | None]] = []
    refused: list[Refusal] = []
    sheets = {grid.sheet: grid for grid in book.all_grids()}
    for name in dict.fromkeys(edit.sheet for edit in edits):
        own = [edit for edit in edits if edit.sheet == name]
        away = [edit.row for edit in gone if edit.sheet == name]
        if name in sheets:
            done, left = _feasible(book, sheets[name], own, away)
            found += done
            refused += left
        else:
            refused += [(edit, _changed(edit)) for edit in own if not isinstance(edit, DeleteRow)]
    return found, refused


def _feasible(
    book: FileBook, grid: Grid, edits: Sequence[Edit], away: Sequence[int]
) -> tuple[list[tuple[Edit, Edit | None]], list[Refusal]]:
    """Return what takes back the edits of a sheet, without what the book does not allow."""
    wanted, refused, bound = list(edits), list[Refusal](), together(edits)
    while True:
        done, left = invert(grid, wanted, away, away)
        reasons = dict(book.refusals([edit for _, edit in done if edit]))
        barred = [(first, reasons[edit]) for first, edit in done if edit in reasons]
        if not barred:
            return done, [*refused, *((edit, _changed(edit)) for edit in left)]
        groups = {bound.get(first, first): error for first, error in barred}
        out = [(e, groups[bound.get(e, e)]) for e in wanted if bound.get(e, e) in groups]
        refused += out
        wanted = [edit for edit in wanted if edit not in dict(out)]


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


def _is(expected: bytes) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        if data != expected:
            raise CannotWrite(
                say("What was written to the disk does not read as what was to be written."),
                say("The workbook is as it was. Check the disk, and try again."),
            )

    return check


def _name(saved: Saved) -> str:
    return saved.backup.name if saved.backup else ""
