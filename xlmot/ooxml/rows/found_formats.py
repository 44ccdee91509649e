"""Find what has become of cell formats when another program saved a workbook, and numbered anew.

A format is the one that other cells which had its old number have now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.parts.markup import Element
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.rows.inserted import InsertedRows
from xlmot.programme.address import column_number

_CELL = lazy(rb"<(?:[\w.\-]+:)?c(\s[^<>]*)>")
_NAME = lazy(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_STYLE = lazy(rb"""\ss\s*=\s*["']([0-9]{1,9})["']""")
_ENOUGH = 25  # cells that tell what has become of a format


def same_formats(one: Package, other: Package) -> bool:
    """Return whether two workbooks have the same table of formats, byte for byte."""
    found = []
    for package in (one, other):
        parts = package.related(package.workbook, "styles")
        found.append([package.part(part) for part in parts])
    return found[0] == found[1]


def formats_now(old: SheetCells, new: SheetCells, rows: InsertedRows) -> Mapping[str, str]:
    """Return the numbers that the formats of the rows to come have now, as far as cells show.

    `old` is the sheet that still has these rows, `new` the one into which they are put.
    """
    wanted = frozenset(_formats_of(old, rows))
    seen: dict[str, Counter[str]] = {format_: Counter() for format_ in wanted}
    for format_, cell in _samples(old, new, rows, wanted):
        seen[format_][new.xml.attribute(cell, "s") or "0"] += 1
    most = {format_: counts.most_common(1)[0] for format_, counts in seen.items() if counts}
    return {
        format_: now for format_, (now, count) in most.items() if 2 * count > seen[format_].total()
    }


def _formats_of(cells: SheetCells, rows: InsertedRows) -> Iterator[str]:
    for number in rows.inserted:
        row = cells.row(number)
        if row is not None:
            yield cells.xml.attribute(row, "s") or "0"
        for cell in cells.cells(number):
            yield cells.xml.attribute(cell.element, "s") or "0"


def _samples(
    old: SheetCells, new: SheetCells, rows: InsertedRows, wanted: frozenset[str]
) -> Iterator[tuple[str, Element]]:
    """Yield cells that are in both sheets, as they are now, with their old format."""
    left = Counter(dict.fromkeys(wanted, _ENOUGH))
    for match in _CELL.finditer(old.xml.data, *old.span):
        name, style = _NAME.search(match[1]), _STYLE.search(match[1])
        format_ = style[1].decode() if style else "0"
        if name is None or not left[format_] or int(name[2]) in rows.inserted:
            continue
        cell = new.cell(rows.old(int(name[2])), column_number(name[1].decode()))
        if cell is not None:
            left[format_] -= 1
            yield format_, cell
        if not left.total():
            return
