"""Find what names rows by text, and so goes on naming the same numbers when rows are deleted.

Excel does not move it either: `INDIRECT("A12")` in a formula, `Range("A12")` in a macro.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlmot.findings import DeleteRow
from xlmot.messages import Message, say, say_many
from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.formulas import Shift, tokens
from xlmot.ooxml.cells.references import RowMap
from xlmot.ooxml.parts.markup import Markup
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.rows.delete import taken_apart
from xlmot.ooxml.rows.shift import cell_formulas
from xlmot.programme.address import cell_name

_INDIRECT = lazy(rb"indirect", re.IGNORECASE)
# What is put together with a row's number: `Plan!A`, `$B$`, `A1:B`, the rows `12:`.
_BEGINNING = lazy(
    r"(?:.*!)?(?:\$?[A-Z]{1,3}\$?\d*|\$?\d+)(?::(?:\$?[A-Z]{1,3}\$?\d*)?)?|.*!|R\d*(?:C\d*)?",
    re.IGNORECASE | re.DOTALL,
)
_ROW_AND_COLUMN = lazy(r"(.*!)?R(\d+)C\d+", re.IGNORECASE | re.DOTALL)
_SHOWN = 5


def warnings(package: Package, edits: Sequence[DeleteRow]) -> list[Message]:
    """Return what somebody should look at when rows are deleted: sentences, none mostly."""
    if not edits:
        return []
    found = [*dict.fromkeys(_formulas(package, edits))]
    shown = (*found[:_SHOWN], "…") if len(found) > _SHOWN else tuple(found)
    sentences = []
    if found:
        sentences.append(
            say_many(
                len(found),
                "{count} formula builds a reference from text (INDIRECT), which does not follow "
                "deleted rows: {places}.",
                "{count} formulas build a reference from text (INDIRECT), which does not follow "
                "deleted rows: {places}.",
                places=shown,
            )
        )
    if package.related(package.workbook, "vbaProject"):
        sentences.append(
            say(
                "The workbook holds macros: where they name rows by text, as in {example}, they do "
                "not follow deleted rows.",
                example='Range("A12")',
            )
        )
    return sentences


def _formulas(package: Package, edits: Sequence[DeleteRow]) -> Iterator[str]:
    """Yield where such formulas are: the cell, the name, or the sheet of a format or validation."""
    names = tuple(sheet.name for sheet in package.sheets)
    rows: dict[str, list[int]] = {}
    for edit in edits:
        rows.setdefault(edit.sheet, []).append(edit.row)
    shifts = [Shift(sheet, RowMap(gone), names) for sheet, gone in rows.items()]
    for sheet in package.sheets:
        data = package.part(sheet.part) if sheet.kind == "worksheet" else b""
        if _INDIRECT.search(data):
            yield from _of_sheet(data, sheet.name, shifts)
    xml = Markup(package.part(package.workbook))
    for node in xml.elements("definedName"):
        if any(is_unmoved(xml.text(node), None, shift) for shift in shifts):
            yield xml.attribute(node, "name") or ""


def _of_sheet(data: bytes, sheet: str, shifts: Sequence[Shift]) -> Iterator[str]:
    frame, cells, _ = taken_apart(data)
    for (row, column), formula in cell_formulas(cells, shifts[0], sheet):
        if any(is_unmoved(formula, sheet, shift) for shift in shifts):
            yield f"{sheet}!{cell_name(row, column)}"
    xml = Markup(frame)
    for node in xml.elements("*:formula", "*:formula1", "*:formula2"):
        if any(is_unmoved(xml.text(node), sheet, shift) for shift in shifts):
            yield sheet


def is_unmoved(formula: str, home: str | None, shift: Shift) -> bool:
    """Return whether a formula of the sheet `home` names by text a row that moves or goes.

    >>> shift = Shift("Plan", RowMap([4]), ("Plan", "Bilan"))
    >>> [is_unmoved(text, "Bilan", shift) for text in
    ...  ('INDIRECT("Plan!A12")', 'INDIRECT("Plan!A2")', 'INDIRECT("A12")', 'INDIRECT(B2)',
    ...   'INDIRECT("Plan!A"&B2)', 'INDIRECT("Ventes")')]
    [True, False, False, False, True, False]
    """
    return any(_is_moved_text(text, home, shift, whole=whole) for text, whole in _texts(formula))


def _texts(formula: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a formula's INDIRECT, and whether each is all of its argument."""
    depth, inside = 0, None
    pieces = [token.text for token in tokens(formula)]
    for index, piece in enumerate(pieces):
        if piece.startswith('"'):
            if inside is not None:
                around = pieces[index - 1].rstrip()[-1:], "".join(pieces[index + 1 :]).lstrip()[:1]
                yield piece[1:-1].replace('""', '"'), "&" not in around
            continue
        if piece.strip().upper() == "INDIRECT" and inside is None:
            inside = depth
        for sign in piece:
            depth += (sign == "(") - (sign == ")")
            if sign == ")" and inside is not None and depth <= inside:
                inside = None


def _is_moved_text(text: str, home: str | None, shift: Shift, *, whole: bool) -> bool:
    if not whole:
        prefix, mark, _ = text.rpartition("!")
        # Of `B2&"!A12"` nobody knows the sheet.
        there = (
            shift.is_target(f"{prefix}!", home)
            if prefix
            else bool(mark) or home in (None, shift.sheet)
        )
        return bool(_BEGINNING.fullmatch(text)) and there
    numbered = _ROW_AND_COLUMN.fullmatch(text)
    if numbered:
        return shift.is_target(numbered[1], home) and int(numbered[2]) >= shift.rows.first
    return shift.formula(text, home) != text
