"""Each button, on any book; and as the add-in starts it, on the workbook open in Excel."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.books.books import shown
from tests.excel.coercions import ENGLISH, FRENCH, Error, Habits
from tests.excel.com import COUNTER, ExcelApp, Workbook, com_error
from tests.excel.engine import Excel, running
from tests.excel.faults import Busy
from tests.excel.files import open_rows, open_workbook
from tests.excel.sheets import Rule
from tests.programme_2024 import ROOT, SHEET, book, rows
from tests.programmes.variants import two_years
from xlmot.books.excel.connect import connect
from xlmot.books.mark import find_key
from xlmot.books.memory import MemoryBook
from xlmot.findings import Safety
from xlmot.messages.errors import XlmotError
from xlmot.programme.address import Area
from xlmot.ribbon import __main__ as ribbon
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk
from xlmot.ribbon.texts import Exit
from xlmot.rules import all_rules
from xlmot.sheets.apercu import TICKED, UNTICKED, read_ticks

DAY = date(2024, 5, 3)
STATE = ("ScreenUpdating", "DisplayAlerts", "EnableEvents", "Calculation", "StatusBar")


@pytest.fixture
def memory() -> MemoryBook:
    return book()


@pytest.fixture
def excel() -> Iterator[tuple[Excel, Workbook]]:
    """Yield a French Excel with the programme of 2024 open in it."""
    app = ExcelApp(habits=FRENCH)
    with running(app) as found:
        yield found, open_workbook(ROOT / "workbooks/programme-2024.xlsx", app)


def press(verb: str, target: Any) -> Done:
    return ribbon.VERBS[verb](Desk(target, "fr", day=DAY))


def click(verb: str, hwnd: int = 4242) -> int:
    return ribbon.main([verb, "--hwnd", str(hwnd), "--lang", "fr"])


def names(workbook: Workbook) -> list[str]:
    return [sheet.name for sheet in workbook.sheets]


@pytest.mark.parametrize(
    ("verb", "french", "english"),
    [
        ("verify", "Contrôle", "Findings"),
        ("preview", "Aperçu", "Preview"),
        ("summaries", "Sommaire", "Summary"),
        ("settings", "Paramètres", "Settings"),
    ],
)
def test_sheets_speak_the_language_of_the_programme_unless_another_is_wanted(
    memory, verb, french, english
) -> None:
    ribbon.VERBS[verb](Desk(memory, "en", day=DAY))
    assert french in memory.sheet_names()
    again = book()
    ribbon.VERBS[verb](Desk(again, "fr", day=DAY, wanted="en"))
    assert english in again.sheet_names()


# What a message box answers, as Windows counts its buttons.
YES, NO = 6, 7


def ours(workbook: Workbook) -> list[str]:
    return [name for name in names(workbook) if not name.startswith("_xlmot")]


def values(name: str = SHEET) -> list[tuple[Any, ...]]:
    return shown(connect().grids(name)[0])


def state(workbook: Workbook) -> list[Any]:
    app = workbook.app
    return [app.state[name] for name in STATE]


def test_verify_adds_the_findings_and_leaves_the_programme(excel) -> None:
    _, workbook = excel
    before, quiet = values(), state(workbook)
    assert click("verify") == 0
    assert names(workbook) == [SHEET, "Contrôle"]
    assert values() == before
    assert state(workbook) == quiet
    assert workbook.active.name == "Contrôle"
    assert click("verify") == 0
    assert names(workbook) == [SHEET, "Contrôle"]


@pytest.mark.parametrize("where", ["memory", "excel"])
def test_the_preview_says_what_apply_then_does_and_undo_takes_it_back(where, request) -> None:
    request.getfixturevalue(where)
    target: Any = connect() if where == "excel" else request.getfixturevalue(where)
    before = shown(target.grids(SHEET)[0])
    press("preview", target)
    ticks = read_ticks(target.generated("Aperçu"))
    assert shown(target.grids(SHEET)[0]) == before
    press("apply", target)
    after = shown(target.grids(SHEET)[0])
    gone = sum(on and column == 0 for (_, _, column, _), on in ticks.items())
    assert len(before) - len(after) == gone > 0
    assert "Aperçu" not in target.sheet_names()
    press("undo", target)
    assert shown(target.grids(SHEET)[0]) == before


def test_what_asks_to_be_confirmed_is_not_ticked(memory) -> None:
    press("preview", memory)
    ticks = read_ticks(memory.generated("Aperçu"))
    wanted = {
        (edit.sheet, edit.row)
        for finding in Desk(memory).reading.report().findings
        if finding.fix and finding.fix.safety is Safety.SAFE
        for edit in finding.fix.edits
    }
    assert {place[:2] for place, on in ticks.items() if on} == wanted
    assert not all(ticks.values())


@pytest.mark.usefixtures("excel")
def test_the_sheets_are_the_same_in_excel_and_in_memory(memory) -> None:
    book = connect()
    for verb in ("verify", "summaries"):
        press(verb, book)
        press(verb, memory)
    assert book.marks == memory.marks
    for name in book.marks:
        ours, theirs = book.generated(name), memory.generated(name)
        assert shown(ours) == shown(theirs)
        assert ours.formulas == theirs.formulas


def test_what_was_unticked_is_not_made_and_stays_unticked(excel) -> None:
    _, workbook = excel
    click("preview")
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == "Aperçu")
    ticked = [cell for cell in sheet.cells.values() if cell.value == TICKED]
    for cell in ticked:
        cell.value = UNTICKED
    click("preview")
    assert not any(read_ticks(connect().generated("Aperçu")).values())
    before = values()
    click("apply")
    assert values() == before


def test_a_preview_of_an_older_programme_is_not_applied(excel) -> None:
    found, workbook = excel
    click("preview")
    workbook.sheets[0].put(5, 2, "Une action  nouvelle")
    before = values()
    assert click("apply") == Exit.TOLD
    assert "changé" in found.boxes[-1][0] or "changed" in found.boxes[-1][0]
    assert values() == before


def test_a_sheet_edited_by_hand_is_kept_beside_the_new_one(excel) -> None:
    found, workbook = excel
    click("summaries")
    axe = next(sheet for sheet in workbook.sheets if sheet.name == "Axe 1")
    axe.put(1, 1, "Mon titre")
    click("summaries")
    assert {"Axe 1", "Axe 1 (copie)"} <= set(names(workbook))
    assert axe.name == "Axe 1 (copie)"
    assert "« Axe 1 (copie) »" in found.boxes[-1][0]
    assert axe.cells[1, 1].value == "Mon titre"


def test_a_sheet_to_which_somebody_added_a_note_is_kept_too(excel) -> None:
    _, workbook = excel
    click("summaries")
    axe = next(sheet for sheet in workbook.sheets if sheet.name == "Axe 1")
    axe.notes[5, 2] = "à revoir"
    click("summaries")
    assert names(workbook)[1:] == ["Sommaire", "Axe 1", "Axe 1 (copie)", "Axe 2", "Axe 3"]
    assert axe.name == "Axe 1 (copie)"


def test_undo_says_why_nothing_was_taken_back_and_can_be_pressed_again(excel) -> None:
    found, workbook = excel
    before = values()
    click("apply")
    workbook.sheets[0].name = "Autre"
    click("undo")
    assert f"« {SHEET} » n'est pas là" in found.boxes[-1][0]
    workbook.sheets[0].name = SHEET
    click("undo")
    assert values() == before


def test_undo_takes_sheets_back_that_were_made_last_then_the_corrections(excel) -> None:
    found, workbook = excel
    before = values()
    click("apply")
    click("summaries")
    click("undo")
    assert "retirées : Sommaire, Axe 1" in found.boxes[-1][0]
    assert ours(workbook) == [SHEET]
    assert values() != before
    click("undo")
    assert "corrections du " in found.boxes[-1][0]
    assert values() == before


def test_undo_leaves_a_sheet_in_which_somebody_wrote_and_asks_before_it_goes_further(excel) -> None:
    found, workbook = excel
    click("apply")
    after = values()
    click("verify")
    controle = next(sheet for sheet in workbook.sheets if sheet.name == "Contrôle")
    controle.put(1, 1, "Mon titre")
    found.answers.append(NO)
    click("undo")
    assert found.boxes[-1][0].startswith("Annuler ")
    assert controle in workbook.sheets
    assert values() == after


def test_the_sheet_of_findings_follows_what_is_corrected_and_taken_back(excel) -> None:
    _, workbook = excel

    def told() -> int:
        return len(connect().generated("Contrôle").rows)

    click("verify")
    before = told()
    click("apply")
    assert told() < before
    click("undo")
    assert told() == before
    assert ours(workbook) == [SHEET, "Contrôle"]


def test_undo_asks_about_what_was_done_on_another_day(excel, monkeypatch) -> None:
    found, _ = excel
    before = values()
    monkeypatch.setattr("xlmot.books.excel.edit.now", lambda: "2024-03-03T14:05:00+01:00")
    click("apply")
    after = values()
    found.answers += [NO, YES]
    click("undo")
    assert re.search("Annuler 14 corrections, faites le .*2024 à 14.h.05", found.boxes[-1][0])
    assert values() == after
    click("undo")
    assert values() == before


def test_sheets_that_were_renamed_and_moved_are_made_again_where_they_are(excel) -> None:
    _, workbook = excel
    click("summaries")
    click("verify")
    for sheet in workbook.sheets[1:]:
        sheet.name = f"{sheet.name} bis"
    workbook.sheets.insert(1, workbook.sheets.pop())
    before = names(workbook)
    click("summaries")
    click("verify")
    assert names(workbook) == before


def test_notes_stay_when_the_sheet_of_the_programme_is_renamed(excel) -> None:
    _, workbook = excel
    click("summaries")
    axe = next(sheet for sheet in workbook.sheets if sheet.name == "Axe 1")
    row, key = find_key(connect().generated("Axe 1")) or (0, 0)
    axe.put(row + 2, key - 1, "vu en réunion")
    before = names(workbook)
    workbook.sheets[0].name = "Programme"
    click("summaries")
    assert names(workbook) == ["Programme", *before[1:]]
    axe = next(sheet for sheet in workbook.sheets if sheet.name == "Axe 1")
    assert "vu en réunion" in {cell.value for cell in axe.cells.values()}


def test_summaries_are_those_of_the_file(excel) -> None:
    _, workbook = excel
    assert click("summaries") == 0
    assert names(workbook)[1:] == ["Sommaire", "Axe 1", "Axe 2", "Axe 3"]
    axe = next(sheet for sheet in workbook.sheets if sheet.name == "Axe 1")
    formulas = [cell.formula for cell in axe.cells.values() if cell.formula]
    assert any(f"COUNTA('{SHEET}'!" in text for text in formulas)
    assert not any(isinstance(cell.value, Error) for cell in axe.cells.values())
    assert click("summaries") == 0
    assert names(workbook)[1:] == ["Sommaire", "Axe 1", "Axe 2", "Axe 3"]


def test_two_programmes_have_their_own_summaries_and_comments() -> None:
    app = ExcelApp()
    with running(app):
        years = {name: lines[:32] for name, lines in two_years().items()}
        workbook = open_rows(app, "plan.xlsx", years)
        click("summaries")
        assert names(workbook)[2:4] == ["Sommaire 2024", "Axe 1 (2024)"]
        assert names(workbook)[4:] == ["Sommaire 2025", "Axe 1 (2025)"]
        first, second = (workbook.sheets[place] for place in (3, 5))
        assert first.name == "Axe 1 (2024)"
        place = next(key for key, cell in first.cells.items() if cell.value == "l.\xa012")
        first.put(place[0], place[1] + 1, "Voir Anne")
        click("summaries")
        assert "Voir Anne" in [cell.value for cell in first.cells.values()]
        assert "Voir Anne" not in [cell.value for cell in second.cells.values()]


@pytest.mark.parametrize(
    ("spoil", "verb", "word"),
    [
        ({"read_only": True}, "apply", "read-only"),
        ({"shared": True}, "apply", "shared"),
        ({"auto_save": True, "keeps_saving": True}, "apply", "AutoSave"),
        ({"locked": True}, "apply", "structure"),
        ({}, "undo", "nothing to undo"),
    ],
)
def test_what_stands_in_the_way_is_said_in_a_box(excel, spoil, verb: str, word: str) -> None:
    found, workbook = excel
    vars(workbook).update(spoil)
    before, quiet = values(), state(workbook)
    assert ribbon.main([verb, "--hwnd", "4242", "--lang", "en"]) == Exit.TOLD
    ((text, title),) = found.boxes
    assert word in text
    assert title == "xlmot"
    assert values() == before
    assert state(workbook) == quiet


@pytest.mark.parametrize("habits", [ENGLISH, FRENCH], ids=["English", "French"])
def test_guards_come_and_go_and_leave_what_is_the_users(excel, habits: Habits) -> None:
    found, workbook = excel
    workbook.app.habits = habits
    sheet, before = workbook.sheets[0], values()
    own = Rule(Area(10, 1, 12, 1), {"Type": 7, "Formula1": "=LEN(A10)>1"})
    colour = Rule(Area(1, 1, 9, 9), {"Type": 2, "Formula1": "=A1>3"})
    sheet.validations, sheet.formats, sheet.names = [own], [colour], {"mine": "=1"}
    assert click("guards") == 0
    ours = [rule for rule in sheet.validations if rule is not own]
    assert {rule.arguments["Formula1"] for rule in ours} == {"=xlmot_ok"}
    assert not any(rule.area.holds(11, 1) for rule in ours)
    assert len(sheet.formats) > 3
    assert all(name.startswith("xlmot_") for name in sheet.names.keys() - {"mine"})
    assert max(rule.area.bottom for rule in ours) > sheet.used().bottom
    assert click("guards") == 0
    assert (sheet.validations, sheet.formats, sheet.names) == ([own], [colour], {"mine": "=1"})
    assert values() == before
    assert len(found.boxes) == 2


def test_guards_whose_validation_the_user_took_away_go_too(excel) -> None:
    _, workbook = excel
    click("guards")
    sheet = workbook.sheets[0]
    sheet.validations = []
    assert click("guards") == 0
    assert (sheet.formats, sheet.names) == ([], {})


@pytest.mark.parametrize(
    ("habits", "formula", "read"),
    [
        (FRENCH, "=OR(A1>1,A1<0)", False),
        (FRENCH, "=OU(A1>1;A1<0)", True),
        (ENGLISH, "=OR(A1>1,A1<0)", True),
        (ENGLISH, "=OU(A1>1;A1<0)", False),
        (FRENCH, "=xlmot_ok", True),
    ],
)
def test_excel_reads_the_formula_of_a_guard_in_its_own_language(excel, habits, formula, read):
    """Why guards are names: Excel reads what a name holds in English everywhere."""
    _, workbook = excel
    workbook.app.habits = habits
    sheet = connect().book.sheets[SHEET]
    own = sheet.range("D1").api
    for add in (own.FormatConditions.Add, own.Validation.Add):
        with nullcontext() if read else pytest.raises(com_error):
            add(Type=2, Formula1=formula)
    with nullcontext() if "," in formula or "xlmot" in formula else pytest.raises(com_error):
        sheet.api.Names.Add(Name="own", RefersToR1C1=formula)


def test_a_cell_that_is_being_edited_is_said(excel) -> None:
    found, _ = excel
    COUNTER.fault = Busy(0, seconds=100)
    assert ribbon.main(["verify", "--hwnd", "4242", "--lang", "en"]) == Exit.LOGGED
    COUNTER.fault = Busy(0, seconds=1)
    assert ribbon.main(["verify", "--hwnd", "4242", "--lang", "en"]) == 0
    assert [text for text, _ in found.boxes] == [
        "27 findings: 1 to correct, 10 to check and 16 remarks."
    ]


def test_a_protected_sheet_is_left_and_said(excel) -> None:
    found, workbook = excel
    workbook.sheets[0].protected = True
    before = values()
    assert ribbon.main(["apply", "--hwnd", "4242", "--lang", "en"]) == 0
    assert "protected" in found.boxes[-1][0]
    assert values() == before


@pytest.mark.parametrize("verb", ["guards", "undo"])
def test_a_sheet_that_is_protected_since_is_left_and_said(excel, verb: str) -> None:
    found, workbook = excel
    click("apply")
    workbook.sheets[0].protected = True
    before = values(), names(workbook), dict(workbook.sheets[0].names)
    assert ribbon.main([verb, "--hwnd", "4242", "--lang", "en"]) == Exit.TOLD
    assert "protected" in found.boxes[-1][0]
    assert (values(), names(workbook), dict(workbook.sheets[0].names)) == before
    workbook.sheets[0].protected = False
    assert click("undo") == 0


OBSTACLES = {"read_only": "read-only", "shared": "shared", "keeps_saving": "saves itself"}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_no_button_changes_what_could_not_be_kept(excel, obstacle: str) -> None:
    """Those that only say something still say it; a check says how much it found."""
    found, workbook = excel
    click("apply")
    workbook.sheets[0].put(5, 2, "Deux  blancs")
    vars(workbook).update({obstacle: True, "auto_save": obstacle == "keeps_saving"})
    before, quiet = (values(), names(workbook)), state(workbook)
    for verb in ("verify", "preview", "apply", "undo", "summaries", "guards"):
        found.boxes.clear()
        expected = Exit.DONE if verb == "verify" else Exit.TOLD
        assert ribbon.main([verb, "--hwnd", "4242", "--lang", "en"]) == expected
        ((text, _),) = found.boxes
        assert OBSTACLES[obstacle] in text
        assert (values(), names(workbook)) == before
        assert state(workbook) == quiet


def test_a_fault_of_ours_is_told_with_its_log(excel, monkeypatch) -> None:
    found, workbook = excel
    quiet = state(workbook)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("xlmot.files.reading.check_workbook", fail)
    assert ribbon.main(["verify", "--hwnd", "4242", "--lang", "en"]) == Exit.TOLD
    path = Path(next(word for word in found.boxes[0][0].split() if word.endswith(".log")))
    assert "RuntimeError: a fault" in path.read_text(encoding="utf-8")
    path.unlink()
    assert state(workbook) == quiet


def test_excel_is_put_back_whatever_happens_while_it_is_written(excel, monkeypatch) -> None:
    _, workbook = excel
    quiet, place = state(workbook), workbook.selection.areas

    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    before = values()
    monkeypatch.setattr("xlmot.books.excel.edit.delete_rows", fail)
    with pytest.raises(XlmotError, match="was undone"):
        press("apply", connect())
    assert values() == before
    assert names(workbook) == [SHEET]
    assert state(workbook) == quiet
    assert workbook.active.name == SHEET
    assert workbook.selection.areas == place


@pytest.mark.parametrize("name", ["prog é=&'1.xlsx", "a=b.xlsx", "&^%';).xlsx", "été 2024.xlsx"])
def test_any_name_of_a_workbook_will_do(name: str) -> None:
    app = ExcelApp()
    with running(app):
        workbook = open_rows(app, name, {SHEET: rows()})
        assert click("verify") == 0
        assert names(workbook) == [SHEET, "Contrôle"]


def test_a_button_runs_in_a_process_of_its_own(tmp_path) -> None:
    workbook, result = tmp_path / "a=b & c's é.xlsx", tmp_path / "result.json"
    shutil.copy(ROOT / "workbooks/programme-2024.xlsx", workbook)
    words = [str(workbook), str(result), "apply", "--hwnd", "99", "--lang", "fr"]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.excel", *words], cwd=ROOT, check=False
    )
    told = json.loads(result.read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert told["active"] == SHEET
    assert told["sheets"][SHEET]["108,1"] == "3.3"
    assert len(told["boxes"]) == 1


def test_the_excel_that_asked_is_the_one_that_answers() -> None:
    first, second = ExcelApp(11), ExcelApp(22)
    with running(first, second):
        one = open_rows(first, "a.xlsx", {SHEET: rows()})
        other = open_rows(second, "b.xlsx", {SHEET: rows()})
        assert click("verify", 22) == 0
        assert (len(one.sheets), len(other.sheets)) == (1, 2)
        with pytest.raises(XlmotError, match="runs 2 times"):
            connect()
        with pytest.raises(XlmotError, match="No workbook is open"):
            connect(33)


def test_deleted_rows_come_back_after_saving_and_opening_again(excel) -> None:
    """What is saved is the sheets of the workbook: the journal is among them."""
    _, workbook = excel
    before = values()
    click("apply")
    assert [s.state for s in workbook.sheets] == [-1, 2, 2]
    saved = Workbook(ExcelApp(7), workbook.name, [s.copy(s.name) for s in workbook.sheets])
    with running(saved.app):
        assert click("undo", 7) == 0
        assert values() == before
        assert names(saved) == [SHEET]


FEW = ("blank-row", "repeated-header", "extra-separator", "extra-spaces")
WORDS = ["".join(letters) for letters in product("bdfglmnprst", "aeiou", "clmnrst", "aeo")]


def generated(count: int) -> list[list[Any]]:
    """Return a programme of so many rows with the same few faults in each."""
    lines: list[list[Any]] = [["Code", "Title"], ["1", "ROADS"], ["1.1", "Squares"]]
    words = random.Random(7)  # noqa: S311  no secret
    lines += [["1.1", " ".join(words.choices(WORDS, k=8))] for _ in range(count - 6)]
    lines[5][1] += "  twice"
    return [*lines[:20], [], *lines[20:], ["Code", "Title"], ["1.2.", "Bridges"]]


# What is pressed before, so that there is something to replace, to take back or to remove.
BEFORE = {"apply": "preview", "undo": "apply"}


def calls(verb: str, count: int) -> list[int]:
    """Return how often Excel is asked when a button is pressed, and pressed again."""
    app, asked = ExcelApp(), []
    with running(app):
        open_rows(app, "plan.xlsx", {"Plan": generated(count)})
        for each in (*filter(None, [BEFORE.get(verb)]), verb, verb):
            COUNTER.count = 0
            click(each)
            asked.append(COUNTER.count)
    return asked


@pytest.mark.parametrize(
    ("verb", "rows"),
    [
        *((verb, 500 if verb == "summaries" else 1_000) for verb in ribbon.VERBS),
        *(pytest.param(verb, 50_000, marks=pytest.mark.slow) for verb in ribbon.VERBS),
    ],
)
def test_calls_to_excel_do_not_grow_with_the_rows(verb: str, rows: int, monkeypatch) -> None:
    """They grow with the corrections, the filters and the merged cells, which are the same here.

    What the rules do in memory asks nothing of Excel: a few of them stand for all.
    """

    few = {name: rule for name, rule in all_rules().items() if name in FEW}
    monkeypatch.setattr("xlmot.checking.check.all_rules", lambda: few)
    assert calls(verb, rows) == calls(verb, 120)


@pytest.mark.usefixtures("excel")
def test_a_check_takes_less_than_a_hundred_accesses() -> None:
    COUNTER.count = 0
    Desk(connect()).reading.report()
    assert COUNTER.count < 100


def test_undo_after_check_removes_the_findings(excel) -> None:
    _, workbook = excel
    click("verify")
    assert "Contrôle" in names(workbook)
    click("undo")
    assert "Contrôle" not in names(workbook)
