"""Rows below a header that say how to fill its columns are none of the table."""

from __future__ import annotations

import pytest

from tests.programme.test_columns_that_tell_levels import PLACES
from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one, shown
from xlmot.programme.grid import Grid, Value

TEXTS: dict[str, list[Value]] = {
    "the same twice": ["da completare", "da completare", "", "testo"],
    "brackets": ["", "free text", "", "(optional)"],
    "each in its own": ["Freitext", "(Pflicht)", "", "(Pflicht)"],
}


@pytest.mark.parametrize("kind", TEXTS)
def test_instructions_above_groups_of_coded_actions_are_no_row(kind: str) -> None:
    rows: Rows = [["Area", "Progetto", "Numero", "Note"], TEXTS[kind]]
    for group, name in enumerate(("SCUOLE", "STRADE", "PARCHI", "BOSCHI"), 1):
        for number in range(1, 4):
            place = PLACES[3 * group + number - 4]
            rows.append([name if number == 1 else "", f"Rifare {place}", f"{group}.{number}", "?"])
    assert shown(one(Grid("Piano", rows)))[:2] == ["1 SCUOLE", "2 1.1 Rifare gate A"]


@pytest.mark.parametrize("said", [["(optional)", "", "Zahl"], ["texte libre", "texte libre", "€"]])
def test_instructions_below_a_header_in_words_of_the_house_are_no_row(said: list[Value]) -> None:
    rows: Rows = [["N°", "Intitulé", "Coût"], said]
    for title in range(1, 4):
        rows.append([str(title), f"Refaire {PLACES[title]}", None])
        rows += [[f"{title}.{n}", f"Peindre {PLACES[3 * title + n]}", "?"] for n in range(1, 4)]
    programme = one(Grid("Plan", rows))
    assert shown(programme)[:2] == ["1 1 Refaire gate B", "2 1.1 Peindre wall B"]
    assert not is_unsure(programme)


@pytest.mark.parametrize("beside", [["WE", "WE"], ["x", "x"], ["ja", "ja"]])
def test_marks_beside_the_first_title_make_no_instruction_of_it(beside: list[Value]) -> None:
    rows: Rows = [["Phase", "Aufgabe", "Mo", "Di"]]
    for name in ("Bau", "Dach", "Hof"):
        for number in range(3):
            rows.append([name if not number else "", f"{name} {PLACES[number]} malen", *beside])
    assert shown(one(Grid("Plan", rows)))[:2] == ["1 Bau", "2 Bau gate A malen"]


def test_a_second_storey_of_headings_above_a_staircase_is_no_row() -> None:
    rows: Rows = [["Programma", "", "Gerarchia", "Chi"], ["Azione", "", "Stato", "Responsabile"]]
    for name in ("Scuole", "Strade", "Parchi"):
        rows.append([name, "", "", ""])
        rows += [["", f"Rifare {PLACES[n]} {name}", "no", "Anna"] for n in range(3)]
    assert shown(one(Grid("Piano", rows)))[:2] == ["1 Scuole", "2 Rifare gate A Scuole"]


def test_a_header_that_is_repeated_is_no_row_beside_a_staircase_of_codes() -> None:
    head: list[Value] = ["Obszar", "Cel", "Cel op.", "Opis", "Do"]
    rows: Rows = [list(head), ["tekst", "liczba", "tekst", "tekst", "(wymagane)"]]
    for title in range(1, 4):
        rows.append([str(title), "", "", f"Droga {PLACES[title]}", ""])
        for goal in range(1, 3):
            rows.append(["", f"{title}.{goal}", "", f"Most {PLACES[goal]} {title}", ""])
            rows.append(["", "", f"{title}.{goal}.1", f"Kopać {PLACES[goal]} {title}", "maj"])
        rows += [list(head), list(rows[1])]
    found = shown(one(Grid("Plan", rows)))
    assert found[:3] == ["1 1 Droga gate B", "2 1.1 Most gate B 1", "3 1.1.1 Kopać gate B 1"]


@pytest.mark.parametrize("sign", ["§ ", "§", "N° "])
def test_a_sign_before_codes_in_columns_of_levels_belongs_to_them(sign: str) -> None:
    rows: Rows = [["Asse", "Obiettivo", "Azione", "Avvio"]]
    for title in range(1, 4):
        for goal in range(1, 3):
            for step in range(1, 4):
                first = step == 1
                rows.append(
                    [
                        f"{sign}{title} - {PLACES[title]}" if first and goal == 1 else "",
                        f"{sign}{title}.{goal} - {PLACES[goal]} {title}" if first else "",
                        f"{sign}{title}.{goal}.{step} - {PLACES[step]} {title}{goal}",
                        "maggio",
                    ]
                )
    assert shown(one(Grid("Piano", rows)))[:3] == [
        f"1 {sign}1 gate B",
        f"2 {sign}1.1 gate B 1",
        f"3 {sign}1.1.1 gate B 11",
    ]


def test_a_row_with_a_code_is_no_header() -> None:
    rows: Rows = [["%", "Chapter", "Nº", "Sub-chapter", "Cost"]]
    for group, name in enumerate(("Roads", "Woods", "Ports", "Lakes", "Mills", "Farms"), 1):
        for number in range(1, 3):
            place = PLACES[2 * group + number - 3]
            title = name if number == 1 else ""
            rows.append([0.5, title, f"0{group}.0{number}", f"Mend {place}", 500 * group])
        rows.append(["", "Subtotal", "", "", 1000 * group])
    found = shown(one(Grid("Plan", rows)))
    assert found[:2] == ["1 Roads", "2 01.01 Mend gate A"]
    assert len(found) == 18
