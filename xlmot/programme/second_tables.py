"""Find where a second table begins whose codes and labels stand in the columns of the first."""

from __future__ import annotations

from xlmot.programme.grammar import Path
from xlmot.programme.table import RowKind, Table
from xlmot.programme.vocabulary import fold

# So many codes that come again further down, one after the other, are those of a second table.
AGAIN = 3


def find_second_table(table: Table) -> int | None:
    """Return the index of the row where a second table begins, None if there is none."""
    anew = _begins_anew(table)
    return _after_overview(table) if anew is None else anew


def _after_overview(table: Table) -> int | None:
    """Return where a list of the highest titles ends and all rows follow, those titles again."""
    rows = [index for index in table.data() if table.paths[index]]
    paths = [table.paths[index] or () for index in rows]
    start = next((n for n, path in enumerate(paths) if n and path == paths[0]), 0)
    above, below = paths[:start], paths[start:]
    if len(above) < AGAIN or len({*above}) < len(above) or len({*map(len, above)}) > 1:
        return None
    apart = table.kinds[rows[start] - 1] is not RowKind.DATA
    again = sum(path in below for path in above)
    deeper = sum(len(path) > len(above[0]) for path in below)
    return rows[start] if apart and again == len(above) and deeper >= AGAIN else None


def _begins_anew(table: Table) -> int | None:
    """Return where codes start again further down, with labels of their own; None nowhere.

    So they do below a header, a row without code or what stands between the rows, each another. A
    programme that was pasted twice has the same labels.
    """
    first: dict[Path, int] = {}
    # How many rows below the last header or gap are such; None once one is not.
    again: int | None = None
    last: Path | None = None
    begun = 0
    for index, kind in enumerate(table.kinds):
        path = table.paths[index]
        if kind is not RowKind.DATA or table.readings[index] is None:
            again = 0
        elif path is not None:
            above = first.setdefault(path, index)
            goes_on, last = path == last, path
            if again is None or goes_on or not (again or path == next(iter(first))):
                again = None
                continue
            begun = begun if again else index
            labels = fold(table.labels[above]), fold(table.labels[index])
            # The title of a page that goes on may say so: ROADS (continued).
            differs = not labels[1].startswith(labels[0])
            again = again + 1 if differs or (above == index and again >= AGAIN - 1) else None
            if again == AGAIN:
                return begun
    return None
