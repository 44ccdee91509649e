"""What the buttons do in Excel for Mac, over the stand-in: what is promised there, and no more."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.excel import mac
from tests.excel.coercions import Error
from tests.excel.com import ExcelApp, Workbook
from tests.excel.files import open_workbook
from tests.excel.sheets import Filter
from tests.programme_2024 import ROOT, SHEET
from xlmot.books.excel.connect import connect
from xlmot.programme.address import Area
from xlmot.ribbon import __main__ as ribbon
from xlmot.ribbon.texts import Exit

ENDING = """
import sys
from tests.excel import mac
from tests.excel.com import ExcelApp
from tests.excel.files import open_rows

app = ExcelApp()
app.alerts = type("Told", (list,), {"append": lambda self, one: print(one)})()
# Excel still runs as the program ends.
held = mac.running(app)
held.__enter__()
open_rows(app, "plan.xlsm", {"Plan": [["Code", "Title"], ["1", "ROADS"], ["1", "Pave  it"]]})
exec(sys.argv[1])
"""
BUTTON = "from xlmot.ribbon.__main__ import main; main(['verify', '--lang', 'en'])"
MACRO = (
    "import xlmot, xlwings; next(iter(xlwings.apps)).books[0].set_mock_caller(); "
    "xlmot.excel.check()"
)


@pytest.fixture
def workbook() -> Iterator[Workbook]:
    app = ExcelApp()
    with mac.running(app):
        yield open_workbook(ROOT / "workbooks/programme-2024.xlsx", app)


def click(verb: str) -> int:
    return ribbon.main([verb, "--hwnd", "0", "--lang", "fr"])


def cells(workbook: Workbook) -> dict[tuple[int, int], object]:
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == SHEET)
    return {place: cell.value for place, cell in sheet.cells.items() if cell.value is not None}


@pytest.mark.parametrize(("what", "run"), [(BUTTON, False), (MACRO, False), ("pass", True)])
def test_no_macro_of_a_workbook_is_run_as_the_program_ends(what: str, run: bool) -> None:
    """xlwings runs the macro `CleanUp` of whatever workbook is open as it ends."""
    ran = subprocess.run(
        [sys.executable, "-c", ENDING, what], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ("CleanUp" in ran.stdout) is run, ran.stderr
    assert ("1 " in ran.stdout) is not run


def test_the_buttons_do_their_work(workbook) -> None:
    before = cells(workbook)
    for verb in ("verify", "preview"):
        assert click(verb) == Exit.DONE, workbook.app.alerts
        assert cells(workbook) == before
    assert click("apply") == Exit.DONE, workbook.app.alerts
    assert cells(workbook) != before
    assert click("undo") == Exit.DONE, workbook.app.alerts
    assert cells(workbook) == before
    for verb in ("summaries", "settings", "help"):
        assert click(verb) == Exit.DONE, workbook.app.alerts
    assert [book.name for book in workbook.app.books] == ["programme-2024.xlsx"]


@pytest.mark.parametrize("verb", ["guards", "mark"])
def test_what_needs_names_is_refused_in_words(verb: str, workbook) -> None:
    assert click(verb) == Exit.TOLD
    assert "Mac" in workbook.app.alerts[-1][1]


def test_a_filter_that_hides_rows_is_read_and_stays(workbook) -> None:
    sheet = workbook.sheets[0]
    sheet.filter = Filter(Area(3, 1, 136, 2), {1: (["=1.1"], 7, None)})
    (grid,) = connect().grids()
    assert grid.filters == (Area(3, 1, 136, 2),)
    assert len(grid.hidden_rows) > 50
    assert sheet.filter.criteria


def test_an_error_is_seen_though_excel_gives_no_value_for_it(workbook) -> None:
    workbook.sheets[0].cell(5, 2).value = Error("#REF!")
    (grid,) = connect().grids()
    assert grid.errors == {(5, 2): "#REF!"}


def test_what_excel_opens_lies_where_it_may_open_without_asking(
    workbook, tmp_path, monkeypatch
) -> None:
    group = tmp_path / "Library/Group Containers/UBF8T346G9.Office"
    group.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    opened: list[Path] = []

    def note(path: Path, app: ExcelApp) -> Workbook:
        opened.append(path)
        return open_workbook(path, app)

    monkeypatch.setattr(workbook.app, "open_file", note)
    assert click("verify") == Exit.DONE
    assert [path.parents[1] for path in opened] == [group]
    assert list(group.iterdir()) == []
