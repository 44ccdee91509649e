"""Let one run at a time write a workbook, and know what a run that died was doing.

The lock is a file beside the workbook. It is never in a reader's way; a second writer fails at
once. The system's own lock on that file ends with the process that took it, so a run that was
killed stops nobody; its record stays and says what it was about to write.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlmot.books.saving.disk import flush, is_there, read_whole, write_all
from xlmot.books.saving.exchange import twin
from xlmot.messages import say
from xlmot.messages.errors import CannotWrite
from xlmot.messages.named import NamedTuple

_OPTIONS = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Record(NamedTuple):
    """Who writes, and the SHA-256 of what was read and of what is to come, in hexadecimal."""

    old: str
    new: str
    pid: int
    host: str
    time: float

    @classmethod
    def of_this_run(cls, old: str, new: str) -> Record:
        return cls(old, new, os.getpid(), platform.node(), time.time())

    def to_bytes(self) -> bytes:
        return json.dumps(self._asdict()).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Record | None:
        """Return the record, or None where a dying run left half of one."""
        try:
            record = cls(**json.loads(data))
        except (ValueError, TypeError):
            return None
        return record if [type(field) for field in record[:4]] == [str, str, int, str] else None


def lock_path(target: Path) -> Path:
    """Return the name of the lock of a workbook.

    >>> lock_path(Path("Plan 2025.xlsx")).name
    '.~xlmot.Plan 2025.xlsx.lock'
    """
    return target.with_name(f".~xlmot.{target.name}.lock")


def temporary_path(target: Path) -> Path:
    """Return the name of the temporary file of a workbook.

    >>> temporary_path(Path("Plan 2025.xlsx")).name
    '.~xlmot.Plan 2025.xlsx.tmp'
    """
    return target.with_name(f".~xlmot.{target.name}.tmp")


def leftovers(target: Path) -> list[Path]:
    """Return the temporary files of a workbook that are there."""
    path = temporary_path(target)
    return [one for one in (path, twin(path)) if is_there(one)]


class Lock(NamedTuple):
    """The lock of a workbook, held: `dead` is the record of a run that died holding it."""

    descriptor: int
    dead: Record | None

    def note(self, record: Record) -> None:
        """Write down, on the disk, what this run is about to do."""
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        os.ftruncate(self.descriptor, 0)
        write_all(self.descriptor, record.to_bytes())
        flush(self.descriptor)


@contextmanager
def locked(target: Path) -> Iterator[Lock]:
    """Hold the lock of `target`; CannotWrite where another run has it.

    Its file stays, for the next run to read, where a temporary file is left.
    """
    path = lock_path(target)
    descriptor = _take(target, path)
    try:
        yield Lock(descriptor, Record.from_bytes(_content(descriptor)))
    finally:
        _release(descriptor, path, remove=_is_clean(target))


def _is_clean(target: Path) -> bool:
    try:
        return not leftovers(target)
    except OSError:
        return False


def _take(target: Path, path: Path) -> int:
    while True:
        try:
            descriptor, mine = os.open(path, _OPTIONS | os.O_CREAT | os.O_EXCL, 0o600), True
        except FileExistsError:
            try:
                descriptor, mine = os.open(path, _OPTIONS), False
            except FileNotFoundError:
                continue
            except PermissionError:
                raise _busy(target, path, None) from None
        try:
            if _is_ours(descriptor, path, target, mine=mine):
                return descriptor
        except BaseException:
            os.close(descriptor)  # its file stays: it may be another run's by now, or stops nobody
            raise
        os.close(descriptor)


def _is_ours(descriptor: int, path: Path, target: Path, *, mine: bool) -> bool:
    """Return whether the lock is taken; False where its file has gone since: look again."""
    offered = _system_lock(descriptor)
    if offered is False:
        raise _busy(target, path, Record.from_bytes(_try_to_read(path)))
    if mine:
        return _is_same(descriptor, path)
    holder = Record.from_bytes(_content(descriptor))
    if holder and holder.host != platform.node():
        raise _busy(target, path, holder)
    if offered is None and (holder is None or _is_alive(holder.pid)):
        raise _busy(target, path, holder)
    return _is_same(descriptor, path)


def _system_lock(descriptor: int) -> bool | None:
    """Take the system's lock: True; False where another process has it; None: not offered here."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # beyond the record: others may read that
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}:
            return False
        if error.errno in {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}:
            return None
        raise
    return True


def _is_same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":  # os.kill ends the process there, whatever the signal
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 4096)


def _try_to_read(path: Path) -> bytes:
    try:
        return read_whole(path)
    except OSError:
        return b""


def _release(descriptor: int, path: Path, *, remove: bool) -> None:
    """End the lock. POSIX: the name goes first, or it could be the next run's; Windows: last."""
    if remove and sys.platform != "win32":
        _try_to_remove(path)
    with suppress(OSError):
        os.close(descriptor)
    if remove and sys.platform == "win32":
        _try_to_remove(path)


def _try_to_remove(path: Path) -> None:
    """Remove the lock's file; where it stays, it is empty-handed and stops nobody."""
    with suppress(OSError):
        path.unlink()


def _busy(target: Path, path: Path, holder: Record | None) -> CannotWrite:
    here = holder is None or holder.host == platform.node()
    where = say("this computer") if here or holder is None else holder.host
    return CannotWrite(
        say("“{name}” is being written by another run of xlmot.", name=target.name),
        say(
            "Wait until it has ended; if none runs on {where}, delete the file “{lock}” beside it.",
            where=where,
            lock=path.name,
        ),
    )
