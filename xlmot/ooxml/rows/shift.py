"""Take rows out of a sheet's cells or put some in, and move the rows below and the formulas.

What is worked on is the inside of `sheetData` (ECMA-376 18.3.1.80) as bytes: it is nearly all of
a large sheet, so it is read with a few regular expressions, and no cell that keeps its place and
formula passes through Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.formulas import Shift
from xlmot.ooxml.cells.references import RowMap, without_rows
from xlmot.ooxml.parts.characters import escape, unescape
from xlmot.ooxml.rows.inserted import InsertedRows
from xlmot.ooxml.rows.shared import Cell, SharedFormulas
from xlmot.programme.address import column_number

_TAG = rb"<(?:[\w.\-]+:)?"
_ATTRIBUTE = rb"""(?:\s++[^\s=<>"'/]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))"""
_NUMBER = rb"""\s+r\s*=\s*["']"""
_NAMED = lazy(_TAG + rb"(?:row|c)" + _ATTRIBUTE + rb"*?" + _NUMBER + rb"[A-Za-z]{0,3}([0-9]+)")
_ROW = lazy(_TAG + rb"row(?=[\s/>])(?:" + _ATTRIBUTE + rb"*?" + _NUMBER + rb"([0-9]+))?")
_FORMULA = lazy(
    _TAG + rb"c(?P<cell>" + _ATTRIBUTE + rb"*)\s*>\s*"
    rb"(?P<head><(?P<name>(?:[\w.\-]+:)?f)" + _ATTRIBUTE + rb"*)\s*"
    rb"(?:/>|>(?P<text>[^<]*)</(?P=name)\s*>)"
)
_ANY_FORMULA = lazy(_TAG + rb"f[\s/>]")
_PAIR = lazy(rb"""(\s+([^\s=<>"'/]+)\s*=\s*)(?:"([^"<]*)"|'([^'<]*)')""")
NOTHING_KNOWN: Mapping[Cell, str] = {}
_CELL_NAME = lazy(r"([A-Za-z]{1,3})([0-9]{1,7})")


def drop_rows(data: bytes, rows: RowMap) -> bytes:
    """Return the inside of `sheetData` without the deleted rows, those below moved up.

    A row that names no number is the one after the row before it (18.3.1.73).

    >>> drop_rows(b'<row r="3"/><row r="4"><c r="A4"/></row><row r="5"/>', RowMap([3]))
    b'<row r="3"><c r="A3"/></row><row r="4"/>'
    """
    heads = [(match.start(), match[1]) for match in _ROW.finditer(data)]
    pieces: list[bytes] = []
    number = written = place = 0
    for (start, named), (end, _) in pairwise([*heads, (len(data), b"")]):
        number = int(named) if named else number + 1
        lost = rows.lost(1, number)
        if not lost:
            written = number
            continue
        pieces.append(data[place:start])
        place = end
        if number not in rows:
            pieces.append(_moved_up(data[start:end], number, lost, written))
            written = number - lost
    pieces.append(data[place:])
    return b"".join(pieces)


def add_rows(data: bytes, rows: InsertedRows, new: Mapping[int, bytes]) -> bytes:
    """Return the inside of `sheetData` with `new` rows by their numbers, those below moved down.

    A row that was never written is empty there.

    >>> row = b'<row r="4"><c r="A4"/></row>'
    >>> add_rows(b'<row r="3"/>' + row, InsertedRows([4]), {4: b'<row r="4"/>'})
    b'<row r="3"/><row r="4"/><row r="5"><c r="A5"/></row>'
    """
    heads = [(match.start(), match[1]) for match in _ROW.finditer(data)]
    pieces = [data[: heads[0][0] if heads else len(data)]]
    coming = sorted(new)
    number = written = 0
    for (start, named), (end, _) in pairwise([*heads, (len(data), b"")]):
        number = int(named) if named else number + 1
        now = rows.place(number)
        while coming and coming[0] < now:
            row = new[coming[0]]
            written = coming[0] if row else written
            pieces.append(row)
            del coming[0]
        row = data[start:end]
        pieces.append(_moved_up(row, number, number - now, written) if now > number else row)
        written = now
    return b"".join([*pieces, *(new[row] for row in coming)])


def _moved_up(row: bytes, number: int, count: int, before: int) -> bytes:
    """Return a row and its cells under their new number; `before` is that of the row before it."""
    new = number - count
    old_end, new_end = b'%d"' % number, b'%d"' % new
    named = row.count(b'<c r="')
    # As Excel writes them: all cells are named, and nothing else ends as their names do.
    plain = row.startswith(b'<row r="' + old_end) and row.count(b"<c ") == named
    if plain and row.count(old_end) == named + 1:
        return row.replace(old_end, new_end)
    row = _NAMED.sub(lambda match: _renamed(match, count), row)
    head = _ROW.match(row)
    if head is None or head[1] or before + 1 == new:
        return row
    return row[: head.end()] + b' r="%d"' % new + row[head.end() :]


def _renamed(match: re.Match[bytes], count: int) -> bytes:
    return match[0][: -len(match[1])] + b"%d" % (int(match[1]) - count)


def move_formulas(
    data: bytes, shift: Shift, home: str, known: Mapping[Cell, str] = NOTHING_KNOWN
) -> bytes:
    """Return the inside of `sheetData` of the sheet `home`, its formulas as when rows have moved.

    The rows stay: this comes before `drop_rows` and `add_rows`. Of the cells in `known`, by their
    place now, it is known what their formulas become. Raises RefusedEdit where a formula is
    written in a way that is not read here.

    >>> data = b'<row r="7"><c r="A7"><f>SUM(A2:A6)</f><v>0</v></c></row>'
    >>> move_formulas(data, Shift("Plan", RowMap([4])), "Plan")
    b'<row r="7"><c r="A7"><f>SUM(A2:A5)</f><v>0</v></c></row>'
    """
    moves = home == shift.sheet
    if not (b"<f" in data or b":f" in data) or not (moves or b"!" in data):
        return data
    shared = _shared_formulas(data, shift, home)
    shared.settle(known)

    def moved(match: re.Match[bytes]) -> bytes:
        return _moved_formula(match, shift, home, shared, known)

    data, count = _FORMULA.subn(moved, data)
    if count != sum(1 for _ in _ANY_FORMULA.finditer(data)):
        raise oddly_written(home)
    return data


def oddly_written(sheet: str) -> RefusedEdit:
    """Return the refusal of a sheet that another program wrote as Excel never does."""
    return RefusedEdit(
        say("The sheet “{sheet}” is written in a way that xlmot cannot change.", sheet=sheet),
        say("Open the workbook in Excel, save it and try again."),
    )


def _moved_formula(
    match: re.Match[bytes],
    shift: Shift,
    home: str,
    shared: SharedFormulas,
    known: Mapping[Cell, str],
) -> bytes:
    attributes = _pairs(match["head"]) if b"=" in match["head"] else {}
    text = None if match["text"] is None else unescape(match["text"].decode())
    kind = attributes.get("t")
    dropped: tuple[str, ...] = ()
    if kind == "shared":
        cell = _cell(match["cell"], home)
        group = shared.group(cell)
        if group is not None and not group.holds:
            text, dropped = group.filled(cell), ("t", "ref", "si")
    new = None if text is None else shift.formula(text, home)
    if known and new is not None:
        new = known.get(_cell(match["cell"], home), new)
    head = match["head"]
    if kind and home == shift.sheet:
        head = _moved_head(head, shift.rows)
    if dropped:
        head = _PAIR.sub(lambda pair: b"" if pair[2].decode() in dropped else pair[0], head)
    elif new == text and head == match["head"]:
        return match[0]
    start = match[0][: match.start("head") - match.start()]
    if new is None:
        return start + head + match[0][match.end("head") - match.start() :]
    return b"%b%b>%b</%b>" % (start, head, escape(new), match["name"])


def _moved_head(head: bytes, rows: RowMap) -> bytes:
    """Return the head of an `f` with the places it names moved: its extent, its input cells."""

    def moved(pair: re.Match[bytes]) -> bytes:
        if pair[2] not in (b"ref", b"r1", b"r2"):
            return pair[0]
        value = (pair[3] or pair[4] or b"").decode()
        return b'%b"%b"' % (pair[1], (without_rows(value, rows) or value).encode())

    return _PAIR.sub(moved, head)


def _shared_formulas(data: bytes, shift: Shift, home: str) -> SharedFormulas:
    shared = SharedFormulas(shift, home)
    if b"shared" not in data:
        return shared
    for match in _FORMULA.finditer(data):
        attributes = _pairs(match["head"])
        if attributes.get("t") == "shared":
            text = unescape(match["text"].decode()) if match["text"] else None
            shared.add(attributes.get("si", ""), _cell(match["cell"], home), text)
    return shared


def cell_formulas(data: bytes, shift: Shift, home: str) -> Iterator[tuple[Cell, str]]:
    """Yield the cells of the inside of `sheetData` that have a formula, with its text.

    >>> data = b'<row r="7"><c r="A7"><f>SUM(A2:A6)</f><v>0</v></c></row>'
    >>> list(cell_formulas(data, Shift("Plan", RowMap([])), "Plan"))
    [((7, 1), 'SUM(A2:A6)')]
    """
    if not (b"<f" in data or b":f" in data):
        return
    shared = _shared_formulas(data, shift, home)
    for match in _FORMULA.finditer(data):
        cell = _cell(match["cell"], home)
        group = shared.group(cell) if b"shared" in match["head"] else None
        if group is not None:
            yield cell, group.filled(cell)
        elif match["text"]:
            yield cell, unescape(match["text"].decode())


def _cell(attributes: bytes, home: str) -> tuple[int, int]:
    name = _CELL_NAME.fullmatch(_pairs(attributes).get("r", ""))
    if name is None:
        raise oddly_written(home)
    return int(name[2]), column_number(name[1])


def _pairs(head: bytes) -> dict[str, str]:
    return {
        pair[2].decode(): unescape((pair[3] or pair[4] or b"").decode())
        for pair in _PAIR.finditer(head)
    }
