"""Recalculate workbooks before and after a safe cleaning: no formula may give something else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from tests.programme_2024 import ROOT
from tests.sheets.libreoffice import converted
from tests.workbooks import SAMPLES
from xlmot.books.file import FileBook
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.write import Destination
from xlmot.findings import DeleteRow, SetCell

Shown = dict[tuple[str, int, int], object]


def workbooks() -> dict[str, bytes]:
    """Return the workbooks with formulas that are read and may be cleaned, by a name."""
    found = {f"sample: {name}": one.make() for name, one in SAMPLES.items() if not one.unread}
    found |= {path.name: path.read_bytes() for path in sorted((ROOT / "workbooks").glob("*.xlsx"))}
    return {name: data for name, data in found.items() if has_formulas(data)}


def has_formulas(data: bytes) -> bool:
    return any(grid.formulas for grid in FileBook(Path("plan.xlsx"), data).all_grids())


def differences(data: bytes, folder: Path) -> Iterator[str]:
    """Yield the formulas that give something else once a workbook is cleaned."""
    path = folder / "plan.xlsx"
    path.write_bytes(data)
    done = clean_file((path, Path(path.name)), Asked(), Destination(in_place=True), unsafe=False)
    if not done.target:
        return
    cells = [edit for edit in done.edits if isinstance(edit, SetCell)]
    edited = {(edit.sheet, edit.row, edit.column) for edit in cells}
    corrected = {(edit.old, edit.new) for edit in cells}
    gone = {
        sheet: sorted(e.row for e in done.edits if isinstance(e, DeleteRow) and e.sheet == sheet)
        for sheet in {e.sheet for e in done.edits}
    }
    before, after = calculated(data, folder / "1"), calculated(path.read_bytes(), folder / "2")
    for (sheet, row, column), value in before.items():
        rows = gone.get(sheet, [])
        if row in rows or (sheet, row, column) in edited:
            continue
        now = after.get((sheet, row - bisect_left(rows, row), column))
        if now != value and (value, now) not in corrected:  # it shows the cell itself
            yield f"{sheet}!{row},{column}: {value!r} became {now!r}"


def calculated(data: bytes, folder: Path) -> Mapping[tuple[str, int, int], object]:
    """Return what each formula gives, calculated anew by LibreOffice."""
    folder.mkdir()
    values: Any = openpyxl.load_workbook(converted(data, folder, "xlsx"), data_only=True)
    places = [
        (grid.sheet, *place)
        for grid in FileBook(Path("plan.xlsx"), data).all_grids()
        for place in grid.formulas
    ]
    found: Shown = {}
    for sheet, row, column in places:
        if sheet in values.sheetnames:
            found[sheet, row, column] = values[sheet].cell(row, column).value
    return found
