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

SEVERITY = Severity.NOTE
FIX = "safe"


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    rows = [index for index in table.page_numbers if _holds_no_more(programme, index)]
    if rows:
        message = say_many(
            len(rows), "A row holds a page number only.", "{count} rows hold a page number only."
        )
        fix = safe(*(delete_row(table, index) for index in rows))
        yield found(programme, rows, message, column="code", fix=fix)


def _holds_no_more(programme: Programme, index: int) -> bool:
    """Return whether no note and no formula stands on a row."""
    grid, row = programme.table.section(index).grid, programme.table.numbers[index]
    return row not in grid.noted and not any(at == row for at, _ in grid.formulas)
