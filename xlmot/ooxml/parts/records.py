"""Read and write the records of a zip file: local headers, directory entries and its end.

The format is PKWARE's APPNOTE 6.3.10; its sections are named below as 4.3.7, 4.3.12…
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

from xlmot.messages import say
from xlmot.messages.errors import RefusedFile, UnreadableFile
from xlmot.messages.named import NamedTuple

_LOCAL = struct.Struct("<4s5H3L2H")  # 4.3.7
_CENTRAL = struct.Struct("<4s6H3L5H2L")  # 4.3.12
_END = struct.Struct("<4s4H2LH")  # 4.3.16
_END64 = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
_LOCATOR64 = struct.Struct("<4sLQL")  # 4.3.15
STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
# Excel packs at deflate's fastest level and says so in bits 1 and 2 (4.4.4).
_LEVEL, _FASTEST = 1, 0x6
_EARLIEST = 0x21  # 1 January 1980, as Excel dates all members


class Member(NamedTuple):
    """One member of the container: where its record lies and how it unpacks, sizes in bytes."""

    name: str
    entry: bytes
    start: int
    body: int
    packed: int
    size: int
    method: int
    crc: int


class Directory(NamedTuple):
    """Where the directory begins, how many members it lists, and where the end record stands."""

    start: int
    members: int
    end: int


def find_directory(data: bytes) -> Directory:
    """Return the place of the directory; raises UnreadableFile where the file was cut short."""
    end = data.rfind(b"PK\5\6", max(0, len(data) - 0xFFFF - _END.size))
    if end < 0:
        raise cut_short()
    _, disk, _, _, count, size, start, _ = _END.unpack_from(data, end)
    limit = end
    locator = end - _LOCATOR64.size
    if locator >= 0 and data.startswith(b"PK\6\7", locator):
        limit = _LOCATOR64.unpack_from(data, locator)[2]
        mark, _, _, _, disk, _, _, count, size, start = _END64.unpack_from(data, limit)
        if mark != b"PK\6\6":
            raise cut_short()
    if disk or start + size != limit:
        raise cut_short()
    return Directory(start, count, end)


def read_members(data: bytes, directory: Directory) -> list[Member]:
    """Return the members of a zip file in the order of its directory.

    Raises UnreadableFile where the records contradict each other, RefusedFile where a member is
    encrypted or packed by a method other than deflate.
    """
    return [_locate(data, entry) for entry in _entries(data, directory)]


def _entries(data: bytes, directory: Directory) -> Iterator[bytes]:
    place = directory.start
    for _ in range(directory.members):
        fields = _CENTRAL.unpack_from(data, place)
        length = _CENTRAL.size + sum(fields[10:13])
        if fields[0] != b"PK\1\2" or place + length > len(data):
            raise cut_short()
        yield data[place : place + length]
        place += length


def _locate(data: bytes, entry: bytes) -> Member:
    """Return the member of a directory entry, its local header checked against it."""
    fields = _CENTRAL.unpack_from(entry)
    flags, method, crc = fields[3], fields[4], fields[7]
    raw = entry[_CENTRAL.size : _CENTRAL.size + fields[10]]
    utf8 = flags & _UTF8 or raw.isascii()
    name = raw.decode("utf-8" if utf8 else "cp437", "replace")
    size, packed, start = _wide(entry, fields[10], fields[11], (fields[9], fields[8], fields[16]))
    mark, _, local_flags, *_, length, extra = _LOCAL.unpack_from(data, start)
    if mark != b"PK\3\4" or data[start + _LOCAL.size : start + _LOCAL.size + length] != raw:
        raise cut_short()
    if (flags | local_flags) & _ENCRYPTED:
        raise RefusedFile(
            say("The workbook's parts are protected by a zip password."),
            say("Unpack it with its password, or save it again in Excel, and use that copy."),
        )
    if method not in (STORED, _DEFLATED):
        raise RefusedFile(
            say("The workbook's part “{part}” is packed in a way Excel does not use.", part=name),
            say("Open it in Excel and save it again."),
        )
    body = start + _LOCAL.size + length + extra
    return Member(name, entry, start, body, packed, size, method, crc)


def _wide(entry: bytes, name: int, length: int, narrow: Sequence[int]) -> list[int]:
    """Return size, packed size and offset, from the zip64 extra field where they are ~0 (4.5.3)."""
    if 0xFFFFFFFF not in narrow:
        return list(narrow)
    values = iter(_zip64_values(entry[_CENTRAL.size + name :][:length]))
    return [next(values, value) if value == 0xFFFFFFFF else value for value in narrow]


def _zip64_values(extra: bytes) -> tuple[int, ...]:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1:
            count = min(length, len(extra) - 4) // 8
            return struct.unpack_from(f"<{count}Q", extra, 4)
        extra = extra[4 + length :]
    return ()


def pack(name: str, content: bytes, old: Member | None) -> tuple[bytes, bytes]:
    """Return the local record and the directory entry of new content."""
    raw = name.encode("utf-8")
    flags, when, comment = (0 if raw.isascii() else _UTF8), (0, _EARLIEST), b""
    attributes = (0, 0)
    if old is not None:
        fields = _CENTRAL.unpack_from(old.entry)
        raw = old.entry[_CENTRAL.size :][: fields[10]]
        flags, when, attributes = fields[3] & _UTF8, fields[5:7], fields[14:16]
        comment = old.entry[_CENTRAL.size + fields[10] + fields[11] :]
    worker = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = worker.compress(content) + worker.flush()
    common = (20, flags | _FASTEST, _DEFLATED, *when, zlib.crc32(content), len(packed))
    local = _LOCAL.pack(b"PK\3\4", *common, len(content), len(raw), 0)
    central = _CENTRAL.pack(
        b"PK\1\2", 20, *common, len(content), len(raw), 0, len(comment), 0, *attributes, 0
    )
    return local + raw + packed, central + raw + comment


def moved(entry: bytes, place: int) -> bytes:
    """Return a directory entry for a record at `place`, with plain fields in place of zip64 ones.

    The limits of a container keep every size and offset below what zip64 is for.
    """
    fields = list(_CENTRAL.unpack_from(entry))
    name, extra = fields[10], fields[11]
    narrow = (fields[9], fields[8], fields[16])
    fields[9], fields[8], _ = _wide(entry, name, extra, narrow)
    rest = entry[_CENTRAL.size :]
    kept = rest[name:][:extra] if 0xFFFFFFFF not in narrow else b""
    fields[11], fields[16] = len(kept), place
    return _CENTRAL.pack(*fields) + rest[:name] + kept + rest[name + extra :]


def ending(entries: Sequence[bytes], place: int, tail: bytes) -> bytes:
    """Return the directory, for `place`, and the end record with the file's own `tail`."""
    directory = b"".join(entries)
    count = len(entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), place, 0)
    return directory + end[:-2] + tail


def tail(data: bytes, directory: Directory) -> bytes:
    """Return what follows the fixed fields of the end record: the comment with its length."""
    return data[directory.end + _END.size - 2 :]


def cut_short() -> UnreadableFile:
    """Return the error for a zip file whose end is not where it should be."""
    return UnreadableFile(
        say("The workbook is damaged or was cut short on its way."),
        say("Get a complete copy, or open it in Excel, let it repair the file and save it."),
    )
