"""Lists whose levels their look shows: what stands above them, beside them, and at their foot."""

from __future__ import annotations

from datetime import date

import pytest

from tests.programme.test_titles_of_other_looks import BOLD, Rows, bold, is_unsure, one, shown
from xlmot.programme.grid import Grid, Look

BLUE, GREY = Look(bold=True, fill="blue"), Look(fill="grey")
KITCHEN = {"Stove": ["Boil", "Roast", "Simmer"], "Sink": ["Rinse", "Scrub"], "Larder": ["Stack"]}
EXPECTED = [
    *("1 Stove", "2 Boil", "2 Roast", "2 Simmer"),
    *("1 Sink", "2 Rinse", "2 Scrub", "1 Larder", "2 Stack"),
]


def kitchen(*beside: object) -> Rows:
    """Return the rows of the kitchen: titles alone, and something beside each action."""
    rows: Rows = []
    for title, actions in KITCHEN.items():
        rows.append([title])
        rows += [[action, *beside] for action in actions]  # type: ignore[list-item]
    return rows


@pytest.mark.parametrize("name", [[], [["Kitchen of the canteen"]]])
def test_two_texts_above_a_title_that_stands_alone_are_a_header(name: Rows) -> None:
    rows = [*name, ["Zork", "Wuv"], *kitchen("gone")]
    programme = one(Grid("Plan", rows, looks=bold(rows, 1)))
    assert shown(programme) == EXPECTED
    assert is_unsure(programme)


def test_what_is_stated_of_the_plan_is_no_header_of_it() -> None:
    stated: Rows = [["Task:", "Kitchen"], ["Where:", "Canteen"], ["When:", date(2026, 3, 2)]]
    rows = [*stated, ["Zork", "Wuv"], *kitchen("gone")]
    assert shown(one(Grid("Plan", rows, looks=bold(rows, 1)))) == EXPECTED


def test_a_calendar_with_one_wrong_day_is_one() -> None:
    days = [date(2026, 3, day) for day in range(2, 12)]
    days[6] = date(2025, 3, 8)
    rows = [["Zork", "Wuv", *days], *kitchen("MB", None, "x")]
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
