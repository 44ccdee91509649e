"""Settings: what a user writes is understood, or refused with the nearest word."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.checked import checked
from tests.programme_2024 import ROOT, book
from tests.settings import tables
from tests.settings.tables import PROFILES
from xlmot.findings import Severity
from xlmot.messages.errors import BadSetting
from xlmot.programme.grid import Grid
from xlmot.rules import all_rules
from xlmot.settings.load import load_settings
from xlmot.settings.profiles.tables import TABLES
from xlmot.settings.shipped import profile_names
from xlmot.settings.toml_file import read_file
from xlmot.settings.validation import Source, validate

# The macros as text.
TEXTS = {".bas", ".xml", ".applescript"}


def write(folder: Path, text: str) -> Path:
    path = folder / "xlmot.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", profile_names())
def test_a_shipped_profile_is_sound(name: str) -> None:
    validate(read_file(PROFILES / f"{name}.toml"), Source(name))
    assert load_settings(name).vocabulary.depth > 0


def test_the_tables_of_the_profiles_are_their_toml() -> None:
    """Else: `make catalogue`."""
    assert tables.written() == TABLES


def test_the_words_of_a_house_stand_in_its_profile_alone() -> None:
    """Levels are left out: they name sheets too. So are countries, whose codes are everybody's."""
    house = tomllib.loads((PROFILES / "mot.toml").read_text(encoding="utf-8"))
    header, labels, rules = house["header"], house["labels"], house["rules"]
    words = {
        *(*header["code"], *header["label"]),
        *(word for name in ("tags", "suffixes", "recurrent") for word in labels[name]),
        *rules["acronym-case"]["acronyms"],
        *rules["house-spelling"]["spellings"],
    }
    pattern = "|".join(map(re.escape, words)).replace(r"\{year\}", r"(?:\{year\}|\d{4})")
    anywhere = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
    macros = (ROOT / "macros").iterdir()
    modules = set((ROOT / "xlmot").rglob("*.py")) - {tables.MODULE}
    files = [*modules, *(file for file in macros if file.suffix in TEXTS)]
    said = {str(file): set(anywhere.findall(file.read_text(encoding="utf-8"))) for file in files}
    assert {name: found for name, found in said.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel = 'x'", "“titel” is unknown. The nearest is “title”"),
        ("[header]\nlabels = []", "“header.labels” is unknown. The nearest is “label”"),
        ("[rules.blank-rows]\nenabled = false", "The nearest is “blank-row”"),
        ("[rules.long-label]\nlongest = 3", "“rules.long-label.longest” is unknown"),
        ("[rules.blank-row]\nseverity = 'fatal'", "It must be one of error, warning, note"),
        ("[rules.blank-row]\nenabled = 'no'", "It must be true or false"),
        ("[titles]\npolicy = 'bold'", "It must be one of auto, first_row, uppercase"),
        ("[[codes]]\nparts = ['number', 'nombre']", "“codes.1.parts.2” cannot be used"),
        ("[[levels]]\none = 'axis'", "“levels.1.many” is missing"),
        ("layout = 3", "“layout” cannot be used"),
        ("[output]\nformulas = 'no'", "“output.formulas” cannot be used"),
        ("[output]\nformula = false", "“output.formula” is unknown. The nearest is “formulas”"),
        ("x = [", "not valid TOML"),
        ("extends = 'nothing'", "There is no profile “nothing”. Use one of"),
    ],
)
def test_a_mistake_is_named_and_the_nearest_word_given(text, said, tmp_path) -> None:
    write(tmp_path, text)
    with pytest.raises(BadSetting) as caught:
        load_settings(folder=tmp_path)
    assert said in str(caught.value)


def test_the_nearest_file_upward_is_used(tmp_path: Path) -> None:
    write(tmp_path, "[rules.blank-row]\nenabled = false")
    below = tmp_path / "2024" / "drafts"
    below.mkdir(parents=True)
    assert not load_settings(folder=below).enabled(all_rules()["blank-row"])
    write(below, "[rules.blank-row]\nseverity = 'error'")
    rule = all_rules()["blank-row"]
    nearest = load_settings(folder=below)
    assert nearest.enabled(rule)
    assert nearest.severity(rule) is Severity.ERROR


def test_a_file_that_extends_a_profile_adds_its_words(tmp_path: Path) -> None:
    path = write(tmp_path, "extends = 'mot'\n[header]\ncode = ['Chantier']\n")
    own = load_settings(str(path)).vocabulary
    assert own.code_headers[0] == "Chantier"
    assert "Axe" in own.code_headers
    assert own.tags == ("SOCLE", "SUR-MESURE")


def test_header_words_alone_do_not_make_a_profile() -> None:
    other = Grid("Plan", [["Axe", "Programme 2024"], ["1", "Roads"], ["1", "Pave the square"]])
    assert load_settings(grids=[other]).profile == "generic"
    assert load_settings(grids=book().grids()).profile == "mot"


def test_select_and_ignore_name_rules_and_groups() -> None:
    only = load_settings("mot")._replace(selected=frozenset({"header"}))
    assert {f.group for f in checked(book(), only).findings} == {"header"}
    without = load_settings("mot")._replace(ignored=frozenset({"header"}))
    assert "header" not in {f.group for f in checked(book(), without).findings}


HOSTILE_NAMES = (
    "//host/share/x.toml",
    r"\\host\share\x.toml",
    "C:/Users/x.toml",
    "c:x.toml",
    "/etc/x.toml",
    "../x.toml",
    "below/../../x.toml",
    "./x.toml",
    "link.toml",
    "linked/x.toml",
    "file:x.toml",
)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_settings_file_that_was_sent_opens_nothing_elsewhere(name, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "sent"
    (folder / "below").mkdir(parents=True)
    write(folder, f"extends = '{name}'")
    (tmp_path / "x.toml").write_text("title = 'Elsewhere'", encoding="utf-8")
    (folder / "link.toml").symlink_to(tmp_path / "x.toml")
    (folder / "linked").symlink_to(tmp_path)
    opened: list[Path] = []
    read = Path.read_text

    def watched(path: Path, *args: str, **named: str) -> str:
        opened.append(path)
        return read(path, *args, **named)

    monkeypatch.setattr(Path, "read_text", watched)
    with pytest.raises(BadSetting, match="may be elsewhere"):
        load_settings(folder=folder)
    assert opened == [folder.resolve() / "xlmot.toml"]


def test_a_settings_file_extends_one_of_its_folder_or_below(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir("/")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "house.toml").write_text("[header]\ncode = ['Chantier']", encoding="utf-8")
    write(tmp_path, "extends = 'own/house.toml'")
    settings = load_settings(folder=tmp_path)
    assert settings.profile == "house"
    assert settings.vocabulary.code_headers[0] == "Chantier"
    assert "Code" in settings.vocabulary.code_headers


def test_a_profile_file_needs_to_extend_nothing(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text("[header]\ncode = ['Chantier']", encoding="utf-8")
    assert load_settings(str(path)).vocabulary.code_headers[0] == "Chantier"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("long-label]\nlimit = -1", "“rules.long-label.limit” cannot be used"),
        ("long-label]\nlimit = 2.5", "It must be a whole number"),
        ("long-label]\nlimit = true", "It must be a whole number"),
        ("acronym-case]\nacronyms = ['ok', ' ']", "See “xlmot rule acronym-case”"),
        ("acronym-case]\nacronyms = 'ok'", "It must be a list"),
        ("straight-quotes]\nouter = ['«']", "“rules.straight-quotes.outer” cannot be used"),
        ("house-spelling]\nspellings = {a = 1}", "It must be a text, in quotes"),
        ("near-duplicate]\nthreshold = nan", "cannot be used"),
    ],
)
def test_an_option_is_of_the_kind_of_its_default(text, said, tmp_path) -> None:
    write(tmp_path, f"[rules.{text}")
    with pytest.raises(BadSetting) as caught:
        load_settings(folder=tmp_path)
    assert said in str(caught.value)
