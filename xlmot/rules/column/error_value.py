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
    own. The same error of many formulas of a column is said once, with its rows; so is an error
    that other formulas take over, and a text that formulas need as a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import Message, say, say_many
from xlmot.programme.address import cell_name
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.rules.error_chains import Cell, Errors, chains

SEVERITY = Severity.ERROR
NEEDS = ("errors",)
# So many formulas of a column that show the same error have one cause.
SERIES = 4


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    for section, rows in zip(table.sections, table.spans(), strict=True):
        errors = _errors(programme, section)
        if errors:
            numbers: dict[int, int | None] = {
                table.numbers[index]: index for index in reversed(rows)
            }
            # Totals may stand above the header.
            numbers |= dict.fromkeys(range(1, min(section.layout.header_rows, default=1)))
            yield from _of_section(programme, section, errors, numbers)


def _of_section(
    programme: Programme, section: Section, errors: Errors, numbers: Mapping[int, int | None]
) -> Iterator[Finding]:
    """Yield the errors of a sheet: those of one cause, of one column, then on rows of the table."""
    found = chains(section.grid, errors)
    alone = {cell: one.after for one in found if not one.text for cell in one.first[:1]}
    for chain in found:
        if chain.text:
            cells = [*chain.first, *chain.after]
            message = _of_text(section, chain.text, errors, cells)
            yield _finding(programme, section, cells, numbers.get(cells[0][0]), message)
    for text, cells in _series(section, errors, alone):
        message = say("Error value {value} in {n} cells of one column.", value=text, n=len(cells))
        after = [cell for own in cells for cell in alone.pop(own)]
        places = (Place(section.grid.sheet, *cell) for cell in (*cells, *after))
        yield Finding(tuple(places), message)
    rest = (cell for cell in sorted(alone) if cell[0] in numbers)
    for number, own in groupby(rest, key=itemgetter(0)):
        row = list(own)
        after = [cell for cell in row for cell in alone[cell]]
        values = tuple(dict.fromkeys(errors[cell] for cell in row))
        message = say("Error value {value}.", value=values)
        if after:
            message = say_many(
                len(after),
                "Error value {value}, and {count} formula that takes it over.",
                "Error value {value}, and {count} formulas that take it over.",
                value=values,
            )
        yield _finding(programme, section, [*row, *after], numbers[number], message)


def _of_text(section: Section, text: Cell, errors: Errors, cells: list[Cell]) -> Message:
    return say_many(
        len(cells),
        "“{text}” in {cell} is no number: the formula that needs it shows {value}.",
        "“{text}” in {cell} is no number: {count} formulas that need it show {value}.",
        text=str(section.grid.value(*text)).strip(),
        cell=cell_name(*text),
        value=errors[cells[0]],
    )


def _finding(
    programme: Programme, section: Section, cells: list[Cell], index: int | None, message: Message
) -> Finding:
    places = tuple(Place(section.grid.sheet, *cell) for cell in cells)
    if index is None:
        return Finding(places, message)
    label = programme.table.labels[index] or None
    return Finding(places, message, code=programme.code(index), label=label)


def _series(
    section: Section, errors: Errors, alone: Mapping[Cell, list[Cell]]
) -> list[tuple[str, list[Cell]]]:
    """Return the errors that formulas make down a column: one cause, its cells."""
    cells_of: dict[tuple[int, str], list[Cell]] = {}
    for cell in alone:
        if cell in section.grid.formulas:
            cells_of.setdefault((cell[1], errors[cell]), []).append(cell)
    return [(text, cells) for (_, text), cells in cells_of.items() if len(cells) >= SERIES]


def _errors(programme: Programme, section: Section) -> dict[Cell, str]:
    """Return the errors of a sheet in its own columns but the codes."""
    layout = section.layout
    staff = {column.number for column in programme.columns if column.section.start == section.start}
    own = {*layout.columns(), *staff} - layout.code_columns()
    return {cell: text for cell, text in sorted(section.grid.errors.items()) if cell[1] in own}
