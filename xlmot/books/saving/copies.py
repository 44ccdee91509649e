"""Know the copies that xlmot wrote into a folder again, as long as nobody changed them.

A list in the folder holds their SHA-256, one a line. It is only ever added to, so that several runs
may do so at once; what it has lost is no more than a copy that has to be moved away by hand.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from xlmot.books.saving.disk import read_whole, write_all

NAME = ".xlmot-copies"
_LONGEST = 8 << 20
_LINES = re.compile(rb"(?:[0-9a-f]{64}\n)*")
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def note_copy(folder: Path, data: bytes) -> None:
    """Note the content of a copy that is about to be written; where that cannot be, nothing is.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     note_copy(Path(name), b"a copy")
    ...     is_noted(Path(name), b"a copy"), is_noted(Path(name), b"a copy, changed")
    (True, False)
    """
    digest = _digest(data)
    with suppress(OSError):
        path = folder / NAME
        listed = _list(path)
        if listed is None or digest in listed:
            return
        # A link that somebody put there would have another file written.
        how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | _SAFELY
        descriptor = os.open(path, how, 0o666)
        try:
            if os.fstat(descriptor).st_nlink == 1:
                write_all(descriptor, digest + b"\n")
        finally:
            os.close(descriptor)


def is_noted(folder: Path, content: bytes) -> bool:
    """Return whether the list of a folder has a content."""
    try:
        listed = _list(folder / NAME)
    except OSError:
        return False
    return listed is not None and _digest(content) in listed


def _list(path: Path) -> list[bytes] | None:
    """Return the hashes that a list has, none if there is no list; None where it is none of ours.

    Raises OSError where it cannot be read.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return None
    if not path.exists():
        return []
    content = read_whole(path) if path.stat().st_size < _LONGEST else b"?"
    return content.split(b"\n")[:-1] if _LINES.fullmatch(content) else None


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()
