"""Keep shared formulas right when rows go: shared where they still agree, else one in each cell.

A shared formula (ECMA-376 18.3.1.40) is written in its first cell; each other cell has what
filling it there gives. After a deletion the cells may no longer be filled from one another:
`=B3/B$1` and `=B4/B$1` still are, `=B5-B3` over a deleted row 4 is not.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.formulas import Shift, Token, fill, tokens
from xlmot.ooxml.rows.blocking import IN_EXCEL

Cell = tuple[int, int]
# A million cells with a formula of a hundred characters, in characters.
LARGEST = 100 << 20


@dataclass
class SharedCells:
    """The cells, by row and column, that share the formula written in `first`."""

    first: Cell
    formula: str
    cells: list[Cell] = field(default_factory=list)
    holds: bool = True

    def filled(self, cell: Cell) -> str:
        """Return the formula that a cell of the group has."""
        return fill(self.formula, cell[0] - self.first[0], cell[1] - self.first[1])


class SharedFormulas:
    """The shared formulas of a sheet, read in the order of its cells, before rows are deleted."""

    def __init__(self, shift: Shift, home: str) -> None:
        self._shift = shift
        self._home = home
        self._open: dict[str, SharedCells] = {}
        self._groups: list[SharedCells] = []
        self._by_cell: dict[Cell, SharedCells] = {}

    def add(self, index: str, cell: Cell, formula: str | None) -> None:
        """Note a cell of the group `index` (`f@si`), with the formula where it is the first."""
        if formula:
            self._open[index] = SharedCells(cell, formula)
            self._groups.append(self._open[index])
        group = self._open.get(index)
        if group is not None:
            group.cells.append(cell)
            self._by_cell[cell] = group

    def settle(self, known: Container[Cell] = ()) -> None:
        """Find out which groups still hold when the rows have moved: none with a cell of `known`.

        Raises RefusedEdit where the formulas of the others would fill the sheet beyond measure.
        """
        for group in self._groups:
            group.holds = self._holds(group) and not any(cell in known for cell in group.cells)
        lost = [group for group in self._groups if not group.holds]
        if sum(len(group.cells) * len(group.formula) for group in lost) > LARGEST:
            raise RefusedEdit(
                say("Cells of “{sheet}” share a formula too long for each.", sheet=self._home),
                IN_EXCEL,
            )

    def group(self, cell: Cell) -> SharedCells | None:
        """Return the group of a cell; None where its first cell is nowhere written."""
        return self._by_cell.get(cell)

    def _holds(self, group: SharedCells) -> bool:
        moves = self._home == self._shift.sheet
        gone = self._shift.rows if moves else ()
        if group.first[0] in gone:
            return False
        rows = {row for row, _ in group.cells if row not in gone}
        refers = [token for token in tokens(group.formula) if token.reference]
        return all(self._agrees(token, group.first[0], rows) for token in refers)

    def _agrees(self, token: Token, first: int, rows: set[int]) -> bool:
        """Return whether a reference is still filled from the first row into each of the others."""
        reference = token.reference
        moves = self._home == self._shift.sheet
        targets = self._shift.is_target(token.prefix, self._home)
        if reference is None or not reference.top or not (moves or targets):
            return True
        if moves and targets and reference.top == str(first) and not reference.bottom:
            return True
        gone = self._shift.rows
        new = reference.without(gone) if targets else reference
        for row in rows:
            filled = reference.moved(row - first, 0)
            there = filled.without(gone) if targets else filled
            down = gone.place(row) - gone.place(first) if moves else row - first
            if new is None or there != new.moved(down, 0):
                return False
        return True
