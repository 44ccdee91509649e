"""What the buttons show of the workbook in front, and the count after a save."""

import re

import pytest

from tests.ribbon.addin.excel_runtime import Excel
from xlmot.books.excel.found import NAME as MARKED
from xlmot.books.excel.sheets import MOMENT
from xlmot.books.guards.formulas import MARK
from xlmot.ooxml.parts.marks import JOURNAL
from xlmot.ribbon.addin.build import MACROS

pytestmark = pytest.mark.oracle
PYTHON = "C:\\xlmot\\python.exe"
STATE = (MACROS / "State.bas").read_text(encoding="ascii")


@pytest.fixture
def excel(tmp_path, monkeypatch):
    made = Excel(tmp_path, monkeypatch, python=PYTHON)
    made.app.add_workbook()
    return made


def give_sheet(excel, name):
    made = excel.app.application.vba_get("Worksheets").vba_get("Add")
    made.vba_set("Name", name)


def give_name(excel, name):
    excel.app.sheet(1).sheet.vba_get("Names").vba_get("Add", [name, "=TRUE"])


def test_the_names_are_those_that_are_written() -> None:
    constants = dict(re.findall(r'Private Const (\w+) As String = "([^"]+)"', STATE))
    assert (constants["JOURNAL"], constants["MADE"]) == (JOURNAL, MOMENT)
    assert (constants["MARKED"], constants["GUARDED"]) == (MARKED, f"{MARK}ok")


def test_undo_is_grey_where_nothing_is_to_undo(excel) -> None:
    assert not excel.state("XlmotEnabled", "undo")
    give_sheet(excel, JOURNAL)
    assert excel.state("XlmotEnabled", "undo")


def test_undo_is_not_grey_where_sheets_were_made(excel) -> None:
    give_name(excel, MOMENT)
    assert excel.state("XlmotEnabled", "undo")


def test_a_toggle_is_pressed_where_its_work_stands(excel) -> None:
    toggles = ("guards", "mark", "saving")
    assert [excel.state("XlmotPressed", name) for name in toggles] == [False] * 3
    give_name(excel, MARKED)
    assert [excel.state("XlmotPressed", name) for name in toggles] == [False, True, False]
    give_name(excel, f"{MARK}ok")
    assert [excel.state("XlmotPressed", name) for name in toggles] == [True, True, False]


def test_the_state_is_asked_again_after_a_button_and_for_another_workbook(excel) -> None:
    excel.press("guards")
    assert excel.ribbon.asked_again == ["undo", "mark", "guards"]
    excel.hear("WorkbookActivate", excel.app.workbook)
    assert excel.ribbon.asked_again == ["undo", "mark", "guards"] * 2


def test_a_save_is_followed_by_a_count_where_it_is_wanted(excel) -> None:
    def save(success=True):
        excel.hear("WorkbookAfterSave", excel.app.workbook, success)

    save()
    assert excel.planned == []
    excel.press("saving", pressed=True)
    assert excel.state("XlmotPressed", "saving")
    save(success=False)
    assert excel.planned == []
    save()
    assert [macro.rpartition("!")[2] for macro in excel.planned] == ["CountNow"]
    excel.app.run("CountNow")
    ((command, *_),) = excel.shell.ran
    assert " count --hwnd " in command
    assert [macro.rpartition("!")[2] for macro in excel.planned] == ["CountNow", "GiveBackBar"]
    excel.press("saving", pressed=False)
    save()
    assert len(excel.planned) == 2


def test_a_workbook_that_saves_itself_online_is_not_counted_each_time(excel) -> None:
    excel.press("saving", pressed=True)
    excel.online = True
    excel.hear("WorkbookAfterSave", excel.app.workbook, True)
    assert excel.planned == []


def test_nothing_is_counted_once_another_workbook_is_in_front(excel) -> None:
    excel.press("saving", pressed=True)
    excel.hear("WorkbookAfterSave", excel.app.workbook, True)
    excel.app.add_workbook()
    excel.app.run("CountNow")
    assert excel.shell.ran == []


def test_a_count_that_fails_says_nothing(tmp_path, monkeypatch) -> None:
    excel = Excel(tmp_path, monkeypatch, python=PYTHON, run=lambda _: 4)
    excel.app.run("CountFindings")
    assert (len(excel.shell.ran), excel.told) == (1, [])
