"""Formula or error in the code.

The cell of a code holds a formula, or shows an error value.

Why
    A formula such as `=A4` follows its cell, not its row: sorted or moved, the row takes another
    code, and nobody sees it.

Example
    | Code    | Title           |                              |
    |---------|-----------------|------------------------------|
    | 1       | ROADS           |                              |
    | {#REF!} | Pave the square | formula or error in the code |

Fix
    None: type the code in place of the formula (copy, then paste as values).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section

SEVERITY = Severity.ERROR


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    made = {id(section): _rows_made(section) for section in table.sections}
    if not any(made.values()):
        return
    for index in table.data():
        section = table.section(index)
        text = made[id(section)].get(table.numbers[index])
        if text is not None:
            message = say("Formula or error in the code: {value}.", value=text)
            yield found(programme, index, message, column="code")


def _rows_made(section: Section) -> dict[int, str]:
    """Return the rows of a sheet whose code a formula makes, or whose code shows an error."""
    grid, code = section.grid, section.layout.code
    made = [(row, column) for row, column in grid.formulas if column == code]
    formulas = {row: f"={grid.formulas[row, column]}" for row, column in made}
    errors = {row: text for (row, column), text in grid.errors.items() if column == code}
    return formulas | errors
