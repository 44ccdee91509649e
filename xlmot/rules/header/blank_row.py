"""Blank rows.

Rows without any value stand between the first and the last row of the table.

Why
    Excel ends the area of a sort or a filter at the first blank row: what stands below is left out.

Example
    | Code | Title          |           |
    |------|----------------|-----------|
    | 1    | Roads          |           |
    |      |                | blank row |
    | 1    | Pave the square|           |

Fix
    Safe: the rows are deleted. A row that holds anything in any column is never blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, delete_row, found, safe
from xlmot.messages import say_many
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind

SEVERITY = Severity.NOTE
FIX = "safe"
NEEDS = ("blank",)


def check(programme: Programme) -> Iterator[Finding]:
    rows = programme.table.of_kind(RowKind.BLANK)
    if rows:
        message = say_many(
            len(rows), "{count} blank row in the table.", "{count} blank rows in the table."
        )
        edits = (delete_row(programme.table, index) for index in rows)
        yield found(programme, rows, message, column="code", fix=safe(*edits))
