"""Read from the formats of the cells what may say levels: bold, indents, fills.

A sheet is scanned for them when somebody asks, and only where the workbook has such a format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.styles import bold_formats, indented_formats, marked_formats
from xlmot.ooxml.parts.markup import Markup
from xlmot.ooxml.parts.package import Package
from xlmot.programme.grid import Look

Fact = TypeVar("Fact")

_FORMAT = rb"""\ss\s*=\s*["'](?:%b)["']"""
_TEXT_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c(?=\s)(?=[^<>]*\st\s*=\s*["'](?:s|str|inlineStr)["'])[^<>]*"""
)


def bold_rows(package: Package, part: str) -> frozenset[int]:
    """Return the rows of a worksheet that hold text, all of it in cells of a bold format."""
    bold = bold_formats(package)
    if not bold:
        return frozenset()
    cells = SheetCells(Markup(package.part(part)))
    any_bold = re.compile(_FORMAT % _any(bold))
    found = any_bold.finditer(cells.xml.data, *cells.span)
    rows = {cells.row_at(match.start()) for match in found} - {0}
    return frozenset(row for row in rows if _is_all(any_bold, cells.row_bytes(row)))


def indents(package: Package, part: str) -> dict[tuple[int, int], int]:
    """Return the steps by which cells of a worksheet are indented, by row and column."""
    return _by_cell(package, part, indented_formats(package))


def looks(package: Package, part: str) -> dict[tuple[int, int], Look]:
    """Return the cells of a worksheet that are bold or on a fill of a colour, with how they are."""
    return _by_cell(package, part, marked_formats(package))


def _by_cell(
    package: Package, part: str, formats: Mapping[int, Fact]
) -> dict[tuple[int, int], Fact]:
    """Return the cells of a worksheet that have one of some formats, with what each says."""
    if not formats:
        return {}
    cells = SheetCells(Markup(package.part(part)))
    marked = re.compile(_FORMAT.replace(b"(?:", b"(") % _any(formats))
    found = {}
    for match in marked.finditer(cells.xml.data, *cells.span):
        cell = cells.at(match.start())
        if cell is not None:
            found[cell] = formats[int(match[1])]
    return found


def _any(numbers: frozenset[int] | Mapping[int, Fact]) -> bytes:
    return b"|".join(b"%d" % number for number in numbers)


def _is_all(bold: re.Pattern[bytes], row: bytes) -> bool:
    texts = _TEXT_CELL.findall(row)
    return bool(texts) and all(bold.search(tag) for tag in texts)
