"""Programmes with a column per level, of houses unlike each other, and tables that are none."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.programme.test_layouts import SETTINGS, depth_of, grid, programme, read
from xlmot.checking.check import check_workbook
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme


class House(NamedTuple):
    """A sheet as text, and its titles and actions as a person reads them: depth, code, label."""

    text: str
    rows: tuple[str, ...]
    merges: tuple[Area, ...] = ()


BLOCKS = """
Phase | Tasks | Owner
Plan | Fix milestones | All
Plan | Write the brief | Eva
 | |
Build | Draw wireframes | Ann
Build | Review the draft | All
 | |
Ship | Print the guide | Tom
Ship | Hold the fair | Eva
"""
BLOCKS_READ = (
    *("1  Plan", "2  Fix milestones", "2  Write the brief"),
    *("1  Build", "2  Draw wireframes", "2  Review the draft"),
    *("1  Ship", "2  Print the guide", "2  Hold the fair"),
)
HOUSES = {
    "blank rows between the groups": House(BLOCKS, BLOCKS_READ),
    "the first row of the table is read": House(
        """
Aims of the year | |
Section | Component | Task
Setup | Goal | Find what is missing
 | | Fetch what is missing
 | | Move the files
 | |
 | Frame | Boot it
 | | Load it later
Login | View | Draw the page
 | | Test the page
""",
        (
            *("1  Setup", "2  Goal", "3  Find what is missing", "3  Fetch what is missing"),
            *("3  Move the files", "2  Frame", "3  Boot it", "3  Load it later"),
            *("1  Login", "2  View", "3  Draw the page", "3  Test the page"),
        ),
    ),
    "levels that are left out, and parts of actions": House(
        """
Plan de la ville | | | | |
Axe (x) | Sous-axe (x.x) | Sous-sous-axe | Titre de l'action | Titre de la sous-action | Descriptif
Axe 1 | | | Planter des arbres | | a
Axe 1 | | | Refaire les écoles | Isoler | b
Axe 1 | | | Refaire les écoles | Repeindre | c
Axe 2 | | | Ouvrir un marché | | d
Axe 2 | Sous-axe 2.1 | | Former | Former les élus | e
""",
        (
            *("1 Axe 1 Axe 1", "2  Planter des arbres", "2  Refaire les écoles"),
            *("3  Isoler", "3  Repeindre", "1 Axe 2 Axe 2", "2  Ouvrir un marché"),
            *("2 Sous-axe 2.1 Sous-axe 2.1", "3  Former", "4  Former les élus"),
        ),
    ),
    "two actions of one name stay two": House(
        """
Axe (x) | Sous-axe (x.x) | Sous-sous-axe | Titre de l'action | Titre de la sous-action | Pilote
Axe 1 | | | Organiser un forum | | Léa
Axe 1 | | | Organiser un forum | | Max
""",
        ("1 Axe 1 Axe 1", "2  Organiser un forum", "2  Organiser un forum"),
    ),
    "instructions below the header": House(
        """
Axe | Objectif | Action | Pilote
À remplir | À remplir | À remplir | Nom
Bouger | Marcher | Ouvrir un sentier | Léa
Bouger | Marcher | Baliser un sentier | Max
Manger | Cultiver | Louer des jardins | Zoé
""",
        (
            *("1  Bouger", "2  Marcher", "3  Ouvrir un sentier", "3  Baliser un sentier"),
            *("1  Manger", "2  Cultiver", "3  Louer des jardins"),
        ),
    ),
    "a header merged over two levels": House(
        """
Tâches | | Qui
Concevoir | Lire les textes | Léa
 | Dessiner les pages | Max
 | Choisir un nom | Zoé
Bâtir | Poser les murs | Ali
 | Peindre | Léa
""",
        (
            *("1  Concevoir", "2  Lire les textes", "2  Dessiner les pages"),
            *("2  Choisir un nom", "1  Bâtir", "2  Poser les murs", "2  Peindre"),
        ),
        (Area(1, 1, 1, 2), Area(2, 1, 4, 1), Area(5, 1, 6, 1)),
    ),
    "codes some columns left of their labels": House(
        """
S | Objective | | Go | Do | Task | Owner
1 | Roads | 1.1 | yes | Define | Count the holes | Eva
 | | 1.2 | yes | Work | Fill the holes | Tom
 | | 1.3 | yes | Work | Paint the lines | Ann
2 | Schools | 2.1 | yes | Define | List the roofs | Eva
 | | 2.2 | yes | Work | Mend the roofs | Tom
""",
        (
            *("1 1 Roads", "2 1.1 Count the holes", "2 1.2 Fill the holes"),
            *("2 1.3 Paint the lines", "1 2 Schools", "2 2.1 List the roofs"),
            "2 2.2 Mend the roofs",
        ),
    ),
    "a last pair with levels of its own": House(
        """
Goal no | Goal | Task no | Task | Owner
1 | Sell bread | 1.1 | Build a shop | Eva
 | | 1.1.1 | Find a house | Eva
 | | 1.1.2 | Buy an oven | Tom
 | | 1.2 | Train bakers | Ann
2 | Sell cakes | 2.1 | Write recipes | Eva
 | | 2.1.1 | Ask the elders | Tom
""",
        (
            *("1 1 Sell bread", "2 1.1 Build a shop", "3 1.1.1 Find a house"),
            *("3 1.1.2 Buy an oven", "2 1.2 Train bakers", "1 2 Sell cakes"),
            *("2 2.1 Write recipes", "3 2.1.1 Ask the elders"),
        ),
    ),
    "codes beside labels that move right": House(
        """
ID | Level 1 | Level 2 | Level 3 | Cost
1 | Project | | | 10
1.1 | | Phase | | 4
1.1.1 | | | Survey | 1
1.1.2 | | | Drawings | 3
1.2 | | Works | | 6
1.2.1 | | | Walls | 6
""",
        (
            *("1 1 Project", "2 1.1 Phase", "3 1.1.1 Survey", "3 1.1.2 Drawings"),
            *("2 1.2 Works", "3 1.2.1 Walls"),
        ),
    ),
    "the same, with zeros in place of what is left out": House(
        """
Code | Description | | | Cost
1.0.0 | Water | | | 10
1.1.0 | | Pipes | | 4
1.1.1 | | | Dig the trench | 1
1.1.2 | | | Lay the pipe | 3
2.0.0 | Light | | | 6
2.1.0 | | Lamps | | 6
2.1.1 | | | Hang the lamps | 6
""",
        (
            *("1 1.0.0 Water", "2 1.1.0 Pipes", "3 1.1.1 Dig the trench", "3 1.1.2 Lay the pipe"),
            *("1 2.0.0 Light", "2 2.1.0 Lamps", "3 2.1.1 Hang the lamps"),
        ),
    ),
    "labels left of their codes": House(
        """
Domain | Control | No | Description of the control in a whole sentence
Roads | Roads are swept | RO-01 | Somebody sees to it that roads are swept
Roads | Roads are lit | RO-02 | Somebody sees to it that roads are lit
Roads | Lamps are counted | RO-02.1 | Somebody counts the lamps
Parks | Parks are mown | PA-01 | Somebody mows the parks
Parks | Parks are shut at night | PA-02 | Somebody shuts the parks
""",
        (
            *("1  Roads", "2 RO-01 Roads are swept", "2 RO-02 Roads are lit"),
            *("3 RO-02.1 Lamps are counted", "1  Parks", "2 PA-01 Parks are mown"),
            "2 PA-02 Parks are shut at night",
        ),
    ),
    "amounts right of the actions are no codes": House(
        """
Axe | Objectif | Action | Budget | Part
Bouger | Marcher | Ouvrir un sentier | 1 | 1
 | | Baliser un sentier | 2 | 2
 | Rouler | Tracer une piste | 3 | 3
Manger | Cultiver | Louer des jardins | 4 | 4
""",
        (
            *("1  Bouger", "2  Marcher", "3  Ouvrir un sentier", "3  Baliser un sentier"),
            *("2  Rouler", "3  Tracer une piste", "1  Manger", "2  Cultiver"),
            "3  Louer des jardins",
        ),
    ),
    "actions right of coded titles": House(
        """
Código | Actividad | Elemento | Tipo | Costo
1 | Planificar | | |
1.1 | Estudiar la demanda | | |
 | | Persona que pregunta | Personal | 10
 | | Persona que cuenta | Personal | 12
1.2 | Escribir el plan | | |
 | | Papel | Material | 2
 | | Tinta | Material | 3
2 | Construir | | |
2.1 | Comprar | | |
 | | Piedra | Material | 50
 | | Madera | Material | 40
""",
        (
            *("1 1 Planificar", "2 1.1 Estudiar la demanda", "3  Persona que pregunta"),
            *("3  Persona que cuenta", "2 1.2 Escribir el plan", "3  Papel", "3  Tinta"),
            *("1 2 Construir", "2 2.1 Comprar", "3  Piedra", "3  Madera"),
        ),
    ),
    "levels of which none is filled": House(
        """
Axe (x) | Sous-axe (x.x) | Sous-sous-axe | Titre de l'action | Pilote
 | | | 1. Ouvrir un sentier | Léa
 | | | 2. Baliser un sentier | Max
 | | | 3. Louer des jardins | Zoé
""",
        ("1 1 Ouvrir un sentier", "1 2 Baliser un sentier", "1 3 Louer des jardins"),
    ),
    "one heading over letters and the tasks they count, from A again": House(
        """
Week | Phase | Main task | | Subtasks | Who
7 | Plan | A | Write the brief | 1. Ask all | Eva
 | | | | 2. Write it down | Tom
 | | B | Find sponsors | 1. Make a list | Ann
8 | Plan | A | Hire a hall | 1. Look around | Eva
 | | | | 2. Sign | Eva
9 | Hold | A | Welcome the guests | | All
 | | B | Close the doors | | Tom
""",
        (
            *("1  Plan", "2 A Write the brief", "3 1 Ask all", "3 2 Write it down"),
            *("2 B Find sponsors", "3 1 Make a list", "2 A Hire a hall", "3 1 Look around"),
            *("3 2 Sign", "1  Hold", "2 A Welcome the guests", "2 B Close the doors"),
        ),
        (Area(1, 3, 1, 4),),
    ),
    "a staircase whose columns have no names": House(
        """
 | | | Status | Until
Home | | | |
Courses | | | |
 | All courses | | done | 2026-01-05
 | By field | | |
 | | Health | to do | 2026-02-05
 | | Building | done |
Services | | | |
 | For students | | |
 | | Small project | to do | 2026-03-05
 | | Large project | to do | 2026-03-05
 | | Meet a task force | to do |
""",
        (
            *("1  Home", "1  Courses", "2  All courses", "2  By field", "3  Health"),
            *("3  Building", "1  Services", "2  For students", "3  Small project"),
            *("3  Large project", "3  Meet a task force"),
        ),
    ),
    "a staircase below a form": House(
        """
The plan of the club | | | |
 | | Written by | Eva |
 | | | |
 | Task name | Start | End | Share
Begin | | | |
 | Meet the members | 1 | 2 | 3
 | Ask the town | 2 | 3 | 3
 | Find a hall | 3 | 4 | 3
Go on | | | |
 | Hold a course | 5 | 6 | 1
 | Hold a fair | 6 | 7 | 2
 | Sell the rest | 7 | 8 | 2
""",
        (
            *("1  Begin", "2  Meet the members", "2  Ask the town", "2  Find a hall"),
            *("1  Go on", "2  Hold a course", "2  Hold a fair", "2  Sell the rest"),
        ),
    ),
}
NONE = {
    "quarters of products": "Category | Product | Quarter | Amount\n"
    + "\n".join(
        f"{kind} | {kind} {n} | Qtr {q} | {q * n}"
        for kind in ("Tea", "Salt")
        for n in (1, 2, 3)
        for q in (1, 2, 3, 4)
    ),
    "hours by project and task": "Project | Task | Activity | Hours\n"
    + "\n".join(f"{'AB'[n % 2]} house | {'xyz'[n % 3]} part | Work | {n}" for n in range(24)),
}


def shown(found: Programme) -> list[str]:
    table = found.table
    rows: list[str] = []
    for index in table.data():
        code = table.code_value(index)
        rows.append(
            f"{depth_of(found, index)} {'' if code is None else code} {table.labels[index]}"
        )
    return rows


@pytest.mark.parametrize("house", HOUSES.values(), ids=HOUSES)
def test_the_levels_are_read_as_a_person_reads_them(house: House) -> None:
    assert shown(programme(grid(house.text, house.merges))) == list(house.rows)


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_records_are_no_programme(text: str) -> None:
    found = read(grid(text)).programmes
    assert all(s.layout.reading.unsure for one in found for s in one.table.sections)


def test_one_title_above_many_rows_says_not_what_a_blank_means() -> None:
    header = "Axe | Sous-axe | Sous-sous-axe | Titre de l'action | Pilote"
    rows = [
        "Axe 1 | | | Ouvrir un guichet | Léa",
        *(f" | | | Action de plus {n} | Max" for n in "abcd"),
    ]
    (found,) = read(grid("\n".join([header, *rows]))).programmes
    assert found.table.sections[0].layout.reading.unsure


def test_many_rows_that_are_not_read_make_a_reading_unsure() -> None:
    lines = ["Ref | Stage | Who | Remark"]
    for n in (1, 2, 3):
        lines += [f"{n} | Stage {n}x | |", f"{n}.1 | Part {n} | Eva |"]
        lines += [f" | | Tom {m} | has to say {m} of {n}" for m in "abc"]
    (found,) = read(grid("\n".join(lines))).programmes
    assert found.table.sections[0].layout.reading.unsure


def test_what_says_how_to_fill_a_level_is_no_title() -> None:
    note = "Text.\n\nGive each of the parts a number of its own, after the number of the part " * 2
    head = ["Axe", "Sous-axe", "Sous-sous-axe", "Titre de l'action", "Pilote"]
    rows = [
        ["1. Bouger", "1.1 Marcher", note, "Action 1. Ouvrir un sentier", "Léa"],
        ["1. Bouger", "1.1 Marcher", "1.1.1 Baliser", "Action 2. Peindre", "Max"],
        ["2. Manger", "2.1 Cultiver", "", "Action 3. Louer des jardins", "Zoé"],
    ]
    found = programme(Grid("Plan", [head, *rows]))
    assert shown(found)[:3] == ["1 1 Bouger", "2 1.1 Marcher", "3 Action 1 Ouvrir un sentier"]


def test_a_note_below_the_last_action_is_none() -> None:
    found = programme(grid(f"{BLOCKS} | |\nNote: dates may change | |\n"))
    assert shown(found) == list(BLOCKS_READ)


@pytest.mark.parametrize("row", range(2, 8))
def test_a_row_of_the_table_is_no_header(row: int) -> None:
    parts = [(area, n, f"{'abcdef'[n - 1]} of {area}") for area in (1, 2) for n in range(1, 7)]
    lines = [
        f"{6 * area + n} | {area}.{n} | V{area}. Area {area} | Verify {part}"
        for area, n, part in parts
    ]
    found = shown(programme(grid("\n".join(["Req | # | Category | Detail", *lines]))))
    assert found[0] == "1 V1 Area 1"
    assert found[row - 1] == f"2 1.{row - 1} Verify {'abcdef'[row - 2]} of 1"


@pytest.mark.parametrize(
    "second", ["Code | Action | Pilote\n7 | Peindre le préau | Léa", "Pilote | Tâche\nLéa | Payer"]
)
def test_a_second_table_below_is_named_and_not_read_as_a_part_of_the_first(second: str) -> None:
    found = programme(grid(f"{BLOCKS} | |\n{second}\n"))
    section = found.table.sections[0]
    assert shown(found) == list(BLOCKS_READ)
    assert section.second_table == len(BLOCKS.strip().split("\n")) + 2
    assert section.layout.reading.unsure


def test_actions_that_are_called_as_headings_are_no_second_table() -> None:
    text = (
        "Phase | Task | Owner\nPlan | Title | Eva\nStep | Requirement | Phase\nStep | Control | Tom"
    )
    assert shown(programme(grid(text)))[2:] == ["1  Step", "2  Requirement", "2  Control"]


def test_a_column_of_levels_tells_more_than_codes_that_count_for_themselves() -> None:
    rows = ["Niveau | N° | Intitulé | Pilote"]
    counts: dict[str, int] = {}
    kinds = ["Axe", *["Objectif", "Action", "Action"] * 2]
    for number, kind in enumerate(kinds * 3):
        counts[kind] = counts.get(kind, 0) + 1
        code = f"{kind[:3].upper()}-{counts[kind]:02}"
        rows.append(f"{kind} | {code} | Mener le projet {number} | Ann")
    workbook = read(grid("\n".join(rows)))
    (found,) = workbook.programmes
    depths = [depth_of(found, index) for index in found.table.data()]
    assert depths == [1, 2, 3, 3, 2, 3, 3] * 3
    said = {one.rule for one in check_workbook(workbook, SETTINGS)}
    assert not said & {"duplicate-code", "out-of-order", "numbering-gap", "malformed-code"}


def test_what_says_what_signs_mean_below_the_table_is_no_title() -> None:
    rows = ["N° axe | Axe | N° fiche | Fiche action | Début"]
    for axis, title in enumerate(("Droits", "Logement", "Santé"), 1):
        for number in range(1, 4):
            lead = f"0{axis} | {title}" if number == 1 else " | "
            rows.append(
                f"{lead} | 0{axis}.0{number} | Tenir la permanence {axis}{number} | S1 2026"
            )
    rows += [" | | | |", "S1 : janvier à juin, S2 : juillet à décembre | | | |"]
    (found,) = read(grid("\n".join(rows))).programmes
    assert not any("janvier" in found.table.labels[index] for index in found.table.data())
