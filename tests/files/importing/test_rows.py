"""A text becomes the rows that its author saw, whatever program it was copied from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.files.importing.file import find_vocabulary
from xlmot.files.importing.rows import read_rows
from xlmot.settings.load import load_settings

HOUSE = load_settings("generic").vocabulary

PDF = """\
                         Communauté de communes du Haut-Lignon

Code      Intitulé                                           Pilote            Budget
1         AMÉNAGER ET HABITER
1.1.1     Opération programmée d'amélioration de l'habitat   Service habitat   120000
          avec les communes de Tence et de
          Saint-Agrève
1.2.1     Voie verte entre Dunières et Raucoules,            Département       540000
          12 km en site propre
                                  Page 1 / 2
Code      Intitulé                                           Pilote            Budget
1.2.2     Aires de covoiturage                               Service mobilités 42000
2.1.1     Projet alimentaire territorial : restauration      Chambre           60000
          collective                                         d'agriculture

Source : direction générale des services
"""
WORD = """\
Plan d'actions de l'école
N° Actions
1 Lire
1.1 Défi lecture avec la médiathèque et les écoles de
Saint-Aubin et de Brécy
1.2 Rencontre avec
2 auteurs et
3 illustratrices
- 1 -
2.1 Rallye mathématique
2.3 Semaine des maths, du 9 au
14 mars
3. Bouger
"""
DASHED = """\
112-11 FNADT section locale
112-11-01 Contrats de plan
112-11-02 Contrats de massif dont 3
500 euros de solde
"""
OUTLINE = """\
Plan 2025
Axe 1 : ROUTES
Objectif 1.1 – Paver
- La place du marché et les
rues voisines
• Le quai

Axe n°2 : PARCS
- Planter
"""
LONG = (
    "Opération programmée d'amélioration de l'habitat avec les communes de Tence et de Saint-Agrève"
)
CASES = {
    "tabs": (
        "Code\tTitle\tWho\r\n1\tROADS\r\n\r\n1\tPave the market\tAnn\r\nof the old town\r\n",
        [
            ["Code", "Title", "Who"],
            ["1", "ROADS"],
            [],
            ["1", "Pave the market", "Ann"],
            ["of the old town"],
        ],
    ),
    "tabs, a cell of Word's with breaks": (
        "Code\tTitle\tWho\n1\tPave the market\nof the old\ntown\tAnn\n2\tSweep\tBob",
        [
            ["Code", "Title", "Who"],
            ["1", "Pave the market of the old town", "Ann"],
            ["2", "Sweep", "Bob"],
        ],
    ),
    "tabs, a wrapped label": (
        "Code\tTitle\n1\tROADS\n1\tPave the market of\nthe old town\nSource: roads office.",
        [
            ["Code", "Title"],
            ["1", "ROADS"],
            ["1", "Pave the market of the old town"],
            ["Source: roads office."],
        ],
    ),
    "tabs, a quoted cell with a break, and a label in quotes": (
        'Code\tTitle\n1\t"The ""old""\ntown"\n2\t"New town"\n',
        [["Code", "Title"], ["1", 'The "old"\ntown'], ["2", '"New town"']],
    ),
    "tabs, the signs of a list of Word's": (
        "Axe\tProgramme\n1\tROUTES\n1\t•\tPaver\n1\t\uf0b7\tÉclairer\n1\t-\n",
        [["Axe", "Programme"], ["1", "ROUTES"], ["1", "Paver"], ["1", "Éclairer"], ["1", "-"]],
    ),
    "semicolons, a quoted cell with a break": (
        'Code;Intitulé;Coût\n1;"ROUTES\net rues";\n1.1;"Paver; éclairer";1200\n',
        [
            ["Code", "Intitulé", "Coût"],
            ["1", "ROUTES\net rues"],
            ["1.1", "Paver; éclairer", "1200"],
        ],
    ),
    "a table of Markdown": (
        "# Plan\n\n| N° | Action | Who |\n|:--|---|--:|\n|1|ROADS||\n|1|Pave \\| mark|Ann|\n",
        [["Plan"], [], ["N°", "Action", "Who"], ["1", "ROADS"], ["1", "Pave | mark", "Ann"]],
    ),
    "an outline with points": (
        OUTLINE,
        [
            ["Plan 2025"],
            ["1", "ROUTES"],
            ["1.1", "Paver"],
            ["1.1", "La place du marché et les rues voisines"],
            ["1.1", "Le quai"],
            [],
            ["2", "PARCS"],
            ["2", "Planter"],
        ],
    ),
    "an outline with letters": (
        "1) Routes\na) Paver\nb) Éclairer\n2) Parcs\na) Planter\n",
        [["1", "Routes"], ["1a", "Paver"], ["1b", "Éclairer"], ["2", "Parcs"], ["2a", "Planter"]],
    ),
    "semicolons": (
        'Code;Intitulé;Coût\n1;ROUTES;\n1.1;"Paver; éclairer";1200\n',
        [["Code", "Intitulé", "Coût"], ["1", "ROUTES"], ["1.1", "Paver; éclairer", "1200"]],
    ),
    "commas": (
        'Code,Title\n1,ROADS\n1.1,"Pave, then light"\n1.2,Sweep\n',
        [["Code", "Title"], ["1", "ROADS"], ["1.1", "Pave, then light"], ["1.2", "Sweep"]],
    ),
    "printed columns": (
        PDF,
        [
            ["Communauté de communes du Haut-Lignon"],
            [],
            ["Code", "Intitulé", "Pilote", "Budget"],
            ["1", "AMÉNAGER ET HABITER"],
            [
                "1.1.1",
                LONG,
                "Service habitat",
                "120000",
            ],
            [
                "1.2.1",
                "Voie verte entre Dunières et Raucoules, 12 km en site propre",
                "Département",
                "540000",
            ],
            ["Code", "Intitulé", "Pilote", "Budget"],
            ["1.2.2", "Aires de covoiturage", "Service mobilités", "42000"],
            [
                "2.1.1",
                "Projet alimentaire territorial : restauration collective",
                "Chambre d'agriculture",
                "60000",
            ],
            [],
            ["Source : direction générale des services"],
        ],
    ),
    "one space after the code, numbers that begin lines": (
        WORD,
        [
            ["Plan d'actions de l'école"],
            ["N°", "Actions"],
            ["1", "Lire"],
            ["1.1", "Défi lecture avec la médiathèque et les écoles de Saint-Aubin et de Brécy"],
            ["1.2", "Rencontre avec 2 auteurs et 3 illustratrices"],
            ["2.1", "Rallye mathématique"],
            ["2.3", "Semaine des maths, du 9 au 14 mars"],
            ["3.", "Bouger"],
        ],
    ),
    "another grammar": (
        DASHED,
        [
            ["112-11", "FNADT section locale"],
            ["112-11-01", "Contrats de plan"],
            ["112-11-02", "Contrats de massif dont 3 500 euros de solde"],
        ],
    ),
    "pages that a form feed ends": (
        "1\tROADS\n\f1\tPave\nPage 2 sur 9\n",
        [["1", "ROADS"], [], ["1", "Pave"]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_rows(name: str) -> None:
    text, expected = CASES[name]
    assert read_rows(text, HOUSE).rows == expected


def test_what_was_done_is_counted() -> None:
    read = read_rows(WORD, HOUSE)
    assert (read.joined, read.marks) == (4, 1)


def test_the_headers_of_all_houses_are_known_where_none_is_named(tmp_path) -> None:
    words = find_vocabulary(None, tmp_path)
    assert "Axe" in words.code_headers
    assert "Axe" not in load_settings("generic").vocabulary.code_headers


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12)


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=12
        )
    )
)
def test_tabs_come_back_as_cells(table: list[list[str]]) -> None:
    """No cell is lost or changed, but for blank ones at the end of a row and of the text."""
    text = "\n".join("\t".join(row) for row in table)
    found = read_rows(text, HOUSE).rows
    assert [row for row in found if row] == [row for row in map(_trimmed, table) if row]


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1].strip():
        row = row[:-1]
    return row
