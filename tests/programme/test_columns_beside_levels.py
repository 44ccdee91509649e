"""Levels among columns that are none, lists whose titles alone count, and codes of articles."""

from __future__ import annotations

import pytest

from tests.programme.test_levels_in_columns import shown
from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one
from tests.programme.test_titles_of_other_looks import shown as listed
from xlmot.programme.grid import Grid, Look

WORKS = {
    "Straßen": {"Brücken": ["Prüfen", "Sanieren"], "Wege": ["Pflastern", "Räumen", "Streuen"]},
    "Wasser": {"Brunnen": ["Bohren", "Messen"], "Becken": ["Dichten", "Leeren"]},
}
COLOURS = (
    *("rouge", "verte", "bleue", "jaune", "noire", "rose"),
    *("grise", "blanche", "mauve", "dorée", "brune"),
)
KINDS = ("Betrieb", "Bau", "Betrieb", "Bau")


def nested() -> list[str]:
    found = []
    for area, fields in WORKS.items():
        found.append(f"1  {area}")
        for field, actions in fields.items():
            found += [f"2  {field}", *(f"3  {action}" for action in actions)]
    return found


def test_what_describes_a_level_is_none_and_what_stands_before_makes_the_reading_unsure() -> None:
    rows: Rows = [["Art", "Bereich", "Worum es geht", "Handlungsfeld", "Beschreibung", "Maßnahme"]]
    kinds = iter(KINDS)
    for area, fields in WORKS.items():
        for field, actions in fields.items():
            kind = next(kinds)
            rows += [[kind, area, f"{area}: alle", field, f"Was {field} sind", a] for a in actions]
    programme = one(Grid("Plan", rows))
    assert shown(programme) == nested()
    assert is_unsure(programme)


@pytest.mark.parametrize("head", [["Domaine", "Zog", "Blup"], ["Theme", "Item", "Measured as"]])
def test_a_full_column_right_of_titles_that_leave_blanks_holds_the_actions(head: list[str]) -> None:
    rows: Rows = [[*head, "Unit"]]
    for area, fields in WORKS.items():
        for place, (field, actions) in enumerate(fields.items()):
            for number, action in enumerate(actions):
                title = area if place == number == 0 else ""
                rows.append([title, "" if number else field, action, f"k{number}"])
    rows += [["", "", "Leeren", "k7"]] * 2
    programme = one(Grid("Plan", rows))
    assert shown(programme) == [*nested(), "3  Leeren", "3  Leeren"]


@pytest.mark.parametrize("bullet", ["●", "-", "•   "])
def test_titles_that_count_need_no_header_above_actions_with_a_sign(bullet: str) -> None:
    titles = [f"Semaine {word}" for word in COLOURS]
    rows: Rows = [["", "", ""], ["", "", "Ce que nous voulons :"], ["", "", ""]]
    expected = []
    for number, title in enumerate(titles, 1):
        typed = 8 if number == 9 else number
        rows.append([typed, "", title])
        expected.append(f"1 {typed} {title}")
        actions = [f"{bullet} {verb} la {title.split()[1]}" for verb in ("Lire", "Chanter")]
        actions = [] if number == 4 else actions
        rows += [["", "", action] for action in actions]
        expected += [f"2 {action}" for action in actions]
    programme = one(Grid("Plan", rows))
    assert listed(programme) == expected
    assert is_unsure(programme)


def test_codes_that_no_title_has_are_those_of_its_actions() -> None:
    rows: Rows = [["Attività", "Codice", "Misura", "Quantità"]]
    looks, expected = {}, []
    articles = iter(range(110, 400, 10))
    for area, fields in WORKS.items():
        for field, actions in fields.items():
            rows.append([f"{area} {field}".upper()])
            looks[len(rows), 1] = Look(fill="FFFF00")
            expected.append(f"1 {rows[-1][0]}")
            for action in actions:
                code = f"B.{next(articles)}.a"
                rows.append([action, code, "m²", 7])
                expected.append(f"2 {code} {action}")
    programme = one(Grid("Plan", rows, looks=looks))
    assert listed(programme) == expected
    assert is_unsure(programme)


def test_a_row_that_counts_what_those_below_it_count_is_no_header() -> None:
    rows: Rows = [["テーマ", "内容", "週"], ["導入", "", 0]]
    expected = ["1  導入"]
    week = 0
    for area, fields in WORKS.items():
        for field, actions in fields.items():
            expected += [f"1  {area} {field}", *(f"2  {action}" for action in actions)]
            for number, action in enumerate(actions):
                week += 1
                rows.append(["" if number else f"{area} {field}", action, week])
    programme = one(Grid("Plan", rows))
    assert shown(programme) == expected
    assert is_unsure(programme)


@pytest.mark.parametrize(
    "head", [["Id", "Process", "Part", "Talk"], ["ID", "Macro", "Módulo", "X"]]
)
def test_columns_between_codes_and_labels_are_levels_the_first_for_all_rows(
    head: list[str],
) -> None:
    rows: Rows = [[*head, "Remarks"]]
    expected = ["1  Fahrplan"]
    fields = {field: actions for area in WORKS.values() for field, actions in area.items()}
    for place, (field, actions) in enumerate(fields.items(), 1):
        expected.append(f"2  {field}")
        for number, action in enumerate(actions, 1):
            code = f"1.{place}.{number:02}"
            rows.append([code, "Fahrplan", field, f"{action} lassen", f"So wird es: {action}"])
            expected.append(f"3 {code} {action} lassen")
    programme = one(Grid("Plan", rows))
    assert shown(programme) == expected


def test_codes_that_begin_alike_below_each_title_but_one_are_those_of_the_actions() -> None:
    rows: Rows = [["Thématique", "Critère", "Recommandation"]]
    titles = ["Images", "Cadres", "Couleurs", "Tableaux", "Liens", "Scripts", "Éléments", "Zooms"]
    expected = []
    for place, title in enumerate(titles, 1):
        expected.append(f"1  {title}")
        for number in (1, 2, 3):
            code = f"{place + (number == 3 and place == 4)}.{number}"
            label = f"Chaque page de {title.lower()} est-elle lisible, cas {'abc'[number - 1]} ?"
            rows.append(["" if number > 1 else title, code, label])
            expected.append(f"2 {code} {label}")
    programme = one(Grid("Grille", rows))
    assert shown(programme) == expected


def test_codes_of_families_below_titles_in_their_column_are_those_of_actions() -> None:
    rows: Rows = [["Identifier", "Fact", "Status"]]
    expected = []
    for area, fields in WORKS.items():
        for field, actions in fields.items():
            rows.append([f"{area} {field}"])
            expected.append(f"1 {area} {field}")
            for number, action in enumerate([*actions, "Prüfen der Wege"], 1):
                code = f"Req-{field[:3]}-{number:02}"
                rows.append([code, action, "A"])
                expected.append(f"2 {code} {action}")
            rows.append([])
    programme = one(Grid("Plan", rows))
    assert listed(programme) == expected
    assert is_unsure(programme)


def test_codes_with_a_letter_go_through_from_title_to_title_and_have_parts() -> None:
    rows: Rows = [["Tâche", "", "Description", "Qui"]]
    expected = []
    number = 0
    for area, fields in WORKS.items():
        for field, actions in fields.items():
            rows.append([f"{area} {field}"])
            expected.append(f"1  {area} {field}")
            for action in actions:
                number += 1
                rows.append(["", f"T{number}", f"{action} lassen", "Léa"])
                expected.append(f"2 T{number} {action} lassen")
            rows += [["", f"T{number}-{n}", f"{n}. Teil holen", "Max"] for n in (1, 2)]
            expected += [f"3 T{number}-{n} {n}. Teil holen" for n in (1, 2)]
    programme = one(Grid("Plan", rows))
    assert shown(programme) == expected
    assert is_unsure(programme)


def test_codes_that_are_no_titles_of_each_other_say_nothing_of_the_levels() -> None:
    rows: Rows = [["n° tâche", "Titre", "Durée"]]
    looks, expected = {}, []
    for place, (area, fields) in enumerate(WORKS.items(), 1):
        rows.append(["", f"Lot {area}", 19])
        looks[len(rows), 2] = Look(fill="FFFF00", bold=True)
        expected.append(f"1 Lot {area}")
        for field, actions in fields.items():
            letters = "DTX" if field in {"Wege", "Becken"} else "RC"
            for letter, action in zip(letters, actions, strict=False):
                code = f"{place}.{letter}"
                rows.append([code, f"{action} {field}", 5])
                expected.append(f"2 {code} {action} {field}")
    programme = one(Grid("Plan", rows, looks=looks))
    assert listed(programme) == expected
    assert is_unsure(programme)


@pytest.mark.parametrize(
    "head",
    [["ID", "Zadatak", "Opis"], ["No.", "Item", "Description"], ["N°", "Blip", "Descriptif"]],
)
@pytest.mark.parametrize("told", ["DH, DS", "Everything that there is to be said of it"])
def test_what_is_described_is_the_label_and_not_its_description(head: list[str], told: str) -> None:
    rows: Rows = [[*head, "Status"]]
    expected = []
    for place, (area, fields) in enumerate(WORKS.items(), 1):
        rows.append([f"{place}", area, told, "open"])
        expected.append(f"1 {place} {area}")
        actions = [action for own in fields.values() for action in own]
        for number, action in enumerate(actions, 1):
            rows.append([f"{place}.{number}", f"{action} bis Mai", f"{told} {number}", "open"])
            expected.append(f"2 {place}.{number} {action} bis Mai")
    programme = one(Grid("Plan", rows))
    assert listed(programme) == expected


def test_a_number_is_read_as_excel_shows_it() -> None:
    rows: Rows = [["Code", "Title"], [1.0, "Roads"]]
    rows += [[code, f"Pave road {place}"] for place, code in enumerate("abcdefg")]
    code = 1.0
    for row in rows[2:]:
        code += 0.1
        row[0] = code
    programme = one(Grid("Plan", rows))
    assert programme.table.paths[1:] == [(1,), *((1, number) for number in range(1, 8))]


def test_labels_of_a_staircase_may_begin_with_codes_of_families() -> None:
    rows: Rows = [["Função", "Categoria", "Subcategoria", "Exemplo"]]
    expected = []
    for area, fields in WORKS.items():
        rows.append([f"{area} ({area[:2].upper()}): tudo", "", "", ""])
        expected.append(f"1  {rows[-1][0]}")
        for field, actions in fields.items():
            rows.append(["", f"{field} ({field[:2].upper()})", "", ""])
            expected.append(f"2  {rows[-1][1]}")
            for number, action in enumerate(actions, 1):
                code = f"{area[0]}G.{field[0]}C-{number:02}"
                rows.append(["", "", f"{code}: {action} é feito", f"Ex{number}: dizer como"])
                expected.append(f"3 {code} {action} é feito")
    programme = one(Grid("CSF", rows))
    assert shown(programme) == expected


def test_an_action_without_a_label_leaves_the_codes_of_the_others_what_they_are() -> None:
    rows: Rows = [["Requirement (ID)", "Task ID", "Task", "Who"]]
    expected = []
    number = 0
    for area, fields in WORKS.items():
        for field, actions in fields.items():
            expected.append(f"1  {area} {field}")
            for place, action in enumerate(actions):
                number += 1
                title = "" if place else f"{area} {field}"
                rows.append([title, f"T{number}", f"{action} lassen", "Léa"])
                expected.append(f"2 T{number} {action} lassen")
    rows.append(["", f"T{number + 1}", "", "Max"])
    programme = one(Grid("Plan", rows))
    assert shown(programme)[: len(expected)] == expected


def test_actions_that_count_stay_below_the_last_title_with_a_code() -> None:
    last = "Livrable intermédiaire n°5"
    rows: Rows = [["Planning", "S1", "S2", "S3", "S4"]]
    verbs = ("Choisir", "Lire", "Compter", "Peser", "Dire", "Lier")
    for place, verb in enumerate(verbs):
        rows.append([f"Phase {place}"])
        rows += [[f"{verb} les sujets de la ville"], [f"{verb} encore une fois"]]
    rows += [[last], ["Finir le projet"], ["Soutenir"]]
    programme = one(Grid("Plan", rows))
    labels = [programme.table.labels[index] for index in programme.table.data()]
    assert labels == [row[0] for row in rows[1:]]
