"""Invert the edits of a sheet, where what they wrote is still there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.edits import shrink
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value, is_blank


class Inverse(NamedTuple):
    """What takes edits back: each edit with its inverse, None where nothing is left to do.

    `left` are the edits that cannot be taken back, `already` those whose cells are as they were.
    """

    done: list[tuple[Edit, Edit | None]]
    left: list[SetCell | Unmerge]
    already: list[SetCell | Unmerge]


def invert(
    grid: Grid,
    edits: Sequence[Edit],
    missing: Iterable[int],
    away: Iterable[int],
    *,
    exact: bool = True,
) -> Inverse:
    """Return what takes back the edits of a sheet but those of rows, `grid` being what it is now.

    Edits name rows as they were at first: `missing` are those that `grid` has not, `away` those of
    them that stay away; cells are merged once the others are there. Cells that were unmerged and
    given a value are taken back together or not at all. Without `exact` all are.

    >>> edits = [Unmerge("Plan", Area(1, 1, 2, 1), "1"), SetCell("Plan", 2, 1, None, "1")]
    >>> grid = Grid("Plan", [["1"], ["1"]])
    >>> [back for _, back in invert(grid, edits, [], []).done] == [
    ...     Unmerge("Plan", Area(1, 1, 2, 1), "1", back=True), SetCell("Plan", 2, 1, "1", None)]
    True
    >>> len(invert(Grid("Plan", [["1"], ["2"]]), edits, [], []).left)
    2
    """
    return _Inversion(grid, edits, sorted(missing), sorted(away), exact=exact).result()


def together(edits: Iterable[Edit]) -> dict[Edit, Unmerge]:
    """Return the unmerging that an edit of a sheet goes with: its own, or that of a cell filled."""
    found = list(edits)
    cells = {(edit.row, edit.column): edit for edit in found if isinstance(edit, SetCell)}
    bound: dict[Edit, Unmerge] = {}
    for edit in found:
        if isinstance(edit, Unmerge):
            bound[edit] = edit
            filled = (cells.get(place) for place in _places(edit.area)[1:])
            bound.update({cell: edit for cell in filled if cell})
    return bound


class _Inversion:
    def __init__(
        self,
        grid: Grid,
        edits: Sequence[Edit],
        missing: Sequence[int],
        away: Sequence[int],
        *,
        exact: bool,
    ) -> None:
        self.grid = grid
        self.missing = missing
        self.away = away
        self.exact = exact
        self.edits = [edit for edit in edits if not isinstance(edit, DeleteRow)]
        self.cells = {(e.row, e.column): e for e in self.edits if isinstance(e, SetCell)}
        self.bound = together(self.edits)

    def result(self) -> Inverse:
        stuck = {
            self.bound.get(edit, edit) for edit in self.edits if self.exact and not self._is(edit)
        }
        done: list[tuple[Edit, Edit | None]] = []
        left: list[SetCell | Unmerge] = []
        already: list[SetCell | Unmerge] = []
        for edit in self.edits:
            whole = self.bound.get(edit, edit)
            if whole not in stuck:
                done.append((edit, self._back(edit)))
            else:
                (already if self._was(whole) else left).append(edit)
        return Inverse(done, left, already)

    def _now(self, row: int) -> int:
        return row - bisect_left(self.missing, row)

    def _is(self, edit: SetCell | Unmerge) -> bool:
        """Return whether what an edit wrote is still there, or of a fill, what it wrote over."""
        if isinstance(edit, Unmerge):
            return self._is_unmerged(edit)
        held = self.grid.value(self._now(edit.row), edit.column)
        return is_same(held, edit.new) or (edit in self.bound and is_blank(held))

    def _was(self, edit: Edit) -> bool:
        """Return whether a cell holds what it held before an edit, or whether cells are merged."""
        if isinstance(edit, SetCell):
            held = self.grid.value(self._now(edit.row), edit.column)
            return edit.row not in self.missing and is_same(held, edit.old)
        if isinstance(edit, Unmerge):
            rows = (self._now(edit.area.top), self._now(edit.area.bottom))
            return edit.area._replace(top=rows[0], bottom=rows[1]) in self.grid.merges
        return False

    def _is_unmerged(self, edit: Unmerge) -> bool:
        """Return whether cells can be merged: the first is the one that was, the others blank."""
        area = edit.area
        if area.top in self.away:
            return False
        rows = [row for row in range(area.top, area.bottom + 1) if row not in self.missing]
        if not rows:
            return False
        now = area._replace(top=self._now(rows[0]), bottom=self._now(rows[-1]))
        if any(now.meets(other) for other in self.grid.merges):
            return False
        first, *others = _places(area)
        return self._holds_first(first, edit) and all(
            self._is_blank(place)
            for place in others
            if place not in self.cells and place[0] in rows
        )

    def _holds_first(self, place: tuple[int, int], edit: Unmerge) -> bool:
        """Return whether the first cell holds what it held; one whose row comes back will."""
        if place[0] in self.missing:
            return True
        held = self.grid.value(self._now(place[0]), place[1])
        other = self.cells.get(place)
        wanted = other.new if other else edit.old
        return held == wanted or (is_blank(held) and is_blank(wanted))

    def _is_blank(self, place: tuple[int, int]) -> bool:
        row, column = place
        now = self._now(row), column
        return row not in self.missing and (
            is_blank(self.grid.value(*now)) and now not in self.grid.formulas
        )

    def _back(self, edit: SetCell | Unmerge) -> Edit | None:
        if isinstance(edit, Unmerge):
            area = shrink(edit.area, self.away)
            return edit._replace(area=area, back=True) if area else None
        row = self._now(edit.row)
        if self.exact and edit in self.bound and is_blank(self.grid.value(row, edit.column)):
            return None
        return SetCell(edit.sheet, row, edit.column, edit.new, edit.old)


def are_undone(grids: Sequence[Grid], edits: Iterable[Edit]) -> bool:
    """Return whether sheets show at every place of some edits what was there before them.

    >>> edits = [SetCell("Plan", 1, 1, "1.", "1"), DeleteRow("Plan", 2, ("Code",))]
    >>> are_undone([Grid("Plan", [["1."], ["Code"]])], edits)
    True
    >>> are_undone([Grid("Plan", [["1."], ["2"]])], edits)
    False
    """
    sheets = {grid.sheet: grid for grid in grids}
    return all(edit.sheet in sheets and _is_undone(sheets[edit.sheet], edit) for edit in edits)


def _is_undone(grid: Grid, edit: Edit) -> bool:
    if isinstance(edit, SetCell):
        return is_same(grid.value(edit.row, edit.column), edit.old)
    if isinstance(edit, Unmerge):
        return edit.area in grid.merges
    width = max(len(edit.old), len(grid.rows[edit.row - 1]) if edit.row <= len(grid.rows) else 0)
    old = [*edit.old, *[None] * (width - len(edit.old))]
    return all(is_same(grid.value(edit.row, n), value) for n, value in enumerate(old, 1))


def is_same(one: Value, other: Value) -> bool:
    """Return whether two cells hold the same: an empty text is nothing.

    >>> is_same("", None), is_same(" ", None), is_same("1", 1)
    (True, False, False)
    """
    return one == other or {one, other} == {"", None}


def _places(area: Area) -> list[tuple[int, int]]:
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return [(row, column) for row in rows for column in columns]
