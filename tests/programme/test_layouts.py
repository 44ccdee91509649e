"""Programmes laid out as houses do are read as a person reads them; edits touch what they mean."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from xlmot.checking.check import check_workbook
from xlmot.findings import Safety, SetCell, set_cell
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import Workbook, read_workbook
from xlmot.settings.load import load_settings

SETTINGS = load_settings("generic")


class Sheet(NamedTuple):
    """A sheet as text, one row a line, and its titles (code, label, depth) and actions."""

    text: str
    scheme: str
    levels: list[int]
    actions: int
    paths: list[str]
    merges: tuple[Area, ...] = ()


LEVELS_REPEATED = """
Arborescence | | | Action | |
Axe (x) | Sous-axe (x.x) | Sous-sous axe (x.x.x) | Titre de l'action | Descriptif | Structure pilote
Obligatoire | Facultatif | Facultatif | 150 signes au plus | |
1. Un habitat sobre | 1.1. Rénover | 1.1.1. Aider les ménages | Action 1 - Ouvrir | a | Ville
1. Un habitat sobre | 1.1. Rénover | 1.1.1. Aider les ménages | Action 2 - Former | b | CMA
1. Un habitat sobre | 1.2. Construire | | Action 3 - Écrire une charte | c | Ville
2. Des trajets doux | 2.1. Pédaler | | Action 4 - Tracer des pistes | d | Agglo
2. Des trajets doux | | | Action 5 - Covoiturer | e | Agglo
"""
LEVELS_ONCE = """
Projet | | | Début
Site | 1. Analyse | 1.1 Étude | 2026-01-05
 | | 1.2 Revue | 2026-01-12
 | 2. Conception | 2.1 Plans | 2026-02-02
 | | 2.2 Revue | 2026-02-09
"""
NO_CODES = """
Axe | Objectif | Action | Budget
Mobilité | Vélo | Tracer une piste | 10
 | | Poser des arceaux | 5
 | Bus | Ajouter une ligne | 50
Énergie | Bâtiments | Isoler la mairie | 80
"""
PAIRS = """
N° objectif | Objectif | N° action | Action | Pilote
1 | Rénover | 1.1 | Ouvrir un guichet | A
 | | 1.2 | Former les artisans | B
2 | Pédaler | 2.1 | Tracer des pistes | C
"""
STAIRS = """
N° | Intitulé | | | Durée
1 | Préparer | | |
 | 1.1 | Réunir | | 2
 | | 1.1.1 | Besoins | 3
2 | Faire | | |
 | 2.1 | Acheter | | 1
"""
INSIDE = """
Actions | Pilote
1. Communiquer | A
1.1 Refaire le site | A
2. Former | B
2.1 Former les bénévoles | C
"""
TWO_LABELS = """
ref_id | name | description
1 | Governance |
1.1 | Policy |
1.1.1 | | A policy is written and known to all
1.1.2 | | The policy is reviewed each year
"""
DEPTH = """
depth | ref_id | name | description
1 | 1 | Governance |
2 | 1.1 | Policy |
3 | 1.1.1 | | A policy is written and known to all
3 | 1.1.2 | | The policy is reviewed each year
"""
TITLES_CODED = """
N° | Désignation | Budget
1 | VOIRIE |
 | Refaire la rue haute | 10
 | Refaire la rue basse | 12
1.1 | Places |
 | Paver la place | 30
2 | ÉCOLES |
 | Repeindre la cour | 20
"""
GROUPED = """
Domaine | N° | Action | Pilote
Voirie | M01 | Refaire la rue haute | Léa
 | M02 | Paver la place | Max
Écoles | M03 | Repeindre la cour | Zoé
 | M04 | Changer les fenêtres | Ali
"""
WORDED = """
Fiche | Intitulé | Porteur
Axe 1 | Accueillir |
Fiche action n°1 | Ouvrir une permanence | Léa
Fiche action n°2 | Former les bénévoles | Max
Fiche action n°3 | Écrire un livret | Zoé
Axe 2 | Produire |
Fiche action n°4 | Relancer le maraîchage | Léa
Fiche action n°5 | Réparer des vélos | Ali
"""
SHEETS = {
    "a column per level, repeated": Sheet(
        LEVELS_REPEATED, "tiers", [2, 3, 1], 5, ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]
    ),
    "a column per level, once": Sheet(
        LEVELS_ONCE,
        "tiers",
        [1, 2],
        4,
        ["Site", "1", "2"],
        (Area(2, 1, 5, 1), Area(2, 2, 3, 2), Area(4, 2, 5, 2)),
    ),
    "a column per level, no codes": Sheet(
        NO_CODES,
        "tiers",
        [2, 3],
        4,
        ["Mobilité", "Vélo", "Bus", "Énergie", "Bâtiments"],
        (Area(2, 1, 4, 1), Area(2, 2, 3, 2)),
    ),
    "pairs of columns": Sheet(PAIRS, "tiers", [2], 3, ["1", "2"]),
    "a staircase": Sheet(STAIRS, "stairs", [2, 1], 2, ["1", "1.1", "2"]),
    "codes inside the labels": Sheet(INSIDE, "inside", [2], 2, ["1", "2"]),
    "two words, numbered through": Sheet(WORDED, "column", [2], 5, ["Axe 1", "Axe 2"]),
    "two columns of labels": Sheet(TWO_LABELS, "column", [1, 1], 2, ["1", "1.1"]),
    "a column of levels": Sheet(DEPTH, "depth", [1, 1], 2, ["1", "1.1"]),
    "only titles coded": Sheet(TITLES_CODED, "column", [2, 1], 4, ["1", "1.1", "2"]),
    "an uncoded group": Sheet(GROUPED, "tiers", [2], 4, ["Voirie", "Écoles"]),
}


def grid(text: str, merges: tuple[Area, ...] = ()) -> Grid:
    """Return the sheet of a text: whole numbers are numbers, as Excel keeps them."""
    rows: list[list[Any]] = [
        [int(cell) if cell.isdigit() else cell for cell in map(str.strip, line.split("|"))]
        for line in text.strip("\n").split("\n")
    ]
    return Grid("Plan", rows, merges=merges)


def read(sheet: Grid) -> Workbook:
    return read_workbook("plan.xlsx", [sheet], SETTINGS.vocabulary)


def depth_of(found: Programme, index: int) -> int:
    """Return the depth of a title or an action; 0 of a row without a place."""
    node, owner = found.titles.get(index), found.owners.get(index)
    return len(node.path) if node else len(owner.path) + 1 if owner else 0


def programme(sheet: Grid) -> Programme:
    (found,) = read(sheet).programmes
    return found


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_layout_is_read_as_a_person_reads_it(sheet: Sheet) -> None:
    found = programme(grid(sheet.text, sheet.merges))
    assert found.table.sections[0].layout.scheme == sheet.scheme
    assert [found.text(node.path) for node in found.walk()] == sheet.paths
    assert found.level_counts() == sheet.levels
    assert sum(root.total for root in found.roots) == sheet.actions


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_row_is_of_one_kind(sheet: Sheet) -> None:
    found = programme(grid(sheet.text, sheet.merges))
    layout, table = found.table.sections[0].layout, found.table
    first = min(layout.header_rows, default=layout.first_row)
    filled = [n for n, row in enumerate(grid(sheet.text).rows, 1) if any(row) and n >= first]
    assert set(filled) - set(table.numbers) <= set(range(first, layout.first_row))
    assert len(table.kinds) == len(table.numbers) == len(table.paths) == len(table.labels)


@pytest.mark.parametrize("name", ["a column per level, repeated", "codes inside the labels"])
def test_nothing_is_said_of_a_sound_programme(name: str) -> None:
    sheet = SHEETS[name]
    workbook = read(grid(sheet.text, sheet.merges))
    said = [f for f in check_workbook(workbook, SETTINGS) if f.severity in ("error", "warning")]
    assert [(f.rule, f.rows) for f in said] == []


def test_an_edit_of_a_code_inside_a_label_changes_those_characters_alone() -> None:
    found = programme(grid(INSIDE))
    index = next(i for i in found.table.data() if found.table.numbers[i] == 3)
    assert set_cell(found.table, index, "code", "1.2") == SetCell(
        "Plan", 3, 1, "1.1 Refaire le site", "1.2 Refaire le site"
    )
    assert set_cell(found.table, index, "label", "Refaire le parc").new == "1.1 Refaire le parc"


def test_a_title_that_is_repeated_is_mended_on_each_of_its_rows() -> None:
    spaced = LEVELS_REPEATED.replace("1.1. Rénover", "1.1. Rénover  le parc")
    workbook = read(grid(spaced))
    (finding,) = [f for f in check_workbook(workbook, SETTINGS) if f.rule == "extra-spaces"]
    assert finding.fix is not None
    assert [(edit.row, edit.new) for edit in finding.fix.edits if isinstance(edit, SetCell)] == [
        (row, "1.1. Rénover le parc") for row in (4, 5)
    ]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_no_change_of_one_cell_changes_how_the_other_rows_are_read(sheet: Sheet) -> None:
    """Unless the reading says that it is unsure, or that there is none."""
    whole = grid(sheet.text * 1, sheet.merges)
    before = _labels(programme(whole))
    layout = programme(whole).table.sections[0].layout
    for row in range(layout.first_row, len(whole.rows) + 1):
        column = layout.columns()[-1]
        rows = [list(one) for one in whole.rows]
        if not rows[row - 1][column - 1]:
            continue
        rows[row - 1][column - 1] = "Tout autre chose"
        changed = read(whole._replace(rows=rows)).programmes
        if not changed or changed[0].table.sections[0].layout.reading.unsure:
            continue
        after = _labels(changed[0])
        lost = {one for one in before - after if one[0] != row}
        assert lost == set()


TWO_TABLES = """
Code | Intitulé | Budget
1 | VOIRIE |
1.1 | Refaire la rue Haute | 12
1.2 | Refaire la place | 8
Code | Intitulé | Budget
1 | {} |
1.1 | {} | 5
1.2 | {} | 3
"""


@pytest.mark.parametrize(
    ("labels", "unsure"),
    [
        (("SPORT", "Agrandir le gymnase", "Tondre le stade"), True),
        (("VOIRIE", "Refaire la rue Haute", "Refaire la place"), False),
        (("VOIRIE", "Refaire la rue Basse", "Refaire la place"), False),
    ],
)
def test_a_second_table_below_the_first_makes_the_reading_unsure(labels, unsure) -> None:
    """A programme pasted twice is one; a table that begins anew is none of its pages."""
    workbook = read(grid(TWO_TABLES.format(*labels)))
    assert workbook.programmes[0].table.sections[0].layout.reading.unsure == unsure
    said = check_workbook(workbook, SETTINGS)
    rows = [finding.places[0].row for finding in said if finding.rule == "second-table"]
    assert rows == [6] * unsure
    fixes = [finding.fix for finding in said if finding.fix]
    assert fixes
    assert unsure != any(fix.safety is Safety.SAFE for fix in fixes)


def _labels(found: Programme) -> set[tuple[int, str]]:
    return {(found.table.numbers[i], found.table.labels[i]) for i in found.table.data()}


NO_PROGRAMMES = {
    "yes and no": "Nom | Présent\nLéa | YES\nMax | NO\nZoé | YES\nAli | NO\n",
    "an empty list": "ID | Title\n",
    "people": "id | name | age\n1 | Léa | 30\n2 | Max | 41\n3 | Zoé | 27\n4 | Ali | 52\n",
    "amounts": "Mois | Recettes | Dépenses\nJanvier | 10 | 4\nFévrier | 12 | 6\nMars | 9 | 9\n",
    "marks": (
        "N° | Compétence | Famille | Niveau\n1 | Requêtes | Données | 5\n2 | Python | Code | 4\n"
        "3 | Tableaux | Outils | 4\n4 | Graphiques | Outils | 5\n5 | Enquêtes | Données | 4\n"
    ),
    "marks from 1 to 3": (
        "N° | Risque | Niveau\n1 | Crue | 2\n2 | Gel | 1\n3 | Vol | 1\n4 | Feu | 2\n5 | Vent | 1\n"
        "6 | Panne | 1\n7 | Grève | 3\n"
    ),
    "an invoice by place": (
        "Lieu | Désignation | Prix HT | Prix TTC | Quantité\n"
        "Mairie | Écran | 100,5 | 120,6 | 2\n | Clé | 20,1 | 24,12 | 4\n | Souris | 8,2 | 9,8 | 4\n"
        "École | Écran | 100,5 | 120,6 | 9\n | Câble | 3,1 | 3,72 | 9\n | Souris | 8,2 | 9,8 | 9\n"
    ),
    "results": "Équipe | J | G | P | Pts\nRouges | 9 | 7 | 2 | 21\nBleus | 9 | 5 | 4 | 15\n",
}


@pytest.mark.parametrize("text", NO_PROGRAMMES.values(), ids=NO_PROGRAMMES)
def test_what_is_no_programme_is_not_read_as_one(text: str) -> None:
    assert read(grid(text)).programmes == ()
