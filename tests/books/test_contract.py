"""What holds of every book, in memory, on disk and in Excel."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.books.books import DOORS, values
from tests.excel.coercions import table
from xlmot.findings import DeleteRow, Edit, SetCell
from xlmot.findings.edits import apply_edits
from xlmot.messages.errors import RefusedEdit
from xlmot.programme.grid import Grid

ROWS: list[list[Any]] = [
    ["Code", "Title"],
    ["1 ", "Roads"],
    [],
    ["1.10", "- Pave = level"],
    ["Code", "Title"],
    ["2.", "12 May"],
]


@pytest.fixture(params=DOORS)
def door(request, tmp_path):
    return lambda rows: DOORS[request.param]({"Plan": rows}, tmp_path)


@pytest.fixture(params=[name for name in DOORS if name.startswith("Live")])
def live(request, tmp_path):
    return lambda rows: DOORS[request.param]({"Plan": rows}, tmp_path)


def test_every_kind_of_value_is_read_as_it_is(door) -> None:
    kinds = ["text", 1.0, 12.5, True, date(2024, 3, 5), datetime(2024, 3, 5, 9, 30)]  # noqa: DTZ001  Excel keeps no time zone
    with door([kinds]) as book:
        assert values(book) == {"Plan": [tuple(kinds)]}


def test_cells_are_named_from_a1_wherever_the_table_begins(door) -> None:
    with door([[], [], ["", "", "1 ", "Roads"]]) as book:
        assert book.grids()[0].value(3, 3) == "1 "
        book.apply([SetCell("Plan", 3, 3, "1 ", "1")])
        assert values(book)["Plan"][2] == (None, None, "1", "Roads")


def test_rows_are_named_as_they_are_before_the_first_edit(door) -> None:
    edits: list[Edit] = [
        DeleteRow("Plan", 3, ()),
        SetCell("Plan", 2, 1, "1 ", "1"),
        DeleteRow("Plan", 5, ("Code", "Title")),
        SetCell("Plan", 6, 1, "2.", "2"),
    ]
    with door(ROWS) as book:
        book.apply(edits)
        assert values(book)["Plan"] == [
            ("Code", "Title"),
            ("1", "Roads"),
            ("1.10", "- Pave = level"),
            ("2", "12 May"),
        ]


def test_a_text_that_is_written_stays_that_text(door) -> None:
    texts = [row.written for row in table() if row.written]
    with door([["Code", "Title"], *(["1 ", f"Title {n}"] for n, _ in enumerate(texts))]) as book:
        book.apply([SetCell("Plan", n + 2, 2, f"Title {n}", text) for n, text in enumerate(texts)])
        assert [row[1] for row in values(book)["Plan"][1:]] == texts


def test_a_text_that_is_put_back_is_the_one_that_was_there(live) -> None:
    texts = [row.written for row in table() if row.written]
    with live([["Code", "Title"], *([text, "Roads"] for text in texts)]) as book:
        book.apply([SetCell("Plan", n, 1, text, f"Code {n}") for n, text in enumerate(texts, 2)])
        book.undo()
        assert [row[0] for row in values(book)["Plan"]] == ["Code", *texts]


@pytest.mark.parametrize(
    "late",
    [SetCell("Plan", 4, 1, "1.1", "2"), DeleteRow("Plan", 2, ("1", "Roads"))],
)
def test_an_old_value_that_is_not_there_refuses_the_whole_batch(door, late: Edit) -> None:
    with door(ROWS) as book:
        before = values(book)
        with pytest.raises(RefusedEdit):
            book.apply([SetCell("Plan", 6, 1, "2.", "2"), late])
        assert values(book) == before


CELLS = st.sampled_from(["", "a", "1.10", "=x", 2.0, date(2024, 1, 2), time(9, 30)])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_batch_gives_what_it_says(door, data) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=2, max_size=7))
    rows[0] = ["Code", "Title"]
    with door(rows) as book:
        (grid,) = book.grids()
        edits = data.draw(batches(grid))
        (expected,) = apply_edits([grid], edits)
        book.apply(edits)
        wanted = [expected.row_values(row) for row in range(1, len(expected.rows) + 1)]
        while wanted and not wanted[-1]:
            wanted.pop()
        assert values(book) == {"Plan": wanted}


@st.composite
def batches(draw, grid: Grid) -> list[Edit]:
    edits: list[Edit] = []
    for row in range(2, len(grid.rows) + 1):
        kind = draw(st.sampled_from(["keep", "set", "delete"]))
        if kind == "delete":
            edits.append(DeleteRow("Plan", row, grid.row_values(row)))
        elif kind == "set":
            new = draw(st.sampled_from(["x", "1.10", "=2", "3/4", "été"]))
            edits.append(SetCell("Plan", row, 1, grid.value(row, 1) or None, new))
    return edits
