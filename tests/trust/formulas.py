"""Recalculate workbooks before and after safe changes: no formula may give something else.

Workbooks with a programme are cleaned. In any other, each row without a number and each text is
proposed for a change, and what is judged safe is done.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import openpyxl

from tests.programme_2024 import ROOT
from tests.sheets.libreoffice import all_converted
from tests.trust.formula_books import generated
from tests.trust.fuzz import memory
from tests.workbooks import SAMPLES
from xlmot.books.file import FileBook
from xlmot.checking.readers import AtFirst, Readers, with_safe_fixes_only
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.write import Destination
from xlmot.findings import DeleteRow, Edit, Finding, Fix, Place, Safety, SetCell, Severity
from xlmot.messages import say
from xlmot.messages.errors import XlmotError
from xlmot.programme.grid import Grid, is_blank

Shown = Mapping[tuple[str, int, int], object]
# What gives something else each time, whatever is done.
VOLATILE = ("NOW(", "TODAY(", "RAND", "CELL(", "INFO(", "RTD(")
MOST_CHANGES = 12


class Changed(NamedTuple):
    """A workbook before and after the edits that were judged safe."""

    before: bytes
    after: bytes
    edits: Sequence[Edit]


def workbooks(at_random: int = 20) -> dict[str, bytes]:
    """Return the workbooks with formulas that are read and may be cleaned, by a name."""
    found = {f"sample: {name}": one.make() for name, one in SAMPLES.items() if not one.unread}
    found |= {path.name: path.read_bytes() for path in sorted((ROOT / "workbooks").glob("*.xlsx"))}
    found = {name: data for name, data in found.items() if has_formulas(data)}
    return found | generated(at_random)


def has_formulas(data: bytes) -> bool:
    return any(grid.formulas for grid in FileBook(Path("plan.xlsx"), data).all_grids())


def cleaned(data: bytes, folder: Path) -> Changed | None:
    """Return what a safe cleaning makes of a workbook, None where it leaves it as it is."""
    path = folder / "plan.xlsx"
    path.write_bytes(data)
    done = clean_file((path, Path(path.name)), Asked(), Destination(in_place=True), unsafe=False)
    return Changed(data, path.read_bytes(), done.edits) if done.target else None


def all_cleaned(books: Mapping[str, bytes]) -> dict[str, Changed]:
    """Return those workbooks that a safe cleaning changes."""
    found: dict[str, Changed] = {}
    for name, data in books.items():
        with TemporaryDirectory(dir=memory()) as folder:
            done = cleaned(data, Path(folder))
        if done:
            found[name] = done
    return found


def all_changed(paths: Sequence[Path]) -> dict[str, Changed]:
    """Return the workbooks with formulas that give the same each time, safely changed."""
    found: dict[str, Changed] = {}
    for path in paths:
        with suppress(XlmotError):
            formulas = [text.upper() for grid in FileBook(path).all_grids()
                        for text in grid.formulas.values()]  # fmt: skip
            steady = not any(word in text for text in formulas for word in VOLATILE)
            done = changed(path) if formulas and steady else None
            if done:
                found[path.name] = done
    return found


def changed(path: Path) -> Changed | None:
    """Return what those of many changes make of a workbook that are judged safe, None if none is.

    Raises:
        XlmotError: it cannot be read, or what was judged safe cannot be made.
    """
    book = FileBook(path)
    grids = list(book.all_grids())
    readers = Readers(grids, book.reads())
    proposed = [edit for grid in grids for edit in _proposed(grid)]
    findings = [_finding(edit) for edit in proposed]
    judged = with_safe_fixes_only(findings, AtFirst(lambda: readers))
    safe = [edit for one in judged if one.fix and one.fix.safety is Safety.SAFE
            for edit in one.fix.edits]  # fmt: skip
    refused = {edit for edit, _ in book.refusals(safe)}
    edits = [edit for edit in safe if edit not in refused]
    return Changed(book.data, book.apply(edits).data, edits) if edits else None


def _proposed(grid: Grid) -> Iterator[Edit]:
    rows = [row for row in range(1, len(grid.rows) + 1) if not _numbers(grid, row)]
    gone = rows[len(rows) // 3 :: max(len(rows) // MOST_CHANGES, 1)][:MOST_CHANGES]
    yield from (DeleteRow(grid.sheet, row, grid.row_values(row)) for row in gone)
    texts = [
        SetCell(grid.sheet, row, column, value, f"{value} ")
        for row, values in enumerate(grid.rows, 1)
        for column, value in enumerate(values, 1)
        if row not in gone and isinstance(value, str) and not is_blank(value)
        and (row, column) not in grid.formulas
    ]  # fmt: skip
    yield from texts[:: max(len(texts) // MOST_CHANGES, 1)][:MOST_CHANGES]


def _numbers(grid: Grid, row: int) -> bool:
    """Return whether a row holds a formula or what is no text."""
    values = grid.row_values(row)
    held = any(isinstance(v, int | float) or not (is_blank(v) or isinstance(v, str))
               for v in values)  # fmt: skip
    return held or any((row, column) in grid.formulas for column in range(1, len(values) + 2))


def _finding(edit: Edit) -> Finding:
    place = Place(edit.sheet, edit.row, 1)
    return Finding(
        message=say("A change."), places=(place,), severity=Severity.NOTE,
        fix=Fix(Safety.SAFE, (edit,)),
    )  # fmt: skip


def differences(books: Mapping[str, Changed], folder: Path) -> Iterator[str]:
    """Yield the formulas that give something else once workbooks are changed."""
    names = {name: f"book{number}" for number, name in enumerate(books)}
    old = {names[name]: book.before for name, book in books.items()}
    new = {names[name]: book.after for name, book in books.items()}
    for each in ("old", "new"):
        (folder / each).mkdir()
    before = all_converted(old, folder / "old", "xlsx")
    after = all_converted(new, folder / "new", "xlsx")
    for name, book in books.items():
        paths = before[names[name]], after[names[name]]
        if not paths[0].exists():  # LibreOffice does not read it
            continue
        if not paths[1].exists():
            yield f"{name}: it cannot be read any more"
            continue
        yield from (f"{name}: {fault}" for fault in _compared(book, *paths))


def _compared(book: Changed, before: Path, after: Path) -> Iterator[str]:
    cells = [edit for edit in book.edits if isinstance(edit, SetCell)]
    edited = {(edit.sheet, edit.row, edit.column) for edit in cells}
    gone = {
        sheet: sorted(e.row for e in book.edits if isinstance(e, DeleteRow) and e.sheet == sheet)
        for sheet in {e.sheet for e in book.edits}
    }
    kept = _kept(book.before, edited, gone)
    shown = _values(before, kept)
    places = {
        place: (place[0], place[1] - bisect_left(gone.get(place[0], []), place[1]), place[2])
        for place in kept
    }
    now = _values(after, places.values())
    for place, value in shown.items():
        if now.get(places[place]) != value:
            yield f"{place} gave {value!r}, and gives {now.get(places[place])!r}"


def _kept(
    data: bytes, edited: Collection[tuple[str, int, int]], gone: Mapping[str, Collection[int]]
) -> list[tuple[str, int, int]]:
    """Return the places of the formulas that stay."""
    return [
        place
        for grid in FileBook(Path("plan.xlsx"), data).all_grids()
        for row, column in grid.formulas
        if (place := (grid.sheet, row, column)) not in edited
        and row not in gone.get(grid.sheet, ())
    ]


def _values(path: Path, places: Collection[tuple[str, int, int]]) -> Shown:
    # Pictures are nobody's business here, and some make openpyxl fail.
    with patch("openpyxl.reader.excel.find_images", return_value=([], [])):
        book: Any = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet, row, column): book[sheet].cell(row, column).value
        for sheet, row, column in places
        if sheet in book.sheetnames
    }
