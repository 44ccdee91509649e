"""Keep what a workbook was before it was written: named by its content, listed, limited.

The same content has the same name, so runs that change nothing more add no backup.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from xlmot.books.saving.disk import flush_folder, is_there, read_whole, remove, write_new
from xlmot.books.saving.exchange import put_in_free_place
from xlmot.messages import say
from xlmot.messages.errors import BadSetting
from xlmot.messages.named import NamedTuple

# The variable of the environment by which a user has all backups kept in one folder.
FOLDER = "XLMOT_BACKUPS"
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
    folders = dict.fromkeys((target.parent, backup_folder(target)))
    found = [_look(path) for folder in folders for path in _named_as_backups(target, folder)]
    return sorted((one for one in found if one), key=lambda one: (-one.time, one.path.name))


def _named_as_backups(target: Path, folder: Path) -> Iterator[Path]:
    before, after = f"{target.stem}.xlmot-", f".bak{target.suffix}"
    if folder != target.parent and not folder.is_dir():
        return
    for name in os.listdir(folder):  # noqa: PTH208 - names, not paths
        digest = name[len(before) : -len(after)]
        if name == f"{before}{digest}{after}" and len(digest) >= _SHORT and _is_hex(digest):
            yield folder / name


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


def backup_folder(target: Path) -> Path:
    """Return the folder in which the backups of a workbook are kept: beside it, or the user's own.

    The user names one for all workbooks in the environment; each folder of workbooks has a folder
    of its own in it. Nothing that lies beside a workbook says where.

    Raises:
        BadSetting: what the user names is not the whole path of a folder.
    """
    root = _root()
    if root is None:
        return target.parent
    digest = sha256(os.fsencode(target.parent)).hexdigest()[:_SHORT]
    return root / f"{target.parent.name}-{digest}"


def _root() -> Path | None:
    named = os.environ.get(FOLDER, "").strip()
    if not named:
        return None
    root = Path(named).expanduser()
    if not root.is_absolute() or (root.exists() and not root.is_dir()):
        raise BadSetting(
            say("{variable} is “{path}”, which is no folder.", variable=FOLDER, path=named),
            say("Give it the whole path of a folder, such as {path}.", path=str(Path.home())),
        )
    return root


def put_away(backup: Path, target: Path) -> Path:
    """Move a backup from beside its workbook to the user's folder of backups; return its path.

    Where that cannot be, it stays: a workbook that was written never fails for it.
    """
    folder = backup_folder(target)
    away = folder / backup.name
    if backup.parent != target.parent or folder == target.parent:
        return backup
    try:
        folder.mkdir(parents=True, exist_ok=True)
        content = read_whole(backup)
        if not is_there(away):
            _copy(backup, content, away)
        if read_whole(away) != content:
            return backup
    except OSError:
        return backup
    with suppress(OSError):
        remove(backup)
    return away


def _copy(backup: Path, content: bytes, away: Path) -> None:
    coming = away.with_name(f".~{away.name}.tmp")
    if is_there(coming):
        remove(coming)  # of a run that was killed
    write_new(coming, content, like=backup)
    marks = os.lstat(backup)
    os.utime(coming, ns=(marks.st_atime_ns, marks.st_mtime_ns))
    put_in_free_place(coming, away)
    flush_folder(away.parent)


def moved_backups(target: Path, name: str) -> list[Path]:
    """Return the backups of a name that the user's folder has of any folder of workbooks.

    So they are found once the workbook has moved; what they hold tells whether they are its own.
    """
    root = _root()
    if root is None or not root.is_dir():
        return []
    places = [folder / Path(name).name for folder in sorted(root.iterdir())]
    return [path for path in places if path.parent != backup_folder(target) and is_there(path)]


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
