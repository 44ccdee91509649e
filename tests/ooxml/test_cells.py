import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.reader.strings import read_string_table
from python_calamine import load_workbook

from tests.ooxml.hostile import (
    MAIN,
    OTHER_ENCODINGS,
    SHEET1,
    SOUND,
    SST,
    STRINGS,
    TYPES,
    book,
    sheet,
    with_parts,
)
from xlmot.findings import SetCell
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.edit import refused, set_cells
from xlmot.ooxml.parts.guard import open_container
from xlmot.ooxml.parts.package import Package


def package(data):
    return Package(open_container(data, "b.xlsx"))


def edited(data, *edits, **options):
    changed = package(data)
    set_cells(changed, edits, **options)
    return changed.bytes()


def written(fill):
    """Return a workbook whose first sheet `fill` writes."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as file:
        fill(file, file.add_worksheet("Feuil1"))
    return sink.getvalue()


def at(place, old, new):
    row, column = place
    return SetCell("Feuil1", row, column, old, new)


def values(data, sheet=0):
    rows = (
        load_workbook(io.BytesIO(data)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    )
    return {
        (row, column): value
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if value != ""
    }


def other_values(data, sheet=0):
    rows = openpyxl.load_workbook(io.BytesIO(data), rich_text=False).worksheets[sheet].iter_rows()
    return {(c.row, c.column): c.value for line in rows for c in line if c.value is not None}


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def shared(data):
    """Return the text of every shared string, used or not."""
    xml = parts(data)["xl/sharedStrings.xml"].decode()
    return [re.sub("<[^>]*>", "", item) for item in re.findall(r"(?s)<si>(.*?)</si>", xml)]


@pytest.mark.parametrize("dialect", sorted(SOUND.keys() - OTHER_ENCODINGS))
@pytest.mark.parametrize("place", [(1, 1, "Code"), (2, 1, "1.1"), (2, 2, 2024), (3, 2, None)])
def test_a_cell_of_every_dialect_is_changed_and_nothing_else(dialect, place):
    old = SOUND[dialect]()
    row, column, before = place
    new = edited(old, SetCell("Programme", row, column, before, "<Été & 'x'> "))
    expected = {**values(old), (row, column): "<Été & 'x'> "}
    assert values(new) == expected
    was, now = parts(old), parts(new)
    assert list(was) == list(now)
    sheet_or_strings = ("sheet1.xml", "sharedstrings.xml")
    assert [n for n in was if was[n] != now[n] and not n.lower().endswith(sheet_or_strings)] == []
    assert before != "Code" or b"Code" not in b"".join(now.values())


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t_x0 é&<>'\"]"),
    min_size=1,
    max_size=12,
).filter(lambda text: not re.search(r"_x[0-9A-Fa-f]{4}_|[\ufffe\uffff]", text))
grids = st.lists(
    st.lists(st.sampled_from(["a", "b", " c", "1.10"]) | texts, min_size=3, max_size=3),
    min_size=1,
    max_size=5,
)


@given(grids, st.data())
def test_random_texts_are_read_back_and_no_old_one_is_left(grid, data):
    def fill(_, sheet):
        for row, line in enumerate(grid):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text)

    old = written(fill)
    cells = {(r, c): text for r, line in enumerate(grid, 1) for c, text in enumerate(line, 1)}
    places = data.draw(st.lists(st.sampled_from(sorted(cells)), unique=True))
    new_texts = {place: data.draw(texts | st.sampled_from(["a", "", None])) for place in places}
    new = edited(old, *(at(p, cells[p], text) for p, text in new_texts.items()))
    expected = {place: text for place, text in {**cells, **new_texts}.items() if text}
    assert values(new) == other_values(new) == expected
    assert strings_of(new) <= set(expected.values()) | {""}
    assert [n for n in parts(old) if parts(old)[n] != parts(new)[n]] == [
        n for n in (SHEET1, SST) if parts(old)[n] != parts(new)[n]
    ]
    [counts] = re.findall(rb'count="(\d+)" uniqueCount="(\d+)"', parts(new)[SST])
    assert [int(count) for count in counts] == [len(expected), len(shared(new))]


def strings_of(data):
    """Return the texts that openpyxl finds in the table of shared strings."""
    return set(read_string_table(io.BytesIO(parts(data)[SST])))


@given(st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 9)), texts), st.data())
def test_cells_and_rows_that_were_not_there_are_made_in_order(cells, data):
    there = data.draw(st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 9)), texts))

    def fill(_, sheet):
        for (row, column), text in there.items():
            sheet.write_string(row - 1, column - 1, text)

    old = written(fill)
    new = edited(old, *(at(p, there.get(p), text) for p, text in cells.items()))
    assert values(new) == other_values(new) == {**there, **cells}
    names = re.findall(r'<(?:row|c) r="([A-Z]*)(\d+)"', parts(new)[SHEET1].decode())
    order = [(int(row), letters) for letters, row in names]
    assert order == sorted(set(order))


SPECIAL = ["=1+1", "007", "1/2", "TRUE", "#N/A", "a\x0bb", "a\r\nb", "_x000D_", "  x", "\U0001f600"]


@pytest.mark.parametrize("text", SPECIAL)
def test_a_text_stays_the_text_it_is(text):
    data = edited(book(), SetCell("Programme", 1, 1, "Code", text))
    again = edited(data, SetCell("Programme", 1, 1, text, "Code"))
    assert values(again)[1, 1] == "Code"
    assert (
        other_values(data)[1, 1] in (text, text.replace("\x0b", "_x000B_"), "_x000D_")
        or "\r" in text
    )
    assert openpyxl.load_workbook(io.BytesIO(data))["Programme"]["A1"].data_type == "s"


KINDS = """
| before | old | new | after |
|---|---|---|---|
| <c r="A1"><v>1.1</v></c> | 1.1 | '1.1' | <c r="A1" t="s"><v>2</v></c> |
| <c r="A1" s="0" t="n"><v>1.1</v></c> | 1.1 | '1.10' | <c r="A1" s="0" t="s"><v>2</v></c> |
| <c r="A1" t="inlineStr"><is><t>7</t></is></c> | '7' | 7 | <c r="A1"><v>7</v></c> |
| <c r="A1" t="inlineStr"><is><t>7</t></is></c> | '7' | '8' | t="inlineStr"><is><t>8</t></is></c> |
| <c r="A1" t="str"><v>7</v></c> | '7' | '8' | <c r="A1" t="s"><v>2</v></c> |
| <c r="A1" t="b"><v>1</v></c> | True | False | <c r="A1" t="b"><v>0</v></c> |
| <c r="A1" s="0"/> | None | 'x' | <c r="A1" s="0" t="s"><v>2</v></c> |
| <c r="A1" s="0"><v>5</v></c> | 5 | None | <c r="A1" s="0"></c> |
| <c r="A1"><v>45292</v></c> | date(2024, 1, 1) | '1.1' | <c r="A1" t="s"><v>2</v></c> |
| <c r="A1"><v>45292.5</v></c> | datetime(2024, 1, 1, 12) | 1.25 | <c r="A1"><v>1.25</v></c> |
"""


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [[cell.strip() for cell in line.split("|")[1:-1]] for line in KINDS.split("\n")[3:-1]],
)
def test_a_value_of_each_kind(before, old, new, after):
    names = {"date": date, "datetime": datetime}
    data = book(sheet=sheet(f'<row r="1">{before}</row>'))
    edit = SetCell("Programme", 1, 1, *(eval(value, names) for value in (old, new)))  # noqa: S307
    assert after in parts(edited(data, edit))[SHEET1].decode()


RICH = (
    "<si><r><rPr><b/></rPr><t>Axe</t></r>"
    '<r><rPr><i/></rPr><t xml:space="preserve"> deux.</t></r></si>'
)


def test_a_text_in_several_fonts_keeps_them():
    data = book(strings=STRINGS.replace("<si><t>Code</t></si>", RICH))
    new = parts(edited(data, SetCell("Programme", 1, 1, "Axe deux.", "Axe deux")))
    assert RICH.replace("deux.", "deux").encode() in new[SST]
    assert new[SHEET1] == parts(data)[SHEET1]


def test_a_string_that_another_sheet_shows_stays():
    def fill(file, sheet):
        sheet.write("A1", "Axe")
        file.add_worksheet("Autre").write("B2", "Axe")

    data = written(fill)
    new = edited(data, SetCell("Feuil1", 1, 1, "Axe", "Axis"))
    assert (values(new), values(new, 1)) == ({(1, 1): "Axis"}, {(2, 2): "Axe"})
    both = SetCell("Feuil1", 1, 1, "Axe", "Axis"), SetCell("Autre", 2, 2, "Axe", "Hub")
    assert sorted(shared(edited(data, *both))) == ["Axis", "Hub"]


def test_a_new_cell_looks_like_its_row_or_column():
    def fill(file, sheet):
        sheet.set_row(1, None, file.add_format({"bold": True}))
        sheet.set_column("C:C", None, file.add_format({"italic": True}))
        sheet.write("A1", "x")

    data = edited(written(fill), *(SetCell("Feuil1", row, 3, None, "y") for row in (1, 2)))
    cells = openpyxl.load_workbook(io.BytesIO(data))["Feuil1"]
    assert cells["C1"].font.i
    assert cells["C2"].font.b


def test_only_cells_asked_for_and_of_format_general_become_text():
    def fill(file, sheet):
        sheet.write("A1", 1.1, file.add_format({"bold": True}))
        sheet.write("A2", 1.2)
        sheet.write("A3", 2.5, file.add_format({"num_format": "0.00"}))
        sheet.write("A4", 1.4)

    edits = [SetCell("Feuil1", n, 1, v, str(v)) for n, v in enumerate((1.1, 1.2, 2.5, 1.4), 1)]
    edits.append(SetCell("Feuil1", 9, 1, None, "1.9"))
    data = edited(written(fill), *edits, as_text={*edits} - {edits[3]})
    column = openpyxl.load_workbook(io.BytesIO(data))["Feuil1"]["A"]
    assert [column[n].number_format for n in (0, 1, 2, 3, 8)] == ["@", "@", "0.00", "General", "@"]
    assert column[0].font.b
    assert values(data)[9, 1] == "1.9"


def test_the_quote_prefix_of_a_cell_stays():
    def fill(file, sheet):
        sheet.write("A1", "1.10", file.add_format({"quote_prefix": True}))

    data = edited(written(fill), SetCell("Feuil1", 1, 1, "1.10", "1.1"))
    assert openpyxl.load_workbook(io.BytesIO(data))["Feuil1"]["A1"].quotePrefix


def refusing(_, sheet):
    sheet.write_formula("A1", "=1+1", None, 2)
    sheet.write_array_formula("A2:A3", "{=B1:B2}", None, 5)
    sheet.write_number("A3", 5)
    sheet.add_table("C1:D3", {"columns": [{"header": "Code"}, {"header": "Nom"}], "total_row": 1})
    sheet.write("F1", "free")


REFUSED = [
    ((1, 1, 2, 3), "formula"),
    ((3, 1, 5, 6), "array formula"),
    ((1, 3, "Code", "Axe"), "heads a column of the table “Table1”"),
    ((3, 4, None, "x"), "totals"),
    ((1, 6, "other", "x"), "no longer holds"),
    ((1, 6, 1, "x"), "no longer holds"),
    ((1, 6, "free", "x" * 32_768), "longer than Excel allows"),
    ((1, 6, "free", "\ud800"), "incomplete character"),
]


@pytest.mark.parametrize(("place", "words"), REFUSED)
def test_what_cannot_be_done_surely_is_refused_and_changes_nothing(place, words):
    book = package(written(refusing))
    edits = [SetCell("Feuil1", 8, 8, None, "fine"), SetCell("Feuil1", *place)]
    with pytest.raises(RefusedEdit, match=re.escape(words)) as refusal:
        set_cells(book, edits)
    assert refusal.value.remedy
    assert book.changed() == ()
    [(edit, error)] = refused(book, edits)
    assert (edit, str(error)) == (edits[1], str(refusal.value))


MORE = {
    "no sheet": (book, "Autre", "no sheet “Autre”"),
    "UTF-16": (SOUND["UTF-16"], "Programme", "UTF-16"),
    "protected": (
        lambda: written(lambda _, s: (s.write("A1", "Code"), s.protect())),
        "Feuil1",
        "protected",
    ),
    "linked data": (
        lambda: book(sheet=sheet('<row r="1"><c r="A1" t="s" vm="1"><v>0</v></c></row>')),
        "Programme",
        "linked data",
    ),
    "phonetics": (
        lambda: book(
            strings=STRINGS.replace("Code</t>", 'Code</t><rPh sb="0" eb="1"><t>c</t></rPh>')
        ),
        "Programme",
        "phonetic",
    ),
    "signed": (
        lambda: with_parts(
            {
                "_rels/.rels": parts(book())["_rels/.rels"]
                .decode()
                .replace(
                    "</Rel",
                    '<Relationship Id="s" Type="urn:a/digital-signature/origin" Target="s"/></Rel',
                )
            }
        ),
        "Programme",
        "signed",
    ),
}


@pytest.mark.parametrize("reason", MORE)
def test_a_workbook_that_must_not_be_edited_is_refused(reason):
    make, name, words = MORE[reason]
    with pytest.raises(RefusedEdit, match=words):
        edited(make(), SetCell(name, 1, 1, "Code", "x"))


def test_no_edit_is_the_same_file_and_two_of_one_cell_a_bug():
    data = book()
    assert edited(data) == data
    assert edited(data, SetCell("Programme", 1, 1, "Code", "Code")) == data
    with pytest.raises(ValueError, match="two edits"):
        edited(data, *[SetCell("Programme", 1, 1, "Code", "x")] * 2)


def test_a_workbook_without_shared_strings_gets_texts_in_its_cells():
    rels = parts(book())["xl/_rels/workbook.xml.rels"].decode()
    data = with_parts(
        {
            SST: None,
            "[Content_Types].xml": re.sub(r"<Override[^>]*shared[^>]*>", "", TYPES),
            "xl/_rels/workbook.xml.rels": re.sub('<Relationship Id="rId2"[^>]*>', "", rels),
            SHEET1: f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        }
    )
    new = edited(data, SetCell("Programme", 4, 2, None, " é"), SetCell("Programme", 2, 1, None, 3))
    assert values(new) == other_values(new) == {(4, 2): " é", (2, 1): 3}
