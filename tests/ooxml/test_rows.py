import io
import re
import zipfile
from functools import cache

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.ooxml.random_books import Draw
from tests.ooxml.tables import table
from tests.ooxml.torture import (
    ABOVE,
    BELOW,
    CASES,
    add_part,
    deletions,
    found,
    torture_book,
    zipped,
)
from xlmot.findings import DeleteRow
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.proof.edits import verify
from xlmot.ooxml.rows.delete import delete_rows


@cache
def without(*rows):
    """Return the torture book without rows of its sheet “Plan”, and why others stayed."""
    package = Package(Container.read(torture_book()))
    deletion = delete_rows(package, deletions(torture_book(), "Plan", rows))
    return package.bytes(), [str(refusal) for _, refusal in deletion.refused]


def test_the_torture_book_has_each_reference_once():
    assert len(CASES) >= 45
    for where, before, *_ in CASES:
        assert found(torture_book(), where).count(before) == 1, (where, before)


@pytest.mark.parametrize(("where", "before", "above", "row", "inside"), CASES)
def test_a_reference_follows_the_rows(where, before, above, row, inside):
    old = found(torture_book(), where)
    place = old.index(before)
    assert found(without(ABOVE)[0], where)[place] == above
    data, refused = without(int(row))
    if refused:
        assert inside
        assert inside in refused[0]
        assert f"Row {row} " in refused[0]
        assert data is torture_book()
    elif inside:
        assert found(data, where)[place] == inside
    else:
        assert len(found(data, where)) == len(old) - 1
        assert before not in found(data, where)


def test_rows_below_everything_leave_all_references():
    data, refused = without(BELOW)
    assert not refused
    changed = {where for where, *_ in CASES if found(data, where) != found(torture_book(), where)}
    assert not changed


def book_of(change=None, rows=12, sheets=("Plan", "Bilan")):
    """Return a workbook of numbered rows on each sheet, changed as XlsxWriter's by a function."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for row in range(rows):
                sheet.write_row(row, 0, [f"ligne {row + 1}", row + 1])
        if change:
            change(*book.worksheets())
    return buffer.getvalue()


def changed_parts(data, **new):
    """Return a workbook with parts edited: by the end of their name, a function of their text."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name, part in parts.items():
        edit = new.get(name.rpartition("/")[2].partition(".")[0])
        if edit and not name.endswith(".rels"):
            parts[name] = edit(part.decode()).encode()
    return zipped(parts)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def delete(data, *rows, sheet="Plan"):
    package = Package(Container.read(data))
    deletion = delete_rows(package, deletions(data, sheet, rows))
    return package.bytes(), [(edit.row, str(refusal)) for edit, refusal in deletion.refused]


def test_without_formulas_only_the_sheet_changes():
    data = book_of()
    new, _ = delete(data, 4)
    old_parts, new_parts = parts_of(data), parts_of(new)
    changed = {name for name in old_parts if old_parts[name] != new_parts[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}
    assert old_parts.keys() == new_parts.keys()


def test_rows_that_are_left_are_the_rows_that_were_there():
    new, _ = delete(book_of(), 1, 5, 12)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(new)).get_sheet_by_name("Plan").to_python()
    assert rows == [[f"ligne {row}", row] for row in range(1, 13) if row not in (1, 5, 12)]


def test_rows_of_two_sheets_in_one_batch_are_named_as_they_were():
    def formulas(plan, bilan):
        plan.write_formula("D1", "=Bilan!A9+A9")
        bilan.write_formula("D1", "=Plan!A9+A9")

    data = book_of(formulas)
    edits = [*deletions(data, "Plan", [4, 5]), *deletions(data, "Bilan", [6])]
    package = Package(Container.read(data))
    assert len(delete_rows(package, edits).done) == 3
    new = package.bytes()
    assert found(new, "Plan f") == ["Bilan!A8+A7"]
    assert found(new, "Bilan f") == ["Plan!A7+A8"]


def test_the_order_of_calculation_is_left_to_excel():
    data = book_of(lambda plan, _: plan.write_formula("D1", "=A9"))
    data = with_part(data, "xl/calcChain.xml", "calcChain", "<calcChain/>")
    data = changed_parts(data, workbook=lambda text: re.sub("<calcPr[^>]*>", "", text))
    parts = parts_of(delete(data, 4)[0])
    assert "xl/calcChain.xml" not in parts
    assert not any(b"calcChain" in part for part in parts.values())
    assert b'</sheets><calcPr fullCalcOnLoad="1"/>' in parts["xl/workbook.xml"]


def with_part(data, name, kind, text, source="xl/workbook.xml"):
    """Return a workbook with one more part, related to `source`."""
    parts = {key: part.decode("latin-1") for key, part in parts_of(data).items()}
    add_part(parts, source, name, kind, text)
    return zipped({key: part.encode("latin-1") for key, part in parts.items()})


def test_a_pivot_table_is_read_again_only_if_its_source_loses_rows():
    assert found(without(742)[0], "cache pivotCacheDefinition@refreshOnLoad") == ["1"]
    assert found(without(ABOVE)[0], "cache pivotCacheDefinition@refreshOnLoad") == []


def test_the_address_of_a_hyperlink_goes_with_it_unless_another_cell_has_it():
    def links(plan, _):
        plan.write_url("A3", "https://example.org/a")
        plan.write_url("A4", "https://example.org/b")
        plan.write_url("A5", "https://example.org/b")

    data = book_of(links)
    data = changed_parts(data, sheet1=lambda text: text.replace("rId3", "rId2"))
    assert found(delete(data, 3)[0], "rels Relationship@Id") == ["rId2", "rId3"]
    assert found(delete(data, 4)[0], "rels Relationship@Id") == ["rId1", "rId2", "rId3"]


def test_lists_go_with_their_last_node_and_counts_are_right():
    def merges(plan, _):
        plan.merge_range("D3:E3", "a")
        plan.merge_range("D5:E5", "b")
        plan.set_h_pagebreaks([3, 4])

    one, none = (parts_of(delete(book_of(merges), *rows)[0]) for rows in ([3], [3, 5]))
    sheet = one["xl/worksheets/sheet1.xml"]
    assert b'<mergeCells count="1"><mergeCell ref="D4:E4"/></mergeCells>' in sheet
    assert b"mergeCell" not in none["xl/worksheets/sheet1.xml"]
    one_break = parts_of(delete(book_of(merges), 4)[0])["xl/worksheets/sheet1.xml"]
    assert b'<rowBreaks count="1" manualBreakCount="1"><brk id="3"' in one_break


def test_a_consolidation_goes_with_its_last_source():
    new = parts_of(without(*range(440, 445))[0])["xl/worksheets/sheet1.xml"]
    assert b"dataRef" not in new
    assert b"dataConsolidate" not in new


def test_a_sparkline_group_goes_with_its_last_sparkline():
    old, new = (
        parts_of(data)["xl/worksheets/sheet1.xml"] for data in (torture_book(), without(352)[0])
    )
    assert old.count(b"<x14:sparklineGroup ") == new.count(b"<x14:sparklineGroup ") + 1
    assert new.count(b"<x14:sparklineGroup ") == new.count(b"<x14:sparklines>") == 1


def test_rows_merged_or_filled_together_go_together():
    def merges(plan, _):
        plan.merge_range("D3:D4", "a")
        plan.write_array_formula("E6:E7", "{=B6:B7}")

    data = book_of(merges)
    assert delete(data, 3, 4, 6, 7)[1] == []
    assert [row for row, _ in delete(data, 3, 5, 6)[1]] == [3, 6]


def test_the_row_that_a_data_table_is_filled_from_stays():
    def inputs(text):
        filled = '<f t="dataTable" ref="B6:C6" dt2D="0" dtr="1" r1="A2"/><v>0</v>'
        return re.sub(r'(<c r="B6"[^>]*>)<v>6</v>', rf"\1{filled}", text)

    data = changed_parts(book_of(), sheet1=inputs)
    assert [row for row, _ in delete(data, 2, 3, 5, 6, 8)[1]] == [2, 5]


def test_a_row_that_stays_keeps_those_that_cannot_go_without_it():
    def noted(plan, _):
        plan.write_array_formula("E6:E7", "{=B6:B7}")
        plan.write_comment("A7", "à garder")

    refused = delete(book_of(noted), 6, 7)[1]
    assert [row for row, _ in refused] == [6, 7]
    assert "Row 7 has a note or a comment." in refused[1][1]


REFUSED_WHOLE = table("""
| what | sentence |
|---|---|
| protected | protected |
| signed | signed |
| shared | shared |
| live | live data |
| cdata | written in a way |
| unnamed | written in a way |
""")


@pytest.mark.parametrize(("what", "sentence"), REFUSED_WHOLE)
def test_a_workbook_that_cannot_be_changed_surely_is_left_as_it_is(what, sentence):
    data = book_of(lambda plan, _: plan.write_formula("D1", "=A9"))
    match what:
        case "protected":
            data = book_of(lambda plan, _: plan.protect())
        case "signed":
            data = with_part(data, "_xmlsignatures/origin.sigs", "digital-signature/origin", "", "")
        case "shared":
            data = with_part(data, "xl/revisions/h.xml", "revisionHeaders", "<headers/>")
        case "live":
            live = '<volTypes><tp><tr r="A1" s="1"/></tp></volTypes>'
            data = with_part(data, "xl/volatileDependencies.xml", "volatileDependencies", live)
        case "cdata":
            data = changed_parts(
                data, sheet2=lambda text: text.replace("<v>2</v>", "<v><![CDATA[2]]></v>")
            )
        case "unnamed":
            data = changed_parts(
                data, sheet1=lambda text: text.replace("<f>A9</f><v>0</v>", "<v>0</v><f>A9</f>")
            )
    new, refused = delete(data, 4, 6)
    assert new == data
    assert [row for row, _ in refused] == [4, 6]
    assert all(sentence in refusal for _, refusal in refused)


@pytest.mark.parametrize("formula", ["=SUM(Plan:Bilan!A9)", "=SUM('Plan:Bilan'!A5:A9)"])
def test_a_reference_over_several_sheets_keeps_the_rows_above_it(formula):
    data = book_of(lambda _, bilan: bilan.write_formula("D1", formula))
    assert [row for row, _ in delete(data, 4, 9, 10)[1]] == [4, 9]


def test_a_row_that_changed_since_it_was_read_stays():
    data = book_of()
    wrong = DeleteRow("Plan", 4, ("ligne 4", 5))
    package = Package(Container.read(data))
    deletion = delete_rows(package, [wrong, *deletions(data, "Plan", [6])])
    assert [edit.row for edit in deletion.done] == [6]
    assert str(deletion.refused[0][1]).startswith("Row 4 no longer holds what was read from it.")


def test_a_blank_row_that_is_not_written_goes_too():
    data = changed_parts(book_of(), sheet1=lambda text: re.sub('<row r="5".*?</row>', "", text))
    new, refused = delete(data, 5)
    assert not refused
    assert found(new, "Plan row@r") == [str(row) for row in range(1, 12)]


def test_a_sheet_written_with_prefixes_keeps_them():
    data = changed_parts(
        book_of(lambda plan, _: plan.merge_range("D6:E6", "a")),
        sheet1=lambda text: re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text).replace("xmlns=", "xmlns:x="),
    )
    new, refused = delete(data, 4)
    assert not refused
    assert found(new, "Plan mergeCell@ref") == ["D5:E5"]
    assert b'<x:row r="4"' in parts_of(new)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("seed", range(12))
def test_the_proof_agrees_with_every_deletion(seed):
    """What verify reckons by itself, for books drawn at random and for the torture book."""
    drawn = Draw(seed)
    band = [int(row) for _, *_, row, _ in CASES][seed::12]
    for data, rows in ((drawn.data, drawn.rows), (torture_book(), sorted(set(band)))):
        package = Package(Container.read(data))
        deletion = delete_rows(package, deletions(data, "Plan", rows))
        assert deletion.done
        verify(data, package.bytes(), deletion.done)
