"""Rules about codes, what they say of a code cell, and the correction they share."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Fix, place, safe, set_cell, unsafe
from xlmot.programme.outline import Programme


def faulty(programme: Programme, fault: str) -> Iterator[tuple[int, str]]:
    """Yield the rows whose code has a fault, and what their code cell holds, as text."""
    for index in programme.faults.get(fault, ()):
        yield index, str(programme.table.code_value(index))


def canonical(programme: Programme, index: int, *, sure: bool = True) -> Fix | None:
    """Return the fix that writes the code of a row as the house does.

    None where nobody can tell the code, or where a formula makes it. The fix is safe if the cell
    reads as that code without a guess, and the rule is `sure` too.
    """
    table, code = programme.table, programme.code(index)
    _, row, column = place(table, index, "code")
    if code is None or (row, column) in table.section(index).grid.formulas:
        return None
    reading = table.readings[index]
    guessed = reading is None or reading.doubtful or reading.path != table.paths[index]
    edit = set_cell(table, index, "code", code)
    return safe(edit) if sure and not guessed else unsafe(edit)
