"""What a macro of a workbook may run through xlwings does what the buttons do, and says it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

import pytest
import xlwings

import xlmot
from tests.excel.com import ExcelApp, Workbook
from tests.excel.engine import Excel, running
from tests.excel.files import open_rows
from tests.programme_2024 import ROOT
from tests.ribbon.refusing import ROWS


@pytest.fixture
def excel(monkeypatch) -> Iterator[tuple[Excel, Workbook]]:
    """Yield an Excel with the workbook of a macro, and another one in front of it."""
    monkeypatch.setenv("LANGUAGE", "fr")
    app = ExcelApp()
    with running(app) as found:
        workbook = open_rows(app, "plan.xlsx", {"Plan": ROWS})
        open_rows(app, "other.xlsx", {"Other": [["a"]]})
        plan = next(iter(xlwings.apps)).books["plan.xlsx"]
        monkeypatch.setattr(xlwings.Book, "_mock_caller", plan, raising=False)
        yield found, workbook


def values(workbook: Workbook) -> list[object]:
    return [cell.value for cell in workbook.sheets[0].cells.values()]


def test_the_workbook_of_the_macro_is_checked_and_summed_up(excel) -> None:
    found, workbook = excel
    before = values(workbook)
    xlmot.excel.check()
    assert "anomalie" in found.boxes[-1][0]
    xlmot.excel.summarize()
    names = [sheet.name for sheet in workbook.sheets]
    assert names == ["Plan", "Contrôle", "Sommaire", "Partie 1", "Partie 2"]
    assert [sheet.name for sheet in workbook.app.books[1].sheets] == ["Other"]
    assert values(workbook) == before


def test_the_macro_of_the_guide_checks_the_workbook(excel) -> None:
    found, _ = excel
    guide = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
    (code,) = re.findall(r'RunPython "(.+)"', guide)
    exec(code, {})  # noqa: S102  what xlwings does with it
    assert "anomalie" in found.boxes[-1][0]


def test_it_is_cleaned_as_by_the_button(excel) -> None:
    found, workbook = excel
    before = values(workbook)
    xlmot.excel.clean()
    assert "Pave it" in values(workbook)
    assert "Pave  it" in before
    assert "_xlmot journal" in [sheet.name for sheet in workbook.sheets]
    assert "corrig" in found.boxes[-1][0]


@pytest.mark.parametrize("function", [xlmot.excel.check, xlmot.excel.summarize, xlmot.excel.clean])
def test_what_goes_wrong_is_said_and_no_traceback_shown(
    excel, function: Callable[[], None]
) -> None:
    found, workbook = excel
    workbook.locked = True
    function()
    assert len(found.boxes) == 1
    assert "protég" in found.boxes[0][0]


def test_what_was_not_started_from_a_workbook_is_said(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["-c"])
    with running(ExcelApp()):
        xlmot.excel.check()
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert told
