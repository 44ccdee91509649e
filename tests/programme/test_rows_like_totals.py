"""What is filled where only totals are is a total, whatever word it begins with."""

from __future__ import annotations

import pytest

from tests.programme.test_columns_that_tell_levels import PLACES
from tests.programme.test_titles_of_other_looks import BOLD, Rows, one, shown
from xlmot.programme.grid import Grid

SUMS = [
    ("Kostenart", "Betrag", "Endbetrag", "Summe", "Gesamtkosten"),
    ("Poste", "Montant", "Cumul", "Total", "À financer"),
    ("Item", "Cost", "Sum", "Subtotal", "Everything together"),
]


def plan(words: tuple[str, ...]) -> tuple[Rows, set[int]]:
    name, cost, end, total, whole = words
    rows: Rows = [["Plan", "", ""], [name, cost, end]]
    titles: set[int] = set()
    for title in range(3):
        rows.append([f"Works {PLACES[title]}", None, None])
        titles.add(len(rows))
        rows += [[f"Mend {PLACES[n]} {title}", 20 + n, None] for n in range(3)]
        rows.append([f"{total} {PLACES[title]}", None, 63])
    rows.append([whole, None, 189])
    return rows, titles


@pytest.mark.parametrize("words", SUMS)
def test_the_last_sum_is_no_action(words: tuple[str, ...]) -> None:
    rows, titles = plan(words)
    found = shown(one(Grid("Costs", rows, looks={(row, 1): BOLD for row in titles})))
    assert [line[0] for line in found] == [*"122212221222"]
    assert found[-1] == "2 Mend gate C 2"


@pytest.mark.parametrize("words", SUMS)
def test_an_action_with_numbers_beside_it_is_no_sum(words: tuple[str, ...]) -> None:
    rows, titles = plan(words)
    rows[3][2] = rows[4][2] = 12
    found = shown(one(Grid("Costs", rows, looks={(row, 1): BOLD for row in titles})))
    assert found[1:3] == ["2 Mend gate A 0", "2 Mend gate B 0"]
