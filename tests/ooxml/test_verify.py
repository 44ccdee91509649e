"""What the edits explain is proven; whatever else is changed, in any part, is refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.ooxml.proof.feature_book import feature_book, parts_of, zipped
from xlmot.findings import DeleteRow, SetCell
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.edit import set_cells
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.proof.edits import verify
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.rows.delete import delete_rows

PLAN, NOTES = "Plan d'action", "Notes"
SHEET, SECOND = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
STRINGS, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
SET = SetCell(PLAN, 5, 1, "1.4", "1.4 bis")


def row_of(number):
    """Return the edit that deletes a row of the plan between 4 and 30."""
    order = number - 1
    values = (f"1.{order}", f"Action {order % 7}", order * 1.5, order * 3.0)
    link = {5: "lien", 25: "notes"}.get(number)
    return DeleteRow(
        PLAN, number, (*values, None, None, None, None, None, link) if link else values
    )


@cache
def edited(*edits):
    """Return the feature book with edits made by the code that is under suspicion."""
    package = Package(Container.read(feature_book()))
    set_cells(package, [edit for edit in edits if isinstance(edit, SetCell)])
    refused = delete_rows(package, [edit for edit in edits if isinstance(edit, DeleteRow)]).refused
    assert not refused, str(refused[0][1])
    return package.bytes()


def refusal(new, *edits):
    with pytest.raises(RefusedEdit) as caught:
        verify(feature_book(), new, edits)
    assert "{" not in str(caught.value)
    return str(caught.value)


def with_part(data, part, change):
    parts = parts_of(data)
    parts[part] = change(parts[part])
    return zipped(parts)


# What is proven -----------------------------------------------------------------------------


def test_no_edit_and_no_change():
    receipt = verify(feature_book(), feature_book(), [])
    assert receipt.identical.keys() == parts_of(feature_book()).keys()
    assert not {*receipt.changed, *receipt.removed, *receipt.added, *receipt.moved}


def test_the_receipt_of_a_cell():
    receipt = verify(feature_book(), edited(SET), [SET])
    parts = parts_of(feature_book())
    assert set(receipt.changed) == {STRINGS}
    assert set(receipt.identical) == set(parts) - {STRINGS}
    assert receipt.identical[STYLES] == sha256(parts[STYLES]).hexdigest()
    assert receipt.before == sha256(feature_book()).hexdigest()
    edit = {"kind": "set", "sheet": PLAN, "cell": "A5", "old": "1.4", "new": "1.4 bis"}
    assert json.loads(json.dumps(receipt.as_dict()))["edits"] == [edit]


def test_the_receipt_of_a_row_names_what_moved():
    receipt = verify(feature_book(), edited(row_of(10)), [row_of(10)])
    moved = {(one.part, one.before, one.after) for one in receipt.moved}
    assert (SHEET, "SUM(C2:C30)+Notes!B3", "SUM(C2:C29)+Notes!B3") in moved
    assert (SHEET, "$C2>$C$10", "$C2>#REF!") in moved
    assert (SHEET, "F20:G22", "F19:G21") in moved
    assert (SECOND, "'Plan d''action'!C11+B5", "'Plan d''action'!C10+B5") in moved
    assert (BOOK, "'Plan d''action'!$A$1:$K$33", "'Plan d''action'!$A$1:$K$32") in moved
    assert ("xl/comments1.xml", "B28", "B27") in moved
    assert json.dumps(receipt.as_dict())


@given(st.sets(st.sampled_from([row for row in range(4, 31) if row not in (20, 28)])))
@settings(max_examples=12)
def test_any_rows_deleted_are_proven(rows):
    edits = tuple(row_of(row) for row in sorted(rows))
    assert verify(feature_book(), edited(*edits), edits).edits == edits


def test_cells_and_rows_at_once():
    """Edits name rows as they were read: A12 goes up to A11 with its new text."""
    cell = SetCell(PLAN, 12, 1, "1.11", "1.12")
    edits = (cell, SET, row_of(7), DeleteRow(NOTES, 12, ("note 11", 11.0)))
    assert verify(feature_book(), edited(*edits), edits).edits == edits


@pytest.mark.parametrize(
    "edit",
    [
        SetCell(PLAN, 5, 1, "1.4", ""),
        SetCell(PLAN, 5, 1, "1.4", "  deux\nlignes "),
        SetCell(PLAN, 5, 1, "1.4", "_x000D_ & <b>"),
        SetCell(PLAN, 5, 2, "Action 4", "Action 5"),
        SetCell(PLAN, 5, 3, 6, 7),
        SetCell(PLAN, 5, 3, 6, "six"),
        SetCell(PLAN, 32, 2, "Une action riche", "Une action"),
        SetCell(PLAN, 32, 3, True, False),
        SetCell(PLAN, 31, 1, None, "nouveau"),
        SetCell(PLAN, 5, 12, None, "nouveau"),
    ],
)
def test_each_kind_of_cell(edit):
    assert verify(feature_book(), edited(edit), [edit]).edits == (edit,)


def test_a_table_is_renamed_with_its_header():
    edit = SetCell(NOTES, 1, 5, "Etat", "Statut")
    new = with_part(feature_book(), STRINGS, lambda data: data.replace(b"Etat", b"Statut"))
    assert "no column is named" in refusal(new, edit)
    new = with_part(new, "xl/tables/table1.xml", lambda data: data.replace(b"Etat", b"Statut"))
    assert verify(feature_book(), new, [edit]).changed.keys() == {STRINGS, "xl/tables/table1.xml"}


# What is refused ----------------------------------------------------------------------------

# Part, what is replaced and by what, after the edit SET.
TAMPERED = [
    (SHEET, '<c r="C28"><v>40.5', '<c r="C28"><v>41.5'),
    (SHEET, '<c r="A28" t="s"><v>36', '<c r="A28" t="s"><v>35'),
    (SHEET, '<c r="C28">', '<c r="C28" s="1">'),
    (SHEET, '<c r="C28"><v>40.5</v></c>', ""),
    (SHEET, '<c r="C28"><v>40.5</v></c>', '<c r="C28"/>'),
    (SHEET, '<c r="C28"><v>40.5</v></c>', '<c r="C28"><f>1+1</f><v>40.5</v></c>'),
    (SHEET, "<f>C28*2</f>", "<f>C29*2</f>"),
    (SHEET, "<f>C28*2</f>", ""),
    (SHEET, "</c></row></sheetData>", '</c><c r="F33"><v>1</v></c></row></sheetData>'),
    (SHEET, '<row r="28"', '<row ht="40" r="28"'),
    (SHEET, '<row r="33"', '<row r="34"'),
    (SHEET, '<mergeCell ref="F2:G4"/>', '<mergeCell ref="F2:G5"/>'),
    (SHEET, "<formula>$C2", "<formula>$C3"),
    (SHEET, '<pageMargins left="0.7"', '<pageMargins left="0.8"'),
    (SHEET, 'ref="A1:D30"', 'ref="A1:D31"'),
    (SHEET, '<brk id="15"', '<brk id="16"'),
    (SHEET, "</worksheet>", "<!-- --></worksheet >"),
    (SECOND, "<v>1</v>", "<v>2</v>"),
    (STRINGS, "<t>1.27</t>", "<t>1.28</t>"),
    (STRINGS, "1.4 bis", "1.4 ter"),
    (STRINGS, "1.4 bis", "1.4 bis "),
    (STRINGS, '<t xml:space="preserve">Une </t>', "<t>Une </t>"),
    (STRINGS, "</sst>", "<extLst/></sst>"),
    (STRINGS, "1.4 bis</t>", "1.4 bis</u>"),
    (STYLES, "<?xml", " <?xml"),
    (STYLES, "standalone", "stand"),
    (STYLES, 'fontId="1"', 'fontId="0"'),
    (STYLES, "<b/>", "<i/>"),
    (BOOK, "$C$2:$C$30", "$C$2:$C$31"),
    (BOOK, 'name="Notes"', 'name="Notes2"'),
    (BOOK, "<workbookPr", '<workbookPr date1904="1"'),
    ("xl/comments1.xml", "Une note", "Une autre"),
    ("xl/comments1.xml", "Une note", "Une note "),
    ("xl/charts/chart1.xml", "$C$30", "$C$29"),
    ("xl/drawings/drawing1.xml", "<xdr:row>9</xdr:row>", "<xdr:row>8</xdr:row>"),
    ("xl/drawings/vmlDrawing1.vml", "<x:Row>2</x:Row>", "<x:Row>3</x:Row>"),
    ("xl/tables/table1.xml", 'name="Etat"', 'name="Statut"'),
    ("docProps/core.xml", "</cp:coreProperties>", "</cp:coreProperties> "),
    ("xl/worksheets/_rels/sheet1.xml.rels", "https://example.org/", "https://example.com/"),
    ("xl/_rels/workbook.xml.rels", "</Relationships>", "</Relationships> "),
    ("[Content_Types].xml", 'Extension="png"', 'Extension="PNG"'),
]


@pytest.mark.parametrize(("part", "text", "other"), TAMPERED)
def test_what_no_edit_explains_is_refused(part, text, other):
    def change(data):
        assert text.encode() in data, f"{text} is not in {part}"
        return data.replace(text.encode(), other.encode(), 1)

    refusal(with_part(edited(SET), part, change), SET)


@pytest.mark.parametrize("part", sorted(parts_of(feature_book())))
def test_a_part_lost_is_refused(part):
    parts = parts_of(edited(SET))
    del parts[part]
    refusal(zipped(parts), SET)


def test_a_part_added_is_refused():
    parts = parts_of(edited(SET))
    parts["xl/media/image2.png"] = b""
    assert "xl/media/image2.png was added" in refusal(zipped(parts), SET)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (SET._replace(new="1.4 ter"), "cell A5: it does not hold the value of the edit"),
        (SET._replace(old="1.5"), "cell A5: it did not hold the value that the edit replaces"),
        (SET._replace(row=6), "cell A5: it changed without an edit"),
        (SET._replace(sheet="Feuil9"), "There is no sheet “Feuil9”"),
    ],
)
def test_the_declaration_must_be_true(edit, sentence):
    assert sentence in refusal(edited(SET), edit)


def test_an_edit_that_was_not_made_is_refused():
    assert "does not hold the value of the edit" in refusal(feature_book(), SET)
    assert "cell A11: it changed without an edit" in refusal(feature_book(), row_of(10))


def test_a_number_is_no_text():
    code = SetCell(PLAN, 5, 3, 6, "6")
    number = with_part(feature_book(), SHEET, lambda data: data.replace(b"<v>6</v>", b"<v>6.0</v>"))
    refusal(number, code)


@pytest.mark.parametrize("row", [3, 10, 25])
def test_a_string_that_others_use_stays(row):
    """Rows 4 and 20 change, so row 10 stands between changed rows, 3 and 25 around them."""
    edits = SetCell(PLAN, 4, 1, "1.3", "x"), SetCell(PLAN, 20, 1, "1.19", "y")
    new = edited(*edits)
    string = f"<t>1.{row - 1}</t>".encode()
    refusal(with_part(new, STRINGS, lambda data: data.replace(string, b"<t>z</t>")), *edits)


def test_another_row_deleted_than_declared():
    refusal(edited(row_of(10)), row_of(11))
    refusal(edited(row_of(10)), row_of(10)._replace(old=("1.9",)))
    refusal(edited(row_of(10), row_of(11)), row_of(10))


def changed_parts(*edits):
    receipt = verify(feature_book(), edited(*edits), edits)
    return sorted(receipt.changed)


@pytest.mark.parametrize("part", changed_parts(row_of(10)))
def test_a_part_that_stays_behind_a_deleted_row_is_refused(part):
    old = parts_of(feature_book())[part]
    refusal(with_part(edited(row_of(10)), part, lambda _new: old), row_of(10))


def moved_texts():
    """Return each moved reference: the part, and how it is written in the new file."""
    receipt = verify(feature_book(), edited(row_of(10)), [row_of(10)])
    new = parts_of(edited(row_of(10)))
    for one in receipt.moved:
        after = one.after.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if one.before != one.after and f">{after}<".encode() in new[one.part]:
            yield one.part, f">{after}<", f">{one.before.replace('>', '&gt;')}<"
        elif f'"{after}"'.encode() in new[one.part]:
            yield one.part, f'"{after}"', f'"{one.before}"'


def test_each_reference_that_stays_behind_is_refused():
    texts = sorted(set(moved_texts()))
    assert len(texts) > 40
    for part, after, before in texts:
        change = {"old": after.encode(), "new": before.encode()}
        new = with_part(
            edited(row_of(10)), part, lambda data, change=change: data.replace(*change.values(), 1)
        )
        refusal(new, row_of(10))


TOKEN = re.compile(rb'(?<==")[^"]+(?=")|(?<=>)[^<\s][^<]*(?=<)')
XML = sorted(name for name in parts_of(feature_book()) if not name.endswith(".png"))


@given(st.sampled_from(XML), st.data())
def test_any_value_changed_anywhere_is_refused(part, data):
    new = parts_of(edited(row_of(10)))
    tokens = list(TOKEN.finditer(new[part]))
    token = data.draw(st.sampled_from(tokens))
    place = data.draw(st.integers(token.start(), token.end() - 1))
    other = data.draw(st.sampled_from([b"", b"7", b"x"]))
    content = new[part][:place] + other + new[part][place + 1 :]
    context = new[part][max(0, token.start() - 60) : token.start()]
    assume(content != new[part])
    assume(not re.search(rb"<(?:selection|pane|sheetView)\b[^>]*$|OnLoad=\"$", context))
    assume(not re.search(rb"(?:Anchor>|row>|rowOff>)$", context))
    with pytest.raises(RefusedEdit):
        verify(feature_book(), zipped({**new, part: content}), [row_of(10)])


def test_a_damaged_container_is_refused():
    new = bytearray(edited(SET))
    with zipfile.ZipFile(io.BytesIO(bytes(new))) as archive:
        member = archive.getinfo(SHEET)
    new[member.header_offset + 30 + len(SHEET) + 40] ^= 0xFF
    assert "cannot be read back" in refusal(bytes(new), SET)
    assert "cannot be read back" in refusal(bytes(new[:-30]), SET)


# Odd but sound files ------------------------------------------------------------------------


def in_other_words(data):
    """Return the book as another program could have written it: prefixes, no cell names."""
    parts = parts_of(data)
    sheet = parts[SHEET].decode()
    for name in ("worksheet", "sheetData", "row", "c", "v", "f"):
        sheet = re.sub(rf"<(/?){name}(?=[ >/])", rf"<\1x:{name}", sheet)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts[SHEET] = sheet.replace(main, f"{main} {main.replace('xmlns', 'xmlns:x')}", 1).encode()
    parts[SECOND] = re.sub(rb' r="[A-C]\d+"', b"", parts[SECOND])
    return zipped(parts)


def test_other_programs_files_are_proven_too():
    old = in_other_words(feature_book())
    edits = (SET, row_of(9), SetCell(NOTES, 3, 1, "note 2", "note deux"))
    package = Package(Container.read(old))
    set_cells(package, [edits[0], edits[2]])
    assert not delete_rows(package, [edits[1]]).refused
    receipt = verify(old, package.bytes(), edits)
    assert receipt.edits == edits
    with pytest.raises(RefusedEdit):
        verify(old, package.bytes(), edits[1:])


def test_shared_formulas_are_read_as_each_cell_has_them():
    """A group whose text is on C2 says C3*2 in D3, D3+1 deleted rows further down the same."""
    parts = parts_of(feature_book())
    sheet = parts[SHEET].replace(b"<f>C2*2</f>", b'<f t="shared" ref="D2:D30" si="0">C2*2</f>')
    sheet = re.sub(rb"<f>C\d+\*2</f>", b'<f t="shared" si="0"/>', sheet)
    old = zipped({**parts, SHEET: sheet})
    package = Package(Container.read(old))
    assert not delete_rows(package, [row_of(4), row_of(10)]).refused
    receipt = verify(old, package.bytes(), [row_of(4), row_of(10)])
    assert ("D30", "C30*2", "C28*2") in {one[1:] for one in receipt.moved}
    for wrong in (rb">C3*2<", rb">C2*3<"):
        other = with_part(
            package.bytes(), SHEET, lambda data, wrong=wrong: re.sub(rb">C2\*2<", wrong, data)
        )
        with pytest.raises(RefusedEdit, match="formula does not follow"):
            verify(old, other, [row_of(4), row_of(10)])


def test_reading_needs_no_content_types():
    assert RawParts.of(zipped({"a.xml": b"<a/>"})).sheets == []
