"""Know the rows of a programme that no code places: nothing leaves it in silence."""

from __future__ import annotations

from xlmot.programme.outline import Programme


def placeless(programme: Programme) -> list[int]:
    """Return the rows of the programme that stand under no title, since no code places them.

    They are rows of the table all the same: totals include them, in a line of their own.
    """
    table, repairs = programme.table, programme.repairs
    placed = {*programme.owners, *programme.titles, *repairs.wrapped}
    return [
        index
        for index in table.data()
        if index not in placed and table.paths[index] is None and table.labels[index]
    ]


def shown_code(programme: Programme, index: int) -> str:
    """Return the code of a row, or what stands there where it cannot be read."""
    return programme.code(index) or programme.table.code_text(index).strip()
