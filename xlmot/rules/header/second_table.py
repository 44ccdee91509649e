"""Second table on the sheet.

Under the table stands another one: below its own header, or with codes that begin again.

Why
    Below another header the rows of the second table are neither checked nor counted. Below the
    same one, or none, they are read as part of the first, whose codes they have.

Example
    | Code | Work plan 2024  |                            |
    |------|-----------------|----------------------------|
    | 1    | ROADS           |                            |
    | Code | Work plan 2025  | second table on the sheet  |
    | 1    | BRIDGES         |                            |

Fix
    None: move the second table to a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import Message, say, say_many
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section

SEVERITY = Severity.WARNING
NEEDS = ("second",)


def check(programme: Programme) -> Iterator[Finding]:
    for section in programme.table.sections:
        row = section.second_table or section.again
        if row is not None:
            message = _left_out(section, row) if section.second_table else _read_as_one(row)
            yield Finding((Place(section.grid.sheet, row, section.layout.code),), message)


def _left_out(section: Section, row: int) -> Message:
    filled = sum(bool(section.grid.filled(below)) for below in section.grid.rows_from(row))
    return say_many(
        filled,
        "A second table stands under the first, in row {row}: {count} row is not read.",
        "A second table stands under the first, from row {row} on: {count} rows are not read.",
        row=row,
    )


def _read_as_one(row: int) -> Message:
    return say(
        "A second table seems to begin in row {row}: it is read as a part of the first.", row=row
    )
