"""Prove, before anything is written, that a cleaning loses nothing of a programme."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value

NOTHING_WRITTEN = say(
    "Nothing was written. This is a fault of xlmot: show the workbook to whoever "
    "installed xlmot for you."
)


def verify_invariants(before: Sequence[Grid], after: Sequence[Grid], edits: Sequence[Edit]) -> None:
    """Hold the sheets after a cleaning against those before it and the edits declared.

    The rows that stay, in their order, hold the same values but for the declared cells; the rows
    that are gone were declared with all they held; of merged cells those declared are unmerged,
    the others follow the rows; no sheet came or went. It follows that no label is lost and no sum
    of a column changes, but for what the journal of the edits says.

    Raises:
        RefusedEdit: naming the first difference.
    """
    for fault in _faults(before, after, edits):
        raise RefusedEdit(fault, NOTHING_WRITTEN)


def _faults(
    before: Sequence[Grid], after: Sequence[Grid], edits: Sequence[Edit]
) -> Iterator[Message]:
    if [grid.sheet for grid in before] != [grid.sheet for grid in after]:
        yield say("Cleaning would change the list of sheets.")
        return
    for old, new in zip(before, after, strict=True):
        own = [edit for edit in edits if edit.sheet == old.sheet]
        yield from _sheet_faults(old, new, own)


def _sheet_faults(old: Grid, new: Grid, edits: Sequence[Edit]) -> Iterator[Message]:
    gone = {edit.row: edit.old for edit in edits if isinstance(edit, DeleteRow)}
    cells: dict[int, dict[int, Value]] = {}
    for edit in edits:
        if isinstance(edit, SetCell):
            cells.setdefault(edit.row, {})[edit.column] = edit.new
    if len(old.rows) != len(new.rows) + len(gone):
        yield say("“{sheet}” would lose rows that are not declared.", sheet=old.sheet)
        return
    kept = (row for row in range(1, len(old.rows) + 1) if row not in gone)
    for number, row in enumerate(kept, 1):
        if _changed(old.row_values(row), cells.get(row, {})) != new.row_values(number):
            yield say("“{sheet}”, row {row} would change.", sheet=old.sheet, row=row)
    for row, values in gone.items():
        if old.row_values(row) != values:
            yield say("“{sheet}”, row {row} is not as declared.", sheet=old.sheet, row=row)
    unmerged = {edit.area for edit in edits if isinstance(edit, Unmerge)}
    if not unmerged <= set(old.merges) or _merged(old, unmerged, gone) != set(new.merges):
        yield say("“{sheet}”, merged cells would change.", sheet=old.sheet)


def _merged(grid: Grid, unmerged: set[Area], gone: Iterable[int]) -> set[Area]:
    """Return the areas that are merged once some are unmerged and rows are gone."""
    rows = sorted(gone)
    found = set()
    for area in set(grid.merges) - unmerged:
        above, inside = bisect_left(rows, area.top), bisect_right(rows, area.bottom)
        moved = area._replace(top=area.top - above, bottom=area.bottom - inside)
        if moved.top <= moved.bottom and moved[:2] != moved[2:]:
            found.add(moved)
    return found


def _changed(values: tuple[Value, ...], own: Mapping[int, Value]) -> tuple[Value, ...]:
    """Return the values of a row once its declared cells are set, trailing blanks cut."""
    if not own:
        return values
    width = max([len(values), *own])
    changed = [
        own.get(column, values[column - 1] if column <= len(values) else None)
        for column in range(1, width + 1)
    ]
    while changed and changed[-1] in ("", None):
        changed.pop()
    return tuple(None if value == "" else value for value in changed)
