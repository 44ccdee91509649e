"""A book that is open in Excel, through xlwings: read, edited and undone where it stands."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlmot.books import excel_journal as journal
from xlmot.books.excel_access import (
    Book,
    Sheet,
    native,
    refuse_closed,
    said_when_busy,
    state_of,
    undisturbed,
)
from xlmot.books.excel_read import read_sheet
from xlmot.books.excel_refusals import refusals
from xlmot.books.excel_undo import Undone, deleted_spans, take_back
from xlmot.books.excel_write import Format, blocks, delete_rows, unfiltered, write_blocks
from xlmot.edits import apply_edits
from xlmot.errors import CannotWrite, ExcelUnavailable, RefusedEdit, UnreadableFile
from xlmot.findings import DeleteRow, Edit, SetCell
from xlmot.messages import say
from xlmot.programme.grid import Grid, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

# xlwings asks a busy Excel again for ever unless it is told how often.
ATTEMPTS = 5_000
PATIENCE = 3.0


def connect(hwnd: int | None = None, name: str | None = None) -> LiveBook:
    """Return the workbook that is active in Excel, or the open one of that name.

    `hwnd` is the handle of Excel's window on Windows, needed where several Excels run.

    Raises:
        ExcelUnavailable: there is no such Excel or workbook, or no telling which is meant.
    """
    import xlwings

    _be_finite(xlwings)
    apps = [_app_of(xlwings, hwnd)] if hwnd else _apps(xlwings)
    with said_when_busy():
        if name is not None:
            return LiveBook(_named(apps, name))
        if len(apps) > 1:
            raise ExcelUnavailable(
                say(
                    "Excel runs {count} times, so that it is not clear which is meant.",
                    count=len(apps),
                ),
                say("Close all but one, or name the workbook with “--book”."),
            )
        return LiveBook(_active(apps[0]))


def _be_finite(xlwings: Any) -> None:  # noqa: ANN401  a module
    engine = getattr(xlwings, "_xlwindows", None)
    if engine is not None and not engine.N_COM_ATTEMPTS:
        engine.N_COM_ATTEMPTS = ATTEMPTS


def _apps(xlwings: Any) -> list[Any]:  # noqa: ANN401  a module
    try:
        found = list(xlwings.apps)
    except xlwings.XlwingsError:
        found = []
    if not found:
        raise ExcelUnavailable(
            say("No Excel is running here."),
            say("Open the workbook in Excel, and try again."),
        )
    return found


def _app_of(xlwings: Any, hwnd: int) -> Any:  # noqa: ANN401  a module; an xlwings.App
    """Return the Excel of a window; on macOS, where windows have no handle, the active one."""
    engine = getattr(xlwings, "_xlwindows", None)
    if engine is None:
        return _apps(xlwings)[0]
    try:
        return xlwings.App(impl=engine.App(xl=hwnd))
    except OSError as error:
        raise ExcelUnavailable(
            say("The Excel that asked for this is gone."),
            say("Open the workbook in Excel, and try again."),
        ) from error


def _named(apps: Iterable[Any], name: str) -> Book:
    found = [book for app in apps for book in app.books if book.name.lower() == name.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        raise ExcelUnavailable(
            say("{file} is open in several Excels at once.", file=name),
            say("Close all of them but one, and try again."),
        )
    raise ExcelUnavailable(
        say("{file} is not open in Excel.", file=name),
        say("Open it, or give the name of one that is."),
    )


def _active(app: Any) -> Book:  # noqa: ANN401  an xlwings.App
    _wait(app)
    if not len(app.books):
        raise ExcelUnavailable(
            say("No workbook is open in Excel that could be read."),
            say("Open one; if it says Protected View at the top, click Enable Editing first."),
        )
    return app.books.active


def _wait(app: Any) -> None:  # noqa: ANN401  an xlwings.App
    """Give an Excel that is at something else a moment to finish it."""
    from xlmot.books.excel_access import is_busy

    end = time.monotonic() + PATIENCE
    while True:
        try:
            native(app, "Ready", default=True)
        except Exception as error:
            if not is_busy(error) or time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


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
        found = native(self.book, "Path")
        return None if not found or "://" in found else Path(found)

    def sheet_names(self) -> list[str]:
        """Return the names of all worksheets, hidden ones too, without those of the journal."""
        return [sheet.name for sheet in self._sheets()]

    def grids(self, sheet: str | None = None) -> list[Grid]:
        """Return the visible sheets, or only the one named, hidden or not.

        Raises:
            UnreadableFile: there is no sheet of that name, or it cannot be read.
            ExcelUnavailable: Excel is busy.
        """
        with said_when_busy():
            if sheet is None:
                return [read_sheet(one) for one in self._sheets() if state_of(one) == "visible"]
            found = journal.find(self.book, sheet)
            if found is None:
                raise UnreadableFile(
                    say("{file} has no sheet “{sheet}”.", file=self.name, sheet=sheet),
                    say("Its sheets are: {names}.", names=tuple(self.sheet_names())),
                )
            return [read_sheet(found)]

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
        return traits | {"very-hidden": hidden} if hidden else traits

    def refusals(self, edits: Sequence[Edit]) -> list[tuple[Edit, RefusedEdit]]:
        """Return the edits that cannot be made safely in Excel, each with the reason."""
        with said_when_busy():
            return list(refusals(self.all_grids(), self._names(), edits))

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
            before = self.all_grids()
            expected = apply_edits(before, edits)
            for _, error in refusals(before, self._names(), edits):
                raise error
            with undisturbed(self.book):
                self._apply(before, edits, expected)

    def _apply(self, before: Sequence[Grid], edits: Sequence[Edit], after: Sequence[Grid]) -> None:
        batches = journal.read_batches(self.book)
        kept = self._keep(before, edits)
        moment = datetime.now().astimezone().isoformat(timespec="seconds")
        batch = journal.Batch(moment, tuple(edits), tuple(kept))
        # Noted before it is done: whatever happens meanwhile can be taken back.
        journal.write_batches(self.book, [*batches, batch])
        formats = self._write(edits)
        batch = batch._replace(formats=tuple(formats))
        journal.write_batches(self.book, [*batches, batch])
        if not _agree(self.all_grids(), after):
            take_back(self.book, batch, exact=False)
            journal.write_batches(self.book, batches)
            raise CannotWrite(
                say("Excel did not keep what was written as it was written."),
                say("It was taken back. Report this workbook, or use “xlmot clean” on the file."),
            )

    def _keep(self, before: Sequence[Grid], edits: Sequence[Edit]) -> list[journal.Kept]:
        kept: list[journal.Kept] = []
        for grid in before:
            spans = deleted_spans(grid, edits)
            if spans:
                kept += journal.keep_rows(self.book, self._sheet(grid.sheet), spans)
        return kept

    def _write(self, edits: Sequence[Edit]) -> list[Format]:
        formats: list[Format] = []
        for name in dict.fromkeys(edit.sheet for edit in edits):
            sheet = self._sheet(name)
            cells = [e for e in edits if isinstance(e, SetCell) and e.sheet == name]
            rows = [e.row for e in edits if isinstance(e, DeleteRow) and e.sheet == name]
            with unfiltered(sheet):
                formats += write_blocks(sheet, blocks(cells))
                delete_rows(sheet, rows)
        return formats

    def undo(self) -> Undone:
        """Take back the last batch of edits, as far as what it wrote is still there.

        Raises:
            UnreadableFile: nothing is noted that could be undone.
            CannotWrite: the workbook cannot be written; it is as it was.
        """
        with said_when_busy():
            refuse_closed(self.book)
            batches = journal.read_batches(self.book)
            if not batches:
                raise UnreadableFile(
                    say("Nothing is noted in {file} that could be undone.", file=self.name),
                    say("Only what xlmot itself changed in it can be undone."),
                )
            self._refuse_locked()
            with undisturbed(self.book):
                undone = take_back(self.book, batches[-1])
                journal.write_batches(self.book, batches[:-1])
            return undone

    def _refuse_locked(self) -> None:
        if native(self.book, "ProtectStructure") is True:
            raise CannotWrite(
                say("The structure of {file} is protected: no sheet can be added.", file=self.name),
                say("Unprotect it in Excel (Review > Protect Workbook), and try again."),
            )

    def _sheets(self) -> Iterator[Sheet]:
        return (sheet for sheet in self.book.sheets if sheet.name not in journal.OURS)

    def _sheet(self, name: str) -> Sheet:
        return self.book.sheets[name]

    def _names(self) -> dict[str, str]:
        return {name.name: (name.refers_to or "=")[1:] for name in self.book.names}


def _links(book: Book) -> bool:
    from xlmot.books.excel_access import MAC

    # XlLink: 1 is xlExcelLinks.
    return not MAC and bool(book.api.LinkSources(1))


def _agree(now: Sequence[Grid], expected: Sequence[Grid]) -> bool:
    """Tell whether sheets read as they should; what formulas show may have changed."""
    return [*map(_shown, now)] == [*map(_shown, expected)]


def _shown(grid: Grid) -> tuple[str, list[tuple[Value, ...]]]:
    blank = dict.fromkeys(grid.formulas)
    rows = [
        [blank.get((number, column), value) for column, value in enumerate(values, 1)]
        for number, values in enumerate(grid.rows, 1)
    ]
    plain = Grid(grid.sheet, rows)
    shown = [plain.row_values(number) for number in range(1, len(rows) + 1)]
    while shown and not shown[-1]:
        shown.pop()
    return grid.sheet, shown
