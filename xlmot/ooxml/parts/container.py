"""Read and write a workbook's zip container so that a part that does not change keeps its bytes.

A member that stays is copied as it lies in the file: local header, extra fields (the room to grow
that Excel leaves), compressed bytes and data descriptor.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence

from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedFile, UnreadableFile
from xlmot.ooxml.parts.records import (
    STORED,
    Directory,
    Member,
    cut_short,
    ending,
    find_directory,
    moved,
    pack,
    read_members,
    tail,
)

MOST_MEMBERS = 20_000
LARGEST_PART = 512 << 20
LARGEST_SUM = 1 << 30
# A part of repeated rows is packed to a fiftieth at most; a bomb to a thousandth.
LARGEST_RATIO = 300
RATIO_FROM = 50 << 20


class Container:
    """The members of a zip file, read from `data` and written back with few of them changed."""

    __slots__ = ("_by_key", "_directory", "_members", "data")

    def __init__(self, data: bytes, members: Sequence[Member], directory: Directory) -> None:
        self.data = data
        self._members = tuple(members)
        self._by_key = {part_key(member.name): member for member in members}
        self._directory = directory

    @classmethod
    def read(cls, data: bytes) -> Container:
        """Read the directory of a zip file.

        Raises UnreadableFile where the file is cut short or contradicts itself, RefusedFile where
        it is encrypted, overlaps itself, holds a name twice or a name outside the package, or
        declares more than the limits of this module.
        """
        if len(data) > LARGEST_SUM:
            raise _too_much(say("The file is larger than a gigabyte."))
        try:
            directory = find_directory(data)
            if directory.members > MOST_MEMBERS:
                raise _too_much(
                    say("The workbook holds too many parts: {count}.", count=directory.members)
                )
            members = read_members(data, directory)
        except (struct.error, OverflowError):
            raise cut_short() from None
        _refuse_excess(members)
        _refuse_odd_names(members)
        _refuse_overlap(members, directory.start)
        return cls(data, members, directory)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the parts as they are written, in the order of the directory."""
        return tuple(member.name for member in self._members if not member.name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        return part_key(name) in self._by_key

    def size(self, name: str) -> int:
        """Return the unpacked size in bytes that the directory declares for a part."""
        return self._by_key[part_key(name)].size

    def part(self, name: str) -> bytes:
        """Return the unpacked bytes of a part, whose name is found in either case and slash.

        Raises KeyError where there is none, UnreadableFile where it does not unpack to the size
        and checksum that the directory declares.
        """
        member = self._by_key[part_key(name)]
        packed = self.data[member.body : member.body + member.packed]
        content = packed if member.method == STORED else _inflate(packed, member.size + 1, name)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise _damaged_part(member.name)
        return content

    def head(self, name: str, length: int) -> bytes:
        """Return the first `length` bytes of a part without unpacking the rest."""
        member = self._by_key[part_key(name)]
        packed = self.data[member.body : member.body + min(member.packed, length + 1024)]
        return (packed if member.method == STORED else _inflate(packed, length, name))[:length]

    def write(self, changed: Mapping[str, bytes | None]) -> bytes:
        """Return the file with parts replaced, removed (None) or, under new names, appended.

        Without a change the bytes are those that were read.
        """
        news = {part_key(name): (name, content) for name, content in changed.items()}
        if not news:
            return self.data
        start = place = min((member.start for member in self._members), default=0)
        records, entries = [], {}
        for name, record, entry in self._new_records(news):
            records.append(record)
            entries[name] = moved(entry, place)
            place += len(record)
        return b"".join([self.data[:start], *records, self._ending(entries, place)])

    def _new_records(
        self, news: Mapping[str, tuple[str, bytes | None]]
    ) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield name, record and directory entry of each member in the order of the file."""
        for member, record in self._records():
            if part_key(member.name) not in news:
                yield member.name, record, member.entry
            elif (content := news[part_key(member.name)][1]) is not None:
                yield member.name, *pack(member.name, content, member)
        for name, content in news.values():
            if content is not None and name not in self:
                yield name, *pack(name, content, None)

    def _records(self) -> list[tuple[Member, bytes]]:
        members = sorted(self._members, key=lambda member: member.start)
        # A damaged directory may name none.
        ends = [*(member.start for member in members[1:]), self._directory.start][: len(members)]
        return [
            (member, self.data[member.start : end])
            for member, end in zip(members, ends, strict=True)
        ]

    def _ending(self, entries: dict[str, bytes], place: int) -> bytes:
        """Return the end of the file, the directory in its old order, new names last."""
        known = [member.name for member in self._members if member.name in entries]
        order = dict.fromkeys([*known, *entries])
        return ending([entries[name] for name in order], place, tail(self.data, self._directory))


def part_key(name: str) -> str:
    r"""Return what two names of one part have in common (ECMA-376 part 2, 6.2.2.3 and 6.3.5).

    >>> part_key("/xl\\Workbook.xml") == part_key("xl/workbook.xml")
    True
    """
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse_excess(members: Sequence[Member]) -> None:
    for member in members:
        if member.size > LARGEST_PART:
            raise _too_much(say("The workbook's part “{part}” is too large.", part=member.name))
        if member.size > RATIO_FROM and member.size > LARGEST_RATIO * member.packed:
            raise RefusedFile(
                say("The workbook's part “{part}” is packed like a zip bomb.", part=member.name),
                say("Do not open this file; ask its sender for another copy."),
            )
    if sum(member.size for member in members) > LARGEST_SUM:
        raise _too_much(say("The workbook's parts unpack to more than a gigabyte."))


def _refuse_odd_names(members: Sequence[Member]) -> None:
    seen = set()
    for member in members:
        key = part_key(member.name)
        if key in seen:
            raise _unsafe(say("The workbook holds the part “{part}” twice.", part=member.name))
        seen.add(key)
        if ".." in key.split("/") or key[1:2] == ":" or min(key, default="!") < " ":
            raise _unsafe(say("The workbook holds a part outside itself, “{part}”.", part=key))


def _refuse_overlap(members: Sequence[Member], directory: int) -> None:
    done = 0
    for member in sorted(members, key=lambda member: member.start):
        if member.start < done:
            raise _unsafe(say("The workbook's parts overlap in the file, as in a zip bomb."))
        done = member.body + member.packed
    if done > directory:
        raise cut_short()


def _inflate(packed: bytes, most: int, name: str) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(packed, most)
    except zlib.error:
        raise _damaged_part(name) from None


def _damaged_part(name: str) -> UnreadableFile:
    return UnreadableFile(
        say("The workbook is damaged: its part “{part}” does not unpack.", part=name),
        say("Get a complete copy, or open it in Excel, let it repair the file and save it."),
    )


def _too_much(message: Message) -> RefusedFile:
    return RefusedFile(
        message, say("Check where the file comes from, and split it in Excel if it is sound.")
    )


def _unsafe(message: Message) -> RefusedFile:
    return RefusedFile(message, say("Open it in Excel, save it under another name and use that."))
