"""Apply edits to grids, and put several rounds of edits into one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias, TypeVar

from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, LazyMapping, LazyRows, SparseSequence, Value

Rows: TypeAlias = Sequence[Sequence[Value]]
Fact = TypeVar("Fact")


def apply_edits(grids: Iterable[Grid], edits: Sequence[Edit]) -> tuple[Grid, ...]:
    """Return the grids after the edits; rows are named as they are before the first.

    Raises:
        RefusedEdit: a cell or a row no longer holds its old value, or cells are no longer merged.
    """
    by_sheet: dict[str, list[Edit]] = {}
    for edit in edits:
        by_sheet.setdefault(edit.sheet, []).append(edit)
    return tuple(
        _apply(grid, by_sheet[grid.sheet]) if grid.sheet in by_sheet else grid for grid in grids
    )


def _apply(grid: Grid, edits: Sequence[Edit]) -> Grid:
    changed: dict[int, list[Value]] = {}
    for edit in edits:
        _check_old_value(grid, edit)
        if isinstance(edit, SetCell):
            row = changed.setdefault(edit.row, list(grid.rows[edit.row - 1]))
            row.extend([None] * (edit.column - len(row)))
            row[edit.column - 1] = edit.new
    after = unmerged(grid._replace(rows=_replaced(grid.rows, changed)), edits)
    doomed = {edit.row for edit in edits if isinstance(edit, DeleteRow)}
    return _without_rows(after, doomed) if doomed else after


def _replaced(rows: Rows, changed: Mapping[int, list[Value]]) -> Rows:
    if isinstance(rows, SparseSequence):
        return rows.replaced(changed)
    return [changed.get(number, row) for number, row in enumerate(rows, 1)]


def unmerged(grid: Grid, edits: Iterable[Edit]) -> Grid:
    """Return a grid with the merges that edits leave it, those that they make again last.

    >>> area = Area(2, 1, 4, 1)
    >>> unmerged(Grid("Plan", [], merges=(area,)), [Unmerge("Plan", area)]).merges
    ()
    """
    own = [edit for edit in edits if isinstance(edit, Unmerge) and edit.sheet == grid.sheet]
    gone = {edit.area for edit in own if not edit.back}
    kept = (area for area in grid.merges if area not in gone)
    return grid._replace(merges=(*kept, *(edit.area for edit in own if edit.back)))


def _check_old_value(grid: Grid, edit: Edit) -> None:
    now: object
    if isinstance(edit, SetCell):
        now, where = grid.value(edit.row, edit.column), edit.cell
    elif isinstance(edit, DeleteRow):
        now, where = grid.row_values(edit.row), str(edit.row)
    else:
        now, where = edit.fits(grid.merges), edit.cell
    if (None if now == "" else now) != (True if isinstance(edit, Unmerge) else edit.old):
        raise RefusedEdit(
            say("“{sheet}”, {where}: changed since it was read.", where=where, sheet=edit.sheet),
            say("Check the workbook again."),
        )


def _without_rows(grid: Grid, doomed: set[int]) -> Grid:
    """Return a grid without some rows; what is known of cells and rows moves up with them."""
    gone = sorted(doomed)

    def moved(rows: Iterable[int]) -> Iterator[int]:
        return (row - bisect_left(gone, row) for row in rows if row not in doomed)

    def moved_cells(cells: Mapping[tuple[int, int], Fact]) -> dict[tuple[int, int], Fact]:
        left = ((row, column, fact) for (row, column), fact in cells.items() if row not in doomed)
        return {(row - bisect_left(gone, row), column): fact for row, column, fact in left}

    merges = (shrink(area, gone) for area in grid.merges)
    return grid._replace(
        rows=_shortened(grid.rows, doomed),
        merges=tuple(area for area in merges if area),
        formulas=moved_cells(grid.formulas),
        errors=moved_cells(grid.errors),
        noted=frozenset(moved(grid.noted)),
        bold=LazyRows(lambda: moved(grid.bold)),
        hidden_rows=LazyRows(lambda: moved(grid.hidden_rows)),
        indents=LazyMapping(lambda: moved_cells(grid.indents)),
        looks=LazyMapping(lambda: moved_cells(grid.looks)),
        outline={at: grid.outline[row] for row in grid.outline for at in moved((row,))},
        filters=tuple(area for area in (shrink(area, gone) for area in grid.filters) if area),
    )


def _shortened(rows: Rows, doomed: AbstractSet[int]) -> Rows:
    if isinstance(rows, SparseSequence):
        return rows.without(doomed)
    return [row for number, row in enumerate(rows, 1) if number not in doomed]


def put_rows(grids: Iterable[Grid], rows: Sequence[DeleteRow]) -> tuple[Grid, ...]:
    """Return the values of grids with deleted rows put back, each under the number it gets.

    >>> [grid] = put_rows([Grid("Plan", [["a"], ["c"]])], [DeleteRow("Plan", 2, ("b",))])
    >>> grid.rows
    [['a'], ['b'], ['c']]
    """
    found = []
    for grid in grids:
        values = [list(row) for row in grid.rows]
        for edit in sorted((edit for edit in rows if edit.sheet == grid.sheet), key=_row):
            values += [[] for _ in range(edit.row - 1 - len(values))]
            values.insert(edit.row - 1, list(edit.old))
        found.append(Grid(grid.sheet, values, state=grid.state))
    return tuple(found)


def _row(edit: DeleteRow) -> int:
    return edit.row


def shrink(area: Area, gone: Sequence[int]) -> Area | None:
    """Return an area without the rows that are gone, in order; None where a cell at most is left.

    >>> shrink(Area(8, 1, 9, 1), [2, 5]), shrink(Area(8, 1, 9, 1), [2, 9])
    (Area(top=6, left=1, bottom=7, right=1), None)
    """
    top = area.top - bisect_left(gone, area.top)
    bottom = area.bottom - bisect_right(gone, area.bottom)
    if bottom < top or (bottom == top and area.left == area.right):
        return None
    return area._replace(top=top, bottom=bottom)


class Ledger:
    """Rounds of edits put into one: each names rows and old values as they were at first.

    Suppose row 1 is deleted, and in a second round the cell that is then in row 1, once row 2:

    >>> first = Grid("Plan", [["", ""], ["1 ", "Roads"]])
    >>> ledger = Ledger([first])
    >>> ledger.add([DeleteRow("Plan", 1, ())])
    >>> ledger.add([SetCell("Plan", 1, 1, "1 ", "1")])
    >>> [(edit.row, edit.old) for edit in ledger.edits()]
    [(2, '1 '), (1, ())]
    """

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._grids = {grid.sheet: grid for grid in grids}
        self._origin = {name: list(range(1, len(g.rows) + 1)) for name, g in self._grids.items()}
        self._cells: dict[tuple[str, int, int], Value] = {}
        self._doomed: dict[tuple[str, int], None] = {}
        self._unmerged: dict[Unmerge, None] = {}

    def add(self, edits: Sequence[Edit]) -> None:
        """Note one round of edits, its rows named as they are before the round."""
        for edit in edits:
            if isinstance(edit, SetCell):
                row = self._origin[edit.sheet][edit.row - 1]
                self._cells[edit.sheet, row, edit.column] = edit.new
            elif isinstance(edit, Unmerge):
                self._unmerged[self._at_first(edit)] = None
        for edit in sorted(
            (edit for edit in edits if isinstance(edit, DeleteRow)), key=lambda e: -e.row
        ):
            self._doomed[edit.sheet, self._origin[edit.sheet].pop(edit.row - 1)] = None

    def _at_first(self, edit: Unmerge) -> Unmerge:
        """Return an edit with the area that was merged at first, whatever rows it lost since."""
        row = self.origin(edit.sheet, edit.area.top)
        merges = self._grids[edit.sheet].merges
        area = next(area for area in merges if area.holds(row, edit.area.left))
        old = self._grids[edit.sheet].value(area.top, area.left)
        return edit._replace(area=area, old=None if old == "" else old)

    def origin(self, sheet: str, row: int) -> int:
        """Return the row of the first sheet that now stands at `row`."""
        return self._origin[sheet][row - 1]

    @property
    def gone(self) -> Collection[tuple[str, int]]:
        """Return the rows of the first sheets that are deleted, each with its sheet."""
        return self._doomed.keys()

    def edits(self) -> list[Edit]:
        """Return all the rounds as one; a cell put back to its first value is no edit.

        What is unmerged comes first, then cells, then rows.
        """
        cells = [
            SetCell(sheet, row, column, old, new)
            for (sheet, row, column), new in sorted(self._cells.items(), key=lambda item: item[0])
            if (sheet, row) not in self._doomed
            and (old := self._grids[sheet].value(row, column) or None) != new
        ]
        rows = [
            DeleteRow(sheet, row, self._grids[sheet].row_values(row))
            for sheet, row in sorted(self._doomed)
        ]
        return [*self._unmerged, *cells, *rows]
