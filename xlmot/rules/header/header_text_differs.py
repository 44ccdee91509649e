"""Header texts differ.

The header of the same column is not worded alike each time it stands in the programme, or is a
known one but for a slip of the fingers.

Why
    One of the texts is out of date: a page was taken from an earlier version, or was not updated.

Example
    | Code | Work plan 2024         |                     |
    |------|------------------------|---------------------|
    | 1    | ROADS                  |                     |
    | Code | Work plan 2024 - draft | header texts differ |
    | 1    | Pave the square        |                     |

Fix
    Unsafe: the text that stands most often is put everywhere. A header with two letters exchanged,
    one left out, or no accent where others have theirs, is a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlmot.findings import (
    Finding,
    Fix,
    Place,
    SetCell,
    Severity,
    found,
    place,
    set_cell,
    unsafe,
)
from xlmot.messages import Message, say, say_many
from xlmot.programme.address import cell_name
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import similarity
from xlmot.programme.table import RowKind, Table
from xlmot.programme.vocabulary import fold

SEVERITY = Severity.WARNING
FIX = "unsafe"
# How alike the headers of two sheets are at least that are meant to be one.
ALIKE = 0.6


def check(programme: Programme) -> Iterator[Finding]:
    for column in ("label", "code"):
        texts = _texts(programme, column)
        if len(texts) > 1 and _are_alike(programme, texts):
            rows = sorted(index for rows in texts.values() for index in rows)
            shown = tuple(_shown(programme, text, rows, column) for text, rows in texts.items())
            message = say("Header texts differ: {texts}.", texts=shown)
            fix = _fix(programme, texts, column)
            yield found(programme, rows, message, column=column, fix=fix)
    yield from _of_others(programme)
    yield from _of_slips(programme)


def _of_slips(programme: Programme) -> Iterator[Finding]:
    """Yield the remarks on headers that are known ones but for a slip."""
    if not programme.columns:
        return
    from xlmot.rules.header_slips import header_slips

    for column, meant in header_slips(programme):
        grid, rows = column.section.grid, column.section.layout.header_rows
        row = next((row for row in rows if not is_blank(grid.value(row, column.number))), 0)
        if row:
            message = say("“{header}”: is “{meant}” meant?", header=column.name, meant=meant)
            place = Place(grid.sheet, row, column.number)
            yield Finding((place,), message, severity=Severity.NOTE)


def _are_alike(programme: Programme, texts: Mapping[str, object]) -> bool:
    """Return whether headers are one, worded in several ways; those of two sheets may be two."""
    first, *others = texts
    alike = (similarity(fold(first), fold(other)) >= ALIKE for other in others)
    return len(programme.table.sections) == 1 or any(alike)


def _of_others(programme: Programme) -> Iterator[Finding]:
    """Yield the columns of staff whose header is worded otherwise where it is repeated."""
    table = programme.table
    for section in table.sections:
        grid, own = section.grid, section.layout.header_rows
        rows = [
            table.numbers[index]
            for index in table.of_kind(RowKind.HEADER)
            if table.section(index) is section and table.numbers[index] not in own
        ]
        for column in section.layout.others if rows and own else ():
            cells = {
                row: " ".join(str(grid.value(row, column.number) or "").split()) for row in rows
            }
            first = {" ".join(str(grid.value(row, column.number) or "").split()) for row in own}
            odd = [row for row, text in cells.items() if text and text not in first]
            if odd and len(first - {""}) == 1:
                yield _of_column(section.grid, column.number, own, odd)
            raw = {str(grid.value(row, column.number) or "") for row in own} - {""}
            spaced = [row for row in cells if str(grid.value(row, column.number) or "") not in raw]
            spaced = [row for row in spaced if cells[row] and row not in odd]
            if spaced and len(raw) == 1:
                yield _of_spaces(grid, column.number, next(iter(raw)), spaced)


def _of_spaces(grid: Grid, column: int, usual: str, odd: list[int]) -> Finding:
    """Return the remark on headers that have but other spaces than the first."""
    message = say("Header “{text}” with other spaces than the first.", text=" ".join(usual.split()))
    edits = (SetCell(grid.sheet, at, column, grid.value(at, column), usual) for at in odd)
    made = any((at, column) in grid.formulas for at in odd)
    places = tuple(Place(grid.sheet, at, column) for at in odd)
    fix = None if made else unsafe(*edits)
    return Finding(places, message, fix, severity=Severity.NOTE)


def _of_column(grid: Grid, column: int, own: tuple[int, ...], odd: list[int]) -> Finding:
    row = next(row for row in own if not is_blank(grid.value(row, column)))
    usual = grid.value(row, column)
    shown = tuple(
        say("“{text}” ({cells})", text=" ".join(str(text).split()), cells=cell_name(at, column))
        for at, text in ((at, grid.value(at, column)) for at in (row, *odd))
    )
    edits = (SetCell(grid.sheet, at, column, grid.value(at, column), usual) for at in odd)
    made = any((at, column) in grid.formulas for at in odd)
    places = tuple(Place(grid.sheet, at, column) for at in odd)
    message = say("Header texts differ: {texts}.", texts=shown)
    return Finding(places, message, None if made else unsafe(*edits))


def _texts(programme: Programme, column: str) -> dict[str, list[int]]:
    """Return the rows of the header by its text, spare spaces left out.

    A header that gave its code cell to a row has only its label.
    """
    table = programme.table
    swapped = {swap.header for swap in programme.repairs.swaps} if column == "code" else set()
    texts: dict[str, list[int]] = {}
    for index in table.of_kind(RowKind.HEADER):
        value = table.code_value(index) if column == "code" else table.label_value(index)
        text = " ".join(str(value or "").split())
        if text and index not in swapped and not _is_upper(table, index, text, column):
            texts.setdefault(text, []).append(index)
    return texts


def _is_upper(table: Table, index: int, text: str, column: str) -> bool:
    """Return whether a text stands in a storey of the header above its last row."""
    section = table.section(index)
    *upper, last = section.layout.header_rows or (0,)
    number = place(table, index, column).column
    above = {" ".join(str(section.grid.value(row, number) or "").split()) for row in upper}
    below = " ".join(str(section.grid.value(last, number) or "").split())
    return bool(below) and text in above and text != below


def _shown(programme: Programme, text: str, rows: list[int], column: str) -> Message:
    table = programme.table
    if len(table.sections) == 1:
        numbers = tuple(table.numbers[index] for index in rows)
        return say_many(
            len(rows), "“{text}” (row {rows})", "“{text}” (rows {rows})", text=text, rows=numbers
        )
    places = (place(table, index, column) for index in rows)
    cells = tuple(f"{sheet}!{cell_name(row, number)}" for sheet, row, number in places)
    return say("“{text}” ({cells})", text=text, cells=cells)


def _fix(programme: Programme, texts: dict[str, list[int]], column: str) -> Fix | None:
    """Return the fix that puts the most frequent text, the first of them on a tie."""
    table = programme.table
    usual = max(texts, key=lambda text: len(texts[text]))
    rows = sorted(index for text, rows in texts.items() if text != usual for index in rows)
    for index in rows:
        _, row, number = place(table, index, column)
        if (row, number) in table.section(index).grid.formulas:
            return None
    return unsafe(*(set_cell(table, index, column, usual) for index in rows))
