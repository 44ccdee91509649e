"""The sheet of findings: on one screen, each link with its row's text, nothing of staff lost."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.checked import checked
from tests.sheets.samples import (
    DAY,
    GENERIC,
    edition,
    key_cell,
    programme_2024,
    report_2024,
    sheets_2024,
)
from xlmot.books.mark import KEY_HEADER, cells_hash, is_edited
from xlmot.books.memory import MemoryBook
from xlmot.findings import DeleteRow
from xlmot.messages import Message, english, render
from xlmot.messages.translation import translation
from xlmot.sheets.changes import LONGEST, before_and_after, row_text_of
from xlmot.sheets.controle import DECISION_COLUMN, controle_sheet
from xlmot.sheets.earlier.notes import read_notes
from xlmot.sheets.finding_rows import MOST_ROWS, NOTES
from xlmot.sheets.font import column_pixels
from xlmot.sheets.layout import Edition
from xlmot.sheets.looks import column_width
from xlmot.sheets.write import write_sheets
from xlmot.sheets.written import as_grid, stamped

SHEET = sheets_2024()[1]
GRID = as_grid(SHEET, english)
HEADER, KEY = key_cell(GRID)
ROWS = [dict(zip(GRID.rows[HEADER - 1], row, strict=True)) for row in GRID.rows[HEADER:]]
# What Excel takes of a screen beside the cells: the row numbers and the scroll bar.
LAPTOP, AROUND = 1366, 60


def test_what_is_decided_on_stands_on_the_screen_of_a_laptop() -> None:
    heads = GRID.rows[HEADER - 1][:DECISION_COLUMN]
    shown = ["No.", "Severity", "Row", "Code", "What was found", "Before", "After", "Correction"]
    assert list(heads) == [*shown, "Decision"]
    columns = SHEET.columns[: KEY - 1]
    assert sum(column_pixels(column.width) for column in columns) <= LAPTOP - AROUND
    assert (SHEET.frozen, SHEET.frozen_columns) == (HEADER, 3)


def test_the_text_beside_a_link_is_that_of_the_linked_row() -> None:
    table = programme_2024().table
    labels = dict(zip(table.numbers, table.labels, strict=True))
    for row in ROWS:
        label = labels.get(int(str(row["Row"]).removeprefix("r. ")), "")
        text = row["Label"] if row[KEY_HEADER] else row["What was found"]
        assert label.startswith(str(text or "").rstrip("…")), row


def test_a_finding_is_linked_to_its_main_row_even_if_another_stands_above() -> None:
    """Two findings of 2024 name first a row that stands below another of theirs."""
    mains = {
        int(str(row["Row"]).removeprefix("r. ")): row["Label"] for row in ROWS if row[KEY_HEADER]
    }
    later = [f for f in report_2024().findings if f.places[0].row > min(f.rows)]
    assert [finding.rule for finding in later] == ["action-repeats-title", "acronym-case"]
    for finding in later:
        label = str(mains[finding.places[0].row]).rstrip("…")
        assert (finding.label or "").startswith(label)


def test_each_row_of_a_finding_is_a_link() -> None:
    numbers = range(1, len(report_2024().findings) + 1)
    shown = [[row["Row"] for row in ROWS if row["No."] == number] for number in numbers]
    found = [[f"r. {row}" for row in finding.rows] for finding in report_2024().findings]
    assert sorted(shown) == sorted(found)
    places = {place for place, cell in SHEET.cells.items() if cell.link and cell.link.follows}
    assert places == {(HEADER + number, 3) for number in range(1, len(ROWS) + 1)}


def test_many_rows_of_one_finding_are_named_in_one_line() -> None:
    rows: list[list[Any]] = [["Code", "Title"], ["1", "ROADS"]]
    two = ("Pave street", "Light lane")
    rows += [line for n in range(20) for line in ([], *(["1", f"{what} {n}"] for what in two))]
    report = checked(MemoryBook("plan", {"Plan": rows}), GENERIC)
    sheet = controle_sheet(report, edition(report.programmes[0]))
    grid = as_grid(sheet, english)
    links = [cell for cell in sheet.cells.values() if cell.link and cell.link.follows]
    assert len(links) == 1 + MOST_ROWS
    assert any("Also on rows 42, 45, 48, 51, 54, 57, 60." in row for row in grid.rows)


def test_nothing_found_is_a_sentence_and_no_table() -> None:
    sheet = controle_sheet(report_2024()._replace(findings=()), edition(programme_2024()))
    assert sheet.table is None
    assert sheet.cells[4, 1].content is not None
    assert sheet.last_row == 5


def test_a_decision_colours_the_rows_of_its_finding_wherever_they_are_sorted() -> None:
    page: Any = openpyxl.load_workbook(BytesIO(write_sheets([SHEET])))["Findings"]
    formulas = [
        (str(area.sqref), rule.formula[0])
        for area in page.conditional_formatting
        for rule in area.rules
    ]
    first, last = HEADER + 1, SHEET.last_row
    assert formulas == [
        (
            f"A{first}:M{last}",
            f'COUNTIFS($A${first}:$A${last},$A{first},$I${first}:$I${last},"{word}")>0',
        )
        for word in ("Apply", "Ignore")
    ]


def former(notes):
    """Return the sheet as an earlier version laid it out, with what staff wrote on some rules."""
    heads = ["No.", "Severity", "Rule", "Row", "Code", "Label", "What was found", "Proposal"]
    heads += ["Before", "After", "Correction", "Decision", "Comment", KEY_HEADER]
    lines: list[list[Any]] = [
        ["Check — programme-2024.xlsx"],
        ["Programme 2024 · made on 2024-05-03"],
        [],
        [],
        [],
    ]
    lines += [[None], heads]
    for row in ROWS:
        if row[KEY_HEADER]:
            line = [row.get(head) for head in heads]
            rule = str(row[KEY_HEADER]).split("|")[0]
            line[-3:-1] = notes.get(rule, ("Undecided", None))
            lines.append(line)
    return GRID._replace(rows=lines, formulas={})


@pytest.mark.parametrize("gone", [False, True])
def test_what_staff_wrote_in_the_layout_of_an_earlier_version_is_carried_over(gone) -> None:
    notes = {"oe-ligature": ("Ignore", "house style"), "draft-marker": ("Undecided", "ask Ann")}
    grid = former(notes)
    mark = replace(stamped(SHEET, english), cells=cells_hash(former({}), NOTES))
    assert not is_edited(grid, mark)
    report = report_2024()
    if gone:
        report = report._replace(findings=report.findings[:1])
    made = as_grid(
        controle_sheet(report, edition(programme_2024()), read_notes(grid, NOTES)), english
    )
    _, key = key_cell(made)
    found = {
        str(row[key - 1]).lstrip("~").split("|")[0]: (row[key - 3], row[key - 2])
        for row in made.rows
        if row[key - 1] and row[key - 2]
    }
    assert found.pop("_xlmot") == ("Decision", "Comment")
    assert found.pop("draft-marker")[1] == "ask Ann"
    assert found == {"oe-ligature": notes["oe-ligature"]}


def test_a_long_code_is_not_cut() -> None:
    lines = [["Code", "Title"], ["112-11", "ROADS"], ["112-11-01", "Pave  it"]]
    lines += [["112-11-02", "Mend  it"], ["112-11-03", "Plant  it"]]
    report = checked(MemoryBook("plan", {"Plan": lines}))
    sheet = controle_sheet(report, Edition("generic", DAY))
    codes = [cell for (_, column), cell in sheet.cells.items() if column == 4]
    assert max(column_width(str(cell.content)) for cell in codes[1:]) <= sheet.columns[3].width
    assert all("wrap" in cell.look for cell in codes[1:] if cell.content)


def test_a_row_that_is_deleted_is_shown_as_its_reader_writes_numbers_and_days() -> None:
    old = ("1.1", "Équipements portuaires", 3100000.0, date(2026, 12, 31), 0.5)
    shown, after = before_and_after(DeleteRow("Plan", 7, old))
    assert isinstance(shown, Message)
    assert render(shown, translation("fr")) == (
        "1.1 | Équipements portuaires | 3100000 | 31/12/2026 | 0,5"
    )
    assert str(after) == "(row deleted)"
    long = row_text_of(DeleteRow("Plan", 7, ("word " * 100, "more")))
    assert len(str(long)) <= LONGEST
