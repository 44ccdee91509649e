"""Read and write whole files so that what is said to be written is on the disk."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)  # Windows turns \n into \r\n without it
_OWN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_MEBIBYTE = 1 << 20
# The kernel labels a new file itself and lets only root change these.
_KERNEL_MARKS = ("security.", "trusted.", "system.nfs4_acl", "system.cifs_acl")
_COPYFILE_METADATA = 7  # <copyfile.h>: COPYFILE_ACL | COPYFILE_STAT | COPYFILE_XATTR


def is_there(path: Path) -> bool:
    """Return whether something has this name, a broken link too; OSError where that is unknown."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    return True


def remove(path: Path) -> None:
    """Remove a file; that it is gone counts, not what a file server says of it."""
    try:
        path.unlink()
    except OSError:
        if is_there(path):
            raise


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file.

    `Path.read_bytes` would do; this one makes only calls that a test can make fail.
    """
    descriptor = os.open(path, os.O_RDONLY | _BINARY | _OWN)
    try:
        pieces = []
        while piece := os.read(descriptor, _MEBIBYTE):
            pieces.append(piece)
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def write_new(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file that must not exist, with the marks of `like`, down to the disk.

    Its modification time is now: programs that keep folders in step compare size and time. Without
    `like`, who may read it is what the user's other new files let.
    """
    mode = 0o666 if like is None else 0o600
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _OWN, mode)
    try:
        write_all(descriptor, data)
        if like is not None:
            carry_marks(like, path)
        flush(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, however few the system takes at a time."""
    left = memoryview(data)
    while left:
        written = os.write(descriptor, left[: 64 * _MEBIBYTE])
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        left = left[written:]


def flush(descriptor: int) -> None:
    """Wait until a file is on the disk, and forget it, so that reading it again reads the disk.

    On macOS fsync leaves the bytes in the drive's own memory; F_FULLFSYNC does not (fsync(2)).
    """
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        return
    os.fsync(descriptor)
    if sys.platform != "win32":
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError:
            return  # advice: the bytes are on the disk


def flush_folder(folder: Path) -> None:
    """Wait until the names of a folder are on the disk; Windows has no such call."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _OWN)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def carry_marks(source: Path, target: Path) -> None:
    """Give a new file the owner, rights, extended attributes and origin marks of another.

    The owner is carried where the system lets us; the group always, or OSError: rights given to
    another group would be rights given to strangers. On Windows the origin is the stream
    `Zone.Identifier`; the rest is inherited from the folder or kept by `exchange`.
    """
    if sys.platform == "win32":
        _carry_zone(source, target)
        return
    marks = source.stat()
    _give(target, marks.st_uid, marks.st_gid)
    target.chmod(marks.st_mode & 0o7777)
    if sys.platform == "darwin":
        _copyfile(source, target)
        os.utime(target)
    else:
        _carry_attributes(source, target)


def _give(path: Path, owner: int, group: int) -> None:
    now = path.stat()
    if (now.st_uid, now.st_gid) == (owner, group):
        return
    try:
        os.chown(path, owner, group)
    except PermissionError:
        if now.st_gid != group:
            os.chown(path, -1, group)


def _carry_attributes(source: Path, target: Path) -> None:
    """Carry extended attributes; POSIX access lists are one of them (acl(5))."""
    if sys.platform != "linux":
        return
    try:
        names = os.listxattr(source)
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return
        raise
    for name in names:
        try:
            os.setxattr(target, name, os.getxattr(source, name))
        except OSError:
            if not name.startswith(_KERNEL_MARKS):
                raise


def _copyfile(source: Path, target: Path) -> None:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if library.copyfile(os.fsencode(source), os.fsencode(target), None, _COPYFILE_METADATA) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(target))


def _carry_zone(source: Path, target: Path) -> None:
    try:
        zone = read_whole(Path(f"{source}:Zone.Identifier"))
    except OSError:
        return  # most files have none, FAT has no streams
    write_new(Path(f"{target}:Zone.Identifier"), zone)
