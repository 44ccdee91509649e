"""What stands between a fix and a table, and between a new sheet and one of the user's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.sheets.samples import read
from xlmot.books.guards.table import make_guards
from xlmot.books.mark import Mark
from xlmot.checking import plan
from xlmot.checking.compare import Fate, compare
from xlmot.findings import DeleteRow, Edit, Finding, Fix, Safety, SetCell, Unmerge
from xlmot.findings.edits import Ledger
from xlmot.findings.invariants import verify_invariants
from xlmot.findings.inverse import invert
from xlmot.messages import english, say
from xlmot.messages.errors import RefusedEdit
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.settings.load import load_settings
from xlmot.sheets.earlier.replacing import Earlier, Generated, Replacement, replacement

PLAN = Grid("Plan", [["1.", "Roads"], ["1", "Pave"]])
FIRST = SetCell("Plan", 1, 1, "1.", "1")
HOUSE = load_settings("generic")


def finding(*edits: Edit, safety: Safety = Safety.SAFE, ignored: bool = False) -> Finding:
    fix = Fix(safety, edits)
    return Finding((), say("x"), fix, rule="extra-separator", group="code", ignored=ignored)


def chosen(*findings: Finding, unsafe: bool = False) -> list[Finding]:
    return plan._next(findings, unsafe=unsafe)


def test_of_two_fixes_that_want_one_cell_differently_the_first_is_made() -> None:
    one, other = finding(FIRST), finding(FIRST._replace(new="2"))
    assert chosen(one, other) == [one]
    assert chosen(one, finding(FIRST)) == [one, one]


def test_what_staff_ignore_is_not_fixed() -> None:
    assert chosen(finding(FIRST, ignored=True)) == []


def test_what_is_to_be_confirmed_waits() -> None:
    asking = finding(FIRST, safety=Safety.UNSAFE)
    assert chosen(asking) == []
    assert chosen(asking._replace(confirmed=True)) != []
    assert chosen(asking, unsafe=True) == [asking]


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    both = finding(FIRST, SetCell("Plan", 2, 1, "1", "1.1"))
    assert list(plan._unlocked([both], Ledger([PLAN]), [])) == [both]
    assert list(plan._unlocked([both], Ledger([PLAN]), [plan.target(FIRST)])) == []


def test_every_plan_is_held_to_the_invariants(monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise RefusedEdit(say("lost"))

    monkeypatch.setattr(plan, "verify_invariants", refuse)
    with pytest.raises(RefusedEdit, match="lost"):
        plan.plan_cleaning("p", [PLAN], HOUSE)


@pytest.mark.parametrize(
    ("after", "edits", "sentence"),
    [
        ([["1.", "Roads"], ["1", "Paint"]], [], "row 2 would change"),
        ([["1.", "Roads"]], [DeleteRow("Plan", 2, ("1", "Paint"))], "row 2 is not as declared"),
        ([["1.", "Roads"], ["1", "Pave"], ["2", "New"]], [], "not declared"),
        ([["1.", "Roads"], ["1", "Pave"]], [Unmerge("Plan", Area(1, 1, 2, 1))], "merged cells"),
    ],
)
def test_a_cleaning_that_does_more_than_it_says_is_refused(
    after: list[list[str]], edits: Sequence[Edit], sentence: str
) -> None:
    with pytest.raises(RefusedEdit, match=sentence):
        verify_invariants([PLAN], [Grid("Plan", after)], edits)


def test_a_sheet_that_came_or_went_is_refused() -> None:
    verify_invariants([PLAN], [PLAN], [])
    with pytest.raises(RefusedEdit, match="list of sheets"):
        verify_invariants([PLAN], [PLAN._replace(sheet="Other")], [])


def test_a_cell_that_changed_since_is_not_taken_back() -> None:
    now = Grid("Plan", [["2", "Roads"], ["1", "Pave"]])
    assert invert(now, [FIRST], [], []).left == [FIRST]
    assert invert(now._replace(rows=[["1"]]), [FIRST], [], []).left == []


# Sheets that are made again -------------------------------------------------------------------


def left_over(*, named: bool = False, edited: bool = False) -> Replacement:
    """Return what becomes of a generated sheet that is about nothing any more."""
    mark = Mark("axe", "generic", "Plan", "2025-05-03", "2")
    one = Generated(Grid("2 Roads", [["2 Roads"]]), mark, edited)
    earlier = Earlier([one], ["Other", "2 Roads"], lambda _: named)
    return replacement([], earlier, ["axe"], english)


def test_a_sheet_about_nothing_goes_unless_formulas_name_it_or_somebody_edited_it() -> None:
    assert left_over().changes.dropped == {"2 Roads"}
    for kept in (left_over(named=True), left_over(edited=True)):
        assert not kept.changes.dropped
        assert "2 Roads" in kept.changes.kept


# What is said of a table ----------------------------------------------------------------------


def test_rows_that_stand_twice_are_guarded_against() -> None:
    programme = read([["Code", "Title"], ["1", "ROADS"], ["1", "Pave"]], HOUSE)
    (guards,) = make_guards(programme)
    (twice,) = (one for one in guards.highlights if "duplicate" in one.formula)
    (formula,) = (one for one in guards.names if one.name.endswith("duplicate"))
    assert twice.area.left == programme.table.sections[0].layout.label
    assert ">1" in formula.a1


def test_an_action_with_other_words_is_another_action() -> None:
    def changes(label: str) -> set[Fate]:
        rows = [["Code", "Title"], ["1", "ROADS"], ["1", "Pave the square of the market"]]
        other = [*rows[:2], ["1", label]]
        comparison = compare(read(rows, HOUSE), read(other, HOUSE))
        return {one.change for one in comparison.actions}

    assert changes("Pave the squares of the market") == {Fate.RENAMED}
    assert changes("Paint the gates of the harbour") == {Fate.ADDED, Fate.REMOVED}
