"""Error value.

A cell of the table shows an error value such as #N/A or #REF!.

Why
    Every sum and every summary that reads the cell shows the same error.

Example
    | Code | Title           | Budget |             |
    |------|-----------------|--------|-------------|
    | 1    | ROADS           |        |             |
    | 1    | Pave the square | {#N/A} | error value |
    | 1    | Light the lane  |        |             |

Fix
    None: mend the formula, or type the value. An error in the column of the codes has a rule of its
    own. The same error of many formulas of a column is said once, with its rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section

SEVERITY = Severity.ERROR
NEEDS = ("errors",)
# So many formulas of a column that show the same error have one cause.
SERIES = 4


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    faulty = {section.start: _errors(programme, section) for section in table.sections}
    if not any(faulty.values()):
        return
    for section in table.sections:
        for column, text, rows in _series(section, faulty[section.start]):
            message = say(
                "Error value {value} in {n} cells of one column.", value=text, n=len(rows)
            )
            yield Finding(tuple(Place(section.grid.sheet, row, column) for row in rows), message)
    for index, number in enumerate(table.numbers):
        section = table.section(index)
        cells = faulty[section.start].get(number)
        if cells:
            values = tuple(dict.fromkeys(cells.values()))
            yield Finding(
                tuple(Place(section.grid.sheet, number, column) for column in cells),
                say("Error value {value}.", value=values),
                code=programme.code(index),
                label=table.labels[index] or None,
            )


def _series(
    section: Section, faulty: dict[int, dict[int, str]]
) -> list[tuple[int, str, list[int]]]:
    """Take the errors that formulas make down a column out of the others: one cause, its rows."""
    rows_of: dict[tuple[int, str], list[int]] = {}
    for row, cells in faulty.items():
        for column, text in cells.items():
            if (row, column) in section.grid.formulas:
                rows_of.setdefault((column, text), []).append(row)
    series = [(*key, rows) for key, rows in rows_of.items() if len(rows) >= SERIES]
    for column, _, rows in series:
        for row in rows:
            del faulty[row][column]
    return series


def _errors(programme: Programme, section: Section) -> dict[int, dict[int, str]]:
    """Return the errors of a sheet by row, then by column, in its own columns but the codes."""
    layout = section.layout
    staff = {column.number for column in programme.columns if column.section.start == section.start}
    own = {*layout.columns(), *staff} - layout.code_columns()
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(section.grid.errors.items()):
        if column in own:
            found.setdefault(row, {})[column] = text
    return found
