"""Programmes without codes, whose levels only their look tells, are read and said to be unsure."""

from __future__ import annotations

from datetime import date

import pytest

from tests.programme.test_layouts import SETTINGS, depth_of
from xlmot.findings import DeleteRow
from xlmot.findings.edits import apply_edits
from xlmot.programme.grid import Grid, Look, Value
from xlmot.programme.workbook import read_workbook

BOLD = Look(bold=True)
WEEKS: list[Value] = [date(2026, 1, day) for day in (5, 12, 19, 26)]
LABELS = ["Prepare", "Meet", "Plan", "Choose", "Build", "Dig", "Pour", "Close", "Hand over"]
TITLES = ("Prepare", "Build", "Close")


def depths(grid: Grid) -> dict[str, int]:
    """Return the depth of each label that was read, all of them in one unsure programme."""
    [programme] = read_workbook("A.xlsx", (grid,), SETTINGS.vocabulary).programmes
    assert programme.table.sections[0].layout.reading.unsure
    found = {}
    for index in programme.table.data():
        found[programme.table.labels[index]] = depth_of(programme, index)
    return found


def planned(labels: list[str] = LABELS, *, header: list[Value] | None = None) -> list[list[Value]]:
    rows: list[list[Value]] = [header or ["Task", "Owner", *WEEKS]]
    rows += [[label] for label in labels]
    return rows


def looks(rows: list[list[Value]], look: Look = BOLD) -> dict[tuple[int, int], Look]:
    return {(n, 1): look for n, row in enumerate(rows, 1) if row and row[0] in TITLES}


EXPECTED = {label: 1 if label in TITLES else 2 for label in LABELS}


@pytest.mark.parametrize(
    "header",
    [
        ["Task", "Owner", *WEEKS],
        ["Task", *WEEKS],
        ["", *WEEKS],
        ["", 48, 49, 50, 51],
        ["Task", "Owner", 19, 26, 5, 12],
        ["", "W1", "W2", "W3", "W4"],
    ],
)
def test_a_calendar_may_stand_right_of_the_labels(header: list[Value]) -> None:
    rows = planned(header=header)
    assert depths(Grid("A", rows, looks=looks(rows))) == EXPECTED


@pytest.mark.parametrize("stated", ["Name: Smith", "Nom : Durand", "Titel:Bad", "Task: 12"])
def test_what_is_stated_of_the_plan_above_its_header_names_no_column(stated: str) -> None:
    rows: list[list[Value]] = [["Weather station", stated], ["Town"], *planned()]
    # Names above the header are indented less than the labels below it.
    indents = {(n, 1): 1 if row[0] in TITLES else 2 for n, row in enumerate(rows, 1) if n > 3}
    assert depths(Grid("A", rows, indents=indents)) == EXPECTED


def test_titles_are_told_by_a_fill_of_any_colour() -> None:
    rows = planned()
    colours = {cell: Look(fill=str(n)) for n, cell in enumerate(looks(rows))}
    assert depths(Grid("A", rows, looks=colours)) == EXPECTED


def test_late_actions_marked_in_red_are_no_titles() -> None:
    rows = planned()
    red = {(4, 1): Look(fill="red"), (7, 1): Look(fill="red")}
    assert depths(Grid("A", rows, looks={**looks(rows), **red})) == EXPECTED


def test_two_looks_are_two_levels_of_titles() -> None:
    labels = ["North", "Prepare", "Meet", "Plan", "Build", "Dig"]
    labels += ["South", "Close", "Hand over", "Pay", "Store"]
    rows = planned(labels)
    above = {
        (n, 1): Look(True, "blue") for n, row in enumerate(rows, 1) if row[0] in ("North", "South")
    }
    found = depths(Grid("A", rows, looks={**looks(rows), **above}))
    assert [found[label] for label in labels] == [1, 2, 3, 3, 2, 3, 1, 2, 3, 3, 3]


def test_a_title_of_a_word_and_a_number_has_a_code() -> None:
    labels = ["Phase 1", "Meet", "Plan", "Phase 2", "Dig", "Pour", "Lay"]
    rows = planned(labels)
    bold = {(n, 1): BOLD for n, row in enumerate(rows, 1) if str(row[0]).startswith("Phase")}
    assert list(depths(Grid("A", rows, looks=bold)).values()) == [1, 2, 2, 1, 2, 2, 2]


def test_a_note_below_a_blank_row_is_beside_the_programme() -> None:
    rows: list[list[Value]] = [*planned(), [], ["Ask the office about the dates", "", "x"]]
    assert depths(Grid("A", rows, looks=looks(rows))) == EXPECTED


def test_actions_below_a_blank_row_are_kept() -> None:
    rows: list[list[Value]] = [*planned(), [], ["Pay"]]
    assert depths(Grid("A", rows, looks=looks(rows))) == {**EXPECTED, "Pay": 2}


def test_numbers_beside_the_labels_are_no_calendar() -> None:
    rows: list[list[Value]] = [[label, 3, 8, 2, 5] for label in LABELS]
    grid = Grid("A", rows, looks=looks(rows))
    assert not read_workbook("A.xlsx", (grid,), SETTINGS.vocabulary).programmes


def test_labels_beside_their_own_codes_are_not_read_by_their_look() -> None:
    rows: list[list[Value]] = [["Task", "Ref", *WEEKS]]
    rows += [[label, f"QX-{7 * n}"] for n, label in enumerate(LABELS)]
    grid = Grid("A", rows, looks=looks(rows))
    programmes = read_workbook("A.xlsx", (grid,), SETTINGS.vocabulary).programmes
    assert all(p.table.sections[0].layout.scheme != "order" for p in programmes)


def test_the_look_moves_up_with_the_rows_when_one_is_deleted() -> None:
    rows = planned()
    grid = Grid("A", rows, looks=looks(rows), indents={(3, 1): 1}, outline={3: 1})
    [after] = apply_edits((grid,), (DeleteRow("A", 2, tuple(rows[1])),))
    assert dict(after.looks) == {(5, 1): BOLD, (8, 1): BOLD}
    assert (dict(after.indents), dict(after.outline)) == ({(2, 1): 1}, {2: 1})


def test_actions_may_have_a_running_number_where_titles_have_none() -> None:
    rows: list[list[Value]] = [["Nr.", "Task", "Start"]]
    number = 0
    for title in ("Plan", "Build", "Open"):
        rows.append(["", title, ""])
        for verb in ("Ask", "Draw", "Test"):
            number += 1
            rows.append([f"{number}.", f"{verb} again for {title}", f"week {number}"])
    filled = {(row, 2): Look(fill="grey") for row in (2, 6, 10)}
    found = depths(Grid("Plan", rows, looks=filled))
    assert list(found.values()) == [1, 2, 2, 2] * 3


def test_sums_right_below_the_last_action_are_none() -> None:
    rows: list[list[Value]] = [["Task", "Owner", *WEEKS]]
    rows += [[label, "Ann", 1, 2] for label in LABELS]
    rows += [["Hours a week", "", 8, 16, 8], ["All hours", "", 24, 12, 12]]
    added = {(row, n): "SUM(C2:C10)" for row in (11, 12) for n in (3, 4, 5)}
    assert depths(Grid("Plan", rows, looks=looks(rows), formulas=added)) == EXPECTED


def test_how_to_add_rows_in_a_look_of_its_own_is_no_action() -> None:
    rows: list[list[Value]] = [["Task", "Owner", *WEEKS]]
    rows += [[label, "Ann"] for label in LABELS]
    rows.append(["Put more rows above this one"])
    own = {**looks(rows), (11, 1): Look(fill="grey")}
    assert depths(Grid("Plan", rows, looks=own)) == EXPECTED
    assert len(depths(Grid("Plan", rows, looks=looks(rows)))) == len(EXPECTED) + 1


REQUIREMENTS = ["1", "1", "1.3", "1.2", "2", "4.1", "1.1", "3.1.2", "2"]


def test_codes_of_another_list_beside_a_running_number_are_no_codes_of_the_tasks() -> None:
    rows: list[list[Value]] = [["ID", "Req. ID", "Task", "Owner"]]
    rows += [[n, REQUIREMENTS[n - 1], label, "Eva"] for n, label in enumerate(LABELS, 1)]
    indents = {(n, 3): 0 if row[2] in TITLES else 1 for n, row in enumerate(rows, 1)}
    assert depths(Grid("A", rows, indents=indents)) == EXPECTED
    # Codes that go with the indents are those of the tasks, whatever numbers the rows.
    own = ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "3", "3.1"]
    for row, code in zip(rows[1:], own, strict=True):
        row[1] = code
    found = read_workbook("A.xlsx", (Grid("A", rows, indents=indents),), SETTINGS.vocabulary)
    assert found.programmes[0].table.sections[0].layout.code == 2


@pytest.mark.parametrize("gap", ["   ", "    "])
def test_a_list_without_a_header_is_read_where_indents_and_looks_agree(gap: str) -> None:
    labels = [*LABELS, "Write it down"]
    rows: list[list[Value]] = [[]]
    rows += [[f"{gap * (1 if label in TITLES else 2)}{label}"] for label in labels]
    own = {(n, 1): BOLD for n, row in enumerate(rows, 1) if row and str(row[0]).strip() in TITLES}
    expected = {**EXPECTED, "Write it down": 2}
    found = depths(Grid("A", rows, looks=own))
    assert {label.strip(): depth for label, depth in found.items()} == expected
    assert not read_workbook("A.xlsx", (Grid("A", rows),), SETTINGS.vocabulary).programmes
