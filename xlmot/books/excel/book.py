"""A book that is open in Excel: read, edited and undone where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from xlmot.books.excel import found, journal
from xlmot.books.excel.access import (
    activate,
    native,
    refuse_closed,
    refuse_protected,
    undisturbed,
)
from xlmot.books.excel.edit import make_edits, now
from xlmot.books.excel.escape import is_escape_pressed
from xlmot.books.excel.failing import attempt, said_when_busy
from xlmot.books.excel.guards import ON_A_MAC, switch
from xlmot.books.excel.library import WRITING, patience
from xlmot.books.excel.own import refuse_unable
from xlmot.books.excel.read import read_cells, read_editable
from xlmot.books.excel.readable import ReadableBook
from xlmot.books.excel.refusals import refusals
from xlmot.books.excel.sheets import bring, moments, write_mark
from xlmot.books.excel.undo import undo_batch
from xlmot.books.guards.table import Guards
from xlmot.books.mark import KEPT, read_mark
from xlmot.books.open_book import LastDone, NewSheet, TakenBack
from xlmot.findings import Edit
from xlmot.findings.edits import apply_edits
from xlmot.messages import Message, Translate, render, say
from xlmot.messages.errors import CannotWrite, RefusedEdit, Stopped, UnreadableFile
from xlmot.programme.address import Area, cell_name
from xlmot.programme.grid import Grid


class LiveBook(ReadableBook):
    """A workbook in a running Excel; what is done to it shows at once, and saving is the user's."""

    def others(self) -> list[LiveBook]:
        """Return the other workbooks that are open in the same Excel."""
        with said_when_busy():
            return [LiveBook(one) for one in self.app.books if one.name != self.name]

    @contextmanager
    def telling(self, translate: Translate) -> Iterator[Callable[[Message], None]]:
        """Yield what tells in Excel's status bar what comes next, unless Esc was pressed.

        The status bar is Excel's again afterwards. What tells raises Stopped at Esc; it is called
        before something is begun, so that nothing has been changed then.
        """
        app = self.app
        window = int(app.hwnd or 0)
        is_escape_pressed(window)  # What was pressed before does not count.

        def tell(message: Message) -> None:
            if is_escape_pressed(window):
                raise Stopped(say("Stopped, since Esc was pressed: nothing was changed."))
            self.show_below(message, translate)

        try:
            yield tell
        finally:
            # False hands the status bar back; the add-in does where Excel is still busy.
            attempt(lambda: setattr(app, "status_bar", False))

    def show_below(self, message: Message, translate: Translate) -> None:
        """Show a sentence in Excel's status bar, until somebody hands it back."""
        self.app.status_bar = f"xlmot – {render(message, translate)}"

    def alert(self, text: str, title: str) -> None:
        """Show a message box of Excel's."""
        self.app.alert(text, title, mode="info")

    def confirm(self, text: str, title: str) -> bool:
        """Ask a question in a message box of Excel's; return whether the answer is yes."""
        return bool(self.app.alert(text, title, buttons="yes_no", mode="info") == "yes")

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
            with undisturbed(self.book, self.app):
                make_edits(self.book, edits, (before, expected), self._grids_for)

    def put(
        self, workbook: bytes, sheets: Sequence[NewSheet], *, show: str = "", again: bool = False
    ) -> None:
        """Take sheets from a small workbook, in place of those of their names; show one of them.

        Raises:
            CannotWrite: no sheet can be added to the workbook.
            ExcelUnavailable: Excel is busy.
        """
        self._marks = None
        with said_when_busy():
            refuse_closed(self.book)
            self._refuse_locked()
            with undisturbed(self.book, self.app):
                bring(self.book, workbook, sheets, "" if again else now())
            if show:
                activate(self._sheet(show))

    def keep(self, sheet: str, name: str, mark: str) -> None:
        """Rename a generated sheet, and say by its mark that it is kept as it is."""
        self._marks = None
        with said_when_busy():
            refuse_closed(self.book)
            self._refuse_locked()
            write_mark(self._sheet(sheet), mark)
            self._sheet(sheet).name = name

    def remove(self, sheet: str) -> bool:
        """Delete a generated sheet; return whether it is gone.

        One that Excel will not delete stays, and is made again.
        """
        self._marks = None
        gone = False

        def once() -> None:
            nonlocal gone
            with undisturbed(self.book, self.app):
                if sheet in self.sheet_names():
                    self._sheet(sheet).delete()
                gone = sheet not in self.sheet_names()

        with patience(WRITING):
            attempt(once)
        return gone

    def select(self, sheet: str, row: int, column: int) -> None:
        """Show a cell, and select it."""
        with said_when_busy():
            shown = self._sheet(sheet)
            activate(shown)
            shown.range(cell_name(row, column)).select()

    def guard(self, guards: Sequence[Guards], translate: Translate) -> bool:
        """Set guards in the table, or take them away where there are any; return whether set.

        Raises:
            CannotWrite: Excel would not let us; the workbook is as it was.
        """
        sheets = [one.sheet for one in guards]
        with said_when_busy():
            refuse_closed(self.book)
            refuse_unable(self.book, sheets, ON_A_MAC)
            with undisturbed(self.book, self.app):
                return switch(self.book, guards, translate)

    def mark(self, cells: Mapping[str, Sequence[Area]]) -> None:
        """Mark cells, by their sheets, instead of those that are marked; without any, none is.

        Raises:
            CannotWrite: Excel would not let us; the message says what is marked.
        """
        with said_when_busy():
            refuse_closed(self.book)
            sheets = {*cells, *found.marked_sheets(self.book)}
            refuse_unable(self.book, sheets, found.ON_A_MAC)
            with undisturbed(self.book, self.app):
                found.mark(self.book, cells)

    def is_marked(self) -> bool:
        """Return whether cells are marked."""
        with said_when_busy():
            return found.is_marked(self.book)

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
            with undisturbed(self.book, self.app):
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

    def _grids_for(self, edits: Sequence[Edit] = ()) -> list[Grid]:
        """Return what the cells of every worksheet hold, and what bears on the edits of some."""
        edited = {edit.sheet for edit in edits}
        return [
            read_editable(sheet) if sheet.name in edited else read_cells(sheet)
            for sheet in self._sheets()
        ]

    def _remade(self) -> set[str]:
        """Return the names of the generated sheets, without those that are kept for staff."""
        found = ((name, read_mark(text)) for name, text in self.marks.items())
        return {name for name, mark in found if mark is not None and mark.kind != KEPT}
