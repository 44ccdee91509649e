"""Cells are unmerged, and merged again, by what names them; the proof lets nothing else by."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.ooxml.proof.feature_book import parts_of, zipped
from xlmot.findings import DeleteRow, SetCell, Unmerge
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.edit import set_cells
from xlmot.ooxml.cells.merges import change_merges, refused
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.parts.sheet_reading import read_grids
from xlmot.ooxml.proof.edits import verify
from xlmot.ooxml.rows.delete import delete_rows
from xlmot.programme.address import Area

SHEET = "xl/worksheets/sheet1.xml"
AREAS = (Area(2, 1, 4, 1), Area(5, 1, 6, 1), Area(8, 2, 8, 3))


@cache
def book(*, protected=False):
    """Return a workbook with three merged areas, formats under them, and what stands behind."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as made:
        bold = made.add_format({"bold": True, "border": 1})
        sheet = made.add_worksheet("Plan")
        sheet.write_row(0, 0, ["Code", "Title", "Owner"])
        for row in range(1, 8):
            sheet.write_row(row, 1, [f"Action {row}"])
        for area in AREAS:
            sheet.merge_range(
                area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, f"1.{area.top}", bold
            )
        sheet.data_validation("C2:C7", {"validate": "list", "source": ["Ann", "Bob"]})
        if protected:
            sheet.protect()
    return file.getvalue()


def changed(data, edits):
    package = Package(Container.read(data))
    change_merges(package, [edit for edit in edits if isinstance(edit, Unmerge)])
    set_cells(package, [edit for edit in edits if isinstance(edit, SetCell)])
    assert not delete_rows(package, [e for e in edits if isinstance(e, DeleteRow)]).refused
    return package.bytes()


def merges(data):
    grids = {grid.sheet: grid for grid in read_grids(Package(Container.read(data)))}
    return set(grids["Plan"].merges)


def part(*areas, back=False):
    return [Unmerge("Plan", area, back=back) for area in areas]


@given(st.sets(st.sampled_from(AREAS), min_size=1))
def test_what_is_parted_and_merged_again_is_as_it_was(areas):
    once = changed(book(), part(*areas))
    verify(book(), once, part(*areas))
    assert merges(once) == set(AREAS) - areas
    seen = openpyxl.load_workbook(BytesIO(once))["Plan"]
    assert len(seen.merged_cells.ranges) == len(AREAS) - len(areas)
    assert seen["A3"].font.bold or AREAS[0] not in areas
    again = changed(once, part(*areas, back=True))
    verify(once, again, part(*areas, back=True))
    assert merges(again) == set(AREAS)
    ours, theirs = parts_of(again), parts_of(book())
    assert sorted(re.split(rb"(?<=>)", ours.pop(SHEET))) == sorted(
        re.split(rb"(?<=>)", theirs.pop(SHEET))
    )
    assert ours == theirs


def test_merged_at_the_end_the_file_is_byte_for_byte_as_before():
    for areas in (AREAS, AREAS[-1:]):
        again = changed(changed(book(), part(*areas)), part(*areas, back=True))
        assert parts_of(again) == parts_of(book())


def test_with_its_cells_filled_and_a_row_of_it_deleted():
    edits = [
        *part(AREAS[0]),
        SetCell("Plan", 4, 1, None, "1.2"),
        DeleteRow("Plan", 3, (None, "Action 2")),
    ]
    new = changed(book(), edits)
    receipt = verify(book(), new, edits)
    assert receipt.as_dict()["edits"][0] == {"kind": "unmerge", "sheet": "Plan", "area": "A2:A4"}
    assert merges(new) == {Area(4, 1, 5, 1), Area(7, 2, 7, 3)}


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (part(AREAS[0]), []),
        ([], part(AREAS[0])),
        (part(AREAS[0], AREAS[1]), part(AREAS[0])),
        (part(AREAS[0]), part(AREAS[0], AREAS[1])),
        (part(AREAS[0]), part(AREAS[1])),
        (part(AREAS[0]), part(AREAS[0], Area(2, 2, 3, 2))),
        (part(Area(2, 2, 3, 2), back=True), []),
        ([], part(Area(2, 2, 3, 2), back=True)),
        (part(Area(2, 2, 3, 2), back=True), part(Area(3, 2, 4, 2), back=True)),
        ([], part(AREAS[0], back=True)),
    ],
)
def test_what_was_not_told_or_was_not_done_is_refused(made, told):
    with pytest.raises(RefusedEdit, match="not what was asked for"):
        verify(book(), changed(book(), made), told)


def test_nothing_else_may_change_with_it():
    parts = parts_of(changed(book(), part(AREAS[0])))
    for old, new in [(b'"Ann,Bob"', b'"Ann,Bib"'), (b'<c r="A3" s="1"/>', b'<c r="A3"/>')]:
        assert old in parts[SHEET]
        with pytest.raises(RefusedEdit, match="not what was asked for"):
            verify(book(), zipped({**parts, SHEET: parts[SHEET].replace(old, new)}), part(AREAS[0]))


@pytest.mark.parametrize(
    ("data", "edit", "why"),
    [
        (book(), part(Area(2, 1, 3, 1)), "no longer merged"),
        (book(), part(Area(4, 1, 9, 1), back=True), "merged with others"),
        (book(protected=True), part(AREAS[0]), "protected"),
        (book(), [Unmerge("Other", AREAS[0])], "no sheet"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(data, edit, why):
    package = Package(Container.read(data))
    ((asked, error),) = refused(package, edit)
    assert asked == edit[0]
    with pytest.raises(RefusedEdit, match=why):
        change_merges(package, [*part(AREAS[1]), *edit] if why != "protected" else edit)
    assert why in str(error)
    assert package.part(SHEET) == parts_of(data)[SHEET]
