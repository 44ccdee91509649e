"""A book of lists, for tests and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlmot.edits import apply_edits
from xlmot.findings import Edit
from xlmot.programme.grid import Grid, Value


class MemoryBook:
    """A workbook held as one grid per sheet.

    >>> from xlmot.findings import DeleteRow, SetCell
    >>> book = MemoryBook("plan", {"Plan": [["1", "Roads"], ["1 ", "Squares"]]})
    >>> book.apply([SetCell("Plan", 2, 1, "1 ", "1"), DeleteRow("Plan", 1, ("1", "Roads"))])
    >>> book.values()
    {'Plan': [['1', 'Squares']]}
    """

    def __init__(
        self,
        name: str,
        sheets: Mapping[str, Sequence[Sequence[Value]]] | Iterable[Grid],
        traits: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.name = name
        self._traits = traits or {}
        if isinstance(sheets, Mapping):
            sheets = [Grid(sheet, rows) for sheet, rows in sheets.items()]
        self._grids = tuple(sheets)

    def grids(self) -> Iterable[Grid]:
        return self._grids

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of the workbook as a whole, in the words of `Workbook.traits`."""
        return self._traits

    def values(self) -> dict[str, list[list[Value]]]:
        """Return the values of each sheet, by its name."""
        return {grid.sheet: [list(row) for row in grid.rows] for grid in self._grids}

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make the edits, all or none; rows are named as they are before the first.

        Raises:
            RefusedEdit: a cell or a row no longer holds its old value.
        """
        self._grids = apply_edits(self._grids, edits)
