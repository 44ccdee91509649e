"""A table beside the one that is read is said; nothing that staff write there is taken for one."""

from __future__ import annotations

import pytest

from tests.programme.test_coded_rows import programmes
from xlmot.programme.grid import Value
from xlmot.programme.layout import Doubt

CODES = ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "3", "3.1"]
WORKS = ["Rues", "Paver", "Tracer", "Poser", "Ponts", "Peindre", "Ancrer", "Cours", "Planter"]
GAMES = ["Sport", "Courir", "Sauter", "Nager", "Jeux", "Lancer", "Miser", "Danse", "Tourner"]
WORK = [["Code", "Libellé"], *([code, text] for code, text in zip(CODES, WORKS, strict=True))]
GAME = [["Code", "Libellé"], *([code, text] for code, text in zip(CODES, GAMES, strict=True))]


def beside(right: list[list[str]], between: int = 1) -> list[list[Value]]:
    blank: list[Value] = [None] * between
    return [[*one, *blank, *other] for one, other in zip(WORK, right, strict=True)]


LEVELS: list[list[Value]] = [
    ["Ville", "Paver la place", None, "Jeu", "Courir"],
    [None, "Tracer une allée", None, None, "Sauter"],
    [None, "Poser des bancs", None, None, "Nager"],
    ["Mer", "Peindre le phare", None, "Art", "Lire"],
    [None, "Ancrer la bouée", None, None, "Danser"],
    [None, "Planter la dune", None, None, "Chanter"],
]
TABLES: dict[str, list[list[Value]]] = {
    "a blank column between": beside(GAME),
    "none between": beside(GAME, 0),
    "other headers": beside([["Réf", "Mesure"], *GAME[1:]]),
    "no header": beside([["", ""], *GAME[1:]]),
    "codes in the labels": beside(
        [["Jeux"], *([f"{code} {text}"] for code, text in zip(CODES, GAMES, strict=True))]
    ),
    "columns of levels": [["Axe", "Action", None, "Axe", "Action"], *LEVELS],
}
STAFF: dict[str, list[list[Value]]] = {
    "nothing": beside([[] for _ in WORK], 0),
    "words": beside([["Mot", "Sens"], *([text, f"Dit {text}"] for text in GAMES)]),
    "the code again": beside([["Rappel", "Avis"], *([code, "Bon"] for code in CODES)], 0),
    "amounts": beside([["Budget", "Pilote"], *([str(n * 1000), "Ann"] for n in range(1, 10))]),
    "what comes before": beside([["Après"], *([f"{code} fait"] for code in ("1", *CODES[:-1]))], 0),
    "versions": beside([["Version", "Avis"], *(["1.0", "Bon"] for _ in CODES)]),
}


def said(rows: list[list[Value]]) -> bool:
    (found,) = programmes(rows)
    reading = found.table.sections[0].layout.reading
    return reading.unsure and Doubt.TABLE_BESIDE in reading.doubts


@pytest.mark.parametrize("name", TABLES)
def test_a_table_beside_is_said(name: str) -> None:
    assert said(TABLES[name])


@pytest.mark.parametrize("name", STAFF)
def test_what_staff_write_beside_is_no_table(name: str) -> None:
    assert not said(STAFF[name])


PAIRS: list[list[Value]] = [["N° objectif", "Objectif", "N° action", "Action"]]
for code, text in zip(CODES, GAMES, strict=True):
    goal, _, action = code.partition(".")
    above: list[Value] = [goal, f"But {goal}"] if action in ("", "1") else [None, None]
    PAIRS.append([*above, f"{goal}.{action or 9}", text])


@pytest.mark.parametrize(("row", "column"), [(2, 3), (2, 0), (4, 3), (4, 1)])
def test_a_pair_of_columns_that_is_left_out_is_doubted(row: int, column: int) -> None:
    rows = [list(one) for one in PAIRS]
    rows[row][column] = 7
    (found,) = programmes(rows)
    unsure = found.table.sections[0].layout.reading.unsure
    assert unsure or sum(root.total for root in found.roots) == len(CODES)
