"""Prove that rows which were put back hold what they held before they were deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlmot.findings import DeleteRow
from xlmot.messages import Message, say
from xlmot.ooxml.proof.cells import NO_DELETIONS, Master, masters_of, resolved
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.reckoning import following
from xlmot.ooxml.proof.sheet_rows import cell_value, row_cells
from xlmot.ooxml.proof.xml_tree import Element, children
from xlmot.programme.address import cell_name


def row_faults(before: RawParts, after: RawParts, edits: Sequence[DeleteRow]) -> Iterator[Message]:
    """Yield the cells of the rows that are not the same in both workbooks, formulas included."""
    for edit in edits:
        old, new = (_held(reading, edit) for reading in (before, after))
        for column in sorted(old.keys() | new.keys()):
            if old.get(column) != new.get(column):
                place = say("cell {cell}", cell=cell_name(edit.row, column))
                fault = say("it does not hold what it held before its row was deleted.")
                yield say(
                    "Sheet “{sheet}”, {place}: {fault}", sheet=edit.sheet, place=place, fault=fault
                )


def _held(reading: RawParts, edit: DeleteRow) -> dict[int, tuple[object, ...]]:
    """Return the value and the formula of each cell of a row that holds something."""
    part = next(sheet.part for sheet in reading.sheets if sheet.name == edit.sheet)
    masters = masters_of(reading, part)
    found = {
        column: (
            cell_value(cell, reading.strings),
            _formula(cell, (edit.row, column), masters, edit.sheet),
        )
        for column, cell in row_cells(reading.apart(part), edit.row)
    }
    return {column: held for column, held in found.items() if held != (None, None)}


def _formula(
    cell: Element, place: tuple[int, int], masters: Mapping[str, Master], sheet: str
) -> str | None:
    formula = next(children(cell, "f"), None)
    if formula is None:
        return None
    text, shift = resolved(formula, place, masters)
    return following(text, sheet, NO_DELETIONS, shift)
