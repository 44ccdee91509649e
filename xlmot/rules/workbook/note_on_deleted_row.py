"""Note on a row that would be deleted.

A row that would be deleted, such as a repeated header or a duplicate, has a note or a comment.

Why
    Deleting the row would delete what a colleague wrote about it; so the row stays.

Example
    | Code | Title           |                                     |
    |------|-----------------|-------------------------------------|
    | 1    | ROADS           |                                     |
    | Code | Title           | note on a row that would be deleted |
    | 1    | Pave the square |                                     |

Fix
    None: move the note to another row, or delete it, and clean again.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind

SEVERITY = Severity.WARNING
NEEDS = ("noted",)


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    if not any(section.grid.noted for section in table.sections):
        return
    doomed = {*_headers(programme), *_blanks(programme), *_duplicates(programme)}
    for index in sorted(doomed):
        if table.numbers[index] in table.section(index).grid.noted:
            message = say("The note on this row keeps it from being deleted.")
            yield found(programme, index, message, column="code")


def _headers(programme: Programme) -> Iterator[int]:
    """Yield the repeated headers; one that exchanged its cells is put right, not deleted."""
    table = programme.table
    swapped = {swap.header for swap in programme.repairs.swaps}
    for index in table.of_kind(RowKind.HEADER):
        if (
            index not in swapped
            and table.numbers[index] not in table.section(index).layout.header_rows
        ):
            yield index


def _blanks(programme: Programme) -> Iterator[int]:
    """Yield the rows between those of the programme that hold nothing."""
    table = programme.table
    last = {table.sheet(index): index for index in table.data()}
    for index in table.of_kind(RowKind.ASIDE):
        section, row = table.section(index), table.numbers[index]
        bare = all(is_blank(value) for value in section.grid.rows[row - 1])
        made = any(own == row for own, _ in section.grid.formulas)
        if bare and not made and index < last.get(section.grid.sheet, -1):
            yield index


def _duplicates(programme: Programme) -> Iterator[int]:
    """Yield the rows that repeat the code and the label of one above."""
    table = programme.table
    seen: set[tuple[Path | None, str]] = set()
    for index in table.data():
        row = table.paths[index], " ".join(table.labels[index].split())
        if row in seen and all(row):
            yield index
        seen.add(row)
