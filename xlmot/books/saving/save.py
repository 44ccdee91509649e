"""Write a workbook so that whatever happens the file is the old one or the new one, whole.

    1. The file is ours to write: not read-only, not open elsewhere, one name, links followed.
    2. One run at a time has its lock. What is to be written is announced.
    3. Its bytes were read once, by the caller, and the new ones made of them in memory.
    4. Nothing new, nothing written.
    5. The new bytes go to a temporary file beside it, with its marks, down to the disk,
    6. are read back, compared and checked;
    7. the file is still what was read, and still not open elsewhere;
    8. the two files are exchanged in one step;
    9. what came out must be what was read, or it is put back: then it becomes the backup;
    10. the folder's names go down to the disk, the backup goes where the user has those,
    temporary file and lock go.

A fault up to 7 leaves the file as it was and says so. After 8 the file is the new one, and a
fault is reported as `durable=False`: written, but whether it outlives a power cut is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from xlmot.books.saving.backups import (
    backup_folder,
    free_backup_path,
    keep,
    limit,
    put_away,
)
from xlmot.books.saving.disk import flush_folder, is_there, read_whole, remove, write_new
from xlmot.books.saving.exchange import NotOffered, exchange, put_in_free_place, replace, twin
from xlmot.books.saving.lock import (
    Lock,
    Record,
    leftovers,
    lock_path,
    locked,
    temporary_path,
)
from xlmot.books.saving.recovery import MISSING, settle
from xlmot.books.saving.refusals import (
    changed_since,
    followed,
    refuse_if_linked,
    refuse_if_open,
    telling,
    writable,
)
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite
from xlmot.messages.named import NamedTuple

Check: TypeAlias = Callable[[bytes], object]
# Gets the file, links followed, and the name its backup will have.
Announce: TypeAlias = Callable[[Path, str], AbstractContextManager[None]]


def unannounced(_target: Path, _backup: str) -> AbstractContextManager[None]:
    """Announce nothing."""
    return nullcontext()


class Saved(NamedTuple):
    """What a save did.

    path        the file, links followed
    backup      the file that holds what was there before; None if none was asked for or needed
    durable     all of it is known to be on the disk, not only in the system's memory
    recovered   what was put in order after a run that had been interrupted
    """

    path: Path
    backup: Path | None
    durable: bool
    recovered: tuple[Message, ...] = ()

    @property
    def shown_backup(self) -> str:
        """Return the name of the backup, with its folder if that is another; "" without one."""
        if self.backup is None:
            return ""
        beside = self.backup.parent == self.path.parent
        return self.backup.name if beside else str(self.backup)


def save(
    path: Path,
    old: bytes,
    new: bytes,
    check: Check,
    *,
    backup: bool = True,
    announce: Announce = unannounced,
) -> Saved:
    """Replace the content `old` of a file by `new`; `check` raises if the bytes it gets are wrong.

    `check` gets what was read back from the disk. Raises CannotWrite, or what `check` or `announce`
    raise, and then the file is as it was. At most `backups.KEPT` backups stay.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     book = Path(folder, "book.xlsx")
    ...     _ = book.write_bytes(b"before")
    ...     saved = save(book, b"before", b"after", check=len)
    ...     print(book.read_bytes(), saved.backup.name, saved.backup.read_bytes())
    b'after' book.xlmot-6db7d803.bak.xlsx b'before'
    """
    with telling(path):
        target = writable(path)
        if old == new:
            return Saved(target, None, durable=True, recovered=tuple(recover(target)))
        record = Record.of_this_run(_digest(old), _digest(new))
        backup_folder(target)  # It raises where no folder could be meant.
        with locked(target) as lock:
            recovered = _begin(lock, target, record)
            refuse_if_linked(target)
            name = free_backup_path(target, old).name if backup else ""
            with announce(target, name), _leaving_nothing(target, record):
                _prepare(target, new, check, like=target)
                saved = _swap(target, old, record, backup=backup)
            if saved.backup and saved.durable:
                saved = saved._replace(backup=put_away(saved.backup, target))
        return saved._replace(recovered=tuple(recovered))


def create(path: Path, new: bytes, check: Check, like: Path | None = None) -> Saved:
    """Write a file that does not exist yet; CannotWrite if it does, even if only just.

    `like` is the workbook it is made from: the new one gets its rights and its origin marks, so
    that what was downloaded stays known as such.
    """
    with telling(path):
        target = path.resolve()
        record = Record.of_this_run(MISSING, _digest(new))
        with locked(target) as lock:
            recovered = _begin(lock, target, record)
            with _leaving_nothing(target, record):
                refuse_if_open(target)
                _prepare(target, new, check, like)
                durable = _place(target)
        return Saved(target, None, durable, recovered=tuple(recovered))


def recover(path: Path) -> list[Message]:
    """Put in order what an interrupted run left beside a workbook; say what was kept.

    Worth a call before reading: it may put the workbook itself back. Costs nothing otherwise.
    """
    with telling(path):
        target = followed(path)
        if not leftovers(target):
            _remove_old_lock(target)
            return []
        with locked(target) as lock:
            return settle(target, lock.dead)


def _remove_old_lock(target: Path) -> None:
    """Remove the lock of a run that died with nothing begun; one that is held stays."""
    if is_there(lock_path(target)):
        with suppress(OSError, CannotWrite), locked(target):
            pass


def _begin(lock: Lock, target: Path, record: Record) -> list[Message]:
    recovered = settle(target, lock.dead)
    lock.note(record)
    return recovered


@contextmanager
def _leaving_nothing(target: Path, record: Record) -> Iterator[None]:
    """Put in order what a failed write has left; what cannot be now, the next run will."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            settle(target, record)
        raise


def _prepare(target: Path, new: bytes, check: Check, like: Path | None) -> None:
    temporary = temporary_path(target)
    write_new(temporary, new, like)
    written = read_whole(temporary)
    if written != new:
        raise CannotWrite(
            say("“{name}” was not changed: its disk lost what was written.", name=target.name),
            say("Write to another disk, and have this one looked at."),
        )
    check(written)


def _swap(target: Path, old: bytes, record: Record, *, backup: bool) -> Saved:
    refuse_if_open(target)
    _refuse_if_changed(target, old)
    try:
        displaced = exchange(temporary_path(target), target)
    except NotOffered:
        return _replace(target, old, backup=backup)
    try:
        is_old = read_whole(displaced) == old
    except OSError:
        return Saved(target, displaced, durable=False)
    if not is_old:
        raise _given_back(target, displaced, record)
    return _finish(target, displaced, backup=backup)


def _refuse_if_changed(target: Path, old: bytes) -> None:
    if read_whole(target) != old:
        raise changed_since(target)


def _given_back(target: Path, displaced: Path, record: Record) -> CannotWrite:
    """Return the refusal for a file that was saved by another program in the last moment."""
    try:
        settle(target, record)
    except OSError:
        return CannotWrite(
            say(
                "“{name}” was saved by another program while xlmot wrote it; "
                "that version is in the file “{other}” beside it.",
                name=target.name,
                other=displaced.name,
            ),
            say("Start again: it is put back first."),
        )
    return changed_since(target)


def _finish(target: Path, displaced: Path, *, backup: bool) -> Saved:
    kept = displaced
    try:
        if backup:
            kept = keep(displaced, target)
        flush_folder(target.parent)
    except OSError:
        return Saved(target, kept if backup else None, durable=False)
    with suppress(OSError):
        if backup:
            limit(target, spare=kept)
        else:
            remove(displaced)  # where it stays, the next run keeps it as a backup
    return Saved(target, kept if backup else None, durable=True)


def _replace(target: Path, old: bytes, *, backup: bool) -> Saved:
    """Do steps 8 to 10 where two files cannot be exchanged: the backup comes first, a copy."""
    kept = None
    if backup:
        write_new(twin(temporary_path(target)), old, like=target)
        kept = keep(twin(temporary_path(target)), target)
        flush_folder(target.parent)
    refuse_if_open(target)
    _refuse_if_changed(target, old)
    replace(temporary_path(target), target)
    durable = _is_flushed(target.parent)
    if kept:
        with suppress(OSError):
            limit(target, spare=kept)
    return Saved(target, kept, durable)


def _place(target: Path) -> bool:
    try:
        put_in_free_place(temporary_path(target), target)
    except FileExistsError:
        raise CannotWrite(
            say("“{name}” exists already.", name=target.name),
            say("Choose another name, or move that file away."),
        ) from None
    return _is_flushed(target.parent)


def _is_flushed(folder: Path) -> bool:
    try:
        flush_folder(folder)
    except OSError:
        return False
    return True


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
