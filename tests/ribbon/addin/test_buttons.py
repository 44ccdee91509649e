"""Each button, pressed in a runtime of VBA: the exact command it starts, and what is told after."""

import shlex
import subprocess
import sys

import pytest

from tests.ribbon.addin.excel_runtime import FOLDER_OF_WORKBOOKS, Excel
from xlmot.ribbon.texts import BUTTONS, GROUPS, MENU, Exit

pytestmark = pytest.mark.oracle
PYTHON = "C:\\Users\\Éva Œrsted & fils\\venv\\Scripts\\python.exe"
VERBS = [button.verb for button in (*BUTTONS, *MENU)]
# XlCalculation.
AUTOMATIC = -4105


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("identifier", "lang"), [(0x40C, "fr"), (0x80C, "fr"), (0x407, "en")])
def test_a_button_starts_the_recorded_python(verb, identifier, lang, tmp_path, monkeypatch):
    excel = Excel(tmp_path, monkeypatch, python=PYTHON, language=identifier)
    excel.press(verb)
    command = f'"{PYTHON}" -I -X utf8 -m xlmot.ribbon {verb} --hwnd 132456 --lang {lang}'
    assert excel.shell.ran == [(command, 0, True, "C:\\Users\\Éva Œrsted & fils\\venv\\Scripts\\")]
    assert excel.shell.folder == FOLDER_OF_WORKBOOKS
    assert excel.told == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Exit.DONE, None),
        (Exit.TOLD, None),
        (Exit.LOGGED, "did not expect"),
        (1, "is not installed there"),
        (2, "is not installed there"),
        (-1073741819, "stopped before it had finished"),
    ],
)
def test_what_python_exits_with_is_told(status, told, tmp_path, monkeypatch):
    excel = Excel(tmp_path, monkeypatch, python=PYTHON, language=0x409, run=lambda _: int(status))
    excel.press("apply")
    assert len(excel.told) == (told is not None)
    assert all(told in text for text in excel.told)


def test_excel_is_woken_after_a_python_that_was_killed(tmp_path, monkeypatch):
    excel = Excel(tmp_path, monkeypatch, python=PYTHON, run=lambda _: 137)
    excel.press("apply")
    assert excel.app.application.given == {
        "EnableCancelKey": 0,
        "Calculation": AUTOMATIC,
        "DisplayAlerts": True,
        "ScreenUpdating": True,
        "EnableEvents": True,
        "Interactive": True,
        "StatusBar": False,
    }


@pytest.mark.parametrize(
    ("python", "verb"), [(f"{sys.base_prefix}/bin/python3", "verify"), (sys.executable, "verifie")]
)
def test_a_python_that_cannot_run_xlmot_is_told_with_its_path(python, verb, tmp_path, monkeypatch):
    """One without xlmot, then one whose xlmot has no such verb: no code of a verb comes back."""

    def run(command):
        words = shlex.split(command.replace("verify", verb))
        return subprocess.run(words, capture_output=True, cwd="/", check=False).returncode

    excel = Excel(tmp_path, monkeypatch, python=python, language=0x409, run=run)
    excel.press("verify")
    (told,) = excel.told
    assert python in told
    assert "is not installed there" in told


def test_a_python_that_is_gone_is_told_with_its_path(tmp_path, monkeypatch):
    def missing(_):
        from pyopenvba.interpreter._values import error

        raise error(-2147024894, "The system cannot find the file specified.")

    excel = Excel(tmp_path, monkeypatch, python=PYTHON, run=missing)
    excel.press("verify")
    assert len(excel.told) == 1
    assert PYTHON in excel.told[0]
    assert excel.shell.folder == FOLDER_OF_WORKBOOKS


def test_a_policy_that_forbids_programs_is_told(tmp_path, monkeypatch):
    excel = Excel(tmp_path, monkeypatch, python=PYTHON)
    excel.forbidden = True
    excel.press("verify")
    assert len(excel.told) == 1


def test_an_add_in_that_was_not_installed_starts_nothing(tmp_path, monkeypatch):
    excel = Excel(tmp_path, monkeypatch, python="", language=0x409)
    excel.press("verify")
    assert excel.shell.ran == []
    assert "xlmot addin install" in excel.told[0]


def test_a_second_click_waits_for_the_first(tmp_path, monkeypatch):
    def click_again(_):
        if len(excel.shell.ran) == 1:
            excel.press("apply")
        return 0

    excel = Excel(tmp_path, monkeypatch, python=PYTHON, language=0x409, run=click_again)
    excel.press("verify")
    assert len(excel.shell.ran) == 1
    assert "still at work" in excel.told[0]
    excel.press("verify")
    assert len(excel.shell.ran) == 2


@pytest.mark.parametrize("verb", VERBS)
def test_a_mac_starts_the_script_with_a_verb_and_a_language(verb, tmp_path, monkeypatch):
    excel = Excel(tmp_path, monkeypatch, python="/opt/x/bin/python", mac=True)
    excel.press(verb)
    assert excel.app.console == [f"xlmot.applescript|xlmotStart|{verb} fr"]
    assert excel.shell.ran == []


def test_labels_and_tips_are_in_the_language_of_excel(tmp_path, monkeypatch):
    french = Excel(tmp_path, monkeypatch, python=PYTHON)
    labels = [french.shown("XlmotLabel", name) for name in ("xlmot", *GROUPS, *VERBS)]
    assert labels[0] == french.shown("XlmotLabel", "xlmotMenu") == "Programme"
    assert labels[4:] == [
        *("Vérifier", "Aperçu du nettoyage", "Appliquer", "Annuler", "Marquer"),
        *("Précédente", "Suivante"),
        *("Synthèses", "Comparer", "Garde-fous", "Paramètres", "Aide"),
        *("Corriger cette ligne", "Ignorer cette ligne", "Pourquoi ?"),
    ]
    assert french.shown("XlmotLabel", "whyInTable") == labels[-1]
    assert "code" in french.shown("XlmotTip", "guards")
    english = Excel(tmp_path, monkeypatch, python=PYTHON, language=0x809)
    assert english.shown("XlmotLabel", "verify") == "Check"
