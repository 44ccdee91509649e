"""Faults planted in the programmes of ten houses are told, and nothing else is said."""

from __future__ import annotations

import pytest

from tests.checked import checked
from tests.programmes.houses import FAULTS, HOUSES, House, make, plant
from xlmot.books.memory import MemoryBook
from xlmot.findings import Finding, Severity
from xlmot.programme.grid import Grid
from xlmot.settings.load import load_settings


def findings(grid: Grid) -> list[Finding]:
    book = MemoryBook("plan.xlsx", [grid])
    return list(checked(book, load_settings(grids=[grid])).findings)


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.name)
def test_nothing_is_said_of_a_programme_in_order(house: House) -> None:
    said = [
        f for f in findings(make(house, 7).grid()) if (f.severity or Severity.NOTE) > Severity.NOTE
    ]
    assert not said


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_is_told_in_every_house(rule: str) -> None:
    missed = []
    for house in HOUSES[::3] if rule != "short-subtotal" else HOUSES[1::3]:
        spoiled = plant(house, rule, 11)
        if spoiled is not None:
            made, rows = spoiled
            found = (f for f in findings(made.grid()) if f.rule == rule)
            if not any(rows.intersection(one.rows) for one in found):
                missed.append(house.name)
    assert not missed
