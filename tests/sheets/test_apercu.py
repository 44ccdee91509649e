"""The preview of a cleaning: every edit, why it is made, and the ticks read back."""

from dataclasses import replace

import pytest

from tests.programme_2024 import book
from tests.sheets.samples import MOT, edition, key_cell, programme_2024
from xlmot.checking.plan import Target, plan_cleaning, target
from xlmot.findings import DeleteRow
from xlmot.messages import english
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.settings.load import load_settings
from xlmot.sheets.apercu import UNTICKED, apercu_sheet, read_ticks
from xlmot.sheets.changes import cut_around
from xlmot.sheets.written import as_grid

PLAN = plan_cleaning("programme-2024.xlsx", book().grids(), MOT, unsafe=True)
EDITION = edition(programme_2024())


def preview(plan=PLAN, unticked=()):
    return as_grid(apercu_sheet(plan, "programme-2024.xlsx", EDITION, "Preview", unticked), english)


def lines(grid):
    header, _ = key_cell(grid)
    return {line[2]: line for line in grid.rows[header:]}


def test_every_edit_has_a_line_and_every_line_a_reason() -> None:
    shown = lines(preview())
    assert len(shown) == len(PLAN.edits)
    assert all(line[3] for line in shown.values())


@pytest.mark.parametrize(
    ("cell", "rule", "before", "after", "correction"),
    [
        ("A119", "Extra separator", "3.3.", "3.3", "safe"),
        ("row 21", "Blank rows", "(blank row)", "(row deleted)", "safe"),
        ("A38", "Header and data cells swapped", "Axe", "1.3.2", "to confirm"),
        (
            "row 42",
            "Header and data cells swapped. Repeated header",
            "1.3.2 | PROGRAMME 2024 - projet",
            "(row deleted)",
            "to confirm",
        ),
        (
            "B34",
            "Space before punctuation",
            "…transfrontalier , et lien avec la loi…",
            "…transfrontalier, et lien avec la loi…",
            "safe",
        ),
    ],
)
def test_a_line_says_what_changes_and_why(cell, rule, before, after, correction) -> None:
    line = lines(preview())[cell]
    assert [line[3], line[4], line[5], line[6]] == [rule, before, after, correction]


def test_merged_cells_have_a_line_of_their_own_that_can_be_unticked() -> None:
    area = Area(2, 1, 3, 1)
    grid = Grid("Plan", [["Code", "Title"], ["1 ", "ROADS"], ["", "Pave"]], merges=(area,))
    settings = load_settings()
    plan = plan_cleaning("plan.xlsx", [grid], settings)
    sheet = as_grid(apercu_sheet(plan, "plan.xlsx", EDITION, "Preview"), english)
    shown = lines(sheet)
    assert shown.keys() == {"A2:A3", "A2", "A3"}
    assert shown["A2:A3"][3:7] == ["Merged cells", "(merged cells)", "(unmerged)", "safe"]
    assert "1 merged area to unmerge and 2 cells to correct" in str(sheet.rows)
    assert read_ticks(sheet).keys() == {target(edit) for edit in plan.edits}
    left = plan_cleaning("plan.xlsx", [grid], settings, locked={Target("Plan", 2, 1, value=False)})
    assert [edit.cell for edit in left.edits if not isinstance(edit, DeleteRow)] == ["A2"]


def test_a_cell_that_several_rules_change_names_them_all() -> None:
    assert lines(preview())["B99"][3] == "Open list style. Abbreviation"


def unticked(grid: Grid) -> set[Target]:
    return {place for place, ticked in read_ticks(grid).items() if not ticked}


def test_what_is_unticked_stays_out_of_the_cleaning() -> None:
    grid = preview()
    header, key = key_cell(grid)
    edited = [list(line) for line in grid.rows]
    chosen = [line for line in edited[header:] if line[2] in ("A119", "row 21")]
    for line, tick in zip(chosen, (UNTICKED, None), strict=True):
        line[key - 2] = tick
    refused = unticked(grid._replace(rows=edited))
    assert refused == {Target("Programme 2024", 119, 1), Target("Programme 2024", 21, 0)}
    plan = plan_cleaning("p.xlsx", book().grids(), MOT, unsafe=True, locked=refused)
    assert {target(e) for e in PLAN.edits} - {target(e) for e in plan.edits} == refused
    assert unticked(preview(unticked=refused)) == refused


def test_nothing_to_change_is_said_in_one_sentence() -> None:
    grid = preview(replace(PLAN, edits=()))
    assert "Nothing would be changed." in [line[0] for line in grid.rows]


@pytest.mark.parametrize(
    ("old", "new"),
    [("", "x" * 99), ("x" * 99, ""), ("a " * 60, "a " * 61), ("b" * 99, "b" * 49 + "c" + "b" * 49)],
)
def test_texts_are_cut_to_where_they_differ(old, new) -> None:
    before, after = cut_around(old, new)
    assert before != after
    assert len(before) <= len(old)
