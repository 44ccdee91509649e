"""Formula or error in the code.

The cell of a code holds a formula, or shows an error value.

Why
    A formula such as `=A4` follows its cell, not its row: sorted or moved, the row takes another
    code, and nobody sees it. Where formulas number the whole column it is a way of working, and one
    finding.

Example
    | Code    | Title           |                              |
    |---------|-----------------|------------------------------|
    | 1       | ROADS           |                              |
    | {#REF!} | Pave the square | formula or error in the code |
    | 1.1     | Light the lane  |                              |

Fix
    None: type the code in place of the formula (copy, then paste as values).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity, found
from xlmot.messages import say, say_many
from xlmot.programme.outline import Programme
from xlmot.programme.table import Table

SEVERITY = Severity.WARNING
NEEDS = ("formulas", "errors")


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    if not any(section.grid.formulas or section.grid.errors for section in table.sections):
        return
    formulas: dict[int, str] = {}
    errors: dict[int, str] = {}
    for index in table.data():
        section, cell = table.section(index), _code_cell(table, index)
        if cell in section.grid.errors:
            errors[index] = section.grid.errors[cell]
        elif cell in section.grid.formulas:
            formulas[index] = f"={section.grid.formulas[cell]}"
    for index, text in errors.items():
        message = say("Error in place of a code: {value}.", value=text)
        place = Place(table.sheet(index), *_code_cell(table, index))
        label = table.labels[index] or None
        yield Finding((place,), message, label=label, severity=Severity.ERROR)
    if formulas:
        message = say_many(
            len(formulas),
            "A formula makes the code: {value}.",
            "Formulas make {count} codes, the first of them {value}.",
            value=next(iter(formulas.values())),
        )
        yield found(programme, tuple(formulas), message, column="code")


def _code_cell(table: Table, index: int) -> tuple[int, int]:
    """Return the cell of the code of a row; where it cannot be read, that of its level."""
    spot, label = table.code_spot(index), table.label_spot(index)
    layout = table.section(index).layout
    tiers = (tier.code for tier in layout.tiers if tier.label == label.column != tier.code)
    level = next(tiers, layout.code)
    return (spot.row, spot.column) if spot else (label.row, level)
