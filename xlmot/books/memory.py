"""A book of lists, for tests and scripts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from xlmot.books.book import no_sheet, refuse_generated
from xlmot.books.guards.table import Guards
from xlmot.books.open_book import LastDone, NewSheet, Selected, TakenBack
from xlmot.findings import Edit
from xlmot.findings.edits import apply_edits
from xlmot.messages import Translate, say
from xlmot.messages.errors import UnreadableFile, XlmotError
from xlmot.ooxml.cells.formulas import refers
from xlmot.programme.address import Area
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
        marks: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._traits = traits or {}
        self.folder: Path | None = None
        if isinstance(sheets, Mapping):
            sheets = [Grid(sheet, rows) for sheet, rows in sheets.items()]
        self._grids = tuple(sheets)
        self._before: list[tuple[tuple[Grid, ...], tuple[Edit, ...]]] = []
        self._marks: dict[str, str] = dict(marks or {})
        self.guards: tuple[Guards, ...] = ()
        self.beside: tuple[MemoryBook, ...] = ()
        self.marked: dict[str, tuple[Area, ...]] = {}
        self._selected = Selected(self._grids[0].sheet if self._grids else "", ())

    def others(self) -> tuple[MemoryBook, ...]:
        return self.beside

    def grids(self, sheet: str | None = None) -> list[Grid]:
        """Return the visible sheets that xlmot did not make, or only the one named, hidden or not.

        Raises:
            UnreadableFile: there is no sheet of that name, or xlmot made it.
        """
        if sheet is None:
            own = (grid for grid in self._grids if grid.sheet not in self._marks)
            return [grid for grid in own if grid.state == "visible"]
        refuse_generated(sheet, self._marks)
        if sheet not in self.sheet_names():
            raise no_sheet(sheet, self.name, self.sheet_names())
        return [self.generated(sheet)]

    def generated(self, sheet: str) -> Grid:
        """Return a sheet that xlmot made."""
        return next(grid for grid in self._grids if grid.sheet == sheet)

    def other_grids(self, known: Collection[str]) -> list[Grid]:
        """Return the sheets, hidden or not, that are neither `known` by name nor made by xlmot."""
        left_out = {*known, *self._marks}
        return [grid for grid in self._grids if grid.sheet not in left_out]

    def reads(self) -> tuple[str, ...]:
        return ()

    def has_additions(self, sheet: str) -> bool:
        del sheet
        return False

    def names_sheet(self, sheet: str) -> bool:
        """Return whether a formula of another sheet refers to a sheet."""
        others = (grid for grid in self._grids if grid.sheet != sheet)
        return any(refers(text, sheet) for grid in others for text in grid.formulas.values())

    def number_format(self, sheet: str, row: int, column: int) -> str:
        del sheet, row, column
        return ""

    def sheet_names(self) -> list[str]:
        return [grid.sheet for grid in self._grids]

    def values(self) -> dict[str, list[list[Value]]]:
        """Return the values of each sheet, by its name."""
        return {grid.sheet: [list(row) for row in grid.rows] for grid in self._grids}

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of the workbook as a whole, in the words of `Workbook.traits`."""
        return self._traits

    def refusals(self, edits: Sequence[Edit]) -> list[tuple[Edit, XlmotError]]:
        """Return no edit: nothing stands in the way of one in memory."""
        del edits
        return []

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make the edits, all or none; rows are named as they are before the first.

        Raises:
            RefusedEdit: a cell or a row no longer holds its old value.
        """
        after = apply_edits(self._grids, edits)
        self._before.append((self._grids, tuple(edits)))
        self._grids = after

    def undo(self) -> TakenBack:
        """Take back what `apply` did last.

        Raises:
            UnreadableFile: nothing was done.
        """
        if not self._before:
            raise UnreadableFile(
                say("There is nothing to undo in {file}.", file=self.name),
                say("Only what xlmot itself changed in it can be undone."),
            )
        self._grids, edits = self._before.pop()
        return TakenBack("", edits)

    @property
    def marks(self) -> Mapping[str, str]:
        return dict(self._marks)

    def last_edits(self) -> LastDone | None:
        """Return what `undo` would take back, whenever that was done."""
        return LastDone("", len(self._before[-1][1])) if self._before else None

    def last_sheets(self) -> None:
        """Return nothing: in memory nothing tells when a sheet was made."""

    def put(
        self, workbook: bytes, sheets: Sequence[NewSheet], *, show: str = "", again: bool = False
    ) -> None:
        """Take sheets from a small workbook, in place of those of their names."""
        from xlmot.books.file import FileBook

        del show, again
        made = {grid.sheet: grid for grid in FileBook(Path("xlmot.xlsx"), workbook).all_grids()}
        for sheet in sheets:
            self.remove(sheet.name)
            grid = made[sheet.name]._replace(formulas=sheet.formulas)
            self._grids = (*self._grids, grid)
            self._marks[sheet.name] = sheet.mark

    def keep(self, sheet: str, name: str, mark: str) -> None:
        """Rename a generated sheet, and say by its mark that it is kept as it is."""
        self._grids = tuple(
            grid._replace(sheet=name) if grid.sheet == sheet else grid for grid in self._grids
        )
        self._marks.pop(sheet)
        self._marks[name] = mark

    def mark(self, cells: Mapping[str, Sequence[Area]]) -> None:
        self.marked = {sheet: tuple(areas) for sheet, areas in cells.items()}

    def is_marked(self) -> bool:
        return bool(self.marked)

    def selected(self) -> Selected:
        return self._selected

    def select(self, sheet: str, row: int, column: int) -> None:
        self._selected = Selected(sheet, (Area(row, column, row, column),))

    def guard(self, guards: Sequence[Guards], translate: Translate) -> bool:
        """Note guards, or forget them where there are any; return whether they are noted."""
        del translate
        self.guards = () if self.guards else tuple(guards)
        return bool(self.guards)

    def remove(self, sheet: str) -> bool:
        self._grids = tuple(grid for grid in self._grids if grid.sheet != sheet)
        self._marks.pop(sheet, None)
        return True
