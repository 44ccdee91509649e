"""Which columns of staff are added up: what the totals of the sheet leave out is not."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import programme
from xlmot.programme.grid import Grid, Value
from xlmot.programme.staff import summed_columns

HEAD: list[Value] = ["Code", "Action", "Jours", "Coût du jour", "Salaires", "Achats"]


def plan(*totals: list[Value]) -> list[str]:
    """Return the names of the columns that are added up, beside some rows of totals."""
    rows: list[list[Value]] = [HEAD, ["1", "RÉSEAU"], ["1.1", "Réunir", 2, 185, 370, 40]]
    rows += [["1.2", "Accueillir", 3, 210, 630, 10], ["2", "COLLECTE"]]
    rows += [["2.1", "Équiper", 1, 185, 185, 90], ["2.2", "Négocier", 4, 185, 740, 0], *totals]
    return [column.name for column in summed_columns(programme(Grid("Plan", rows)))]


@pytest.mark.parametrize(
    ("total", "rate"),
    [
        (["", "Total", 10, None, 1925, 140], False),
        (["", "Total", 10, 765, 1925, 140], True),
        (["", "Total", None, None, 1925, None], True),
    ],
)
def test_a_rate_that_the_totals_leave_out_is_not_added_up(
    total: list[Value], *, rate: bool
) -> None:
    assert ("Coût du jour" in plan(total)) == rate
    assert {"Jours", "Salaires", "Achats"} <= {*plan(total)}


def test_without_totals_all_amounts_are_added_up() -> None:
    assert plan() == HEAD[2:]
