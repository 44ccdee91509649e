"""Judge whether a table reads worse after some edits than before them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlmot.findings import DeleteRow, Edit
from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme


class Standing(NamedTuple):
    """How the table of one sheet is read: its columns, whether it has a header, the rows placed."""

    code: int
    label: int
    headed: bool
    placed: frozenset[int]


def standings(programmes: Iterable[Programme]) -> dict[str, Standing]:
    """Return how the table of each sheet is read."""
    found: dict[str, Standing] = {}
    for programme in programmes:
        table = programme.table
        places: dict[str, set[int]] = {}
        for index in table.data():
            if table.paths[index] is not None:
                places.setdefault(table.sheet(index), set()).add(table.numbers[index])
        for section in table.sections:
            layout, sheet = section.layout, section.grid.sheet
            placed = frozenset(places.get(sheet, ()))
            found[sheet] = Standing(layout.code, layout.label, bool(layout.header_rows), placed)
    return found


def is_read_worse(
    before: Iterable[Programme], after: Iterable[Programme], edits: Sequence[Edit]
) -> bool:
    """Return whether fewer rows are placed, other columns are read, or a header is lost.

    Rows that the edits delete are not missed.
    """
    now = standings(after)
    for sheet, was in standings(before).items():
        own = now.get(sheet)
        if own is None or (own.code, own.label) != (was.code, was.label):
            return True
        gone = {edit.row for edit in edits if isinstance(edit, DeleteRow) and edit.sheet == sheet}
        if (was.headed and not own.headed) or len(own.placed) < len(was.placed - gone):
            return True
    return False
