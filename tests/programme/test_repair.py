"""What a table must have been: swapped cells, dates, lost zeros, codes left out, wrapped labels."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.programme_2024 import TRUTH, book, expected_tree, rows, tree
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid
from xlmot.programme.header import find_layout
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge

Rows = list[list[Any]]
GENERIC = build("generic", shipped("generic")).vocabulary
HOUSE = build("mot", shipped("mot")).vocabulary


def read(values: Rows, *more: Rows) -> Programme:
    grids = [Grid(f"Sheet {number}", rows) for number, rows in enumerate((values, *more), 1)]
    (programme,) = read_workbook("plan.xlsx", grids, GENERIC).programmes
    return programme


def codes(programme: Programme) -> list[str | None]:
    return [programme.code(index) for index in programme.table.data()]


def plan(*codes: Any, header: str = "Title") -> Rows:
    return [["Code", header], *([code, f"Label {row}"] for row, code in enumerate(codes, 2))]


# The programme of 2024: its known wrong readings


def programme_2024() -> Programme:
    (programme,) = read_workbook("programme-2024.xlsx", book().grids(), HOUSE).programmes
    return programme


def node(code: str) -> Any:
    return next(node for node in tree(programme_2024()) if node[0] == code)


def test_rows_that_say_axe_are_not_all_headers() -> None:
    title = "Accompagnement des coopérations spécifiques"
    assert node("1.3.2") == ("1.3.2", title, 38, [39, 40], 2)


def test_groups_go_on_over_pages() -> None:
    assert programme_2024().level_counts() == [3, 11, 26]
    assert node("1.2.2")[2:4] == (19, [20, 23, 24, 25, 26, 27])
    assert node("3.1.1")[2:4] == (93, [94, 95, 96, 99, 100])


def test_a_full_stop_at_the_end_makes_no_level() -> None:
    assert node("3.3")[1:3] == ("RESOUDRE LES OBSTACLES A LA COOPERATION TRANSFRONTALIERE", 119)
    assert all(title is not None for _, title, *_ in tree(programme_2024()))


def test_a_single_row_is_a_title_without_action() -> None:
    assert sum(root.total for root in programme_2024().roots) == TRUTH["totals"]["actions"] == 81
    assert (node("3.2.1")[3], node("3.3.1")[3]) == ([], [])


def test_a_house_may_count_single_rows_as_actions_too() -> None:
    both = build("x", merge(shipped("mot"), {"titles": {"single_row": "title_and_action"}}))
    (programme,) = read_workbook("x", book().grids(), both.vocabulary).programmes
    assert sum(root.total for root in programme.roots) == 83


@pytest.mark.parametrize("kept", ["blank rows gone", "blank rows and other headers gone"])
def test_the_swap_is_seen_after_a_cleaning_too(kept: str) -> None:
    lines = [row for row in rows() if row]
    if kept == "blank rows and other headers gone":
        lines = [row for i, row in enumerate(lines) if not i or not row[1].startswith("PROGRAMME")
                 or row[0] != "Axe"]  # fmt: skip
    (programme,) = read_workbook("x", [Grid("Programme", lines)], HOUSE).programmes
    assert [found[:2] for found in tree(programme)] == [found[:2] for found in expected_tree()]


# A header and a row that exchanged their codes: `code` stands where the header should, in row 7


def swapped(code: Any = "1.2", *, header: str = "Title", page: bool = True) -> Rows:
    gap: Rows = [[None, None]] if page else []
    return [
        ["Code", "Title"],
        ["1", "ROADS"],
        ["1.1", "Pave the market"],
        ["Code", "Squares"],
        ["1.2", "Light the lane"],
        *gap,
        [code, header],
        ["1.3", "Kerbs"],
    ]


@pytest.mark.parametrize("header", ["Title", "title", "TITLE - draft", "Description"])
@pytest.mark.parametrize("page", [True, False])
def test_a_swap_is_read_as_if_it_were_put_back(header: str, *, page: bool) -> None:
    programme = read(swapped(header=header, page=page))
    ((data, head),) = programme.repairs.swaps
    assert (programme.table.numbers[data], programme.table.labels[head]) == (4, header)
    assert programme.table.kinds[head] is RowKind.HEADER
    assert codes(programme) == ["1", "1.1", "1.2", "1.2", "1.3"]
    assert programme.repairs.unpaired == []


def test_the_code_of_a_swap_may_be_a_date_or_a_number() -> None:
    assert codes(read(swapped(1.2)))[2] == "1.2"
    assert codes(read(swapped(date(2024, 2, 1))))[2] == "1.2"


def test_two_pages_may_each_have_a_swap() -> None:
    second: Rows = [
        ["Code", "Lamps"],
        ["1.4", "LED"],
        [None, None],
        ["1.4", "Title"],
        ["1.5", "Signs"],
    ]
    far = [["1.3", f"Kerb {n}"] for n in range(12)]
    programme = read([*swapped(), *far, *second])
    assert len(programme.repairs.swaps) == 2
    assert codes(programme)[-4:] == ["1.3", "1.4", "1.4", "1.5"]


REFUSED: dict[str, Rows] = {
    "the code does not fit": swapped("4.2"),
    "the code would leave a gap": swapped("1.5"),
    "the label is no header": swapped(header="Title of honour"),
    "two rows may have lost their code": [*swapped()[:4], ["Code", "Lanes"], *swapped()[4:]],
    "two headers may have lost theirs": [*swapped(), ["1.3", "Title"]],
    "another page begins without header": [*swapped(), [None, None], ["1.3", "Rails"]],
    "the header begins no page": [*swapped()[:5], ["1.2", "Lamps"], ["1.2", "Title"], [None, None],
                                  ["Code", "Title"], ["1.3", "Kerbs"]],
    "the row begins a page": [*swapped()[:3], [None, None], *swapped()[3:]],
    "more than a page lies between": [*swapped()[:5], *(["1.2", f"Lamp {n}"] for n in range(13)),
                                      *swapped()[5:]],
    "there is no header": [*swapped()[:5], ["1.3", "Kerbs"]],
}  # fmt: skip


@pytest.mark.parametrize("values", REFUSED.values(), ids=REFUSED)
def test_no_swap_is_assumed_where(values: Rows) -> None:
    programme = read(values)
    assert programme.repairs.swaps == []
    assert programme.repairs.unpaired
    assert all(programme.code(index) is None for index in programme.repairs.unpaired)


def test_a_label_that_is_a_word_of_the_header_is_a_label() -> None:
    programme = read([["Code", "Title"], ["1", "ROADS"], ["1.1", "Description"], ["1.1", "Name"]])
    assert codes(programme) == ["1", "1.1", "1.1"]
    assert programme.repairs.unpaired == []


# Dates


@pytest.mark.parametrize(
    ("before", "day", "after", "code"),
    [
        ("1.1", date(2001, 1, 1), "1.1.2", "1.1.1"),
        ("1.1.1", date(2002, 1, 1), "1.2", "1.1.2"),
        ("1.1", date(2024, 2, 1), "1.3", "1.2"),
        ("1.1", date(2025, 2, 1), "1.3", "1.2"),
        ("1.1", date(2017, 2, 1), "1.3", None),
        ("1.1.3", date(2005, 1, 1), "1.2", "1.1.5"),
        ("1.1", date(2024, 12, 25), "1.3", None),
        ("1", date(2024, 1, 1), "1.2", "1.1"),
        (None, date(2001, 1, 1), "1.1.2", "1.1.1"),
    ],
)
def test_a_date_is_the_code_that_fits(
    before: str | None, day: date, after: str, code: str | None
) -> None:
    above = [before] if before else []
    programme = read(plan(*above, day, after, header="Work plan 2024"))
    index = len(above) + 1
    assert programme.code(index) == code
    assert (index in programme.repairs.guessed) is (code is not None)


def test_without_a_year_in_the_header_two_codes_may_fit() -> None:
    assert codes(read(plan("1", "1.1", date(2001, 1, 1), "1.2"))) == ["1", "1.1", None, "1.2"]


def test_dates_of_a_run_are_one_group() -> None:
    day = date(2001, 1, 1)
    programme = read(plan("1", "1.1", day, day, date(2002, 1, 1), header="Work plan 2024"))
    assert codes(programme) == ["1", "1.1", "1.1.1", "1.1.1", "1.1.2"]


# Lost zeros

NINE = [f"2.{n}" for n in range(1, 10)]


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ((2.1,), ["2.10"]),
        (("2.1",), ["2.10"]),
        ((2.1, 2.1, "2.11"), ["2.10", "2.10", "2.11"]),
        ((2.1, "2.10", "2.11"), ["2.10", "2.10", "2.11"]),
        (("2.1", "2.10"), ["2.1", "2.10"]),
        ((2.2,), ["2.2"]),
        (("3", 3.1), ["3", "3.1"]),
    ],
)
def test_a_zero_was_lost_where_only_the_code_with_it_fits(
    typed: tuple[Any, ...], read_as: list[str]
) -> None:
    programme = read(plan("2", *NINE, *typed))
    assert codes(programme)[10:] == read_as
    lost = [text for text, value in zip(read_as, typed, strict=True) if text != str(value)]
    assert len(programme.repairs.zeros) == len(lost)


def test_the_zero_of_twenty_and_of_thirty_too() -> None:
    many = [f"2.{n}" for n in range(1, 20)]
    assert codes(read(plan("2", *many, 2.2, "2.21")))[-2:] == ["2.20", "2.21"]


def test_a_code_that_stands_nowhere_above_lost_nothing() -> None:
    assert codes(read(plan("2", *NINE[1:], 2.1)))[-1] == "2.1"


def test_letters_and_padded_codes_lose_no_zero() -> None:
    assert codes(read(plan("A", *(f"A{n}" for n in range(1, 10)), "A1")))[-1] == "A1"
    padded = [f"2.{n:02}" for n in range(1, 10)]
    assert codes(read(plan("2", *padded, 2.1)))[-1] == "2.10"
    assert read(plan("2", *padded, 2.1)).repairs.zeros == {}


# Codes left out, and labels that go on

LONG = "Support to the villages in the planning and the paving of"


def test_a_row_without_code_takes_the_one_above() -> None:
    programme = read([["Code", "Title"], ["1", "ROADS"], [None, "Pave"], ["2", "BRIDGES"]])
    assert codes(programme) == ["1", "1", "2"]
    assert (programme.repairs.missing, programme.repairs.wrapped) == ([2], [])


@pytest.mark.parametrize(
    ("above", "below", "is_rest"),
    [
        (LONG, "their squares", True),
        (LONG, "Their squares", False),
        (LONG + " squares.", "and lanes", False),
        (LONG + "…", "and lanes", False),
        ("Pave", "the market", False),
    ],
)
def test_a_label_goes_on_with_the_one_above(above: str, below: str, *, is_rest: bool) -> None:
    programme = read([["Code", "Title"], ["1", "ROADS"], ["1", above], [None, below], ["1", "x"]])
    assert programme.repairs.wrapped == ([3] if is_rest else [])
    assert len(programme.roots[0].actions) == (2 if is_rest else 3)


def test_a_label_goes_on_over_several_rows_but_not_over_a_blank_one() -> None:
    lines: Rows = [["Code", "Title"], ["1", LONG], [None, "their squares and"], [None, "lanes"]]
    assert read([*lines, ["1.1", "x"]]).repairs.wrapped == [2, 3]
    lines.insert(2, [None, None])
    assert read([*lines, ["1.1", "x"]]).repairs.wrapped == []


def test_a_table_that_begins_without_header_and_code_is_read() -> None:
    shape: Rows = [["", "their own"], ["1", "ROADS"], ["1.1", "Squares"], ["1.1.1", LONG]]
    assert read(shape).repairs.wrapped == []


# What holds for any table

PATHS = st.lists(st.integers(1, 12), min_size=1, max_size=3).map(tuple)


@given(st.sets(PATHS, min_size=1, max_size=30))
def test_an_ordered_table_needs_no_repair(paths: set[Path]) -> None:
    ordered = sorted({path[:n] for path in paths for n in range(1, len(path) + 1)})
    texts = [GENERIC.grammars[0].text(path) for path in ordered]
    programme = read(plan(*texts))
    assert codes(programme) == texts
    assert not any((programme.repairs.zeros, programme.repairs.missing, programme.repairs.swaps))


CELLS = st.sampled_from(["Code", "1", "1.1", "1.2", "2", 1.1, date(2001, 1, 1), None, "x"])
LABELS = st.sampled_from(["Title", "Roads", None, LONG, "and so on"])


@given(st.lists(st.tuples(CELLS, LABELS).map(list), max_size=30))
@example([["x", "Title"], ["Code", "Title"], ["x", "Title"]])
def test_any_table_is_repaired_to_data_headers_and_what_is_aside(lines: Rows) -> None:
    values: Rows = [["Code", "Title"], ["1", "ROADS"], *lines]
    assume(find_layout(Grid("Plan", values), HOUSE))
    table = read(values).table
    assert not {RowKind.HALF_CODE, RowKind.HALF_LABEL} & set(table.kinds)
    assert sum(kind is RowKind.DATA for kind in table.kinds) >= 1
