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

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Fix, Place, Severity, found, place, set_cell, unsafe
from xlmot.messages import say
from xlmot.programme.columns import find_words
from xlmot.programme.outline import Programme
from xlmot.programme.swaps import Swap
from xlmot.programme.vocabulary import fold

SEVERITY = Severity.ERROR
FIX = "unsafe"
NEEDS = ("swaps", "columns")
# A header that so many cells below it hold is one of their values.
FEWEST = 3


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    for swap in programme.repairs.swaps:
        message = say(
            "Cells swapped between a header and a row: row {row} holds “{word}” in place of "
            "{code}, row {header} holds {code} in place of “{word}”.",
            row=table.numbers[swap.data],
            word=table.code_text(swap.data),
            code=programme.code(swap.data) or table.code_text(swap.header),
            header=table.numbers[swap.header],
        )
        yield found(programme, swap, message, column="code", fix=_exchange(programme, swap))
    for index in programme.repairs.unpaired:
        if index == table.section(index).start:
            continue
        word = str(table.code_value(index))
        message = say("The word of the header, “{word}”, stands in place of a code.", word=word)
        yield found(programme, index, message, column="code")
    yield from _of_columns(programme)


def _of_columns(programme: Programme) -> Iterator[Finding]:
    """Yield the columns whose header is a value of its cells, and one cell of which is a header."""
    if not programme.columns:
        return
    from xlmot.rules.lists import texts
    from xlmot.rules.staff_columns import cell_of

    for column in programme.columns:
        held = [(index, text) for index, text in texts(column) if text.strip()]
        counts = Counter(fold(text) for _, text in held)
        header = fold(column.name)
        if len(header) < 2 or counts[header] < FEWEST:
            continue
        alone = [(index, text) for index, text in held if counts[fold(text)] == 1]
        known = [one for one in alone if find_words(one[1], programme.vocabulary)]
        odd = known if len(known) == 1 else alone if len(alone) == 1 else []
        rows = column.section.layout.header_rows
        if odd and rows:
            index, text = odd[0]
            message = say(
                "“{header}” heads a column whose cells hold it {count} times; row {row} holds "
                "“{text}”: were they exchanged?",
                header=column.name,
                count=counts[header],
                row=programme.table.numbers[index],
                text=text.strip(),
            )
            head = Place(column.section.grid.sheet, rows[-1], column.number)
            yield Finding((cell_of(column, index), head), message)


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
