"""A column without codes that groups codes of one level holds their titles."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import grid, programme, read
from tests.programme.test_levels_in_columns import shown
from xlmot.programme.address import Area

PARTS = {"A": [(1, "Crop"), (2, "Wood"), (3, "Fish")], "B": [(5, "Coal"), (6, "Oil")]}
PLACES = ("", "la casa", "el patio", "la calle", "el pozo")
BESIDE = """
Ref | Family | Title | Owner
X.5.1 | Physical | Close the doors | Ann
X.5.2 | Physical | Light the yard | Ann
X.5.3 | Physical | Mend the fence | Ben
X.6.1 | Human | Teach the guards | Ben
X.6.2 | Human | Thank the guards | Ben
X.6.3 | Human | Ask the town | Ann
"""
LEFT = """
Since | Sector | Activity number | Activity
A2, A3 | Woods | 1.1 | Plant
A2 | Woods | 1.2 | Thin
A1 | Woods | 1.3 | Fell
C2 | Water | 2.1 | Dig
C2, C9 | Water | 2.2 | Drain
C7 | Water | 2.3 | Fill
"""
BLANK = """
Axe | Ref | Action
Voirie | V-01 | Paver la place
 | V-02 | Border la rue
 | V-03 | Marquer le sol
Écoles | E-01 | Repeindre la cour
 | E-02 | Ouvrir la cantine
 | E-03 | Chauffer les classes
"""


def test_it_stands_between_the_codes_and_the_labels() -> None:
    assert shown(programme(grid(BESIDE))) == [
        *("1  Physical", "2 X.5.1 Close the doors", "2 X.5.2 Light the yard"),
        *("2 X.5.3 Mend the fence", "1  Human", "2 X.6.1 Teach the guards"),
        *("2 X.6.2 Thank the guards", "2 X.6.3 Ask the town"),
    ]


def test_one_left_of_it_that_groups_nothing_is_none() -> None:
    assert shown(programme(grid(LEFT))) == [
        *("1  Woods", "2 1.1 Plant", "2 1.2 Thin", "2 1.3 Fell"),
        *("1  Water", "2 2.1 Dig", "2 2.2 Drain", "2 2.3 Fill"),
    ]


def test_it_is_filled_once_for_each_group() -> None:
    assert [row[0] for row in shown(programme(grid(BLANK)))] == ["1", "2", "2", "2"] * 2


def test_it_is_sure_where_its_header_names_a_level_and_unsure_elsewhere() -> None:
    for text in (BESIDE, LEFT, BLANK):
        (found,) = read(grid(text)).programmes
        assert found.table.sections[0].layout.reading.unsure is (text is not BLANK)


@pytest.mark.parametrize("header", ["Pilote", "Statut"])
def test_who_does_it_and_how_it_goes_are_no_titles(header: str) -> None:
    for found in read(grid(BESIDE.replace("Family", header))).programmes:
        assert not found.level_counts() or found.table.sections[0].layout.reading.unsure


def test_titles_between_codes_and_labels_are_not_left_out_surely() -> None:
    rows = ["# | Area | Part | Point | What to do | OK"]
    for number, area in enumerate(("Start", "Accounts", "Goods", "Orders"), 1):
        rows += [f"{number} | {area} | | Begin {area} | Open the page of {area} |"]
        rows += [f" | | | Point {n} of {area} | Press key {n} of {area} |" for n in "abc"]
    for found in read(grid("\n".join(rows))).programmes:
        layout = found.table.sections[0].layout
        assert layout.reading.unsure or 2 in layout.columns()


def test_codes_of_many_families_may_stand_right_of_their_labels() -> None:
    rows = [("Base", "Drive piles", "1.01.1"), ("", "Pour blocks", "1.01.2")]
    rows += [("", "Pour slabs", "1.02.1"), ("", "Raise walls", "1.02.2")]
    rows += [("Frame", "Set posts", "2.01.1"), ("", "Lay beams", "2.01.2"), ("", "Roof", "2.02.1")]
    text = "\n".join(" | ".join(row) for row in rows)
    merges = (Area(1, 1, 4, 1), Area(5, 1, 7, 1))
    found = shown(programme(grid(text, merges)))
    assert found[:3] == ["1  Base", "2 1.01.1 Drive piles", "2 1.01.2 Pour blocks"]
    assert [row[0] for row in found] == list("122221222")


def test_a_column_without_a_header_that_counts_days_holds_the_titles() -> None:
    rows = [" | What | Hours"]
    rows += [f"Day {day} | {verb} the gate | 2" for day in (1, 2) for verb in ("Dig", "Set")]
    assert shown(programme(grid("\n".join(rows)))) == [
        *("1 Day 1 Day 1", "2  Dig the gate", "2  Set the gate"),
        *("1 Day 2 Day 2", "2  Dig the gate", "2  Set the gate"),
    ]


def test_the_row_of_a_title_itself_is_no_action() -> None:
    rows = ["Seção | Nome | Divisão | Nome da divisão"]
    for letter, title in (("A", "FARMING"), ("B", "MINING")):
        rows.append(f"{letter} | {title} | | {title}")
        rows += [f"{letter} | {title} | {n} | {part} {title.lower()}" for n, part in PARTS[letter]]
    assert [row[0] for row in shown(programme(grid("\n".join(rows))))] == list("1222122")


def test_a_title_merged_over_its_rows_is_no_header() -> None:
    rows = [
        "Etapa | Nome | Atividade | Data",
        "1 | Show the aims of the project | Objectives of the project | May",
        *(f" | | {verb} the project | May" for verb in ("Ask", "Plan", "Name")),
        "2 | Define the product | Draw the product | June",
        *(f" | | {verb} the product | June" for verb in ("Sell", "Test", "Ship")),
    ]
    merges = tuple(Area(top, n, top + 3, n) for top in (2, 6) for n in (1, 2))
    assert [row[0] for row in shown(programme(grid("\n".join(rows), merges)))] == list("1222212222")


def test_codes_in_the_last_column_of_a_staircase_may_hang_below_each_other() -> None:
    text = """
1 | | Draw the tables
 | 1 | Name them
 | 1.1 | Ask for names
 | 1.2 | Choose names
 | 2 | Join them
2 | | Fill the tables
 | 1 | Copy the old ones
 | 2 | Check them
"""
    assert [row[0] for row in shown(programme(grid(text)))] == list("12332122")


def test_weeks_in_capitals_that_are_merged_over_their_rows_are_titles() -> None:
    rows = [" | ACTIVIDAD | INICIO"]
    for week in (1, 2, 3, 4):
        rows += [f"SEMANA {week} | Analizar {PLACES[week]} | 5", f" | Ver {PLACES[week]} | 6"]
    merges = tuple(Area(top, 1, top + 1, 1) for top in (2, 4, 6, 8))
    found = shown(programme(grid("\n".join(rows), merges)))
    assert found[:3] == ["1 SEMANA 1 SEMANA 1", "2  Analizar la casa", "2  Ver la casa"]
    assert [row[0] for row in found] == ["1", "2", "2"] * 4
