"""Codes that begin with the names of families, one or several, are read, and their faults told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.programme.test_coded_rows import programmes
from tests.programme.test_layouts import SETTINGS
from xlmot.checking.check import check_workbook
from xlmot.programme.grid import Grid, Value
from xlmot.programme.workbook import read_workbook

FAMILIES = {
    "one word": ("GOV", "SEC", "RISK"),
    "two words": ("GV.OC", "GV.RM", "ID.AM"),
    "a word that all have": ("TEST-INFO", "TEST-CONF", "TEST-AUTH"),
    "joined by a hyphen": ("ECO-MOB", "ECO-NRJ", "SOC-EDU"),
}
DEEDS = ("Write down the rules", "Train the staff", "Ask the council", "Tell the press")


def table(families: Sequence[str], **changed: str) -> list[list[Value]]:
    """Return a list with codes such as `GOV-01`; `changed` are codes by the one they stand for."""
    rows: list[list[Value]] = [["ID", "Control", "Owner"]]
    for place, family in enumerate(families):
        for number, deed in enumerate(DEEDS, 1):
            code = f"{family}-{number:02}"
            new = changed.get(f"{'abc'[place]}{number}", code)
            rows.append([new, f"{deed} of the {family[::-1].lower()} part", "Ann"])
    return rows


def said(rows: list[list[Value]]) -> list[tuple[str, list[int]]]:
    workbook = read_workbook("plan.xlsx", [Grid("Plan", rows)], SETTINGS.vocabulary)
    found = check_workbook(workbook, SETTINGS)
    return [(one.rule, [place.row for place in one.places]) for one in found]


@pytest.mark.parametrize("families", FAMILIES.values(), ids=FAMILIES)
def test_they_are_read_and_sound(families: Sequence[str]) -> None:
    rows = table(families)
    (programme,) = programmes(rows)
    paths = [programme.table.paths[index] for index in programme.table.data()]
    assert len(set(paths)) == len(rows) - 1
    assert None not in paths
    assert not said(rows)


@pytest.mark.parametrize("families", FAMILIES.values(), ids=FAMILIES)
def test_a_code_that_stands_twice_is_told(families: Sequence[str]) -> None:
    rows = table(families, b2=f"{families[1]}-01")
    assert [rule for rule, _ in said(rows)] == ["duplicate-code"]


@pytest.mark.parametrize("families", FAMILIES.values(), ids=FAMILIES)
def test_a_gap_is_told(families: Sequence[str]) -> None:
    rows = table(families, b4=f"{families[1]}-07")
    assert said(rows) == [("numbering-gap", [9])]


@pytest.mark.parametrize("families", FAMILIES.values(), ids=FAMILIES)
def test_a_mark_too_many_is_told(families: Sequence[str]) -> None:
    rows = table(families, b3=f"{families[1]}--03")
    assert said(rows) == [("extra-separator", [8])]


@pytest.mark.parametrize("families", list(FAMILIES.values())[1:], ids=list(FAMILIES)[1:])
def test_they_are_read_before_their_labels(families: Sequence[str]) -> None:
    rows: list[list[Value]] = [["Function", "Category", "Subcategory"]]
    for code, label, _ in table(families)[1:]:
        family = str(code)[:-3]
        rows.append([f"Function {family[:2]}", f"Category {family}", f"{code}: {label}"])
    (programme,) = programmes(rows)
    table_ = programme.table
    codes = [str(table_.code_value(i)) for i in table_.data() if i in table_.actions]
    assert codes == [str(row[0]) for row in table(families)[1:]]


LETTERED = ["L1", "L1.1", "L1.1.a", "L1.1.b", "L1.2", "L1.2.a", "L1.2.b", "L1.2.c", "L2", "L2.1"]
LETTERED += ["L2.1.a", "L2.1.b", "L2.1.c"]


def lettered(head: str, codes: Sequence[str]) -> list[list[Value]]:
    """Return a list whose codes have one letter or word before a number, and letters below it."""
    rows: list[list[Value]] = [["Actuación", "Ref.", "Quién"]]
    words = ("calle", "plaza", "puente", "muro", "faro", "pozo", "patio", "huerto", "banco", "aula")
    names = [f"Pintar {one} y {other}" for one, other in zip(words, words[3:], strict=False)]
    names += [f"Lavar {one} con {other}" for one, other in zip(words, words[2:], strict=False)]
    for code, name in zip(codes, names, strict=False):
        rows.append([name, code.replace("L", head), "Ana"])
    return rows


@pytest.mark.parametrize("head", ["L", "OP", "Eje "])
def test_letters_below_a_number_that_one_letter_precedes_are_read(head: str) -> None:
    (programme,) = programmes(lettered(head, LETTERED))
    depths = [code.count(".") + 1 for code in LETTERED]
    assert [len(path or ()) for path in programme.table.paths[1:]] == depths
    assert not said(lettered(head, LETTERED))


def test_a_gap_among_letters_below_a_number_is_told() -> None:
    codes = [code for code in LETTERED if code != "L1.2.b"]
    assert ("numbering-gap", [8]) in said(lettered("L", codes))
