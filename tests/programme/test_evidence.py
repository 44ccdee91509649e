"""Sheets that are no programme, though their headers or numbers look like one's."""

import random
from datetime import date

import pytest

from xlmot.programme.grid import Grid
from xlmot.programme.workbook import find_sheets
from xlmot.settings import load_settings

HOUSE = load_settings("generic").vocabulary
DRAW = random.Random(7)  # noqa: S311  sample data
DAYS = [date(2019, DRAW.randint(1, 12), DRAW.randint(1, 28)) for _ in range(9)]

OTHERS = {
    "contacts with birthdays": [["N°", "Nom"], *([day, "Jean Dupont"] for day in DAYS)],
    "answers by date": [["Index", "Description"], *([day, "oui, très content"] for day in DAYS)],
    "measures": [["Item", "Name"], *([DRAW.random() * 90, "probe"] for _ in range(9))],
    "measures without header": [[DRAW.random() * 90, "probe of the north"] for _ in range(9)],
    "references": [["Ref", "Title"], *([f"DOC/{n}/A-77", "Plan"] for n in range(9))],
    "stock": [["Code", "Description"], *([n * 17 % 97, "vis à bois"] for n in range(1, 9))],
    "amounts beside codes": [["Code", "Title"], *([f"1.{n}", n * 100.5] for n in range(1, 9))],
    "times": [[f"{n}.30", "bus 12"] for n in range(7, 19)],
}


@pytest.mark.parametrize("rows", OTHERS.values(), ids=OTHERS)
def test_a_sheet_that_is_no_programme_is_not_read_as_one(rows) -> None:
    assert find_sheets((Grid("Feuil1", rows),), HOUSE) == []


PROGRAMMES = {
    "an empty one": [["Code", "Intitulé"]],
    "a flat one": [["N°", "Actions"], *([n, f"Ouvrir la salle {n}"] for n in range(1, 9))],
    "numbers only": [["N°", "Actions"], *([1 + n / 10, f"Salle {n}"] for n in range(1, 9))],
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
    assert (layout.header_rows, layout.code, layout.label) == ((1,), 1, 2)
