"""Programmes of other houses are read with the profile `generic`, and no word of MOT's is said."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.programmes import variants
from tests.settings.tables import PROFILES
from xlmot.cli.main import main

TWO_LEVELS = [
    ["N°", "Actions", "Pilote"],
    ["1", "Accueillir les familles", "Claire"],
    ["1.1", "Ouvrir la permanence du samedi", "Claire"],
    ["1.2", "Traduire le livret d'accueil", "Karim"],
    ["2", "Entretenir les jardins", "Luc"],
    ["2.1", "Planter la haie nord", "Luc"],
    ["2.2.", "Curer la mare", "Luc"],
    ["2.4", "Réparer le portail", ""],
]
LETTERS = [
    ["Plan climat du Val"],
    [],
    ["Code", "Intitulé"],
    ["A", "SOBRIETE"],
    ["A1", "Bâtiments"],
    ["A1.1", "Isoler les écoles"],
    ["A1.2", "Piloter le chauffage"],
    ["A2", "Mobilités"],
    ["A2.1", "Tracer la voie cyclable"],
    ["A2.2", "Tracer la voie cyclables"],
    ["B", "RESSOURCES"],
    ["B1", "Eau"],
    ["B1.1", "Recenser les forages"],
]
ENGLISH = [
    ["Ref", "Work plan 2026"],
    ["1", "ROADS AND SQUARES"],
    ["1.1", "Keep the market square in repair"],
    ["1.1", "Pave the north side"],
    ["1.1", "Mend the fountain , and its basin"],
    ["", ""],
    ["Ref", "Work plan 2026"],
    ["1.2", "Make the station safer"],
    ["1.2", "Light the underpass"],
    ["1.2", "Light the underpass"],
]
HOUSES = {
    "two levels": (TWO_LEVELS, [2], 5, {"extra-separator", "numbering-gap"}),
    "A / A2 / A2.3": (LETTERS, [2, 3], 5, {"near-duplicate"}),
    "English": (
        ENGLISH,
        [1, 2],
        4,
        {"space-before-punctuation", "blank-row", "repeated-header", "duplicate-row"},
    ),
}


def own_words() -> list[str]:
    """Return the words that only the profile of MOT's knows."""
    own = tomllib.loads((PROFILES / "mot.toml").read_text(encoding="utf-8"))
    labels, header = own["labels"], own["header"]
    names = [name for level in own["levels"] for name in level.values()]
    words = [*names, *labels["tags"], *labels["suffixes"], *labels["recurrent"], *header["code"]]
    return [*words, "PROGRAMME 20"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", HOUSES)
def test_a_house(name: str, language: str, tmp_path: Path, capsys) -> None:
    rows, levels, actions, rules = HOUSES[name]
    path = variants.write(tmp_path / "plan.xlsx", {"Plan": rows})
    main(["check", str(path), "--format", "json", "--tree", "--lang", language])
    shown = capsys.readouterr().out
    (file,) = json.loads(shown)["files"]
    (table,) = file["tables"]
    assert table["profile"] == "generic"
    assert (table["counts"]["levels"], table["counts"]["actions"]) == (levels, actions)
    assert {finding["rule"] for finding in file["findings"]} == rules
    main(["check", str(path), "--lang", language])
    shown += capsys.readouterr().out
    for word in own_words():
        assert not re.search(rf"(?i)\b{re.escape(word)}\b", shown), word
