"""Lists of contents, of prices and of shares are not read surely; programmes beside them are."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import SETTINGS
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Grid, Value
from xlmot.programme.layout import Doubt
from xlmot.programme.workbook import Workbook, read_workbook

WORKS = ("Streets", "Squares", "Bridges", "Schools", "Trees", "Lamps", "Benches", "Paths")
CODES = ("1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1")
ROWS: list[list[Value]] = [[code, text] for code, text in zip(CODES, WORKS, strict=True)]
PAGED: list[list[Value]] = [[*row, 3 * n + 1] for n, row in enumerate(ROWS)]
OWNED: list[list[Value]] = [[*row, "Ann", "2026-05-01"] for row in ROWS]


def read(*grids: Grid) -> Workbook:
    return read_workbook("a.xlsx", grids, SETTINGS.vocabulary)


CONTENTS: dict[str, list[Grid]] = {
    "below a title": [Grid("A", [["Sommaire"], ["Code", "Intitulé"], *ROWS])],
    "without a header": [Grid("A", [["Contents"], *ROWS])],
    "by the name of its sheet": [Grid("Index", [["No.", "Title"], *ROWS])],
    "with pages that nothing names": [Grid("A", PAGED)],
    "with pages": [Grid("A", [["No.", "Title", "Page"], *PAGED])],
    "with the names of sheets": [
        Grid("A", [["Table", "Title"], *([f"T {row[0]}", row[1]] for row in ROWS)]),
        *(Grid(f"T {code}", [["Area", "People"], ["North", 12]]) for code in CODES),
    ],
}
PROGRAMMES: dict[str, list[Grid]] = {
    "a link back": [Grid("A", [["Sommaire"], ["Code", "Intitulé", "Pilote", "Fin"], *OWNED])],
    "a sheet for each action": [
        Grid("Plan", [["Code", "Intitulé", "Pilote", "Fin"], *OWNED]),
        *(Grid(code, [["Pilote", "Ann"], ["Fin", "mai"]]) for code in CODES),
    ],
    "pages of files": [
        Grid("A", [["Code", "Title", "Page"], *([*row, 9 - n] for n, row in enumerate(ROWS))])
    ],
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_list_of_contents_is_never_read_surely(name: str) -> None:
    (programme,) = read(*CONTENTS[name]).programmes
    assert is_unsure(programme)
    assert Doubt.CONTENTS in programme.table.sections[0].layout.reading.doubts


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_is_not_taken_for_contents(name: str) -> None:
    (programme,) = read(*PROGRAMMES[name]).programmes
    assert not is_unsure(programme)


def test_families_of_goods_with_prices_are_not_read_surely() -> None:
    goods: list[list[Value]] = [
        [family, f"{family[0]}{n:03}", f"{family} size {n}", 2.5 * n]
        for family in ("Screws", "Nails", "Bolts")
        for n in range(1, 6)
    ]
    found = read(Grid("A", [["Famille", "Réf", "Désignation", "Prix HT"], *goods]))
    assert all(map(is_unsure, found.programmes))


def test_shares_are_no_codes() -> None:
    shares: list[list[Value]] = [[n / 10, f"{WORKS[n % 8]} {n}"] for n in range(11)]
    assert read(Grid("A", [["Share", "Work"], *shares])).programmes == ()


@pytest.mark.parametrize(("head", "tax"), [("N°", "TVA 20 %"), ("N.º", "IVA 21 %")])
def test_the_sums_of_a_bill_are_no_second_level(head: str, tax: str) -> None:
    rows: list[list[Value]] = [[head, "Désignation", "Quantité", "Prix unitaire", "Montant"]]
    goods = ("Chaise", "Lampe", "Table", "Écran", "Étagère")
    rows += [[n, thing, 3 * n, 40, 120 * n] for n, thing in enumerate(goods, 1)]
    rows += [[None, None, None, "Montant", 1800], [None, None, None, tax, 360]]
    rows.append([None, None, None, "Total", 2160])
    assert not read(Grid("Facture", rows)).programmes
