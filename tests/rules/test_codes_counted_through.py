"""Where the columns tell the levels, codes that count through are judged by their neighbours."""

from __future__ import annotations

import pytest

from xlmot.checking.check import check_workbook
from xlmot.findings import SetCell
from xlmot.messages import render
from xlmot.programme.grid import Grid, Value
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings

SETTINGS = load_settings("generic")
RULES = {
    *("code-out-of-sequence", "duplicate-code", "missing-code", "numbering-gap", "out-of-order"),
    "look-alike-letter",
}
DEEDS = (
    *("Paver la place", "Planter des tilleuls", "Refaire le toit", "Changer les fenêtres"),
    *("Ouvrir un guichet", "Former les agents", "Tracer des pistes", "Poser des arceaux"),
)


def groups(codes: list[str]) -> list[list[Value]]:
    """Return groups without codes beside coded rows: one code a row, "" for none."""
    rows: list[list[Value]] = [["Domaine", "N°", "Action", "Pilote"]]
    for number, (code, deed) in enumerate(zip(codes, DEEDS, strict=True)):
        rows.append([f"Domaine {'ABCD'[number // 2]}" if not number % 2 else "", code, deed, "Léa"])
    return rows


def levels(codes: list[str]) -> list[list[Value]]:
    """Return a column per level whose last has its code in the text."""
    rows: list[list[Value]] = [["Axe", "Sous-axe", "Action", "Pilote"]]
    for number, (code, deed) in enumerate(zip(codes, DEEDS, strict=True)):
        above = [f"{number // 4 + 1}. Axe", f"{number // 4 + 1}.{number % 4 // 2 + 1}. Sous-axe"]
        rows.append([*above, f"{code} - {deed}" if code else deed, "Léa"])
    return rows


def said(rows: list[list[Value]]) -> list[tuple[str, int, str, object]]:
    """Return rule, row, message and new text of what is said of the codes."""
    workbook = read_workbook("p.xlsx", [Grid("Plan", rows)], SETTINGS.vocabulary)
    (programme,) = workbook.programmes
    assert programme.table.placed
    return [
        (f.rule, f.places[0][1], render(f.message), _new(f.fix and f.fix.edits))
        for f in check_workbook(workbook, SETTINGS)
        if f.rule in RULES
    ]


def _new(edits: object) -> object:
    return next((e.new for e in edits if isinstance(e, SetCell)), None) if edits else None  # type: ignore[attr-defined]


SHAPES = {"groups": (groups, "M{:02}"), "levels": (levels, "Action {}")}


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_said_of_codes_in_order(shape: str) -> None:
    make, form = SHAPES[shape]
    assert said(make([form.format(n) for n in range(1, 9)])) == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("numbers", "rule", "row"),
    [
        ([1, 2, 3, 4, 9, 6, 7, 8], "code-out-of-sequence", 6),
        ([1, 2, 3, 3, 5, 6, 7, 8], "duplicate-code", 5),
        ([1, 2, 3, 4, 5, 7, 8, 9], "numbering-gap", 7),
        ([1, 2, 4, 3, 5, 6, 7, 8], "out-of-order", 4),
        ([1, 2, 3, 4, 5, 0, 7, 8], "missing-code", 7),
    ],
)
def test_each_slip_is_said_once(shape: str, numbers: list[int], rule: str, row: int) -> None:
    make, form = SHAPES[shape]
    found = said(make([form.format(n) if n else "" for n in numbers]))
    assert [one[:2] for one in found] == [(rule, row)]


def test_the_code_that_is_asked_for_is_written_as_the_others() -> None:
    rows = groups(["M01", "M02", "M03", "M04", "M09", "M06", "M07", "M08"])
    assert said(rows) == [
        ("code-out-of-sequence", 6, "“M09” between M04 and M06: M05?", "M05"),
    ]


def test_a_letter_in_place_of_a_digit_of_a_code_inside_a_text() -> None:
    codes = [f"Action {n}" for n in range(10, 18)]
    codes[2] = "Action l2"
    ((rule, row, _, new),) = said(levels(codes))
    assert (rule, row, new) == ("look-alike-letter", 4, "Action 12 - Refaire le toit")
