"""What staff decide on the sheet of findings is what cleaning does, on an open book and on a file.

Apply      its fix is made, though it asks to be confirmed
Ignore     its fix is not made, though it is safe
Undecided   nothing is decided: safe fixes are made, others not
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest

from tests.books.books import shown
from xlmot.books.mark import find_key
from xlmot.books.memory import MemoryBook
from xlmot.checking.plan import plan_cleaning
from xlmot.cli.main import main
from xlmot.programme.grid import Value
from xlmot.ribbon.buttons.check import verify
from xlmot.ribbon.buttons.clean import apply, correct, preview
from xlmot.ribbon.open_workbook import Desk
from xlmot.settings.load import load_settings

TWICE, SPACES = "duplicate-row", "extra-spaces"
ROWS: list[list[Value]] = [
    ["Code", "Title"],
    ["1", "ROADS"],
    ["1.1", "Squares"],
    ["1.1", "Pave  the square"],
    ["1.1", "Mend the roof"],
    ["1.1", "Mend the roof"],
    [],
    ["1.2", "Tracks"],
    ["1.2", "Ask for a survey"],
    ["1.2", "Ask for a survey"],
    ["1.2", "Count  cars"],
]
SQUARE, ROOF, SURVEY, CARS = ("pave the square", "mend the roof", "ask for a survey", "count cars")
Decisions = Mapping[tuple[str, str], str]


def checked(rows: list[list[Value]], decisions: Decisions) -> MemoryBook:
    """Return a book with its sheet of findings, decisions written by rule and label."""
    book = MemoryBook("plan", {"Plan": [list(row) for row in rows]})
    verify(Desk(book))
    decide(book, decisions)
    return book


def decide(book: MemoryBook, decisions: Decisions) -> None:
    grid = book.generated("Findings")
    header, key = find_key(grid) or (0, 0)
    left = dict(decisions)
    for row in grid.rows[header:]:
        if not any(row[key - 1 : key]):
            continue
        rule, *_, label, _ = str(row[key - 1]).split("|")
        if (rule, label) in left:
            row[key - 3] = left.pop((rule, label))  # type: ignore[index]  # a list
    assert not left


def labels(book: MemoryBook) -> list[Value]:
    return [row[1] for row in shown(book.grids("Plan")[0])[2:] if row]


def changed(book: MemoryBook, rows: list[list[Value]]) -> None:
    """Have the user write the whole programme anew."""
    grid = book.grids("Plan")[0]
    grid.rows[:] = [list(row) for row in rows]  # type: ignore[index]  # a list


PAVE, PAVED, COUNT, COUNTED = "Pave  the square", "Pave the square", "Count  cars", "Count cars"
ROOF_TEXT, SURVEY_TEXT = "Mend the roof", "Ask for a survey"


@pytest.mark.parametrize(
    ("decisions", "wanted"),
    [
        ({}, [PAVED, ROOF_TEXT, ROOF_TEXT, SURVEY_TEXT, SURVEY_TEXT, COUNTED]),
        (
            {(TWICE, ROOF): "Apply", (SPACES, SQUARE): "Ignore"},
            [PAVE, ROOF_TEXT, SURVEY_TEXT, SURVEY_TEXT, COUNTED],
        ),
        (
            {(TWICE, ROOF): "appliquer", (TWICE, SURVEY): "Ignorer", (SPACES, CARS): "À traiter"},
            [PAVED, ROOF_TEXT, SURVEY_TEXT, SURVEY_TEXT, COUNTED],
        ),
        (
            {(TWICE, ROOF): "ask Ann", (TWICE, SURVEY): "Apply"},
            [PAVED, ROOF_TEXT, ROOF_TEXT, SURVEY_TEXT, COUNTED],
        ),
    ],
)
def test_apply_does_what_is_decided(decisions, wanted) -> None:
    book = checked(ROWS, decisions)
    apply(Desk(book))
    assert [label for label in labels(book) if label not in ("Squares", "Tracks")] == wanted
    book.undo()
    assert labels(book) == [row[1] for row in ROWS[2:] if row]


def test_what_is_to_be_applied_is_ticked_in_the_preview_and_made_by_it() -> None:
    book = checked(ROWS, {(TWICE, ROOF): "Apply", (SPACES, SQUARE): "Ignore"})
    preview(Desk(book))
    apply(Desk(book))
    assert labels(book).count(ROOF_TEXT) == 1
    assert labels(book).count(SURVEY_TEXT) == 2
    assert PAVE in labels(book)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Mend the roof", "Mend the roofs"),
        ("Ask for a survey", "Mend the roof"),
        ("Squares", "Places"),
    ],
    ids=["the rows are reworded", "another pair says it now", "it stands under another title"],
)
def test_what_was_decided_of_a_finding_that_is_gone_does_nothing(was, now) -> None:
    book = checked(ROWS, {(TWICE, ROOF): "Apply"})
    kept = [row for row in ROWS if was != SURVEY_TEXT or row[1:] != [ROOF_TEXT]]
    after = [[now if value == was else value for value in row] for row in kept]
    changed(book, after)
    apply(Desk(book))
    assert len(labels(book)) == sum(len(row) > 1 for row in after[2:])


def test_what_was_decided_of_another_proposal_is_not_done_and_has_to_be_decided_again() -> None:
    book = checked(ROWS, {(TWICE, ROOF): "Apply"})
    changed(book, [[*row, 300] if row[1:] == [ROOF_TEXT] else row for row in ROWS])
    done = correct(Desk(book))
    assert labels(book).count(ROOF_TEXT) == 2
    assert "what is proposed there has changed" in str(done.message)
    verify(Desk(book))
    correct(Desk(book))
    assert labels(book).count(ROOF_TEXT) == 2
    decide(book, {(TWICE, ROOF): "Apply"})
    correct(Desk(book))
    assert labels(book).count(ROOF_TEXT) == 1


def test_a_decision_follows_its_row_when_others_come_above() -> None:
    book = checked(ROWS, {(TWICE, ROOF): "Apply"})
    changed(book, [["", ""], ROWS[0], *ROWS[1:]])
    apply(Desk(book))
    assert labels(book).count(ROOF_TEXT) == 1


def test_what_a_confirmed_fix_brings_to_light_is_not_confirmed_with_it() -> None:
    """What is applied in a later round may take another finding for the one that is settled."""

    def decide(_: Any, findings: Any) -> list[Any]:
        return [f._replace(confirmed=f.rule == TWICE and f.rows[0] in (5, 6)) for f in findings]

    rows: list[list[Value]] = [
        *ROWS[:5],
        ["1.1", "Mend the roof"],
        ["1.1", "Sell it"],
        ["1.1", "Sell it"],
        *ROWS[7:],
    ]
    grids = MemoryBook("plan", {"Plan": rows}).grids()
    plan = plan_cleaning("plan", grids, load_settings("generic"), apply_decisions=decide)
    assert [edit.row for edit in plan.edits if type(edit).__name__ == "DeleteRow"] == [6]


def test_the_command_line_honours_the_same_decisions(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")
    path = tmp_path / "plan.xlsx"
    workbook: Any = openpyxl.Workbook()
    workbook.active.title = "Plan"
    for row in ROWS:
        workbook.active.append(row)
    workbook.save(path)
    main(["check", str(path), "--sheet-report"])
    workbook = openpyxl.load_workbook(path)
    for row in workbook["Findings"].iter_rows():
        for cell in row:
            text = str(cell.value)
            if text.startswith(f"{TWICE}|") and ROOF in text:
                row[cell.column - 3].value = "Apply"
            if text.startswith(f"{SPACES}|") and SQUARE in text:
                row[cell.column - 3].value = "Ignore"
    workbook.save(path)
    assert main(["clean", str(path), "--in-place"]) == 0
    found = [row[1].value for row in openpyxl.load_workbook(path)["Plan"].iter_rows(min_row=3)]
    assert found == [*("Squares", PAVE, ROOF_TEXT, "Tracks", SURVEY_TEXT, SURVEY_TEXT, COUNTED)]


def test_there_is_one_sheet_of_findings_whichever_programme_comes_first(tmp_path) -> None:
    path = tmp_path / "plan.xlsx"
    workbook: Any = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name in ("Plan 2024", "Plan 2025"):
        page = workbook.create_sheet(name)
        for row in ROWS:
            page.append(row)
    workbook.save(path)
    main(["summarize", str(path), "--in-place", "--lang", "en"])
    workbook = openpyxl.load_workbook(path)
    findings = workbook["Findings"]
    findings.cell(findings.max_row, 10).value = "Ask Ann"
    workbook.move_sheet("Plan 2025", -1)
    workbook.save(path)
    main(["summarize", str(path), "--in-place", "--lang", "en"])
    workbook = openpyxl.load_workbook(path)
    assert [name for name in workbook.sheetnames if "Findings" in name] == ["Findings"]
    assert "Ask Ann" in {cell.value for cell in workbook["Findings"]["J"]}
