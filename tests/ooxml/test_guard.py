import re
from io import BytesIO

import pytest
from python_calamine import load_workbook

from tests.counting import calls, memory_up_to
from tests.ooxml.hostile import HOSTILE, SOUND, VALUES, book, many_rows, sheet
from xlmot.messages import render
from xlmot.messages.errors import RefusedFile
from xlmot.ooxml.parts.guard import for_readers, open_container
from xlmot.programme.address import cell_name


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("description", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_with_a_remedy(description):
    case = HOSTILE[description]
    data = case.make()
    with memory_up_to(5 * len(data) + 1_000_000), pytest.raises(case.error) as refusal:
        open_container(data, case.name)
    assert refusal.type is case.error
    assert case.words in str(refusal.value)
    assert refusal.value.remedy
    for sentence in (refusal.value.message, refusal.value.remedy):
        assert re.fullmatch(r"[A-Z“](?:[^.]|\.(?=\S))+\.", render(sentence)), sentence


@pytest.mark.parametrize("dialect", SOUND)
def test_an_odd_but_sound_workbook_passes(dialect):
    data = SOUND[dialect]()
    readable = for_readers(open_container(data, "b.xlsx"))
    assert readable is data or dialect == "UTF-16"
    assert load_workbook(BytesIO(readable)).get_sheet_by_index(0).to_python() == VALUES


@pytest.mark.parametrize(
    ("rows", "columns"), [(1000, 8000), (300_000, 26), (16, 16_384), (1_048_576, 7)]
)
def test_a_sheet_that_fits_in_memory_passes_however_sparse(rows, columns):
    corner = f'<row r="{rows}"><c r="{cell_name(rows, columns)}"><v>1</v></c></row>'
    open_container(book(sheet=sheet(many_rows(3) + corner)), "b.xlsx")


def test_a_large_sheet_with_a_far_cell_among_many_is_refused():
    rows = many_rows(20_000).replace('r="A777"', 'r="XFD777"')
    with pytest.raises(RefusedFile, match="XFD20000"):
        open_container(book(sheet=sheet(rows)), "b.xlsx")


def test_the_guard_calls_no_function_for_a_row_or_a_cell():
    small, large = (book(sheet=sheet(many_rows(count))) for count in (3_000, 30_000))
    few = calls(lambda: open_container(small, "b.xlsx"))
    assert calls(lambda: open_container(large, "b.xlsx")) < few + 300
