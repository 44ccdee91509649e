"""Generated sheets of the programme of 2024 and of one of another house, written and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from tests.checked import checked
from tests.programme_2024 import book
from xlmot.books.mark import find_key
from xlmot.checking.plan import plan_cleaning
from xlmot.checking.results import FileReport
from xlmot.messages import english
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import Settings, load_settings
from xlmot.sheets.apercu import apercu_sheet
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.controle import controle_sheet
from xlmot.sheets.layout import Edition
from xlmot.sheets.model import Sheet
from xlmot.sheets.names import sheet_names
from xlmot.sheets.sommaire import sommaire_sheet
from xlmot.sheets.write import write_sheets
from xlmot.sheets.written import as_grid

DAY = date(2024, 5, 3)
MOT = load_settings("mot")
GENERIC = load_settings("generic")

# A house with amounts, a share, a year, a day, labels that look like formulas, page headers and
# blank rows inside its groups, and an action directly under a title that has titles below it.
WORKSHOPS: list[list[Any]] = [
    ["Code", "Title", "Budget", "Share %", "Start", "Lead", "Hours"],
    ["A", "ROADS"],
    ["A1", "Squares"],
    ["A1", "=Pave the market", 1200.5, 0.5, date(2024, 3, 1), "Ann", 12],
    ["A1", "+Mend the fountain", 300, 0.25, date(2024, 4, 1), "@Bob", 8],
    [],
    ["Code", "Title", "Budget", "Share %", "Start", "Lead", "Hours"],
    ["A1", "-Plant trees", 99.5, 0.25, None, "Ann", 4],
    ["A2", "Bridges"],
    ["A2", "@Paint the rail", 1000, 1, date(2024, 6, 1), "Carl & Dora", 40],
    ["B", "PEOPLE"],
    ["B", "Open the office", None, None, None, "Ann", 2],
    ["B1", "Courses"],
    ["B1", "Teach first aid", 500, 1, date(2024, 9, 1), "Bob", 16],
    ["B1", "Teach first aid", 500, 1, date(2024, 10, 1), "Bob", 16],
    ["B2", "Fairs"],
]


@cache
def report_2024() -> FileReport:
    return checked(book(), MOT)


def programme_2024() -> Programme:
    return report_2024().programmes[0]


def read(rows: Sequence[Sequence[Any]], settings: Settings = GENERIC) -> Programme:
    (programme,) = read_workbook("plan.xlsx", [Grid("Plan", rows)], settings.vocabulary).programmes
    return programme


def edition(programme: Programme, profile: str = "mot", day: date = DAY) -> Edition:
    output = load_settings(profile).output
    return Edition(profile, day, sheet_names(programme, english), output)


@cache
def sheets_2024() -> tuple[Sheet, ...]:
    programme, report = programme_2024(), report_2024()
    made = edition(programme)
    plan = plan_cleaning("programme-2024.xlsx", book().grids(), MOT, unsafe=True)
    return (
        sommaire_sheet(programme, made, report.findings),
        controle_sheet(report, made),
        *axe_sheets(programme, made),
        apercu_sheet(plan, "programme-2024.xlsx", made, "Preview"),
    )


def sheets_of(programme: Programme, profile: str = "generic") -> list[Sheet]:
    made = edition(programme, profile)
    return [sommaire_sheet(programme, made), *axe_sheets(programme, made)]


def values(data: bytes) -> dict[str, list[list[Any]]]:
    """Return the values of a written workbook: those of formulas are the cached ones."""
    file = CalamineWorkbook.from_filelike(BytesIO(data))
    names = file.sheet_names
    return {name: file.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}


def written_values(sheets: Iterable[Sheet]) -> dict[str, list[list[Any]]]:
    return values(write_sheets(sheets))


def grids(sheets: Iterable[Sheet]) -> dict[str, Grid]:
    return {sheet.name: as_grid(sheet, english) for sheet in sheets}


def key_cell(grid: Grid) -> tuple[int, int]:
    found = find_key(grid)
    assert found is not None
    return found


def rows_after(rows: Sequence[Sequence[Any]], heading: str) -> Iterator[Sequence[Any]]:
    """Yield the rows of a block: from below its heading to the next blank row."""
    start = next(n for n, row in enumerate(rows) if row and row[0] == heading)
    for row in rows[start + 1 :]:
        if not any(value not in ("", None) for value in row[:7]):
            return
        yield row


def texts(sheets: Iterable[Sheet]) -> list[str]:
    found = (value for grid in grids(sheets).values() for row in grid.rows for value in row)
    return [value for value in found if isinstance(value, str)]
