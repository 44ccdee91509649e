"""Header texts differ.

The header of the same column is not worded alike each time it stands in the programme.

Why
    One of the texts is out of date: a page was taken from an earlier version, or was not updated.

Example
    | Code | Work plan 2024         |                     |
    |------|------------------------|---------------------|
    | 1    | ROADS                  |                     |
    | Code | Work plan 2024 - draft | header texts differ |
    | 1    | Pave the square        |                     |

Fix
    Unsafe: the text that stands most often is put everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Fix, Severity, found, place, set_cell, unsafe
from xlmot.messages import Message, say, say_many
from xlmot.programme.address import cell_name
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Table

SEVERITY = Severity.WARNING
FIX = "unsafe"


def check(programme: Programme) -> Iterator[Finding]:
    for column in ("label", "code"):
        texts = _texts(programme, column)
        if len(texts) > 1:
            rows = sorted(index for rows in texts.values() for index in rows)
            shown = tuple(_shown(programme, text, rows, column) for text, rows in texts.items())
            message = say("Header texts differ: {texts}.", texts=shown)
            fix = _fix(programme, texts, column)
            yield found(programme, rows, message, column=column, fix=fix)


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
