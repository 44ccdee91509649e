"""The button « Comparer »: which two programmes it takes, and what it leaves in the workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.com import ExcelApp
from tests.excel.engine import running
from tests.excel.files import open_rows
from xlmot.books.mark import read_mark
from xlmot.books.memory import MemoryBook
from xlmot.messages import english, render
from xlmot.messages.errors import UnreadableFile
from xlmot.programme.grid import Value
from xlmot.ribbon import __main__ as ribbon
from xlmot.ribbon.buttons.compare import compare_programmes
from xlmot.ribbon.open_workbook import Desk
from xlmot.ribbon.texts import Exit

DAY = date(2024, 5, 3)
Rows = list[list[Value]]


def programme(year: str = "", action: str = "Mend the roof") -> Rows:
    head = f"PLAN {year}" if year else "Title"
    return [["Code", head], ["1", "ROADS"], ["1.1", "Squares"], ["1.1", "Pave"], ["1.1", action]]


def book(name: str, **sheets: Rows) -> MemoryBook:
    return MemoryBook(name, sheets)


def pressed(target: MemoryBook, *beside: MemoryBook, chosen: Path | None = None) -> tuple[str, str]:
    """Return the sheets compared, the earlier first, and what was told."""
    target.beside = beside
    desk = Desk(target, day=DAY, choose=lambda _: chosen)
    done = compare_programmes(desk)
    marks = [mark for text in target.marks.values() if (mark := read_mark(text))]
    pairs = " ".join(f"{mark.code}→{mark.source}" for mark in marks)
    return pairs, render(done.message, english) if done.box else ""


def saved(path: Path, **sheets: Rows) -> Path:
    workbook: Any = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(row)
    workbook.save(path)
    return path


NEW, OLD = programme("2025"), programme("2024", "Mend the roof of the hall")
NOTES: Rows = [["Ann", "12"], ["Bob", "13"]]


@pytest.mark.parametrize(
    ("sheets", "pair"),
    [
        ({"B": NEW, "A": OLD}, "A→B"),
        ({"A": OLD, "B": NEW, "C": programme("2023")}, "A→B"),
        ({"y 2025": programme(), "y_2024": programme()}, "y_2024→y 2025"),
    ],
)
def test_two_years_in_one_workbook_are_compared(sheets, pair) -> None:
    assert pressed(book("plan.xlsx", **sheets), book("other", Z=programme("2019"))) == (pair, "")


def test_without_a_year_the_first_sheet_is_the_earlier_and_that_is_told() -> None:
    pair, told = pressed(book("plan.xlsx", Draft=programme(), Final=programme(action="Sell it")))
    assert pair == "Draft→Final"
    assert "“Draft” of plan.xlsx was taken" in told


def test_several_programmes_without_years_are_not_guessed_at() -> None:
    with pytest.raises(UnreadableFile, match="A, B, C"):
        pressed(book("plan.xlsx", A=programme(), B=programme(), C=programme()))


@pytest.mark.parametrize(
    ("mine", "theirs", "pair"),
    [(NEW, OLD, "There→Here"), (OLD, NEW, "Here→There")],
    ids=["the other is earlier", "the other is later"],
)
def test_the_only_other_programme_that_is_open_is_taken(mine, theirs, pair) -> None:
    here, there = book("here.xlsx", Here=mine), book("there.xlsx", There=theirs)
    before = there.values()
    assert pressed(here, book("notes.xlsx", Notes=NOTES), there) == (pair, "")
    assert there.values() == before
    assert here.sheet_names() == ["Here", "Changes 2024-2025"]


def test_of_several_open_programmes_the_user_chooses(tmp_path) -> None:
    path = saved(tmp_path / "plan 2023.xlsx", Old=programme("2023"), Older=programme("2022"))
    others = book("a.xlsx", A=OLD), book("b.xlsx", B=OLD)
    data = path.read_bytes()
    assert pressed(book("here.xlsx", Here=NEW), *others, chosen=path) == ("Old→Here", "")
    assert path.read_bytes() == data


def test_who_cancels_the_dialogue_changes_nothing() -> None:
    here = book("here.xlsx", Here=NEW)
    assert pressed(here) == ("", "")
    assert here.sheet_names() == ["Here"]


@pytest.mark.parametrize(
    ("name", "sheets", "told"),
    [("missing.xlsx", None, "There is no file"), ("notes.xlsx", {"N": NOTES}, "no programme in")],
)
def test_a_file_that_cannot_be_compared_is_said(name, sheets, told, tmp_path) -> None:
    path = saved(tmp_path / name, **sheets) if sheets else tmp_path / name
    with pytest.raises(UnreadableFile, match=told):
        pressed(book("here.xlsx", Here=NEW), chosen=path)


def test_a_second_click_makes_the_same_sheet_again() -> None:
    here = book("plan.xlsx", A=OLD, B=NEW)
    first = pressed(here), here.marks, here.values()
    assert (pressed(here), here.marks, here.values()) == first


@pytest.mark.parametrize("cancelled", [True, False])
def test_excel_asks_for_the_file(cancelled, tmp_path) -> None:
    path = saved(tmp_path / "été = 1 & l'autre.xlsx", Plan=OLD)
    app = ExcelApp()
    with running(app) as excel:
        workbook = open_rows(app, "plan.xlsx", {"Plan": NEW})
        app.chosen = [] if cancelled else [str(path)]
        assert ribbon.main(["compare", "--hwnd", "4242", "--lang", "fr"]) == Exit.DONE
        ((kinds, title),) = app.asked
        names = [sheet.name for sheet in workbook.sheets]
    assert kinds == "Classeurs (*.xlsx;*.xlsm),*.xlsx;*.xlsm"
    assert title == "Choisir le programme le plus ancien"
    assert names == ["Plan"] if cancelled else ["Plan", "Évolution 2024-2025"]
    assert excel.boxes == []
