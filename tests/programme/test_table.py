"""From grids to a table: where the header stands, what each row is, how codes are written."""

import random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.rules.cases import to_grid
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.header import find_layout
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Table
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped

Rows = list[list[Any]]
HOUSE = build("generic", shipped("generic")).vocabulary


def read(*grids: Grid) -> Programme:
    (programme,) = read_workbook("plan.xlsx", grids, HOUSE).programmes
    return programme


def table(text: str) -> Table:
    return read(to_grid(rows(text))).table


def rows(text: str) -> list[list[str]]:
    lines = [line.strip() for line in text.strip().splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def kinds(read: Table) -> str:
    """Return the kinds of rows by their letters: Data, Header, Blank, Aside."""
    return "".join(kind.name[0] for kind in read.kinds)


# A sheet, then the header rows, the columns of codes and labels, and the other columns.
LAYOUTS = {
    "at the top": ("| Code | Title |\n| 1 | Roads |", (1,), 1, 2, ""),
    "under a title and a logo": (
        "| | |\n| Roads office | |\n| Plan of 2025 | |\n| | |\n| N° | Intitulé |\n| 1 | Voirie |",
        (5,), 1, 2, "",
    ),
    "label first": ("| Title | Code |\n| Roads | 1 |", (1,), 2, 1, ""),
    "other columns around": (
        "| Person | Code | Budget | Title | Due |\n| Jones | 1 | 12 | Roads | June |",
        (1,), 2, 4, "Person Budget Due",
    ),
    "in two rows": ("| N° | |\n| | Action |\n| 1 | Roads |", (1, 2), 1, 2, ""),
    "in two rows, the label above": ("| | Action |\n| N° | |\n| 1 | Roads |", (1, 2), 1, 2, ""),
    "in two rows with columns in both": (
        "| N° | | Budget | |\n| | Action | Asked | Given |\n| 1 | Roads | 2 | 1 |",
        (1, 2), 1, 2, "Budget Asked|Given",
    ),
    "in other letters": ("| CODE : | intitule |\n| 1 | Voirie |", (1,), 1, 2, ""),
    "the column with codes, of two that are named so": (
        "| Id | Code | Title |\n| x | 1 | Roads |\n| y | 1.1 | Squares |", (1,), 2, 3, "Id",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LAYOUTS.values(), ids=LAYOUTS)
def test_a_header_is_found(case: tuple[str, tuple[int, ...], int, int, str]) -> None:
    text, header, code, label, others = case
    layout = find_layout(to_grid(rows(text)), HOUSE)
    assert layout is not None
    assert (layout.header_rows, layout.code, layout.label) == (header, code, label)
    assert " ".join(column.name for column in layout.others) == others.replace("|", " ")


@pytest.mark.parametrize(
    "text",
    [
        "| Code | Amount |\n| 1 | 12 |",
        "| Title page | Code of conduct |\n| 1 | 12 |",
        "| N° | |\n| 1 | Action |",
        "| Code |\n| |\n| Title |",
    ],
)
def test_no_header_is_found(text: str) -> None:
    assert find_layout(to_grid(rows(text)), HOUSE) is None


def test_a_header_at_the_foot_of_what_cannot_be_read_is_none() -> None:
    foot: Rows = [["Code", "Title"], ["1", "ROADS"], *[["x", "Title"]] * 2, ["Code", "Title"]]
    assert find_layout(Grid("Plan", foot), HOUSE) is None
    template: Rows = [["Programme", ""], ["Code", "Title"]]
    assert find_layout(Grid("Plan", template), HOUSE)


def test_a_header_stands_in_the_first_thirty_rows() -> None:
    def sheet(above: int) -> Grid:
        return Grid("Plan", [[]] * above + [["Code", "Title"], ["1", "Roads"]])

    assert find_layout(sheet(29), HOUSE) is not None
    assert find_layout(sheet(30), HOUSE) is None


def test_codes_without_a_header_are_told_by_their_shape() -> None:
    read = table(
        "| Jones | 1 | ROADS |\n| Smith | 1.1 | SQUARES |\n| Jones | 1.1.1 | Pave the market |"
    )
    layout = read.sections[0].layout
    assert (layout.header_rows, layout.code, layout.label) == ((), 2, 3)


# A sheet, and the kinds of its rows from the header on.
KINDS = {
    "header, data, blank": ("| Code | Title |\n| 1 | A |\n| | |\n| 1 | B |", "HDBD"),
    "spaces only": ("| Code | Title |\n| 1 | A |\n| \\u00a0 | |\n| 1 | B |", "HDBD"),
    "something in another column": (
        "| Code | Title | Budget |\n| 1 | A | |\n| | | 12 |\n| 1 | B | |", "HDAD",
    ),
    "blank rows at the end": ("| Code | Title |\n| 1 | A |\n| | |\n| | |", "HDAA"),
    "repeated header": ("| Code | Title |\n| 1 | A |\n| CODE | title |\n| 1 | B |", "HDHD"),
    "repeated header in other words": (
        "| Code | Title |\n| 1 | A |\n| N° | Action |\n| 1 | B |", "HDHD",
    ),
    "repeated header in two rows": (
        "| N° | |\n| | Action |\n| 1 | A |\n| N° | |\n| | Action |\n| 1 | B |", "HHDHHD",
    ),
    "half a header in two rows is none": (
        "| N° | |\n| | Action |\n| 1 | A |\n| | Action |\n| 1 | B |", "HHDDD",
    ),
    "a word of the header as a label": ("| Code | Title |\n| 1 | Title |\n| 1 | Name |", "HDD"),
    "totals": (
        "| Code | Title |\n| 1 | A |\n| | Total |\n| | Sous-total : |\n| Total | |\n| 1 | B |",
        "HDAAAD",
    ),
    "totals with a label beside": ("| Code | Title |\n| 1 | A |\n| Total 1 | A |", "HDA"),
    "footers": (
        "| Code | Title |\n| 1 | A |\n| | Source: roads office |\n| | |\n| | Updated in June |",
        "HDAAA",
    ),
    "notes between codes, and an action without code": (
        "| Code | Title |\n| 1 | A |\n| | Source: roads office |\n| | Note on noise |\n| 1 | B |",
        "HDADD",
    ),
    "a footer in several rows": (
        "| Code | Title |\n| 1 | A |\n| | |\n| | The amounts are |\n| | without tax |", "HDAAA",
    ),
    "no code, right under the last row": ("| Code | Title |\n| 1 | A |\n| | B |", "HDD"),
    "prose in the column of codes": (
        "| Code | Title |\n| 1 | A |\n| What we carry over | |\n| 1 | B |", "HDAD",
    ),
    "merged codes": ("| Code | Title |\n| 1 | A |\n| {} | B |\n| {} | |\n| 2 | C |", "HDDAD"),
    "an error as a code": ("| Code | Title |\n| {#REF!} | A |\n| {#REF!} | |", "HDD"),
    "a formula on a row without values": (
        "| Code | Title | Budget |\n| 1 | A | |\n| | | {=C2} |\n| 1 | B | |", "HDAD",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=KINDS)
def test_a_row_is(text: str, expected: str) -> None:
    assert kinds(table(text)) == expected


def test_a_row_with_a_note_is_not_blank() -> None:
    values: Rows = [["Code", "Title"], ["1", "A"], [], ["1", "B"]]
    assert kinds(read(Grid("Plan", values)).table) == "HDBD"
    assert kinds(read(Grid("Plan", values, noted=frozenset({3}))).table) == "HDAD"


def test_merged_codes_are_read_on_each_of_their_rows() -> None:
    values: Rows = [
        ["Code", "Title"],
        ["1", "ROADS"],
        [None, "Squares"],
        ["2", "BRIDGES"],
        ["2", "Rails"],
    ]
    grid = Grid("Plan", values, merges=(Area(2, 1, 3, 1), Area(4, 2, 5, 2)))
    programme = read(grid)
    assert programme.table.paths == [None, (1,), (1,), (2,), (2,)]
    assert programme.repairs.missing == []


def test_pages_begin_at_blank_rows_repeated_headers_and_sheets() -> None:
    first = Grid(
        "A", rows("| Code | Title |\n| 1 | A |\n| | |\n| 1 | B |\n| Code | Title |\n| 1 | C |")
    )
    second = Grid("B", rows("| 1.1 | D |\n| 1.1 | E |"))
    assert read(first, second).table.pages == [1, 1, 1, 2, 3, 3, 4, 4]


def test_a_second_table_ends_the_first() -> None:
    years = table("| Code | Work plan 2024 |\n| 1 | A |\n| Code | Work plan 2025 |\n| 1 | B |")
    assert (kinds(years), years.sections[0].second_table) == ("HD", 3)
    beside = table("| Code | Title | | |\n| 1 | A | | |\n| | | Code | Title |\n| | | 1 | B |")
    assert (kinds(beside), beside.sections[0].second_table) == ("HD", 3)


# Codes as a house types them, and the code of the last as it should be written.
GRAMMARS = {
    "numbers": (["1", "1.1", "1.10", "2"], "2"),
    "a few faults": (["1", "1.1.", "1,2", "Axe 2", "1.03"], "1.3"),
    "letters": (["A", "A1", "A1.1", "B ."], "B"),
    "letters and dots": (["A", "A.1", "A.1.1", "B,1"], "B.1"),
    "letters inside": (["1", "1A", "1A2", "2B ."], "2B"),
    "wide numbers": (["112", "112-11", "112-11-01", "112-11-2"], "112-11-02"),
    "roman numbers": (["I", "I.1", "II", "IV,2"], "IV.2"),
    "padded": (["1", "1.01", "1.02", "1.10", "1.3"], "1.03"),
    "padded from the first level": (["01", "01.01", "02", "2.1"], "02.01"),
}


@pytest.mark.parametrize(("codes", "last"), GRAMMARS.values(), ids=GRAMMARS)
def test_the_grammar_is_told_from_the_codes(codes: list[str], last: str) -> None:
    values: Rows = [["Code", "Title"], *([code, "Roads"] for code in codes)]
    programme = read(Grid("Plan", values))
    assert programme.code(len(codes)) == last


CODES = ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]


CELLS = st.sampled_from(["", "Roads", "Total", "Code", "Title", "1", "1.1", 3, 1.5, None, " "])
LABELS = st.sampled_from(["", "Roads", "Title"])


@given(st.lists(st.tuples(CELLS, LABELS)))
def test_every_row_has_a_place_and_only_blank_rows_are_blank(cells: list[tuple[Any, str]]) -> None:
    values: Rows = [["Code", "Title"], ["1", "ROADS"], *map(list, cells), ["2", "BRIDGES"]]
    layout = find_layout(Grid("Plan", values), HOUSE)
    assume(layout and layout.header_rows == (1,))
    read_table = read(Grid("Plan", values)).table
    assert read_table.numbers == list(range(1, len(values) + 1))
    for number, kind in zip(read_table.numbers, read_table.kinds, strict=True):
        assert kind in (RowKind.BLANK, RowKind.DATA, RowKind.HEADER, RowKind.ASIDE)
        assert (kind is RowKind.BLANK) <= all(map(is_blank, values[number - 1]))


@given(st.permutations(range(4)), st.integers(0, 5))
def test_the_order_of_columns_and_rows_above_change_nothing(order: list[int], above: int) -> None:
    lines = [["Code", "Title", "Person", "Budget"]]
    lines += [[code, f"Label of {code}", "Jones", "12"] for code in CODES]
    shuffled: Rows = [[line[column] for column in order] for line in lines]
    programme = read(Grid("Plan", [*[[]] * above, *shuffled]))
    assert [programme.code(index) for index in programme.table.data()] == CODES
    assert programme.table.labels[1:] == [line[1] for line in lines[1:]]


@given(st.lists(st.tuples(st.integers(1, 7), st.sampled_from([[], ["Code", "Title"]]))))
def test_blank_rows_and_page_headers_change_no_tree(inserted: list[tuple[int, list[str]]]) -> None:
    lines = [["Code", "Title"], *([code, f"Label of {code}"] for code in CODES for _ in range(2))]
    plain = read(Grid("Plan", lines))
    for at, row in inserted:
        lines.insert(at, row)
    paged = read(Grid("Plan", lines))
    assert tree(paged) == tree(plain)


def tree(programme: Programme) -> list[tuple[str, int]]:
    return [(programme.text(node.path), len(node.actions)) for node in programme.walk()]


def test_a_large_sheet_of_anything_is_read() -> None:
    chance = random.Random(7)  # noqa: S311  no secret
    cells = ["", "Code", "Title", "1", "1.1", "Roads", "Total", 1.1, None, "PROGRAMME 2025"]
    values: Rows = [["Code", "Title", "Budget"]]
    values += [[chance.choice(cells) for _ in range(3)] for _ in range(20_000)]
    read_workbook("plan.xlsx", [Grid("Plan", values)], HOUSE)
