"""Open books: the one seam between the core and a workbook in memory, on disk or in Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xlmot.findings import Edit
from xlmot.messages import Translate
from xlmot.messages.errors import XlmotError
from xlmot.programme.grid import Grid

if TYPE_CHECKING:
    from xlmot.books.guards.table import Guards


class NewSheet(NamedTuple):
    """A generated sheet of a small workbook: its formulas without `=`, and the text of its mark.

    One of no earlier sheet of its name goes in front of the sheet `before`, at the end without.
    """

    name: str
    formulas: Mapping[tuple[int, int], str]
    mark: str
    before: str = ""


class TakenBack(NamedTuple):
    """What an undo did: the edits taken back, and those that could not be, with the reason.

    `moment` is when they were made: local time, ISO 8601.
    """

    moment: str
    edits: tuple[Edit, ...]
    refused: tuple[tuple[Edit, XlmotError], ...] = ()


class OpenBook(Protocol):
    """A workbook that somebody has open: what is done to it shows at once."""

    name: str

    @property
    def folder(self) -> Path | None:
        """Return the folder of its file; None if it has none on this machine."""

    def others(self) -> Sequence[OpenBook]:
        """Return the other workbooks that are open beside it."""

    def grids(self, sheet: str | None = None) -> Sequence[Grid]:
        """Return its visible sheets that xlmot did not make, or only the one named."""

    def generated(self, sheet: str) -> Grid:
        """Return a sheet that xlmot made."""

    def has_additions(self, sheet: str) -> bool:
        """Tell whether somebody added notes, pictures or tables to a sheet that xlmot made."""

    def names_sheet(self, sheet: str) -> bool:
        """Tell whether a formula of another sheet, or a name, refers to a sheet."""

    def sheet_names(self) -> list[str]:
        """Return the names of all its sheets."""

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of it as a whole, in the words of `Workbook.traits`."""

    @property
    def marks(self) -> Mapping[str, str]:
        """Return the texts of the marks of its generated sheets, by the sheet's name."""

    def refusals(self, edits: Sequence[Edit]) -> Sequence[tuple[Edit, XlmotError]]:
        """Return the edits that cannot be made in it, each with the reason."""

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make the edits, all or none, so that `undo` can take them back."""

    def put(self, workbook: bytes, sheets: Sequence[NewSheet], *, show: str = "") -> None:
        """Take sheets from a small workbook, in place of those of their names; show one of them."""

    def keep(self, sheet: str, name: str, mark: str) -> None:
        """Rename a generated sheet, and say by its mark that it is kept as it is."""

    def remove(self, sheet: str) -> None:
        """Delete a generated sheet."""

    def guard(self, guards: Sequence[Guards], translate: Translate) -> bool:
        """Set guards in the table, or take them away where there are any; return whether set."""

    def undo(self) -> TakenBack:
        """Take back what `apply` did last."""
