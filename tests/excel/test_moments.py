"""Moments of a real Excel that no workbook shows: its end, its age, its other workbooks."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.books.books import shown
from tests.excel.com import COUNTER, ExcelApp, Workbook
from tests.excel.engine import Excel, running
from tests.excel.files import open_rows, open_workbook
from tests.excel.sheets import Filter, Table
from tests.programme_2024 import ROOT, SHEET
from tests.ribbon.test_ribbon import FEW, WORDS, click, names, values
from xlmot.books.excel.connect import connect
from xlmot.ribbon.texts import Exit
from xlmot.rules import all_rules

ENDING = """
import sys
from unittest.mock import patch
from tests.excel.com import ExcelApp
from tests.excel.engine import running, windows

def run(words, **_):
    print(*words)
    class Answer: stdout = ""
    return Answer

engine = windows()
engine.subprocess.CREATE_NO_WINDOW = 0
engine.subprocess.run = run
with running(ExcelApp()):
    exec(sys.argv[1])
"""
BUTTON = "from xlmot.ribbon.__main__ import main; main(['verify', '--hwnd', '4242'])"
DOCTOR = "from xlmot.cli.main import main; main(['doctor'])"
FUNCTIONS = "import xlmot.functions"


@pytest.mark.parametrize(
    ("what", "killing"), [(BUTTON, False), (DOCTOR, False), (FUNCTIONS, False), ("pass", True)]
)
def test_no_excel_is_killed_as_the_program_ends(what: str, killing: bool) -> None:
    """xlwings asks for the list of Excels as it ends, and kills each without a workbook."""
    ran = subprocess.run(
        [sys.executable, "-c", ENDING, what], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ("tasklist" in ran.stdout) is killing, ran.stderr


def test_the_proof_of_an_installation_does_not_import_xlwings() -> None:
    from xlmot.ribbon.addin.starting import BY_PYTHON, proof

    code = "import sys\nexec(sys.argv[1])\nprint('xlwings' in sys.modules)"
    *words, proving = proof(sys.executable, BY_PYTHON)
    ran = subprocess.run([*words, code, proving], capture_output=True, text=True, check=True)
    assert ran.stdout.split()[-1] == "False"


@pytest.fixture
def excel() -> Iterator[tuple[Excel, Workbook]]:
    app = ExcelApp()
    with running(app) as found:
        yield found, open_workbook(ROOT / "workbooks/programme-2024.xlsx", app)


def test_without_a_workbook_it_is_said(capsys) -> None:
    with running(ExcelApp()):
        assert click("verify") == Exit.LOGGED
    assert "aucun n'est ouvert" in capsys.readouterr().err


def test_an_excel_of_before_threaded_comments_will_do(excel) -> None:
    found, _ = excel
    COUNTER.lacking = frozenset({"SheetObject.CommentsThreaded", "Workbook.AutoSaveOn"})
    for verb in ("verify", "preview", "apply", "undo", "summaries", "guards", "settings"):
        assert click(verb) == Exit.DONE, found.boxes


@pytest.mark.parametrize(("drawn", "kept"), [((8, 2), False), ((8, 1), True), ((13, 0), True)])
def test_the_arrow_of_a_list_of_choices_is_no_addition(excel, drawn, kept) -> None:
    """MsoShapeType 8 is a form control, XlFormControl 2 a drop-down; 13 is a picture."""
    _, workbook = excel
    click("verify")
    next(s for s in workbook.sheets if s.name == "Contrôle").drawn.append(drawn)
    click("verify")
    assert ("Contrôle (copie)" in names(workbook)) is kept


def test_a_workbook_that_has_the_name_of_ours_stands_in_no_way(excel) -> None:
    _, workbook = excel
    open_rows(workbook.app, "xlmot.xlsx", {"Mine": [["1"]]})
    workbook.Activate()
    assert click("verify") == Exit.DONE
    assert [book.name for book in workbook.app.books] == ["programme-2024.xlsx", "xlmot.xlsx"]


def test_a_workbook_that_saves_itself_does_so_again_afterwards(excel) -> None:
    _, workbook = excel
    workbook.auto_save = True
    before = values()
    for verb in ("verify", "apply", "undo", "guards", "summaries"):
        assert click(verb) == Exit.DONE
        assert workbook.auto_save
    assert values() == before


def test_cells_that_wait_to_be_pasted_are_not_inserted(excel) -> None:
    _, workbook = excel
    before = values()
    click("apply")
    workbook.app.state["CutCopyMode"] = 1
    click("undo")
    assert values() == before


@pytest.mark.parametrize("trouble", ["array", "tables side by side"])
def test_rows_that_excel_will_not_delete_leave_the_table_as_it_was(excel, trouble: str) -> None:
    from xlmot.programme.address import Area

    found, workbook = excel
    before = values()
    click("preview")
    if trouble == "array":
        workbook.sheets[0].arrays = [Area(100, 8, 130, 8)]
    else:
        places = (Area(100, 8, 130, 8), Area(95, 10, 130, 11))
        workbook.sheets[0].tables = [Table(f"T{a.left}", Filter(a)) for a in places]
    assert click("apply") == Exit.TOLD
    assert "Ce qui était fait a été annulé" in found.boxes[-1][0]
    assert values() == before
    assert names(workbook) == [SHEET, "Aperçu"]


def test_rows_that_excel_will_not_insert_can_still_be_put_back_later(excel) -> None:
    """A table was put beside another one, across the place of a row that was deleted."""
    from xlmot.programme.address import Area

    found, workbook = excel
    before = values()
    click("apply")
    places = (Area(100, 8, 125, 8), Area(95, 10, 125, 11))
    workbook.sheets[0].tables = [Table(f"T{a.left}", Filter(a)) for a in places]
    assert click("undo") == Exit.TOLD
    assert "Annuler" in found.boxes[-1][0]
    workbook.sheets[0].tables = []
    assert click("undo") == Exit.DONE
    assert values() == before


def many(count: int, wrong: int = 300) -> list[list[object]]:
    """Return rows, of which the labels of so many are to be corrected, wherever they stand."""
    rows: list[list[object]] = [["Code", "Title"], ["1", "ROADS"]]
    words = random.Random(7)  # noqa: S311  no secret
    rows += [["1", "Mend " + " ".join(words.choices(WORDS, k=6))] for _ in range(count)]
    for row in rows[3 : 3 + count : max(1, count // wrong)]:
        row[1] = str(row[1]).replace(" ", "  ", 1)
    return rows


@pytest.fixture
def few_rules(monkeypatch) -> None:
    few = {name: rule for name, rule in all_rules().items() if name in FEW}
    monkeypatch.setattr("xlmot.checking.check.all_rules", lambda: few)


@pytest.mark.usefixtures("few_rules")
def test_corrections_cost_few_accesses_whatever_the_number_of_rows() -> None:
    counts = []
    for rows in (600, 3_000):
        app = ExcelApp()
        with running(app):
            open_rows(app, "plan.xlsx", {"Plan": many(rows)})
            COUNTER.restart()
            assert click("apply") == Exit.DONE
            counts.append(COUNTER.count)
    assert len(set(counts)) == 1
    assert counts[0] < 200


@pytest.mark.usefixtures("few_rules")
@pytest.mark.parametrize("trouble", ["none", "clipboard", "merged"])
def test_many_labels_are_written_at_once(trouble: str) -> None:
    """Where Excel cannot paste, they are written one by one."""
    from xlmot.programme.address import Area

    app = ExcelApp()
    with running(app):
        workbook = open_rows(app, "plan.xlsx", {"Plan": many(3_000)})
        app.keeps_clipboard = trouble == "clipboard"
        if trouble == "merged":
            workbook.sheets[0].merges = [Area(2_000, 2, 2_000, 3)]
        before = shown(connect().grids("Plan")[0])
        assert click("apply") == Exit.DONE
        after = shown(connect().grids("Plan")[0])
        assert sum(old != new for old, new in zip(before, after, strict=True)) >= 300
        assert not any("  " in str(row[1]) for row in after)
        assert app.state["CutCopyMode"] is False
        assert click("undo") == Exit.DONE
        assert shown(connect().grids("Plan")[0]) == before
