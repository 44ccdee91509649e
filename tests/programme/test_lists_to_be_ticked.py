"""Lists whose actions have a box or a sign before them, and titles whose actions have kinds."""

from __future__ import annotations

import pytest

from tests.programme.test_titles_of_other_looks import VERBS, Rows, is_unsure, one, shown
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value
from xlmot.programme.signs import is_box
from xlmot.programme.table import RowKind

EXPECTED = [
    line for title, tasks in VERBS.items() for line in (f"1 {title}", *(f"2 {t}" for t in tasks))
]
BOXES: list[Value] = ["□", "☐", "[ ]", False, "✓"]


@pytest.mark.parametrize("box", BOXES)
def test_titles_may_stand_where_their_actions_have_boxes(box: Value) -> None:
    rows: Rows = [["Hafen 2026", ""], []]
    merges = []
    for title, tasks in VERBS.items():
        rows.append([title, ""])
        merges.append(Area(len(rows), 1, len(rows), 2))
        rows += [[box, task] for task in tasks]
        rows.append([])
    programme = one(Grid("Plan", rows, merges=tuple(merges)))
    assert shown(programme) == EXPECTED
    assert is_unsure(programme)


@pytest.mark.parametrize("box", BOXES)
def test_titles_may_stand_where_the_labels_of_actions_do(box: Value) -> None:
    rows: Rows = []
    for title, tasks in VERBS.items():
        rows.append(["", title, ""])
        rows += [[box, task, "Léa"] for task in tasks]
    programme = one(Grid("Plan", rows))
    assert shown(programme) == EXPECTED
    assert is_unsure(programme)


@pytest.mark.parametrize("sign", [">> ", "- ", "• ", "└ "])
def test_signs_before_the_labels_tell_the_actions(sign: str) -> None:
    rows: Rows = [["Tâche", "Début", "Durée"], ["Lire", 1, 2]]
    for title, tasks in VERBS.items():
        rows.append([title, 2, 8])
        rows += [[f"{sign}{task}", 4, 4] for task in tasks]
    rows += [[f"Rendre {what}", 9, 1] for what in ("les clés", "le quai", "la grue", "les plans")]
    found = shown(one(Grid("Plan", rows)))
    assert "".join(line[0] for line in found) == "11222122121111"


def test_few_of_many_rows_may_be_indented() -> None:
    rows: Rows = [["Tâche", "Qui", "Temps"]]
    steps = [0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0]
    rows += [[f"Peindre le {n}e mur", "Zoé", 3] for n in range(len(steps))]
    indents = {(n, 1): step for n, step in enumerate(steps, 2) if step}
    found = shown(one(Grid("Plan", rows, indents=indents)))
    assert "".join(line[0] for line in found) == "".join(str(step + 1) for step in steps)


def kinds() -> Rows:
    """Titles alone are numbered; the kind of each action stands where they do."""
    rows: Rows = [["", "", "Report", "Page 1"], ["N°", "Kategorie", "Befund", "Rat"]]
    for number, (title, tasks) in enumerate({**VERBS, "Kran": ["Ölen", "Heben"]}.items(), 1):
        rows.append([number, title, "", ""])
        rows += [["", "SICHER", f"{task} fehlt", f"Bald {task}"] for task in tasks]
        if number == 2:
            rows.append(["", "", "Report", "Page 2"])
    return rows


def test_the_kind_of_an_action_is_not_its_label() -> None:
    programme = one(Grid("Plan", kinds()))
    assert shown(programme)[:3] == ["1 1 Quai", "2 Draguer fehlt", "2 Paver fehlt"]
    assert is_unsure(programme)
    table = programme.table
    assert [table.kinds[i] for i, n in enumerate(table.numbers) if n == 10] == [RowKind.ASIDE]


def test_a_box_is_no_text() -> None:
    assert not any(map(is_box, ("x", "Dig", "", None, 3, "-5")))
