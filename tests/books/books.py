"""The three books behind one door: made of rows, edited, and read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from tests.excel import mac
from tests.excel.coercions import ENGLISH, FRENCH, Habits
from tests.excel.com import ExcelApp
from tests.excel.engine import running
from tests.excel.files import open_workbook
from tests.programmes.variants import write
from xlmot.books.excel.connect import LiveBook, connect
from xlmot.books.file import FileBook
from xlmot.books.memory import MemoryBook
from xlmot.findings import Edit
from xlmot.programme.grid import Grid, Value

Rows = Mapping[str, Sequence[Sequence[Any]]]


class Door(Protocol):
    """A book as the contract sees it."""

    def grids(self) -> list[Grid]: ...

    def apply(self, edits: Sequence[Edit]) -> object: ...


class OnDisk:
    """A FileBook that is written and opened again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def grids(self) -> list[Grid]:
        return FileBook(self.path).grids()

    def apply(self, edits: Sequence[Edit]) -> None:
        self.path.write_bytes(FileBook(self.path).apply(edits).data)


@contextmanager
def live(path: Path, app: ExcelApp | None = None) -> Iterator[LiveBook]:
    """Yield a workbook file as it is open in the stand-in for Excel."""
    app = app or ExcelApp()
    with running(app):
        open_workbook(path, app)
        yield connect()


def _rows(sheets: Rows) -> dict[str, list[list[Any]]]:
    return {name: [list(row) for row in rows] for name, rows in sheets.items()}


@contextmanager
def memory_door(sheets: Rows, folder: Path) -> Iterator[Door]:
    del folder
    yield MemoryBook("plan.xlsx", _rows(sheets))


@contextmanager
def file_door(sheets: Rows, folder: Path) -> Iterator[Door]:
    yield OnDisk(write(folder / "plan.xlsx", _rows(sheets)))


@contextmanager
def live_door(sheets: Rows, folder: Path, habits: Habits = ENGLISH) -> Iterator[Door]:
    path = write(folder / "plan.xlsx", _rows(sheets))
    with live(path, ExcelApp(habits=habits)) as book:
        yield book


@contextmanager
def mac_door(sheets: Rows, folder: Path) -> Iterator[Door]:
    path = write(folder / "plan.xlsx", _rows(sheets))
    app = ExcelApp()
    with mac.running(app):
        open_workbook(path, app)
        yield connect()


DOORS: dict[str, Callable[..., Any]] = {
    "MemoryBook": memory_door,
    "FileBook": file_door,
    "LiveBook": live_door,
    "LiveBook in French": partial(live_door, habits=FRENCH),
    "LiveBook on a Mac": mac_door,
}


def values(book: Door) -> dict[str, list[tuple[Value, ...]]]:
    """Return what each sheet holds, row by row, without blanks at the ends."""
    return {grid.sheet: shown(grid) for grid in book.grids()}


def shown(grid: Grid) -> list[tuple[Value, ...]]:
    rows = [grid.row_values(row) for row in range(1, len(grid.rows) + 1)]
    while rows and not rows[-1]:
        rows.pop()
    return rows
