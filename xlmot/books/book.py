"""The one seam between the core and a workbook, whether it is in memory, on disk or in Excel."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from xlmot.findings import Edit
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile, XlmotError
from xlmot.messages.hints import Protocol
from xlmot.programme.grid import Grid


class Book(Protocol):
    """A workbook that can be read; how it is written is each book's own affair."""

    @property
    def name(self) -> str:
        """Return the name of the workbook, that of its file where it has one."""

    @property
    def folder(self) -> Path | None:
        """Return the folder of its file; None if it has none on this machine."""

    def grids(self, sheet: str | None = None) -> Sequence[Grid]:
        """Return its visible sheets that xlmot did not make, or only the one named, hidden or not.

        Raises:
            UnreadableFile: there is no sheet of that name, xlmot made it, or it cannot be read.
        """

    def generated(self, sheet: str) -> Grid:
        """Return a sheet that xlmot made."""

    def other_grids(self, known: Collection[str]) -> Sequence[Grid]:
        """Return the sheets, hidden or not, that are neither `known` by name nor made by xlmot."""

    def reads(self) -> Sequence[str]:
        """Return what reads cells beside the formulas of cells, in the lines of `FormulaScope`."""

    def has_additions(self, sheet: str) -> bool:
        """Return whether somebody added notes, pictures or tables to a sheet that xlmot made."""

    def names_sheet(self, sheet: str) -> bool:
        """Return whether a formula of another sheet, or a name, refers to a sheet."""

    def number_format(self, sheet: str, row: int, column: int) -> str:
        """Return the number format of a cell as Excel's files have it, "" where none is known."""

    def sheet_names(self) -> list[str]:
        """Return the names of all its sheets, hidden ones too."""

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of it as a whole, in the words of `Workbook.traits`."""

    @property
    def marks(self) -> Mapping[str, str]:
        """Return the texts of the marks of its generated sheets, by the sheet's name."""

    def refusals(self, edits: Sequence[Edit]) -> Sequence[tuple[Edit, XlmotError]]:
        """Return the edits that cannot be made in it, each with the reason."""


def refuse_generated(sheet: str, marks: Collection[str]) -> None:
    """Refuse to read as a programme a sheet that xlmot made.

    Raises:
        UnreadableFile: the sheet is among those that bear a mark.
    """
    if sheet in marks:
        raise UnreadableFile(
            say("“{sheet}” is a sheet that xlmot made, not a programme.", sheet=sheet),
            say("Name the sheet of the programme."),
        )


def no_sheet(sheet: str, file: str, names: Collection[str]) -> UnreadableFile:
    """Return the error that a workbook has no sheet of a name, with those that it has."""
    return UnreadableFile(
        say("{file} has no sheet “{sheet}”.", file=file, sheet=sheet),
        say("Its sheets are: {names}.", names=tuple(names)),
    )
