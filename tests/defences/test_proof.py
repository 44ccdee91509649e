"""What stands between an edited workbook and the disk: each fact that is proven, told a lie."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from tests.books.books import live
from tests.ooxml.proof.feature_book import feature_book
from tests.ooxml.test_verify import PLAN, SET, SHEET, edited, refusal, row_of, with_part
from tests.programmes.variants import write
from xlmot.books.excel.edit import make_edits
from xlmot.books.excel.refusals import refusals
from xlmot.books.file import FileBook
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.edits import apply_edits
from xlmot.messages.errors import CannotWrite, RefusedEdit, RefusedFile
from xlmot.ooxml.parts.guard import open_container
from xlmot.ooxml.proof.edits import verify_insertion
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid

ROWS = [["Code", "Title"], ["1.10.", "Roads"], ["2", "Trees"]]
CODE = SetCell("Plan", 2, 1, "1.10.", "1.10")


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    def change(part: bytes) -> bytes:
        assert part.count(old) == 1, part
        return part.replace(old, new)

    return bytes(with_part(data, SHEET, change))


def test_a_deleted_row_must_have_held_what_is_said() -> None:
    lie = row_of(10)._replace(old=("1.9", "Action 1", 13.5, 27.0))
    assert "it did not hold what the edit says" in refusal(edited(row_of(10)), lie)


def test_an_edit_of_a_blank_cell_that_was_not_made_is_noticed() -> None:
    blank = SetCell(PLAN, 5, 9, None, "x")
    assert "does not hold the value" in refusal(edited(SET), SET, blank)


def test_a_cell_that_stands_twice_in_its_row_is_noticed() -> None:
    cell = b'<c r="C5"><v>6</v></c>'
    refusal(replaced(edited(SET), cell, cell * 2), SET)


def test_an_edited_cell_keeps_its_format() -> None:
    wide = replaced(edited(SET), b'<c r="A5" ', b'<c r="A5" s="1" ')
    assert "its format changed" in refusal(wide, SET)


def test_only_cells_that_are_merged_are_unmerged() -> None:
    never = Unmerge(PLAN, Area(6, 6, 7, 7))
    assert "were not merged" in refusal(feature_book(), never)


def test_a_row_that_comes_back_holds_what_it_held() -> None:
    before = feature_book()
    verify_insertion(edited(row_of(10)), before, before, [row_of(10)])
    other = replaced(before, b"<v>13.5</v>", b"<v>14.5</v>")
    lie = row_of(10)._replace(old=("1.9", "Action 2", 14.5, 27.0))
    with pytest.raises(RefusedEdit, match="what it held before its row was deleted"):
        verify_insertion(edited(row_of(10)), other, before, [lie])


def test_a_document_type_is_refused() -> None:
    def declare(part: bytes) -> bytes:
        head, end, rest = part.partition(b"?>")
        return head + end + b"<!DOCTYPE x>" + rest

    with pytest.raises(RefusedFile, match="document type"):
        open_container(with_part(feature_book(), SHEET, declare), "b.xlsx")


# Codes are texts ------------------------------------------------------------------------------


def test_a_code_in_a_file_is_formatted_as_text(tmp_path) -> None:
    path = write(tmp_path / "plan.xlsx", {"Plan": ROWS})
    data = FileBook(path).apply([CODE]).data
    cell = openpyxl.load_workbook(BytesIO(data)).worksheets[0]["A2"]
    assert (cell.value, cell.number_format) == ("1.10", "@")


def test_a_code_in_excel_is_formatted_as_text(tmp_path) -> None:
    with live(write(tmp_path / "plan.xlsx", {"Plan": ROWS})) as book:
        book.apply([CODE])
        cell = book.book.sheets[0].range("A2")
        assert (cell.value, cell.number_format) == ("1.10", "@")


# A workbook that is open in Excel -------------------------------------------------------------


def test_what_excel_did_not_keep_is_taken_back(tmp_path) -> None:
    with live(write(tmp_path / "plan.xlsx", {"Plan": ROWS})) as book:
        before = book.grids()
        after = apply_edits(before, [CODE])
        with pytest.raises(CannotWrite, match="did not keep"):
            make_edits(book.book, [CODE], (before, after), lambda: before)
        assert book.grids()[0].rows == before[0].rows


@pytest.mark.parametrize(
    ("grid", "edit", "sentence"),
    [
        (Grid("Plan", ROWS, protected=True), CODE, "protected"),
        (Grid("Plan", ROWS, formulas={(2, 1): "=A1"}), CODE, "holds a formula"),
        (Grid("Plan", ROWS, merges=(Area(1, 1, 2, 1),)), CODE, "inside merged cells"),
        (
            Grid("Plan", ROWS, formulas={(1, 3): "=A2*2"}),
            DeleteRow("Plan", 2, ("1.10.", "Roads")),
            "a formula or a name of the workbook reads it",
        ),
    ],
)
def test_what_excel_would_do_with_harm_is_refused(grid: Grid, edit: Edit, sentence: str) -> None:
    ((refused, error),) = refusals([grid], {}, [edit])
    assert refused == edit
    assert sentence in str(error)
