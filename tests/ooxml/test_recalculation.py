"""Excel is told to calculate when a formula reads an edited cell, and else nothing is said."""

import io
import re

import pytest
import xlsxwriter

from tests.ooxml.hostile import WORKBOOK, book, sheet, utf16, with_parts, zipped
from tests.ooxml.tables import table
from tests.ooxml.test_cells import edited, package, parts
from xlmot.findings import SetCell
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.edit import refused
from xlmot.ooxml.cells.recalculation import is_read
from xlmot.ooxml.proof.edits import verify

BOOK = "xl/workbook.xml"

# The cell that is edited, on the sheet Plan unless named; a formula in Z50 of a sheet; a name.
# Actions is a table in A1:C9 of Plan, its columns Code, Title, Cost.
CASES = table("""
| edited | on | formula | name | read |
|---|---|---|---|---|
| B3 | Plan | B3*2 | | yes |
| B3 | Plan | $B$3*2 | | yes |
| B3 | Plan | B4*2+C3 | | no |
| B3 | Plan | LOG10(3)+B33 | | no |
| B3 | Plan | "B3"&"A1:B9" | | no |
| B3 | Plan | SUM(A1:C9) | | yes |
| B3 | Plan | SUM(A1:A9,C1:C9,B4:B9) | | no |
| B3 | Plan | SUM(B:B) | | yes |
| B3 | Plan | SUM(C:D) | | no |
| B3 | Plan | SUM(2:4) | | yes |
| B3 | Plan | SUM(4:9) | | no |
| B3 | Bilan | B3 | | no |
| B3 | Bilan | Plan!B3 | | yes |
| B3 | Bilan | plan!b3 | | yes |
| B3 | Bilan | SUM(Plan:Bilan!B3) | | yes |
| B3 | Bilan | SUM(Autre:Bilan!B3) | | no |
| B3 | Bilan | [1]Plan!B3 | | no |
| B3 | Bilan | VLOOKUP(1,Plan!$A$1:$C$9,2) | | yes |
| B3 | Bilan | INDIRECT("Plan!B"&3) | | yes |
| B3 | Bilan | OFFSET(A1,2,1) | | yes |
| B3 | Bilan | SUM(A1:INDEX(A1:A9,3)) | | yes |
| B3 | Bilan | INDEX(Plan!A1:A9,3) | | no |
| B3 | Bilan | Coûts*2 | Plan!$B$3:$B$9 | yes |
| B3 | Bilan | COÛTS*2 | Plan!$B$3:$B$9 | yes |
| B3 | Bilan | Coûts*2 | Plan!$C$3:$C$9 | no |
| B3 | Bilan | Autre*2 | Plan!$B$3:$B$9 | no |
| B3 | Bilan | Coûts*2 | Plan!B1 | yes |
| B3 | Bilan | Coûts*2 | Bilan!B1 | no |
| B3 | Bilan | Somme+1 | Plan!$B$3 | yes |
| B3 | Bilan | SUM(Actions[Title]) | | yes |
| B3 | Bilan | SUM(Actions[Cost]) | | no |
| B3 | Bilan | SUM(Actions[]) | | yes |
| B3 | Bilan | ROWS(Actions) | | yes |
| B3 | Bilan | SUM(Actions[[Code]:[Cost]]) | | yes |
| B3 | Bilan | SUM(Actions[[#Data],[Cost]]) | | no |
| B3 | Bilan | Coûts | Actions[Title] | yes |
| B3 | Bilan | Coûts | Actions[Cost] | no |
| B33 | Bilan | SUM(Actions[]) | | no |
""")


def workbook(on, formula, name):
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as file:
        sheets = {title: file.add_worksheet(title) for title in ("Plan", "Bilan", "Autre")}
        sheets["Plan"].add_table("A1:C9", {"name": "Actions", "columns": [*map(heading, HEADS)]})
        for row in (3, 33):
            sheets["Plan"].write(f"B{row}", "Roads")
        sheets[on].write_formula("Z50", f"={formula}")
        if name:
            file.define_name("Coûts", f"={name}")
            file.define_name("Somme", "=SUM(Coûts)")
    return sink.getvalue()


HEADS = ("Code", "Title", "Cost")


def heading(name):
    return {"header": name}


def roads(cell, sheet="Plan"):
    return SetCell(sheet, int(cell[1:]), ord(cell[0]) - 64, "Roads", "Streets")


def calculates(data):
    return b'fullCalcOnLoad="1"' in parts(data)[BOOK]


@pytest.mark.parametrize(("cell", "on", "formula", "name", "read"), CASES)
def test_a_cell_is_read_by_a_formula_or_not(cell, on, formula, name, read):
    data = workbook(on, formula, name)
    edit = roads(cell)
    # XlsxWriter asks for it in every workbook.
    data = with_book(data, lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    new = edited(data, edit)
    assert calculates(new) == (read == "yes")
    assert calculates(new) or parts(new)[BOOK] == parts(data)[BOOK]
    verify(data, new, [edit])


def with_book(data, change):
    content = parts(data)
    return zipped({**content, BOOK: change(content[BOOK])}.items())


ROW3 = '<row r="3"><c r="A3" t="inlineStr"><is><t>Roads</t></is></c>{}</row>'
SHARED = '<c r="B3"><f t="shared" ref="B3:B9" si="0">{}</f></c>'
TABLE = '<c r="C3"><f t="dataTable" ref="C3:D9" dt2D="0" dtr="0" r1="{}"/></c>'


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (SHARED.format("A3"), True),
        (SHARED.format("A$3"), True),
        (SHARED.format("A1048572"), False),
        (SHARED.format("A2"), True),
        (SHARED.format("A4"), False),
        (SHARED.format("$A$2"), False),
        (TABLE.format("A3"), True),
        (TABLE.format("Z1"), False),
        ('<c r="C3"><f t="array" ref="C3:C9">A1:A9*2</f></c>', True),
        ('<c r="C3"><f></f></c>', False),
    ],
)
def test_formulas_that_fill_several_cells_read_what_each_of_them_reads(cell, read):
    data = book(sheet=sheet(ROW3.format(cell)))
    edit = SetCell("Programme", 3, 1, "Roads", "Streets")
    assert is_read(package(data), [edit]) == read
    assert calculates(edited(data, edit)) == read


def sheet_with_formula():
    return sheet(ROW3.format('<c r="B3"><f>A3</f><v>Roads</v></c>'))


def book_of(data, edit):
    return parts(edited(data, edit))[BOOK]


def test_an_order_to_calculate_stands_where_the_format_wants_it():
    formula = book(sheet=sheet_with_formula())
    edit = SetCell("Programme", 3, 1, "Roads", "Streets")
    assert re.search(b'</sheets><calcPr fullCalcOnLoad="1"/></workbook>', book_of(formula, edit))
    manual = with_parts(
        {
            "xl/worksheets/sheet1.xml": sheet_with_formula(),
            BOOK: WORKBOOK.replace("</sheets>", '</sheets><calcPr calcMode="manual"/>'),
        }
    )
    assert b'<calcPr calcMode="manual" fullCalcOnLoad="1"/>' in book_of(manual, edit)


def test_another_way_of_calculating_is_no_part_of_an_edit():
    old = with_parts(
        {
            "xl/worksheets/sheet1.xml": sheet_with_formula(),
            BOOK: WORKBOOK.replace("</sheets>", '</sheets><calcPr calcMode="manual"/>'),
        }
    )
    edit = SetCell("Programme", 3, 1, "Roads", "Streets")
    new = with_book(edited(old, edit), lambda xml: xml.replace(b"manual", b"auto"))
    with pytest.raises(RefusedEdit):
        verify(old, new, [edit])


def test_a_workbook_part_in_utf16_cannot_say_it_so_the_edit_is_refused():
    data = with_parts(
        {"xl/worksheets/sheet1.xml": sheet_with_formula(), BOOK: utf16(WORKBOOK)},
    )
    read, other = (
        SetCell("Programme", 3, 1, "Roads", "Streets"),
        SetCell("Programme", 4, 1, None, "Paths"),
    )
    [(edit, error)] = refused(package(data), [read, other])
    assert edit == read
    assert "UTF-16" in str(error)
    with pytest.raises(RefusedEdit, match="UTF-16"):
        edited(data, read)
    assert edited(data, other) != data
