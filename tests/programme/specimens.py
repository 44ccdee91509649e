"""Specimens of layouts as real workbooks have them, each with its right reading as an outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.programme.test_layouts import (
    DEPTH,
    GROUPED,
    INSIDE,
    LEVELS_ONCE,
    LEVELS_REPEATED,
    NO_CODES,
    PAIRS,
    STAIRS,
    TITLES_CODED,
    TWO_LABELS,
    WORDED,
    depth_of,
    grid,
    read,
)
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import Workbook


class Specimen(NamedTuple):
    """A sheet as text, one row a line; its outline: a dash for each level below the first."""

    text: str
    outline: str
    merges: tuple[Area, ...] = ()

    @property
    def grid(self) -> Grid:
        made = grid(self.text, self.merges)
        if self.outline:
            return made
        # The codes of a house are texts, or some of them would be numbers among texts.
        return made._replace(rows=[[str(value) for value in row] for row in made.rows])


def outline(workbook: Workbook) -> Iterator[str]:
    """Yield the rows of what was read, in the order of the sheet: level, code, label."""
    for programme in workbook.programmes:
        table = programme.table
        for index in table.data():
            value = table.code_value(index)
            code = "" if value is None else str(value)
            depth = depth_of(programme, index)
            yield " ".join(filter(None, ("-" * (depth - 1), code, table.labels[index])))


def lines(specimen: Specimen) -> list[str]:
    return [line for line in specimen.outline.strip().split("\n") if line]


def found(specimen: Specimen) -> Workbook:
    return read(specimen.grid)


ZEROS = """
Code | Libellé
0 | PRÉALABLES
0.1 | Nommer un comité
1 | ÉNERGIE
1.0 | Cadrer
1.1 | Isoler les écoles
"""
TWO_STOREYS = """
Code | Actions | |
 | Intitulé | Budget | Pilote
1 | VOIRIE | 10 | Léa
1.1 | Refaire la rue haute | 10 | Léa
Code | Actions | |
 | Intitulé | Budget | Pilote
2 | ÉCOLES | 20 | Max
2.1 | Repeindre la cour | 20 | Max
"""
PAGE = """
Code | Libellé
1 | VOIRIE
1.1 | Rues
1.1.1 | Paver la place
1.1.2 | Tracer une allée
1.1.3 | Poser des bancs
 | Page 2/5
1.2 | Ponts
1.2.1 | Peindre le pont
1.2.2 | Ancrer la passerelle
2 | ÉCOLES
2.1 | Cours
2.1.1 | Planter la cour
2.1.2 | Ouvrir le préau
"""
OTHER_LETTER = """
Code | Libellé
O1 | VOIRIE
R1.1 | Rues
A1.1.1 | Paver la place
A1.1.2 | Tracer une allée
R1.2 | Ponts
A1.2.1 | Peindre le pont
R1.2.2 | Ancrer la passerelle
O2 | ÉCOLES
R2.1 | Cours
A2.1.1 | Planter la cour
"""
TWO_LANGUAGES = """
Code | Libellé | Omschrijving
1 | VOIRIE | WEGEN
1.1 | Paver la place | Het plein bestraten
1.2 | Peindre le pont | De brug schilderen
2 | ÉCOLES | SCHOLEN
2.1 | Planter la cour | Het plein beplanten
2.2 | Ouvrir le préau | De hal openen
"""
WORK = ("Rues", "Paver", "Tracer", "Poser", "Ponts", "Peindre", "Ancrer", "Cours", "Planter")


def coded(*codes: str) -> Specimen:
    """Return a sheet of codes with a label each, every code one level below the one it begins."""
    rows = "\n".join(f"{code} | {WORK[n % 9]} {'abcdefg'[n // 9]}" for n, code in enumerate(codes))
    return Specimen(f"\nCode | Libellé\n{rows}\n", "")


# How the two tables of a governance are read: one says what the other does.
GOVERNANCE = """
1 Governance
- 1.1 Policy
-- 1.1.1 A policy is written and known to all
-- 1.1.2 The policy is reviewed each year
"""

SPECIMENS = {
    "a column per level, repeated": Specimen(
        LEVELS_REPEATED,
        """
1 Un habitat sobre
- 1.1 Rénover
-- 1.1.1 Aider les ménages
--- Action 1 Ouvrir
--- Action 2 Former
- 1.2 Construire
-- Action 3 Écrire une charte
2 Des trajets doux
- 2.1 Pédaler
-- Action 4 Tracer des pistes
- Action 5 Covoiturer
""",
    ),
    "a column per level, once": Specimen(
        LEVELS_ONCE,
        """
Site
- 1 Analyse
-- 1.1 Étude
-- 1.2 Revue
- 2 Conception
-- 2.1 Plans
-- 2.2 Revue
""",
        (Area(2, 1, 5, 1), Area(2, 2, 3, 2), Area(4, 2, 5, 2)),
    ),
    "a column per level, no codes": Specimen(
        NO_CODES,
        """
Mobilité
- Vélo
-- Tracer une piste
-- Poser des arceaux
- Bus
-- Ajouter une ligne
Énergie
- Bâtiments
-- Isoler la mairie
""",
        (Area(2, 1, 4, 1), Area(2, 2, 3, 2)),
    ),
    "pairs of columns": Specimen(
        PAIRS,
        """
1 Rénover
- 1.1 Ouvrir un guichet
- 1.2 Former les artisans
2 Pédaler
- 2.1 Tracer des pistes
""",
    ),
    "a staircase": Specimen(
        STAIRS,
        """
1 Préparer
- 1.1 Réunir
-- 1.1.1 Besoins
2 Faire
- 2.1 Acheter
""",
    ),
    "codes inside the labels": Specimen(
        INSIDE,
        """
1 Communiquer
- 1.1 Refaire le site
2 Former
- 2.1 Former les bénévoles
""",
    ),
    "two words, numbered through": Specimen(
        WORDED,
        """
Axe 1 Accueillir
- Fiche action n°1 Ouvrir une permanence
- Fiche action n°2 Former les bénévoles
- Fiche action n°3 Écrire un livret
Axe 2 Produire
- Fiche action n°4 Relancer le maraîchage
- Fiche action n°5 Réparer des vélos
""",
    ),
    "two columns of labels": Specimen(
        TWO_LABELS,
        GOVERNANCE,
    ),
    "a column of levels": Specimen(
        DEPTH,
        GOVERNANCE,
    ),
    "only titles coded": Specimen(
        TITLES_CODED,
        """
1 VOIRIE
- Refaire la rue haute
- Refaire la rue basse
- 1.1 Places
-- Paver la place
2 ÉCOLES
- Repeindre la cour
""",
    ),
    "an uncoded group": Specimen(
        GROUPED,
        """
Voirie
- M01 Refaire la rue haute
- M02 Paver la place
Écoles
- M03 Repeindre la cour
- M04 Changer les fenêtres
""",
    ),
    "zero parts": Specimen(
        ZEROS,
        """
0 PRÉALABLES
- 0.1 Nommer un comité
1 ÉNERGIE
- 1.0 Cadrer
- 1.1 Isoler les écoles
""",
    ),
    "a header of two rows, repeated": Specimen(
        TWO_STOREYS,
        """
1 VOIRIE
- 1.1 Refaire la rue haute
2 ÉCOLES
- 2.1 Repeindre la cour
""",
        (Area(1, 2, 1, 4), Area(5, 2, 5, 4)),
    ),
    "a page number": Specimen(
        PAGE,
        """
1 VOIRIE
- 1.1 Rues
-- 1.1.1 Paver la place
-- 1.1.2 Tracer une allée
-- 1.1.3 Poser des bancs
- 1.2 Ponts
-- 1.2.1 Peindre le pont
-- 1.2.2 Ancrer la passerelle
2 ÉCOLES
- 2.1 Cours
-- 2.1.1 Planter la cour
-- 2.1.2 Ouvrir le préau
""",
    ),
    "a code with another letter": Specimen(
        OTHER_LETTER,
        """
O1 VOIRIE
- R1.1 Rues
-- A1.1.1 Paver la place
-- A1.1.2 Tracer une allée
- R1.2 Ponts
-- A1.2.1 Peindre le pont
-- R1.2.2 Ancrer la passerelle
O2 ÉCOLES
- R2.1 Cours
-- A2.1.1 Planter la cour
""",
    ),
    "two languages": Specimen(
        TWO_LANGUAGES,
        """
1 VOIRIE
- 1.1 Paver la place
- 1.2 Peindre le pont
2 ÉCOLES
- 2.1 Planter la cour
- 2.2 Ouvrir le préau
""",
    ),
}
WAYS = {
    name: coded(*codes.split(" / "))
    for name, codes in {
        "padded at the end": "1 / 1.1 / 1.1.01 / 1.1.02 / 1.2 / 1.2.01",
        "a final mark": "1. / 1.1. / 1.1.1. / 1.1.2.",
        "hyphens": "1 / 1-1 / 1-1-1 / 1-1-2 / 1-2 / 1-2-1 / 2 / 2-1 / 2-1-1",
        "hyphens and padding": (
            "11 / 11-1 / 11-1-01 / 11-1-02 / 11-2 / 11-2-01 / 12 / 12-1 / 12-1-01"
        ),
        "numerals and small letters": (
            "I / I.1 / I.1.a / I.1.b / I.2 / I.2.a / II / II.1 / II.1.a / II.1.b"
        ),
        "a family without a row": "V2.1 / V2.2 / V2.4 / V2.5 / V2.6 / V3.1 / V3.2",
    }.items()
}
DEPTHS = {
    "padded at the end": [1, 2, 3, 3, 2, 3],
    "a final mark": [1, 2, 3, 3],
    "hyphens": [1, 2, 3, 3, 2, 3, 1, 2, 3],
    "hyphens and padding": [1, 2, 3, 3, 2, 3, 1, 2, 3],
    "numerals and small letters": [1, 2, 3, 3, 2, 3, 1, 2, 3, 3],
    "a family without a row": [2] * 7,
}
