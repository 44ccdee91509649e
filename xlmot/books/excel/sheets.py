"""Bring generated sheets into a workbook that is open in Excel, by Excel's own copy of a sheet.

They come as a small workbook whose cells hold values: a formula that reads a sheet of the user's
would, once copied, read it in the small workbook. The formulas are written after the copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from xlmot.books.excel.access import Book, Sheet, state_of
from xlmot.books.excel.journal import find
from xlmot.books.excel.read import address
from xlmot.books.mark import formula
from xlmot.books.open_book import NewSheet
from xlmot.ooxml.parts.marks import MARK
from xlmot.programme.address import Area

Cell = tuple[int, int]


def bring(book: Book, workbook: bytes, sheets: Sequence[NewSheet]) -> None:
    """Copy sheets of a small workbook into `book`, each in the place of the one of its name."""
    with TemporaryDirectory(prefix="xlmot-") as folder:
        path = Path(folder) / "xlmot.xlsx"
        path.write_bytes(workbook)
        small = book.app.books.open(str(path), update_links=False, read_only=True, add_to_mru=False)
        try:
            for sheet in sheets:
                _copy(book, small.sheets[sheet.name], sheet)
        finally:
            small.close()
            book.impl.activate()
    for sheet in sheets:
        _finish(book.sheets[sheet.name], sheet)


def _copy(book: Book, made: Sheet, new: NewSheet) -> None:
    old = find(book, new.name)
    if old is not None:
        copied = made.copy(before=old)
        old.delete()
        copied.name = new.name
    elif new.before:
        made.copy(before=book.sheets[new.before])
    else:
        made.copy(after=_last_shown(book))


def _last_shown(book: Book) -> Sheet:
    return [sheet for sheet in book.sheets if state_of(sheet) == "visible"][-1]


def _finish(sheet: Sheet, made: NewSheet) -> None:
    for area, formulas in columns(made.formulas):
        # `Range.formula` itself would ask Excel a hundred times about a block of known shape.
        sheet.range(address(area)).impl.formula = [[f"={text}"] for text in formulas]
    write_mark(sheet, made.mark)


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
