"""`xlmot undo` lists what can be taken back, and takes back what is named."""

from __future__ import annotations

import os

import openpyxl
import pytest

from xlmot.cli.main import main

ROWS = (("Code", "Title"), ("1", "ROADS"), ("1.1.", "Pave"), ("2", "BRIDGES"), ("2.1", "Arch"))


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "plan.xlsx"
    made = openpyxl.Workbook()
    for row in ROWS:
        made.worksheets[0].append(row)
    made.save(path)
    return path


def run(capsys, *words):
    status = main([*map(os.fspath, words)])
    out, err = capsys.readouterr()
    return status, out + err


def spoil(path, row, text):
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(row, 1, text)
    book.save(path)


def test_nothing_to_undo(book, capsys) -> None:
    status, said = run(capsys, "undo", "--list", book, "--lang", "en")
    assert (status, said) == (0, "There is nothing to undo in plan.xlsx.\n")
    status, said = run(capsys, "undo", book, "--lang", "en")
    assert status == 2
    assert "There is nothing to undo in plan.xlsx. Only what xlmot wrote" in said.replace("\n", " ")


def test_the_list_names_what_can_be_taken_back(book, capsys) -> None:
    run(capsys, "clean", "--in-place", book)
    spoil(book, 5, "2.1.")
    run(capsys, "clean", "--in-place", book)
    status, said = run(capsys, "undo", "--list", book, "--lang", "en")
    newest, oldest = said.splitlines()
    assert status == 0
    assert "1 cell corrected" in newest
    name = oldest.split()[0]
    assert [*book.parent.glob(f"plan.xlmot-{name}.bak.xlsx")]
    status, said = run(capsys, "undo", "--batch", name, book, "--lang", "en")
    assert status == 0
    assert "1 edit of" in said
    codes = [row[0].value for row in openpyxl.load_workbook(book).worksheets[0].iter_rows()]
    assert codes == ["Code", "1", "1.1.", "2", "2.1"]
    status, said = run(capsys, "undo", "--list", book, "--lang", "en")
    assert said.splitlines() == [newest]


def test_french_says_the_day_as_the_french_do(book, capsys) -> None:
    run(capsys, "clean", "--in-place", book)
    _, said = run(capsys, "undo", "--list", book, "--lang", "fr")
    assert " à " in said
    assert "cellule" in said
