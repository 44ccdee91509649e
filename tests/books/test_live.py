"""What only a workbook in Excel has: filters, formats, formulas of others, a busy Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.excel.com import COUNTER, ExcelApp, Workbook
from tests.excel.engine import running
from tests.excel.faults import Busy
from tests.excel.files import open_rows
from tests.excel.sheets import Cell, Filter
from xlmot.books.excel.book import LiveBook
from xlmot.books.excel.connect import connect
from xlmot.books.excel.library import READING
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages.errors import RefusedEdit, XlmotError
from xlmot.programme.address import Area

ROWS = [["Code", "Title"], ["1.", "Roads"], [], ["2.", "Squares"], ["3.", "Trees"]]
EDITS: list[Edit] = [
    SetCell("Plan", 2, 1, "1.", "1"),
    DeleteRow("Plan", 3, ()),
    SetCell("Plan", 4, 2, "Squares", "- squares"),
    SetCell("Plan", 5, 1, "3.", "3"),
]


@pytest.fixture
def opened() -> Iterator[tuple[LiveBook, Workbook]]:
    app = ExcelApp()
    with running(app):
        workbook = open_rows(app, "plan.xlsx", {"Plan": ROWS, "Sums": [["Total"]]})
        yield connect(), workbook


def texts(workbook: Workbook) -> list[object]:
    cells = workbook.sheets[0].cells
    return [cells[row, column].value for row, column in sorted(cells) if cells[row, column].value]


def test_hidden_rows_are_written_too_and_the_filter_is_as_it_was(opened) -> None:
    book, workbook = opened
    sheet = workbook.sheets[0]
    sheet.filter = Filter(Area(1, 1, 5, 2), {2: (["=Trees"], 7, None)})
    book.apply(EDITS)
    assert texts(workbook) == ["Code", "Title", "1", "Roads", "2.", "- squares", "3", "Trees"]
    assert sheet.filter.area == Area(1, 1, 4, 2)
    assert sheet.filtered_rows() == {2, 3}
    book.undo()
    assert texts(workbook) == [value for row in ROWS for value in row]
    assert sheet.filtered_rows() == {2, 3, 4}


@pytest.mark.parametrize("criterion", ["=1.", "<>Trees", "="])
def test_a_filter_by_one_text_is_set_again(opened, criterion: str) -> None:
    book, workbook = opened
    sheet = workbook.sheets[0]
    sheet.filter = Filter(Area(1, 1, 5, 2), {1: (criterion, None, None)})
    shown = set(range(2, 6)) - sheet.filtered_rows()
    book.apply([SetCell("Plan", 2, 2, "Roads", "Streets")])
    assert set(range(2, 6)) - sheet.filtered_rows() == shown
    assert sheet.filter.criteria


# XlAutoFilterOperator: 1 is xlAnd, 2 xlOr, 7 xlFilterValues, 8 xlFilterCellColor.
ODD: dict[str, Any] = {
    "colour": (255, 8, None),
    "contains": ("=*quare*", None, None),
    "one or the other": ("=*quare*", 2, "=T*"),
    "number of a language": (">1,5", None, None),
    "days": (">=1/2/2024", 1, "<=5/3/2024"),
    "advanced": None,
}


@pytest.mark.parametrize("odd", ODD)
def test_a_filter_that_could_not_be_set_again_refuses(opened, odd: str) -> None:
    book, workbook = opened
    sheet = workbook.sheets[0]
    if ODD[odd]:
        sheet.filter = Filter(Area(1, 1, 5, 2), {2: ODD[odd]}, stored={3})
    sheet.advanced_filter = odd == "advanced"
    before = texts(workbook)
    with pytest.raises(RefusedEdit, match="filtered in a way"):
        book.apply(EDITS)
    assert texts(workbook) == before


def test_codes_stay_text_labels_keep_their_format_and_undo_gives_both_back(opened) -> None:
    book, workbook = opened
    formats = [workbook.sheets[0].cell(2, 1), workbook.sheets[0].cell(4, 2)]
    formats[0].number_format = "0.0"
    book.apply(EDITS)
    assert [cell.number_format for cell in formats] == ["@", "General"]
    book.undo()
    assert [cell.number_format for cell in formats] == ["0.0", "General"]


@pytest.mark.parametrize(
    ("formula", "refused"),
    [("=Plan!B3", True), ("=SUM(Plan!B3:B3)", True), ("=SUM(Plan!B2:B5)", False), ("=B3", False)],
)
def test_a_row_that_a_formula_reads_alone_is_not_deleted(opened, formula, refused) -> None:
    book, workbook = opened
    workbook.sheets[1].cells[2, 1] = Cell(1.0, formula)
    assert [edit for edit, _ in book.refusals(EDITS)] == ([EDITS[1]] if refused else [])


def test_a_name_that_reads_the_row_alone_counts_too(opened) -> None:
    book, workbook = opened
    workbook.names["Blank"] = "=Plan!$A$3:$B$3"
    assert [edit for edit, _ in book.refusals(EDITS)] == [EDITS[1]]


def test_a_formula_and_the_inside_of_merged_cells_are_left(opened) -> None:
    book, workbook = opened
    workbook.sheets[0].cells[2, 1].formula = '="1."'
    workbook.sheets[0].merges = [Area(4, 1, 5, 1)]
    assert [edit for edit, _ in book.refusals(EDITS)] == [EDITS[0], EDITS[3]]


MERGED = [
    ["Code", "Title"],
    ["1", "Roads"],
    ["", "Pave"],
    ["", "Pave"],
    ["2", "Trees"],
    ["", "Oak"],
]
CODES = [Area(2, 1, 4, 1), Area(5, 1, 6, 1)]
OTHER = Area(2, 4, 3, 5)
PARTED: list[Edit] = [
    *(Unmerge("Plan", area, old) for area, old in zip(CODES, "12", strict=True)),
    SetCell("Plan", 3, 1, None, "1"),
    SetCell("Plan", 6, 1, None, "2"),
    DeleteRow("Plan", 4, (None, "Pave")),
]


@pytest.fixture
def merged() -> Iterator[tuple[LiveBook, Workbook]]:
    app = ExcelApp()
    with running(app):
        workbook = open_rows(app, "plan.xlsx", {"Plan": MERGED})
        workbook.sheets[0].merges = [*CODES, OTHER]
        yield connect(), workbook


def test_merged_codes_are_parted_at_once_filled_and_merged_again(merged) -> None:
    book, workbook = merged
    before = texts(workbook)
    assert not book.refusals(PARTED)
    COUNTER.log.clear()
    book.apply(PARTED)
    assert sum("UnMerge" in call for call in COUNTER.log) == 1
    assert texts(workbook) == ["Code", "Title", "1", "Roads", "1", "Pave", "2", "Trees", "2", "Oak"]
    assert workbook.sheets[0].merges == [OTHER]
    assert not book.undo().refused
    assert texts(workbook) == before
    assert sorted(workbook.sheets[0].merges) == sorted([*CODES, OTHER])


@pytest.mark.parametrize(("cell", "now"), [((3, 1), "7"), ((2, 1), None), ((2, 1), "7")])
def test_codes_that_changed_since_are_neither_taken_out_nor_merged_again(merged, cell, now) -> None:
    book, workbook = merged
    book.apply(PARTED)
    workbook.sheets[0].put(*cell, now)
    held = texts(workbook)
    undone = book.undo()
    assert {edit for edit, _ in undone.refused} == {PARTED[0], PARTED[2]}
    assert texts(workbook)[: held.index("2") - 1] == held[: held.index("2") - 1]
    assert sorted(workbook.sheets[0].merges) == [OTHER, CODES[1]]


def test_cells_that_are_not_merged_as_they_were_are_refused(merged) -> None:
    book, workbook = merged
    workbook.sheets[0].merges = [Area(2, 1, 3, 1)]
    assert {edit for edit, _ in book.refusals(PARTED[:1])} == {PARTED[0]}
    with pytest.raises(RefusedEdit, match="changed since"):
        book.apply(PARTED[:1])


def test_an_excel_that_leaves_cells_merged_is_told(merged, monkeypatch) -> None:
    book, workbook = merged
    before = texts(workbook)
    monkeypatch.setattr("tests.excel.com.RangeObject.UnMerge", lambda _: None)
    with pytest.raises(XlmotError, match="did not keep"):
        book.apply(PARTED)
    assert texts(workbook) == before
    assert sorted(workbook.sheets[0].merges) == sorted([*CODES, OTHER])


def test_what_changed_since_is_left_by_undo(opened) -> None:
    book, workbook = opened
    book.apply(EDITS)
    workbook.sheets[0].put(2, 1, "9")
    workbook.sheets[0].put(3, 2, "something else")
    undone = book.undo()
    assert [edit for edit, _ in undone.refused] == [EDITS[0], EDITS[2], EDITS[1]]
    assert undone.edits == (EDITS[3],)
    assert texts(workbook)[2] == "9"


def test_what_stood_on_a_sheet_that_is_renamed_is_undone_once_it_has_its_name_again(opened) -> None:
    book, workbook = opened
    book.apply([*EDITS, SetCell("Sums", 1, 1, "Total", "Sum")])
    plan, sums = workbook.sheets[:2]
    plan.name = "Plan 2024"
    assert len(book.undo().edits) == 1
    assert sums.cells[1, 1].value == "Total"
    sums.name = "Totals"
    assert book.undo().edits == ()
    plan.name = "Plan"
    assert set(book.undo().edits) == set(EDITS)
    assert texts(workbook) == [value for row in ROWS for value in row]
    with pytest.raises(XlmotError, match="There is nothing to undo"):
        book.undo()


def test_batches_are_undone_one_by_one_the_last_first(opened) -> None:
    book, workbook = opened
    book.apply(EDITS)
    book.apply([SetCell("Plan", 3, 2, "- squares", "Parks")])
    assert len(book.undo().edits) == 1
    assert len(book.undo().edits) == len(EDITS)
    assert texts(workbook) == [value for row in ROWS for value in row]
    with pytest.raises(XlmotError, match="There is nothing to undo"):
        book.undo()


def test_an_excel_that_turns_busy_is_said(opened) -> None:
    book, _ = opened
    COUNTER.fault = Busy(0, seconds=READING / 2)
    assert book.grids()[0].sheet == "Plan"
    COUNTER.fault = Busy(0, seconds=READING * 3)
    with pytest.raises(XlmotError, match="Excel is busy"):
        book.grids()
    COUNTER.fault = None
    assert book.grids()[0].sheet == "Plan"


def test_what_excel_does_not_keep_is_taken_back(opened, monkeypatch) -> None:
    book, workbook = opened
    before = texts(workbook)
    monkeypatch.setattr("xlmot.books.excel.write.CHANGEABLE", re.compile("never"))
    workbook.sheets[0].cell(4, 2).number_format = "General"
    with pytest.raises(XlmotError, match="did not keep"):
        book.apply([SetCell("Plan", 4, 2, "Squares", "May 2024")])
    assert texts(workbook) == before
    assert [sheet.name for sheet in workbook.sheets] == ["Plan", "Sums"]
