"""Header and data cells swapped.

A header that is repeated and a row of the table near it hold each other's code cell.

Why
    The row has lost its code, and whoever deletes the rows that say “Code” deletes it; the header
    counts as an action.

Example
    | Code | Title           |                |
    |------|-----------------|----------------|
    | 1    | ROADS           |                |
    | Code | Pave the square | swapped header |
    | 1    | Light the lane  |                |
    | 1    | Title           | swapped header |
    | 1    | Mark the kerbs  |                |

Fix
    Unsafe: the two cells are exchanged, if only one header and one row can have been. The rest of
    the check reads them exchanged already.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Fix, Severity, found, place, set_cell, unsafe
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.swaps import Swap

SEVERITY = Severity.ERROR
FIX = "unsafe"
NEEDS = ("swaps",)


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    for swap in programme.repairs.swaps:
        message = say(
            "Cells swapped between a header and a row: row {row} holds “{word}” in place of "
            "{code}, row {header} holds {code} in place of “{word}”.",
            row=table.numbers[swap.data],
            word=str(table.code_value(swap.data)),
            code=programme.code(swap.data) or str(table.code_value(swap.header)),
            header=table.numbers[swap.header],
        )
        yield found(programme, swap, message, column="code", fix=_exchange(programme, swap))
    for index in programme.repairs.unpaired:
        if index == table.section(index).start:
            continue
        word = str(table.code_value(index))
        message = say("The word of the header, “{word}”, stands in place of a code.", word=word)
        yield found(programme, index, message, column="code")


def _exchange(programme: Programme, swap: Swap) -> Fix | None:
    table, code = programme.table, programme.code(swap.data)
    for index in swap:
        _, row, column = place(table, index, "code")
        if (row, column) in table.section(index).grid.formulas:
            return None
    if code is None:
        return None
    return unsafe(
        set_cell(table, swap.data, "code", code),
        set_cell(table, swap.header, "code", str(table.code_value(swap.data))),
    )
