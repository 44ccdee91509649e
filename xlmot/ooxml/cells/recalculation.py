"""Find whether a formula reads edited cells, and have Excel calculate when it opens the file.

A formula keeps the result that was last calculated (ECMA-376 18.3.1.96): once a cell it reads has
another value, that result is stale. What shows no stored result needs nothing: conditional formats,
validations, names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xlmot.findings import SetCell
from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.formulas import Token, sheets_of, tokens
from xlmot.ooxml.cells.references import Reference, areas
from xlmot.ooxml.parts.markup import Element, Markup, splice
from xlmot.ooxml.parts.package import Package
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, Area

# What may precede calcPr in a workbook (ECMA-376 18.2.27).
_BEFORE_CALCULATION = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames"),
)
# Which cells these read is only known once they are calculated.
_ANYWHERE = frozenset({"indirect", "offset"})
_UNUSUAL = lazy("[:[]|indirect|offset", re.IGNORECASE)
_UNPREFIXED = lazy(rb"</worksheet\s*>\s*\Z")
_DIGITS = lazy("[0-9]+")
_COLUMN = lazy(r"\[((?:[^\[\]']|'.)+)\]")
_ESCAPED = lazy("'(.)")


def calculate_on_opening(package: Package) -> None:
    """Set `calcPr@fullCalcOnLoad` in the workbook part (18.2.2)."""
    package.put(package.workbook, _calculating(package.part(package.workbook)))


def _calculating(workbook: bytes) -> bytes:
    xml = Markup(workbook)
    there = xml.first("calcPr")
    if there is not None:
        return splice(workbook, xml.set_attribute(there, "fullCalcOnLoad", "1"))
    ends = [node.end for node in xml.children(xml.whole()) if node.name in _BEFORE_CALCULATION]
    prefix = f"{xml.root.prefix}:".encode() if xml.root.prefix else b""
    return splice(workbook, [(max(ends), max(ends), b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix)])


def is_read(package: Package, edits: Sequence[SetCell]) -> bool:
    """Return whether some formula of the workbook reads a cell of the edits.

    It may name the cell, an area around it, a name or a table that holds it. A formula whose area
    is only known once it is calculated, such as `A1:INDEX(A:A,9)`, is taken to read every cell.
    """
    reader: _Reader | None = None
    for sheet in package.sheets if edits else ():
        data = package.part(sheet.part) if sheet.part else b""
        if _may_calculate(data):
            reader = reader or _Reader(package, edits)
            xml = Markup(data)
            if any(reader.reads_at(xml, node, sheet.name) for node in xml.elements("f")):
                return True
    return False


def _may_calculate(sheet: bytes) -> bool:
    """Return whether a sheet may hold a formula, by its bytes, `<f>` or `<x:f>`."""
    last = max(0, sheet.rfind(b"</"))
    # One byte is found ten times as fast as two: in rows without formulas and texts none is an f.
    rows = max(0, sheet.find(b"<row"))
    first = sheet.find(b"f", rows)
    plain = b"<f" in sheet[:rows] or (first > 0 and sheet.find(b"<f", first - 1) >= 0)
    return plain or (_UNPREFIXED.match(sheet, last) is None and b":f" in sheet)


class _Cells:
    """The edited cells of a workbook: the rows of each column of each sheet, in their order."""

    def __init__(self, edits: Iterable[SetCell]) -> None:
        self._sheets: dict[str, dict[int, list[int]]] = {}
        self.rows = {edit.row for edit in edits}
        for edit in sorted(edits, key=lambda edit: edit.row):
            columns = self._sheets.setdefault(edit.sheet.lower(), {})
            columns.setdefault(edit.column, []).append(edit.row)

    def columns(self, sheet: str, area: Area) -> list[int]:
        """Return the columns of an area of a sheet in which a cell was edited."""
        return [
            column
            for column, rows in self._sheets.get(sheet.lower(), {}).items()
            if area.left <= column <= area.right
            and bisect_left(rows, area.top) < bisect_left(rows, area.bottom + 1)
        ]


class _Reader:
    """What stands for edited cells in the formulas of a workbook."""

    def __init__(self, package: Package, edits: Sequence[SetCell]) -> None:
        self._cells = _Cells(edits)
        self._sheets = [sheet.name.lower() for sheet in package.sheets]
        # The edited columns of each table, by its name: all of it in small letters.
        self._tables = dict(self._edited_tables(package))
        self._names = self._edited_names(package)
        self._spelt = re.compile("|".join(map(re.escape, self._names)) or r"(?!)", re.IGNORECASE)

    def reads_at(self, xml: Markup, node: Element, home: str) -> bool:
        """Return whether the formula `f` of a cell of the sheet `home` reads an edited cell."""
        given = xml.attributes(node) if b" t=" in xml.data[node.start : node.head] else {}
        kind, ref = (given[name].value if name in given else "" for name in ("t", "ref"))
        extent = next(iter(areas(ref) or ()), None)
        if kind == "dataTable" and extent:
            inputs = (given[name].value for name in ("r1", "r2") if name in given)
            around = Area(extent.top - 1, extent.left - 1, extent.bottom, extent.right)
            places = [around, *(area for text in inputs for area in areas(text) or ())]
            return any(self._cells.columns(home, area) for area in places)
        text = "" if node.empty else xml.text(node)
        if kind == "shared" and text:
            return self._reads(text, home, extent)
        return bool(text) and self._may_read(text) and self._reads(text, home)

    def _may_read(self, formula: str) -> bool:
        """Return whether a formula names an edited row, a name or anything that is not one cell."""
        if _UNUSUAL.search(formula) or self._spelt.search(formula):
            return True
        return not self._cells.rows.isdisjoint(map(int, _DIGITS.findall(formula)))

    def _reads(self, formula: str, home: str | None, shared: Area | None = None) -> bool:
        """Return whether a formula reads an edited cell: one of a name where it has no `home`.

        The cells of `shared` share it, written for their first.
        """
        for token, following in pairwise([*tokens(formula), Token("")]):
            if token.reference is not None:
                area = _reached(token.reference, shared, named=home is None)
                if any(self._cells.columns(sheet, area) for sheet in self._meant(token, home)):
                    return True
            elif token.text.startswith("[") or following.text.startswith("["):
                if self._is_edited_column(token.text, following.text):
                    return True
            elif self._stands_for_edited(token.text):
                return True
        return False

    def _meant(self, token: Token, home: str | None) -> Sequence[str]:
        """Return the sheets a reference is to; that of a name may be to the sheet that uses it."""
        if token.prefix == "!" or (not token.prefix and home is None):
            return self._sheets
        found = sheets_of(token.prefix) if token.prefix else (home or "", home or "")
        if found is None:
            return ()
        first, last = (name.lower() for name in found)
        if first not in self._sheets or last not in self._sheets:
            return first, last
        places = sorted((self._sheets.index(first), self._sheets.index(last)))
        return self._sheets[places[0] : places[1] + 1]

    def _is_edited_column(self, table: str, columns: str) -> bool:
        """Return whether `Table1` and `[[#This Row],[Code]]` are of an edited column."""
        edited = self._tables.get(table.lower())
        named = {_ESCAPED.sub(r"\1", name).lower() for name in _COLUMN.findall(columns)}
        whole = {name for name in named if not name.startswith("#")}
        return bool(edited) and (not whole or ":" in columns or not whole.isdisjoint(edited or ()))

    def _stands_for_edited(self, text: str) -> bool:
        """Return whether a name, a table or a function may be an edited cell, or `:` joins two."""
        if text.startswith('"'):
            return False
        prefix, mark, name = text.rpartition("!")
        if mark and prefix and sheets_of(prefix + mark) is None:
            return False
        name = name.strip().lower()
        return ":" in name or name in _ANYWHERE or name in self._names

    def _edited_tables(self, package: Package) -> Iterator[tuple[str, frozenset[str]]]:
        for sheet in package.sheets:
            for part in package.related(sheet.part, "table") if sheet.part else ():
                xml = Markup(package.part(part))
                found = areas(xml.attribute(xml.root, "ref") or "")
                edited = self._cells.columns(sheet.name, found[0]) if found else []
                heads = [xml.attribute(head, "name") or "" for head in xml.heads("tableColumn")]
                columns = {
                    heads[column - found[0].left].lower()
                    for column in edited
                    if found and column - found[0].left < len(heads)
                }
                for name in ("name", "displayName") if columns else ():
                    yield (xml.attribute(xml.root, name) or "").lower(), frozenset(columns)

    def _edited_names(self, package: Package) -> frozenset[str]:
        """Return the tables and the defined names that stand for edited cells, one by another."""
        xml = Markup(package.part(package.workbook))
        defined = [
            ((xml.attribute(node, "name") or "").lower(), xml.text(node))
            for node in xml.elements("definedName")
        ]
        self._names = frozenset(self._tables)
        while found := {
            name
            for name, formula in defined
            if name not in self._names and self._reads(formula, None)
        }:
            self._names |= found
        return self._names


def _reached(reference: Reference, shared: Area | None, *, named: bool) -> Area:
    """Return the cells a reference reads, from wherever its formula is used.

    What has no `$` goes with the cells that share a formula, and anywhere with those that use a
    name.
    """
    area = reference.area
    rows, columns = reference.top + reference.bottom, reference.left + reference.right
    down = shared.bottom - shared.top if shared else LAST_ROW if named else 0
    right = shared.right - shared.left if shared else LAST_COLUMN if named else 0
    down = 0 if rows.count("$") == 1 + bool(reference.bottom) else down
    right = 0 if columns.count("$") == 1 + bool(reference.right) else right
    top = 1 if named and down else area.top
    left = 1 if named and right else area.left
    return Area(top, left, area.bottom + down, area.right + right)
