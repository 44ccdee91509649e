"""`xlmot live` does on the open workbook what the buttons do; `xlmot doctor` says what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.books.books import shown
from tests.excel.com import ExcelApp, Workbook
from tests.excel.engine import running
from tests.excel.files import open_rows, open_workbook
from tests.programme_2024 import ROOT, SHEET, TRUTH
from xlmot.books.excel.connect import connect
from xlmot.cli.main import main
from xlmot.programme.grid import Value

PROGRAMME = ROOT / "workbooks/programme-2024.xlsx"


@pytest.fixture
def workbook() -> Iterator[Workbook]:
    app = ExcelApp()
    with running(app):
        yield open_workbook(PROGRAMME, app)


def values() -> list[tuple[Value, ...]]:
    return shown(connect(name=PROGRAMME.name).grids(SHEET)[0])


@pytest.mark.usefixtures("workbook")
def test_check_says_what_it_says_of_the_file(capsys) -> None:
    assert main(["live", "check", "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert main(["check", str(PROGRAMME), "--lang", "en"]) == 1
    assert told == capsys.readouterr().out.replace(str(PROGRAMME), PROGRAMME.name)
    assert len(TRUTH["expected_findings"]) > 0


def test_clean_and_undo(workbook, capsys) -> None:
    before = values()
    assert main(["live", "clean", "--lang", "en"]) == 0
    assert "3 cells corrected and 11 rows deleted" in capsys.readouterr().out
    assert main(["live", "undo", "--lang", "en"]) == 0
    assert values() == before
    assert [sheet.name for sheet in workbook.sheets] == [SHEET]


def test_summarize(workbook) -> None:
    assert main(["live", "summarize", "--lang", "fr"]) == 0
    assert len(workbook.sheets) == 5


def test_another_workbook_is_named(workbook, capsys) -> None:
    open_rows(workbook.app, "other.xlsx", {"Other": [["a"]]})
    assert main(["live", "clean", "--book", PROGRAMME.name.upper(), "--lang", "en"]) == 0
    assert main(["live", "clean", "--book", "nowhere.xlsx", "--lang", "en"]) == 2
    assert "nowhere.xlsx is not open" in capsys.readouterr().err


def test_without_excel_it_says_so(capsys) -> None:
    with running():
        assert main(["live", "check", "--lang", "en"]) == 2
    assert "No Excel with an open workbook" in capsys.readouterr().err


def test_an_excel_without_a_workbook_says_so(capsys) -> None:
    with running(ExcelApp()):
        assert main(["live", "check", "--lang", "en"]) == 2
    assert "Enable Editing" in capsys.readouterr().err


def test_the_doctor_looks_at_everything(workbook, capsys, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert main(["doctor", "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "The add-in is not installed" in told
    assert "✓ Excel 16.0 answers" in told
    assert f"✓ {PROGRAMME.name} is open and can be written" in told
    workbook.read_only = True
    main(["doctor", "--lang", "en"])
    assert f"✗ {PROGRAMME.name} is open read-only" in capsys.readouterr().out


def test_the_doctor_writes_a_report_but_over_no_file(workbook, capsys, tmp_path) -> None:
    assert workbook.name
    path = tmp_path / "report.txt"
    main(["doctor", "--lang", "en", "--report", str(path)])
    told = capsys.readouterr().out
    assert path.read_text(encoding="utf-8").endswith(told)
    assert main(["doctor", "--lang", "en", "--report", str(path)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_doctor_is_content_with_what_is_in_order(
    workbook, capsys, monkeypatch, tmp_path
) -> None:
    from xlmot.ribbon.addin.build import build
    from xlmot.ribbon.addin.install import find_place

    assert workbook.name
    place = find_place("win32", {"APPDATA": str(tmp_path)}, tmp_path)
    place.addin.parent.mkdir(parents=True)
    build(sys.executable, place.addin)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert main(["doctor", "--lang", "en"]) == 0
    assert "✗" not in capsys.readouterr().out


@pytest.mark.parametrize("named", [True, False], ids=["a file", "the other open workbook"])
def test_compare(named, workbook, capsys) -> None:
    """The programme compared with itself, which tells no other year: what changed is nothing."""
    words = [str(PROGRAMME)] if named else []
    if not named:
        other = open_workbook(PROGRAMME, workbook.app)
        other.name = "other.xlsx"
        workbook.Activate()
    assert main(["live", "compare", *words, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "81 unchanged" in told
    assert f"of {PROGRAMME.name if named else 'other.xlsx'} was taken" in told
    assert [sheet.name for sheet in workbook.sheets] == [SHEET, "Changes"]


def test_compare_with_the_columns_of_staff(capsys) -> None:
    def plan(year: str, budget: int) -> list[list[Value]]:
        head: list[list[Value]] = [["Code", f"PLAN {year}", "Budget"], ["1", "ROADS", None]]
        return [*head, ["1.1", "Squares", None], ["1.1", "Pave", budget], ["1.1", "Mend", 7]]

    app = ExcelApp()
    with running(app):
        made = open_rows(app, "plan.xlsx", {"A": plan("2024", 400), "B": plan("2025", 500)})
        assert main(["live", "compare", "--columns", "nowhere", "--lang", "en"]) == 2
        assert "nowhere" in capsys.readouterr().err
        for words in ((), ("--columns", "all")):
            assert main(["live", "compare", *words, "--lang", "en"]) == 0
            shown = {cell.value for cell in made.sheets[-1].cells.values()}
            assert ({400, 500} <= shown) == bool(words)


@pytest.mark.usefixtures("workbook")
def test_compare_with_nothing_says_so(capsys) -> None:
    assert main(["live", "compare", "--lang", "en"]) == 2
    assert "name its file" in capsys.readouterr().err


def test_without_xlwings_it_says_what_to_install(capsys, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", None)
    assert main(["live", "check", "--lang", "en"]) == 2
    assert "-m pip install xlwings" in capsys.readouterr().err
