"""Check one workbook file; one that cannot be read is a report too."""

from __future__ import annotations

from pathlib import Path

from xlmot.books.read_only import open_book
from xlmot.books.saving.opened import find_opened
from xlmot.books.time_limit import within
from xlmot.checking.results import PIPE, FileReport
from xlmot.files.reading import Asked, read
from xlmot.messages import Message
from xlmot.messages.errors import XlmotError


def check_file(path: Path, asked: Asked, piped: bytes = b"") -> FileReport:
    """Return the report of one file; why it cannot be read is a report too.

    A file that is called `-` is what was `piped`.
    """
    try:
        return within(asked.limit, lambda: _check(path, asked, piped))
    except XlmotError as error:
        return FileReport(str(path), error=error)


def _check(path: Path, asked: Asked, piped: bytes) -> FileReport:
    book = open_book(path, piped if str(path) == PIPE else None, asked.limit)
    return read(book, asked).report(str(path))._replace(opened=_opened(path))


def _opened(path: Path) -> Message | None:
    """Return who has a file open, None if nobody says so."""
    try:
        opened = find_opened(path) if str(path) != PIPE else None
    except OSError:
        return None
    return opened and opened.message


def counted(file: FileReport) -> FileReport:
    """Return the report of a workbook that a folder gave: without a programme, it is no fault."""
    if file.error is not None or file.programmes:
        return file
    return file._replace(findings=(), bare=True)
