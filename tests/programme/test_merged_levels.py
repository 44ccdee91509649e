"""Titles merged over the rows of their actions are levels, whatever heads them, however deep."""

from __future__ import annotations

import pytest

from tests.programme.test_columns_that_tell_levels import PLACES
from tests.programme.test_layouts import SETTINGS
from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one, shown
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value
from xlmot.programme.workbook import read_workbook


def merged_down(rows: Rows, columns: int, first: int = 2) -> tuple[Area, ...]:
    """Return the areas of titles: each down to the row before the next one, or one left of it."""
    areas = []
    for column in range(1, columns + 1):
        tops = [n for n, row in enumerate(rows, 1) if n >= first and any(row[:column])]
        for top, after in zip(tops, [*tops[1:], len(rows) + 1], strict=True):
            if rows[top - 1][column - 1] and after - top > 1:
                areas.append(Area(top, column, after - 1, column))
    return tuple(areas)


def test_levels_may_end_early_below_titles_and_need_no_header() -> None:
    rows: Rows = [
        ["Menu", "Buttons", "Hover", "", ""],
        ["", "", "Leave", "", ""],
        ["", "", "Start", "", ""],
        ["Game", "Board", "Foes", "Spawn", ""],
        ["", "", "", "Walk", ""],
        ["", "", "", "Count", "Health"],
        ["", "", "", "", "Worth"],
        ["", "", "Towers", "Build", ""],
        ["", "", "", "Sell", ""],
        ["", "Side", "Build one", "", ""],
        ["", "", "Leave it", "", ""],
    ]
    programme = one(Grid("Features", rows, merges=merged_down(rows, 4, 1)))
    assert shown(programme)[:6] == [
        *("1 Menu", "2 Buttons", "3 Hover", "3 Leave", "3 Start", "1 Game"),
    ]
    assert "5 Health" in shown(programme)
    assert "3 Build one" in shown(programme)
    assert is_unsure(programme)


HEADERS = [["#", "Périmètre", "Sous-périmètre", "Contrôle", "Issue"], ["", "Kuz", "Bof", "Zip", ""]]


@pytest.mark.parametrize("header", HEADERS)
def test_some_titles_have_a_level_more_and_all_have_a_number(header: list[Value]) -> None:
    rows: Rows = [list(header)]
    merges: list[Area] = []
    for title in range(1, 5):
        top = len(rows) + 1
        for number in range(4):
            first = number == 0
            part = f"Part {PLACES[number]} {title}" if title % 2 and not number % 2 else ""
            name = f"Zone {PLACES[title]}" if first else ""
            task = f"Test {PLACES[number]} {title}"
            rows.append([title if first else "", name, part, task, "OK"])
        merges += [Area(top, column, top + 3, column) for column in (1, 2)]
        parts = [(0, 1), (2, 3)] if title % 2 else [(0, 3)]
        merges += [Area(top + one, 3, top + other, 3) for one, other in parts]
    found = shown(one(Grid("Recette", rows, merges=tuple(merges))))
    assert found[:4] == [
        *("1 1 Zone gate B", "2 Part gate A 1", "3 Test gate A 1", "3 Test gate B 1"),
    ]
    assert found[7:10] == ["1 2 Zone gate C", "2 Test gate A 2", "2 Test gate B 2"]


def test_parts_of_the_same_name_below_each_title_are_a_level() -> None:
    rows: Rows = [["Curso de verano", "", "", "ok"]]
    for number in range(1, 4):
        for kind in ("Temas", "Ejercicios"):
            for step in range(3):
                first = kind == "Temas" and not step
                task = f"{kind} de {PLACES[step]} {number}"
                rows.append([f"Sesión {number}" if first else "", "" if step else kind, task, "ok"])
    found = shown(one(Grid("Plan", rows, merges=merged_down(rows, 2))))
    assert found[1:3] == ["2 Temas", "3 Temas de gate A 1"]
    assert len(found) == 27


def test_kinds_of_work_beside_merged_actions_are_no_level() -> None:
    rows: Rows = [["Stages", "Course", "Way", "Hours"]]
    for stage in ("First", "Second", "Third"):
        for number in range(3):
            name = f"{stage} {PLACES[number]}"
            rows.append(["" if number else stage, f"Course on {name}", "Video", 4])
            rows.append(["", "", "Hands-on", 5])
    found = shown(one(Grid("Curriculum", rows, merges=merged_down(rows, 2))))
    assert found[:3] == ["1 First", "2 Course on First gate A", "2 Course on First gate B"]
    assert len(found) == 12


@pytest.mark.parametrize("kind", ["weeks", "ids"])
def test_timetables_and_lists_of_parts_are_not_read_surely(kind: str) -> None:
    days: list[Value] = [f"Day {n}" for n in range(1, 5)]
    rows: Rows = [["", "", *(days if kind == "weeks" else ["Cable", "Port", "Length", "Switch"])]]
    for number in range(1, 4):
        for half in ("Morning", "Afternoon"):
            for step in range(2):
                first = half == "Morning" and not step
                name = f"Hall at the {PLACES[number]}"
                ids = [f"W{number}K{len(rows)}", f"P{len(rows)}", 75.5, f"S{len(rows)}"]
                talks: list[Value] = [f"Talk {PLACES[step + n]} {half}" for n in range(4)]
                cells = talks if kind == "weeks" else ids
                rows.append([name if first else "", "" if step else half, *cells])
    grid = Grid("Plan", rows, merges=merged_down(rows, 2))
    found = read_workbook("plan.xlsx", (grid,), SETTINGS.vocabulary).programmes
    assert all(map(is_unsure, found))
    assert kind == "weeks" or not found
