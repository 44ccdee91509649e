"""Check and clean workbook files: what the command line and the Python API both do to one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xlmot.books.file import FileBook
from xlmot.checking.check import check_workbook, reported
from xlmot.checking.results import FileReport
from xlmot.messages.errors import XlmotError
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import Settings, load_settings
from xlmot.sheets.settings.typed import Book, typed_in


class Asked(NamedTuple):
    """What a user asks of every file of a run; the rules are named by themselves or by group."""

    profile: str | None = None
    sheet: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def settings(self, book: Book, folder: Path | None, grids: Sequence[Grid]) -> Settings:
        """Return the settings for the sheets `grids` of a workbook in a folder.

        Raises:
            BadSetting: the profile, the settings file or the sheet of settings cannot be used.
        """
        found = load_settings(self.profile, folder, grids, typed_in(book))
        return found._replace(selected=self.select, ignored=self.ignore)


def check_file(path: Path, asked: Asked) -> FileReport:
    """Return the report of one file; a file that cannot be read is a report too."""
    try:
        book = FileBook(path)
        grids = book.grids(asked.sheet)
        settings = asked.settings(book, path.parent, grids)
    except XlmotError as error:
        return FileReport(str(path), error=error)
    workbook = read_workbook(book.name, grids, settings.vocabulary, book.traits())
    findings = check_workbook(workbook, settings)
    if book.marks:
        from xlmot.files.earlier import honoured

        findings = honoured(book, workbook.programmes, findings)
    return reported(str(path), workbook, findings, settings)
