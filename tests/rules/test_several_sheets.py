"""What rules say of workbooks with several sheets, notes and other things no table can show."""

import re
from typing import Any

import pytest

from tests.checked import checked
from xlmot.books.memory import MemoryBook
from xlmot.checking.plan import plan_cleaning
from xlmot.findings import Finding
from xlmot.programme.grid import Grid
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge

SETTINGS = build("generic", shipped("generic"))
Rows = list[list[Any]]


def findings(
    rule: str, sheets: dict[str, Rows] | list[Grid], name: str = "plan.xlsx"
) -> list[Finding]:
    report = checked(MemoryBook(name, sheets), SETTINGS)
    return [finding for finding in report.findings if finding.rule == rule]


def page(header: str, *rows: list[Any]) -> Rows:
    return [["Code", header], *rows]


ONE = [["1", "ROADS"], ["1.1", "SQUARES"], ["1.1", "Pave the market"]]
TWO = [["2", "BRIDGES"], ["2.1", "TUNNELS"], ["2.1", "Light the tube"]]


def test_the_headers_of_one_programme_are_compared_between_its_sheets() -> None:
    sheets = {
        "Roads": page("Work plan 2025", *ONE),
        "Bridges": page("Work plan 2025 - draft", *TWO),
    }
    (found,) = findings("header-text-differs", sheets)
    assert [(place.sheet, place.cell) for place in found.places] == [
        ("Roads", "B1"),
        ("Bridges", "B1"),
    ]
    assert "“Work plan 2025 - draft” (Bridges!B1)" in str(found.message)
    assert found.fix is not None
    assert [(edit.sheet, edit.row) for edit in found.fix.edits] == [("Bridges", 1)]


@pytest.mark.parametrize("rule", ["header-text-differs", "repeated-header", "second-table"])
def test_a_sheet_per_year_is_a_programme_per_year(rule: str) -> None:
    sheets = {"2024": page("Work plan 2024", *ONE), "2025": page("Work plan 2025 - draft", *ONE)}
    assert not findings(rule, sheets)


def test_each_sheet_has_a_header_of_its_own() -> None:
    sheets = {"Roads": page("Title", *ONE), "Bridges": page("Title", *TWO)}
    assert not findings("repeated-header", sheets)
    again = {
        "Roads": page("Title", *ONE),
        "Bridges": page("Title", *TWO, ["Code", "Title"], TWO[2]),
    }
    (found,) = findings("repeated-header", again)
    assert [(place.sheet, place.row) for place in found.places] == [("Bridges", 5)]


def test_a_row_with_a_note_is_neither_blank_nor_deleted() -> None:
    rows = page("Title", *ONE, [], ["Code", "Title"], ["1.1", "Light the lane"])
    noted = Grid("Plan", rows, noted=frozenset({5, 6}))
    assert not findings("blank-row", [noted])
    assert [found.fix for found in findings("repeated-header", [noted])] == [None]
    assert plan_cleaning("plan.xlsx", [noted], SETTINGS, unsafe=True).grids[0].rows == rows


def test_findings_stand_by_sheet_then_by_row() -> None:
    pages = {
        "B": [["Code", "Title"], ["1", "ROADS"], ["1", "Pave  it"], ["1", "Light , mark"]],
        "A": [["2", "PARKS"], ["2.1", "Trees  and  shrubs"], ["2.1", "Prune , mow"]],
    }
    report = checked(MemoryBook("plan.xlsx", pages), SETTINGS)
    places = [(finding.sheet, finding.rows[0]) for finding in report.findings]
    assert len(report.programmes) == 1
    assert places == sorted(places, key=lambda place: (place[0] != "B", place[1]))
    assert {("B", 4), ("A", 2)} <= set(places)


def test_no_sheet_with_a_programme_is_one_finding() -> None:
    (found,) = findings(
        "header-not-found", {"Budget": [["Name", 3]], "Blank": [[None]], "People": [["A"]]}
    )
    assert str(found.message).startswith("Header not found in “Budget” and “People”: ")
    assert found.sheet == "Budget"


@pytest.mark.parametrize("sheets", [{}, {"Plan": []}, {"Plan": [[None, " "]]}])
def test_a_workbook_without_anything_has_no_header(sheets: dict[str, Rows]) -> None:
    (found,) = findings("header-not-found", sheets)
    assert re.match("Header not found in “(?:plan.xlsx|Plan)”: no row", str(found.message))


def test_other_sheets_beside_a_programme_need_no_header() -> None:
    sheets: dict[str, Rows] = {
        "Plan": page("Title", *ONE),
        "People": [["N°", "Surname"], [1, "A Jones"], [2, "B Smith"]],
        "Budget": [["1", 1200], ["1.1", 1200]],
        "Notes": [["To do"]],
    }
    report = checked(MemoryBook("plan.xlsx", sheets), SETTINGS)
    assert len(report.programmes) == 1
    assert not report.findings


@pytest.mark.parametrize(
    ("name", "sheets", "said"),
    [
        ("plan 2025.xlsx", {"Plan": 2024}, ["file"]),
        ("plan 2025.xlsx", {"2024": 2024, "2025": 2025}, []),
        ("plan 2023.xlsx", {"Plan": 2024, "Next": 2025}, []),
        ("plan.xlsx", {"2024": 2025, "2025": 2024}, ["sheet", "sheet"]),
        ("plan 2025.xlsx", {"2025": 2024}, ["sheet", "file"]),
        ("plan.xlsx", {"Week 2024-03": 2025, "12.2024 draft": 2026}, []),
    ],
)
def test_the_year_of_the_header_is_that_of_the_sheet_and_of_the_file(
    name: str, sheets: dict[str, int], said: list[str]
) -> None:
    grids = {sheet: page(f"Work plan {year}", *ONE) for sheet, year in sheets.items()}
    messages = [str(found.message) for found in findings("year-mismatch", grids, name)]
    assert [message.rpartition(" the ")[2].strip(".") for message in messages] == said


def test_a_required_column_is_asked_of_each_sheet_that_has_a_header() -> None:
    settings = build("x", merge(shipped("generic"), {"header": {"required": ["Person"]}}))
    sheets = {"Roads": page("Title", *ONE), "Bridges": page("Title", *TWO)}
    report = checked(MemoryBook("plan.xlsx", sheets), settings)
    asked = [found.sheet for found in report.findings if found.rule == "missing-column"]
    assert asked == ["Roads", "Bridges"]


def test_a_formula_is_never_overwritten() -> None:
    rows = page("Title", ["1", "ROADS"], ["1.1.", "SQUARES"], ["1,2", "Lanes"], [1.3, "Kerbs"])
    formulas = {(row, 1): "F1" for row in range(3, 6)}
    plan = plan_cleaning(
        "plan.xlsx", [Grid("Plan", rows, formulas=formulas)], SETTINGS, unsafe=True
    )
    assert plan.grids[0].rows == rows


def test_what_is_not_called_a_total_is_held_against_the_rows_of_its_sheet_alone() -> None:
    grids = []
    for part in (1, 2):
        rows: Rows = [["Code", "Title", "Budget 2025", "Budget 2026"], [str(part), "ROADS"]]
        rows += [[f"{part}.{n}", f"Pave road {n} of {part}", 100.0 * n, 50.0] for n in range(1, 7)]
        rows.append([None, "Sum of the page", 2100.0, 300.0])
        grids.append(Grid(f"Part {part}", rows, formulas={(9, 4): "=SUM(D3:D8)"}))
    assert not findings("total-mismatch", grids)
    wrong = [*grids[1].rows[:-1], [None, "Sum of the page", 2300.0, 300.0]]
    found = findings("total-mismatch", [grids[0], grids[1]._replace(rows=wrong)])
    assert [[(place.sheet, place.row) for place in one.places] for one in found] == [
        [("Part 2", 9)]
    ]


def test_a_long_chain_of_totals_ends() -> None:
    rows: Rows = [["Code", "Title", "Budget"], ["1", "ROADS", None], ["1.1", "Pave it", 5.0]]
    formulas = {}
    for row in range(4, 3000):
        rows.append([f"1.{row - 2}", f"Pave the {row}th road", 5.0])
        formulas[row, 3] = f"=SUM(C{row - 1}:C{row - 1})"
    rows.append([None, "Total", 5.0 * 2997])
    formulas[len(rows), 3] = f"=SUM(C3:C{len(rows) - 1})"
    findings("total-mismatch", [Grid("Plan", rows, formulas=formulas)])
