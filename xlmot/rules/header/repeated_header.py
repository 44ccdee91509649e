"""Repeated header.

The header of the table stands again between its rows, as on the pages of a printed plan.

Why
    A sort carries these rows away, a filter shows them, and a count takes them for actions. Excel
    repeats the header on each printed page by itself (Page Layout, Print Titles).

Example
    | Code | Title           |                 |
    |------|-----------------|-----------------|
    | 1    | ROADS           |                 |
    | Code | Title           | repeated header |
    | 1    | Pave the square |                 |

Fix
    Safe: the row is deleted. Unsafe where it holds more than the header; none where a note is
    attached to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Fix, Severity, delete_row, found, safe, unsafe
from xlmot.messages import say_many
from xlmot.programme.grid import is_blank
from xlmot.programme.layout import HEADED
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.vocabulary import fold
from xlmot.rules.headers import storeys

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    swapped = {swap.header for swap in programme.repairs.swaps}
    groups: dict[tuple[str, str], list[int]] = {}
    below = storeys(programme)
    for index in table.of_kind(RowKind.HEADER):
        section, row = table.section(index), table.numbers[index]
        own = row in section.layout.header_rows or section.layout.mark == HEADED
        if index not in swapped and not own:
            groups.setdefault((section.grid.sheet, _case(section, row)), []).append(index)
    for (_, case), rows in groups.items():
        message = say_many(len(rows), "Repeated header row.", "{count} repeated header rows.")
        whole = sorted({*rows, *(lower for index in rows for lower in below.get(index, ()))})
        yield found(programme, whole, message, column="code", fix=_fix(table, whole, case))


def _case(section: Section, row: int) -> str:
    """Return `noted`, `more` (than the header stands on the row), or `bare`."""
    grid, layout = section.grid, section.layout
    if row in grid.noted:
        return "noted"
    names = dict(layout.others)
    for column, value in enumerate(grid.rows[row - 1], 1):
        first = {fold(str(grid.value(own, column))) for own in layout.header_rows}
        same = fold(str(value)) in {*first, fold(names.get(column, ""))}
        known = column in layout.columns() or is_blank(value) or same
        if not known or (row, column) in grid.formulas:
            return "more"
    return "bare"


def _fix(table: Table, rows: list[int], case: str) -> Fix | None:
    edits = [delete_row(table, index) for index in rows]
    if case == "noted":
        return None
    return safe(*edits) if case == "bare" else unsafe(*edits)
