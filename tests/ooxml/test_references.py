import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ooxml.tables import table
from xlmot.ooxml.cells.references import Reference, RowMap, areas, without_rows
from xlmot.programme.address import LAST_ROW, cell_name

row_sets = st.sets(st.integers(1, 30), max_size=12)
rows = st.integers(1, 40)


def read(text):
    reference = Reference.read(text)
    assert reference is not None
    return reference


READ = """
| text | top, left, bottom, right |
|---|---|
| A1 | 1 1 1 1 |
| $b$4:c9 | 4 2 9 3 |
| C9:B4 | 4 2 9 3 |
| A1 : B2 | 1 1 2 2 |
| 7:7 | 7 1 7 16384 |
| $3:1 | 1 1 3 16384 |
| XFD1048576 | 1048576 16384 1048576 16384 |
| AA:$AB | 1 27 1048576 28 |
| XFE1 | |
| A1048577 | |
| A0 | |
| A01 | |
| A1:B | |
| A | |
| 7 | |
| AAAA1 | |
| A1:XFE2 | |
| Axe!A1 | |
| | |
"""


@pytest.mark.parametrize(("text", "expected"), table(READ))
def test_a_reference_is_read_inside_the_grid_only(text, expected):
    found = Reference.read(text)
    assert (found and str(found)) == (text if expected else None)
    assert " ".join(map(str, found.area if found else ())) == expected


DELETED = """
| rows | before | after |
|---|---|---|
| 5 | A4 | A4 |
| 5 | A5 | |
| 5 | A6 | A5 |
| 5 | $A$6 | $A$5 |
| 5 | A5:A9 | A5:A8 |
| 9 | A5:A9 | A5:A8 |
| 7 | A5:A9 | A5:A8 |
| 4 | A5:A9 | A4:A8 |
| 5 9 | A5:A9 | A5:A7 |
| 5 6 | A5:B6 | |
| 5 | A5:B6 | A5:B5 |
| 5 | B$9:A5 | B$8:A5 |
| 5 | 5:5 | |
| 5 | $5:6 | $5:5 |
| 5 | A:C | A:C |
| 5 | A1:A1048576 | A1:A1048576 |
| 5 | 1:1048576 | 1:1048576 |
| 5 | A2:A1048576 | A2:A1048575 |
| 1 5 9 | D10 | D7 |
"""


@pytest.mark.parametrize(("deleted", "before", "after"), table(DELETED))
def test_a_reference_follows_its_rows(deleted, before, after):
    new = read(before).without(RowMap(map(int, deleted.split())))
    assert (str(new) if new else "") == after


@given(row_sets, rows, rows)
def test_a_range_is_left_with_the_rows_that_are_left(deleted, top, bottom):
    top, bottom = sorted((top, bottom))
    row_map = RowMap(deleted)
    kept = [row_map.new(row) for row in range(top, bottom + 1) if row not in deleted]
    assert row_map.span(top, bottom) == ((kept[0], kept[-1]) if kept else None)
    assert len(kept) == bottom - top + 1 - row_map.lost(top, bottom)


@given(row_sets)
def test_rows_that_are_left_keep_their_order_without_gaps(deleted):
    row_map = RowMap(deleted)
    kept = [row for row in range(1, 60) if row not in deleted]
    assert [row_map.new(row) for row in kept] == list(range(1, len(kept) + 1))
    assert [row_map.old(row) for row in range(1, len(kept) + 1)] == kept
    assert [row_map.new(row) for row in deleted] == [None] * len(deleted)


@given(rows, rows, st.integers(-50, 50))
def test_filling_down_and_back_is_where_it_was(top, bottom, down):
    reference = read(f"{cell_name(top, 1)}:$B${bottom}")
    assert reference.moved(down, 3).moved(-down, -3) == reference


def test_filling_past_an_edge_comes_in_at_the_other():
    assert str(read("A1:B$2").moved(-1, -1)) == f"XFD{LAST_ROW}:A$2"


LISTS = """
| rows | before | after |
|---|---|---|
| 5 | A5 A6 | A5 |
| 5 | A5 5:5 | |
| 5 | A1 $B$7:C9 D:D | A1 $B$6:C8 D:D |
| 9 | a1  b2 | a1 b2 |
| 5 | ?? A6 | ?? A5 |
| 5 | A5:A6 B4:B5 C5:D6 | A5 B4 C5:D5 |
"""


@pytest.mark.parametrize(("deleted", "before", "after"), table(LISTS))
def test_a_list_of_references_loses_the_deleted_ones(deleted, before, after):
    assert (without_rows(before, RowMap([int(deleted)])) or "") == after


def test_a_list_with_something_else_has_no_areas():
    assert areas("A1 B") is None
    assert areas("") is None
