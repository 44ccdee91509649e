"""A column of texts without a header, among those that are read: a doubt that is told."""

from __future__ import annotations

import pytest

from tests.programme.test_titles_of_other_looks import Rows, shown
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.programme.layout import Doubt
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings

CODED: Rows = [
    ["Code", "Control", "Description", "Owner"],
    ["1", "Context", "What surrounds us", "Eva"],
    ["1.1", "Parties", "Those who have a say", "Ben"],
    ["1.2", "Scope", "What it is all about", "Eva"],
    ["2", "Planning", "What is to be done", "Ben"],
    ["2.1", "Risks", "What may go wrong", "Eva"],
    ["2.2", "Goals", "What should go right", "Ben"],
]
PLACES = [("Roads", ["North", "South"]), ("Parks", ["Elm Park", "Oak Park"])]
DEEDS = ["Survey", "Repair", "Inspect"]


def levels(*, repeated: bool) -> Rows:
    """Return a column per level, each title on all of its rows or on the first alone."""
    rows: Rows = [["Phase", "Activity", "Task", "Owner"]]
    for title, places in PLACES:
        for place in places:
            for deed in DEEDS:
                above = (place == places[0] and deed == DEEDS[0], deed == DEEDS[0])
                shows = [repeated or first for first in above]
                own = [
                    text if show else "" for text, show in zip((title, place), shows, strict=True)
                ]
                rows.append([*own, f"{deed} {place}", "Eva"])
    return rows


LAYOUTS = {"codes": CODED, "repeated": levels(repeated=True), "once": levels(repeated=False)}


def read(rows: Rows, *merges: Area) -> tuple[Programme, ...]:
    grid = Grid("Plan", rows)._replace(merges=merges)
    return read_workbook("plan.xlsx", [grid], load_settings("generic").vocabulary).programmes


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("column", range(4))
def test_an_emptied_header_changes_no_row_of_what_is_read_surely(name: str, column: int) -> None:
    rows = LAYOUTS[name]
    [whole] = read(rows)
    assert not whole.table.sections[0].layout.reading.unsure
    header = [text if number != column else "" for number, text in enumerate(rows[0])]
    for programme in read([header, *rows[1:]]):
        if not programme.table.sections[0].layout.reading.unsure:
            assert shown(programme) == shown(whole)


def test_the_doubt_is_told() -> None:
    [programme] = read([["Code", "", "Description", "Owner"], *CODED[1:]])
    assert Doubt.UNNAMED_COLUMN in programme.table.sections[0].layout.reading.doubts


@pytest.mark.parametrize("beside", ["x {}", "REC-{}", "", 4.5], ids=str)
def test_marks_and_names_of_records_are_none(beside: object) -> None:
    texts = ["x" if beside == "x {}" else str(beside).format(n) for n in range(len(CODED))]
    cells = [beside if isinstance(beside, float) else text for text in texts]
    rows: Rows = [
        [row[0], "" if row is CODED[0] else cell, *row[1:]]
        for row, cell in zip(CODED, cells, strict=True)
    ]
    [programme] = read(rows)
    assert not programme.table.sections[0].layout.reading.unsure


def test_a_header_merged_over_two_columns_names_both() -> None:
    rows: Rows = [[*row[:2], "" if row is CODED[0] else row[2], row[3]] for row in CODED]
    [programme] = read(rows, Area(1, 2, 1, 3))
    assert not programme.table.sections[0].layout.reading.unsure


def test_rows_above_what_was_taken_for_the_header_are_not_lost_silently() -> None:
    """The header names no level: a row that names a step and a task looks more like one."""
    rows: Rows = [["", "Component", "", ""]]
    for title, places in PLACES:
        for place in places:
            deeds = [f"Task {n} of {place}" for n in range(4)]
            rows += [[title if place == places[0] else "", place, deeds[0], ""]]
            rows += [["", "", deed, ""] for deed in deeds[1:]]
    for programme in read(rows):
        first = min(programme.table.numbers)
        assert programme.table.sections[0].layout.reading.unsure or first <= 2


@pytest.mark.parametrize("lost", range(3))
def test_a_header_with_a_slip_that_stands_again_is_no_row(lost: int) -> None:
    rows = levels(repeated=True)
    header = [text if number != lost else "" for number, text in enumerate(rows[0])]
    [whole] = read(rows)
    for programme in read([*rows[:7], header, *rows[7:]]):
        assert [line[2:] for line in shown(programme)] == [line[2:] for line in shown(whole)]
