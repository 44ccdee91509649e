"""Two programmes compared: what is planted in the real one is said once, and rightly."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.programme_2024 import TRUTH, rows
from tests.sheets.samples import MOT, read
from xlmot.checking.compare import Comparison, Fate, compare
from xlmot.checking.compare_cells import EVERY
from xlmot.messages.errors import BadSetting
from xlmot.programme.outline import Programme
from xlmot.reports.word_difference import word_difference

OLD = read(rows(), MOT)
ACTIONS = sorted(OLD.table.numbers[row] for row in OLD.owners)


def compared(lines: list[list[Any]]) -> Comparison:
    return compare(OLD, read(lines, MOT))


def said(comparison: Comparison) -> dict[Fate, list[tuple[int | None, int | None]]]:
    """Return the sheet rows, before and after, of all that is not unchanged."""
    found: dict[Fate, list[tuple[int | None, int | None]]] = {}
    for change, old, new in comparison.actions:
        if change is not Fate.UNCHANGED:
            found.setdefault(change, []).append(
                (_number(comparison.old, old), _number(comparison.new, new))
            )
    return found


def _number(programme: Programme, index: int | None) -> int | None:
    return None if index is None else programme.table.numbers[index]


def titles(comparison: Comparison) -> list[tuple[str | None, str | None, str]]:
    """Return the codes before and after of each title that changed, and how."""
    return [
        (
            comparison.old.text(one.old.path) if one.old else None,
            comparison.new.text(one.new.path) if one.new else None,
            " ".join(word for word in ("renamed", "renumbered", "moved") if getattr(one, word)),
        )
        for one in comparison.title_changes
    ]


def with_label(row: int, label: str) -> list[list[Any]]:
    lines = rows()
    lines[row - 1] = [lines[row - 1][0], label]
    return lines


def label(row: int) -> str:
    return str(rows()[row - 1][1])


def test_a_programme_compared_with_itself_is_unchanged() -> None:
    comparison = compared(rows())
    assert comparison.counts == {Fate.UNCHANGED: TRUTH["totals"]["actions"]}
    assert titles(comparison) == []


def test_a_clean_programme_is_the_same_programme() -> None:
    lines = [line for line in rows() if line and line[1:] != [label(3)]]
    assert said(compared(lines)) == {}


def test_a_renamed_action_is_said_once() -> None:
    new = "Veille juridique et révision du code Schengen"
    assert said(compared(with_label(10, new))) == {Fate.RENAMED: [(10, 10)]}


def test_another_year_is_a_renewal() -> None:
    lines = rows()
    years = [row for row in ACTIONS if "2024" in label(row)]
    for row in years:
        lines[row - 1][1] = label(row).replace("2024", "2025")
    assert said(compared(lines)) == {Fate.RENEWED: [(row, row) for row in years]}
    assert years


def test_a_moved_action_is_said_once() -> None:
    lines = rows()
    moved = lines.pop(9)
    lines.insert(120, ["3.3.2", moved[1]])
    assert said(compared(lines)) == {Fate.MOVED: [(10, 121)]}


def test_an_action_that_moved_and_was_reworded() -> None:
    lines = rows()
    text = lines.pop(99)[1]
    lines.insert(9, ["1.1.2", text.replace(" Pays ", " des Pays ")])
    assert said(compared(lines)) == {Fate.MOVED_AND_RENAMED: [(100, 10)]}


def test_what_came_and_went() -> None:
    lines = rows()
    lines[9] = ["1.1.2", "Ouvrir une antenne à Hendaye"]
    assert said(compared(lines)) == {Fate.ADDED: [(None, 10)], Fate.REMOVED: [(10, None)]}


def test_an_objective_with_another_number_is_one_change() -> None:
    lines = [[code_after(line[0]), *line[1:]] if line else line for line in rows()]
    comparison = compared(lines)
    assert said(comparison) == {}
    assert titles(comparison) == [("1.2.2", "1.2.9", "renumbered")]


def code_after(code: str) -> str:
    return {"1.2.2": "1.2.9", "1.2.2.": "1.2.9"}.get(code, code)


def test_a_section_with_another_number_is_one_change_and_not_one_per_title() -> None:
    lines = [
        ["7" + line[0][1:], line[1].replace("AXE 3", "AXE 7")]
        if line and line[0][:1] == "3" else line
        for line in rows()
    ]  # fmt: skip
    comparison = compared(lines)
    assert said(comparison) == {}
    assert titles(comparison) == [("3", "7", "renumbered")]


def test_a_renamed_title_keeps_its_actions() -> None:
    (row,) = [n for n, line in enumerate(rows(), 1) if n > 3 and line and line[0] == "1.2.2"][:1]
    comparison = compared(with_label(row, "Dialoguer avec les élus"))
    assert said(comparison) == {}
    assert titles(comparison) == [("1.2.2", "1.2.2", "renamed")]


def test_recurrent_labels_move_only_inside_their_own_objective() -> None:
    lines = [["1", "A"], ["1.1", "Roads"], ["1.1", "Annual meeting"],
             ["1.2", "Parks"], ["1.2", "Plant lime trees"], ["1.2", "Annual meeting"]]  # fmt: skip
    head = [["Code", "Title"]]
    after = [*lines[:2], *lines[3:5], lines[5], ["1.3", "Ponds"], ["1.3", "Annual meeting"]]
    comparison = compare(read([*head, *lines]), read([*head, *after]))
    assert comparison.counts[Fate.MOVED] == 0
    assert (comparison.counts[Fate.ADDED], comparison.counts[Fate.REMOVED]) == (1, 1)


def next_year(lines: list[list[Any]]) -> list[list[Any]]:
    """Return a programme under the headers of the year after."""
    return [
        [line[0], line[1].replace("2024", "2025")] if line[:1] == ["Axe"] else line
        for line in lines
    ]


def test_what_was_to_close_and_is_still_there_a_year_later_is_told() -> None:
    comparison = compared(next_year(rows()))
    closing = [row for row in ACTIONS if label(row).endswith(" - finalisation")]
    assert [_number(OLD, one.old) for one in comparison.still_closing] == closing
    opened = with_label(closing[0], label(closing[0]).removesuffix(" - finalisation"))
    assert len(compared(next_year(opened)).still_closing) == len(closing) - 1
    assert said(compared(opened)) == {}
    assert compared(rows()).still_closing == []


def staffed(header: list[str], *cells: list[Any]) -> Programme:
    """Return a small programme whose columns of staff have these headers and cells."""
    labels = ("Pave the square", "Mend the bridge", "Paint the rail")
    actions = [["1.1", label, *own] for label, own in zip(labels, cells, strict=False)]
    return read([["Code", "Title", *header], ["1", "ROADS"], ["1.1", "Streets"], *actions])


YEAR_BEFORE = staffed(["Budget 2024", "Lead", "Old"], [10, "Ann", 1], [20, "Bob", 2], [5, "", 3])
YEAR_AFTER = staffed(["Lead", "Budget 2025 (€)", "New"], ["Ann", 10.0, 1], [" Carl", None, 2],
                     ["Dora", 7.5, 3])  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "compared_columns", "changes"),
    [
        (["Lead"], ("Lead",), [("Lead", 5, "Bob", " Carl"), ("Lead", 6, None, "Dora")]),
        (["lead", "New"], ("Lead",), [("Lead", 5, "Bob", " Carl"), ("Lead", 6, None, "Dora")]),
        (["Old"], (), []),
    ],
)
def test_columns_of_staff_are_compared_on_demand(columns, compared_columns, changes) -> None:
    comparison = compare(YEAR_BEFORE, YEAR_AFTER, columns)
    assert comparison.counts == {Fate.UNCHANGED: 3}
    cells = comparison.cells
    assert cells is not None
    assert cells.columns == compared_columns
    rows_after = YEAR_AFTER.table.numbers
    found = [
        (one.column, rows_after[one.new], one.before or None, one.after) for one in cells.changes
    ]
    assert found == changes
    assert compare(YEAR_BEFORE, YEAR_AFTER).cells is None


def test_a_column_goes_on_under_the_header_of_another_year_and_adds_up() -> None:
    later = staffed(["Budget 2025", "Lead"], [10.0, "Ann"], [None, "Bob"], [7.5, ""])
    cells = compare(YEAR_BEFORE, later, [EVERY]).cells
    assert cells is not None
    assert (cells.columns, cells.only_old, cells.only_new) == (
        ("Budget 2025", "Lead"),
        ("Old",),
        (),
    )
    assert [(one.before, one.after) for one in cells.changes] == [(20, None), (5, 7.5)]
    assert [tuple(total) for total in cells.totals] == [("Budget 2025", 35, 17.5)]


def test_of_two_years_in_one_programme_each_goes_on_as_itself() -> None:
    before = staffed(["Budget 2024", "Budget 2025"], [1, 2], [3, 4], [5, 6])
    after = staffed(["Budget 2025", "Budget 2026"], [2, 9], [4, 9], [6, 9])
    cells = compare(before, after, ["Budget"]).cells
    assert cells is not None
    assert (cells.columns, cells.changes) == (("Budget 2025",), ())
    assert (cells.only_old, cells.only_new) == (("Budget 2024",), ("Budget 2026",))


def test_a_column_that_neither_has_is_told_with_those_there_are() -> None:
    with pytest.raises(BadSetting, match="has a column") as caught:
        compare(YEAR_BEFORE, YEAR_AFTER, ["Leader"])
    assert "Budget 2024, Lead, Old" in str(caught.value.remedy)


@settings(max_examples=10)
@given(st.lists(st.sampled_from(ACTIONS), unique=True, max_size=8))
def test_every_action_is_told_once_on_each_side(removed) -> None:
    lines = [line for number, line in enumerate(rows(), 1) if number not in removed]
    comparison = compared(lines)
    old = Counter(one.old for one in comparison.actions if one.old is not None)
    new = Counter(one.new for one in comparison.actions if one.new is not None)
    assert old == Counter(OLD.owners.keys())
    assert new == Counter(comparison.new.owners.keys())
    back = compare(comparison.new, OLD)
    assert back.counts[Fate.ADDED] == comparison.counts[Fate.REMOVED] == len(removed)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("pave it", "pave it", "pave it"),
        ("pave it", "", "[− pave it]"),
        ("", "pave it", "[+ pave it]"),
        ("a b c", "a x c d", "a [b → x] c [+ d]"),
    ],
)
def test_words_that_were_exchanged(old, new, shown) -> None:
    assert word_difference(old, new) == shown


def test_an_action_that_lost_its_place_is_not_gone() -> None:
    """Its code cannot be read; its label says what it is, also where labels recur."""
    head: list[list[Any]] = [["Code", "Title", "Budget"]]
    plan: list[list[Any]] = [
        ["1", "ROADS", None],
        ["1.1", "Pave", 1],
        ["1.2", "Light", 2],
        ["1.3", "Proofs", 3],
    ]
    plan += [["2", "SCHOOLS", None], ["2.1", "Build", 4], ["2.2", "Proofs", 5]]
    lost = [list(row) for row in plan]
    for row, code in ((2, "!!"), (6, "??")):
        lost[row][0] = code
    old, new = read([*head, *plan]), read([*head, *lost])
    assert said(compare(old, new)) == {Fate.LOST_PLACE: [(4, 4), (8, 8)]}
    assert said(compare(new, old)) == {Fate.FOUND_PLACE: [(4, 4), (8, 8)]}
    assert said(compare(new, new)) == {}
    there = compare(old, new, [EVERY])
    assert there.counts == {Fate.UNCHANGED: 3, Fate.LOST_PLACE: 2}
    assert there.cells is not None
    assert there.cells.changes == ()


def test_a_row_without_a_place_that_is_no_action_of_the_other_is_not_told_as_new() -> None:
    head: list[list[Any]] = [["Code", "Title"], ["1", "ROADS"], ["1.1", "Pave"], ["1.2", "Light"]]
    new = compare(read(head), read([*head, ["??", "A remark of somebody"]]))
    assert said(new) == {}


def test_an_action_whose_code_is_left_open_is_where_it_was() -> None:
    head = ["Code", "Title"]
    plan = [head, ["1", "ROADS"], ["1.1", "Pave"], ["1.2", "Light"], ["1.3", "Mark"]]
    opened = [*plan[:3], ["1.x", "Light"], plan[4]]
    assert said(compare(read(plan), read(opened))) == {}
