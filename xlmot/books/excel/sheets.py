"""Bring generated sheets into a workbook that is open in Excel, by Excel's own copy of a sheet.

They come as a small workbook whose cells hold values: a formula that reads a sheet of the user's
would, once copied, read it in the small workbook. The formulas are written after the copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from xlmot.books.excel.access import MAC, Book, Sheet, native, state_of
from xlmot.books.excel.failing import attempt, insist, say_taken_back
from xlmot.books.excel.journal import find
from xlmot.books.excel.read import address, noted
from xlmot.books.mark import formula
from xlmot.books.open_book import NewSheet
from xlmot.ooxml.parts.marks import MARK
from xlmot.programme.address import Area

Cell = tuple[int, int]
# An object of xlwings.
Shape: TypeAlias = Any
MOMENT = "_xlmot_made"


def bring(book: Book, workbook: bytes, sheets: Sequence[NewSheet], moment: str) -> None:
    """Copy sheets of a small workbook into `book`, each in the place of the one of its name.

    A hidden name of each tells the moment; without one, that of the sheet whose place it takes.
    Whatever goes wrong, the sheets are those that were there.
    """
    bringing = _Bringing(book)
    try:
        kept = {} if moment else _moments(book)
        with _opened(book, workbook) as small:
            for sheet in sheets:
                bringing.copy(small.sheets[sheet.name], sheet)
        for sheet in sheets:
            bringing.give_name(sheet.name)
        for sheet in sheets:
            _finish(book.sheets[sheet.name], sheet, moment or kept.get(sheet.name, ""))
    except BaseException as error:  # noqa: BLE001  Ctrl+C too
        bringing.take_back()
        say_taken_back(error)
    bringing.drop_old()


@contextmanager
def _opened(book: Book, workbook: bytes) -> Iterator[Book]:
    """Yield a small workbook as it is open beside `book` for a moment.

    Excel opens no two workbooks of one name: it has one that nobody else gives.
    """
    with TemporaryDirectory(prefix="xlmot-", dir=_folder(), ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{Path(folder).name}.xlsx"
        path.write_bytes(workbook)
        try:
            yield _open(book, path)
        finally:
            attempt(lambda: _close(book, path.name))
            attempt(book.impl.activate)


def _folder() -> Path | None:
    """Return the only folder on a Mac from which Excel opens a file without asking (xlwings #1913).

    The others are those of the system.
    """
    group = Path.home() / "Library" / "Group Containers" / "UBF8T346G9.Office"
    return group if MAC and group.is_dir() else None


def _open(book: Book, path: Path) -> Book:
    books = book.app.books
    if MAC:
        # xlwings' own `open` asks another program whether Excel is visible, and the Mac its user.
        book.app.api.open_workbook(workbook_file_name=str(path), add_to_mru=False)
        return books[path.name]
    return books.open(str(path), update_links=False, read_only=True, add_to_mru=False)


def _close(book: Book, name: str) -> None:
    for one in book.app.books:
        if one.name == name:
            one.close()


class _Bringing:
    """Sheets being copied into a workbook, and those whose place they take."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.names = {sheet.name for sheet in book.sheets}
        # The name that a sheet has for the moment, by the one that it is to have, or had.
        self.new: dict[str, str] = {}
        self.old: dict[str, str] = {}

    def copy(self, made: Sheet, new: NewSheet) -> None:
        if new.name in self.names:
            copied = made.copy(before=self.book.sheets[new.name])
        elif new.before:
            copied = made.copy(before=self.book.sheets[new.before])
        else:
            copied = made.copy(after=_last_shown(self.book))
        self.new[new.name] = copied.name

    def give_name(self, name: str) -> None:
        if self.new[name] == name:
            return
        aside = next(f"~{number}" for number in count(1) if f"~{number}" not in self.names)
        self.names.add(aside)
        self.old[name] = aside
        self.book.sheets[name].name = aside
        self.book.sheets[self.new[name]].name = name
        self.new[name] = name

    def take_back(self) -> None:
        """Remove the new sheets, and give those that were there their names again."""
        there = [sheet.name for sheet in self.book.sheets]
        replaced = {name for name, aside in self.old.items() if aside in there}
        for name in there:
            if name in replaced or name not in self.names:
                attempt(lambda name=name: self._delete(name))  # type: ignore[misc]
        for name in replaced:
            attempt(lambda name=name: self._rename(self.old[name], name))  # type: ignore[misc]

    def _delete(self, name: str) -> None:
        sheet = find(self.book, name)
        if sheet is not None:
            sheet.delete()

    def _rename(self, now: str, name: str) -> None:
        sheet = find(self.book, now)
        if sheet is not None:
            sheet.name = name

    def drop_old(self) -> None:
        for aside in self.old.values():
            insist(lambda aside=aside: self._delete(aside))  # type: ignore[misc]


def _last_shown(book: Book) -> Sheet:
    return [sheet for sheet in book.sheets if state_of(sheet) == "visible"][-1]


def _finish(sheet: Sheet, made: NewSheet, moment: str) -> None:
    for area, formulas in columns(made.formulas):
        # `Range.formula` itself would ask Excel a hundred times about a block of known shape.
        sheet.range(address(area)).impl.formula = [[f"={text}"] for text in formulas]
    write_mark(sheet, made.mark)
    if moment and not MAC:
        # xlwings can make no hidden name on a Mac.
        sheet.api.Names.Add(Name=MOMENT, RefersTo=formula(moment), Visible=False)


def write_mark(sheet: Sheet, mark: str) -> None:
    """Change the mark of a generated sheet; its name stays hidden."""
    for name in sheet.names:
        if name.name.rpartition("!")[2] == MARK:
            name.refers_to = formula(mark)


def columns(formulas: Mapping[Cell, str]) -> Iterator[tuple[Area, list[str]]]:
    """Yield runs of formulas one below the other, with their area.

    >>> [(area.top, area.bottom, texts) for area, texts in columns({(2, 1): "A9", (3, 1): "A8"})]
    [(2, 3, ['A9', 'A8'])]
    """
    texts: list[str] = []
    area: Area | None = None
    for row, column in sorted(formulas, key=lambda cell: (cell[1], cell[0])):
        if area and (column, row) == (area.left, area.bottom + 1):
            area = area._replace(bottom=row)
            texts.append(formulas[row, column])
            continue
        if area:
            yield area, texts
        area, texts = Area(row, column, row, column), [formulas[row, column]]
    if area:
        yield area, texts


def marks(sheet: Sheet) -> Iterator[str]:
    """Yield the text of the mark that tells a generated sheet, if the sheet has one."""
    for name in sheet.names:
        if name.name.rpartition("!")[2] == MARK:
            yield str(name.refers_to)[2:-1].replace('""', '"')


def moments(sheet: Sheet) -> Iterator[str]:
    """Yield the moment at which a generated sheet was made, if it tells one."""
    for name in sheet.names:
        if name.name.rpartition("!")[2] == MOMENT:
            yield str(name.refers_to)[2:-1]


def _moments(book: Book) -> dict[str, str]:
    return {sheet.name: moment for sheet in book.sheets for moment in moments(sheet)}


# MsoShapeType msoChart, msoComment and msoFormControl; XlFormControl xlDropDown.
CHART, COMMENT, FORM_CONTROL = 3, 4, 8
DROP_DOWN = 2


def has_additions(sheet: Sheet) -> bool:
    """Return whether a generated sheet, which has charts alone, holds notes, tables or pictures."""
    return bool(noted(sheet) or len(sheet.tables)) or (
        len(sheet.shapes) > len(sheet.charts) and any(map(_is_added, sheet.shapes))
    )


def _is_added(shape: Shape) -> bool:
    """Return whether a shape is somebody's: not a chart, nor the arrow of a list of choices.

    Excel keeps a hidden drop-down among the shapes of a sheet once such a list was used.
    """
    if MAC:
        return shape.type not in ("chart", "comment") and "drop" not in str(shape.name).lower()
    kind = int(native(shape, "Type"))
    if kind == FORM_CONTROL:
        return int(native(shape, "FormControlType")) != DROP_DOWN
    return kind not in (CHART, COMMENT)
