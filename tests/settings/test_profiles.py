"""The profiles of other houses: each is told by its own sheets only, and its example has faults."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

import pytest

from tests.programme_2024 import ROOT
from xlmot.checking.results import FileReport
from xlmot.files.check import check_file
from xlmot.files.reading import Asked
from xlmot.programme.grid import Grid
from xlmot.settings.load import load_settings
from xlmot.settings.shipped import GENERIC, profile_names


class Example(NamedTuple):
    """What is expected of an example: its header row, titles by level, actions, and findings."""

    header: int
    levels: list[int]
    actions: int
    findings: dict[str, tuple[int, ...]]


EXAMPLES = {
    "lolf": Example(
        4,
        [2, 8],
        25,
        {
            "unusual-separator": (15,),
            "gap-in-full-column": (21,),
            "orphan-code": (27,),
            "space-before-punctuation": (30,),
            "duplicate-row": (34, 35),
        },
    ),
    "interreg": Example(
        4,
        [4, 9],
        23,
        {
            "unusual-separator": (19,),
            "numbering-gap": (22,),
            "near-duplicate": (32, 33),
            "axe-number-mismatch": (34,),
            "unbalanced-brackets": (37,),
        },
    ),
    "crte": Example(
        4,
        [3, 8],
        27,
        {
            "numbering-gap": (18,),
            "duplicate-code": (23, 24),
            "extra-separator": (29,),
            "duplicate-label": (40, 41),
            "orphan-code": (42,),
        },
    ),
    "association": Example(
        4,
        [5],
        26,
        {
            "extra-separator": (17,),
            "numbering-gap": (23,),
            "oe-ligature": (29,),
            "missing-code": (30,),
            "duplicate-row": (34, 35),
        },
    ),
}
TITLES = {
    "lolf": "BOP 112 – programmation 2026",
    "interreg": "Programme Interreg 2021-2027",
    "crte": "CRTE du Pays de l'Aubrette",
    "association": "Association des riverains du canal",
}
CODES = {
    "lolf": ["112", "112-11", "112-11-01", "112-11-02"],
    "interreg": ["1", "1.1", "1.2", "2"],
    "crte": ["A", "A1", "A1.1", "A1.2"],
    "association": ["1", "1.1", "1.2", "2"],
}
TOO_DEEP = ["1", "1.1", "1.1.1", "1.1.2"]


def report(name: str, profile: str | None = None) -> FileReport:
    done = check_file(ROOT / "workbooks" / f"{name}.xlsx", Asked(profile))
    assert done.error is None
    return done


def plan(title: str, codes: list[str], label: str = "Suivi") -> Grid:
    header = ["Code", "Intitulé", "Pilote"]
    return Grid("Plan", [[title], header, *([code, f"{label} {code}", "A"] for code in codes)])


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_told_and_has_the_findings_expected(name: str) -> None:
    example, done = EXAMPLES[name], report(name)
    (programme,) = done.programmes
    assert done.profile == name
    assert programme.table.numbers[0] == example.header
    assert programme.level_counts() == example.levels
    assert sum(root.total for root in programme.roots) == example.actions
    expected = Counter((rule, rows) for rule, rows in example.findings.items())
    assert Counter((f.rule, tuple(sorted(f.rows))) for f in done.findings) == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_names_the_levels_as_the_house_does(name: str) -> None:
    (programme,) = report(name).programmes
    names = [
        programme.vocabulary.level(depth) for depth in range(1, programme.vocabulary.depth + 1)
    ]
    assert all(names)


@pytest.mark.parametrize("name", TITLES)
def test_a_sign_above_codes_of_the_house_tells_it(name: str) -> None:
    assert load_settings(grids=[plan(TITLES[name], CODES[name])]).profile == name
    named = Grid(TITLES[name][:31], plan("", CODES[name]).rows)
    assert load_settings(grids=[named]).profile == name


@pytest.mark.parametrize("name", TITLES)
def test_codes_alone_tell_no_house(name: str) -> None:
    assert load_settings(grids=[plan("Plan d'actions", CODES[name])]).profile == GENERIC


@pytest.mark.parametrize("name", TITLES)
def test_a_sign_among_the_labels_tells_no_house(name: str) -> None:
    grid = plan("Plan d'actions", CODES[name], TITLES[name])
    assert load_settings(grids=[grid]).profile == GENERIC


@pytest.mark.parametrize("name", TITLES)
def test_a_sign_above_codes_of_another_house_tells_none(name: str) -> None:
    assert load_settings(grids=[plan(TITLES[name], TOO_DEEP)]).profile == GENERIC


def test_every_profile_has_an_example_or_is_everybodys() -> None:
    assert {*EXAMPLES, GENERIC, "mot"} == set(profile_names())


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_word_of_a_house_is_said_in_the_profile_of_all(name: str) -> None:
    """Under `generic`, the levels of another house have no name: none may slip into a message."""
    done = report(name, GENERIC)
    said = " ".join(str(finding.message) for finding in done.findings)
    own = load_settings(name).vocabulary.levels
    labels = " ".join(done.programmes[0].table.labels).casefold()
    for level in own:
        if level.one not in labels:
            assert not re.search(rf"(?i)\b{re.escape(level.one)}\b", said)
