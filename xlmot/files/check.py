"""Check one workbook file; one that cannot be read is a report too."""

from __future__ import annotations

from pathlib import Path

from xlmot.books.file import FileBook
from xlmot.checking.results import FileReport
from xlmot.files.reading import Asked, read
from xlmot.messages.errors import XlmotError

# The name of what another program pipes into this one.
PIPE = "-"


def check_file(path: Path, asked: Asked, piped: bytes = b"") -> FileReport:
    """Return the report of one file; why it cannot be read is a report too.

    A file that is called `-` is what was `piped`.
    """
    try:
        return read(FileBook(path, piped if str(path) == PIPE else None), asked).report(str(path))
    except XlmotError as error:
        return FileReport(str(path), error=error)


def counted(file: FileReport) -> FileReport:
    """Return the report of a workbook that a folder gave: without a programme, it is no fault."""
    if file.error is not None or file.programmes:
        return file
    return file._replace(findings=(), bare=True)
