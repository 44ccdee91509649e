"""A correction is safe only where nothing reads the cell, on sheets that are not read either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import openpyxl
import pytest

from tests.books.books import live
from tests.excel.com import ExcelApp, FormatCondition
from tests.excel.engine import running
from tests.excel.files import open_rows
from tests.excel.sheets import Cell, Filter, Table
from xlmot.books.book import Book
from xlmot.books.excel.connect import connect
from xlmot.books.file import FileBook
from xlmot.books.memory import MemoryBook
from xlmot.files.reading import Asked, read
from xlmot.findings import Safety
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value

# 2.1 is a number among texts.
ROWS: list[list[Value]] = [
    ["Code", "Intitulé", "Budget"],
    ["1", "ROUTES", 30],
    ["1.1", "Refaire la rue haute", 30],
    ["2", "ÉCOLES", 60],
    [2.1, "Repeindre la cour", 40],
    ["2.2", "Isoler le préau", 20],
]
FORMULA = "VLOOKUP(2.1,Plan!A2:C6,3,FALSE)"
State = Literal["visible", "hidden", "veryHidden"]
STATES: tuple[State, ...] = ("visible", "hidden", "veryHidden")


def written(folder: Path, state: State, formula: str = FORMULA) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    plan = workbook.create_sheet("Plan")
    for row in ROWS:
        plan.append(row)
    workbook.create_sheet("Calcul")["A1"] = f"={formula}"
    workbook["Calcul"].sheet_state = state
    workbook.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def in_memory(state: str) -> MemoryBook:
    other = Grid("Calcul", [[40.0]], formulas={(1, 1): FORMULA}, state=state)
    return MemoryBook("plan.xlsx", [Grid("Plan", ROWS), other])


def safety(book: Book, sheet: str | None = None) -> Safety:
    reading = read(book, Asked(sheet=sheet))
    fix = next(one.fix for one in reading.findings if one.rule == "numeric-code")
    assert fix
    plan, _ = reading.plan()
    assert bool(plan.edits) == (fix.safety is Safety.SAFE)
    return fix.safety


@pytest.mark.parametrize("state", STATES)
def test_a_formula_on_a_hidden_sheet_reads_too(tmp_path: Path, state: State) -> None:
    path = written(tmp_path, state)
    assert safety(FileBook(path)) is Safety.UNSAFE
    assert safety(in_memory(state)) is Safety.UNSAFE
    with live(path) as book:
        assert safety(book) is Safety.UNSAFE


@pytest.mark.parametrize("state", STATES)
def test_so_does_one_on_a_sheet_that_is_not_asked_for(tmp_path: Path, state: State) -> None:
    path = written(tmp_path, state)
    assert safety(FileBook(path), "Plan") is Safety.UNSAFE
    assert safety(in_memory(state), "Plan") is Safety.UNSAFE
    with live(path) as book:
        assert safety(book, "Plan") is Safety.UNSAFE


@pytest.mark.parametrize("state", STATES)
def test_one_that_reads_other_columns_does_not(tmp_path: Path, state: State) -> None:
    path = written(tmp_path, state, "SUM(Plan!C2:C6)")
    assert safety(FileBook(path)) is Safety.SAFE
    with live(path) as book:
        assert safety(book) is Safety.SAFE


class Opened:
    """The programme in an Excel that stands in, and what makes more of its workbook."""

    def __init__(self, app: ExcelApp) -> None:
        self.workbook = open_rows(app, "plan.xlsx", {"Plan": ROWS, "Calcul": [["x"]]})
        self.book = connect()

    def calculate(self, formula: str) -> None:
        self.workbook.sheets[1].cells[1, 1] = Cell(40.0, f"={formula}")

    def api(self, address: str):
        return self.book.book.sheets["Plan"].range(address).api


@pytest.fixture
def opened() -> Iterator[Opened]:
    app = ExcelApp()
    with running(app):
        yield Opened(app)


def test_names_of_a_workbook_in_excel_are_read_through(opened: Opened) -> None:
    opened.workbook.names["Codes"] = "=Plan!$A$2:$A$6"
    assert safety(opened.book) is Safety.SAFE
    opened.calculate("MATCH(2.1,Codes,0)")
    assert safety(opened.book) is Safety.UNSAFE


def test_so_are_its_tables(opened: Opened) -> None:
    opened.workbook.sheets[0].tables.append(Table("Planning", Filter(Area(1, 1, 6, 3))))
    opened.calculate("SUM(Planning[Budget])")
    assert safety(opened.book) is Safety.SAFE
    opened.calculate("MAX(Planning[Code])")
    assert safety(opened.book) is Safety.UNSAFE


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=$C2>10", Safety.SAFE),
        ("=$A2=2.1", Safety.UNSAFE),
        ("=$A$5=2.1", Safety.UNSAFE),
        # Of the cell in front of Excel nothing is known here: it may be any column.
        ("=C2>10", Safety.UNSAFE),
    ],
)
def test_so_are_formats_and_validations(opened: Opened, formula: str, expected: Safety) -> None:
    opened.api("B2:C6").FormatConditions.Add(Type=2, Formula1=formula)
    assert safety(opened.book) is expected


def test_a_list_to_choose_from_reads_its_cells_and_its_source(opened: Opened) -> None:
    opened.api("C2:C6").Validation.Add(Type=3, Formula1="=$C$2:$C$6")
    assert safety(opened.book) is Safety.SAFE
    opened.api("B2:B6").Validation.Add(Type=3, Formula1="=$A$2:$A$6")
    assert safety(opened.book) is Safety.UNSAFE


def test_what_is_validated_reads_itself(opened: Opened) -> None:
    opened.api("A2:A6").Validation.Add(Type=3, Formula1="1;1.1;2;2.1;2.2")
    assert safety(opened.book) is Safety.UNSAFE


def test_what_excel_does_not_tell_of_a_sheet_may_read_any_cell(opened, monkeypatch) -> None:
    """A format of a kind that has no area, of a later Excel, keeps nobody from checking."""
    opened.api("C2:C6").FormatConditions.Add(Type=2, Formula1="=$C2>10")
    assert safety(opened.book) is Safety.SAFE
    monkeypatch.setattr(FormatCondition, "AppliesTo", property(refused))
    assert safety(opened.book) is Safety.UNSAFE


def refused(_: object) -> None:
    raise RuntimeError
