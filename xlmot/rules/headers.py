"""Rules about the header and the shape of the table, and what two of them look for."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.programme.outline import Programme


def unlabelled(programme: Programme) -> Iterator[int]:
    """Yield the rows that have a code and no label."""
    table = programme.table
    for index in table.data():
        if table.paths[index] and not table.labels[index].strip():
            yield index
