"""Make a book from whatever a script holds: a file, bytes, a workbook, a table, rows.

A library that is not imported is not imported here either: where it is not, nothing can be its.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from xlmot.books.memory import MemoryBook
from xlmot.books.read_only import open_book
from xlmot.files.discovery import READ, find_workbooks
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.programme.grid import Value

if TYPE_CHECKING:
    from xlmot.books.book import Book

# What a workbook is called that has no file.
NAME = "workbook.xlsx"
SHEET = "Sheet1"


def files_of(source: object) -> list[Path] | None:
    """Return the files that a folder, a pattern or several paths name; None of one workbook.

    Raises:
        BadSetting: they name no workbook at all.
    """
    if isinstance(source, str | PathLike):
        path = _text(source)
        one = not Path(path).is_dir() and (Path(path).exists() or not any(c in path for c in "*?["))
        return None if one else list(find_workbooks([path], READ))
    if isinstance(source, list | tuple | set | frozenset) and source and all(map(_is_path, source)):
        return list(find_workbooks(map(_text, source), READ))
    return None


def _is_path(value: object) -> bool:
    return isinstance(value, str | PathLike)


def _text(path: Any) -> str:  # noqa: ANN401  a text or a path
    text = fspath(path)
    return text if isinstance(text, str) else text.decode(sys.getfilesystemencoding())


def book_of(source: object, folder: Path | None = None) -> Book:
    """Return the book that a source is, or holds; settings are looked for from `folder` upward.

    Raises:
        UnreadableFile: the file cannot be read, or the source is nothing that holds a workbook.
        RefusedFile: it could do harm to whoever reads it.

    >>> book_of([["Code", "Title"], ["1", "Roads"]]).grids()[0].rows
    [['Code', 'Title'], ['1', 'Roads']]
    """
    book = _book(source)
    if folder is not None:
        cast("Any", book).folder = folder
    return book


def _book(source: Any) -> Book:  # noqa: ANN401  whatever a script holds
    if isinstance(source, str | PathLike):
        return open_book(Path(_text(source)))
    if isinstance(source, bytes | bytearray | memoryview):
        return _in_memory(bytes(source))
    if _is(source, "openpyxl", "Workbook"):
        return _in_memory(_saved(source))
    if _is(source, "xlwings", "Book"):
        from xlmot.books.excel.book import LiveBook

        return LiveBook(source)
    if _is(source, "pandas", "DataFrame"):
        return MemoryBook(NAME, {SHEET: _rows_of_frame(source)})
    if hasattr(source, "grids") and hasattr(source, "marks"):
        return cast("Book", source)
    if hasattr(source, "read"):
        return _of_file(source)
    if isinstance(source, Mapping) and source:
        return MemoryBook(NAME, {str(name): _rows(own) for name, own in source.items()})
    return MemoryBook(NAME, {SHEET: _rows(source)})


def _is(source: object, library: str, name: str) -> bool:
    """Return whether a source is of a class of a library, which is not imported for that."""
    found = getattr(sys.modules.get(library), name, None)
    return isinstance(found, type) and isinstance(source, found)


def _in_memory(data: bytes) -> Book:
    book = open_book(Path(NAME), data)
    cast("Any", book).folder = None
    return book


def _of_file(source: Any) -> Book:  # noqa: ANN401  an open file
    data = source.read()
    if not isinstance(data, bytes):
        raise UnreadableFile(
            say("The file is open as a text, which a workbook is not."),
            say("Open it with the mode “rb”."),
        )
    name = getattr(source, "name", None)
    if isinstance(name, str) and Path(name).exists():
        return open_book(Path(name), data)
    return _in_memory(data)


def _saved(workbook: Any) -> bytes:  # noqa: ANN401  an openpyxl.Workbook
    """Return what openpyxl would write; the workbook can be saved as before.

    Writing a picture closes the stream that it was read from, so that it is given another one.
    """
    pictures = [one for sheet in workbook.worksheets for one in getattr(sheet, "_images", ())]
    held = [(one, one.ref.getvalue()) for one in pictures if isinstance(one.ref, BytesIO)]
    buffer = BytesIO()
    try:
        workbook.save(buffer)
    except Exception as error:
        raise UnreadableFile(
            say("openpyxl cannot write this workbook: {fault}.", fault=str(error)),
            say("Load it without “read_only”, or give the path of its file."),
        ) from error
    finally:
        for picture, data in held:
            picture.ref = BytesIO(data)
    return buffer.getvalue()


def _rows_of_frame(frame: Any) -> list[list[Value]]:  # noqa: ANN401  a pandas.DataFrame
    """Return the header and the rows of a data frame, without its index."""
    plain = frame.astype(object).where(frame.notna(), None)
    header = [" ".join(map(str, name)) if isinstance(name, tuple) else name for name in plain]
    return [_row(header), *(_row(row) for row in plain.itertuples(index=False, name=None))]


def _rows(source: Any) -> list[list[Value]]:  # noqa: ANN401  rows, it is to be seen
    if _is(source, "pandas", "DataFrame"):
        return _rows_of_frame(source)
    if isinstance(source, Iterable):
        rows = list(source)
        if rows and all(
            isinstance(row, Sequence) and not isinstance(row, str | bytes) for row in rows
        ):
            return [_row(row) for row in rows]
    raise UnreadableFile(
        say("xlmot cannot read a workbook from: {kind}.", kind=type(source).__name__),
        say(
            "Give a path or several, a folder, bytes, an open file, a workbook of openpyxl or "
            "xlwings, a data frame, or a list of rows."
        ),
    )


def _row(values: Iterable[Any]) -> list[Value]:
    return [_value(value) for value in values]


# The largest number that a cell of Excel holds; of what is beyond only the text can be shown.
LARGEST = 9.99e307


def _value(value: Any) -> Value:  # noqa: ANN401  what a cell may hold
    """Return a value as a cell holds it: no number is none, one too large for a cell is a text."""
    from datetime import date, datetime, time, timedelta
    from numbers import Number

    if hasattr(value, "to_pydatetime"):
        return cast("datetime", value.to_pydatetime())
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, int | float) and not -LARGEST < value < LARGEST:
        return str(value)
    if value is None or isinstance(value, str | int | float | date | time | timedelta):
        return value
    return _value(float(str(value))) if isinstance(value, Number) else str(value)
