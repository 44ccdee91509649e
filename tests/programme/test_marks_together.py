"""Several looks that tell the same levels, or more of them, and what stands around such tables."""

from __future__ import annotations

import pytest

from tests.programme.test_titles_of_other_looks import BOLD, FLAT, VERBS, Rows, levels, one, shown
from xlmot.programme.grid import Grid, Look, Value

DEEP = [
    (1, "Mur"),
    (2, "Nord"),
    (3, "Forer"),
    (3, "Percer"),
    (2, "Sud"),
    (3, "Scier"),
    (3, "Peser"),
]
DEEP += [(1, "Toit"), (2, "Est"), (3, "Clouer"), (3, "Visser"), (2, "Ouest"), (3, "Coller")]


def test_indents_that_tell_more_levels_go_before_bold_titles() -> None:
    rows: Rows = [["Action", "Qui", "Jours"]]
    rows += [[f"{'    ' * (level - 1)}{label}", "Zoé", 3] for level, label in DEEP]
    looks = {(n, 1): BOLD for n, (level, _) in enumerate(DEEP, 2) if level < 3}
    found = shown(one(Grid("Plan", rows, looks=looks)))
    assert "".join(line[0] for line in found) == "".join(str(level) for level, _ in DEEP)


@pytest.mark.parametrize("after", [[], [["Rot: spät"]]])
def test_the_last_title_may_have_no_actions_yet(after: Rows) -> None:
    rows: Rows = [["Aufgabe", "Wer", "Tage"]]
    for title, tasks in VERBS.items():
        rows.append([title, "", ""])
        rows += [[task, "Eva", 2] for task in tasks]
        rows.append([])
    looks = {(n, 1): BOLD for n, row in enumerate(rows, 1) if row and row[0] in VERBS}
    below: Rows = after or [["Abnahme", "", 4]]
    looks[len(rows) + 1, 1] = Look() if after else BOLD
    found = shown(one(Grid("Plan", [*rows, *below], looks=looks)))
    assert [line[2:] for line in found] == (FLAT if after else [*FLAT, "Abnahme"])


def test_how_to_fill_the_columns_is_no_title() -> None:
    rows: Rows = [["Tarea", "Días", "Costo"], ["texto libre", "número", "en euros"]]
    rows += [[name, "", ""] if name in VERBS else [name, 5, 2.5] for name in FLAT]
    assert levels(rows) == "122212212"


def test_a_list_of_one_column_has_one_heading() -> None:
    rows: Rows = [["Jaarplan"], [], ["Omschrijving"]]
    rows += [[name] for name in FLAT]
    assert levels(rows) == "122212212"


def test_a_header_in_unknown_words_may_stand_below_the_name_of_the_plan() -> None:
    head: list[Value] = ["Poste", "Fin", "J. Lefèvre", "Zwik"]
    rows: Rows = [["Planning du port"], [], head]
    rows += [[name] if name in VERBS else [name, "", 5, "x"] for name in FLAT]
    assert levels(rows) == "122212212"
