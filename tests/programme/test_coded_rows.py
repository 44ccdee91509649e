"""Rows with codes are read by what the whole sheet shows: zeros at the end, titles without code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from string import ascii_letters
from typing import NamedTuple

import pytest

from tests.programme.test_layouts import SETTINGS, depth_of
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, SparseSequence, Value
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook


class Read(NamedTuple):
    """What a row was read as: its depth, its code as it stands, whether it is a title."""

    depth: int
    code: str
    title: bool


def programmes(rows: Sequence[Sequence[Value]]) -> tuple[Programme, ...]:
    return read_workbook("plan.xlsx", [Grid("Plan", rows)], SETTINGS.vocabulary).programmes


def read(rows: Sequence[Sequence[Value]]) -> list[Read]:
    """Return the rows of the one programme of a sheet."""
    (programme,) = programmes(rows)
    table, found = programme.table, []
    for index in table.data():
        code, is_title = str(table.code_value(index) or ""), index in programme.titles
        found.append(Read(depth_of(programme, index), code, is_title))
    return found


def depths(rows: Sequence[Sequence[Value]]) -> list[int]:
    return [row.depth for row in read(rows)]


def inside(*texts: str) -> list[list[Value]]:
    rows: list[list[Value]] = [[text, "Léa"] for text in texts]
    return [["Actions", "Pilote"], *rows]


def coded(*codes: Value) -> list[list[Value]]:
    rows: list[list[Value]] = [[code, f"Texte {n}"] for n, code in enumerate(codes)]
    return [["Code", "Libellé"], *rows]


def test_zeros_fill_up_the_codes_of_titles() -> None:
    """`1.0` is the title of `1.1` where no `1` stands, at each level."""
    texts = ("1.0 Cadrer", "1.1 Réunir", "1.2 Écrire", "2.0 Faire", "2.1 Acheter", "2.2 Poser")
    assert depths(inside(*texts)) == [1, 2, 2, 1, 2, 2]
    assert depths(coded("1.0", "1.1", "1.2", "2.0", "2.1")) == [1, 2, 2, 1, 2]
    full = ("1.0.0", "1.1.0", "1.1.1", "1.1.2", "2.0.0", "2.1.0", "2.1.1")
    assert depths(coded(*full)) == [1, 2, 3, 3, 1, 2, 3]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("1", "1.0", "1.1", "2", "2.0", "2.1"), [1, 2, 2, 1, 2, 2]),
        (("0", "0.1", "0.2", "1", "1.0", "1.1"), [1, 2, 2, 1, 2, 2]),
        ((0.0, 0.1, 0.2, 1.0, 1.1, 1.2), [1, 2, 2, 1, 2, 2]),
        (("1", "1.1", "1.10", "1.20", "2", "2.10"), [1, 2, 2, 2, 1, 2]),
    ],
)
def test_a_zero_is_a_part_where_titles_stand_without_it(
    codes: tuple[Value, ...], expected: list[int]
) -> None:
    assert depths(coded(*codes)) == expected


def test_one_title_without_its_zero_changes_nothing() -> None:
    codes = ["1.0", "1.1", "1.2", "2.0", "2.1", "3.0", "3.1", "4.0", "4.1", "5.0", "5.1"]
    before = depths(coded(*codes))
    codes[5] = "3"
    assert depths(coded(*codes)) == before


def test_titles_without_a_code_stand_above_the_codes_that_lack_them() -> None:
    """« Étudier » above 2.1 is 2, where no other row is."""
    texts = ("Cadrer", "1.1 Réunir", "1.2 Écrire", "Étudier", "2.1 Mesurer", "2.2 Dessiner")
    assert depths(inside(*texts)) == [1, 2, 2, 1, 2, 2]
    two = ("Cadrer", "Étudier", "1.1.1 Lire", "1.1.2 Noter", "Faire", "Acheter", "2.1.1 Choisir")
    assert depths(inside(*two)) == [1, 2, 3, 3, 1, 2, 3]


def test_a_family_without_rows_does_not_take_the_row_whose_code_is_missing() -> None:
    codes = ["V2.1", "V2.2", "V2.3", "V3.1", "V3.2", "V3.3", "V4.1", "V4.2", "V4.3"]
    before = depths(coded(*codes))
    codes[5] = ""
    assert depths(coded(*codes)) == before


def test_a_code_that_comes_again_is_a_brother_where_each_row_has_its_own() -> None:
    first = ("1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.2", "1.2.1", "1.2.1", "1.2.3", "1.2.4")
    codes = (*first, "2", "2.1", "2.1", "2.2", "2.3", "2.4")
    assert depths(coded(*codes)) == [1, 2, 3, 3, 3, 2, 3, 3, 3, 3, 1, 2, 2, 2, 2, 2]


def test_a_code_deeper_than_all_others_leaves_them_actions() -> None:
    codes = ["1", *(f"1.{n}" for n in range(1, 9)), "2", *(f"2.{n}" for n in range(1, 9))]
    before = read(coded(*codes))
    part = read(coded(*codes[:4], "1.3.1", *codes[4:]))
    assert [row for row in part if row.code not in ("1.3", "1.3.1")] == [
        row for row in before if row.code != "1.3"
    ]
    codes[3] = "1.3.1"
    assert depths(coded(*codes)) == [row.depth for row in before]


def test_marks_of_a_list_stand_before_codes() -> None:
    texts = ("1. Cadrer", "1.1 Réunir", "→ 1.1.1 Inviter", "• 1.1.2 Noter", "2. Faire", "2.1 Poser")
    assert depths(inside(*texts)) == [1, 2, 3, 3, 1, 2]


def test_a_separator_too_many_after_the_word_of_a_code() -> None:
    codes = ("ax_1", "ax_1.1", "ax_.1.2", "ax_1.3", "ax_2", "ax_2.1", "ax_2.2")
    assert depths(coded(*codes)) == [1, 2, 2, 2, 1, 2, 2]


def test_titles_alone_have_numbers() -> None:
    """1, 2, 3 with rows without a code below each, beside the labels or inside them."""
    tasks: list[list[Value]] = [["", "Poll", 2], ["", "Print", 3]]
    beside: list[list[Value]] = [["", "Task", "Days"]]
    within: list[list[Value]] = [["Task", "Days"]]
    for number, title in enumerate(("Prepare", "Vote", "Count", "Publish"), 1):
        beside += [[number, title, ""], *tasks]
        within += [[f"{number} {title}", ""], *(row[1:] for row in tasks)]
    assert depths(beside) == [1, 2, 2] * 4
    assert depths(within) == [1, 2, 2] * 4


def test_numbers_that_stop_counting_are_no_titles() -> None:
    rows: list[list[Value]] = [["", "Name", "Town"]]
    for number in (1, 2, 5, 9):
        rows += [[number, f"Maison {number}", "Laon"], ["", "annexe", "Laon"]]
    assert not programmes(rows)


def test_a_text_that_stands_alone_again_and_again_is_no_action() -> None:
    rows: list[list[Value]] = [["#", "Item", "Days"]]
    for number, title in enumerate(("Roads", "Trees", "Water", "Schools"), 1):
        rows += [[number, title, ""], ["", f"Mend the {title}", 2], ["", "Due date", ""]]
    assert depths(rows) == [1, 2] * 4


def test_letters_below_numerals() -> None:
    codes = ("I.", "a.", "b.", "II.", "III.", "a.", "a1.", "a2.", "b.", "b1.", "IV.", "a.")
    assert depths(coded(*codes)) == [1, 2, 2, 1, 1, 2, 3, 3, 2, 3, 1, 2]


def test_a_plain_list_with_a_known_header_does_not_hide_the_programme_beside_it() -> None:
    plain = Grid("Liste", [["ID", "Task"], ["1", "Roads"], ["2", "Schools"], ["3", "Trees"]])
    outline = [
        ["1", "Cadrer"],
        ["1.1", "Réunir"],
        ["1.2", "Écrire"],
        ["2", "Faire"],
        ["2.1", "Poser"],
    ]
    found = read_workbook("a.xlsx", [plain, Grid("Plan", outline)], SETTINGS.vocabulary).programmes
    assert [one.table.sheet(0) for one in found] == ["Plan"]


def test_a_code_is_no_header_of_the_codes_below_it() -> None:
    rows = [
        ["Plan"],
        ["I.", "Roads"],
        ["a.", "Pave"],
        ["b.", "Mend"],
        ["II.", "Trees"],
        ["a.", "Plant"],
    ]
    assert depths(rows) == [1, 2, 2, 1, 2]


def test_a_row_below_the_last_code_stays_where_its_code_is_none_of_the_house() -> None:
    rows = coded("1", "1.1", "1.2", "2", "2.1", "2.2")
    rows += [["", ""], ["Phase 3", "Tester"]]
    assert [row.code for row in read(rows)][-1] == "Phase 3"


def test_a_sheet_formatted_to_its_last_column_is_read_like_any_other() -> None:
    rows = coded("1", "1.1", "1.2", "2", "2.1", "2.2")
    wide = [SparseSequence({**dict(enumerate(row, 1)), 16_384: ""}, 16_384, None) for row in rows]
    assert read(wide) == read(rows)


def test_marks_of_a_list_stand_before_whole_codes() -> None:
    rows = coded("1", "1.1", "  ↳ 1.1.1", "  ↳ 1.1.2", "1.2", "2", "2.1", "• 2.1.1")
    assert depths(rows) == [1, 2, 3, 3, 2, 1, 2, 3]
    (programme,) = programmes(rows)
    assert not programme.faults


def test_the_head_of_a_project_above_the_header_is_no_part_of_its_plan() -> None:
    head: list[list[Value]] = [["Project", "Hall"], ["Done", 0.0], ["Made on", date(2026, 1, 5)]]
    codes = ("1", "1.1", "1.2", "2", "2.1", "2.2")
    plan: list[list[Value]] = [[n, code, f"Text {code}"] for n, code in enumerate(codes)]
    found = read([*head, [], ["Task number", "Outline number", "Name"], *plan])
    assert [row.code for row in found] == list(codes)


def test_titles_stand_after_their_code_where_actions_have_a_label_of_their_own() -> None:
    rows: list[list[Value]] = [
        ["Zzz", "Qqq"],
        ["4 Roads", ""],
        ["4.1", "Pave"],
        ["4.2", "Mend"],
        ["5 Trees", ""],
        ["", "5.1 Plant them"],
        ["5.2", "Water them"],
        ["5.3 Woods", ""],
        ["5.3.1", "Thin them"],
        ["5.3.2", "Fell them"],
    ]
    assert [(row.depth, row.code) for row in read(rows)] == [
        *((1, "4"), (2, "4.1"), (2, "4.2"), (1, "5"), (2, "5.1"), (2, "5.2")),
        *((2, "5.3"), (3, "5.3.1"), (3, "5.3.2")),
    ]


def test_labels_with_codes_move_to_the_right() -> None:
    rows: list[list[Value]] = [
        ["1. Plan", "", ""],
        ["1.1 Ask", "", ""],
        ["1.2 Count", "", ""],
        ["2. Draw", "", ""],
        ["", "2.1.1 Pages", ""],
        ["", "", "2.1.1.1 Front page"],
        ["", "", "2.1.1.2 Map"],
        ["", "2.1.2 Colours", ""],
        ["3. Build", "", ""],
        ["3.1 Walls", "", ""],
    ]
    assert depths(rows) == [1, 2, 2, 1, 3, 4, 4, 3, 1, 2]


def test_dates_that_go_on_from_codes_were_codes() -> None:
    rows: list[list[Value]] = [["Numéro", "Titre de la tâche", "Début"]]
    for title in (1, 2, 3):
        rows.append([title, f"Quartier {'ABC'[title - 1]}", ""])
        rows += [
            [
                date(2026, action, title),
                f"{verb} la rue {'ABC'[title - 1]}, côté cour",
                date(2026, 5, action),
            ]
            for action, verb in enumerate(("Tracer", "Poser", "Peindre"), 1)
        ]
    assert depths(rows) == [1, 2, 2, 2] * 3
    # One that goes on from none has no place of its own, or that of the brother it may be.
    rows[7][0] = date(2026, 7, 2)
    assert depths(rows) == [1, 2, 2, 2] * 3


def test_a_gap_in_the_code_before_a_label() -> None:
    texts = ("4. Faire", "4.1 Acheter", "4. 2 Poser", "4.3 Peindre", "5. Fêter", "5.1 Inviter")
    assert [row.code for row in read(inside(*texts))][2] == "4. 2"
    (programme,) = programmes(inside(*texts))
    reading = programme.table.readings[3]
    assert reading is not None
    assert reading.path == (4, 2)
    assert reading.doubtful


def test_the_rest_of_a_label_beside_merged_codes_is_no_row() -> None:
    long = "Check that each of the doors is closed at night, and that whoever closes it"
    rows: list[list[Value]] = [[f"V8.{n}", f"Check {ascii_letters[n]}"] for n in range(1, 9)]
    rows[4][1] = long
    rows.insert(5, ["", "writes down when"])
    grid = Grid("Plan", rows, merges=(Area(5, 1, 6, 1),))
    (programme,) = read_workbook("plan.xlsx", [grid], SETTINGS.vocabulary).programmes
    assert programme.repairs.wrapped == [5]


def test_shares_of_work_are_no_codes() -> None:
    rows: list[list[Value]] = [["Task", "Who", "Done"]]
    rows += [[f"Do {n}", "Ann", (1.0, 0.5, 1.0, 1.5)[n % 4]] for n in range(12)]
    assert all(one.table.sections[0].layout.code != 3 for one in programmes(rows))


def test_titles_that_are_but_a_word_and_a_number() -> None:
    rows: list[list[Value]] = [["Tasks", "Days"]]
    for number in range(4):
        rows += [[f"Phase {number}", ""], ["Ask the town", 2], ["Draw the gate", 3]]
    assert depths(rows) == [1, 2, 2] * 4
    (programme,) = programmes(rows)
    assert {programme.table.labels[index] for index in programme.titles} == {
        f"Phase {number}" for number in range(4)
    }
