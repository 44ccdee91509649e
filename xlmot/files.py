"""Check and clean workbook files: what the command line and the Python API both do to one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xlmot.books.file import FileBook
from xlmot.checking import FileReport, check_workbook
from xlmot.errors import XlmotError
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings import Settings, load_settings


class Asked(NamedTuple):
    """What a user asks of every file of a run; the rules are named by themselves or by group."""

    profile: str | None = None
    sheet: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def settings(self, folder: Path | None, grids: Sequence[Grid]) -> Settings:
        """Return the settings for the sheets of a workbook in a folder.

        Raises:
            BadSetting: the profile or the settings file cannot be used.
        """
        found = load_settings(self.profile, folder, grids)
        return found._replace(selected=self.select, ignored=self.ignore)


def check_file(path: Path, asked: Asked) -> FileReport:
    """Return the report of one file; a file that cannot be read is a report too."""
    try:
        book = FileBook(path)
        grids = book.grids(asked.sheet)
        settings = asked.settings(path.parent, grids)
    except XlmotError as error:
        return FileReport(str(path), error=error)
    workbook = read_workbook(book.name, grids, settings.vocabulary, book.traits())
    findings = check_workbook(workbook, settings)
    if book.marks:
        from xlmot.books.generated_sheets import honoured

        findings = honoured(book, workbook.programmes, findings)
    return FileReport(str(path), settings.profile, workbook.programmes, tuple(findings))
