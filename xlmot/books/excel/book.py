"""A book that is open in Excel: read, edited and undone where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from xlmot.books.book import no_sheet, refuse_generated
from xlmot.books.excel import journal
from xlmot.books.excel.access import (
    MAC,
    Book,
    Sheet,
    activate,
    native,
    refuse_closed,
    refuse_protected,
    state_of,
    undisturbed,
)
from xlmot.books.excel.edit import make_edits, now
from xlmot.books.excel.failing import attempt, said_when_busy
from xlmot.books.excel.guards import refuse_unable, switch
from xlmot.books.excel.read import read_cells, read_sheet
from xlmot.books.excel.refusals import refusals
from xlmot.books.excel.sheets import bring, has_additions, marks, moments, write_mark
from xlmot.books.excel.undo import undo_batch
from xlmot.books.guards.table import Guards
from xlmot.books.mark import KEPT, read_mark
from xlmot.books.open_book import LastDone, NewSheet, TakenBack
from xlmot.findings import Edit
from xlmot.findings.edits import apply_edits
from xlmot.messages import Message, Translate, render, say
from xlmot.messages.errors import CannotWrite, RefusedEdit, UnreadableFile
from xlmot.ooxml.cells.formulas import refers, sheets_of
from xlmot.ooxml.parts.marks import JOURNAL_SHEETS
from xlmot.programme.grid import Grid


class LiveBook:
    """A workbook in a running Excel; what is done to it shows at once, and saving is the user's."""

    def __init__(self, book: Book) -> None:
        """Take an `xlwings.Book`."""
        self.book = book
        with said_when_busy():
            self.name: str = book.name

    @property
    def folder(self) -> Path | None:
        """Return the folder of the workbook's file; None if it has none on this machine."""
        if MAC:
            # Excel's own path is one of before Mac OS X; xlwings turns it into one of today's.
            place = Path(self.book.impl.fullname)
            return place.parent if place.is_absolute() else None
        found = native(self.book, "Path")
        return None if not found or "://" in found else Path(found)

    def others(self) -> list[LiveBook]:
        """Return the other workbooks that are open in the same Excel."""
        with said_when_busy():
            return [LiveBook(one) for one in self.book.app.books if one.name != self.name]

    @contextmanager
    def telling(self, translate: Translate) -> Iterator[Callable[[Message], None]]:
        """Yield what tells a sentence in Excel's status bar, which is Excel's again afterwards."""
        app = self.book.app

        def tell(message: Message) -> None:
            app.status_bar = f"xlmot – {render(message, translate)}"

        try:
            yield tell
        finally:
            # False hands the status bar back; the add-in does where Excel is still busy.
            attempt(lambda: setattr(app, "status_bar", False))

    def alert(self, text: str, title: str) -> None:
        """Show a message box of Excel's."""
        self.book.app.alert(text, title, mode="info")

    def confirm(self, text: str, title: str) -> bool:
        """Ask a question in a message box of Excel's; return whether the answer is yes."""
        return bool(self.book.app.alert(text, title, buttons="yes_no", mode="info") == "yes")

    def sheet_names(self) -> list[str]:
        """Return the names of all worksheets, hidden ones too, without those of the journal."""
        return [sheet.name for sheet in self._sheets()]

    def grids(self, sheet: str | None = None) -> list[Grid]:
        """Return the visible sheets that xlmot did not make, or only the one named, hidden or not.

        Raises:
            UnreadableFile: there is no sheet of that name, xlmot made it, or it cannot be read.
            ExcelUnavailable: Excel is busy.
        """
        with said_when_busy():
            ours = self.marks
            if sheet is None:
                own = (one for one in self._sheets() if one.name not in ours)
                return [read_sheet(one) for one in own if state_of(one) == "visible"]
            refuse_generated(sheet, ours)
            found = journal.find(self.book, sheet)
            if found is None:
                raise no_sheet(sheet, self.name, self.sheet_names())
            return [read_sheet(found)]

    def generated(self, sheet: str) -> Grid:
        """Return the values and formulas of a sheet that xlmot made."""
        with said_when_busy():
            return read_cells(self._sheet(sheet))

    def has_additions(self, sheet: str) -> bool:
        """Return whether somebody added notes, pictures or tables to a sheet that xlmot made."""
        with said_when_busy():
            return has_additions(self._sheet(sheet))

    def names_sheet(self, sheet: str) -> bool:
        """Return whether a formula of another sheet, or a name of the book, refers to a sheet."""
        others = (grid for grid in self.all_grids() if grid.sheet != sheet)
        texts = (text for grid in others for text in grid.formulas.values())
        with said_when_busy():
            named = (text for name, text in self._names().items() if not _is_of(name, sheet))
            return any(refers(text, sheet) for text in (*texts, *named))

    def all_grids(self) -> list[Grid]:
        """Return every worksheet, hidden or not, without those of the journal."""
        with said_when_busy():
            return [read_sheet(sheet) for sheet in self._sheets()]

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of the workbook as a whole, in the words of `Workbook.traits`."""
        with said_when_busy():
            found = {
                "external-links": _links(self.book),
                "manual-calculation": self.book.app.calculation == "manual",
                "read-only": native(self.book, "ReadOnlyRecommended") is True,
                "locked-structure": native(self.book, "ProtectStructure") is True,
            }
            hidden = tuple(one.name for one in self._sheets() if state_of(one) == "veryHidden")
        traits: dict[str, tuple[str, ...]] = {name: () for name, true in found.items() if true}
        return traits | ({"very-hidden": hidden} if hidden else {})

    def refusals(self, edits: Sequence[Edit]) -> list[tuple[Edit, RefusedEdit]]:
        """Return the edits that cannot be made safely in Excel, each with the reason."""
        with said_when_busy():
            return list(refusals(self._grids_for(edits), self._names(), edits, self._remade()))

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make the edits, all or none, and note them in the journal; rows are named as read.

        Raises:
            RefusedEdit: a cell or a row no longer holds its old value, or may not be changed.
            CannotWrite: the workbook cannot be written; it is as it was.
            ExcelUnavailable: Excel is busy.
        """
        with said_when_busy():
            refuse_closed(self.book)
            self._refuse_locked()
            before = self._grids_for(edits)
            expected = apply_edits(before, edits)
            for _, error in refusals(before, self._names(), edits, self._remade()):
                raise error
            with undisturbed(self.book):
                make_edits(self.book, edits, (before, expected), self._grids_for)

    @property
    def marks(self) -> Mapping[str, str]:
        """Return the texts of the marks of its generated sheets, by the sheet's name."""
        with said_when_busy():
            return {sheet.name: text for sheet in self._sheets() for text in marks(sheet)}

    def put(
        self, workbook: bytes, sheets: Sequence[NewSheet], *, show: str = "", again: bool = False
    ) -> None:
        """Take sheets from a small workbook, in place of those of their names; show one of them.

        Raises:
            CannotWrite: no sheet can be added to the workbook.
            ExcelUnavailable: Excel is busy.
        """
        with said_when_busy():
            refuse_closed(self.book)
            self._refuse_locked()
            with undisturbed(self.book):
                bring(self.book, workbook, sheets, "" if again else now())
            if show:
                activate(self._sheet(show))

    def keep(self, sheet: str, name: str, mark: str) -> None:
        """Rename a generated sheet, and say by its mark that it is kept as it is."""
        with said_when_busy():
            refuse_closed(self.book)
            self._refuse_locked()
            write_mark(self._sheet(sheet), mark)
            self._sheet(sheet).name = name

    def remove(self, sheet: str) -> None:
        """Delete a generated sheet; one that Excel will not delete stays, and is made again."""

        def once() -> None:
            with undisturbed(self.book):
                if sheet in self.sheet_names():
                    self._sheet(sheet).delete()

        attempt(once)

    def guard(self, guards: Sequence[Guards], translate: Translate) -> bool:
        """Set guards in the table, or take them away where there are any; return whether set.

        Raises:
            CannotWrite: Excel would not let us; the workbook is as it was.
        """
        sheets = [one.sheet for one in guards]
        with said_when_busy():
            refuse_closed(self.book)
            refuse_unable(self.book, sheets)
            with undisturbed(self.book):
                return switch(self.book, guards, translate)

    def last_edits(self) -> LastDone | None:
        """Return what `undo` would take back.

        Raises:
            UnreadableFile: the journal is not one that xlmot wrote.
        """
        with said_when_busy():
            batches = journal.read_batches(self.book)
        return LastDone(batches[-1].moment, len(batches[-1].edits)) if batches else None

    def last_sheets(self) -> LastDone | None:
        """Return the sheets that `put` made last, with the moment that a name of theirs tells."""
        with said_when_busy():
            found = {sheet.name: moment for sheet in self._sheets() for moment in moments(sheet)}
        last = max(found.values(), default="")
        sheets = tuple(name for name, moment in found.items() if moment == last)
        return LastDone(last, sheets=sheets) if last else None

    def undo(self) -> TakenBack:
        """Take back the last batch of edits, as far as what it wrote is still there.

        Where nothing can be, the batch stays in the journal; so do the edits of a sheet that is
        not there, for it may be given its name again.

        Raises:
            UnreadableFile: nothing is noted that could be undone.
            CannotWrite: the workbook cannot be written; it is as it was.
        """
        with said_when_busy():
            refuse_closed(self.book)
            batches = journal.read_batches(self.book)
            if not batches:
                raise UnreadableFile(
                    say("There is nothing to undo in {file}.", file=self.name),
                    say("Only what xlmot itself changed in it can be undone."),
                )
            self._refuse_locked()
            refuse_protected(self.book, {edit.sheet for edit in batches[-1].edits})
            with undisturbed(self.book):
                return undo_batch(self.book, batches)

    def refuse_unwritable(self) -> None:
        """Refuse a workbook that could not keep what xlmot writes.

        Raises:
            CannotWrite: read-only, shared, saved by itself online, or its structure is protected.
        """
        with said_when_busy():
            refuse_closed(self.book)
            self._refuse_locked()

    def _refuse_locked(self) -> None:
        if native(self.book, "ProtectStructure") is True:
            raise CannotWrite(
                say("The structure of {file} is protected: no sheet can be added.", file=self.name),
                say("Unprotect it in Excel (Review > Protect Workbook), and try again."),
            )

    def _sheets(self) -> Iterator[Sheet]:
        return (sheet for sheet in self.book.sheets if sheet.name not in JOURNAL_SHEETS)

    def _grids_for(self, edits: Sequence[Edit] = ()) -> list[Grid]:
        """Return every worksheet; of those without edits, only what their cells hold."""
        edited = {edit.sheet for edit in edits}
        return [
            read_sheet(sheet) if sheet.name in edited else read_cells(sheet)
            for sheet in self._sheets()
        ]

    def _sheet(self, name: str) -> Sheet:
        return self.book.sheets[name]

    def _remade(self) -> set[str]:
        """Return the names of the generated sheets, without those that are kept for staff."""
        found = ((name, read_mark(text)) for name, text in self.marks.items())
        return {name for name, mark in found if mark is not None and mark.kind != KEPT}

    def _names(self) -> dict[str, str]:
        return {name.name: (name.refers_to or "=")[1:] for name in self.book.names}


def _is_of(name: str, sheet: str) -> bool:
    """Return whether a name belongs to a sheet, as its print area `Plan!Print_Area` does."""
    return sheets_of(name.rpartition("!")[0] + "!") == (sheet, sheet)


def _links(book: Book) -> bool:
    # XlLink: 1 is xlExcelLinks.
    return not MAC and bool(book.api.LinkSources(1))
