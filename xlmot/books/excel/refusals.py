"""Name the edits that a running Excel could not make without harm, each with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.edits import unmerged
from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.formulas import Shift, tokens
from xlmot.ooxml.cells.references import RowMap
from xlmot.programme.grid import Grid


def refusals(
    grids: Sequence[Grid],
    names: Mapping[str, str],
    edits: Iterable[Edit],
    remade: Collection[str] = (),
) -> Iterator[tuple[Edit, RefusedEdit]]:
    """Yield the edits that are not to be made; `names` are the workbook's, with what they say.

    What the sheets `remade` read stands in the way of nothing: they are generated, and their links
    to a row that goes are made anew with them.

    Excel would make nearly all of them: it writes over formulas, and turns what reads a deleted
    row into `#REF!`.
    """
    wanted = list(edits)
    sheets = {grid.sheet: grid for grid in grids}
    after = {grid.sheet: unmerged(grid, wanted) for grid in grids}
    rows: dict[str, list[DeleteRow]] = {}
    for edit in wanted:
        grid = (sheets if isinstance(edit, Unmerge) else after).get(edit.sheet)
        reason = say("its sheet is gone") if grid is None else _reason(grid, edit)
        if reason is not None:
            yield edit, _error(edit, reason)
        elif isinstance(edit, DeleteRow):
            rows.setdefault(edit.sheet, []).append(edit)
    for sheet, deletions in rows.items():
        yield from _read_rows(grids, names, (sheet, remade), deletions)


def _error(edit: Edit, reason: Message) -> RefusedEdit:
    if isinstance(edit, SetCell):
        return RefusedEdit(say("Cell {cell} cannot be changed: {why}.", cell=edit.cell, why=reason))
    if isinstance(edit, Unmerge):
        return RefusedEdit(
            say("Cells {area} cannot be unmerged: {why}.", area=edit.cell, why=reason)
        )
    return RefusedEdit(say("Row {row} cannot be deleted: {why}.", row=edit.row, why=reason))


def _reason(grid: Grid, edit: Edit) -> Message | None:
    if grid.protected:
        return say("the sheet is protected: unprotect it in Excel (Review > Unprotect Sheet)")
    if isinstance(edit, Unmerge):
        there = edit.fits(grid.merges)
        return None if there else say("they are no longer merged as they were")
    return _cell_reason(grid, edit) if isinstance(edit, SetCell) else _row_reason(grid, edit)


def _cell_reason(grid: Grid, edit: SetCell) -> Message | None:
    if (edit.row, edit.column) in grid.formulas:
        return say("it holds a formula")
    for area in grid.merges:
        if area.holds(edit.row, edit.column) and area[:2] != (edit.row, edit.column):
            return say("it is inside merged cells")
    return None


def _row_reason(grid: Grid, edit: DeleteRow) -> Message | None:
    if any(row == edit.row for row, _ in grid.formulas):
        return say("the row holds a formula")
    for area in grid.merges:
        if area.top == edit.row and area.bottom > area.top:
            return say("the row holds the text of cells that are merged over several rows")
    return None


def _read_rows(
    grids: Sequence[Grid],
    names: Mapping[str, str],
    sheets: tuple[str, Collection[str]],
    deletions: Sequence[DeleteRow],
) -> Iterator[tuple[Edit, RefusedEdit]]:
    """Yield the deletions of rows that a formula or a name reads by themselves.

    `sheets` are the one of the rows, and those whose formulas do not count.
    """
    sheet, remade = sheets
    order = tuple(grid.sheet for grid in grids)
    shift = Shift(sheet, RowMap(edit.row for edit in deletions), order)
    reading = [grid for grid in grids if grid.sheet not in remade]
    texts = [(grid.sheet, text) for grid in reading for text in grid.formulas.values()]
    named = [(None, text) for text in names.values()]
    lost = [span for home, text in (*texts, *named) for span in _lost(shift, home, text)]
    for edit in deletions:
        if any(edit.row in span for span in lost):
            yield edit, _error(edit, say("a formula or a name of the workbook reads it"))


def _lost(shift: Shift, home: str | None, text: str) -> Iterator[range]:
    """Yield the rows of references that would become `#REF!`, or that nobody can move surely."""
    for token in tokens(text):
        reference = token.reference
        if reference is None or not reference.top or not shift.is_target(token.prefix, home):
            continue
        if reference.without(shift.rows) is None:
            yield range(reference.area.top, reference.area.bottom + 1)
    for reference in shift.unsure(text, home):
        yield range(reference.area.top, reference.area.bottom + 1)
