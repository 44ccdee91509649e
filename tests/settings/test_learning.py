"""The words of a house are learned from its workbook, and never make a check cry wolf."""

from __future__ import annotations

import tomllib

import pytest

from tests.checked import checked
from tests.programme_2024 import book
from tests.programmes.written import Written, read_corpus
from tests.test_corpus import verdict
from xlmot.books.memory import MemoryBook
from xlmot.messages import english
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings.learning import Learned, learn
from xlmot.settings.load import Settings, build, load_settings
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge
from xlmot.settings.toml_text import render_settings
from xlmot.settings.validation import Source, validate


def written_settings(grids: list[Grid], profile: str = "generic") -> str:
    known = load_settings(profile).vocabulary
    programmes = read_workbook("plan.xlsx", grids, known).programmes
    return render_settings(learn(programmes, known), profile, "plan.xlsx", english)


def settings_of(text: str) -> Settings:
    data = validate(tomllib.loads(text), Source("xlmot.toml"))
    return build(data["extends"], merge(shipped(data["extends"]), data))


def test_the_words_of_the_programme_of_2024_are_learned() -> None:
    data = tomllib.loads(written_settings(list(book().grids())))
    assert data["header"] == {"code": ["Axe"]}
    assert data["codes"] == [{"parts": ["number"] * 3, "joints": [".", "."]}]
    assert data["labels"]["tags"] == ["SOCLE", "SUR-MESURE"]
    assert data["labels"]["tag_level"] == 1
    assert data["labels"]["suffixes"] == ["finalisation"]
    assert data["labels"]["recurrent"] == ["Bons-à-tirer"]
    prefixes = data["labels"]["prefixes"]
    assert prefixes["first"] == "FR"
    assert {"FR", "DE", "IT", "ES", "LU", "BE", "MC"} == set(prefixes["countries"])
    assert {"PE", "CE", "CoR"} <= set(prefixes["institutions"])


def test_nothing_is_learned_that_the_profile_knows() -> None:
    data = tomllib.loads(written_settings(list(book().grids()), "mot"))
    assert "tags" not in data["labels"]
    assert "code" not in data["header"]
    assert "recurrent" not in data["labels"]


def test_levels_bear_the_names_that_headings_give_them() -> None:
    rows = [["N°", "Plan 2026"]]
    for axis in "12":
        rows.append([axis, f"Axe {axis} : Thème {axis}"])
        for goal in (f"{axis}.1", f"{axis}.2"):
            rows += [[goal, f"Objectif {goal} : But {goal}"], [goal, f"Creuser le puits {goal}"]]
            rows.append([goal, f"Planter la haie {goal}"])
    data = tomllib.loads(written_settings([Grid("Plan", rows)]))
    assert [level["one"] for level in data["levels"]] == ["axe", "objectif"]


def test_an_unsure_reading_teaches_no_header() -> None:
    rows = [["Nr", "Texte"], ["1", "ROADS"], ["1.1", "1 Pave"], ["1.2", "2 Light"], ["2", "3 Go"]]
    known = load_settings("generic").vocabulary
    (programme,) = read_workbook("plan.xlsx", [Grid("Plan", rows)], known).programmes
    section = programme.table.sections[0]
    doubted = section.layout.reading._replace(unsure=True)
    programme.table.sections[0] = section._replace(layout=section.layout._replace(reading=doubted))
    learned = learn([programme], known)
    assert learned.code_headers == learned.label_headers == ()


@pytest.mark.parametrize("written", read_corpus(), ids=lambda written: written.name)
def test_learned_words_say_nothing_more_than_the_profile_does(written: Written) -> None:
    text = written_settings(written.grids, written.profile)
    done = checked(MemoryBook(f"{written.name}.xlsx", written.grids), settings_of(text))
    assert verdict(done) == written.expected


def test_any_text_is_written_as_toml() -> None:
    odd = 'Plan "A" \\ b\x7f\tc'
    rows = [["N°", odd], ["1", "Roads"], ["1.1", "Pave"], ["1.2", "Light"]]
    text = written_settings([Grid("Plan", rows)])
    assert "\x7f" not in text
    settings_of(text)


def test_without_a_workbook_all_is_an_example() -> None:
    data = tomllib.loads(render_settings(Learned(), "generic", "", english))
    assert {key for key, value in data.items() if value} == {"extends", "labels"}
    assert data["labels"] == {"prefixes": {}}
