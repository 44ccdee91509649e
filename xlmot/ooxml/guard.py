"""Refuse a workbook that could do harm, by cheap scans of its bytes before anything parses it.

The readers behind it trust what a part declares: a sheet with one cell in each corner or a count of
four thousand million shared strings makes them ask for more memory than any machine has.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from xlmot.address import LAST_COLUMN, LAST_ROW, column_letters, column_number
from xlmot.errors import RefusedFile, UnreadableFile
from xlmot.messages import say
from xlmot.ooxml.characters import is_utf16, utf8
from xlmot.ooxml.container import Container
from xlmot.ooxml.kinds import refuse_other_files, refuse_other_packages

LONGEST_TOKEN = 4 << 20
# A reader that fills in the blanks takes about 40 bytes a cell.
MOST_CELLS_OF_EXTENT = 8_000_000
EXTENT_PER_CELL = 16
# A reader sets aside 24 bytes for each shared string that is announced.
MOST_ANNOUNCED = 1_000_000
# Past this size a part's well-formedness is left to the reader: checking takes as long as reading.
LARGEST_PARSED = 512 << 10

_XML_NAME = re.compile(r"(?i)\.(?:xml|rels)$")
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(rb"<(?:([\w.-]+):)?([\w.-]+)[^>]*>")
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)""")
_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["']\s*\+?0*(\d*)""")
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_READABLE = frozenset([b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16"])
_ROW = rb"""row\s(?>(?:[^<>]*?\s)??r\s*=\s*["'])\s*(\d+)"""
_CELL = rb"""c\s(?>(?:[^<>]*?\s)??r\s*=\s*["'])\s*([A-Za-z]+)(\d+)"""
_HOLDS = rb"""[^<>]*(?<!/)>\s*<(?!/)"""

_REPAIR = say("Open it in Excel, let it repair the file, save it and try again.")
_SUSPECT = say("Do not open this file; ask its sender for another copy.")


class Extent(NamedTuple):
    """How far the cells of a sheet reach, and how many there are."""

    rows: int
    columns: int
    cells: int

    @property
    def most_columns(self) -> int:
        """Return the number of columns with which a dense reader still fits in memory."""
        area = max(MOST_CELLS_OF_EXTENT, EXTENT_PER_CELL * self.cells)
        return min(LAST_COLUMN, area // max(self.rows, 1))


def open_container(data: bytes, name: str) -> Container:
    """Return the container of a workbook once every XML part of it is found harmless.

    `name` is the file's name without its folder. Raises UnreadableFile where the file is no
    workbook or damaged, RefusedFile where it is built to do harm.
    """
    refuse_other_files(data, name)
    container = Container.read(data)
    refuse_other_packages(container)
    for part in container.names:
        if _XML_NAME.search(part):
            _check_part(part, container.part(part))
    return container


def for_readers(container: Container) -> bytes:
    """Return the file with its XML in UTF-8, the only encoding some readers know.

    A workbook that uses nothing else comes back as the very bytes that were read.
    """
    return container.write(
        {
            part: utf8(container.part(part))
            for part in container.names
            if _XML_NAME.search(part) and is_utf16(container.head(part, 2))
        }
    )


def _check_part(part: str, data: bytes) -> None:
    data = _readable(part, data)
    prolog = _PROLOG.match(data)
    start = prolog.end() if prolog else 0
    if data.startswith(b"<!DOCTYPE", start):
        raise RefusedFile(
            say("The workbook's part “{part}” declares a document type (DTD).", part=part), _SUSPECT
        )
    root = _ROOT.match(data, start)
    if root is None:
        raise _damaged(part)
    _refuse_long_token(part, data)
    _refuse_broken_xml(part, data, root)
    if root[2] == b"worksheet":
        _check_sheet(part, data, (root[1] + b":") if root[1] else b"")
    elif root[2] == b"sst":
        _refuse_lying_count(part, root[0], len(data))


def _readable(part: str, data: bytes) -> bytes:
    """Return a part as UTF-8; raises UnreadableFile where it is written in anything else."""
    if is_utf16(data):
        return utf8(data)
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if encoding and encoding[1].lower() not in _READABLE and not data.isascii():
        raise UnreadableFile(
            say(
                "The workbook's part “{part}” is written in {encoding}, which Excel does not use.",
                part=part,
                encoding=encoding[1].decode(),
            ),
            say("Open it in Excel and save it again."),
        )
    return data


def _refuse_long_token(part: str, data: bytes) -> None:
    """Raise RefusedFile where a tag or a text is longer than 4 MiB, which slows parsers down.

    Such a token covers a whole block of half its length: it is enough to look for a `<` in each.
    The base64 of embedded data in `customXml` is as long as it likes.
    """
    half = LONGEST_TOKEN // 2
    if part.lower().startswith("customxml/"):
        return
    for start in range(0, len(data) - half, half):
        if data.find(b"<", start, start + half) < 0:
            raise RefusedFile(
                say("The workbook's part “{part}” holds a text of several megabytes.", part=part),
                _SUSPECT,
            )


def _refuse_broken_xml(part: str, data: bytes, root: re.Match[bytes]) -> None:
    if part.lower().startswith("customxml/"):
        return
    if len(data) <= LARGEST_PARSED:
        from pyexpat import ExpatError, ParserCreate

        try:
            ParserCreate(namespace_separator=" ").Parse(data, True)  # noqa: FBT003 - as expat has it
        except ExpatError:
            raise _damaged(part) from None
        return
    closing = b"</" + root[0][1:].split(b">")[0].split()[0] + b">"
    if not data[-256:].rstrip().endswith((closing, b"-->", b"?>")):
        raise _damaged(part)


def _check_sheet(part: str, data: bytes, prefix: bytes) -> None:
    pattern = b"<" + prefix + _ROW
    rows = re.findall(pattern, data if b"<!" not in data else _ASIDE.sub(b"", data))
    if max(map(len, rows), default=0) > 7:
        raise _off_grid(part)
    numbers = list(map(int, rows)) or [1]
    last = max(numbers)
    if last > LAST_ROW or min(numbers) < 1:
        raise _off_grid(part)
    if len(set(numbers)) < len(numbers):
        raise _twice(part, numbers)
    most = Extent(last, 0, data.count(b"<" + prefix + b"c ")).most_columns
    usual = b' r="' + _within(last, most) + b'"'
    if re.search(b"<" + prefix + rb"c(?=[\s/>])(?!" + usual + b")", data):
        _refuse_extent(part, _measure(part, data, prefix))


def _measure(part: str, data: bytes, prefix: bytes) -> Extent:
    """Return the extent of the cells that hold something, wherever they say they stand."""
    names = re.findall(b"<" + prefix + _CELL + _HOLDS, data)
    if any(len(letters) > 3 or len(digits) > 7 for letters, digits in names):
        raise _off_grid(part)
    columns = [column_number(letters.decode()) for letters in {letters for letters, _ in names}]
    rows = max((int(digits) for _, digits in names), default=0)
    return Extent(rows, max(columns, default=0), len(names))


def _refuse_extent(part: str, extent: Extent) -> None:
    if extent.rows > LAST_ROW or extent.columns > LAST_COLUMN:
        raise _off_grid(part)
    if extent.columns > extent.most_columns:
        raise RefusedFile(
            say(
                "The workbook's part “{part}” has only {cells} cells, but they lie as far apart as "
                "{column}{row}.",
                part=part,
                cells=extent.cells,
                column=column_letters(extent.columns),
                row=extent.rows,
            ),
            say("Go to its last cell in Excel (Ctrl+End), delete what is out there and save it."),
        )


def _within(row: int, column: int) -> bytes:
    """Return a pattern of the cell names that lie neither below `row` nor right of `column`.

    >>> import re
    >>> [name for name in ("C9", "C12", "A13", "C13", "D2", "AA1") if
    ...     re.fullmatch(_within(12, 3), name.encode())]
    ['C9', 'C12']
    """
    letters = _up_to(column_letters(column), "A", b"[A-Z]")
    return b"(?:" + letters + b")(?:" + _up_to(str(row), "0", rb"\d") + b")"


def _up_to(limit: str, first: str, one: bytes) -> bytes:
    """Return a pattern of what is shorter than `limit`, or as long and not after it."""
    choices = [one + b"{1,%d}" % (len(limit) - 1)] if len(limit) > 1 else []
    for index, character in enumerate(limit):
        if character > first:
            step = f"{limit[:index]}[{first}-{chr(ord(character) - 1)}]"
            choices.append(step.encode() + one * (len(limit) - index - 1))
    return b"|".join([*choices, limit.encode()])


def _refuse_lying_count(part: str, head: bytes, length: int) -> None:
    """Raise RefusedFile where more strings are announced than the part has room for.

    `<si/>` takes five bytes. Readers set aside the memory that `uniqueCount` asks for.
    """
    count = _COUNT.search(head)
    if count and (len(count[1]) > 10 or int(count[1] or 0) > max(length // 5, MOST_ANNOUNCED)):
        raise RefusedFile(
            say("The workbook's part “{part}” lies about how many texts it holds.", part=part),
            _REPAIR,
        )


def _damaged(part: str) -> UnreadableFile:
    return UnreadableFile(
        say("The workbook is damaged: its part “{part}” is no complete XML.", part=part), _REPAIR
    )


def _off_grid(part: str) -> RefusedFile:
    return RefusedFile(
        say("The workbook's part “{part}” has cells outside the grid of a sheet.", part=part),
        _REPAIR,
    )


def _twice(part: str, rows: list[int]) -> UnreadableFile:
    ordered = sorted(rows)
    row = next(row for row, other in pairwise(ordered) if row == other)
    return UnreadableFile(
        say("The workbook's part “{part}” holds row {row} twice.", part=part, row=row), _REPAIR
    )
