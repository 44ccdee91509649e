"""Each button from end to end: the VBA, the command line, a process, the open workbook."""

import shutil
import sys

import openpyxl
import pytest

from tests.programme_2024 import ROOT, SHEET
from tests.ribbon.addin.chain import Chain
from xlmot.ribbon.texts import Exit

pytestmark = pytest.mark.oracle
PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
# The name of a workbook is in no command line: nothing in it can matter.
NAMES = ["été = l'an & 2024.xlsx", "a=b --lang en.xlsx", "&^%';).xlsx"]


def opened(tmp_path, monkeypatch, name=NAMES[0], earlier=None):
    path = tmp_path / name
    shutil.copy(PROGRAMME, path)
    paths = (earlier, path) if earlier else (path,)
    return Chain(tmp_path, monkeypatch, *paths, python=sys.executable)


@pytest.mark.parametrize("name", NAMES)
def test_check_preview_apply_and_undo(name, tmp_path, monkeypatch):
    chain = opened(tmp_path, monkeypatch, name)
    checked = chain.press("verify")
    programme = checked["sheets"][SHEET]
    ((found, _),) = checked["boxes"]
    assert (checked["active"], found.partition(" :")[0]) == ("Contrôle", "27 anomalies")
    assert list(checked["sheets"]) == [SHEET, "Contrôle"]
    previewed = chain.press("preview")
    assert (previewed["active"], previewed["boxes"]) == ("Aperçu", [])
    assert previewed["sheets"][SHEET] == programme
    applied = chain.press("apply")
    assert "Aperçu" not in applied["sheets"]
    assert applied["sheets"][SHEET]["108,1"] == "3.3"
    assert applied["sheets"][SHEET] != programme
    ((text, title),) = applied["boxes"]
    assert "3 cellules corrigées et 11 lignes supprimées" in text
    assert title == "xlmot"
    undone = chain.press("undo")
    assert undone["sheets"][SHEET] == programme
    assert chain.statuses == [Exit.DONE] * 4
    assert chain.excel.told == []


def test_summaries_guards_settings_and_help(tmp_path, monkeypatch):
    chain = opened(tmp_path, monkeypatch)
    summed = chain.press("summaries")
    assert summed["active"] == "Sommaire"
    assert list(summed["sheets"]) == [SHEET, "Sommaire", "Axe 1", "Axe 2", "Axe 3"]
    assert chain.press("guards")["rules"][SHEET] > 3
    assert chain.press("guards")["rules"][SHEET] == 0
    before = chain.press("settings")["sheets"][SHEET]
    helped = chain.press("help")
    assert helped["sheets"][SHEET] == before
    assert "Synthèses : ajoute les feuilles" in helped["boxes"][0][0].replace("\xa0", " ")
    assert chain.statuses == [Exit.DONE] * 5


def test_compare_takes_the_other_open_workbook(tmp_path, monkeypatch):
    earlier = tmp_path / "l'an d'avant & co.xlsx"
    workbook = openpyxl.load_workbook(PROGRAMME)
    for row in workbook[SHEET].iter_rows(max_col=2):
        row[1].value = str(row[1].value or "").replace("2024", "2023") or None
    workbook[SHEET].title = "Programme 2023"
    workbook.save(earlier)
    chain = opened(tmp_path, monkeypatch, earlier=earlier)
    compared = chain.press("compare")
    assert compared["active"] == "Évolution 2023-2024"
    assert list(compared["sheets"]) == [SHEET, "Évolution 2023-2024"]
    assert (chain.statuses, compared["boxes"]) == ([Exit.DONE], [])


def test_who_chooses_no_workbook_compares_nothing(tmp_path, monkeypatch):
    chain = opened(tmp_path, monkeypatch)
    seen = chain.press("compare")
    assert list(seen["sheets"]) == [SHEET]
    assert (chain.statuses, seen["boxes"], chain.excel.told) == ([Exit.DONE], [], [])


def test_what_stands_in_the_way_is_told_once_and_by_python(tmp_path, monkeypatch):
    chain = opened(tmp_path, monkeypatch)
    seen = chain.press("undo")
    assert chain.statuses == [Exit.TOLD]
    ((text, _),) = seen["boxes"]
    assert text.startswith("Il n'y a rien à annuler dans ")
    assert chain.excel.told == []


def test_a_workbook_without_a_programme_is_told(tmp_path, monkeypatch):
    path = tmp_path / NAMES[2]
    openpyxl.Workbook().save(path)
    chain = Chain(tmp_path, monkeypatch, path, python=sys.executable)
    for verb in ("preview", "summaries", "compare", "guards"):
        seen = chain.press(verb)
        assert len(seen["boxes"]) == 1, verb
        assert list(seen["sheets"]) == ["Sheet"]
    assert chain.statuses == [Exit.TOLD] * 4
    assert chain.excel.told == []
