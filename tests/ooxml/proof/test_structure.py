"""One fault at a time is put into a sound workbook: each is a known cause of Excel's repair."""

from __future__ import annotations

import io
import warnings
from functools import cache

import openpyxl
import pytest

from tests.ooxml.proof.feature_book import feature_book, parts_of, zipped
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.structure import new_problems, problems

SHEET, NOTES = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
BOOK, STYLES, TABLE = "xl/workbook.xml", "xl/styles.xml", "xl/tables/table1.xml"
TYPES, RELS = "[Content_Types].xml", "xl/worksheets/_rels/sheet1.xml.rels"
COMMENTS = "xl/comments1.xml"
LINKS = '<hyperlinks><hyperlink ref="A1"/></hyperlinks>'
LONG_LIST = '"' + "x" * 256 + '"'

# The kind of problem, the part, what is replaced and by what; None: the part is removed.
MUTANTS = [
    ("xml", SHEET, "</sheetData>", "</sheetDat>"),
    ("xml", "xl/comments1.xml", "<comments ", "<!DOCTYPE comments><comments "),
    ("xml", "xl/charts/chart1.xml", "Notes!", "&undefined;"),
    ("type-twice", TYPES, '<Default Extension="png"', '<Default Extension="XML"'),
    ("type-of-nothing", TYPES, "/xl/styles.xml", "/xl/stiles.xml"),
    ("no-type", TYPES, 'Extension="png"', 'Extension="gif"'),
    ("content-types", TYPES, None, None),
    ("dangling-relation", COMMENTS, None, None),
    ("dangling-relation", RELS, "../comments1.xml", "../comments9.xml"),
    ("relation-twice", RELS, 'Id="rId2"', 'Id="rId3"'),
    ("relations-of-nothing", "xl/drawings/drawing1.xml", None, None),
    ("dangling-id", SHEET, '<legacyDrawing r:id="rId3"/>', '<legacyDrawing r:id="rId99"/>'),
    ("dangling-id", RELS, None, None),
    ("sheet-twice", BOOK, 'name="Notes"', 'name="PLAN D\'ACTION"'),
    ("sheet-id", BOOK, 'sheetId="2"', 'sheetId="1"'),
    ("sheet-name", BOOK, 'name="Notes"', 'name="A name of more than thirty-one letters"'),
    ("sheet-name", BOOK, 'name="Notes"', 'name="a/b"'),
    ("sheet-part", NOTES, None, None),
    ("name-twice", BOOK, 'name="Locale" localSheetId="1"', 'name="TOTAL"'),
    ("name-sheet", BOOK, 'name="Locale" localSheetId="1"', 'name="Locale" localSheetId="2"'),
    ("name-formula", BOOK, "Notes!$A$2<", "SUM(Notes!$A$2<"),
    ("row-order", SHEET, '<row r="5"', '<row r="7"'),
    ("row-order", SHEET, '<row r="5"', '<row r="4"'),
    ("outside", SHEET, '<row r="33"', '<row r="1048577"'),
    ("outside", SHEET, 'r="C5"', 'r="XFE5"'),
    ("outside", SHEET, 'r="C5"', 'r="5"'),
    ("cell-row", SHEET, 'r="C5"', 'r="C6"'),
    ("cell-order", SHEET, 'r="C5"', 'r="A5"'),
    ("string-index", SHEET, '<c r="A28" t="s"><v>36<', '<c r="A28" t="s"><v>99<'),
    ("string-index", SHEET, '<c r="A28" t="s"><v>36<', '<c r="A28" t="s"><v>-1<'),
    ("string-index", "xl/sharedStrings.xml", "<si><t>Nom</t></si>", ""),
    ("style-index", SHEET, '<c r="C28">', '<c r="C28" s="9999">'),
    ("style-list", STYLES, '<xf numFmtId="0" fontId="1"', '<xf numFmtId="0" fontId="77"'),
    ("number", SHEET, "<v>40.5</v>", "<v>quarante</v>"),
    ("number", SHEET, "<v>40.5</v>", "<v>NaN</v>"),
    ("shared-formula", SHEET, "<f>C28*2</f>", '<f t="shared" si="0"/>'),
    ("merge-overlap", SHEET, 'ref="F20:G22"', 'ref="G4:H22"'),
    ("count", SHEET, '<mergeCells count="2">', '<mergeCells count="3">'),
    ("reference", SHEET, 'mergeCell ref="F20:G22"', 'mergeCell ref="#REF!"'),
    ("reference", SHEET, 'sqref="C2:C30"', 'sqref=""'),
    ("reference", SHEET, 'sqref="I2:I30"', 'sqref="I0:I30"'),
    ("order", SHEET, "</sheetData>", "</sheetData><sheetPr/>"),
    ("element-twice", SHEET, "</hyperlinks>", f"</hyperlinks>{LINKS}"),
    ("list-length", SHEET, '"oui,non"', LONG_LIST),
    ("format-index", SHEET, 'dxfId="0"', 'dxfId="12"'),
    ("table-columns", TABLE, 'ref="D1:F9" totals', 'ref="D1:G9" totals'),
    ("table-columns", TABLE, 'tableColumns count="3"', 'tableColumns count="4"'),
    ("table-column-twice", TABLE, 'name="Etat"', 'name="CODE"'),
    ("table-overlap", TABLE, 'ref="D1:F9" totals', 'ref="D1:F1" totals'),
    ("table-header", TABLE, 'name="Etat"', 'name="Statut"'),
    ("comment-twice", COMMENTS, 'ref="B28"', 'ref="A3"'),
    ("comment-author", COMMENTS, 'authorId="0"', 'authorId="5"'),
]  # fmt: skip


@cache
def sound():
    return parts_of(feature_book())


def mutant(part, text, other):
    parts = dict(sound())
    if text is None:
        del parts[part]
        return parts
    assert text.encode() in parts[part], f"{text} is not in {part}"
    parts[part] = parts[part].replace(text.encode(), other.encode(), 1)
    return parts


def test_a_sound_workbook_has_no_problem():
    assert [one.kind for one in problems(RawParts(sound()))] == []


@pytest.mark.parametrize(("kind", "part", "text", "other"), MUTANTS)
def test_each_mutant_is_caught(kind, part, text, other):
    found = new_problems(RawParts(sound()), RawParts(mutant(part, text, other)))
    assert kind in {one.kind for one in found}
    assert all("{" not in str(one.message) for one in found)


@pytest.mark.parametrize(("part", "text", "other"), [one[1:] for one in MUTANTS])
def test_what_the_input_has_already_is_not_held_against_an_edit(part, text, other):
    before = RawParts(mutant(part, text, other))
    after = RawParts({**before.parts, "docProps/app.xml": b"<Properties/>"})
    assert new_problems(before, after) == []


def test_the_same_fault_once_more_is_new():
    before = mutant(SHEET, '<row r="5"', '<row r="4"')
    after = dict(before)
    after[SHEET] = after[SHEET].replace(b'<row r="9"', b'<row r="8"')
    found = new_problems(RawParts(before), RawParts(after))
    assert "row-order" in {one.kind for one in found}


def test_a_calculation_chain_names_formulas_only():
    parts = dict(sound())
    rels = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    link = f'<Relationship Id="rId9" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    chain = b'<calcChain xmlns="x"><c r="D2" i="1"/><c r="D3"/><c r="B2" i="2"/>%s</calcChain>'
    parts["xl/calcChain.xml"] = chain % b""
    assert not list(problems(RawParts(parts)))
    parts["xl/calcChain.xml"] = chain % b'<c r="D3" i="2"/>'
    assert [one.kind for one in problems(RawParts(parts))] == ["calc-chain"]


def test_two_tables_on_the_same_cells():
    parts = dict(sound())
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
    link = f'<Relationship Id="rId9" Type="{kind}" Target="../tables/table2.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    parts["xl/tables/table2.xml"] = parts[TABLE]
    assert {one.kind for one in problems(RawParts(parts))} == {"table-twice", "table-overlap"}


def test_prefixes_single_quotes_and_utf_16_make_no_problem():
    parts = dict(sound())
    sheet = parts[SHEET].decode()
    for name in ("worksheet", "sheetData", "row", "c", "v", "f"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = sheet.replace(main, f"{main} {main.replace('xmlns', 'xmlns:x')}", 1)
    parts[SHEET] = sheet.encode()
    notes = parts[NOTES].decode().replace("UTF-8", "UTF-16")
    parts[NOTES] = notes.encode("utf-16")
    assert not list(problems(RawParts(parts)))
    parts[SHEET] = sheet.replace('<x:row r="5"', "<x:row r='4'").encode()
    assert {one.kind for one in problems(RawParts(parts))} == {"row-order", "cell-row"}


def test_what_openpyxl_writes_has_no_problem():
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(io.BytesIO(zipped(sound())))
    stream = io.BytesIO()
    book.save(stream)
    assert [str(one.message) for one in problems(RawParts.of(stream.getvalue()))] == []
