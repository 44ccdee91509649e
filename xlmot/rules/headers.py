"""Rules about the header and the shape of the table, and what two of them look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.programme.grid import NOTHING, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Table
from xlmot.programme.vocabulary import fold

# So few codes alone are slips, beside so many codes of their level with a label behind them.
MOST_BARE, FEWEST_LABELLED = 2, 3


def unlabelled(programme: Programme) -> Iterator[int]:
    """Yield the rows that have a code and no label."""
    table = programme.table
    bare = set(_bare(programme))
    for index in table.data():
        if table.paths[index] and (not table.labels[index].strip(NOTHING) or index in bare):
            yield index


def _bare(programme: Programme) -> list[int]:
    """Return the few rows whose cell holds the code alone, where others hold a label behind it.

    “Action 3” among “Action 1: Pave the square”; where several are so, it is the house's way.
    """
    table = programme.table
    bare, others = [], Counter[int]()
    for index, spots in table.spots.items():
        path = table.paths[index]
        if path and spots.code_in_label():
            text = table.labels[index].strip()
            if text == str(table.code_value(index)).strip() and any(map(str.isdigit, text)):
                bare.append(index)
            else:
                others[len(path)] += 1
    few = len(bare) <= MOST_BARE
    return [i for i in bare if few and others[len(table.paths[i] or ())] >= FEWEST_LABELLED]


def says_the_header(table: Table, index: int) -> bool:
    """Return whether each filled cell of a row says what the header says above it."""
    section = table.section(index)
    rows = section.layout.header_rows
    if not rows:
        return False
    header = section.grid.row_values(rows[-1])
    cells = [
        (fold(str(value)), fold(str(header[column - 1] if column <= len(header) else "")))
        for column, value in section.grid.filled(table.numbers[index])
    ]
    return bool(cells) and all(own == above for own, above in cells)


def storeys(programme: Programme) -> dict[int, list[int]]:
    """Return, for each header that is repeated, the rows under it that belong to it.

    Such is the second row of a header of two, wherever it is not known for one: a row without a
    code that says in each of its cells what the row below the first header says.
    """
    table, found = programme.table, dict[int, list[int]]()
    for index in table.of_kind(RowKind.HEADER):
        section = table.section(index)
        top = section.layout.header_rows[-1] if section.layout.header_rows else 0
        if not top or table.numbers[index] in section.layout.header_rows:
            continue
        rows = []
        for step in range(1, section.layout.first_row - top + 2):
            below = index + step
            if below >= len(table.kinds) or table.section(below) is not section:
                break
            own, first = (
                section.grid.row_values(n) if n <= len(section.grid.rows) else ()
                for n in (table.numbers[below], top + step)
            )
            coded = not is_blank(table.code_value(below))
            same = [fold(str(v)) for v in own if v] == [fold(str(v)) for v in first if v]
            if coded or not own or not same:
                break
            rows.append(below)
        if rows:
            found[index] = rows
    return found
