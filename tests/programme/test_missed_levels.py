"""A reading is unsure where rows may have a level that it misses."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import SETTINGS
from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one
from xlmot.programme.grid import Grid
from xlmot.programme.layout import Doubt
from xlmot.programme.workbook import read_workbook

PAGES = {"Sign in": ["Form", "Check"], "Goods": ["List", "Basket"], "News": ["Feed", "Mail"]}


def doubts(rows: Rows) -> tuple[Doubt, ...]:
    (section,) = one(Grid("Plan", rows)).table.sections
    return section.layout.reading.doubts


def pages(*names: str) -> Rows:
    """Return pages with their tasks, below a title of its own where there is one more name."""
    rows: Rows = [["Category", "Task", "Owner"]]
    left = iter(names)
    for title, tasks in PAGES.items():
        name = next(left, "")
        rows += [[name]] if name else []
        rows += [["" if n else title, f"{title} {task}", "Eva"] for n, task in enumerate(tasks)]
    return rows


def test_titles_with_nothing_below_may_be_those_of_the_next_ones() -> None:
    assert Doubt.EMPTY_TITLES not in doubts(pages())
    assert Doubt.EMPTY_TITLES not in doubts(pages("", "BACK OFFICE"))
    assert Doubt.EMPTY_TITLES in doubts(pages("FRONT OFFICE", "BACK OFFICE"))


def test_actions_that_are_indented_may_be_parts_of_others() -> None:
    rows: Rows = [["#", "Category", "Activity", "When"]]
    for number, (title, tasks) in zip(("I.", "II.", "III."), PAGES.items(), strict=True):
        rows += [[number, title, f"Do {title}", "May"], ["", "", f"Test {title}", "May"]]
        rows.append(["", "", f"   |- {tasks[0]}", ""])
    assert Doubt.INDENTED in doubts(rows)
    flat: Rows = [[*row[:2], str(row[2]).strip(), row[3]] for row in rows]
    assert Doubt.INDENTED not in doubts(flat)


@pytest.mark.parametrize("begins", ["{n}.{m}: ", ""])
def test_labels_that_begin_with_the_codes_of_others_are_none(begins: str) -> None:
    rows: Rows = [["Control", "ID", "Their ID"]]
    for place, title in enumerate(PAGES):
        for n in (1, 2, 3):
            says = begins.format(n=n + place + 3, m=n) + f"Use a tool for {title} {n}"
            rows.append([title, f"{title[:2].upper()}-{n}", says])
    assert (Doubt.HIDDEN_CODES in doubts(rows)) == bool(begins)


def test_names_alone_among_the_labels_of_a_staircase_may_be_titles() -> None:
    rows: Rows = [["", "", "Tasks", "Owner"], [1, "", "Draw classes", "L"], [2, "", "Build", "L"]]
    rows.append([3, "", "Draw what follows", ""])
    numbers = iter(range(1, 9))
    for group in ("ADMIN", "CLIENT"):
        rows.append(["", "", group])
        rows += [["", f"3.{next(numbers)}", f"Do {n} for {group}", "M"] for n in range(4)]
    assert Doubt.ROWS_LEFT_OUT in doubts(rows)
    named: Rows = [row for row in rows if len(row) > 3]
    assert Doubt.ROWS_LEFT_OUT not in doubts(named)
    notes: Rows = [[], ["", "", "Green means done"], ["", "", "White means not done"]]
    assert Doubt.ROWS_LEFT_OUT not in doubts([*named, *notes])


@pytest.mark.parametrize("code", ["TR1.{n}", "{letter}0{n}"])
def test_things_that_have_numbers_may_be_no_programme(code: str) -> None:
    rows: Rows = [["No.", "Function", "Remark"]]
    for letter in "ABCD":
        rows += [
            [code.format(n=len(rows), letter=letter), f"Show {letter} {n}", "yes"] for n in (1, 2)
        ]
    grids = (Grid("Plan", rows),)
    programmes = read_workbook("plan.xlsx", grids, SETTINGS.vocabulary).programmes
    assert all(map(is_unsure, programmes))


def test_many_rows_without_a_code_in_a_staircase_may_be_a_level_below_it() -> None:
    rows: Rows = [["No.", "", "Works", "Quantity"]]
    for part in (1, 2, 3):
        rows.append([part, "", f"Works of the {part}. part", ""])
        for group in (1, 2, 3):
            rows.append(["", f"{part}.{group}", f"The {group}. group of the {part}. part", ""])
            rows += [["", "", f"Fill the {n}. pit of {part}, {group} again", n] for n in (4, 5, 6)]
    assert Doubt.UNCODED_PARTS in doubts(rows)
    coded: Rows = [row for row in rows if row[0] or row[1]]
    assert Doubt.UNCODED_PARTS not in doubts([*coded, rows[4]])
