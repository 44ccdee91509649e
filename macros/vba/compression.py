"""Compress the text of a VBA module ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

from collections.abc import Iterator

SIGNATURE = b"\x01"
CHUNK = 4096
# The header of a chunk: its size less three in twelve bits, then 0b011, then whether it is packed.
PACKED = 0xB000
PLAIN = 0x3FFF
SHORTEST = 3


def compress(data: bytes) -> bytes:
    """Return a compressed container of `data`.

    A last chunk that does not shrink, which no text is, comes back padded with zeros to 4096 bytes:
    the format has no other way to hold it (2.4.1.3.10).

    >>> compress(b"aaaaaaaa").hex(" ")
    '01 03 b0 02 61 04 00'
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return SIGNATURE + b"".join(map(_chunk, chunks))


def _chunk(data: bytes) -> bytes:
    body = b"".join(_groups(data))
    if len(body) > CHUNK or (len(body) == CHUNK and len(data) == CHUNK):
        return PLAIN.to_bytes(2, "little") + data.ljust(CHUNK, b"\0")
    return (PACKED | (len(body) - 1)).to_bytes(2, "little") + body


def _groups(data: bytes) -> Iterator[bytes]:
    """Yield the tokens by eight, each group after a byte whose bits tell which are copies."""
    tokens = list(_tokens(data))
    for start in range(0, len(tokens), 8):
        group = tokens[start : start + 8]
        flags = sum(1 << place for place, token in enumerate(group) if len(token) == 2)
        yield bytes([flags]) + b"".join(group)


def _tokens(data: bytes) -> Iterator[bytes]:
    """Yield a byte as it is, or two that copy what stands earlier in the chunk."""
    places: dict[bytes, list[int]] = {}
    at = 0
    while at < len(data):
        bits = _offset_bits(at)
        longest = (0xFFFF >> bits) + SHORTEST
        source, length = _longest_match(data, at, places.get(data[at : at + SHORTEST], ()), longest)
        if length:
            yield ((at - source - 1) << (16 - bits) | (length - SHORTEST)).to_bytes(2, "little")
        else:
            length = 1
            yield data[at : at + 1]
        for place in range(at, at + length):
            places.setdefault(data[place : place + SHORTEST], []).append(place)
        at += length


def _offset_bits(at: int) -> int:
    """Return how many bits of a copy token hold its offset, `at` bytes into a chunk (2.4.1.3.19.1).

    >>> [_offset_bits(at) for at in (1, 16, 17, 32, 33, 4095)]
    [4, 4, 5, 5, 6, 12]
    """
    return max(4, (at - 1).bit_length()) if at else 4


def _longest_match(
    data: bytes, at: int, places: list[int] | tuple[()], longest: int
) -> tuple[int, int]:
    """Return where the longest run that stands at `at` stands already, and its length, or 0."""
    best, length = 0, 0
    most = min(longest, len(data) - at)
    if most < SHORTEST:
        return best, length
    for place in places:
        if length == most:
            break
        run = SHORTEST
        while run < most and data[place + run] == data[at + run]:
            run += 1
        if run > length:
            best, length = place, run
    return best, length
