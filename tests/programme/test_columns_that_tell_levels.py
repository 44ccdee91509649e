"""A column tells the level of each row, whatever heads it, where codes or looks say the same."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import SETTINGS
from tests.programme.test_titles_of_other_looks import Rows, is_unsure, one, shown
from xlmot.programme.grid import Grid, Look
from xlmot.programme.workbook import read_workbook

LEVELS = [1, 2, 3, 3, 2, 3, 3, 1, 2, 3, 3, 3, 1, 2, 3]
PLACES = [f"{w} {side}" for w in ("gate", "wall", "roof", "door", "well") for side in "ABC"]


def codes(joint: str = ".", *, family: str = "") -> list[str]:
    """Return the codes of rows of these levels: 1, 1.1, 1.1.1."""
    counts: list[int] = []
    found: list[str] = []
    for level in LEVELS:
        counts = [*counts[: level - 1], (counts[level - 1] if len(counts) >= level else 0) + 1]
        found.append(family + joint.join(map(str, counts)))
    return found


@pytest.mark.parametrize(
    "header", [("Id", "Level", "WBS", "Task"), ("Nr", "Niveau", "EDT", "Fase")]
)
def test_codes_as_deep_as_the_levels_come_before_a_running_number(header: tuple[str, ...]) -> None:
    rows: Rows = [[*header, "Notes"]]
    for number, (level, code) in enumerate(zip(LEVELS, codes(), strict=True), 1):
        rows.append([number, level, code, f"Mend the {PLACES[number - 1]}", None])
    programme = one(Grid("Plan", rows))
    assert shown(programme)[:4] == [
        "1 1 Mend the gate A",
        "2 1.1 Mend the gate B",
        "3 1.1.1 Mend the gate C",
        "3 1.1.2 Mend the wall A",
    ]
    assert not is_unsure(programme)


@pytest.mark.parametrize("words", [None, ("Eixo", "Objetivo", "Ação"), ("Lot", "Poste", "Ouvrage")])
@pytest.mark.parametrize("family", ["", "FD-"])
def test_a_column_that_agrees_with_codes_needs_no_known_header(
    words: tuple[str, str, str] | None, family: str
) -> None:
    rows: Rows = [["Linha", "Tipo", "Chave", "O que fazer", "Prazo"]]
    for number, (level, code) in enumerate(zip(LEVELS, codes(family=family), strict=True), 1):
        kind = words[level - 1] if words else level
        rows.append([number, kind, code, f"Mudar a {PLACES[number - 1]}", f"2026-0{level}-11"])
    found = shown(one(Grid("Plano", rows)))
    assert "".join(line[0] for line in found) == "".join(map(str, LEVELS))
    assert found[2].endswith("1.1.1 Mudar a gate C")


@pytest.mark.parametrize("header", ["Row kind", "Hloubka řádku", "Kat."])
def test_numbers_that_agree_with_indents_are_levels(header: str) -> None:
    rows: Rows = [["Name", header, "Cost"]]
    rows += [[f"Mend the {PLACES[n]}", level, 20 * n] for n, level in enumerate(LEVELS)]
    indents = {(row, 1): level - 1 for row, level in enumerate(LEVELS, 2)}
    found = shown(one(Grid("Plan", rows, indents=indents)))
    assert "".join(line[0] for line in found) == "".join(map(str, LEVELS))


@pytest.mark.parametrize("words", [("Eixo", "Objetivo", "Ação"), ("Teil", "Feld", "Schritt")])
def test_codes_of_families_are_as_deep_as_the_kinds_of_their_rows_say(
    words: tuple[str, str, str],
) -> None:
    rows: Rows = [["Linha", "Profundidade", "N.º", "Etapa", "Término"]]
    names, count = ("FD", "EL", "GR"), [0, 0, 0]
    for number, level in enumerate(LEVELS, 1):
        count = [*count[: level - 1], count[level - 1] + 1, 0, 0][:3]
        code = ".".join([names[count[0] - 1], *(f"{n:02}" for n in count[1:level])])
        rows.append([number, words[level - 1], code, f"Mudar {PLACES[number - 1]}", "maio"])
    found = shown(one(Grid("Plano", rows)))
    assert "".join(line[0] for line in found) == "".join(map(str, LEVELS))


def test_levels_below_instructions_beside_bold_titles_are_read_unsurely() -> None:
    rows: Rows = [["Nome attività", "Tipo", "Prezzo"], ["testo libero", "testo libero", "in euro"]]
    rows += [[f"Rifare la {PLACES[n]}", level, 20 * n] for n, level in enumerate(LEVELS)]
    bold = {(row, 1): Look(bold=level < 3) for row, level in enumerate(LEVELS, 3)}
    programme = one(Grid("Piano", rows, looks=bold))
    assert "".join(line[0] for line in shown(programme)) == "".join(map(str, LEVELS))
    assert is_unsure(programme)


def test_labels_stand_on_titles_too() -> None:
    rows: Rows = [["Niveau", "Description de l'action", "Livrable", "Jours"]]
    for number, level in enumerate(LEVELS):
        made = f"Plan de la {PLACES[number]}" if level == 3 else None
        rows.append([level, f"Refaire la {PLACES[number]}", made, 3 if level == 3 else None])
    assert shown(one(Grid("Plan", rows)))[:3] == [
        "1 Refaire la gate A",
        "2 Refaire la gate B",
        "3 Refaire la gate C",
    ]


def test_priorities_and_amounts_beside_actions_tell_no_level() -> None:
    rows: Rows = [["Item", "Weight", "Rate", "Unit"]]
    weights = [1, 2, 3, 1, 2, 3, 1, 1, 2, 3, 1, 2, 3, 1, 2]
    for number, weight in enumerate(weights):
        rows.append([f"Mend the {PLACES[number]}", weight, weight + 0.25 * number, "m³/h"])
    found = read_workbook("plan.xlsx", (Grid("Plan", rows),), SETTINGS.vocabulary).programmes
    assert all(section.layout.scheme != "depth" for p in found for section in p.table.sections)
