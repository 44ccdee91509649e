"""Titles begin with a letter or a numeral and a gap, their actions with longer codes."""

from __future__ import annotations

import pytest

from tests.programme.test_titles_of_other_looks import Rows, one, shown
from xlmot.programme.grid import Grid


def plan(heads: tuple[str, ...], joint: str) -> tuple[Rows, list[str]]:
    rows: Rows = [["Titel", "Wie"]]
    expected = []
    for head, title in zip(heads, ("Kade", "Sluis", "Loods"), strict=True):
        rows.append([f"{head} {title}", ""])
        expected.append(f"1 {head} {title}")
        for number, verb in enumerate(("Meten", "Breken", "Bouwen", "Verven"), 1):
            rows.append([f"{head}{joint}{number} {verb} bij de {title}", "Eva"])
            expected.append(f"2 {head}{joint}{number} {verb} bij de {title}")
    return rows, expected


@pytest.mark.parametrize("heads", [("I", "II", "III"), ("A", "B", "C")])
@pytest.mark.parametrize("joint", [".", "-"])
def test_the_letter_is_the_code_of_the_title(heads: tuple[str, ...], joint: str) -> None:
    rows, expected = plan(heads, joint)
    assert shown(one(Grid("Plan", rows))) == expected


def test_a_word_of_one_letter_among_the_actions_is_no_code() -> None:
    rows, expected = plan(("A", "B", "C"), ".")
    rows[3:3] = [["A new bridge", "Eva"]]
    found = shown(one(Grid("Plan", rows)))
    assert "A new bridge" in found[2]
    assert [line for line in found if "bridge" not in line] == expected


def test_n_and_a_degree_sign_before_numbers_belong_to_them() -> None:
    rows: Rows = [["Qué", "Quién"]]
    expected = []
    for code in ("1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1", "2.1.1"):
        rows.append([f"n° {code} - Abrir la obra de {code}", "Ana"])
        expected.append(f"{code.count('.') + 1} n° {code} Abrir la obra de {code}")
    assert shown(one(Grid("Plan", rows))) == expected
