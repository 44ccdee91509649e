"""Titles in columns left of those that are read, and in rows that look like their header."""

from __future__ import annotations

import pytest

from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one, shown
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid

WORKS = {"Pave": ["North", "South", "Square"], "Plant": ["Limes", "Oaks"], "Mend": ["Well"]}


def coded(*left: str) -> Rows:
    """Return works with a code and a label each, right of some columns that hold nothing."""
    rows: Rows = []
    for number, (title, actions) in enumerate(WORKS.items(), 1):
        rows.append([*left, str(number), title])
        rows += [[*left, f"{number}.{n}", f"{title} {a}"] for n, a in enumerate(actions, 1)]
    return rows


def test_texts_merged_over_rows_left_of_a_staircase_may_be_titles_above_it() -> None:
    rows: Rows = [["Domain", "Control", "Sub-control", "Clause"]]
    for row in coded():
        deep = "." in str(row[0])
        rows.append(["", "" if deep else row[0], row[0] if deep else "", row[1]])
    assert not is_unsure(one(Grid("Plan", rows)))
    rows[1][0], rows[5][0] = "The streets", "The parks and the wells"
    merges = (Area(2, 1, 5, 1), Area(6, 1, len(rows), 1))
    assert is_unsure(one(Grid("Plan", rows, merges=merges)))


def test_one_name_above_all_may_be_the_title_of_all() -> None:
    rows: Rows = [["Town", "Code", "Title"], *coded("")]
    rows[1][0] = "Old harbour"
    assert is_unsure(one(Grid("Plan", rows)))


def test_a_text_alone_above_the_codes_may_be_a_title_not_a_header() -> None:
    rows: Rows = [["What we do in 2026"], [], ["PROJECT NAME"], *coded()]
    assert is_unsure(one(Grid("Plan", rows)))


def test_a_group_without_a_known_name_stands_left_of_three_levels() -> None:
    rows: Rows = [["Blip", "Phase", "Task", "Step", "Note"]]
    rows += [["Town", "Dig", "Mark", "Paint", ""], ["", "", "", "Measure", "x"]]
    rows += [["", "", "Haul", "Load", ""], ["", "Pour", "Mix", "Stir", ""], ["", "", "", "Wet", ""]]
    rows += [["Port", "Moor", "Drive", "Test", ""], ["", "", "Weld", "Cut", "x"]]
    rows += [["", "Light", "Wire", "Bend", ""], ["", "", "", "Join", ""]]
    merges = (Area(2, 1, 6, 1), Area(7, 1, 10, 1), Area(2, 2, 4, 2), Area(5, 2, 6, 2))
    assert shown(one(Grid("Plan", rows, merges=merges))) == [
        *("1 Town", "2 Dig", "3 Mark", "4 Paint", "4 Measure", "3 Haul", "4 Load", "2 Pour"),
        *("3 Mix", "4 Stir", "4 Wet", "1 Port", "2 Moor", "3 Drive", "4 Test", "3 Weld"),
        *("4 Cut", "2 Light", "3 Wire", "4 Bend", "4 Join"),
    ]


def test_a_first_title_is_one_though_what_stands_below_it_says_the_same() -> None:
    rows: Rows = [["Area", "Page", "Feature"], ["Sign in", "Sign in", "Sign in"]]
    rows += [["", "", "Register"], ["Goods", "Goods", "List"], ["", "", "Add"], ["", "", "Edit"]]
    rows += [["", "Basket", "Fill"], ["", "", "Pay"]]
    own = [(2, 1, 3, 1), (2, 2, 3, 2), (4, 1, 8, 1), (4, 2, 6, 2), (7, 2, 8, 2)]
    merges = tuple(Area(*corners) for corners in own)
    assert shown(one(Grid("Plan", rows, merges=merges)))[:5] == [
        *("1 Sign in", "2 Sign in", "3 Sign in", "3 Register", "1 Goods"),
    ]


@pytest.mark.parametrize("times", [1, 3])
def test_a_heading_that_stands_again_on_each_page_is_no_text_without_a_code(times: int) -> None:
    head: list[str] = ["Activity (milestone)", "Packages", "Cost"]
    rows: Rows = []
    for number, (title, actions) in enumerate(WORKS.items(), 1):
        if number <= times:
            rows += [[], [*head]] if rows else [[*head]]
        own = [f"{number}.{n} {action}" for n, action in enumerate(actions, 1)]
        rows += [[f"{number}. {title}" if not n else "", text, 9] for n, text in enumerate(own)]
    depths = [line[0] for line in shown(one(Grid("Plan", rows)))]
    assert depths == [*"1222", *"122", *"12"]


def test_hours_between_titles_and_their_actions_are_no_step() -> None:
    rows: Rows = [["Group", "Max", "Unit", "Score"]]
    for title, actions in WORKS.items():
        rows += [[], [title, 9, "", 8], []]
        rows += [["", 3, f"{title} {action}", 2.5] for action in actions]
    expected = []
    for title, actions in WORKS.items():
        expected += [f"1 {title}", *(f"2 {title} {action}" for action in actions)]
    assert shown(one(Grid("Plan", rows))) == expected


def test_a_number_among_labels_is_said_as_excel_shows_it() -> None:
    rows: Rows = [["Phase", "Task"], ["Plan", "Ask"], ["", "Build"], ["", "Run"]]
    rows += [["Show", "Invite"], ["", 2040.0], ["", "Close"]]
    assert "2 2040" in shown(one(Grid("Plan", rows)))
