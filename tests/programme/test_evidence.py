"""Sheets that are no programme, though their headers or numbers look like one's."""

import random
from datetime import date

import pytest

from xlmot.programme.grid import Grid
from xlmot.programme.house_grammar import best_grammar
from xlmot.programme.workbook import find_sheets, read_workbook
from xlmot.settings.load import load_settings

HOUSE = load_settings("generic").vocabulary
DRAW = random.Random(7)  # noqa: S311  sample data
DAYS = [date(2019, DRAW.randint(1, 12), DRAW.randint(1, 28)) for _ in range(9)]

OTHERS = {
    "an empty one": [["Code", "Intitulé"]],
    "contacts with birthdays": [["N°", "Nom"], *([day, "Jean Dupont"] for day in DAYS)],
    "answers by date": [["Index", "Description"], *([day, "oui, très content"] for day in DAYS)],
    "measures": [["Item", "Name"], *([DRAW.random() * 90, "probe"] for _ in range(9))],
    "measures without header": [[DRAW.random() * 90, "probe of the north"] for _ in range(9)],
    "references": [["Ref", "Title"], *([f"DOC/{n}/A-77", "Plan"] for n in range(9))],
    "stock": [["Code", "Description"], *([n * 17 % 97, "vis à bois"] for n in range(1, 9))],
    "amounts beside codes": [["Code", "Title"], *([f"1.{n}", n * 100.5] for n in range(1, 9))],
    "times": [[f"{n}.30", "bus 12"] for n in range(7, 19)],
    "spare parts": [
        ["Référence", "Désignation"],
        *([code, "vis"] for code in ("10.25.1", "10.25.2", "10.30.1", "12.05.4", "12.06.4")),
        *([code, "clou"] for code in ("20.1.18", "20.1.36", "31.7.2")),
    ],
    "shelves": [
        ["Réf.", "Désignation"],
        *([code, "câble"] for code in ("A12", "A13", "A27", "B3", "B7", "C1", "C2", "D44")),
    ],
    "an invoice": [
        ["Réf.", "Désignation"],
        *([code, "chaise"] for code in ("A100", "A205", "B12", "PORT")),
    ],
    "sales": [
        ["Name", "Code"],
        *([["tarte", "Tarte", "éclair"][n % 3], 101 + n % 3 // 2] for n in range(12)),
    ],
    "codes without labels": [["Id", "Name"], *([n, None] for n in range(1, 6))],
    "words by letter": [["Code", "Libellé"], ["M", "Monsieur"], ["F", "Madame"]],
    "formats": [["1", "1.0", "un"], ["10", "10.2", "dix"], ["1K", "1.0K", "mille"], ["1M", "", ""]],
}


@pytest.mark.parametrize("rows", OTHERS.values(), ids=OTHERS)
def test_a_sheet_that_is_no_programme_is_not_read_as_one(rows) -> None:
    assert find_sheets((Grid("Feuil1", rows),), HOUSE) == []


PROGRAMMES = {
    "a flat one": [["N°", "Actions"], *([n, f"Ouvrir la salle {n}"] for n in range(1, 9))],
    "numbers only": [["N°", "Actions"], *([1 + n / 10, f"Salle {n}"] for n in range(1, 9))],
    "a title and empty columns": [
        ["", "", "Plan d'actions 2025"],
        ["N°", "", "Action"],
        *([f"{n}", "", f"Salle {n}"] for n in range(1, 9)),
    ],
    "unknown headers": [
        ["Repère", "Quoi"],
        ["1", "Accueillir"],
        ["1.1", "Ouvrir"],
        ["1.2", "Traduire"],
        ["2", "Entretenir"],
    ],
}


@pytest.mark.parametrize("rows", PROGRAMMES.values(), ids=PROGRAMMES)
def test_a_programme_is_read_as_one(rows) -> None:
    ((_, layout),) = find_sheets((Grid("Feuil1", rows),), HOUSE)
    header = 1 + rows.index(next(row for row in rows if row[0]))
    label = next(n for n, text in enumerate(rows[header - 1][1:], 2) if text)
    assert (layout.header_rows, layout.code, layout.label) == ((header,), 1, label)


def test_a_list_of_words_beside_a_programme_is_no_programme() -> None:
    plan = Grid(
        "Plan", [["Code", "Actions"], ["1", "Accueillir"], ["1.1", "Ouvrir"], ["2", "Lire"]]
    )
    words = Grid("Listes", [["Code", "Libellé"], ["1", "En cours"], ["2", "Terminé"]])
    years = [Grid(year, [["N°", "Actions"], ["1", "Ouvrir"], ["2", "Fermer"]]) for year in "45"]
    (programme,) = read_workbook("a.xlsx", [plan, words], HOUSE).programmes
    assert programme.table.sheet(0) == "Plan"
    titles = words._replace(sheet="2026")
    assert len(read_workbook("a.xlsx", [plan, titles], HOUSE).programmes) == 2
    assert len(read_workbook("a.xlsx", years, HOUSE).programmes) == 2


OWN = [
    (("OS1", "OS1.A1", "OS1.A2", "OS2"), (1, 2), "OS1.A2"),
    (("Fiche action n°1", "Fiche action n°2", "Fiche action n°12"), (3,), "Fiche action n°3"),
    (("Priority 1", "1a", "1b", "Priority 2", "2a"), (2,), "Priority 2"),
    (("R1", "A1.1", "A1.2", "R2", "A2.1"), (2, 1), "A2.1"),
    (("OG1", "OS1.1", "A1.1.1", "OS1.2", "OG2", "A1.1.2"), (1, 2), "OS1.2"),
    (("FA01", "FA02", "FA10"), (3,), "FA03"),
    (("OS1", "OS1.A1", "OS1A2", "OS2", "OS2.A1", "OS2.A2"), (1, 2), "OS1.A2"),
    (("A", "A1", "A1.1", "B", "B1"), (2, 1), "B1"),
    (("I", "I.1", "I.1.1", "II"), (2, 1), "II.1"),
    (("Axe 1", "1.1", "1.2", "2", "2.1"), (1,), "1"),
]


@pytest.mark.parametrize(("codes", "path", "text"), OWN, ids=str)
def test_what_stands_before_all_codes_is_part_of_them(codes, path, text) -> None:
    assert best_grammar(codes, HOUSE).text(path) == text
