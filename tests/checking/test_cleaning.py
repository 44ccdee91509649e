"""Cleaning the programme of 2024, and what holds of every cleaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programme_2024 import SHEET, TRUTH, book
from xlmot.books.memory import MemoryBook
from xlmot.checking.plan import Plan, plan_cleaning
from xlmot.findings import DeleteRow, Edit, Safety, SetCell, Unmerge
from xlmot.findings.edits import Ledger, apply_edits
from xlmot.findings.invariants import verify_invariants
from xlmot.messages.errors import RefusedEdit
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, SparseSequence, Value
from xlmot.settings.load import load_settings

SETTINGS = load_settings("mot")
CLEANED = TRUTH["cleaned"]


def clean(*, unsafe: bool) -> Plan:
    return plan_cleaning("programme-2024.xlsx", book().grids(), SETTINGS, unsafe=unsafe)


def table_rows(plan: Plan) -> list[tuple[object, ...]]:
    """Return the rows from the header on: the two above it are not of the table."""
    (grid,) = plan.grids
    return [grid.row_values(row) for row in range(3, len(grid.rows) + 1)]


def test_safe_fixes_leave_the_swapped_header_as_it_is() -> None:
    rows = table_rows(clean(unsafe=False))
    assert len(rows) == CLEANED["after_safe_fixes_only"]["table_rows"]
    assert ("Axe", "Accompagnement des coopérations spécifiques") in rows
    assert ("1.3.2", "PROGRAMME 2024 - projet") in rows


def test_unsafe_fixes_repair_the_swap_too() -> None:
    rows = table_rows(clean(unsafe=True))
    wanted = CLEANED["after_safe_fixes_and_swap"]
    assert len(rows) == wanted["table_rows"]
    assert sum(row[0] == "Axe" for row in rows) == wanted["header"]
    assert ("1.3.2", "Accompagnement des coopérations spécifiques") in rows


@pytest.mark.parametrize(
    "finding",
    [f for f in TRUTH["expected_findings"] if f["fix"] == "safe" and "expected_after" in f],
    ids=lambda f: f["rule"],
)
def test_a_safe_fix_gives_what_the_truth_says(finding) -> None:
    rows = table_rows(clean(unsafe=False))
    for after in finding["expected_after"].values():
        assert tuple(after) in rows


def test_cleaning_leaves_nothing_safe_and_a_second_run_changes_nothing() -> None:
    plan = clean(unsafe=False)
    assert not [f for f in plan.left if f.fix and f.fix.safety is Safety.SAFE]
    assert not plan_cleaning("programme-2024.xlsx", plan.grids, SETTINGS).edits


def test_a_cell_that_changed_since_it_was_read_refuses_the_edit() -> None:
    changed = MemoryBook("plan", {SHEET: [["1", "Roads"]]})
    with pytest.raises(RefusedEdit, match="changed since"):
        changed.apply([SetCell(SHEET, 1, 1, "1 ", "1")])


def test_an_edit_that_is_not_declared_is_caught() -> None:
    before = Grid(SHEET, [["1", "Roads"], ["1", "Pave"]])
    after = Grid(SHEET, [["1", "Roads"], ["1", "Paint"]])
    with pytest.raises(RefusedEdit, match="row 2 would change"):
        verify_invariants([before], [after], [])


def test_merged_cells_that_are_parted_without_a_word_are_caught() -> None:
    rows = [["1", "Roads"], ["", "Pave"], ["2", "Trees"], ["", "Plant"]]
    areas = Area(1, 1, 2, 1), Area(3, 1, 4, 1)
    before = Grid(SHEET, rows, merges=areas)
    told: list[Edit] = [Unmerge(SHEET, areas[0]), DeleteRow(SHEET, 2, (None, "Pave"))]
    (after,) = apply_edits([before], told)
    verify_invariants([before], [after], told)
    for merges in ((), areas):
        with pytest.raises(RefusedEdit, match="merged cells would change"):
            verify_invariants([before], [after._replace(merges=merges)], told)


CELLS: st.SearchStrategy[Value] = st.sampled_from(["", "a", "b", 1.0])
GRIDS = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Grid, list[list[Edit]]]:
    """Return a grid and rounds of edits, each true of the grid as the ones before leave it."""
    rows = draw(GRIDS)
    ends = draw(st.lists(st.integers(1, len(rows)), max_size=4, unique=True).map(sorted))
    spans = zip(ends[::2], ends[1::2], strict=False)
    areas = tuple(Area(top, 2, bottom, 2) for top, bottom in spans)
    grid = now = Grid("Plan", rows, merges=areas)
    made: list[list[Edit]] = []
    for _ in range(draw(st.integers(1, 3))):
        edits: list[Edit] = [Unmerge("Plan", area) for area in now.merges if draw(st.booleans())]
        for row in range(1, len(now.rows) + 1):
            kind = draw(st.sampled_from(["keep", "set", "delete"]))
            if kind == "delete" and len(now.rows) > 1:
                edits.append(DeleteRow("Plan", row, now.row_values(row)))
            elif kind == "set":
                old = now.value(row, 1) or None
                edits.append(SetCell("Plan", row, 1, old, draw(st.sampled_from(["x", "y"]))))
        (now,) = apply_edits([now], edits)
        made.append(edits)
        if not now.rows:
            break
    return grid, made


@given(rounds())
def test_rounds_put_into_one_give_the_same_sheet(case: tuple[Grid, list[list[Edit]]]) -> None:
    grid, made = case
    ledger = Ledger([grid])
    now: tuple[Grid, ...] = (grid,)
    for edits in made:
        now = apply_edits(now, edits)
        ledger.add(edits)
    at_once = apply_edits([grid], ledger.edits())
    rows = [at_once[0].row_values(row) for row in range(1, len(at_once[0].rows) + 1)]
    assert rows == [now[0].row_values(row) for row in range(1, len(now[0].rows) + 1)]
    assert at_once[0].merges == now[0].merges
    verify_invariants([grid], at_once, ledger.edits())


def test_a_cell_far_away_stays_so_through_edits() -> None:
    near = [["Code", "Title"], ["", ""], ["1", "Roads "]]
    far = {number: row for number, row in enumerate(near, 1) if any(row)}
    sparse = Grid("Plan", SparseSequence({**far, 1_000_000: ["stray"]}, 1_000_000, ()))
    dense = Grid("Plan", [*near, ["stray"]])
    edits: list[Edit] = [DeleteRow("Plan", 2, ()), SetCell("Plan", 3, 2, "Roads ", "Roads")]
    [one], [two] = apply_edits([sparse], edits), apply_edits([dense], edits)
    assert isinstance(one.rows, SparseSequence)
    assert one.rows.filled == [1, 2, 999_999]
    assert [list(one.rows[row - 1]) for row in one.rows.filled] == [list(row) for row in two.rows]
    assert sparse.rows[2] == near[2]
