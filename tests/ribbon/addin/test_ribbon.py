"""The ribbon, its code and the verbs of Python name the same things."""

import re
import zipfile

import pytest

from macros.build import SOURCES
from tests.oracles import faults as faults_told
from tests.ribbon.addin.ribbon_check import faults
from xlmot.messages import render
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.ribbon.addin.build import COLUMNS, MACROS, words
from xlmot.ribbon.texts import BUTTONS, COUNT, MENU, MENUS, SAVING, VERBS, Exit

RIBBON = (MACROS / "ribbon.xml").read_text(encoding="utf-8")
MODULES = {name: (MACROS / f"{name}.bas").read_text(encoding="ascii") for name in SOURCES}
CODE = MODULES["Xlmot"]
ADDIN, PART = MACROS.parent / "workbooks/xlmot.xlam", "customUI/customUI14.xml"


def test_the_ribbon_is_well_made():
    assert faults(RIBBON) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('id="apply"', 'id="verify"', "id verify twice"),
        ('size="large"', 'size="huge"', "size huge"),
        ("getSupertip", "getSupertips", "button getSupertips"),
        ('<group id="xlmotTable" ', '<group id="xlmotTable" label="Table" ', "with two labels"),
        ("DataValidation", "HappyFace", "imageMso HappyFace"),
        ("2009/07", "2006/01", "root"),
        ("<button ", "<knob ", "knob in group"),
        ('id="help" ', "", "button without id"),
        ('idMso="ContextMenuCell"', 'idMso="ContextMenuCel"', "contextMenu ContextMenuCel"),
    ],
)
def test_a_fault_of_the_ribbon_is_seen(before, after, fault):
    spoilt = RIBBON.replace(before, after, 1)
    if after.startswith("<knob"):
        spoilt = spoilt.replace('"XlmotTip"/>', '"XlmotTip"></knob>', 1)
    assert any(fault in found for found in faults(spoilt))


@pytest.mark.oracle
def test_the_ribbon_follows_the_schema_of_office(tmp_path):
    def told(ribbon):
        path = tmp_path / "xlmot.xlam"
        with zipfile.ZipFile(ADDIN) as ours, zipfile.ZipFile(path, "w") as copy:
            for name in ours.namelist():
                copy.writestr(name, ribbon if name == PART else ours.read(name))
        return faults_told(path)

    assert not told(RIBBON)
    assert told(RIBBON.replace('size="large"', 'size="huge"', 1))


def test_each_button_starts_its_verb():
    buttons = re.findall(r'<(?:b|toggleB)utton id="(\w+)".*? onAction="(\w+)"', RIBBON)
    buttons.remove((SAVING.verb, "XlmotSaving"))
    subs = dict(re.findall(r'Sub (\w+)\(control As IRibbonControl.*\)\n    Start "(\w+)"', CODE))
    verbs = [button.verb for button in BUTTONS]
    menu = [button.verb for button in MENU]
    ids = [verb + ending for ending in MENUS.values() for verb in menu]
    assert [own for own, _ in buttons] == [*verbs, *ids]
    assert [subs[sub] for _, sub in buttons] == [*verbs, *menu * len(MENUS)]
    assert len(subs) == len({*verbs, *menu}) == 15
    assert sorted(MENUS) == sorted(re.findall(r'<contextMenu idMso="(\w+)">', RIBBON))


def test_no_two_buttons_have_one_key() -> None:
    keys = re.findall(r'keytip="(\w)"', RIBBON)
    assert len(set(keys)) == len(keys) == len(BUTTONS) + len([SAVING])


def test_python_has_a_verb_for_each_button():
    ribbon = pytest.importorskip("xlmot.ribbon.__main__")
    assert sorted(ribbon.VERBS) == sorted(VERBS)
    assert f'RunPython "{COUNT}"' in CODE


def test_each_callback_of_the_ribbon_is_a_sub_and_each_public_sub_a_callback():
    named = set(re.findall(r'(?:onAction|onLoad|get\w+)="(\w+)"', RIBBON))
    public = set(re.findall(r"(?m)^Public Sub (\w+)", "".join(MODULES.values())))
    # The others are called by other modules, or by Excel after a save.
    assert public - named == {"ShowState", "CountSoon", "CountNow", "GiveBackBar", "CountFindings"}
    assert named < public


@pytest.mark.parametrize(
    ("toggle", "words"), [("toggleButton", ", pressed As Boolean"), ("button", "")]
)
def test_a_callback_takes_what_office_hands_it(toggle: str, words: str) -> None:
    """That of a button its control, that of a toggle whether it is pressed too (Office 2010)."""
    for sub in re.findall(rf'<{toggle} [^>]*onAction="(\w+)"', RIBBON):
        whole = "".join(MODULES.values())
        assert f"Public Sub {sub}(control As IRibbonControl{words})\n" in whole


def test_what_python_exits_with_is_what_the_code_expects():
    constants = dict(re.findall(r"Private Const (\w+) As Long = (-?\d+)", CODE))
    assert {name: int(constants[name]) for name in Exit.__members__} == dict(Exit.__members__)


def test_there_are_words_for_all_that_is_shown():
    ids = re.findall(r' id="(\w+)"', RIBBON)
    tips = re.findall(r' id="(\w+)"[^>]*getSupertip', RIBBON)
    told = re.findall(r'Tell "([^"]+)"', CODE)
    asked = {f"{own} label" for own in ids} | {f"{own} tip" for own in tips} | set(told)
    assert asked == words("").keys()


def test_the_words_stand_in_the_columns_of_their_languages():
    assert sorted(COLUMNS) == sorted(LANGUAGES)
    assert f'IIf(Language() = "{COLUMNS[0]}", 2, 3)' in CODE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_fits_its_button_and_a_tip_its_box(language):
    """Excel cuts a label at 1024 characters but shows two lines of it; a tip has 1024."""
    for name, message in words("C:\\Python\\python.exe").items():
        longest = 28 if name.endswith("label") else 250
        assert len(render(message, translation(language))) <= longest, name


def test_the_code_reads_no_workbook_but_its_own():
    used = set(re.findall(r"\bApplication\.(\w+)", CODE))
    assert used == {
        *("LanguageSettings", "Hwnd"),
        *("ScreenUpdating", "EnableEvents", "Interactive", "StatusBar"),
        *("DisplayAlerts", "Calculation", "EnableCancelKey"),
    }
    code = re.sub(r"(?m)'.*$", "", CODE)
    assert len(re.findall(r"ThisWorkbook\.Worksheets\(1\)\.UsedRange\b", code)) == 1
    words_of_excel = (
        r"\b(Active\w+|Workbooks|Worksheets|Sheets|Range|Cells|Selection|Evaluate|Names)\b"
    )
    # That there is a workbook is asked, not which.
    assert re.findall(words_of_excel, code) == ["Workbooks", "Worksheets"]
    assert "Workbooks.Count = 0" in code
    started = r"\b(Shell|Declare|Lib|cmd|Environ\$?|Kill|Open|GetObject|ShellExecute)\b"
    assert re.findall(started, code) == ["Shell"]  # of WScript.Shell
