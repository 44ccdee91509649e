"""One workbook has one verdict, whatever door it comes in by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

import xlmot
from tests.books.books import live
from tests.programmes.variants import write
from xlmot.books.file import FileBook
from xlmot.books.memory import MemoryBook
from xlmot.files.reading import read

PLAN: list[list[Any]] = [
    ["Code", "Title", "Budget"],
    ["1", "ROADS", None],
    ["1", "Pave , now", 12],
    ["1", "Pave  the square", 12],
    [None, None, None],
    ["1", "Plant (trees", 3.5],
]
OTHER = [["Code", "Title"], ["1", "SCHOOLS"], ["1", "Heat , all"], ["1.", "Paint"]]
TOML = """
extends = "generic"
[rules]
extra-spaces = {severity = "error"}
blank-row = {enabled = false}
"""


def decide(path: Path, *, hidden: bool) -> None:
    """Ignore the first finding, write beside a generated sheet, hide the second programme."""
    book = openpyxl.load_workbook(path)
    findings = book["Findings"]
    header = next(cell for row in findings.iter_rows() for cell in row if cell.value == "Decision")
    header.offset(1, 0).value = "Ignore"
    book["Summary"]["A1"].value = "Edited by hand"
    if hidden:
        book["Schools"].sheet_state = "hidden"
    book.save(path)


@pytest.fixture(params=[False, True], ids=["both shown", "one hidden"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = write(tmp_path / "plan.xlsx", {"Plan": PLAN, "Schools": OTHER})
    (tmp_path / "xlmot.toml").write_text(TOML, encoding="utf-8")
    xlmot.summarize(path, in_place=True, backup=False)
    decide(path, hidden=request.param)
    return path


def told(report: xlmot.Report) -> list[Any]:
    (file,) = report.to_dict()["files"]
    return [file["tables"], file["findings"], file["settings"]]


def doors(path: Path) -> Iterator[tuple[str, xlmot.Report]]:
    folder = path.parent
    book = FileBook(path)
    yield "path", xlmot.check(path)
    yield "text", xlmot.check(str(path))
    yield "bytes", xlmot.check(path.read_bytes(), folder=folder)
    with path.open("rb") as file:
        yield "open file", xlmot.check(file)
    yield "FileBook", xlmot.check(book)
    memory = MemoryBook(book.name, book.all_grids(), book.traits(), book.marks)
    yield "MemoryBook", xlmot.check(memory, folder=folder)
    yield "openpyxl", xlmot.check(openpyxl.load_workbook(path), folder=folder)
    with live(path) as opened:
        yield "LiveBook", xlmot.check(opened)
        yield "xlwings", xlmot.check(opened.book)


def test_a_workbook_has_the_same_findings_whatever_door_it_comes_in_by(path: Path) -> None:
    found = {name: told(report) for name, report in doors(path)}
    expected = found["path"]
    assert any(finding["ignored"] for finding in expected[1])
    assert "edited-generated-sheet" in {finding["rule"] for finding in expected[1]}
    assert "blank-row" not in {finding["rule"] for finding in expected[1]}
    assert "error" in {f["severity"] for f in expected[1] if f["rule"] == "extra-spaces"}
    for name, own in found.items():
        assert own == expected, name


def test_a_hidden_programme_is_read_where_it_is_named(path: Path) -> None:
    book = FileBook(path)
    memory = MemoryBook(book.name, book.all_grids(), book.traits(), book.marks)
    memory.folder = path.parent
    with live(path) as opened:
        found = [
            told(xlmot.check(source, sheet="Schools")) for source in (path, book, memory, opened)
        ]
    assert found[0][0][0]["sheet"] == "Schools"
    assert all(own == found[0] for own in found)


def test_a_sheet_that_is_not_there_is_refused_at_every_door(path: Path) -> None:
    book = FileBook(path)
    memory = MemoryBook(book.name, book.all_grids(), book.traits(), book.marks)
    with live(path) as opened:
        for source in (path, book, memory, opened):
            for name in ("Scools", "Findings"):
                with pytest.raises(xlmot.XlmotError, match=r"Schools|made"):
                    xlmot.check(source, sheet=name)


def test_what_is_added_to_a_generated_sheet_is_an_edit_in_excel_too(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", {"Plan": PLAN})
    xlmot.summarize(path, in_place=True, backup=False)
    book = openpyxl.load_workbook(path)
    book["Summary"]["A1"].comment = Comment("ask Ann", "Bob")
    book.save(path)
    with live(path) as opened:
        for source in (FileBook(path), opened):
            assert read(source).workbook.traits["edited-sheets"] == ("Summary",)
