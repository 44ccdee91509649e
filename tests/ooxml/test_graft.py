"""Sheets that are grafted: whole, in their place, and nothing of the user's is touched."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.ooxml.proof.feature_book import feature_book, parts_of, zipped
from tests.oracles import faults
from xlmot.findings.receipt import Changes, KeptSheet
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.graft.add_sheets import NO_CHANGES, graft, names_sheet
from xlmot.ooxml.graft.sheet_copy import has_additions
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.marks import read_marks
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.proof.grafts import verify_graft
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.structure import problems

# openpyxl tells what it cannot write back, which nobody asks of it here.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

LISTS = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "docProps/app.xml",
}
BOOK, STYLES, TITLES = "xl/workbook.xml", "xl/styles.xml", "docProps/app.xml"


@cache
def small(*names: str, words: str = "Pave", chart: bool = True) -> bytes:
    """Return a small workbook with a sheet of each name: texts, a formula, formats, a chart."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#1F3864", "bottom": 2})
        share = book.add_format({"num_format": "0.0 %"})
        red = book.add_format({"font_color": "#9C2A00"})
        for name in names:
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["Title", "Actions", f" {name} & co "], head)
            page.write_string(1, 0, f"{words} <the> square")
            page.write_formula(1, 1, "=COUNTA('Plan d''action'!$B$2:$B$4)", share, 3)
            page.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 2,
                                              "format": red})  # fmt: skip
            page.print_area(0, 0, 8, 2)
            page.freeze_panes(1, 0)
            book.define_name(f"'{name}'!_xlmot", '="{""kind"":""axe""}"')
            if chart:
                drawn = book.add_chart({"type": "bar"})
                drawn.add_series({"values": [name, 1, 1, 2, 1]})
                page.insert_chart("D2", drawn)
    return file.getvalue()


def grafted(data: bytes, source: bytes, changes: Changes = NO_CHANGES) -> bytes:
    package = Package(Container.read(data))
    written = graft(package, source, changes)
    new = package.bytes()
    verify_graft(data, new, written, changes)
    return new


@cache
def once() -> bytes:
    return grafted(feature_book(), small("Axe 1", "Axe 2"))


def names(data: bytes) -> list[str]:
    return [sheet.name for sheet in Package(Container.read(data)).sheets]


def values(data: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(sheet).to_python()


SAME = Changes(replaced={"Axe 1": "Axe 1", "Axe 2": "Axe 2"})


def test_the_sheets_are_there_for_two_independent_readers() -> None:
    assert names(once())[-2:] == ["Axe 1", "Axe 2"]
    assert values(once(), "Axe 1")[:2] == [
        ["Title", "Actions", " Axe 1 & co "],
        ["Pave <the> square", 3.0, ""],
    ]
    page: Any = openpyxl.load_workbook(BytesIO(once()))["Axe 2"]
    assert page["A1"].font.b
    assert page["A1"].fill.fgColor.rgb == "FF1F3864"
    assert page["B2"].number_format == "0.0 %"
    assert page["B2"].value == "=COUNTA('Plan d''action'!$B$2:$B$4)"
    assert page["A2"].number_format == "General"
    assert page.freeze_panes == "A2"
    assert page.print_area == "'Axe 2'!$A$1:$C$9"
    (rule,) = next(iter(page.conditional_formatting)).rules
    assert rule.dxf.font.color.rgb == "FF9C2A00"
    assert len(page._charts) == 1


def test_every_other_part_keeps_its_bytes() -> None:
    old, new = parts_of(feature_book()), parts_of(once())
    assert {part for part in old if part in new and old[part] != new[part]} <= LISTS
    assert {part for part in old if part not in new} <= {"xl/calcChain.xml"}


def test_pictures_pivots_and_macros_keep_their_bytes() -> None:
    data = with_pivot_and_macros(feature_book())
    old, new = parts_of(data), parts_of(grafted(data, small("Axe 1", "Axe 2")))
    for part in ("xl/media/image1.png", "xl/vbaProject.bin", *PIVOT):
        assert new[part] == old[part], part
    assert b"pivotCacheDefinition1.xml" in new["xl/_rels/workbook.xml.rels"]
    assert b"vbaProject.bin" in new["xl/_rels/workbook.xml.rels"]
    assert b'<pivotCache cacheId="7"' in new[BOOK]


PIVOT = {
    "xl/pivotTables/pivotTable1.xml": b'<pivotTableDefinition name="P" cacheId="7"/>',
    "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
    "xl/pivotCache/pivotCacheRecords1.xml": b"<pivotCacheRecords/>",
}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def with_pivot_and_macros(data: bytes) -> bytes:
    package = Package(Container.read(data))
    for part, content in PIVOT.items():
        package.put(part, content)
        package.set_type(part, f"application/vnd.{part.split('/')[1]}+xml")
    package.put("xl/vbaProject.bin", bytes(range(256)))
    package.set_type("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    package.relate(BOOK, "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                   "xl/vbaProject.bin")  # fmt: skip
    table, definition, records = PIVOT
    package.relate(package.sheets[0].part, f"{RELATIONS}/pivotTable", table)
    package.relate(table, f"{RELATIONS}/pivotCacheDefinition", definition)
    package.relate(definition, f"{RELATIONS}/pivotCacheRecords", records)
    link = package.relate(BOOK, f"{RELATIONS}/pivotCacheDefinition", definition)
    caches = f'<pivotCaches><pivotCache cacheId="7" r:id="{link}"/></pivotCaches></workbook>'
    package.put(BOOK, package.part(BOOK).replace(b"</workbook>", caches.encode()))
    return package.bytes()


def test_a_second_graft_changes_no_byte() -> None:
    assert grafted(once(), small("Axe 1", "Axe 2"), SAME) == once()


def test_sheets_are_replaced_where_they_are() -> None:
    first = Package(Container.read(once())).sheets
    new = grafted(once(), small("Axe 1", "Axe 2", words="Mend"), SAME)
    assert Package(Container.read(new)).sheets == first
    assert values(new, "Axe 2")[1][0] == "Mend <the> square"
    assert not any(b"Pave" in data for data in parts_of(new).values())


def test_names_formats_and_charts_do_not_pile_up() -> None:
    new = once()
    for words in ("Mend", "Paint", "Pave"):
        new = grafted(new, small("Axe 1", "Axe 2", words=words), SAME)
    assert new == once()


def test_formats_that_the_workbook_has_are_used_again() -> None:
    twice = grafted(once(), small("Axe 3"))
    assert parts_of(twice)[STYLES] == parts_of(once())[STYLES]


def test_the_tab_in_front_and_its_selection_stay() -> None:
    """The third tab is in front; a sheet goes in before it, then one before that goes."""
    front = with_part(once(), BOOK, rb"<workbookView ", b'<workbookView activeTab="2" ')
    new = grafted(front, small("Axe 0"), Changes(before={"Axe 0": names(front)[0]}))
    assert b'activeTab="3"' in parts_of(new)[BOOK]
    back = grafted(new, b"", Changes(dropped=frozenset({"Axe 0"})))
    assert b'activeTab="2"' in parts_of(back)[BOOK]
    pages = [parts_of(new)[sheet.part] for sheet in Package(Container.read(new)).sheets]
    assert sum(b'tabSelected="1"' in page for page in pages) == 1


def test_how_an_earlier_sheet_is_looked_at_stays() -> None:
    part = Package(Container.read(once())).sheet("Axe 1").part
    zoomed = with_part(once(), part, b"<sheetView ", b'<sheetView zoomScale="70" ')
    chosen = with_part(zoomed, part, rb'<selection pane="bottomLeft"/>',
                       b'<selection pane="bottomLeft" activeCell="B2" sqref="B2"/>')  # fmt: skip
    page = parts_of(grafted(chosen, small("Axe 1", "Axe 2", words="Mend"), SAME))[part]
    assert b'zoomScale="70"' in page
    assert b'activeCell="B2"' in page


def test_a_sheet_that_goes_leaves_nothing_behind() -> None:
    gone = grafted(once(), b"", Changes(dropped=frozenset({"Axe 1", "Axe 2"})))
    before, after = parts_of(feature_book()), parts_of(gone)
    after.pop(STYLES), before.pop(STYLES), before.pop("xl/calcChain.xml", None)
    assert after.keys() == before.keys()
    assert {part for part in after if after[part] != before[part]} <= {"[Content_Types].xml"}


def test_an_edited_sheet_is_kept_beside_the_new_one() -> None:
    changes = Changes(
        replaced={"Axe 2": "Axe 2"},
        before={"Axe 1": "Axe 1"},
        kept={"Axe 1": KeptSheet("Axe 1 (copie)", '{"kind":"copy"}')},
    )
    new = grafted(once(), small("Axe 1", "Axe 2", words="Mend"), changes)
    assert names(new)[-3:] == ["Axe 1", "Axe 1 (copie)", "Axe 2"]
    assert values(new, "Axe 1 (copie)") == values(once(), "Axe 1")
    book: Any = openpyxl.load_workbook(BytesIO(new))
    assert book["Axe 1 (copie)"].print_area == "'Axe 1 (copie)'!$A$1:$C$9"
    [chart] = book["Axe 1 (copie)"]._charts
    assert chart.series[0].val.numRef.f == "'Axe 1 (copie)'!$B$2:$B$3"
    assert read_marks(Package(Container.read(new)))["Axe 1 (copie)"] == '{"kind":"copy"}'


def test_names_of_the_users_follow_their_sheets() -> None:
    new = grafted(once(), small("Axe 0"), Changes(before={"Axe 0": names(once())[0]}))
    book, moved = (openpyxl.load_workbook(BytesIO(data)) for data in (once(), new))
    for sheet in names(once()):
        assert {k: v.value for k, v in book[sheet].defined_names.items()} == {
            k: v.value for k, v in moved[sheet].defined_names.items()
        }
    assert book.defined_names.keys() == moved.defined_names.keys()


def test_a_sheet_that_a_formula_reads_is_told() -> None:
    package = Package(Container.read(once()))
    assert not names_sheet(package, "Axe 1")
    part = package.sheet(names(once())[0]).part
    page = re.sub(rb"<f>[^<]*</f>", b"<f>'Axe 1'!B2</f>", package.part(part), count=1)
    package.put(part, page)
    assert names_sheet(package, "Axe 1")
    assert not names_sheet(package, "Axe 2")


def test_what_people_add_to_a_sheet_of_ours_is_seen() -> None:
    package = Package(Container.read(once()))
    part = package.sheet("Axe 1").part
    assert not has_additions(package, part)
    package.put("xl/comments9.xml", b"<comments/>")
    package.relate(part, "http://x/comments", "xl/comments9.xml")
    assert has_additions(package, part)


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        (BOOK, rb"<bookViews", b'<workbookProtection lockStructure="1"/><bookViews', "protected"),
        (BOOK, rb"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         b"http://purl.oclc.org/ooxml/spreadsheetml/main", "Strict"),
    ],
)  # fmt: skip
def test_workbooks_that_take_no_sheet(part, old, new, words) -> None:
    package = Package(Container.read(with_part(feature_book(), part, old, new)))
    with pytest.raises(RefusedEdit, match=words):
        graft(package, small("Axe 1"))
    assert package.changed() == ()


def test_a_workbook_without_formats_or_properties_gets_the_sheets_too() -> None:
    bare = parts_of(feature_book())
    del bare[TITLES]
    data = with_part(zipped(bare), "[Content_Types].xml", rb"<Override[^>]*app.xml[^>]*>", b"")
    data = with_part(data, "_rels/.rels", rb"<Relationship [^>]*app.xml[^>]*>", b"")
    assert names(grafted(data, small("Axe 1")))[-1] == "Axe 1"


# What the proof refuses ---------------------------------------------------------------------

TAMPERED = [
    ("xl/worksheets/sheet1.xml", rb"<v>40.5</v>", b"<v>41.5</v>"),
    (BOOK, rb"<calcPr [^>]*>", b'<calcPr calcMode="manual"/>'),
    (BOOK, rb'name="Notes"', b'name="Remarks"'),
    (BOOK, rb"(<sheet [^>]*/>)(<sheet [^>]*/>)", rb"\2\1"),
    (BOOK, rb'localSheetId="0"', b'localSheetId="1"'),
    (STYLES, rb"<font>", b"<font><b/>"),
    (STYLES, rb"(<cellXfs[^>]*>)", rb'\1<xf numFmtId="0"/>'),
    (TITLES, rb"<Application>[^<]*", b"<Application>Somebody"),
    ("xl/_rels/workbook.xml.rels", rb'theme/theme1.xml"', b'theme/theme2.xml"'),
]


@pytest.mark.parametrize(("part", "old", "new"), TAMPERED)
def test_what_the_graft_does_not_explain_is_refused(part, old, new) -> None:
    data = with_part(once(), part, old, new)
    with pytest.raises(RefusedEdit):
        verify_graft(feature_book(), data, ["Axe 1", "Axe 2"])


def test_a_sheet_that_is_not_declared_is_refused() -> None:
    with pytest.raises(RefusedEdit):
        verify_graft(feature_book(), once(), ["Axe 1"])
    with pytest.raises(RefusedEdit):
        verify_graft(once(), feature_book(), [])


def with_part(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    parts = parts_of(data)
    assert re.search(old, parts[part]), (part, old)
    parts[part] = re.sub(old, new, parts[part], count=1)
    return zipped(parts)


# Other programs -----------------------------------------------------------------------------


def test_there_is_nothing_that_excel_would_repair() -> None:
    known = Counter(one.kind for one in problems(RawParts.of(feature_book())))
    assert not Counter(one.kind for one in problems(RawParts.of(once()))) - known


@pytest.mark.oracle
def test_the_validator_of_the_open_xml_sdk_finds_nothing_new(tmp_path) -> None:
    """What repeats a part's number in its words is counted without it."""
    counts = []
    for number, data in enumerate((feature_book(), once())):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(data)
        counts.append(Counter(re.sub(r"[0-9]+", "", fault) for fault in faults(path).elements()))
    assert not counts[1] - counts[0]
