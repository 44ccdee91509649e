import re
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ooxml.tables import table
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.formulas import Shift, fill
from xlmot.ooxml.cells.references import RowMap
from xlmot.ooxml.rows.shift import drop_rows, move_formulas
from xlmot.programme.address import cell_name

SHEETS = ("Axe", "Bilan")
ROWS = """
| rows | before | after |
|---|---|---|
| 2 | <row r="1"/><row r="2"/><row r="3"/> | <row r="1"/><row r="2"/> |
| 2 | <row r="1"/> <row r="3"><c r="A3"/><c s="3" r="B3"/></row> | <row r="1"/> <row r="2"><c r="A2"/><c s="3" r="B2"/></row> |
| 2 3 | <row r="2"/><row r='3'/><row spans="1:2" r = '4'/> | <row spans="1:2" r = '2'/> |
| 2 | <x:row r="2"/><x:row r="3"><x:c r="A3"/></x:row> | <x:row r="2"><x:c r="A2"/></x:row> |
| 9 | <row r="1"/> | <row r="1"/> |
| 2 | <row/><row/><row><c/></row><row r="9"/> | <row/><row><c/></row><row r="8"/> |
| 4 | <row r="2"/><row r="4"/><row><c/></row> | <row r="2"/><row r="4"><c/></row> |
| 3 | <row r="2"/><row r="3"/><row><c/></row> | <row r="2"/><row><c/></row> |
| 1 | <row r="1"/> | |
| 2 | <row r="3" xr:r="3"><c r="A3" t="str"><v> r="A3"</v></c></row> | <row r="2" xr:r="3"><c r="A2" t="str"><v> r="A3"</v></c></row> |
"""  # noqa: E501 - a case is a line


@pytest.mark.parametrize(("deleted", "before", "after"), table(ROWS))
def test_rows_below_move_up(deleted, before, after):
    assert drop_rows(before.encode(), RowMap(map(int, deleted.split()))).decode() == after


row_sets = st.sets(st.integers(1, 12), max_size=6)


@given(row_sets, row_sets, st.data())
def test_a_row_that_names_no_number_keeps_its_place(there, deleted, data):
    """Whether rows are written with their number or without, the same rows are left."""
    explicit = "".join(f'<row r="{row}" x="{row}"/>' for row in sorted(there))
    implicit = re.sub(
        r' r="(\d+)"',
        lambda m: "" if int(m[1]) - 1 in {0, *there} and data.draw(st.booleans()) else m[0],
        explicit,
    )
    kept = [
        (number, seen)
        for number, seen in numbered(drop_rows(implicit.encode(), RowMap(deleted)).decode())
    ]
    assert kept == numbered(drop_rows(explicit.encode(), RowMap(deleted)).decode())
    assert [seen for _, seen in kept] == sorted(there - deleted)


def numbered(rows):
    found, number = [], 0
    for match in re.finditer(r'<row(?: x="(\d+)")?(?: r="(\d+)")?(?: x="(\d+)")?/>', rows):
        number = int(match[2]) if match[2] else number + 1
        found.append((number, int(match[1] or match[3])))
    return found


FORMULAS = """
| before | after |
|---|---|
| <c r="A9"><f>A3+A8</f><v>1</v></c> | <c r="A9"><f>A3+A7</f><v>1</v></c> |
| <c r="A9" s="2"> <f ca="1" >A5&amp;"A8"</f></c> | <c r="A9" s="2"> <f ca="1">#REF!&amp;"A8"</f></c> |
| <c r="A9"><f>A3&apos;</f></c> | <c r="A9"><f>A3&apos;</f></c> |
| <c r="A9"><f t="array" ref="A9:A10">B9:B10</f></c> | <c r="A9"><f t="array" ref="A8:A9">B8:B9</f></c> |
| <c r="A9"><f t="array" ref="A9">1</f></c> | <c r="A9"><f t="array" ref="A8">1</f></c> |
| <c r="A9"><f t="dataTable" ref="A9:B10" dt2D="1" r1="D3" r2="D8"/></c> | <c r="A9"><f t="dataTable" ref="A8:B9" dt2D="1" r1="D3" r2="D7"/></c> |
| <x:c r="A9"><x:f>A8</x:f></x:c> | <x:c r="A9"><x:f>A7</x:f></x:c> |
| <c r="A9"><f/></c> | <c r="A9"><f/></c> |
"""  # noqa: E501 - a case is a line


@pytest.mark.parametrize(("before", "after"), table(FORMULAS))
def test_formulas_follow_the_rows(before, after):
    assert (
        move_formulas(before.encode(), Shift("Axe", RowMap([5]), SHEETS), "Axe").decode() == after
    )


def test_another_sheet_keeps_its_places_and_follows_by_name():
    before = b'<c r="A9"><f t="array" ref="A9:A10">Axe!B9:B10+A9</f></c><c r="B9"><f>A9</f></c>'
    after = before.replace(b"Axe!B9:B10", b"Axe!B8:B9")
    assert move_formulas(before, Shift("Axe", RowMap([5]), SHEETS), "Bilan") == after


def test_a_formula_written_as_excel_never_does_is_refused():
    shift = Shift("Axe", RowMap([5]), SHEETS)
    for odd in (b'<c r="A1"><v/><f>A2</f></c>', b'<c><f t="shared" si="0" ref="A1">A2</f></c>'):
        with pytest.raises(RefusedEdit, match="“Axe”"):
            move_formulas(odd, shift, "Axe")


def sheet_of(first, formula, cells):
    """Return cells that share a formula, as Excel writes them."""
    written = []
    for row, column in cells:
        shared = b't="shared" si="0"'
        formula_xml = b"<f %b/>" % shared
        if (row, column) == first:
            formula_xml = b'<f %b ref="%b">%b</f>' % (
                shared,
                area(cells).encode(),
                formula.encode(),
            )
        written.append(
            (row, b'<c r="%b">%b<v>1</v></c>' % (cell_name(row, column).encode(), formula_xml))
        )
    return b"".join(
        b'<row r="%d">%b</row>' % (row, b"".join(cell for _, cell in group))
        for row, group in groupby(written, lambda item: item[0])
    )


def area(cells):
    rows, columns = zip(*cells, strict=True)
    return f"{cell_name(min(rows), min(columns))}:{cell_name(max(rows), max(columns))}"


def formulas_of(data):
    """Return the formula of each cell, the shared ones filled out."""
    found = {}
    first = (0, 0, "")
    for name, head, text in re.findall(
        r'<c r="(\w+)"><f([^/>]*)(?:/>|>([^<]*)</f>)', data.decode()
    ):
        row, column = int(re.sub(r"\D", "", name)), ord(name[0]) - 64
        if "shared" in head and text:
            first = (row, column, text)
        if "shared" in head:
            found[row, column] = fill(first[2], row - first[0], column - first[1])
        else:
            found[row, column] = text
    return found


FORMULAS_SHARED = """B5 $B$5 B$5 B4-B5 B6 SUM(B$1:B5) SUM(B1:B4) B:B 5:5
Axe!B5 Bilan!B5 Bilan!$B$7 Axe!B5:Axe!B9"""


@given(
    st.sampled_from(FORMULAS_SHARED.split()),
    row_sets,
    st.sets(st.integers(4, 14), min_size=1),
    st.sampled_from(SHEETS),
)
def test_cells_that_shared_a_formula_have_what_each_would_have_alone(formula, deleted, rows, home):
    cells = [(row, column) for row in sorted(rows) for column in (1, 3)]
    first = cells[0]
    data = sheet_of(first, formula, cells)
    shift = Shift("Axe", RowMap(deleted), SHEETS)
    moved = move_formulas(data, shift, home)
    row_map = RowMap(deleted if home == "Axe" else ())
    expected = {
        (row_map.new(row), column): shift.formula(
            fill(formula, row - first[0], column - first[1]), home
        )
        for row, column in cells
        if row not in row_map
    }
    assert formulas_of(drop_rows(moved, row_map)) == expected


def test_a_shared_formula_that_still_holds_stays_shared():
    data = sheet_of((5, 1), "B5/B$1", [(row, 1) for row in range(5, 30)])
    moved = move_formulas(data, Shift("Axe", RowMap([8]), SHEETS), "Axe")
    assert moved == data.replace(b"A5:A29", b"A5:A28")


def test_a_long_formula_shared_by_many_cells_is_not_written_out(monkeypatch):
    monkeypatch.setattr("xlmot.ooxml.rows.shared.LARGEST", 100)
    data = sheet_of((5, 1), "B5+B6+B7", [(row, 1) for row in range(5, 30)])
    with pytest.raises(RefusedEdit, match="too long"):
        move_formulas(data, Shift("Axe", RowMap([8]), SHEETS), "Axe")
