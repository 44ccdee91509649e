"""Write streams as an OLE compound file of version 3 ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SECTOR = 512
MINI_SECTOR = 64
# Shorter streams stand in the mini stream, which is itself a stream of the root (2.6.1).
MINI_LIMIT = 4096
FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1
# What the header itself names; more would need sectors of their own (2.2).
MOST_FAT_SECTORS = 109
ENTRIES_IN_FAT = SECTOR // 4


@dataclass
class _Entry:
    """A storage or a stream in the directory; the links are numbers of entries."""

    name: str
    kind: int
    content: bytes = b""
    children: dict[str, _Entry] = field(default_factory=dict)
    number: int = 0
    left: int = NONE
    right: int = NONE
    child: int = NONE
    colour: int = BLACK
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        """Return the 128 bytes of the entry; dates and class are left empty (2.6.1)."""
        name = (self.name + "\0").encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16xI16xIQ",
            name,
            len(name),
            self.kind,
            self.colour,
            self.left,
            self.right,
            self.child,
            0,
            self.start,
            self.size,
        )


class _Sectors:
    """Sectors of one size, and the chains that say which follows which."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = bytearray()
        self.chain: list[int] = []

    def add(self, content: bytes) -> int:
        """Append a stream and return its first sector; an empty one has none."""
        if not content:
            return END
        start = len(self.chain)
        count = -(-len(content) // self.size)
        self.data += content.ljust(count * self.size, b"\0")
        self.chain += [*range(start + 1, start + count), END]
        return start


def write_compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of streams named by their paths, such as `VBA/dir`.

    The same streams give the same bytes.

    Raises:
        ValueError: more than 7 MB, which a VBA project never comes to.
    """
    root = _tree(streams)
    entries = _directory(root)
    sectors, mini = _Sectors(SECTOR), _Sectors(MINI_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            entry.size = len(entry.content)
            small = entry.size < MINI_LIMIT
            entry.start = (mini if small else sectors).add(entry.content)
    root.size = len(mini.data)
    root.start = sectors.add(bytes(mini.data))
    mini_fat = sectors.add(_table(mini.chain))
    directory = sectors.add(_padded(entry.packed() for entry in entries))
    return _file(sectors, directory, mini_fat, -(-len(mini.chain) // ENTRIES_IN_FAT))


def _tree(streams: Mapping[str, bytes]) -> _Entry:
    root = _Entry("Root Entry", ROOT)
    for path, content in streams.items():
        *folders, name = path.split("/")
        storage = root
        for folder in folders:
            storage = storage.children.setdefault(folder, _Entry(folder, STORAGE))
        storage.children[name] = _Entry(name, STREAM, content)
    return root


def _directory(root: _Entry) -> list[_Entry]:
    """Return all entries in the order of their numbers, those of each storage linked as a tree."""
    entries = [root]
    for storage in entries:
        own = sorted(storage.children.values(), key=_order)
        for number, entry in enumerate(own, len(entries)):
            entry.number = number
        # A balanced tree is a red-black one if only its last, incomplete level is red (2.6.4).
        deepest = (len(own) + 1).bit_length() - 1
        storage.child = _link(own, 0, deepest)
        entries += own
    return entries


def _order(entry: _Entry) -> tuple[int, str]:
    return len(entry.name.encode("utf-16-le")), entry.name.upper()


def _link(entries: list[_Entry], depth: int, deepest: int) -> int:
    """Link sorted entries as a balanced tree and return the number of its top."""
    if not entries:
        return NONE
    middle = len(entries) // 2
    top = entries[middle]
    top.colour = RED if depth == deepest else BLACK
    top.left = _link(entries[:middle], depth + 1, deepest)
    top.right = _link(entries[middle + 1 :], depth + 1, deepest)
    return top.number


def _padded(entries: Iterable[bytes]) -> bytes:
    """Return entries as whole sectors; one that is not used has no kind and no links."""
    unused = struct.pack("<64x4xIII48x", NONE, NONE, NONE)
    packed = b"".join(entries)
    return packed + unused * (-len(packed) % SECTOR // len(unused))


def _table(chain: list[int]) -> bytes:
    """Return a chain as whole sectors of a table."""
    filled = [*chain, *[FREE] * (-len(chain) % ENTRIES_IN_FAT)]
    return struct.pack(f"<{len(filled)}I", *filled)


def _file(sectors: _Sectors, directory: int, mini_fat: int, mini_fat_sectors: int) -> bytes:
    """Return the header, the sectors and, after them, the table that names themselves too."""
    used, count = len(sectors.chain), 0
    while count * ENTRIES_IN_FAT < used + count:
        count += 1
    if count > MOST_FAT_SECTORS:
        raise ValueError("more than a header can name")
    places = list(range(used, used + count))
    fat = _table([*sectors.chain, *[FAT_SECTOR] * count])
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        0x3E,
        3,
        0xFFFE,
        SECTOR.bit_length() - 1,
        MINI_SECTOR.bit_length() - 1,
        0,
        count,
        directory,
        0,
        MINI_LIMIT,
        mini_fat,
        mini_fat_sectors,
        END,
        0,
        *places[:1],
    )
    more = struct.pack(f"<{count - 1}I", *places[1:])
    return (header + more).ljust(SECTOR, b"\xff") + bytes(sectors.data) + fat
