"""Take a worksheet apart at its rows without parsing them, and read the values of its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias
from xml.etree.ElementTree import ParseError

from xlmot.messages.lazy import lazy
from xlmot.ooxml.proof.xml_tree import Element, children, parse
from xlmot.programme.address import column_number

Shown: TypeAlias = str | float | bool | None


Row: TypeAlias = tuple[int, bytes]


@dataclass(frozen=True)
class SheetRows:
    """A worksheet taken apart: `frame` is the part without its rows.

    `opening` is what stands before the rows, the start tags still open, `closing` ends them; a
    piece is the bytes of a row after its `<row`.
    """

    frame: bytes
    opening: bytes
    closing: bytes
    prefix: bytes
    pieces: list[bytes]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """Return the pieces with their numbers; without one a row follows the one before it."""
        found, number = [], 0
        for piece in self.pieces:
            said = number_of(piece)
            number = number + 1 if said is None else said
            found.append((number, piece))
        return found

    def element(self, piece: bytes) -> Element:
        """Return a row as an element; ParseError where it is no XML."""
        return parse(self.bytes_of([piece]))[0][0]

    def bytes_of(self, pieces: Sequence[bytes]) -> bytes:
        """Return the worksheet with these rows alone, and nothing around them."""
        start = b"<" + self.prefix + b"row"
        return b"".join([self.opening, *(start + piece for piece in pieces), self.closing])


_SHEET_DATA = lazy(rb"<((?:\w+:)?)sheetData(?:\s[^>]*)?(?<!/)>")
_ROOT = lazy(rb"<((?:\w+:)?)worksheet\b[^>]*>")
_NUMBER = lazy(rb"""[^>]*?\sr\s*=\s*["']([^"']*)["']""")


def number_of(piece: bytes) -> int | None:
    """Return the number a row says it has: None where nothing, 0 where something else."""
    match = _NUMBER.match(piece)
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else 0


def take_apart(data: bytes) -> SheetRows:
    """Split a worksheet part at its rows, without parsing them: a sheet may have a million."""
    root, opened = _ROOT.search(data), _SHEET_DATA.search(data)
    if root is None or opened is None:
        return SheetRows(data, b"<worksheet><sheetData>", b"</sheetData></worksheet>", b"", [])
    prefix = opened[1]
    ending = b"</" + prefix + b"sheetData"
    end = data.rfind(ending)
    pieces = data[opened.end() : end].split(b"<" + prefix + b"row")
    opening = root[0] + opened[0]
    closing = ending + b"></" + root[1] + b"worksheet>"
    frame = data[: opened.end()] + pieces[0] + data[end:]
    return SheetRows(frame, opening, closing, prefix, pieces[1:])


def row_cells(sheet: SheetRows, number: int) -> list[tuple[int, Element]]:
    """Return the cells of a row with their columns, of the first where the row is there twice."""
    piece = next((piece for row, piece in sheet.rows if row == number), None)
    return [] if piece is None else numbered_cells(sheet.element(piece))


def numbered_cells(row: Element) -> list[tuple[int, Element]]:
    """Return the cells of a row with their columns; without a name one follows the one before."""
    found, column = [], 0
    for cell in children(row, "c"):
        letters = cell.get("r", "").rstrip("0123456789")
        column = column_number(letters) if letters.isalpha() else column + 1
        found.append((column, cell))
    return found


def cell_value(cell: Element, strings: Sequence[bytes]) -> Shown:
    """Return what a cell holds: text, a number, a truth value, None; an error as its text.

    Types are those of ST_CellType (18.18.11); `strings` are the shared strings as XML. What is no
    number or no index is returned as it is written.
    """
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(map(rich_text, children(cell, "is")))
    text = next((one.text for one in children(cell, "v")), None)
    if text is None:
        return None
    if kind in ("s", "n"):
        return _indexed(text, strings) if kind == "s" else _number(text)
    return text.strip() == "1" if kind == "b" else unescaped(text)


def _indexed(text: str, strings: Sequence[bytes]) -> str:
    known = text.isascii() and text.isdecimal() and int(text) < len(strings)
    return shared_text(strings[int(text)]) if known else text


def _number(text: str) -> Shown:
    try:
        return float(text)
    except ValueError:
        return text


def shared_text(string: bytes) -> str:
    """Return the text of a shared string; of what is no XML, what is written.

    >>> shared_text(b"<si><r><t>Une </t></r><r><t>action</t></r><rPh><t>x</t></rPh></si>")
    'Une action'
    >>> shared_text(b"<si><t>4/25, 7:45 AM</t></si>")
    '4/25, 7:45 AM'
    """
    prefixes = set(_PREFIX.findall(string)) - {b"xml"}
    declared = b"".join(b' xmlns:%s="%s"' % (prefix, prefix) for prefix in prefixes)
    try:
        return rich_text(parse(b"<r%s>%s</r>" % (declared, string))[0])
    except ParseError:
        return string.decode("utf-8", "replace")


def rich_text(element: Element) -> str:
    """Return the text of a string item (CT_Rst, 18.4.8), its phonetic hints left out."""
    texts = [*children(element, "t"), *children(element, "r", "t")]
    return unescaped("".join(one.text or "" for one in texts))


def unescaped(text: str) -> str:
    r"""Return a text with its `_xHHHH_` read (ST_Xstring, 22.9.2.19); half a character stays so.

    >>> unescaped("a_x000a_b"), unescaped("_x005F_x000A_"), unescaped("_xD801_")
    ('a\nb', '_x000A_', '_xD801_')
    """
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return found[0] if "\ud800" <= character <= "\udfff" else character


_PREFIX = lazy(rb"[<\s]([A-Za-z_][\w.-]*):\w")
_ESCAPE = lazy("_x([0-9A-Fa-f]{4})_")
