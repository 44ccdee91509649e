"""Take the shared strings of a workbook apart without parsing them: there may be a million."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count, takewhile
from operator import eq, ne
from typing import overload

from xlmot.messages.lazy import lazy

_NEXT = b"</si><si>"
_BEHIND = len(b"</si>")
_STRING = lazy(rb"<((?:\w+:)?)si(?:\s[^>]*)?(?:/>|(?<!/)>.*?</\1si\s*>)", re.DOTALL)
# So many bytes are compared at a time.
_BLOCK = 4096


class StringTable(Sequence[bytes]):
    """The shared strings of a part, each as its XML (CT_Rst, 18.4.8).

    `around` is the part without them. A `usual` table is one string after the other, each between
    `<si>` and `</si>`: of its strings the `pieces` are what stands in them.

    >>> table = read_table(b"<sst><si><t>A</t></si><si/></sst>")
    >>> list(table), table.around
    ([b'<si><t>A</t></si>', b'<si/>'], b'<sst></sst>')
    """

    def __init__(self, data: bytes, pieces: list[bytes], around: bytes, *, usual: bool) -> None:
        self.data = data
        self.pieces = pieces
        self.around = around
        self.usual = usual

    def __len__(self) -> int:
        return len(self.pieces)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        piece = self.pieces[index]
        return b"<si>" + piece + b"</si>" if self.usual else piece


def read_table(data: bytes, like: StringTable | None = None) -> StringTable:
    """Return the strings of a part; most of them are those of a table that it is `like`."""
    known = _but_for_a_stretch(like, data) if like and like.usual else None
    if known is not None:
        return known
    start, end = data.find(b"<si>"), data.rfind(b"</si>") + _BEHIND
    if start >= 0 and data.count(b"<si") == data.count(b"<si", start, end):
        pieces = _pieces(data[start:end])  # six times as fast
        if pieces is not None:
            return StringTable(data, pieces, data[:start] + data[end:], usual=True)
    found = [match[0] for match in _STRING.finditer(data)]
    return StringTable(data, found, _STRING.sub(b"", data), usual=False)


def other_strings(old: StringTable, new: StringTable) -> list[int]:
    """Return the indexes of the strings that are not what they were."""
    alike = old.usual == new.usual
    pairs = (old.pieces, new.pieces) if alike else (list(old), list(new))
    return [*compress(count(), map(ne, *pairs)), *range(len(new), len(old))]


def _pieces(strings: bytes) -> list[bytes] | None:
    """Return what stands in strings that are written as usual, nothing between them, else None."""
    first, last = strings.startswith(b"<si>"), strings.endswith(b"</si>")
    number = strings.count(_NEXT) + 1
    once = strings.count(b"<si") == number == strings.count(b"</si>")
    return strings[4:-_BEHIND].split(_NEXT) if first and last and once else None


def _but_for_a_stretch(old: StringTable, data: bytes) -> StringTable | None:
    """Return a table that is another one but for some strings between its first and its last.

    What has the same bytes before and behind them holds the same strings there.
    """
    was = old.data
    first = was.rfind(_NEXT, 0, _same_start(was, data)) + _BEHIND
    same = _same_end(was, data, min(len(was), len(data)) - first)
    stop = was.find(_NEXT, len(was) - same) + _BEHIND
    if min(first, stop) < _BEHIND:
        return None
    pieces = _pieces(data[first : stop + len(data) - len(was)])
    if pieces is None:
        return None
    before = was.count(_NEXT, 0, first + _BEHIND)
    gone = was.count(_NEXT, first, stop + _BEHIND)
    kept = [*old.pieces[:before], *pieces, *old.pieces[before + gone :]]
    return StringTable(data, kept, old.around, usual=True)


def _same_start(one: bytes, other: bytes) -> int:
    """Return how many bytes from the start on are the same."""
    place, size = 0, min(len(one), len(other))
    while place < size and one[place : place + _BLOCK] == other[place : place + _BLOCK]:
        place += _BLOCK
    blocks = (data[place : place + _BLOCK] for data in (one, other))
    return min(place, size) + sum(1 for _ in takewhile(bool, map(eq, *blocks)))


def _same_end(one: bytes, other: bytes, most: int) -> int:
    """Return how many bytes up to the end are the same, of `most` that are compared.

    >>> _same_end(b"abcd", b"xbcd", 4), _same_end(b"abcd", b"xbcd", 2)
    (3, 2)
    """
    ends = [data[len(data) - most :] for data in (one, other)]
    size = most
    while size and ends[0][max(0, size - _BLOCK) : size] == ends[1][max(0, size - _BLOCK) : size]:
        size = max(0, size - _BLOCK)
    blocks = (data[max(0, size - _BLOCK) : size][::-1] for data in ends)
    return most - size + sum(1 for _ in takewhile(bool, map(eq, *blocks)))
