import io
import zipfile

import pytest
import xlsxwriter

from tests.ooxml.hostile import (
    MAIN,
    OFFICE,
    OTHER_ENCODINGS,
    PARTS,
    ROOT_RELS,
    SOUND,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELS,
    book,
    with_parts,
)
from xlmot.messages.errors import RefusedEdit, UnreadableFile
from xlmot.ooxml.parts.guard import open_container
from xlmot.ooxml.parts.package import Package, SheetPart


def package(data):
    return Package(open_container(data, "b.xlsx"))


@pytest.fixture(scope="module")
def rich():
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as file:
        first, second = file.add_worksheet("Été & Co"), file.add_worksheet("Caché")
        first.write_comment("A1", "note")
        first.add_table("A1:B3")
        first.write_formula("D1", "=1+1")
        first.write_url("E1", "https://example.org/a?b=1&c=2")
        second.very_hidden()
        chart = file.add_chart({"type": "bar"})
        chart.add_series({"values": ["Caché", 0, 0, 3, 0]})
        file.add_chartsheet("Graphique").set_chart(chart)
    return sink.getvalue()


@pytest.mark.parametrize("dialect", SOUND)
def test_the_sheets_are_found_in_every_dialect(dialect):
    [sheet] = package(SOUND[dialect]()).sheets
    assert sheet[0] == "Programme"
    assert sheet[2:] == (1, "visible", "worksheet")


def test_sheets_and_their_parts_are_found_by_relationship(rich):
    book = package(rich)
    assert book.sheets == (
        SheetPart("Été & Co", "xl/worksheets/sheet1.xml", 1, "visible", "worksheet"),
        SheetPart("Caché", "xl/worksheets/sheet2.xml", 2, "veryHidden", "worksheet"),
        SheetPart("Graphique", "xl/chartsheets/sheet1.xml", 3, "visible", "chartsheet"),
    )
    sheet = book.sheet("ÉTÉ & co").part
    assert book.related(sheet, "table") == ("xl/tables/table1.xml",)
    assert book.related(sheet, "comments", "vmlDrawing") == (
        "xl/drawings/vmlDrawing1.vml",
        "xl/comments1.xml",
    )
    [link] = [relation for relation in book.relations(sheet) if relation.external]
    assert link.target == "https://example.org/a?b=1&c=2"
    assert book.content_type("xl/tables/table1.xml").endswith("table+xml")
    assert book.content_type("xl/drawings/vmlDrawing1.vml").endswith("vmlDrawing")
    assert book.content_type("a.unknown") is None


def test_a_module_that_an_old_excel_kept_as_a_sheet_has_no_part():
    module = '<sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/></sheets>'
    sheets = package(book(workbook=WORKBOOK.replace("</sheets>", module))).sheets
    assert sheets[1] == SheetPart("Module1", "", 2, "veryHidden", "module")


@pytest.mark.parametrize("target", ["worksheets/été%201.xml", "worksheets/%C3%A9t%C3%A9 1.xml"])
def test_a_target_is_found_percent_encoded_or_not(target):
    name = "xl/worksheets/été 1.xml"
    rels = WORKBOOK_RELS.replace("worksheets/sheet1.xml", target)
    moved = with_parts(
        {
            name: PARTS["xl/worksheets/sheet1.xml"],
            "xl/worksheets/sheet1.xml": None,
            "xl/_rels/workbook.xml.rels": rels,
        }
    )
    assert package(moved).sheets[0].part == name


def test_a_target_that_leads_above_the_package_is_looked_for_at_its_top():
    custom = ROOT_RELS.replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'
        "</Relationships>",
    )
    found = package(with_parts({"_rels/.rels": custom, "customXml/item1.xml": "<a/>"}))
    assert found.related("", "customXml") == ("customXml/item1.xml",)
    assert [sheet.name for sheet in found.sheets] == ["Programme"]


BROKEN = {
    "no main part": lambda: book(rels=ROOT_RELS.replace("xl/workbook.xml", "xl/w.xml")),
    "no relation": lambda: book(workbook_rels=WORKBOOK_RELS.replace("rId1", "rId9")),
    "no part": lambda: book(workbook_rels=WORKBOOK_RELS.replace("sheet1", "sheet9")),
    "one name twice": lambda: book(
        workbook=WORKBOOK.replace(
            "</sheets>", '<sheet name="PROGRAMME" sheetId="2" r:id="rId1"/></sheets>'
        )
    ),
    "outside": lambda: book(workbook_rels=WORKBOOK_RELS.replace("worksheets/", "../../a/")),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_list_of_sheets_that_does_not_fit_is_said_to_be_damaged(fault):
    with pytest.raises(UnreadableFile):
        _ = package(BROKEN[fault]()).sheets


def test_putting_the_same_bytes_changes_nothing(rich):
    book = package(rich)
    for name in book.names:
        book.put(name, book.part(name))
    assert book.bytes() == rich


def test_removing_a_part_leaves_no_trace_of_it(rich):
    book = package(rich)
    book.remove("xl/Tables/table1.xml")
    after = package(book.bytes())
    assert b"table1" not in b"".join(after.part(name) for name in after.names)
    assert "xl/tables/table1.xml" not in after.names
    assert after.related("xl/worksheets/sheet1.xml", "table") == ()
    with pytest.raises(KeyError):
        book.part("xl/tables/table1.xml")


@pytest.mark.parametrize("rels", [None, '<p:Relationships xmlns:p="urn:p"/>', WORKBOOK_RELS])
def test_a_part_is_added_with_its_type_and_relation(rels):
    book = package(with_parts({"xl/worksheets/_rels/sheet1.xml.rels": rels} if rels else {}))
    sheet = book.sheets[0].part
    book.put("xl/note.xml", b"<a/>")
    book.set_type("xl/note.xml", "text/xml")
    new = book.relate(sheet, f"{OFFICE}/note", "xl/note.xml")
    after = package(book.bytes())
    assert after.related(sheet, "note") == ("xl/note.xml",)
    assert [r.id for r in after.relations(sheet)].count(new) == 1
    assert after.content_type("xl/note.xml") == "text/xml"
    book.set_type("xl/note.xml", None)
    assert book.content_type("xl/note.xml") == "application/xml"


def test_types_with_a_prefix_are_edited_with_it():
    types = TYPES.replace("xmlns=", "xmlns:t=").replace("</", "</t:")
    types = types.replace("<T", "<t:T").replace("<D", "<t:D").replace("<O", "<t:O")
    book = package(with_parts({"[Content_Types].xml": types}))
    book.set_type("xl/new.xml", "text/xml")
    assert b'<t:Override PartName="/xl/new.xml"' in book.part("[Content_Types].xml")


@pytest.mark.parametrize("encoding", sorted(OTHER_ENCODINGS))
def test_a_part_in_another_encoding_is_read_but_not_edited(encoding):
    book = package(SOUND[encoding]())
    sheet = book.sheets[0].part
    assert MAIN.encode() in book.part(sheet)
    with pytest.raises(RefusedEdit, match=encoding):
        book.put(sheet, b"<a/>")


def test_a_binary_part_that_begins_like_utf_16_stays_as_it_is():
    data = b"\xff\xfe\xff\xfeH\0P\0\0\xd8"
    assert (
        package(with_parts({"xl/printerSettings/p.bin": data})).part("xl/printerSettings/p.bin")
        == data
    )


def test_the_written_file_is_a_sound_zip(rich):
    book = package(rich)
    book.put("xl/worksheets/sheet2.xml", b"<worksheet/>")
    with zipfile.ZipFile(io.BytesIO(book.bytes())) as file:
        assert file.testzip() is None
        assert file.read("xl/worksheets/sheet2.xml") == b"<worksheet/>"
