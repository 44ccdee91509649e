"""Read what staff wrote in an earlier generated sheet, and find the rows it belongs to.

The user's columns stand right before the hidden column of keys. What no row is left for is kept in
a list below the table, which is read again the next time.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.books.mark import find_key
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.identity import Identity, match_identities, parse_key

# Nobody is left without a key: a row that the user added below the table has this one.
NOBODY = Identity((), "", 0)
# Before the key of a note in the list of those whose row is gone.
LISTED = "~"
# After the key, before what tells the proposal that the row showed; no key holds it.
PROPOSAL = "#"


class Note(NamedTuple):
    """A row of an earlier sheet: whose it was, what the user wrote, what it looked like.

    `values` are the user's columns from left to right; `shown` the texts before them; `proposal`
    tells what the row proposed. A note that was `listed` already stood among those whose row is
    gone.
    """

    sheet: str
    identity: Identity
    values: tuple[Value, ...]
    shown: tuple[str, ...] = ()
    listed: bool = False
    proposal: str = ""

    @property
    def is_empty(self) -> bool:
        return all(map(is_blank, self.values))


class Placed(NamedTuple):
    """Notes by the place of the row they belong to, and those whose row is gone.

    `gone` counts the rows of the earlier table that are no more, with or without a note. At the
    `outdated` places stood a note on something else.
    """

    at: dict[int, tuple[Value, ...]]
    homeless: list[Note]
    gone: int = 0
    outdated: frozenset[int] = frozenset()


def read_notes(grid: Grid, width: int) -> list[Note]:
    """Return the notes of a generated sheet whose last `width` columns are the user's.

    Rows without a note are among them: which row is which shows by looking at all.

    >>> rows = [["Code", "Comment", "_xlmot"], ["1.1", "Ask Ann", "|1f2e|pave the square|1"]]
    >>> [(note.identity.label, note.values) for note in read_notes(Grid("Goal 1", rows), 1)]
    [('pave the square', ('Ask Ann',))]
    """
    found = find_key(grid)
    if found is None:
        return []
    header, key = found
    return [
        note
        for row in range(header + 1, len(grid.rows) + 1)
        if (note := _note(grid, row, key, width)) is not None
    ]


def _note(grid: Grid, row: int, key: int, width: int) -> Note | None:
    values = tuple(_value(grid, row, column) for column in range(key - width, key))
    text = str(grid.value(row, key) or "")
    own, _, proposal = text.removeprefix(LISTED).partition(PROPOSAL)
    identity = parse_key(own)
    if identity is None and all(map(is_blank, values)):
        return None
    before = (grid.value(row, column) for column in range(1, key - width))
    shown = tuple(str(value) for value in before if not is_blank(value))
    listed = text.startswith(LISTED)
    return Note(grid.sheet, identity or NOBODY, values, shown, listed, proposal)


def _value(grid: Grid, row: int, column: int) -> Value:
    value = grid.value(row, column) if column > 0 else None
    return None if is_blank(value) else value


def place_notes(notes: Sequence[Note], rows: Sequence[Identity]) -> Placed:
    """Return the notes by the place in `rows` of the row each belongs to."""
    known = [note for note in notes if note.identity != NOBODY]
    written = [place for place, note in enumerate(known) if not note.is_empty]
    places = match_identities([note.identity for note in known], rows, written)
    at = {places[old]: known[old].values for old in written if old in places}
    homeless = [known[old] for old in written if old not in places]
    homeless += [note for note in notes if note.identity == NOBODY]
    gone = sum(not note.listed for place, note in enumerate(known) if place not in places)
    return Placed(at, homeless, gone)
