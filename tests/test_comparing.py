"""Two programmes compared: what is planted in the real one is said once, and rightly."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.programme_2024 import TRUTH, rows
from tests.sheets.samples import MOT, read
from xlmot.comparing import Change, Comparison, compare, word_difference
from xlmot.programme.outline import Programme

OLD = read(rows(), MOT)
ACTIONS = sorted(OLD.table.numbers[row] for row in OLD.owners)


def compared(lines: list[list[Any]]) -> Comparison:
    return compare(OLD, read(lines, MOT))


def said(comparison: Comparison) -> dict[Change, list[tuple[int | None, int | None]]]:
    """Return the sheet rows, before and after, of all that is not unchanged."""
    found: dict[Change, list[tuple[int | None, int | None]]] = {}
    for change, old, new in comparison.actions:
        if change is not Change.UNCHANGED:
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
    assert comparison.counts == {Change.UNCHANGED: TRUTH["totals"]["actions"]}
    assert titles(comparison) == []


def test_a_clean_programme_is_the_same_programme() -> None:
    lines = [line for line in rows() if line and line[1:] != [label(3)]]
    assert said(compared(lines)) == {}


def test_a_renamed_action_is_said_once() -> None:
    new = "Veille juridique et révision du code Schengen"
    assert said(compared(with_label(10, new))) == {Change.RENAMED: [(10, 10)]}


def test_another_year_is_a_renewal() -> None:
    lines = rows()
    years = [row for row in ACTIONS if "2024" in label(row)]
    for row in years:
        lines[row - 1][1] = label(row).replace("2024", "2025")
    assert said(compared(lines)) == {Change.RENEWED: [(row, row) for row in years]}
    assert years


def test_a_moved_action_is_said_once() -> None:
    lines = rows()
    moved = lines.pop(9)
    lines.insert(120, ["3.3.2", moved[1]])
    assert said(compared(lines)) == {Change.MOVED: [(10, 121)]}


def test_an_action_that_moved_and_was_reworded() -> None:
    lines = rows()
    text = lines.pop(99)[1]
    lines.insert(9, ["1.1.2", text.replace(" Pays ", " des Pays ")])
    assert said(compared(lines)) == {Change.MOVED_AND_RENAMED: [(100, 10)]}


def test_what_came_and_went() -> None:
    lines = rows()
    lines[9] = ["1.1.2", "Ouvrir une antenne à Hendaye"]
    assert said(compared(lines)) == {Change.ADDED: [(None, 10)], Change.REMOVED: [(10, None)]}


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
    assert comparison.counts[Change.MOVED] == 0
    assert (comparison.counts[Change.ADDED], comparison.counts[Change.REMOVED]) == (1, 1)


def test_what_was_to_close_and_is_still_there_is_told() -> None:
    comparison = compared(rows())
    closing = [row for row in ACTIONS if label(row).endswith(" - finalisation")]
    assert [_number(OLD, one.old) for one in comparison.still_closing] == closing
    opened = with_label(closing[0], label(closing[0]).removesuffix(" - finalisation"))
    assert len(compared(opened).still_closing) == len(closing) - 1
    assert said(compared(opened)) == {}


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
    assert back.counts[Change.ADDED] == comparison.counts[Change.REMOVED] == len(removed)


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
