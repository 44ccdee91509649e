"""Page number among the rows.

A row holds nothing but the number of a page, such as `Page 2/5` or `– 4 –`.

Why
    It was pasted with the text of a printed plan: a sort carries it away, and a count takes it for
    a row of the programme. Excel prints page numbers by itself (Page Layout, Print Titles,
    Header/Footer).

Example
    | Code | Title           |             |
    |------|-----------------|-------------|
    | 1    | ROADS           |             |
    |      | Page 2/5        | page number |
    | 1    | Pave the square |             |

Fix
    Safe: the row is deleted. None where a note is attached to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, delete_row, found, safe
from xlmot.messages import say_many
from xlmot.programme.outline import Programme
from xlmot.programme.pages import page_rows
from xlmot.programme.table import RowKind, Table

SEVERITY = Severity.NOTE
FIX = "safe"
NEEDS = ("aside",)


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    asides = table.of_kind(RowKind.ASIDE)
    if not asides:
        return
    words = programme.vocabulary.page_words
    pages = {
        section.start: page_rows(section.grid, section.layout, words) for section in table.sections
    }
    rows = [
        index
        for index in asides
        if table.numbers[index] in pages[table.section(index).start] and _is_free(table, index)
    ]
    if rows:
        message = say_many(
            len(rows), "A row holds a page number only.", "{count} rows hold a page number only."
        )
        fix = safe(*(delete_row(table, index) for index in rows))
        yield found(programme, rows, message, column="code", fix=fix)


def _is_free(table: Table, index: int) -> bool:
    """Return whether nothing but a value stands on a row: no note, no formula."""
    grid, row = table.section(index).grid, table.numbers[index]
    return row not in grid.noted and not any(at == row for at, _ in grid.formulas)
