"""Lists whose levels their look shows: what stands above them, beside them, and at their foot."""

from __future__ import annotations

from datetime import date

import pytest

from tests.programme.test_layouts import SETTINGS
from tests.programme.test_titles_of_other_looks import BOLD, Rows, bold, is_unsure, one, shown
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Look, Value
from xlmot.programme.workbook import read_workbook

BLUE, GREY = Look(bold=True, fill="blue"), Look(fill="grey")
KITCHEN = {"Stove": ["Boil", "Roast", "Simmer"], "Sink": ["Rinse", "Scrub"], "Larder": ["Stack"]}
EXPECTED = [
    *("1 Stove", "2 Boil", "2 Roast", "2 Simmer"),
    *("1 Sink", "2 Rinse", "2 Scrub", "1 Larder", "2 Stack"),
]


def kitchen(*beside: Value) -> Rows:
    """Return the rows of the kitchen: titles alone, and something beside each action."""
    rows: Rows = []
    for title, actions in KITCHEN.items():
        rows.append([title])
        rows += [[action, *beside] for action in actions]
    return rows


@pytest.mark.parametrize("name", [[], [["Kitchen of the canteen"]]])
def test_two_texts_above_a_title_that_stands_alone_are_a_header(name: Rows) -> None:
    rows: Rows = [*name, ["Zork", "Wuv"], *kitchen("gone")]
    programme = one(Grid("Plan", rows, looks=bold(rows, 1)))
    assert shown(programme) == EXPECTED
    assert is_unsure(programme)


def test_what_is_stated_of_the_plan_is_no_header_of_it() -> None:
    stated: Rows = [["Task:", "Kitchen"], ["Where:", "Canteen"], ["When:", date(2026, 3, 2)]]
    rows: Rows = [*stated, ["Zork", "Wuv"], *kitchen("gone")]
    assert shown(one(Grid("Plan", rows, looks=bold(rows, 1)))) == EXPECTED


def test_a_calendar_with_one_wrong_day_is_one() -> None:
    days = [date(2026, 3, day) for day in range(2, 12)]
    days[6] = date(2025, 3, 8)
    rows: Rows = [["Zork", "Wuv", *days], *kitchen("MB", None, "x")]
    assert shown(one(Grid("Plan", rows, looks=bold(rows, 1)))) == EXPECTED


def test_hints_left_of_a_plan_are_none_of_its_levels() -> None:
    """As in the plans that spreadsheet programs offer: hints for screen readers in column A."""
    rows: Rows = [
        ["Enter the name of the plan in B1.", "Canteen"],
        ["This row holds the headings.", "TASK", "ASSIGNED TO", "START"],
        ["Do not delete this row."],
    ]
    looks = {}
    for phase in (1, 2, 3):
        hint = f"Cell B{len(rows) + 1} holds the name of a phase." if phase != 2 else None
        rows.append([hint, f"Phase {phase}"])
        looks[len(rows), 2] = BLUE
        rows += [[None, f"Task {n}", None, date(2026, phase, n)] for n in (1, 2, 3, 4)]
    rows.append(["This row ends the plan.", "Insert new rows above this one"])
    looks[len(rows), 2] = GREY
    tasks = [f"2 Task {n}" for n in (1, 2, 3, 4)]
    expected = ["1 Phase 1", *tasks, "1 Phase 2", *tasks, "1 Phase 3", *tasks]
    assert shown(one(Grid("Plan", rows, looks=looks))) == expected


def test_how_much_tasks_matter_is_not_what_they_are_called() -> None:
    rows: Rows = [["item ID", "Priority", "Backlog Item", "Owner"]]
    count, looks = 0, {}
    for title, actions in {**KITCHEN, "Hall": ["Sweep", "Polish"]}.items():
        rows.append([title])
        looks[len(rows), 1] = BOLD
        for action in actions:
            count += 1
            rows.append([count, ("HIGH", "LOW")[count % 2], action, "JK"])
    numbered = (line for line in shown(one(Grid("Plan", rows, looks=looks))) if line[0] == "2")
    assert [*numbered] == [
        *("2 1 Boil", "2 2 Roast", "2 3 Simmer", "2 4 Rinse"),
        *("2 5 Scrub", "2 6 Stack", "2 7 Sweep", "2 8 Polish"),
    ]


@pytest.mark.parametrize("numbers", ["001 002 003 100 101 200", "1 2 5 1 3 1", "10 11 12 7 8 1"])
def test_titles_may_stand_alone_where_the_numbers_of_their_actions_do(numbers: str) -> None:
    rows: Rows = [["Activity", "", "Hours"]]
    left = iter(numbers.split())
    expected = []
    for title, actions in KITCHEN.items():
        rows.append([title])
        expected.append(f"1 {title}")
        for action in actions:
            rows.append([number := next(left), action, 4])
            expected.append(f"2 {number} {action}")
    assert shown(one(Grid("Plan", rows))) == expected


def test_a_number_may_be_merged_over_the_actions_of_its_week() -> None:
    rows: Rows = [["Week", "Activity", "Done"]]
    for month in ("February", "March"):
        rows.append([month])
        rows += [[1, f"Ask in {month}", 5], [2, f"Test {month} 1", 5], ["", f"Sort {month}", 5]]
        rows += [["", f"Think of {month}", 5], [3, f"Test {month} 2", 5]]
    merges = (Area(4, 1, 6, 1), Area(10, 1, 12, 1))
    programme = one(Grid("Plan", rows, merges=merges))
    labels = [programme.table.labels[index] for index in programme.table.data()]
    depths = [line[0] for line in shown(programme)]
    assert [*zip(depths, labels, strict=True)] == [
        ("1" if len(row) == 1 else "2", str(row[-1] if len(row) == 1 else row[1]))
        for row in rows[1:]
    ]


def test_weeks_that_are_numbered_name_no_columns() -> None:
    weeks = [f"S{n}" for _ in range(3) for n in (1, 2, 3, 4)]
    rows: Rows = [["", "", "", *weeks], ["Activity", "", "Owner"]]
    for title, actions in KITCHEN.items():
        rows.append([title])
        rows += [[n, action, "Eva"] for n, action in enumerate(actions, 1)]
    lines = shown(one(Grid("Plan", rows)))
    assert [line for line in lines if line[0] == "1"] == [f"1 {title}" for title in KITCHEN]
    assert len(lines) == len(EXPECTED)


def test_blocks_of_colour_begin_with_their_titles() -> None:
    """As in the plans that spreadsheet programs offer: colours of its own for each phase."""
    rows: Rows = [["TASK", "START"]]
    looks = {}
    for number, (title, actions) in enumerate(KITCHEN.items()):
        rows.append([title, date(2026, 3, 1 + number)])
        looks[len(rows), 1] = Look(fill=f"dark {number}", bold=not number)
        for action in actions:
            rows.append([action, date(2026, 3, 1 + number)])
            looks[len(rows), 1] = Look(fill=f"light {number}")
    rows += [[], ["Insert new rows above this one"], [], ["Plans by Example"], ["© Example"]]
    looks[len(rows) - 3, 1] = GREY
    programme = one(Grid("Plan", rows, looks=looks))
    assert shown(programme) == EXPECTED
    assert programme.table.sections[0].layout.mark == "blocks"


def test_titles_at_the_end_may_have_no_actions_yet() -> None:
    rows: Rows = [["Task", "Owner"], *kitchen("MB"), ["Hall", "MB"], ["Roof", "MB"]]
    looks = {**bold(rows, 1), (len(rows) - 1, 1): BOLD, (len(rows), 1): BOLD}
    assert shown(one(Grid("Plan", rows, looks=looks))) == [*EXPECTED, "1 Hall", "1 Roof"]


def test_the_labels_may_be_named_below_the_other_columns() -> None:
    rows: Rows = [["", "ROLES", "A. Lane, manager", "B. Moor, tester"], ["Task", "Status", "Lead"]]
    programme = one(Grid("Plan", [*rows, *kitchen("done", "R")], looks=bold(rows, 1)))
    assert shown(programme) == EXPECTED


def blocks() -> tuple[Rows, dict[tuple[int, int], Look]]:
    """Return a list of one column: a title below a blank row, then its actions."""
    rows: Rows = [["TODO"]]
    looks = {(1, 1): BOLD}
    for title, actions in KITCHEN.items():
        rows += [[], [title]]
        rows += [[action] for action in actions]
        looks[len(rows) - len(actions), 1] = BOLD
    return rows, looks


def test_a_list_of_one_column_in_blocks_needs_no_heading() -> None:
    rows, looks = blocks()
    assert shown(one(Grid("Plan", rows, looks=looks))) == EXPECTED


def test_a_list_of_one_column_with_a_bold_action_is_none() -> None:
    rows, looks = blocks()
    grid = Grid("Plan", rows, looks=looks | {(5, 1): BOLD})
    assert not read_workbook("plan.xlsx", (grid,), SETTINGS.vocabulary).programmes


def test_a_column_of_numbers_alone_is_no_list() -> None:
    grid = Grid("Plan", [[number] for number in range(9)])
    assert not read_workbook("plan.xlsx", (grid,), SETTINGS.vocabulary).programmes


def test_names_that_count_make_titles_as_long_as_they_all_do() -> None:
    rows: Rows = [["Planning", "W1", "W2", "W3", "W4"]]
    for number, actions in enumerate(KITCHEN.values()):
        rows.append([f"Phase {number}"])
        rows += [[action, "x"] for action in actions]
    programme = one(Grid("Plan", [*rows, ["Phase 3"], ["Open"]]))
    assert is_unsure(programme)


def test_an_action_with_a_known_word_in_it_is_no_header_below_a_calendar() -> None:
    rows: Rows = [["Begins on 2 March", "", "W1", "W2", "W3", "W4"], ["Preparing", "W1"]]
    rows += [["Project search", "team"], ["Project idea", "MB"], ["Ask", "JK"], ["Building", "W2"]]
    rows += [["Project site", "team"], ["Project tools", "MB"], ["Weld", "JK"]]
    looks = {(2, 1): BOLD, (6, 1): BOLD}
    depths = [line[0] for line in shown(one(Grid("Plan", rows, looks=looks)))]
    assert depths == [*"1222", *"1222"]


@pytest.mark.parametrize("slip", [None, (8, 113), (8, 12)])
def test_numbers_by_hundreds_leave_the_levels_to_the_looks(slip: tuple[int, int] | None) -> None:
    rows: Rows = [["Nr.", "Zork", "Wuv", "When"]]
    looks, expected = {}, []
    for chapter in (100, 200):
        for part in range(chapter, chapter + 40, 10):
            title = f"Chapter {part}" if part == chapter else f"Part with {part}"
            rows.append([part, title])
            looks[len(rows), 2] = Look(bold=True, fill="dark" if part == chapter else "light")
            expected.append(f"{1 + (part > chapter)} {part} {title}")
            for number in range(part + 1, part + 5 if part > chapter else part + 1):
                rows.append([number, f"Do a thing of {number}", "Eva", date(2026, 3, 1)])
                expected.append(f"3 {number} Do a thing of {number}")
    if slip:
        row, number = slip
        expected[row] = expected[row].replace(str(rows[row + 1][0]), str(number), 1)
        rows[row + 1][0] = number
    assert shown(one(Grid("Plan", rows, looks=looks))) == expected
