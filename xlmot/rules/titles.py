"""Rules about labels that stand twice, and the titles that rows stand below."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme


def titles_above(programme: Programme, rows: Sequence[int]) -> set[Path]:
    """Return the codes of the titles that rows stand right below; () is above the first level."""
    found = set()
    for index in rows:
        own, owner = programme.titles.get(index), programme.owners.get(index)
        path = programme.table.paths[index] or ()
        below = owner.path if owner else ()
        # The title right above may have no row of its own.
        found.add(own.path[:-1] if own else max(below, path[:-1], key=len))
    return found
