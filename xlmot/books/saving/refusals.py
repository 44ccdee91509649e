"""Say why a file must not, or could not, be written, and what to do about it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlmot.books.saving.disk import is_there
from xlmot.books.saving.exchange import HELD
from xlmot.books.saving.opened import find_opened
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite, UnreadableFile

# FILE_ATTRIBUTE_OFFLINE, FILE_ATTRIBUTE_RECALL_ON_OPEN, FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS:
# the bytes of such a file are on a server, and to read it is to fetch it.
_PLACEHOLDER = 0x1000 | 0x40000 | 0x400000
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})


def writable(path: Path) -> Path:
    """Return the file that `path` means, links followed; CannotWrite where it must stay as it is.

    Refused: what is no file, is marked read-only, lies on a server only, stands in a folder where
    nothing can be added, or is open in a spreadsheet program.
    """
    target = followed(path)
    if not is_there(target):
        raise UnreadableFile(
            say("“{name}” does not exist.", name=path.name), say("Check the name and the folder.")
        )
    name = target.name
    marks = target.stat()
    if not stat.S_ISREG(marks.st_mode):
        raise CannotWrite(
            say("“{name}” is not a file.", name=name), say("Name a workbook, not a folder.")
        )
    if not marks.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise CannotWrite(
            say("“{name}” is read-only.", name=name),
            say("Allow changes in the file's properties, or write to a copy."),
        )
    if getattr(marks, "st_file_attributes", 0) & _PLACEHOLDER:
        raise CannotWrite(
            say("“{name}” is not on this computer, only in the cloud.", name=name),
            say("Choose “Always keep on this device” for it, then start again."),
        )
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise _closed_folder(target)
    refuse_if_open(target)
    return target


def followed(path: Path) -> Path:
    """Return the file that a path means, links followed, be it there or not.

    Raises:
        OSError: a link leads to itself.
    """
    try:
        return path.resolve()
    except RuntimeError as error:  # before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def refuse_if_linked(target: Path) -> None:
    """Raise CannotWrite where the file has several names: only one of them would be renewed."""
    count = target.stat().st_nlink
    if count > 1:
        raise CannotWrite(
            say(
                "“{name}” is one file under {count} names (hard links).",
                name=target.name,
                count=count,
            ),
            say("Copy it to a file of its own, and work on the copy."),
        )


def refuse_if_open(target: Path) -> None:
    """Raise CannotWrite where Excel, Word-like programs or LibreOffice say they have it open."""
    opened = find_opened(target)
    if opened is not None:
        raise CannotWrite(
            opened.message,
            say(
                "Close it there; if nobody has it open, delete the file “{sign}” beside it.",
                sign=opened.sign,
            ),
        )
    if _is_held(target):
        raise held_elsewhere(target)


def _is_held(target: Path) -> bool:
    """Return, on Windows, whether another program forbids writing: Excel does while it is open."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = ctypes.c_void_p
        read_write, open_existing = 0xC0000000, 3
        handle = kernel.CreateFileW(str(target), read_write, 1, None, open_existing, 0, None)
        if handle == ctypes.c_void_p(-1).value:
            return ctypes.get_last_error() in HELD
        kernel.CloseHandle(ctypes.c_void_p(handle))
    return False


def held_elsewhere(target: Path) -> CannotWrite:
    """Return the refusal for a file that some other program holds."""
    return CannotWrite(
        say("“{name}” is held by another program.", name=target.name),
        say("Close it in Excel, or wait until the folder is in step, then start again."),
    )


def changed_since(target: Path) -> CannotWrite:
    """Return the refusal for a file that is no longer the one that was read."""
    return CannotWrite(
        say("“{name}” was changed by another program since it was read.", name=target.name),
        say("Nothing was written; start again."),
    )


def _closed_folder(target: Path) -> CannotWrite:
    return CannotWrite(
        say(
            "Nothing can be written in the folder “{folder}” of “{name}”.",
            folder=target.parent.name,
            name=target.name,
        ),
        say("Ask for the right to write there, or choose another folder with --output."),
    )


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the system refuses inside into CannotWrite: the file at `path` is as it was."""
    try:
        yield
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> CannotWrite:
    if getattr(error, "winerror", None) in HELD:
        return held_elsewhere(path)
    if error.errno in _FORBIDDEN:
        return _closed_folder(path)
    reason, remedy = _reason(path, error)
    return CannotWrite(
        say("“{name}” was not changed: {reason}.", name=path.name, reason=reason), remedy
    )


def _reason(path: Path, error: OSError) -> tuple[Message | str, Message]:
    if error.errno in _FULL:
        return say("the disk is full"), say("Free some space, then start again.")
    if error.errno == errno.EROFS:
        return say("its disk is read-only"), say("Write to a copy on another disk.")
    if error.errno == errno.ENAMETOOLONG:
        return say("its name is too long"), say("Give it a shorter name.")
    return str(error.strerror or error), say(
        "Start again; if it fails again, copy “{name}” to another disk.", name=path.name
    )
