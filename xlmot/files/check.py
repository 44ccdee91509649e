"""Check one workbook file; one that cannot be read is a report too."""

from __future__ import annotations

from pathlib import Path

from xlmot.books.file import FileBook
from xlmot.checking.results import FileReport
from xlmot.files.reading import Asked, read
from xlmot.messages.errors import XlmotError


def check_file(path: Path, asked: Asked) -> FileReport:
    """Return the report of one file; why it cannot be read is a report too."""
    try:
        return read(FileBook(path), asked).report(str(path))
    except XlmotError as error:
        return FileReport(str(path), error=error)
