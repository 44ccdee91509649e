"""The deepest codes may have their labels a column further right; titles may say codes again."""

from __future__ import annotations

import pytest

from tests.programme.test_columns_that_tell_levels import PLACES
from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one, shown
from xlmot.programme.grid import Grid, Value

HEADS: list[list[Value]] = [
    ["", "Detalle", "Detalle 2", "Responsable"],
    ["WBS", "Task", "Part", "Owner"],
    ["Nr.", "Aufgabe", "Teilaufgabe", "Bemerkung"],
]


@pytest.mark.parametrize("head", HEADS)
def test_some_of_the_deepest_codes_have_their_labels_further_right(head: list[Value]) -> None:
    rows: Rows = [list(head)]
    for title in range(1, 5):
        rows.append([str(title), f"Plan {PLACES[title]}", "", "Eva"])
        for task in range(1, 6):
            rows.append([f"{title}.{task}", f"Dig {PLACES[task]} {title}", "", "Tom"])
        name = "Round-1" if title == 2 else f"Count {PLACES[title]}"
        rows.append([f"{title}.5.1", "", name, "Tom"])
    found = shown(one(Grid("Plan", rows)))
    assert found[6] == "3 1.5.1 Count gate B"
    assert found[13] == "3 2.5.1 Round-1"


@pytest.mark.parametrize(
    "words", [("Fase", "O que se faz"), ("Étape", "Ce qui se fait"), ("Phase", "Zu tun")]
)
def test_a_code_that_begins_all_others_below_a_title_may_be_that_of_the_title(
    words: tuple[str, str],
) -> None:
    rows: Rows = [["ID", *words, "Start"]]
    for number, phase in enumerate(("Plan", "Collect", "Model", "Test"), 1):
        for step in range(4):
            code = f"{number}.{step}" if step else str(number)
            rows.append([code, phase, f"{phase} the {PLACES[(4 * number + step) % 15]}", "May"])
    assert is_unsure(one(Grid("Plan", rows)))


def test_titles_above_codes_of_several_families_are_read_surely() -> None:
    rows: Rows = [["ID", "Phase", "Task", "Start"]]
    for number, phase in enumerate(("Plan", "Collect", "Model", "Test"), 1):
        for step in range(1, 5):
            task = f"{phase} the {PLACES[(4 * number + step) % 15]}"
            rows.append([f"{number}.{step}", phase, task, "May"])
    programme = one(Grid("Plan", rows))
    assert not is_unsure(programme)
    assert shown(programme)[:2] == ["1 Plan", "2 1.1 Plan the wall C"]
