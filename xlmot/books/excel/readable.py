"""A workbook that is open in Excel, as it is read: its sheets, its marks, what is true of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from xlmot.books.book import no_sheet, refuse_generated
from xlmot.books.excel import journal
from xlmot.books.excel.access import MAC, App, Book, Sheet, native, selection, state_of
from xlmot.books.excel.failing import said_when_busy
from xlmot.books.excel.read import read_cells, read_sheet
from xlmot.books.excel.reads import reading_lines
from xlmot.books.excel.sheets import has_additions, marks
from xlmot.books.open_book import Selected
from xlmot.ooxml.cells.formulas import refers, sheets_of
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.parts.marks import JOURNAL_SHEETS
from xlmot.programme.grid import Grid


class ReadableBook:
    """A workbook in a running Excel; nothing here changes it."""

    def __init__(self, book: Book) -> None:
        """Take an `xlwings.Book`."""
        self.book = book
        self._marks: Mapping[str, str] | None = None
        with said_when_busy():
            self.name: str = book.name

    @cached_property
    def app(self) -> App:
        """Return the Excel that it is open in."""
        return self.book.app

    @property
    def folder(self) -> Path | None:
        """Return the folder of the workbook's file; None if it has none on this machine."""
        if MAC:
            # Excel's own path is one of before Mac OS X; xlwings turns it into one of today's.
            place = Path(self.book.impl.fullname)
            return place.parent if place.is_absolute() else None
        found = native(self.book, "Path")
        return None if not found or "://" in found else Path(found)

    def selected(self) -> Selected:
        """Return what is selected; a chart or a picture is no area."""
        with said_when_busy():
            # Of a chart Excel gives no address twice; what it refused once, it gives then.
            address = selection(self.app) or selection(self.app) or ""
            found = areas(address.replace("$", "").replace(",", " ")) or []
            return Selected(self.book.sheets.active.name, tuple(found))

    def sheet_names(self) -> list[str]:
        """Return the names of all worksheets, hidden ones too, without those of the journal."""
        with said_when_busy():
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
                return [read_sheet(one, "visible") for one in own if state_of(one) == "visible"]
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

    def number_format(self, sheet: str, row: int, column: int) -> str:
        """Return the number format of a cell."""
        with said_when_busy():
            return str(self._sheet(sheet).range((row, column)).number_format or "")

    def all_grids(self) -> list[Grid]:
        """Return every worksheet, hidden or not, without those of the journal."""
        with said_when_busy():
            return [read_sheet(sheet) for sheet in self._sheets()]

    def other_grids(self, known: Collection[str]) -> list[Grid]:
        """Return the sheets, hidden or not, that are neither `known` by name nor made by xlmot."""
        with said_when_busy():
            left_out = {*known, *self.marks}
            return [read_sheet(sheet) for sheet in self._sheets() if sheet.name not in left_out]

    def reads(self) -> list[str]:
        """Return what reads cells beside the formulas of cells, in the lines of `FormulaScope`."""
        with said_when_busy():
            return [*reading_lines(self.book, self._sheets())]

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of the workbook as a whole, in the words of `Workbook.traits`."""
        with said_when_busy():
            found = {
                "external-links": _links(self.book),
                "manual-calculation": self.app.calculation == "manual",
                "read-only": native(self.book, "ReadOnlyRecommended") is True,
                "locked-structure": native(self.book, "ProtectStructure") is True,
            }
            hidden = tuple(one.name for one in self._sheets() if state_of(one) == "veryHidden")
        traits: dict[str, tuple[str, ...]] = {name: () for name, true in found.items() if true}
        return traits | ({"very-hidden": hidden} if hidden else {})

    @property
    def marks(self) -> Mapping[str, str]:
        """Return the texts of the marks of its generated sheets, by the sheet's name.

        They are asked of Excel again once this has put, renamed or removed a sheet.
        """
        if self._marks is None:
            with said_when_busy():
                self._marks = {s.name: text for s in self._sheets() for text in marks(s)}
        return self._marks

    def _sheets(self) -> Iterator[Sheet]:
        return (sheet for sheet in self.book.sheets if sheet.name not in JOURNAL_SHEETS)

    def _sheet(self, name: str) -> Sheet:
        return self.book.sheets[name]

    def _names(self) -> dict[str, str]:
        return {name.name: (name.refers_to or "=")[1:] for name in self.book.names}


def _is_of(name: str, sheet: str) -> bool:
    """Return whether a name belongs to a sheet, as its print area `Plan!Print_Area` does."""
    return sheets_of(name.rpartition("!")[0] + "!") == (sheet, sheet)


def _links(book: Book) -> bool:
    # XlLink: 1 is xlExcelLinks.
    return not MAC and bool(book.api.LinkSources(1))
