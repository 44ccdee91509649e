"""The formulas of generated sheets: what LibreOffice makes of them is what was written."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.programme_2024 import SHEET, book, rows
from tests.sheets.libreoffice import SOFFICE, converted
from tests.sheets.samples import (
    GENERIC,
    MOT,
    WORKSHOPS,
    edition,
    grids,
    programme_2024,
    read,
    report_2024,
    sheets_2024,
    sheets_of,
    values,
)
from xlmot.messages import english
from xlmot.programme.grid import Grid
from xlmot.programme.staff import staff_columns
from xlmot.programme.workbook import read_workbook
from xlmot.settings.schema.output import SheetOptions
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.sommaire import sommaire_sheet
from xlmot.sheets.source import count_rows, count_whole
from xlmot.sheets.unchanged import is_unchanged
from xlmot.sheets.write import write_sheets
from xlmot.sheets.written import as_grid

oracle = [pytest.mark.oracle, pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")]
ODD: list[list[Any]] = [
    ["Code", "Title", "Cost"],
    ["1", "Roads & \"squares\" 'old'"],
    ["1.1", "Squares"],
    ["1.1", None, 3],
    ["1.1", 2024, 4],
    ["1.1", "𝔘nusual letters", 5],
    ["", ""],
    ["1.1", "Pave", 0.1],
    ["2", "People"],
    ["2", "Teach", 0.2],
]


OWN_CODES = [
    ["Code", "Title"],
    ["1", "Roads"],
    *([f"1.{n}", f"Pave street {n}"] for n in range(1, 6)),
    ["3.1", "An action of a title without row"],
]
FLAT = [["Code", "Title"], ["1", "Roads"], ["1", "Pave"], ["2", "People"]]
BARE = [["Code", "Title"], ["1", "Roads"]]


def cases():
    odd = Grid('It\'s 100 % "new"!', ODD)
    pages = [Grid(f"Page {n}", part) for n, part in enumerate((rows()[:41], rows()[41:]), 1)]
    split = read_workbook("pages.xlsx", pages, MOT.vocabulary).programmes[0]
    broken = odd._replace(errors={(8, 3): "#REF!"})
    return {
        "2024": (sheets_2024(), list(book().grids())),
        "workshops": (sheets_of(read(WORKSHOPS)), [Grid("Plan", WORKSHOPS)]),
        "odd": (sheets_of(odd_programme(odd)), [odd]),
        "broken": (sheets_of(odd_programme(broken)), [odd]),
        "own codes": (sheets_of(read(OWN_CODES)), [Grid("Plan", OWN_CODES)]),
        "flat": (sheets_of(read(FLAT)), [Grid("Plan", FLAT)]),
        "bare": (sheets_of(read(BARE)), [Grid("Plan", BARE)]),
        "two sheets": (sheets_of(split, "mot"), pages),
    }


def odd_programme(grid):
    return read_workbook("odd.xlsx", [grid], GENERIC.vocabulary).programmes[0]


CASES = cases()


@pytest.mark.parametrize("name", [pytest.param(name, marks=oracle) for name in CASES])
def test_the_cached_values_are_those_that_libreoffice_calculates(name, tmp_path) -> None:
    sheets, sources = CASES[name]
    data = write_sheets(sheets, sources=sources)
    before, after = values(data), values(converted(data, tmp_path, "xlsx").read_bytes())
    compared = 0
    for sheet in sheets:
        for row, column in as_grid(sheet, english).formulas:
            was = before[sheet.name][row - 1][column - 1]
            now = after[sheet.name]
            is_now = now[row - 1][column - 1] if row <= len(now) else ""
            assert is_now == (pytest.approx(was) if isinstance(was, float) else was)
            assert not str(is_now).startswith("#")
            compared += 1
    assert compared > len(sheets)


@pytest.mark.parametrize("name", [pytest.param("2024", marks=oracle)])
def test_the_sheets_say_when_the_programme_has_changed(name, tmp_path) -> None:
    sheets, _ = CASES[name]
    changed = [list(row) for row in rows()]
    changed[19][1] = "PE / Suivi des réunions du groupe informel"
    changed[20] = ["1.2.2", "PE / Une action de plus"]
    data = write_sheets(sheets, sources=[Grid(SHEET, changed)])
    after = values(converted(data, tmp_path, "xlsx").read_bytes())
    summary = after["Summary"]
    assert summary[2][2].startswith("⚠")
    assert [row[0] for row in summary if row[1] == "difference from the programme"] == [-1]


STAFFED: list[list[Any]] = [
    ["Code", "Title", "Budget", "Due date", "Status", "Lead"],
    ["1", "ROADS AND WAYS"],
    ["1.1", "Pave the square", 1200.25, date(2026, 3, 1), "Fait", "Ann"],
    ["1.2", "Mend the fountain", 300, date(2026, 4, 1), "À faire", None],
    ["1.3", "Plant the trees", None, None, "Fini", 7],
]
CHANGED = {
    "nothing": ((1, 0, "1"), ""),
    "a code": ((2, 0, "1.4"), "⚠"),
    "a label": ((2, 1, "Pave the squares"), "⚠"),
    "an amount": ((3, 2, 301), "⚠"),
    "a day": ((3, 3, date(2026, 4, 2)), "⚠"),
    "a status of as many letters": ((2, 4, "Fini"), "⚠"),
    "a person": ((3, 5, "Bob"), "⚠"),
}


@pytest.mark.parametrize("what", [pytest.param(name, marks=oracle) for name in CHANGED])
def test_a_change_of_any_cell_that_a_sheet_speaks_of_is_told(what, tmp_path) -> None:
    (row, column, value), told = CHANGED[what]
    changed = [list(line) for line in STAFFED]
    changed[row][column] = value
    data = write_sheets(sheets_of(read(STAFFED)), sources=[Grid("Plan", changed)])
    after = values(converted(data, tmp_path, "xlsx").read_bytes())
    assert {rows[2][2][:1] for name, rows in after.items() if name != "Plan"} == {told}


def test_more_than_a_formula_holds_is_not_watched() -> None:
    head = ["Code", "Title", *(f"Column {n}" for n in range(60))]
    lines = [[f"1.{n}", f"Pave street {n}", *range(60)] for n in range(1, 5)]
    programme = read([head, ["1", "ROADS"], *lines])
    text = is_unchanged([programme], staff_columns(programme))
    assert 4_000 < len(text) < 8_000
    assert text.count("(") == text.count(")")
    assert is_unchanged([]) == ""


def test_ranges_are_cut_where_headers_and_blank_rows_cut_a_group() -> None:
    programme = programme_2024()
    node = programme.nodes[1, 2, 2]
    assert count_rows(programme, node.actions) == (
        "COUNTA('Programme 2024'!$B$20,'Programme 2024'!$B$23:$B$27)",
        6,
    )


def test_links_follow_the_rows_of_the_programme() -> None:
    formulas = grids(sheets_2024())["Axe 1"].formulas.values()
    link = "IFERROR(HYPERLINK(\"#'Programme 2024'!B\"&ROW('Programme 2024'!B23),"
    assert f'{link}"r. "&ROW(\'Programme 2024\'!B23)),"–")' in formulas


def test_no_formula_looks_for_a_code() -> None:
    functions = {
        name
        for grid in grids(sheets_2024()).values()
        for text in grid.formulas.values()
        for name in re.findall(r"([A-Z]+)\(", text)
    }
    allowed = {
        "COUNTA",
        "ROWS",
        "SUM",
        "ROUND",
        "ROW",
        "HYPERLINK",
        "IF",
        "IFERROR",
        "SUMPRODUCT",
        "LEN",
        "AND",
        "ABS",
        "CODE",
        "COUNT",
        "ISNUMBER",
        "ISTEXT",
        "MID",
        "MIN",
    }
    assert functions <= allowed


def test_without_formulas_all_is_values() -> None:
    for sheet in sheets_2024():
        live, plain = as_grid(sheet, english), as_grid(sheet, english, formulas=False)
        assert plain.formulas == {}
        assert plain.rows == live.rows


def test_a_house_may_want_values_and_plain_links() -> None:
    programme, report = programme_2024(), report_2024()
    made = edition(programme)
    wish = replace(made, output=SheetOptions(formulas=False))
    live, fixed = (
        [sommaire_sheet(programme, one, report.findings), *axe_sheets(programme, one)]
        for one in (made, wish)
    )
    book: Any = openpyxl.load_workbook(BytesIO(write_sheets(fixed)))
    for before, after in zip(live, fixed, strict=True):
        assert as_grid(after, english).formulas == {}
        assert as_grid(after, english).rows == as_grid(before, english).rows
        cells = [cell for row in book[after.name].iter_rows() for cell in row]
        assert not any(cell.data_type == "f" for cell in cells)
        links = sum(cell.hyperlink is not None for cell in cells)
        assert links == sum(cell.link is not None for cell in before.cells.values())
    assert "'Programme 2024'!B23" in links_of(book["Axe 1"])


def links_of(page: Any) -> set[str]:
    return {cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}


@pytest.mark.parametrize(("pieces", "calls"), [(255, 1), (256, 2), (1000, 0)])
def test_a_group_in_many_pieces_is_counted_as_far_as_a_formula_reaches(pieces, calls) -> None:
    scattered = [["Code", "Title"], ["1", "Roads"], ["1.1", "Squares"]]
    for number in range(pieces):
        scattered += [["1.1", f"Pave place {number}"], ["", ""]]
    programme = read(scattered)
    counted = count_rows(programme, programme.nodes[1, 1].actions)
    assert counted.value == pieces
    assert counted.text.count("COUNTA") == calls
    assert count_whole(programme).value == pieces


def test_a_whole_number_is_watched_alike_however_a_book_reads_it() -> None:
    lines: list[list[Any]] = [
        ["Code", "Title", "Count"],
        [1, "ROADS"],
        [1, "Pave", 3],
        [2, "PARKS"],
        [2, "Plant", 4],
    ]
    floats = [[float(v) if isinstance(v, int) else v for v in line] for line in lines]
    one, other = (
        is_unchanged([programme := read(rows)], staff_columns(programme))
        for rows in (lines, floats)
    )
    assert one == other
    assert one.count("CODE") == 2


def test_a_sum_may_differ_by_its_last_digits_and_by_no_amount() -> None:
    """Excel keeps fifteen digits: the expression asks for no more of them."""
    lines: list[list[Any]] = [["Code", "Title", "Cost"], ["1", "ROADS"]]
    lines += [["1", f"Pave street {n}", 9_876_543_210.37 + n] for n in range(400)]
    programme = read(lines)
    (check,) = re.findall(
        r"-\(([\d.e+]+)\)\)<([\d.e+]+)", is_unchanged([programme], staff_columns(programme))
    )[-1:]
    whole, nearly = map(float, check)
    exact = sum(Fraction(str(line[2])) * n for n, line in enumerate(lines, 1) if n > 2)
    assert abs(Fraction(whole) - exact) < Fraction(nearly) < 10_000
