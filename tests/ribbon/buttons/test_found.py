"""The buttons that go through what is wrong, and those of a right click on a row."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.excel.com import ExcelApp, RangeObject, SheetObject, Workbook
from tests.excel.engine import running
from tests.excel.files import open_rows
from tests.excel.sheets import Rule
from tests.ribbon.refusing import click
from xlmot.books.memory import MemoryBook
from xlmot.messages import render
from xlmot.programme.address import Area
from xlmot.ribbon import __main__ as ribbon
from xlmot.ribbon.open_workbook import Desk
from xlmot.ribbon.texts import Exit

ROWS: list[list[Any]] = [
    *(["Code", "Title"], ["1", "ROADS"], ["1.1", "Squares"], ["1.1", "Pave the  square"]),
    *(["1.1.", "Plant old trees"], ["1.1", "Mend the fence , soon"], ["1.1", "Plant old trees"]),
]
NOTES = [["Mine", "it  is"]]


@pytest.fixture
def book() -> MemoryBook:
    return MemoryBook("plan.xlsx", {"Plan": ROWS, "Notes": NOTES})


def press(verb: str, book: Any, **given: Any) -> str:
    return render(ribbon.VERBS[verb](Desk(book, "en", **given)).message)


def here(book: MemoryBook) -> tuple[str, int, int]:
    now = book.selected()
    return now.sheet, *now.areas[0][:2]


def test_next_goes_through_every_cell_and_begins_again(book) -> None:
    told = [press("next", book) for _ in range(5)]
    places = [line.partition(":")[0].partition(" of 4, cell ")[2] for line in told]
    assert places == ["B4", "A5", "B5", "B6", "B4"]
    assert "spaces" in told[0].lower()
    assert here(book) == ("Plan", 4, 2)
    assert press("previous", book).startswith("4 of 4, cell B6")
    assert press("previous", book).startswith("3 of 4")


@pytest.mark.parametrize(
    ("at", "after", "before"),
    [(("Plan", 5, 2), "B6", "A5"), (("Notes", 1, 1), "B4", "B6"), (("Plan", 99, 1), "B4", "B6")],
)
def test_the_way_begins_where_the_selection_is(book, at, after: str, before: str) -> None:
    book.select(*at)
    assert f"cell {after}" in press("next", book)
    book.select(*at)
    assert f"cell {before}" in press("previous", book)


def test_where_nothing_is_wrong_nothing_is_selected() -> None:
    book = MemoryBook("plan.xlsx", {"Plan": ROWS[:3]})
    before = book.selected()
    for verb in ("next", "previous", "why", "ignore"):
        assert "nothing wrong" in press(verb, book)
    assert book.selected() == before
    assert book.sheet_names() == ["Plan"]


def test_why_says_what_is_wrong_in_the_row_alone_and_the_reason(book) -> None:
    book.select("Plan", 5, 1)
    told = press("why", book)
    assert "1.1." in told
    assert "rows 5, 7" in told
    assert "fence" not in told
    assert len(told.split("\n")) > 3
    book.select("Notes", 1, 2)
    assert "nothing wrong" in press("why", book)


def test_a_row_is_corrected_alone_and_undo_takes_it_back(book) -> None:
    before = book.values()["Plan"]
    book.select("Plan", 4, 1)
    press("correct", book, ask=pytest.fail)
    after = book.values()["Plan"]
    assert [n for n, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new] == [
        4
    ]
    assert after[3] == ["1.1", "Pave the square"]
    press("undo", book)
    assert book.values()["Plan"] == before


@pytest.mark.parametrize("answer", [True, False])
def test_what_asks_to_be_confirmed_is_shown_first(book, answer: bool) -> None:
    asked: list[str] = []

    def ask(question: Any) -> bool:
        asked.append(render(question))
        return answer

    rows = [*ROWS[:3], ["1.1", "Pave the square"], ["1.1", "PAVE"], ["1.1", "Pave the square"]]
    book = MemoryBook("plan.xlsx", {"Plan": rows})
    from xlmot.findings import Safety

    found = Desk(book).reading.report().open_findings
    fixes = [f.fix for f in found if f.fix and f.fix.safety is not Safety.SAFE]
    book.select("Plan", fixes[0].edits[0].row, 1)
    before = book.values()["Plan"]
    press("correct", book, ask=ask)
    assert len(asked) == 1
    assert (book.values()["Plan"] != before) is answer


def test_a_row_of_another_sheet_is_not_corrected(book) -> None:
    before = book.values()
    book.select("Notes", 1, 2)
    assert "alone" in press("correct", book)
    assert book.values() == before


def test_an_ignored_row_is_found_no_more_and_its_decision_stands_in_the_sheet(book) -> None:
    book.select("Plan", 5, 1)
    assert "2 findings are ignored" in press("ignore", book)
    assert "nothing wrong" in press("why", book)
    assert press("next", book).startswith("2 of 2, cell B6")
    words = [value for row in book.generated("Findings").rows for value in row]
    assert words.count("Ignore") == 2
    press("verify", book)
    assert press("previous", book).startswith("1 of 2, cell B4")


def test_a_confirmed_correction_can_be_ignored_after_all(book) -> None:
    press("verify", book)
    book.select("Plan", 5, 1)
    press("ignore", book)
    press("ignore", book)
    assert "nothing wrong" in press("why", book)


@pytest.fixture
def workbook() -> Any:
    app = ExcelApp()
    with running(app) as excel:
        yield excel, open_rows(app, "plan.xlsx", {"Plan": ROWS, "Notes": NOTES})


# What a message box answers, as Windows counts its buttons.
YES = 6


def select(workbook: Workbook, *areas: Area) -> None:
    workbook.selection = RangeObject(SheetObject(workbook, workbook.active), list(areas))


def test_in_excel_the_cell_is_shown_and_selected(workbook) -> None:
    excel, plan = workbook
    plan.active = plan.sheets[1]
    assert click("next") == Exit.DONE
    assert plan.active.name == "Plan"
    assert plan.selection.areas == [Area(4, 2, 4, 2)]
    assert "cell B4" in excel.boxes[-1][0]


@pytest.mark.parametrize(
    "areas",
    [[Area(4, 1, 4, 16384), Area(6, 2, 6, 2)], [Area(1, 1, 1048576, 1)], [Area(4, 2, 6, 2)]],
)
def test_several_rows_of_excel_are_corrected_at_once(workbook, areas) -> None:
    excel, plan = workbook
    select(plan, *areas)
    excel.answers = [YES]
    assert click("correct") == Exit.DONE
    cells = plan.sheets[0].cells
    assert cells[4, 2].value == "Pave the square"
    assert cells[6, 2].value == "Mend the fence, soon"
    assert cells[5, 1].value == ("1.1." if len(areas) == 2 else "1.1")


def test_with_a_picture_selected_nothing_is_taken_for_a_row(workbook) -> None:
    excel, plan = workbook
    plan.selection = object()
    for verb in ("why", "ignore", "correct"):
        assert click(verb) == Exit.DONE
    assert [sheet.name for sheet in plan.sheets] == ["Plan", "Notes"]
    assert "nothing wrong" in excel.boxes[0][0]


def test_cells_are_marked_by_one_format_and_a_second_click_takes_it_away(workbook) -> None:
    excel, plan = workbook
    sheet = plan.sheets[0]
    before = deepcopy(sheet)
    assert click("mark") == Exit.DONE
    (made,) = sheet.formats
    areas = [made.area, *made.others]
    assert areas == [Area(5, 1, 5, 1), Area(4, 2, 7, 2)]
    assert "5 cells are marked" in excel.boxes[-1][0]
    assert not plan.sheets[1].formats
    assert click("mark") == Exit.DONE
    assert sheet == before


def test_marks_follow_what_is_done(workbook) -> None:
    _, plan = workbook
    sheet = plan.sheets[0]

    def marked() -> list[Area]:
        return [area for made in sheet.formats for area in (made.area, *made.others)]

    click("mark")
    select(plan, Area(4, 1, 4, 1))
    click("correct")
    assert marked() == [Area(5, 1, 5, 1), Area(5, 2, 7, 2)]
    click("undo")
    assert marked() == [Area(5, 1, 5, 1), Area(4, 2, 7, 2)]
    select(plan, Area(6, 1, 6, 1))
    click("ignore")
    assert marked() == [Area(5, 1, 5, 1), Area(4, 2, 5, 2), Area(7, 2, 7, 2)]
    click("apply")
    assert marked() == [Area(5, 2, 5, 2), Area(7, 2, 7, 2)]
    sheet.cell(7, 2).value = "Plant young trees"
    click("verify")
    assert marked() == []
    assert not any(name.startswith("_xlmot_found") for name in sheet.names)


def test_formats_of_the_user_and_guards_stay(workbook) -> None:
    _, plan = workbook
    sheet = plan.sheets[0]
    sheet.formats = [Rule(Area(1, 1, 9, 9), {"Type": 2, "Formula1": "=A1=1"})]
    click("guards")
    before = [*sheet.formats]
    click("mark")
    assert len(sheet.formats) == len(before) + 1
    click("mark")
    assert sheet.formats == before
    click("mark")
    click("guards")
    assert len(sheet.formats) == 2
    click("mark")
    assert len(sheet.formats) == 1


def test_hundreds_of_cells_are_marked_by_one_format(workbook) -> None:
    _, plan = workbook
    sheet = plan.sheets[0]
    for row in range(8, 1_000, 2):
        sheet.cell(row, 1).value = "1.1"
        sheet.cell(row, 2).value = f"Mend  fence {row}"
        sheet.cell(row + 1, 1).value = "1.1"
        sheet.cell(row + 1, 2).value = f"Mend fence {row} again"
    assert click("mark") == Exit.DONE
    (made,) = sheet.formats
    assert len(made.others) > 490


def test_a_protected_sheet_is_not_marked(workbook) -> None:
    excel, plan = workbook
    plan.sheets[0].protected = True
    assert click("mark") == Exit.TOLD
    assert "protected" in excel.boxes[-1][0]
    assert plan.sheets[0].formats == []
    plan.sheets[0].protected = False
    click("mark")
    plan.sheets[0].protected = True
    assert click("mark") == Exit.TOLD
    assert "protected" in excel.boxes[-1][0]
    assert len(plan.sheets[0].formats) == 1


def test_a_second_click_removes_the_marks_in_memory_too(book) -> None:
    press("mark", book)
    assert book.marked == {"Plan": (Area(5, 1, 5, 1), Area(4, 2, 7, 2))}
    press("next", book)
    assert book.is_marked()
    press("mark", book)
    assert not book.is_marked()
