"""Undo what was done to a workbook file, also after another program has saved it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path

from xlmot.books.file import FileBook, read_bytes
from xlmot.books.journal import Batch, put_in_order, read_journal, settled, write_journal
from xlmot.books.saving.backups import backups, moved_backups
from xlmot.books.saving.refusals import followed, telling
from xlmot.books.saving.save import save
from xlmot.checking.results import Undone
from xlmot.files.undo_edits import take_back
from xlmot.findings import DeleteRow
from xlmot.findings.edits import apply_edits
from xlmot.findings.inverse import are_undone
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite, UnreadableFile, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import is_blank
from xlmot.reports.undoing import shown_moment
from xlmot.reports.words import as_typed


class History(NamedTuple):
    """A workbook file and what is noted of it, the oldest batch first.

    `path` is the file, links followed, `data` what it holds; `noted` is all that its journal says,
    `batches` what of it is in effect.
    """

    path: Path
    data: bytes
    noted: Sequence[Batch]
    batches: Sequence[Batch]


def history(path: Path) -> History:
    """Return what is noted of a workbook, once what an interrupted run left is in order.

    Raises:
        UnreadableFile: the workbook or its journal cannot be read.
    """
    with telling(path):
        target = followed(path)
        put_in_order(target)
    data = read_bytes(target)
    noted = read_journal(target)
    return History(target, data, noted, settled(noted, sha256(data).hexdigest()))


def undo_file(path: Path, name: str = "") -> Undone:
    """Take back the last batch that is noted of a workbook, or the one of a name.

    If the file is as the batch left it, it becomes byte for byte what it was before. If another
    program has saved it since, each edit whose cell still holds what the batch wrote is taken
    back, and each deleted row is put back that stood between rows that are still there; the others
    are left, and named. A batch of which nothing is left is only noted no more.

    Raises:
        UnreadableFile: nothing was noted that could be undone.
        CannotWrite: the file cannot be written; it is as it was.
    """
    with telling(path):
        found = history(path)
        return _undo(found, path, _chosen(found, path, name))


def _undo(found: History, path: Path, batch: Batch) -> Undone:
    if batch not in found.batches:
        return _settle(found, path, batch)
    before = _backup(found.path, batch)
    if before is not None and sha256(found.data).hexdigest() == batch.after:
        saved = save(found.path, found.data, before, _is(before))
        _forget(found, batch)
        return Undone(str(path), batch.moment, batch.edits, (), saved.shown_backup, batch.sheets)
    book = FileBook(found.path, found.data)
    if _is_undone(book, batch, before):
        return _settle(found, path, batch)
    if batch.sheets:
        raise _refused_sheets(found, path, batch)
    later = [one.edits for one in found.batches[found.batches.index(batch) + 1 :]]
    back = take_back(book, batch, before, later)
    if back.settled:
        return _settle(found, path, batch)
    if back.saved:
        _forget(found, batch)
    undone = Undone(str(path), batch.moment, back.edits, back.refused, notes=back.notes)
    if back.saved:
        return undone._replace(backup=back.saved.shown_backup)
    return undone._replace(notes=(*back.notes, *_way_round(found, path, batch)))


def _chosen(found: History, path: Path, name: str) -> Batch:
    if not found.noted:
        raise UnreadableFile(
            say("There is nothing to undo in {path}.", path=path.name),
            say("Only what xlmot wrote into this workbook itself can be undone."),
        )
    if not name:
        return found.noted[-1]
    for batch in reversed(found.noted):
        if batch.name == name.lower():
            return batch
    raise UnreadableFile(
        say("No change of {path} has the name “{name}”.", path=path.name, name=name),
        say("See the names with “xlmot undo --list {path}”.", path=as_typed(str(path))),
    )


def _settle(found: History, path: Path, batch: Batch) -> Undone:
    """Note a batch no more that is undone already."""
    _forget(found, batch)
    return Undone(str(path), batch.moment, (), settled=True)


def _forget(found: History, batch: Batch) -> None:
    """Note a batch no more, nor those that are void; where that fails, the next run sees it."""
    with suppress(XlmotError, OSError):
        write_journal(found.path, [one for one in found.batches if one != batch])


def _backup(path: Path, batch: Batch) -> bytes | None:
    """Return the workbook as it was before a batch, None where its backup is gone or another."""
    if not batch.backup:
        return None
    named = path.with_name(batch.backup)
    others = [one.path for one in backups(path) if one.path != named]
    for backup in (named, *others, *moved_backups(path, batch.backup)):
        with suppress(UnreadableFile):
            data = read_bytes(backup)
            if sha256(data).hexdigest() == batch.before:
                return data
    return None


def _is_undone(book: FileBook, batch: Batch, before: bytes | None) -> bool:
    """Return whether a workbook that another program has saved shows what it did before a batch.

    A blank row that was deleted from among others leaves a blank row in its place: what is shown
    before a batch and after it tells nothing.
    """
    if batch.sheets:
        return not set(batch.sheets) & set(book.sheet_names())
    if not are_undone(book.all_grids(), batch.edits):
        return False
    rows = [edit for edit in batch.edits if isinstance(edit, DeleteRow)]
    if len(rows) < len(batch.edits):
        return True
    if before is None:
        return not all(map(is_blank, chain.from_iterable(edit.old for edit in rows)))
    after = apply_edits(FileBook(book.path, before).all_grids(), batch.edits)
    return not are_undone(after, batch.edits)


def _refused_sheets(found: History, path: Path, batch: Batch) -> UnreadableFile:
    message = say(
        "The sheets were made at {moment}, and the workbook was saved since.",
        moment=shown_moment(batch.moment),
    )
    way_round = _way_round(found, path, batch)
    take = say("Delete them in Excel, or take the backup “{backup}”.", backup=batch.backup)
    if way_round:
        take = say("{first} {second}", first=take, second=way_round[0])
    return UnreadableFile(message, take)


def _way_round(found: History, path: Path, batch: Batch) -> tuple[Message, ...]:
    """Return how to take back what was done before a batch that cannot be taken back."""
    older = found.batches[: found.batches.index(batch)]
    if not older:
        return ()
    sentence = say(
        "To undo what was done before that: “xlmot undo --batch {name} {path}”.",
        name=older[-1].name,
        path=as_typed(str(path)),
    )
    return (sentence,)


def _is(expected: bytes) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        if data != expected:
            raise CannotWrite(
                say("What was written to the disk does not read as what was to be written."),
                say("The workbook is as it was. Check the disk, and try again."),
            )

    return check
