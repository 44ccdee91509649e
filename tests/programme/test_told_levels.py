"""A column tells the level of each row by words, in the order in which each comes first."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import SETTINGS
from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one, shown
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook

LEVELS = [1, 2, 3, 3, 2, 3, 3, 1, 2, 3, 3, 3, 1, 2, 3]


@pytest.mark.parametrize(
    "words", [("Fase", "Actividad", "Tarea"), ("Titel", "Gruppe", "Position"), ("X", "Y", "Z")]
)
def test_words_tell_the_levels(words: tuple[str, str, str]) -> None:
    rows: Rows = [["Level", "Task", "Owner"]]
    rows += [[words[level - 1], f"Abrir la {n}a zanja", "Ana"] for n, level in enumerate(LEVELS)]
    programme = one(Grid("Plan", rows))
    assert "".join(line[0] for line in shown(programme)) == "".join(map(str, LEVELS))
    assert is_unsure(programme)


def test_a_word_that_comes_once_is_no_level() -> None:
    rows: Rows = [["Level", "Task", "Owner"]]
    words = ("Fase", "Actividad", "Tarea")
    rows += [[words[level - 1], f"Abrir la {n}a zanja", "Ana"] for n, level in enumerate(LEVELS)]
    rows[6][0] = "Tarae"
    found = shown(one(Grid("Plan", rows)))
    assert "".join(line[0] for line in found) == "12332" + "".join(map(str, LEVELS[6:]))


def test_words_that_go_up_and_down_are_no_levels() -> None:
    rows: Rows = [["Level", "Task", "Owner"]]
    for number, word in enumerate(["low", "high", "mid", "low", "low", "mid", "high", "low"]):
        rows.append([word, f"Watch the {number}th gate", "Eva"])
    grid = Grid("Plan", rows)
    found = read_workbook("plan.xlsx", (grid,), SETTINGS.vocabulary).programmes
    assert all(p.table.sections[0].layout.reading.unsure for p in found)
