"""Find the titles without a code that stand right above the codes which lack them."""

from __future__ import annotations

from xlmot.programme.grammar import Path
from xlmot.programme.table import Table


def titles_left_out(table: Table) -> dict[int, Path]:
    """Return the rows without code that are the titles of the code below: it has no others.

    So it is where as many such rows stand right above a code as it lacks titles; not in a house
    most of whose titles have no row at all.
    """
    known = set(table.paths)
    found: dict[int, Path] = {}
    without = 0
    rows: list[int] = []
    above: Path = ()
    for index in table.data():
        path = table.paths[index]
        if path is None:
            rows.append(index)
            continue
        lacking = [
            path[:depth]
            for depth in range(1, len(path))
            if path[:depth] not in known and path[:depth] != above[:depth]
        ]
        if len(lacking) == len(rows) and all(table.readings[row] is None for row in rows):
            found.update(zip(rows, lacking, strict=True))
        without += len(lacking) if not rows else 0
        rows, above = [], path
    return found if len(found) >= without else {}
