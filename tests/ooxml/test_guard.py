import re
from io import BytesIO
from time import process_time

import pytest
from python_calamine import load_workbook

from tests.ooxml.hostile import HOSTILE, SOUND, VALUES, book, many_rows, sheet
from xlmot.address import cell_name
from xlmot.errors import RefusedFile
from xlmot.messages import render
from xlmot.ooxml.guard import for_readers, open_container


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("description", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_with_a_remedy(description):
    case = HOSTILE[description]
    data = case.make()
    begun = process_time()
    with pytest.raises(case.error) as refusal:
        open_container(data, case.name)
    assert process_time() - begun < 2
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


def test_the_guard_costs_less_than_the_reading():
    rows = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{c}{n}" s="1"><v>{n * 7}</v></c>' for c in "ABCDEF")
        + "</row>"
        for n in range(1, 30_001)
    )
    data = book(sheet=sheet(rows))
    assert cost(lambda: open_container(data, "b.xlsx")) < cost(
        lambda: load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python()
    )


def cost(act):
    def once():
        begun = process_time()
        act()
        return process_time() - begun

    return min(once() for _ in range(3))
