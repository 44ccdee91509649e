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
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.pages import is_page_number
from xlmot.programme.table import RowKind

SEVERITY = Severity.NOTE
FIX = "safe"


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    asides = table.of_kind(RowKind.ASIDE)
    rows = [index for index in asides if _holds_a_page_number(programme, index)]
    if rows:
        message = say_many(
            len(rows), "A row holds a page number only.", "{count} rows hold a page number only."
        )
        fix = safe(*(delete_row(table, index) for index in rows))
        yield found(programme, rows, message, column="code", fix=fix)


def _holds_a_page_number(programme: Programme, index: int) -> bool:
    """Return whether the number of a page is all that stands on a row: no note, no formula."""
    grid, row = programme.table.section(index).grid, programme.table.numbers[index]
    filled = [value for value in grid.rows[row - 1] if not is_blank(value)]
    text = filled[0] if len(filled) == 1 else ""
    free = row not in grid.noted and not any(at == row for at, _ in grid.formulas)
    words = programme.vocabulary.page_words
    return free and isinstance(text, str) and is_page_number(text, words)
