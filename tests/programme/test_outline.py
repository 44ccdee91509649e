"""How rows become a tree: which row is the title, which are actions, and over which sheets."""

from textwrap import dedent
from typing import Any

import pytest

from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import Level, Vocabulary
from xlmot.programme.workbook import read_workbook

HOUSE = Vocabulary(
    levels=(Level("axe", "axes"), Level("mesure", "mesures"), Level("projet", "projets")),
    code_headers=("Code",),
    label_headers=("Titre", "Titre {year}"),
    draft_markers=("projet",),
    titles="first_row",
)


def sheet(name: str, text: str, **known: Any) -> Grid:
    """Return a sheet of the cells between bars; the first line is row 1."""
    lines = dedent(text).strip("\n").splitlines()
    return Grid(name, [[cell.strip() for cell in line.split("|")] for line in lines], **known)


def read(*grids: Grid, house: Vocabulary = HOUSE) -> list[list[str]]:
    """Return each programme as lines: code, title, and its actions after a colon."""
    return [show(programme) for programme in read_workbook("a.xlsx", grids, house).programmes]


def show(programme: Programme) -> list[str]:
    labels = programme.table.labels
    lines = []
    for node in programme.walk():
        title = "-" if node.title is None else labels[node.title]
        actions = ", ".join(labels[index] for index in node.actions)
        lines.append(f"{programme.text(node.path)} {title}" + (f": {actions}" if actions else ""))
    return lines


PLAN = sheet(
    "Plan",
    """
    Code  | Titre          | Nature
    1     | Routes         | titre
    1.1   | paver          | action
    1.1   | PLACES         | Titre
    1.1   | planter        | action
    1.2   | Pistes         | titre
    1.2   | baliser        | action
    """,
)


@pytest.mark.parametrize(
    ("house", "tree"),
    [
        (
            {"titles": "first_row"},
            ["1 Routes", "1.1 paver: PLACES, planter", "1.2 Pistes: baliser"],
        ),
        (
            {"titles": "uppercase"},
            ["1 Routes", "1.1 PLACES: paver, planter", "1.2 Pistes: baliser"],
        ),
        (
            {"titles": "column", "title_column": "NATURE", "title_values": ("Titre",)},
            ["1 Routes", "1.1 PLACES: paver, planter", "1.2 Pistes: baliser"],
        ),
        (
            {"titles": "column", "title_column": "Absente", "title_values": ("Titre",)},
            ["1 Routes", "1.1 paver: PLACES, planter", "1.2 Pistes: baliser"],
        ),
        (
            {"titles": "own_code"},
            ["1 Routes: paver, PLACES, planter, Pistes, baliser"],
        ),
        (
            {"titles": "auto"},
            ["1 Routes", "1.1 paver: PLACES, planter", "1.2 Pistes: baliser"],
        ),
    ],
    ids=lambda value: value.get("titles") if isinstance(value, dict) else "",
)
def test_the_policy_of_the_house_tells_the_title(house: dict[str, Any], tree: list[str]) -> None:
    assert read(PLAN, house=HOUSE._replace(**house)) == [tree]


def test_bold_type_tells_the_title() -> None:
    bold = PLAN._replace(bold=frozenset({2, 4, 6}))
    tree = ["1 Routes", "1.1 PLACES: paver, planter", "1.2 Pistes: baliser"]
    assert read(bold, house=HOUSE._replace(titles="style")) == [tree]


def test_rows_that_each_have_a_code_are_actions_at_the_deepest_level() -> None:
    plan = sheet(
        "Plan",
        """
        Code  | Titre
        1     | Chantier
        1.1   | Sol
        1.1.1 | creuser
        1.1.2 | drainer
        1.2   | Murs
        1.2.1 | bâtir
        1.2.1 | enduire
        1.2.2 | percer
        1.2.3 | peindre
        2     | Jardin
        2.1.1 | planter
        """,
    )
    tree = [
        "1 Chantier",
        "1.1 Sol: creuser, drainer",
        "1.2 Murs: bâtir, enduire, percer, peindre",
        "2 Jardin",
        "2.1 -: planter",
    ]
    assert read(plan, house=HOUSE._replace(titles="auto")) == [tree]
    assert read(plan, house=HOUSE._replace(titles="own_code")) == [tree]


def test_a_single_row_is_a_title_or_an_action_as_well() -> None:
    plan = sheet(
        "Plan",
        """
        Code | Titre
        1    | Routes
        1.1  | Places
        1.1  | paver
        1.2  | Pistes
        """,
    )
    assert read(plan) == [["1 Routes", "1.1 Places: paver", "1.2 Pistes"]]
    both = HOUSE._replace(single_row="title_and_action")
    assert read(plan, house=both) == [["1 Routes", "1.1 Places: paver", "1.2 Pistes: Pistes"]]


def test_a_flat_list_has_titles_only() -> None:
    plan = sheet("Plan", "Code|Titre\n1|paver\n2|baliser\n3|planter")
    for policy in ("auto", "own_code", "first_row"):
        assert read(plan, house=HOUSE._replace(titles=policy)) == [
            ["1 paver", "2 baliser", "3 planter"]
        ]


def test_blank_rows_and_repeated_headers_do_not_end_a_group_and_other_codes_do() -> None:
    plan = sheet(
        "Plan",
        """
        Code | Titre 2024
        1    | Routes
        1.1  | Places
             |
        Code | Titre 2024 - projet
        1.1  | paver
        1.2  | Pistes
        1.1  | planter
        """,
    )
    (programme,) = read_workbook("a.xlsx", [plan], HOUSE).programmes
    assert show(programme) == ["1 Routes", "1.1 Places: paver, planter", "1.2 Pistes"]
    assert [len(node.pieces) for node in programme.walk()] == [1, 2, 1]
    assert programme.year == 2024


def test_the_missing_code_of_a_row_is_that_above_and_a_wrapped_label_is_no_action() -> None:
    plan = sheet(
        "Plan",
        """
        Code | Titre
        1    | Routes
        1    | Refaire l'éclairage de la place du marché et
             | de la rue de la gare
        1    | Paver
             | Planter
        """,
    )
    assert read(plan) == [
        ["1 Routes: Refaire l'éclairage de la place du marché et, Paver, Planter"]
    ]


def test_parents_without_a_row_are_made_once_and_keep_the_order_of_the_source() -> None:
    plan = sheet(
        "Plan",
        """
        Code  | Titre
        3.3.1 | Foncier
        3.3.1 | acheter
        3.3.2 | Bâti
        3.1.1 | Eau
        1     | Routes
        """,
    )
    tree = [
        "3 -",
        "3.3 -",
        "3.3.1 Foncier: acheter",
        "3.3.2 Bâti",
        "3.1 -",
        "3.1.1 Eau",
        "1 Routes",
    ]
    assert read(plan) == [tree]


def test_a_parent_below_its_children_is_their_title_all_the_same() -> None:
    plan = sheet("Plan", "Code|Titre\n1.1|Places\n1.1|paver\n1|Routes")
    assert read(plan) == [["1 Routes", "1.1 Places: paver"]]


def test_rows_whose_code_means_nothing_belong_to_no_title() -> None:
    plan = sheet("Plan", "Code|Titre\n1|Routes\n1|paver\n?|baliser\n1|planter")
    assert read(plan) == [["1 Routes: paver, planter"]]


FIRST = sheet("Page 1", "Code|Titre 2024\n1|Routes\n1.1|Places\n1.1|paver")
SECOND = sheet("Page 2", "1.1|planter\n1.2|Pistes\n1.2|baliser")
OTHER = sheet("Page 3", "Code|Titre 2024\n2|Parcs\n2.1|Mares\n2.1|curer")
AGAIN = sheet("2025", "Code|Titre 2025\n1|Routes\n1.1|Places\n1.1|repaver")
NEXT = sheet("Suite", "Code|Titre 2025\n3|Ports\n3.1|Quais\n3.1|draguer")

ROADS = ["1 Routes", "1.1 Places: paver, planter", "1.2 Pistes: baliser"]
PARKS = ["2 Parcs", "2.1 Mares: curer"]


@pytest.mark.parametrize("layout", ["auto", "per_page", "per_axe"])
def test_sheets_that_go_on_with_the_codes_are_one_programme(layout: str) -> None:
    house = HOUSE._replace(layout=layout)
    assert read(FIRST, SECOND, OTHER, house=house) == [[*ROADS, *PARKS]]


@pytest.mark.parametrize("layout", ["auto", "per_year"])
def test_sheets_that_begin_again_are_a_programme_each(layout: str) -> None:
    tree = ["1 Routes", "1.1 Places: paver"]
    again = ["1 Routes", "1.1 Places: repaver"]
    house = HOUSE._replace(layout=layout)
    assert read(FIRST, AGAIN, house=house) == [tree, again]


def test_another_year_is_another_programme_whatever_its_codes() -> None:
    tree = ["3 Ports", "3.1 Quais: draguer"]
    assert read(FIRST, NEXT) == [["1 Routes", "1.1 Places: paver"], tree]


def test_a_house_with_one_sheet_leaves_the_others() -> None:
    tree = ["1 Routes", "1.1 Places: paver"]
    assert read(FIRST, OTHER, house=HOUSE._replace(layout="single")) == [tree]


def test_sheets_without_a_programme_are_left_out() -> None:
    notes = sheet("Notes", "Réunion du 12\nPrésents|Anna")
    numbers = sheet("Budget", "Poste|Montant\nRoutes|12")
    assert read(notes, FIRST, SECOND, numbers, Grid("Vide", [])) == [ROADS]
    assert read(notes, numbers) == []


def test_titles_and_owners_name_every_row_once() -> None:
    (programme,) = read_workbook("a.xlsx", [FIRST, SECOND, OTHER], HOUSE).programmes
    rows = list(programme.table.data())
    assert sorted([*programme.titles, *programme.owners]) == rows
    assert programme.level_counts() == [2, 3]
    assert programme.roots[0].total == 3
    assert [programme.table.sheet(index) for index in rows].count("Page 2") == 3


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("Code|Titre\n1|A\n1.1|B\n1.1|c\n1.1|d\n1|e", 2),
        ("Code|Titre\n1|A\n1|b\n1|c\n1.1|D\n1.1|e", 1),
        ("Code|Titre\n1|A\n1.1|B\n1.1.1|C", 3),
        ("Code|Titre\n1|A\n1.1|B\n1.1|c\n2|D\n2|e", 2),
    ],
)
def test_the_usual_depth_is_that_of_most_actions(text: str, depth: int) -> None:
    (programme,) = read_workbook("a.xlsx", [sheet("Plan", text)], HOUSE).programmes
    assert programme.usual_depth == depth


def test_one_code_that_is_too_deep_does_not_make_titles_of_all_rows() -> None:
    rows = [["Code", "Title"], ["1", "Roads"]]
    for goal in ("1.1", "1.2", "1.3", "1.4", "1.5"):
        rows += [[goal, f"Goal {goal}"], *([goal, f"Task {n} of {goal}"] for n in "abcd")]
    rows.append(["1.5.1", "Sweep"])
    house = Vocabulary(code_headers=("Code",), label_headers=("Title",))
    (programme,) = read_workbook("a.xlsx", [Grid("A", rows)], house).programmes
    assert programme.action_depth == 0
    assert sum(len(node.actions) for node in programme.walk()) == 20
