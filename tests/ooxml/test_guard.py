import re
from pathlib import Path

import pytest

from tests.counting import calls, ends, memory_up_to
from tests.ooxml.hostile import FAR, HOSTILE, ROWS, SOUND, VALUES, book, many_rows, prefixed, sheet
from xlmot.books.file import FileBook
from xlmot.messages import render
from xlmot.ooxml.parts.guard import open_container
from xlmot.programme.grid import SparseSequence


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("description", HOSTILE)
def test_a_hostile_or_damaged_file_is_refused_in_one_sentence_with_a_remedy(description):
    case = HOSTILE[description]
    data = case.make()
    with memory_up_to(5 * len(data) + 12_000_000), pytest.raises(case.error) as refusal, ends():
        FileBook(Path(case.name), data).all_grids()
    assert refusal.type is case.error
    assert case.words in str(refusal.value)
    assert refusal.value.remedy
    for sentence in (refusal.value.message, refusal.value.remedy):
        assert re.fullmatch(r"[A-Z“](?:[^.]|\.(?=\S))+\.", render(sentence)), sentence


@pytest.mark.parametrize("dialect", SOUND)
def test_an_odd_but_sound_workbook_passes(dialect):
    [grid] = FileBook(Path("b.xlsx"), SOUND[dialect]()).all_grids()
    assert [list(row) for row in grid.rows] == VALUES


DIALECTS = {
    "plain": lambda part: part,
    "other attributes first": lambda part: part.replace("<c r", "<c s = '0' r"),
    "prefixed": prefixed,
    "a comment": lambda part: part.replace("<v>", "<!-- --><v>"),
    "a sign": lambda part: part.replace("<c r", "<c a='>' r"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_cells_in_the_corners_take_memory_for_two(dialect):
    data = book(sheet=DIALECTS[dialect](sheet(FAR)))
    with memory_up_to(4_000_000):
        [grid] = FileBook(Path("b.xlsx"), data).all_grids()
    assert (len(grid.rows), len(grid.rows[-1])) == (1_048_576, 16_384)
    assert (grid.value(1, 1), grid.value(1_048_576, 16_384), grid.value(9, 9)) == (1, 1, None)
    assert isinstance(grid.rows, SparseSequence)
    assert grid.rows.filled == [1, 1_048_576]


def test_a_blank_in_the_corner_takes_no_row():
    corner = '<row r="1048576"><c r="Z1048576" t="n"/></row>'
    [grid] = FileBook(Path("b.xlsx"), book(sheet=sheet(ROWS + corner))).all_grids()
    assert [list(row) for row in grid.rows] == VALUES


def test_the_guard_calls_no_function_for_a_row_or_a_cell():
    small, large = (book(sheet=sheet(many_rows(count))) for count in (3_000, 30_000))
    few = calls(lambda: open_container(small, "b.xlsx"))
    assert calls(lambda: open_container(large, "b.xlsx")) < few + 300
