"""A book of another format (.xls, .xlsb, .ods), which xlmot reads and never writes."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from xlmot.books.book import Book, no_sheet, refuse_generated
from xlmot.books.file import FileBook, name_of, read_bytes
from xlmot.books.time_limit import LONGEST, too_slow
from xlmot.findings import Edit
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile, XlmotError
from xlmot.messages.hints import Any, TypeVar
from xlmot.ooxml.parts.kinds import SAVE_AS, OtherFormat
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, SparseSequence, Value

T = TypeVar("T")
# What starts the child in the program that needs no Python, in place of a command.
CHILD = "read-other-formats"
_START = (
    "import sys; sys.path[:] = {path!r}; "
    "from xlmot.books.calamine_process import main; sys.exit(main())"
)


def open_book(path: Path, data: bytes | None = None, limit: float | None = None) -> Book:
    """Return the book of a file of any format that can be read, or of `data`, what it holds.

    The format is told by the bytes, not by the name. `limit` are the seconds that reading another
    format than Excel's own may take.

    Raises:
        UnreadableFile: it is missing, may not be read, is no workbook, is damaged, or takes longer.
        RefusedFile: it could do harm to whoever reads it.
    """
    data = read_bytes(path) if data is None else data
    try:
        return FileBook(path, data)
    except OtherFormat as refusal:
        return ReadOnlyBook(path, data, refusal, limit or LONGEST)


class ReadOnlyBook:
    """A workbook of another format, read once by python-calamine in a process of its own.

    python-calamine gives the values, the merged cells (.xls, .xlsb) and which sheets are hidden. It
    gives no error value: a cell that shows `#REF!` is blank here. It gives no formulas, notes,
    looks, hidden rows or filters either.
    """

    def __init__(self, path: Path, data: bytes, refusal: XlmotError, limit: float) -> None:
        """Read the file; `refusal` is what is said of it to who wants to change it.

        Raises:
            UnreadableFile: it is damaged, protected by a password, or takes longer than the limit.
        """
        self.path = path
        self.name = name_of(path)
        self.folder: Path | None = path.parent
        self._refusal = refusal
        self._grids = {grid.sheet: grid for grid in map(_grid, _sheets(data, limit))}
        # The marks of generated sheets are lost where they are saved in another format.
        self._made = {name for name, grid in self._grids.items() if _is_generated(grid)}

    def grids(self, sheet: str | None = None) -> list[Grid]:
        """Return the visible sheets that xlmot did not make, or only the one named, hidden or not.

        Raises:
            UnreadableFile: there is no sheet of that name, or xlmot made it.
        """
        if sheet is not None:
            refuse_generated(sheet, self._made)
            return [self.generated(sheet)]
        own = (grid for grid in self._grids.values() if grid.sheet not in self._made)
        return [grid for grid in own if grid.state == "visible"]

    def generated(self, sheet: str) -> Grid:
        """Return any sheet.

        Raises:
            UnreadableFile: there is no sheet of that name.
        """
        if sheet not in self._grids:
            raise no_sheet(sheet, self.name, self._grids)
        return self._grids[sheet]

    def other_grids(self, known: Collection[str]) -> list[Grid]:
        """Return the sheets, hidden or not, that are neither `known` by name nor made by xlmot."""
        left_out = {*known, *self._made}
        return [grid for name, grid in self._grids.items() if name not in left_out]

    def reads(self) -> tuple[str, ...]:
        """Return nothing: in another format, what reads cells is not looked for."""
        return ()

    def has_additions(self, sheet: str) -> bool:
        del sheet
        return False

    def names_sheet(self, sheet: str) -> bool:
        del sheet
        return False

    def number_format(self, sheet: str, row: int, column: int) -> str:
        del sheet, row, column
        return ""

    def sheet_names(self) -> list[str]:
        return list(self._grids)

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of the workbook as a whole, in the words of `Workbook.traits`."""
        hidden = tuple(grid.sheet for grid in self._grids.values() if grid.state == "veryHidden")
        return {"very-hidden": hidden} if hidden else {}

    @property
    def marks(self) -> Mapping[str, str]:
        return {}

    def refusals(self, edits: Sequence[Edit]) -> list[tuple[Edit, XlmotError]]:
        """Return all edits: nothing is written in another format."""
        return [(edit, self._refusal) for edit in edits]


def _is_generated(grid: Grid) -> bool:
    from xlmot.books.mark import KEY_HEADER

    return any(KEY_HEADER in grid.rows[row - 1] for row in grid.rows_from(1)[:100])


def _sheets(data: bytes, limit: float) -> list[list[Any]]:
    """Return what the child says of each sheet."""
    import json
    import subprocess

    from xlmot.books.calamine_process import PASSWORD

    try:
        child = subprocess.run(  # noqa: S603  ourselves
            _command(),
            input=data,
            capture_output=True,
            timeout=limit,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise too_slow(limit) from None
    if child.returncode == PASSWORD:
        raise UnreadableFile(
            say("It is protected by a password or by rights management."),
            say(
                "Open it in Excel, take the password off under File > Info, save it and try again."
            ),
        )
    if child.returncode == 1:
        raise RuntimeError(child.stderr.decode(errors="replace"))
    if child.returncode:
        raise UnreadableFile(
            say("It is damaged, has a password, or holds more than xlmot can read in such a file."),
            SAVE_AS,
        )
    sheets: list[list[Any]] = json.loads(child.stdout)
    return sheets


def _command() -> list[str]:
    """Return what starts the child; no module of the folder it is started in is imported."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD]
    return [sys.executable, "-I", "-c", _START.format(path=sys.path)]


def _grid(sheet: list[Any]) -> Grid:
    name, state, merges, rows = sheet
    held = {
        number: _spread(dict(zip(columns, map(_value, cells), strict=True)), None)
        for number, columns, cells in rows
    }
    blank: Sequence[Value] = ()
    return Grid(name, _spread(held, blank), tuple(Area(*area) for area in merges), state=state)


def _spread(items: Mapping[int, T], blank: T) -> Sequence[T]:
    """Return items by their place from 1 as a sequence, which takes memory for them alone.

    >>> _spread({1: "a", 3: "b"}, "")
    ['a', '', 'b']
    """
    length = max(items, default=0)
    if length > 64 + 8 * len(items):
        return SparseSequence(items, length, blank)
    return [items.get(place, blank) for place in range(1, length + 1)]


def _value(cell: Any) -> Value:  # noqa: ANN401  of JSON
    if isinstance(cell, list):
        from xlmot.books.calamine_process import of_moment

        return of_moment(*cell)
    value: Value = cell
    return value
