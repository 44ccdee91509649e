"""Blank rows.

Rows without any value stand between the first and the last row of the table.

Why
    Excel ends the area of a sort or a filter at the first blank row: what stands below is left out.
    Blank rows that set apart what the house always sets apart, such as each of its titles, are its
    way: nothing is said of them.

Example
    | Code | Title          |           |
    |------|----------------|-----------|
    | 1    | Roads          |           |
    |      |                | blank row |
    | 1    | Pave the square|           |

Fix
    Safe: the rows are deleted. A row that holds anything in any column is never blank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import pairwise

from xlmot.findings import Finding, Severity, delete_row, found, safe
from xlmot.messages import say_many
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind

SEVERITY = Severity.NOTE
FIX = "safe"
NEEDS = ("blank",)
# Of so many places of a kind, four in five have to have a blank row to be the way of a house.
FEW, SHARE = 3, 0.8
NOTHING: set[int] = set()


def check(programme: Programme) -> Iterator[Finding]:
    blank = programme.table.of_kind(RowKind.BLANK)
    regular = _regular(programme, blank)
    rows = [index for index in blank if index not in regular]
    if rows:
        message = say_many(
            len(rows), "{count} blank row in the table.", "{count} blank rows in the table."
        )
        edits = (delete_row(programme.table, index) for index in rows)
        yield found(programme, rows, message, column="code", fix=safe(*edits))


def _regular(programme: Programme, blank: Collection[int]) -> set[int]:
    """Return the blank rows between rows of two kinds that nearly always have some between them."""
    depths = {index: len(node.path) for index, node in programme.titles.items()}
    owners, empty = programme.owners, set(blank)
    gaps: defaultdict[tuple[object, ...], list[set[int]]] = defaultdict(list)
    for above, below in pairwise(programme.table.data()):
        # Of what kinds two rows are: the depths of titles, whether actions have one title.
        beside = owners.get(above) is owners.get(below)
        apart = empty.intersection(range(above + 1, below)) if below > above + 1 else NOTHING
        gaps[depths.get(above, 0), depths.get(below, 0), beside].append(apart)
    found: set[int] = set()
    for own in gaps.values():
        filled = [apart for apart in own if apart]
        if len(filled) >= FEW and len(filled) >= SHARE * len(own):
            found.update(*filled)
    return found
