"""`xlmot summarize`, `check --sheet-report` and `xlmot compare` as a user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.programme_2024 import ROOT, SHEET
from xlmot.books.file import FileBook
from xlmot.cli.main import main

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
MADE = ["Summary", "Findings", "Axe 1", "Axe 2", "Axe 3"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(PROGRAMME, tmp_path))


@pytest.fixture
def later(book: Path) -> Path:
    """Return the programme of the year after, with one action reworded."""
    workbook: Any = openpyxl.load_workbook(book)
    page = workbook[SHEET]
    for row in page.iter_rows(max_col=2):
        row[1].value = str(row[1].value or "").replace("2024", "2025") or None
    page["B10"] = "Veille juridique et révision du code Schengen"
    page.title = "Programme 2025"
    path = book.with_name("programme-2025.xlsx")
    workbook.save(path)
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([*map(str, words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_sheets_go_into_a_copy_unless_asked_otherwise(book, capsys) -> None:
    code, shown, _ = run(capsys, "summarize", book)
    copy = book.with_name("programme-2024.synthese.xlsx")
    assert (code, FileBook(copy).sheet_names()) == (0, [SHEET, *MADE])
    assert book.read_bytes() == PROGRAMME.read_bytes()
    assert "1 file: 1 written." in shown
    code, shown, _ = run(capsys, "check", book.parent)
    assert "synthese" not in shown


def test_in_place_again_and_back(book, capsys) -> None:
    _, shown, _ = run(capsys, "summarize", book, "--in-place")
    assert f"sheets {', '.join(MADE)} written" in shown
    assert "up to date, nothing written" in run(capsys, "summarize", book, "--in-place")[1]
    code, shown, _ = run(capsys, "undo", book)
    assert (code, book.read_bytes()) == (0, PROGRAMME.read_bytes())
    assert "sheets “Summary”, “Findings”, “Axe 1”, “Axe 2” and “Axe 3”, added on 20" in shown


def test_the_sheets_are_as_the_house_wants_them(book, later, capsys) -> None:
    wishes = 'organisation = "R & D"\nformulas = false\neach_country = true\n'
    book.with_name("xlmot.toml").write_text(f"extends = 'mot'\n[output]\n{wishes}")
    run(capsys, "summarize", book, "--in-place")
    run(capsys, "compare", book, later, "--output", book)
    pages: Any = openpyxl.load_workbook(book)
    assert len(pages.sheetnames) == len(MADE) + 2
    for page in pages.worksheets[1:]:
        assert page.oddFooter.left.text.startswith("R && D – ")
        assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)
    counts = {row[0]: row[5] for row in pages["Summary"].iter_rows(values_only=True)}
    assert (counts["FR"], counts["IT"]) == (9, 4)
    assert "up to date, nothing written" in run(capsys, "summarize", book, "--in-place")[1]


def test_only_some_kinds(book, capsys) -> None:
    run(capsys, "summarize", book, "--in-place", "--kind", "sommaire,axes")
    assert FileBook(book).sheet_names() == [SHEET, *(name for name in MADE if name != "Findings")]
    code, _, err = run(capsys, "summarize", book, "--kind", "sommaires")
    assert code == 2
    assert "axes, sommaire, controle" in err


def test_the_findings_go_into_the_workbook_too(book, capsys) -> None:
    code, shown, err = run(capsys, "check", book, "--sheet-report", "--format", "json")
    assert code == 1
    assert len(json.loads(shown)["files"]) == 1
    assert "sheet Findings written" in err
    assert FileBook(book).sheet_names() == [SHEET, "Findings"]
    again = run(capsys, "check", book, "--format", "json")[1]
    assert json.loads(again)["summary"] == json.loads(shown)["summary"]


def test_a_workbook_without_a_programme_is_told_and_stops_nothing(book, capsys) -> None:
    empty = book.with_name("empty.xlsx")
    openpyxl.Workbook().save(empty)
    code, _, err = run(capsys, "summarize", book.parent, "--output", book.parent / "out")
    assert (code, err) == (0, "1 workbook without a programme\n")
    code, shown, _ = run(capsys, "summarize", empty)
    assert code == 2
    assert "There is no programme in empty.xlsx" in shown
    assert (book.parent / "out" / book.name).exists()


def test_two_years_compared(book, later, capsys) -> None:
    code, shown, _ = run(capsys, "compare", book, later)
    assert code == 0
    assert "77 unchanged, 3 renewed and 1 renamed" in shown
    assert shown.count("renamed: ") == 1
    assert shown.count("Due to end, still in the programme") == 4
    plain = json.loads(run(capsys, "compare", book, later, "--format", "json")[1])
    assert plain["counts"]["renewed"] == 3
    (renamed,) = [one for one in plain["actions"] if one["change"] == "renamed"]
    assert renamed["words"] == "Veille juridique et révision [+ du code] Schengen"


def test_the_comparison_as_a_sheet_of_a_new_workbook_and_of_the_later_one(
    book, later, capsys
) -> None:
    new = book.with_name("changes.xlsx")
    _, _, err = run(capsys, "compare", book, later, "--output", new)
    assert "sheet Changes 2024-2025 written" in err
    values = shown_values(new)
    assert ("actions before", 81) in values
    assert ("actions after", 81) in values
    run(capsys, "compare", book, later, "--output", later)
    assert FileBook(later).sheet_names() == ["Programme 2025", "Changes 2024-2025"]
    _, _, err = run(capsys, "compare", book, later, "--output", later)
    assert "up to date" in err
    page: Any = openpyxl.load_workbook(later)["Changes 2024-2025"]
    links = [c.value for row in page.iter_rows() for c in row if "HYPERLINK" in str(c.value)]
    assert len(links) == 81
    assert all("'Programme 2025'!" in link for link in links)


def test_a_report_is_written_to_a_file_and_never_over_a_workbook(book, later, capsys) -> None:
    page = book.with_name("changes.html")
    code, shown, _ = run(capsys, "compare", book, later, "--output", page)
    assert (code, shown) == (0, "")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    old = book.with_suffix(".xls")
    old.write_bytes(b"mine")
    code, _, err = run(capsys, "compare", book, later, "--output", old)
    assert (code, old.read_bytes()) == (2, b"mine")
    assert "is the name of a workbook" in err
    macros = book.with_suffix(".xlsm")
    code, _, err = run(capsys, "compare", book, later, "--output", macros)
    assert (code, macros.exists()) == (2, False)
    assert "ends in .xlsx" in err


def test_columns_of_staff_in_the_text_and_on_the_sheet(book, capsys) -> None:
    crte = ROOT / "workbooks" / "crte.xlsx"
    later = book.with_name("crte-2027.xlsx")
    workbook: Any = openpyxl.load_workbook(crte)
    cell = next(c for row in workbook.active.iter_rows() for c in row if c.value == 820000)
    cell.value = 900000
    workbook.save(later)
    out = book.with_name("changes.xlsx")
    words = ("compare", crte, later, "--columns", "all", "--output", out)
    _, shown, _ = run(capsys, *words)
    assert "Coût HT: 820,000 → 900,000, A1.1" in shown
    assert "Coût HT, total: " in shown
    (grid,) = FileBook(out).all_grids()
    assert (820000, 900000) in [tuple(row[6:8]) for row in grid.rows]
    assert "Their columns are" in run(capsys, "compare", crte, later, "--columns", "Cout brut")[2]


def shown_values(path: Path) -> list[tuple[Any, Any]]:
    (grid,) = FileBook(path).all_grids()
    return [(row[0], row[4]) for row in grid.rows if len(row) > 4]


def test_two_programmes_of_one_workbook(book, later, capsys) -> None:
    both: Any = openpyxl.load_workbook(book)
    page = both.create_sheet("Programme 2025")
    for row in openpyxl.load_workbook(later)["Programme 2025"].iter_rows(max_col=2):
        for cell in row:
            page[cell.coordinate] = cell.value
    both.save(book)
    _, shown, _ = run(capsys, "compare", book, book)
    assert "77 unchanged, 3 renewed and 1 renamed" in shown
    named = ("--old-sheet", SHEET, "--new-sheet", "Programme 2025")
    assert run(capsys, "compare", book, book, *named)[1] == shown
    code, _, err = run(capsys, "compare", later, book)
    assert code == 2
    assert "--new-sheet" in err
