"""Keep what a workbook was before it was written: named by its content, listed, limited.

The same content has the same name, so runs that change nothing more add no backup.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from xlmot.books.saving.disk import is_there, read_whole, remove
from xlmot.books.saving.exchange import put_in_free_place
from xlmot.messages.named import NamedTuple

KEPT = 10
_SHORT = 8


class Backup(NamedTuple):
    """A backup of a workbook; `time`, in seconds since 1970, is when that version was saved."""

    path: Path
    time: float
    size: int


def backup_path(target: Path, digest: str, letters: int = _SHORT) -> Path:
    """Return the name of the backup of a content, given its SHA-256 in hexadecimal.

    >>> backup_path(Path("Programme.xlsm"), "0123456789abcdef").name
    'Programme.xlmot-01234567.bak.xlsm'
    """
    return target.with_name(f"{target.stem}.xlmot-{digest[:letters]}.bak{target.suffix}")


def backups(target: Path) -> list[Backup]:
    """Return the backups of a workbook, the newest first."""
    found = [_look(path) for path in _named_as_backups(target)]
    return sorted((one for one in found if one), key=lambda one: (-one.time, one.path.name))


def _named_as_backups(target: Path) -> Iterator[Path]:
    before, after = f"{target.stem}.xlmot-", f".bak{target.suffix}"
    for name in os.listdir(target.parent):  # noqa: PTH208 - names, not paths
        digest = name[len(before) : -len(after)]
        if name == f"{before}{digest}{after}" and len(digest) >= _SHORT and _is_hex(digest):
            yield target.with_name(name)


def _is_hex(text: str) -> bool:
    return set(text) <= set("0123456789abcdef")


def _look(path: Path) -> Backup | None:
    try:
        marks = os.lstat(path)
    except OSError:
        return None  # it went meanwhile
    return Backup(path, marks.st_mtime, marks.st_size)


def keep(path: Path, target: Path) -> Path:
    """Make the file at `path`, beside `target`, a backup of it; return the backup's name.

    A backup that has the same content already is enough: then the file is removed.
    """
    content = read_whole(path)
    name = free_backup_path(target, content)
    if is_there(name):
        remove(path)
    else:
        put_in_free_place(path, name)
    return name


def free_backup_path(target: Path, content: bytes) -> Path:
    """Return the name that the backup of a content has, or will have."""
    digest = sha256(content).hexdigest()
    for letters in (_SHORT, 16, 64):
        name = backup_path(target, digest, letters)
        if not is_there(name) or read_whole(name) == content:
            return name
    raise FileExistsError(str(name))  # a name of 64 letters that lies about its content


def limit(target: Path, spare: Path, kept: int = KEPT) -> list[Path]:
    """Remove the oldest backups beyond `kept`, never `spare`; return what was removed.

    Nothing goes while the workbook itself is missing: a backup may then be the only copy.
    """
    if not is_there(target):
        return []
    others = [one.path for one in backups(target) if one.path != spare]
    surplus = others[max(kept - 1, 0) :]
    for path in surplus:
        remove(path)
    return surplus
