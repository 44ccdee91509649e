"""Put one file in another's place in one step, so that at no moment a file is missing or lost.

    system    call                               what was in the place is then
    Linux     renameat2(RENAME_EXCHANGE)         under the name of the file that came
    macOS     renamex_np(RENAME_SWAP)            under the name of the file that came
    Windows   ReplaceFileW                       under the name `twin` of it

`os.replace` would lose what another program saved a moment before; these keep it to be looked at.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

PATIENCE = 2.5  # seconds a virus scanner or a sync client may hold a file on Windows
HELD = frozenset({5, 32, 33})  # Windows: access denied, sharing violation, lock violation
_NOT_OFFERED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_AT_FDCWD = -100  # <fcntl.h>: paths are relative to the current folder


class _Flag(IntEnum):
    """What a rename may do to a file in its way: <linux/fs.h>, and <sys/stdio.h> of macOS."""

    FREE = 4 if sys.platform == "darwin" else 1
    SWAP = 2


class NotOffered(Exception):
    """This system or this volume cannot exchange two files."""


def twin(path: Path) -> Path:
    """Return the other of the two names of a temporary file.

    >>> twin(Path(".~xlmot.book.xlsx.tmp")).name, twin(Path(".~xlmot.book.xlsx.old")).name
    ('.~xlmot.book.xlsx.old', '.~xlmot.book.xlsx.tmp')
    """
    return path.with_suffix(".tmp" if path.suffix == ".old" else ".old")


def exchange(coming: Path, target: Path) -> Path:
    """Put `coming` in the place of `target`; return the name of what was there.

    Raises NotOffered, nothing done, where the volume cannot; OSError, nothing done, on a fault.
    """
    if sys.platform == "win32":
        _surely(_replace_file, coming, target)
        return twin(coming)
    try:
        _surely(_swap, coming, target)
    except OSError as error:
        if error.errno in _NOT_OFFERED:
            raise NotOffered from error
        raise
    return coming


def put_in_free_place(coming: Path, target: Path) -> None:
    """Give `coming` the name `target`; FileExistsError where that name is taken."""
    _surely(_move, coming, target)


def replace(coming: Path, target: Path) -> None:
    """Put `coming` in the place of `target`, whatever is there: where nothing better is offered."""
    _surely(Path.replace, coming, target)


def _surely(call: Callable[[Path, Path], object], coming: Path, target: Path) -> None:
    """Make a call that renames, again for a while if another program holds a file (Windows).

    A file server may do what it is asked and then say it failed: what counts is what is there.
    """
    came = os.lstat(coming)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            call(coming, target)
        except OSError as error:
            if _is_at(came, target):
                return
            if getattr(error, "winerror", None) not in HELD or time.monotonic() > end:
                raise
        else:
            return
        time.sleep(0.05)


def _is_at(marks: os.stat_result, path: Path) -> bool:
    try:
        return os.path.samestat(marks, os.lstat(path))
    except OSError:
        return False


def _swap(coming: Path, target: Path) -> None:
    _rename(coming, target, _Flag.SWAP)


def _move(coming: Path, target: Path) -> None:
    if sys.platform == "win32":
        coming.rename(target)
        return
    try:
        _rename(coming, target, _Flag.FREE)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
        target.hardlink_to(coming)
        with suppress(OSError):  # then it has two names, and the next run removes this one
            coming.unlink()


def _rename(source: Path, target: Path, flag: _Flag) -> None:
    import ctypes

    names = os.fsencode(source), os.fsencode(target)
    library = _library()
    if sys.platform == "darwin":
        failed = library.renamex_np(*names, ctypes.c_uint(flag))
    elif hasattr(library, "renameat2"):  # glibc 2.28
        failed = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], ctypes.c_uint(flag))
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(source), None, str(target))


@cache
def _library() -> ctypes.CDLL:
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def _replace_file(coming: Path, target: Path) -> None:
    """ReplaceFileW: keeps attributes, access list, streams and creation time of `target`.

    Error 1177 says that the target has gone aside and nothing has come: it is named back.
    https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-replacefilew
    """
    aside = twin(coming)
    try:
        _replace_file_w(target, coming, aside)
    except OSError as error:
        if getattr(error, "winerror", None) == 1177:
            aside.rename(target)
        raise


def _replace_file_w(target: Path, coming: Path, aside: Path) -> None:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.ReplaceFileW(str(target), str(coming), str(aside), 0, None, None):
            raise ctypes.WinError(ctypes.get_last_error())
