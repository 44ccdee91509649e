"""What staff write in generated sheets: it stays with its row, or is listed; nothing is lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.programme_2024 import rows
from tests.sheets.samples import MOT, edition, key_cell, read, report_2024
from xlmot.checking.check import check_workbook
from xlmot.messages import english, render
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.controle import controle_sheet
from xlmot.sheets.earlier.decisions import DECISION_WORDS, Decision, read_decision, with_decisions
from xlmot.sheets.earlier.notes import read_notes
from xlmot.sheets.finding_rows import NOTES
from xlmot.sheets.written import as_grid

PROGRAMME = read(rows(), MOT)
SHEETS = [as_grid(sheet, english) for sheet in axe_sheets(PROGRAMME, edition(PROGRAMME))]


def commented(comments):
    """Return the sheets of the axes with comments on the actions of some rows of the source."""
    made = []
    for grid in SHEETS:
        _, key = key_cell(grid)
        lines = [list(line) for line in grid.rows]
        for line in lines:
            number = str(line[key - 3]).removeprefix("r. ")
            if number.isdecimal() and int(number) in comments:
                line[key - 2] = comments[int(number)]
        made.append(grid._replace(rows=lines))
    return made


def regenerated(grids, new_rows):
    """Return the comments by row of the source, and those in the lists of rows that are gone."""
    programme = read(new_rows, MOT)
    notes = [note for grid in grids for note in read_notes(grid, 1)]
    placed, homeless = {}, []
    for sheet in axe_sheets(programme, edition(programme), notes):
        grid = as_grid(sheet, english)
        for note in read_notes(grid, 1):
            if note.is_empty:
                continue
            source = [text for text in note.shown if text.startswith("r. ")]
            if note.listed:
                homeless.append(note.values[0])
            else:
                placed[int(source[-1].removeprefix("r. "))] = note.values[0]
    return placed, homeless


def test_comments_stay_when_nothing_changes() -> None:
    comments = {7: "Ask Ann", 20: "=1+1", 100: "x" * 2000, 111: 12, 19: "on a title"}
    assert regenerated(commented(comments), rows()) == (comments, [])


def test_comments_follow_inserted_moved_and_renamed_rows() -> None:
    lines = rows()
    lines[6][1] = "Suivi des PdL de la mandature 2022-2027, veille juridique et politique"
    lines.insert(120, ["3.3.2", lines.pop(99)[1]])
    lines[3:3] = [["", ""], ["", ""]]
    placed, homeless = regenerated(commented({7: "renamed", 100: "moved", 60: "still"}), lines)
    assert placed == {9: "renamed", 123: "moved", 62: "still"}
    assert homeless == []


def test_a_comment_whose_row_is_gone_is_listed_and_comes_back_with_its_row() -> None:
    lines = rows()
    gone = lines.pop(19)
    grids = commented({20: "Ask Ann", 7: "stays"})
    assert regenerated(grids, lines) == ({7: "stays"}, ["Ask Ann"])
    programme = read(lines, MOT)
    notes = [note for grid in grids for note in read_notes(grid, 1)]
    again = [as_grid(s, english) for s in axe_sheets(programme, edition(programme), notes)]
    assert regenerated(again, lines) == ({7: "stays"}, ["Ask Ann"])
    lines.insert(19, gone)
    assert regenerated(again, lines) == ({7: "stays", 20: "Ask Ann"}, [])


def test_a_comment_below_the_table_and_one_of_a_vanished_axe_are_kept() -> None:
    grids = commented({100: "on axe 3"})
    _, key = key_cell(grids[0])
    loose: list[str | None] = [None] * key
    loose[key - 2] = "Call the printer"
    grids[0] = grids[0]._replace(rows=[*grids[0].rows, loose])
    placed, homeless = regenerated(
        grids, [line for line in rows() if line[:1] and line[0][0] != "3"]
    )
    assert placed == {}
    assert sorted(homeless) == ["Call the printer", "on axe 3"]


@settings(max_examples=15)
@given(st.data())
def test_no_comment_is_ever_lost(data) -> None:
    actions = [PROGRAMME.table.numbers[index] for index in PROGRAMME.owners]
    numbers = data.draw(st.lists(st.sampled_from(actions), unique=True, max_size=6))
    comments = {number: f"comment {number}" for number in numbers}
    lines = data.draw(st.permutations(rows()[3:60]))
    kept = lines[: data.draw(st.integers(20, len(lines)))]
    placed, homeless = regenerated(commented(comments), [*rows()[:3], *kept, *rows()[60:]])
    assert sorted([*placed.values(), *homeless]) == sorted(comments.values())


def decided(decisions):
    """Return the sheet of findings with a decision and a comment on some rules."""
    grid = as_grid(controle_sheet(report_2024(), edition(PROGRAMME)), english)
    header, key = key_cell(grid)
    lines = [list(line) for line in grid.rows]
    for line in lines[header:]:
        rule = str(line[key - 1]).split("|")[0]
        if rule in decisions:
            line[key - 3], line[key - 2] = decisions[rule]
    return grid._replace(rows=lines)


def report_on(lines):
    workbook = read_workbook("programme-2024.xlsx", [Grid("Programme 2024", lines)], MOT.vocabulary)
    found = tuple(check_workbook(workbook, MOT))
    return report_2024()._replace(programmes=workbook.programmes, findings=found)


DECIDED = decided({"oe-ligature": ("Ignore", "house style"), "draft-marker": ("Apply", None)})
LATER = [["", ""], *rows()]


def test_ignored_findings_are_ignored_by_the_next_check_though_rows_have_moved() -> None:
    report = report_on(LATER)
    found = with_decisions(report.programmes, report.findings, read_notes(DECIDED, NOTES))
    assert {finding.rule for finding in found if finding.ignored} == {"oe-ligature"}


def test_decisions_and_comments_stay_with_their_finding() -> None:
    sheet = controle_sheet(report_on(LATER), edition(PROGRAMME), read_notes(DECIDED, NOTES))
    notes = read_notes(as_grid(sheet, english), NOTES)
    shown = {note.identity.group: note.values for note in notes}
    assert shown["oe-ligature"] == ("Ignore", "house style")
    assert shown["draft-marker"] == ("Apply", None)
    assert {v for rule, v in shown.items() if rule not in ("oe-ligature", "draft-marker")} == {
        ("Undecided", None)
    }


def test_findings_that_are_gone_are_counted_and_what_was_said_of_them_is_kept() -> None:
    lines = rows()
    lines[106][1] = lines[106][1].replace("oeuvre", "œuvre")
    lines[118][0] = "3.3"
    old = replace(
        controle_sheet(report_2024(), edition(PROGRAMME)).mark, day=date(2024, 4, 1).isoformat()
    )
    notes = read_notes(DECIDED, NOTES)
    sheet = controle_sheet(report_on(lines), edition(PROGRAMME), notes, earlier=old)
    grid = as_grid(sheet, english)
    assert "2 findings settled since 2024-04-01" in str(grid.rows[4][0])
    listed = [note.values for note in read_notes(grid, NOTES) if note.listed]
    assert listed == [("Ignore", "house style")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("decision", Decision)
def test_decisions_are_read_in_every_language(language, decision) -> None:
    assert read_decision(render(DECISION_WORDS[decision], translation(language))) is decision
