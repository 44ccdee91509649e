"""What becomes of an earlier sheet whose programme is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sheets.samples import DAY, report_2024
from xlmot.books.mark import FINDINGS
from xlmot.messages import english
from xlmot.sheets.axe import KIND as AXE
from xlmot.sheets.controle import DECISION_COLUMN, controle_sheet
from xlmot.sheets.earlier.replacing import Earlier, Generated, Replacement, replacement
from xlmot.sheets.layout import Edition, Names
from xlmot.sheets.written import as_grid


def after_the_programme_is_gone(decision: str | None) -> Replacement:
    edition = Edition("mot", DAY, Names(controle="Findings 2023"))
    old = controle_sheet(report_2024(), edition)
    grid = as_grid(old, english)
    if decision is not None:
        row = old.drop_downs[0].first
        grid.rows[row - 1][DECISION_COLUMN - 1] = decision  # type: ignore[index]  # rows are lists
    lost = Generated(grid, replace(old.mark, source="Programme 2023"), edited=False)
    earlier = Earlier([lost], ["Programme 2024", "Findings 2023"], lambda _: False)
    new = controle_sheet(report_2024(), replace(edition, names=Names(controle="Findings")))
    return replacement([new], earlier, {FINDINGS}, english)


@pytest.mark.parametrize("decision", [None, "Undecided", "À traiter"])
def test_findings_on_which_nothing_is_decided_go_with_their_programme(decision) -> None:
    changes = after_the_programme_is_gone(decision).changes
    assert changes.dropped == {"Findings 2023"}
    assert not changes.kept


def test_findings_of_which_one_is_decided_are_kept_as_a_copy() -> None:
    changes = after_the_programme_is_gone("Ignore").changes
    assert not changes.dropped
    assert changes.kept["Findings 2023"].name == "Findings 2023 (copy)"


def test_only_a_sheet_of_the_users_is_said_to_be_of_the_workbooks_own() -> None:
    earlier = Earlier([], ["Plan", "Axe 1"], lambda _: False)
    names = [earlier.name(wanted, AXE, "Plan", code) for wanted, code in (("Axe 2", "2"),) * 2]
    assert names == ["Axe 2", "Axe 2 (xlmot)"]
    assert earlier.messages == []
    assert earlier.name("axe 1", AXE, "Plan", "1") == "axe 1 (xlmot)"
    assert len(earlier.messages) == 1
