"""Levels are called as the house calls them, else as the headers of their columns do."""

from __future__ import annotations

from tests.programme.test_layouts import SHEETS, grid, programme
from xlmot.messages import render
from xlmot.programme.grid import Grid, Value
from xlmot.programme.level_names import level_of
from xlmot.programme.vocabulary import Level
from xlmot.reports.words import described
from xlmot.sheets.words import level_caption, level_head, section_name

REPEATED = programme(grid(SHEETS["a column per level, repeated"].text))


def test_the_headers_of_columns_of_levels_name_them() -> None:
    names = [level_of(REPEATED, depth) for depth in (1, 2, 3, 4)]
    assert names[:2] == [Level("Axe", "Axe"), Level("Sous-axe", "Sous-axe")]
    assert names[3] is None
    assert "2 under “Axe”, 3 under “Sous-axe”" in render(described(REPEATED, "generic"))
    assert (level_head(REPEATED, 1), level_caption(REPEATED, 2, 3)) == ("Axe", "Sous-axe")


def test_a_house_that_names_its_levels_comes_first() -> None:
    named = REPEATED.vocabulary._replace(levels=(Level("goal", "goals"),))
    found = programme(grid(SHEETS["a column per level, repeated"].text))
    found.vocabulary = named
    assert level_of(found, 1) == Level("goal", "goals")


def test_codes_in_one_column_name_no_level() -> None:
    assert level_of(programme(grid(SHEETS["only titles coded"].text)), 1) is None


def test_a_code_that_says_what_it_is_needs_no_word_before_it() -> None:
    lines = ["Phase 1", "Phase 1.1", "Phase 1.2", "Phase 2", "Phase 2.1", "Phase 2.2"]
    rows: list[list[Value]] = [["Code", "Title"]]
    rows += [[code, f"Do {code}"] for code in lines]
    found = programme(Grid("Plan", rows))
    assert [render(section_name(found, root)) for root in found.roots] == ["Phase 1", "Phase 2"]
    other = programme(Grid("Plan", [[str(row[0]).replace("Phase ", ""), row[1]] for row in rows]))
    assert render(section_name(other, other.roots[0])) == "Section 1"
