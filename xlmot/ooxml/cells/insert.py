"""Put cells where a sheet's XML has none, in the order of rows and columns that Excel demands."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.parts.characters import damaged
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.programme.address import Area, cell_name

Cell = tuple[int, int]


def style_of_blank(cells: SheetCells, row: int, column: int) -> int:
    """Return the format a cell without XML shows: its row's, else its column's, else 0.

    ECMA-376 part 1, 18.3.1.73 (`row@s` with `customFormat`) and 18.3.1.13 (`col@style`).
    """
    xml = cells.xml
    there = cells.row(row)
    if there and xml.attribute(there, "customFormat") in ("1", "true"):
        return _whole(xml.attribute(there, "s"))
    for tag in xml.heads("col", end=cells.start):
        first, last = (_whole(xml.attribute(tag, name)) for name in ("min", "max"))
        if first <= column <= last:
            return _whole(xml.attribute(tag, "style"))
    return 0


def insert(cells: SheetCells, news: Mapping[Cell, tuple[str, int, bytes]]) -> list[Splice]:
    """Return the splices that add cells: to each (row, column) its type, format and contents."""
    if not news:
        return []
    rows = {row: dict(group) for row, group in groupby(sorted(news.items()), lambda n: n[0][0])}
    edits: list[Splice] = []
    absent: list[tuple[int, bytes]] = []
    for row, added in rows.items():
        written = {
            column: _cell(cells.xml, row, column, *new) for (_, column), new in added.items()
        }
        there = cells.row(row)
        if there is None:
            name = _name(cells.xml, "row")
            inner = b"".join(written.values())
            absent.append((row, b'<%b r="%d">%b</%b>' % (name, row, inner, name)))
        else:
            edits += [*_into_row(cells, row, there, written), *_spans(cells.xml, there, written)]
    return [*edits, *_new_rows(cells, absent), *_dimension(cells, news)]


def _cell(xml: Markup, row: int, column: int, kind: str, style: int, inner: bytes) -> bytes:
    name = _name(xml, "c")
    format_ = b' s="%d"' % style if style else b""
    type_ = b' t="%b"' % kind.encode() if kind else b""
    place = cell_name(row, column).encode()
    return b'<%b r="%b"%b%b>%b</%b>' % (name, place, format_, type_, inner, name)


def _into_row(
    cells: SheetCells, number: int, row: Element, written: Mapping[int, bytes]
) -> list[Splice]:
    if row.empty:
        return [_filled(cells.xml, row.start, row.end, b"".join(written.values()))]
    edits: list[Splice] = []
    for column, data in written.items():
        behind = (cell.element.start for cell in cells.cells(number) if cell.column > column)
        place = min(behind, default=row.tail)
        edits.append((place, place, data))
    return edits


def _spans(xml: Markup, row: Element, written: Mapping[int, bytes]) -> list[Splice]:
    """Return the splices that keep `row@spans`, the columns a row uses, true."""
    first, _, last = (xml.attribute(row, "spans") or "").partition(":")
    if row.empty or not (first.isdecimal() and last.isdecimal()):
        return []
    wide = f"{min(int(first), *written)}:{max(int(last), *written)}"
    return xml.set_attribute(row, "spans", wide)


def _new_rows(cells: SheetCells, absent: list[tuple[int, bytes]]) -> list[Splice]:
    if absent and cells.empty:
        tag = next(cells.xml.heads("sheetData"), None)
        if tag is None:
            raise damaged()
        return [_filled(cells.xml, tag.start, tag.end, b"".join(data for _, data in absent))]
    edits = []
    for row, data in absent:
        later = [n for n in cells.numbers if n > row]
        element = cells.row(min(later)) if later else None
        place = element.start if element else cells.end
        edits.append((place, place, data))
    return edits


def _dimension(cells: SheetCells, news: Mapping[Cell, object]) -> list[Splice]:
    """Return the splices that widen `dimension` (18.3.1.35) to the new cells."""
    for tag in cells.xml.heads("dimension", end=cells.start):
        for area in areas(cells.xml.attribute(tag, "ref") or "") or ():
            rows, columns = zip(*news, strict=True)
            wide = Area(
                min(area.top, *rows),
                min(area.left, *columns),
                max(area.bottom, *rows),
                max(area.right, *columns),
            )
            if wide != area:
                names = cell_name(*wide[:2]), cell_name(*wide[2:])
                return cells.xml.set_attribute(tag, "ref", ":".join(dict.fromkeys(names)))
    return []


def _filled(xml: Markup, start: int, end: int, inner: bytes) -> Splice:
    """Return the splice that opens an empty element such as `<row/>` and fills it."""
    head = xml.data[start:end].rstrip(b">").rstrip(b"/").rstrip()
    return start + len(head), end, b">" + inner + b"</" + head[1:].split()[0] + b">"


def opened(sheet: bytes) -> bytes:
    """Return a worksheet with `sheetData` written so that rows can be put into it.

    >>> opened(b"<worksheet><sheetData/></worksheet>")
    b'<worksheet><sheetData></sheetData></worksheet>'
    """
    xml = Markup(sheet)
    tag = next(xml.heads("sheetData"), None)
    if tag is None:
        raise damaged()
    return splice(sheet, [_filled(xml, tag.start, tag.end, b"")]) if tag.empty else sheet


def _name(xml: Markup, name: str) -> bytes:
    return f"{xml.root.prefix}:{name}".encode() if xml.root.prefix else name.encode()


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
