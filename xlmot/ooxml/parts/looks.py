"""Read from the formats of the cells what may say levels: bold, indents, fills.

A sheet is scanned for them when somebody asks, and only where the workbook has such a format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.styles import indented_formats, marked_formats
from xlmot.ooxml.parts.markup import Markup
from xlmot.ooxml.parts.package import Package
from xlmot.programme.grid import Look, Value, holds_words

Fact = TypeVar("Fact")

_FORMAT = rb"""\ss\s*=\s*["'](?:%b)["']"""


def bold_rows(
    rows: Sequence[Sequence[Value]], looks: Mapping[tuple[int, int], Look]
) -> frozenset[int]:
    """Return the rows of a worksheet that hold words, all of them in bold cells."""
    some = {row for (row, _), look in looks.items() if look.bold}
    return frozenset(row for row in some if row <= len(rows) and _is_all(rows[row - 1], row, looks))


def _is_all(cells: Sequence[Value], row: int, looks: Mapping[tuple[int, int], Look]) -> bool:
    words = [column for column, value in enumerate(cells, 1) if holds_words(value)]
    return bool(words) and all(looks.get((row, column), Look()).bold for column in words)


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


def _any(numbers: Mapping[int, Fact]) -> bytes:
    return b"|".join(b"%d" % number for number in numbers)
