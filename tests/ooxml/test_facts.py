import io
import re
from collections.abc import Mapping
from typing import NamedTuple

import openpyxl
import pytest
import xlsxwriter

from tests.ooxml.hostile import (
    OFFICE,
    PACKAGE,
    SHEET1,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELS,
    book,
    prefixed,
    sheet,
    with_parts,
)
from xlmot.ooxml.parts.facts import BookFacts, read_book_facts
from xlmot.ooxml.parts.guard import open_container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.parts.sheet_reading import read_grids
from xlmot.programme.address import Area, cell_name
from xlmot.programme.grid import Look


def package(data):
    return Package(open_container(data, "b.xlsx"))


class Shown(NamedTuple):
    """What a sheet shows beside its values."""

    formulas: Mapping[tuple[int, int], str] = {}
    errors: Mapping[tuple[int, int], str] = {}
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filters: tuple[Area, ...] = ()
    protected: bool = False
    noted: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()
    indents: Mapping[tuple[int, int], int] = {}
    outline: Mapping[int, int] = {}


def facts(data):
    [grid] = read_grids(package(data))
    found = (getattr(grid, name) for name in Shown._fields)
    return Shown._make(dict(f) if isinstance(f, Mapping) else f for f in found)


def written(fill):
    """Return a workbook of one sheet that `fill` writes."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as file:
        fill(file, file.add_worksheet("Feuil1"))
    return sink.getvalue()


def everything(file, sheet):
    bold = file.add_format({"bold": True})
    italic = file.add_format({"italic": True})
    sheet.write_row("A1", ["Code", "Libellé"], bold)
    sheet.write_row("A2", ["1", "mixed"], bold)
    sheet.write("C2", "plain", italic)
    sheet.write("A3", "1.1", bold)
    sheet.write("C3", 12)
    sheet.write_formula("D3", '=SUM(C1:C3)&"<é>"', None, "12<é>")
    sheet.write_formula("D4", "=1/0", None, "#DIV/0!")
    sheet.write_formula("E4", "=B4", italic, "text")
    sheet.write_array_formula("F4:F5", "{=C3:C4*2}", None, 24)
    sheet.merge_range("A6:B7", "merged")
    sheet.set_row(7, options={"hidden": True})
    sheet.set_column("H:J", options={"hidden": True})
    sheet.write_comment("B9", "a note")
    sheet.write("A10", "2")
    sheet.write("D10", "two", bold)
    sheet.write("B10", 3, file.add_format({"indent": 2}))
    sheet.set_row(10, options={"level": 1})
    sheet.set_row(11, options={"level": 2, "hidden": True})
    sheet.write("C10", 12)
    sheet.autofilter("A1:C9")
    sheet.filter_column("A", "x == 1")
    sheet.protect()


EXPECTED = Shown(
    formulas={(3, 4): 'SUM(C1:C3)&"<é>"', (4, 4): "1/0", (4, 5): "B4", (4, 6): "C3:C4*2"},
    errors={(4, 4): "#DIV/0!"},
    merges=(Area(6, 1, 7, 2),),
    hidden_rows=frozenset([8, 12]),
    hidden_columns=frozenset([8, 9, 10]),
    filters=(Area(1, 1, 9, 3),),
    protected=True,
    noted=frozenset([9]),
    bold=frozenset([1, 10]),
    indents={(10, 2): 2},
    outline={11: 1, 12: 2},
)


def test_every_fact_of_a_sheet_is_read():
    assert facts(written(everything)) == EXPECTED


def coloured(file, sheet):
    sheet.write("A1", "Title", file.add_format({"bold": True, "bg_color": "#FFC000"}))
    sheet.write("A2", "Task", file.add_format({"bg_color": "#FFFFFF"}))
    sheet.write("A3", "Striped", file.add_format({"pattern": 4, "bg_color": "#FFC000"}))
    sheet.write("A4", "Bold", file.add_format({"bold": True}))


def test_bold_and_filled_cells_are_told_from_plain_and_white_ones():
    [grid] = read_grids(package(written(coloured)))
    assert dict(grid.looks) == {(1, 1): Look(bold=True, fill="FFFFC000:::"), (4, 1): Look(True)}


def test_a_plain_sheet_has_no_facts():
    assert facts(book()) == Shown()
    assert (
        facts(book(sheet=sheet("").replace("<sheetData></sheetData>", "<sheetData/>"))) == Shown()
    )


REWRITTEN = {
    "prefixed": lambda part: prefixed(part.replace(' xml:space="preserve"', "")).replace(
        "xmlns:x:r", "xmlns:r"
    ),
    "single quotes": lambda part: re.sub(r'="([^"<>]*)"', r"='\1'", part),
    "no references": lambda part: re.sub(r' r="[A-Z]*\d+"', "", with_blanks(part)),
    "comments": lambda part: re.sub(r"(<row|<c |<f)", r'<!-- <row r="2"><c t="e"> -->\1', part),
}


def with_blanks(part):
    """Return the sheet with every row and cell to J10 written, so that none need be named."""
    rows = {int(n): r for n, r in re.findall(r'(?s)(?=<row r="(\d+)")(<row.*?(?:</row>|/>))', part)}
    cells = {
        name: cell for cell, name in re.findall(r'(?s)(<c r="(\w+)"(?:[^>]*/>|.*?</c>))', part)
    }
    text = ""
    for row in range(1, max(rows) + 1):
        looks = re.findall(' (?:hidden|outlineLevel)="."', rows.get(row, "").partition(">")[0])
        line = (cells.get(cell_name(row, column), "<c/>") for column in range(1, 11))
        text += f"<row{''.join(looks)}>{''.join(line)}</row>"
    return re.sub(
        r"(?s)<sheetData>.*</sheetData>", lambda _: f"<sheetData>{text}</sheetData>", part
    )


@pytest.mark.parametrize("dialect", REWRITTEN)
def test_every_dialect_says_the_same(dialect):
    plain = package(written(everything))
    part = REWRITTEN[dialect](plain.part(SHEET1).decode())
    assert part.encode() != plain.part(SHEET1)
    plain.put(SHEET1, part.encode())
    assert facts(plain.bytes()) == EXPECTED


def test_a_shared_formula_is_known_in_each_of_its_cells():
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" ref="B2:B4" si="0">A2+$A$1</f><v>2</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
        '<row r="4"><c r="B4"><f t="shared" si="0"></f><v>4</v></c></row>'
    )
    assert facts(book(sheet=sheet(rows))).formulas == {
        (2, 2): "A2+$A$1",
        (3, 2): "A3+$A$1",
        (4, 2): "A4+$A$1",
    }


def test_text_that_looks_like_markup_is_no_fact():
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t> t="e" hidden="1" s="1"</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t><![CDATA[<f>1</f><c t="e">]]></t></is></c></row>'
    )
    assert facts(book(sheet=sheet(rows))) == Shown()


def test_a_filter_that_hides_nothing_is_not_active_and_one_of_a_table_is():
    assert facts(written(lambda _, s: s.autofilter("A1:C9"))).filters == ()

    def table(_, sheet):
        sheet.add_table("B2:C9")

    data = package(written(table))
    part = data.part("xl/tables/table1.xml")
    new = part.replace(
        b'<autoFilter ref="B2:C9"/>',
        b'<autoFilter ref="B2:C9"><filterColumn colId="0"/></autoFilter>',
    )
    data.put("xl/tables/table1.xml", new)
    assert facts(data.bytes()).filters == (Area(2, 2, 9, 3),)


def test_a_threaded_comment_is_noted():
    threaded = (
        '<ThreadedComments xmlns="urn:t"><threadedComment ref="A2" id="{1}"/></ThreadedComments>'
    )
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="http://'
        'schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../t.xml"/>'
        "</Relationships>"
    )
    data = with_parts({"xl/t.xml": threaded, "xl/worksheets/_rels/sheet1.xml.rels": rels})
    assert facts(data).noted == {2}


def test_the_workbook_has_facts_of_its_own():
    assert read_book_facts(package(book())) == BookFacts()
    more = '<fileSharing readOnlyRecommended="1"/><workbookProtection lockStructure="1"/><sheets>'
    workbook = WORKBOOK.replace("<sheets>", more)
    workbook = workbook.replace("</workbook>", '<calcPr calcMode="manual"/></workbook>')
    rels = book_rels_with("externalLink", "externalLinks/e.xml")
    data = with_parts(
        {
            "xl/workbook.xml": workbook,
            "xl/externalLinks/e.xml": "<externalLink/>",
            "xl/_rels/workbook.xml.rels": rels,
            "[Content_Types].xml": TYPES,
        }
    )
    assert read_book_facts(package(data)) == BookFacts(1, True, True, True)


def book_rels_with(kind, target):
    tag = f'<Relationship Id="rId7" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    return WORKBOOK_RELS.replace("</Relationships>", tag)


def test_formulas_merges_and_hidden_rows_are_those_another_reader_finds():
    data = written(everything)
    other = openpyxl.load_workbook(io.BytesIO(data))["Feuil1"]
    found = facts(data)
    formulas = {
        (cell.row, cell.column): str(getattr(cell.value, "text", cell.value)).lstrip("=")
        for row in other
        for cell in row
        if cell.data_type == "f"
    }
    assert found.formulas == formulas
    assert {str(r) for r in other.merged_cells.ranges} == {"A6:B7"}
    assert found.hidden_rows == {n for n, d in other.row_dimensions.items() if d.hidden}
