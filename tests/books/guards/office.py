"""Ask LibreOffice what the formulas of guards say of each row of a sheet."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from python_calamine import CalamineWorkbook

# The formulas are written in columns to the right of any table, each in the row it judges.
ASIDE = 30


def judged(folder: Path, sheets, guards):
    """Return, for each sheet, what each formula says by its name: the rows for which it is true.

    `sheets` are rows by the names of the sheets; codes are written as they are, text or number.
    """
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    path = folder / "guarded.xlsx"
    write(path, sheets, guards)
    convert(path, folder)
    read = CalamineWorkbook.from_path(str(folder / "out" / "guarded.xlsx"))
    return {
        own.sheet: rows_of(read.get_sheet_by_name(own.sheet).to_python(skip_empty_area=False), own)
        for own in guards
    }


def formulas_of(own):
    return [own.validation.formula, *(highlight.formula for highlight in own.highlights)]


def write(path, sheets, guards):
    """Write a workbook whose formulas have no value yet, so that LibreOffice has to reckon them."""
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    for own in guards:
        put(book[own.sheet], own)
    book.save(path)


def put(sheet, own):
    for name in own.names:
        sheet.defined_names.add(DefinedName(name.name, attr_text=name.a1.removeprefix("=")))
    area = own.validation.area
    for column, formula in enumerate(formulas_of(own), ASIDE + 1):
        for row in range(area.top, area.bottom + 1):
            sheet.cell(row, column).value = formula


def convert(path, folder):
    subprocess.run(
        [
            *("soffice", "--headless", "--norestore", "--calc", "--convert-to", "xlsx"),
            *("--outdir", str(folder / "out"), str(path)),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        ],
        check=True,
        capture_output=True,
        timeout=200,
    )


def rows_of(rows, own):
    area = own.validation.area
    shown = {}
    for column, formula in enumerate(formulas_of(own), ASIDE):
        cells = {row: rows[row - 1][column] for row in range(area.top, area.bottom + 1)}
        assert all(isinstance(value, bool) for value in cells.values()), (formula, cells)
        shown[formula.removeprefix("=xlmot_")] = {row for row, value in cells.items() if value}
    return shown
