"""A header in two rows: headings merged over several columns, and what each of them holds below."""

from __future__ import annotations

import pytest

from tests.programme.test_titles_of_other_looks import Rows, one
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value

UPPER: list[Value] = ["Code", "Title", "Who", "", "When", "", "Remarks"]
LOWER: list[Value] = ["", "", "Owner", "Deputy", "Begins", "End", ""]
MERGED = (Area(1, 1, 2, 1), Area(1, 2, 2, 2), Area(1, 3, 1, 4), Area(1, 5, 1, 6))
ROWS: Rows = [
    ["1", "Roads", "", "", "", "", ""],
    ["1.1", "Dig", "Eva", "Ben", "May", "June", ""],
    ["1.2", "Pave", "Ben", "Eva", "June", "July", "late"],
]


def columns(upper: list[Value], lower: list[Value], merged: tuple[Area, ...]) -> dict[str, str]:
    """Return the kinds of the columns of staff by their names, below a header in two rows."""
    programme = one(Grid("Plan", [upper, lower, *ROWS])._replace(merges=merged))
    layout = programme.table.sections[0].layout
    assert (layout.header_rows, layout.first_row) == ((1, 2), 3)
    assert not layout.reading.unsure
    return {column.name: column.kind for column in programme.columns}


def test_the_lower_row_names_the_columns() -> None:
    found = columns(UPPER, LOWER, MERGED)
    assert list(found) == ["Owner", "Deputy", "Begins", "End", "Remarks"]
    assert (found["Owner"], found["End"]) == ("person", "due_date")


def test_a_name_that_comes_again_has_its_heading_before_it() -> None:
    lower: list[Value] = ["", "", "Plan", "Real", "Plan", "Real", ""]
    found = columns(["Code", "Title", "2026", "", "2027", "", "Remarks"], lower, MERGED)
    assert list(found) == ["2026 Plan", "2026 Real", "2027 Plan", "2027 Real", "Remarks"]


@pytest.mark.parametrize("merged", [(), MERGED[:2]], ids=["none", "downwards"])
def test_without_headings_over_them_texts_are_a_row(merged: tuple[Area, ...]) -> None:
    programme = one(Grid("Plan", [UPPER, LOWER, *ROWS])._replace(merges=merged))
    assert programme.table.sections[0].layout.header_rows == (1,)


def test_a_year_in_a_header_is_named_as_it_is_shown() -> None:
    head: list[Value] = ["Code", "Title", 2026.0, 2027.0]
    rows: Rows = [["1", "Roads", "", ""], ["1.1", "Dig", 2.0, 3.0], ["1.2", "Pave", 4.0, 5.0]]
    programme = one(Grid("Plan", [head, *rows]))
    assert [column.name for column in programme.columns] == ["2026", "2027"]
