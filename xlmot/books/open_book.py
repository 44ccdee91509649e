"""A workbook that somebody has open: what is done to it shows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlmot.books.book import Book
from xlmot.findings import Edit
from xlmot.messages import Translate
from xlmot.messages.errors import XlmotError
from xlmot.messages.hints import TYPE_CHECKING, Protocol
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area

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


class LastDone(NamedTuple):
    """What was done last: when, in local time, ISO 8601, and the number of edits, or the sheets."""

    moment: str
    edits: int = 0
    sheets: tuple[str, ...] = ()


class Selected(NamedTuple):
    """What is selected in a workbook: areas of the sheet that is shown."""

    sheet: str
    areas: tuple[Area, ...]

    def holds_row(self, row: int) -> bool:
        return any(area.top <= row <= area.bottom for area in self.areas)


class OpenBook(Book, Protocol):
    """A workbook that somebody has open: what is done to it shows at once."""

    def others(self) -> Sequence[OpenBook]:
        """Return the other workbooks that are open beside it."""

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make the edits, all or none, so that `undo` can take them back."""

    def put(
        self, workbook: bytes, sheets: Sequence[NewSheet], *, show: str = "", again: bool = False
    ) -> None:
        """Take sheets from a small workbook, in place of those of their names; show one of them.

        `again` says that they follow something else that was done, and are no work of their own.
        """

    def keep(self, sheet: str, name: str, mark: str) -> None:
        """Rename a generated sheet, and say by its mark that it is kept as it is."""

    def remove(self, sheet: str) -> bool:
        """Delete a generated sheet; return whether it is gone."""

    def guard(self, guards: Sequence[Guards], translate: Translate) -> bool:
        """Set guards in the table, or take them away where there are any; return whether set."""

    def mark(self, cells: Mapping[str, Sequence[Area]]) -> None:
        """Mark cells, by their sheets, instead of those that are marked; without any, none is."""

    def is_marked(self) -> bool:
        """Return whether cells are marked."""

    def selected(self) -> Selected:
        """Return what is selected; a chart or a picture is no area."""

    def select(self, sheet: str, row: int, column: int) -> None:
        """Show a cell, and select it."""

    def undo(self) -> TakenBack:
        """Take back what `apply` did last."""

    def last_edits(self) -> LastDone | None:
        """Return what `undo` would take back."""

    def last_sheets(self) -> LastDone | None:
        """Return the sheets that `put` made last; None if nothing tells when that was."""
