"""Titles that differ from actions by their number, their place or their indent, in many ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.programme.test_layouts import SETTINGS, depth_of
from xlmot.programme.grid import Grid, Look, Value
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook

BOLD = Look(bold=True)
Rows = list[list[Value]]


def one(grid: Grid) -> Programme:
    (programme,) = read_workbook("plan.xlsx", (grid,), SETTINGS.vocabulary).programmes
    return programme


def is_unsure(programme: Programme) -> bool:
    return programme.table.sections[0].layout.reading.unsure


def shown(programme: Programme) -> list[str]:
    """Return the depth, the code if any and the label of each row."""
    table, found = programme.table, []
    for index in table.data():
        code = str(table.code_value(index) or "")
        words = (str(depth_of(programme, index)), code, table.labels[index])
        found.append(" ".join(filter(None, words)))
    return found


def bold(rows: Sequence[Sequence[Value]], column: int) -> Mapping[tuple[int, int], Look]:
    """Return the looks of a column whose cells are bold where nothing stands beside them."""
    found = {}
    for number, row in enumerate(rows, 1):
        if number > 1 and not any(row[column:]):
            found[number, column] = BOLD
    return found


VERBS = {"Quai": ["Draguer", "Paver", "Peindre"], "Phare": ["Louer", "Vernir"], "Digue": ["Semer"]}
TERMS = {f"Term {n}": [f"Read book {n}", f"Write essay {n}", f"Sing {n}"] for n in (1, 2, 3)}


@pytest.mark.parametrize("head", [["", "Kind", "Course", "Aim"], ["Blip", "Zork", "Tâche", "Wuv"]])
@pytest.mark.parametrize("kind", ["A", "MATH"])
def test_numbers_in_a_column_of_their_own_are_the_codes_of_titles(
    head: list[Value], kind: str
) -> None:
    rows: Rows = [head]
    for number, (title, tasks) in enumerate(VERBS.items(), 1):
        rows.append([number, "", title, ""])
        rows += [["", kind, task, f"for the {task}"] for task in tasks]
    programme = one(Grid("Plan", rows, looks=bold(rows, 3)))
    expected = []
    for number, (title, tasks) in enumerate(VERBS.items(), 1):
        expected += [f"1 {number} {title}", *(f"2 {task}" for task in tasks)]
    assert shown(programme) == expected


def test_where_all_titles_are_numbered_their_numbers_tell_them_from_a_slip_of_the_look() -> None:
    rows: Rows = [["Tarea", "Quién", "Costo"]]
    for number, (title, tasks) in enumerate(VERBS.items(), 1):
        rows.append([f"{number}. {title}", "", ""])
        rows += [[task, "Ana", 5] for task in tasks]
    # The second title is not bold, and an action is.
    looks = {(2, 1): BOLD, (4, 1): BOLD, (9, 1): BOLD}
    found = shown(one(Grid("Plan", rows, looks=looks)))
    assert [found[n] for n in (0, 4, 7)] == ["1 1 Quai", "1 2 Phare", "1 3 Digue"]
    assert all(line.startswith("2 ") for n, line in enumerate(found) if n not in (0, 4, 7))


def test_titles_are_counted_by_a_word_that_actions_do_not_have() -> None:
    rows: Rows = [["Jalon", "Qui", "Heures"]]
    indents: dict[tuple[int, int], int] = {}
    looks: dict[tuple[int, int], Look] = {}
    for number in (1, 2, 3, 4):
        rows.append([f"Projet {number} : Lot {number}", "", ""])
        looks[len(rows), 1] = Look(fill="yellow")
        # The third title is indented as its actions are, and an action as titles are.
        indents[len(rows), 1] = 2 if number == 3 else 1
        for task in (1, 2, 3):
            rows.append([f"Mission {task} : Faire {number}{task}", "Léa", 3])
            indents[len(rows), 1] = 1 if (number, task) == (2, 3) else 2
    found = shown(one(Grid("Plan", rows, indents=indents, looks=looks)))
    assert [line[0] for line in found] == list("1222" * 4)


def test_one_step_to_the_right_or_two_are_one_level() -> None:
    rows: Rows = [["Task", "Owner", "Days"]]
    steps = [0, 2, 3, 3, 0, 2, 6, 6, 2, 6, 6, 0, 4, 4, 0, 4, 4]
    rows += [[f"Dig the {n}th well", "Eva", 2] for n in range(len(steps))]
    indents = {(n, 1): step for n, step in enumerate(steps, 2)}
    found = shown(one(Grid("Plan", rows, indents=indents)))
    assert "".join(line[0] for line in found) == "12331233233122122"


def stacked(*, fills: tuple[str, str]) -> Grid:
    """Return a list whose actions count from 1 below each title, one title above two others."""
    rows: Rows = [["Lp.", "Nazwa", "Cena"]]
    looks: dict[tuple[int, int], Look] = {}
    for level, title, count in ((0, "Dach", 3), (0, "Wnętrze", 0), (1, "Kuchnia", 3), (1, "WC", 2)):
        rows.append([title, "", ""])
        looks[len(rows), 1] = Look(True, fills[level])
        rows += [[n, f"{title}, rzecz {n}", 100] for n in range(1, count + 1)]
    return Grid("Plan", rows, looks=looks)


def test_a_title_right_above_one_of_another_look_is_a_level_above_it() -> None:
    programme = one(stacked(fills=("", "grey")))
    assert "".join(line[0] for line in shown(programme)) == "1222123332" + "33"
    assert is_unsure(programme)


def test_a_title_right_above_one_of_its_own_look_makes_the_reading_unsure() -> None:
    assert is_unsure(one(stacked(fills=("grey", "grey"))))


def test_a_title_where_the_numbers_stand_is_one_though_the_first_number_is_missing() -> None:
    rows: Rows = [["No", "Item", "Room"]]
    for title, first in (("Hall", 1), ("Yard", 1), ("Loft", 2)):
        rows.append([title, "", ""])
        rows += [[n, f"{title} lamp {n}", "up"] for n in range(first, 4)]
    assert "".join(line[0] for line in shown(one(Grid("Plan", rows)))) == "12221222122"


@pytest.mark.parametrize("between", [0, 3])
def test_the_labels_of_a_staircase_of_codes_may_stand_further_right(between: int) -> None:
    rows: Rows = [["ID", "Krit", *(f"Zahl {n}" for n in range(between)), "Text"]]
    expected = []
    for story in (1, 2, 3, 4):
        rows.append([story, "", *([5] * between), f"Als Gast will ich {story}"])
        expected.append(f"1 {story} Als Gast will ich {story}")
        for letter in "abc":
            rows.append(["", letter, *([""] * between), f"Das Tor {story}{letter} geht auf"])
            expected.append(f"2 {letter} Das Tor {story}{letter} geht auf")
    assert shown(one(Grid("Plan", rows))) == expected


WAYS = ("hin", "her", "um")


def staircase(head: str = "Merkmale") -> Rows:
    rows: Rows = [[head, "", "Rang", "Text"]]
    for title in ("Leihen", "Suchen", "Zahlen", "Melden"):
        rows.append([title, "", "", ""])
        rows += [["", f"Weg {word} {title}", "hoch", f"Als Gast {title} {word}"] for word in WAYS]
    return rows


def test_the_first_action_of_a_staircase_may_stand_beside_its_title() -> None:
    rows = staircase()
    rows[6:7] = []
    rows[5] = ["Suchen", "Weg hin Suchen", "hoch", "Als Gast suche ich"]
    programme = one(Grid("Plan", rows))
    assert shown(programme)[4:8] == ["1 Suchen", *(f"2 Weg {word} Suchen" for word in WAYS)]
    assert is_unsure(programme)
    assert not is_unsure(one(Grid("Plan", staircase("Aufgabe"))))


def test_rows_without_a_code_stand_below_a_code_that_has_nothing_else() -> None:
    rows: Rows = [["", "Ene", "Feb", "Mar"]]
    for code in ("1. Gente", "1.1 Sueldos", "1.1.1 Taller"):
        rows.append([code, "", "", ""])
    rows += [[f"Oficio de {n} vigas", 100, 200, 100] for n in range(4)]
    rows += [["1.2 Viajes", "", "", ""], ["1.2.1 A la costa", "", 50, ""], ["2. Cosas", "", "", ""]]
    rows += [[f"2.{n} Vigas de {n} m", 4, "", n] for n in range(1, 5)]
    programme = one(Grid("Plan", rows))
    assert "".join(line[0] for line in shown(programme)) == "12344442" + "312222"
    assert is_unsure(programme)


FLAT = [line for title, tasks in VERBS.items() for line in (title, *tasks)]


def levels(rows: Rows) -> str:
    """Return the depths of the rows of a list whose titles are bold; and no others."""
    looks = {(n, 1): BOLD for n, row in enumerate(rows, 1) if row and row[0] in VERBS}
    programme = one(Grid("Plan", rows, looks=looks))
    assert is_unsure(programme)
    assert [programme.table.labels[index] for index in programme.table.data()] == FLAT
    return "".join(line[0] for line in shown(programme))


@pytest.mark.parametrize("head", ["", "Wurzl"])
def test_a_header_in_unknown_words_stands_above_numbers(head: str) -> None:
    rows: Rows = [[head, "Zwik", "Tarn", "Blip"]]
    rows += [[name, "", "", ""] if name in VERBS else [name, 5, 2.5, "Eva"] for name in FLAT]
    assert levels(rows) == "122212212"


def test_the_names_of_the_plan_are_no_header_where_another_row_names_more() -> None:
    rows: Rows = [["Responsable del plan", "ANA RUIZ"], ["Entrega", ""], []]
    rows.append(["Tareas", "Descripción", "Responsable", "Fecha de inicio", "Estado"])
    rows += [[name] if name in VERBS else [name, "Cavar", "Ana", "", "No"] for name in FLAT]
    assert levels(rows) == "122212212"


def test_months_and_days_may_stand_below_the_heading_of_the_labels() -> None:
    rows: Rows = [["Plan of the port", "", "DATE"], ["TASKS", "", "November"]]
    rows.append(["", "", "week 1", "week 2", "week 3", "week 4"])
    rows.append(["", "", 9, 10, 11, 12])
    rows += [[name] for name in FLAT]
    assert levels(rows) == "122212212"


def test_a_staircase_of_codes_is_read_whole_below_the_name_of_the_plan() -> None:
    rows: Rows = [["Plan de obras 2025-2030"], [], ["Parte", "", "", "Qué", "Hecho"]]
    expected = []
    for a, b, c in [(1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 1, 2), (1, 2, 0), (1, 2, 1), (2, 0, 0),
                    (2, 1, 0), (2, 1, 1), (2, 1, 2), (2, 1, 3)]:  # fmt: skip
        parts = [part for part in (a, b, c) if part]
        code = ".".join(map(str, parts))
        own: list[Value] = ["", "", ""]
        own[len(parts) - 1] = code
        rows.append([*own, f"Abrir la obra de {code}", "x" if c == 2 else ""])
        expected.append(f"{len(parts)} {code} Abrir la obra de {code}")
    assert shown(one(Grid("Plan", rows))) == expected
