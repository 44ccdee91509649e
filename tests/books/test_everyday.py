"""What everybody's Excel leaves in a workbook does not stop a cleaning."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from xlmot.books.file import FileBook
from xlmot.findings import DeleteRow, SetCell
from xlmot.findings.edits import apply_edits
from xlmot.findings.invariants import verify_invariants
from xlmot.programme.address import Area

SHEET = "xl/worksheets/sheet1.xml"


def written(fill):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_column("A1", ["a", "b", "c", "d"])
        fill(book, sheet)
    return file.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data, change):
    """Return a workbook after a function changed its parts, by name."""
    file, parts = io.BytesIO(), parts_of(data)
    change(parts)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def without(data, *rows):
    """Delete rows as a cleaning does, with every proof of it; return the parts after."""
    book = FileBook(Path("plan.xlsx"), data)
    (grid, *_) = grids = book.all_grids()
    edits = [DeleteRow(grid.sheet, row, grid.row_values(row)) for row in rows]
    assert book.refusals(edits) == []
    after = apply_edits(grids, edits)
    verify_invariants(grids, after, edits)
    made = book.apply(edits).data
    assert FileBook(Path("plan.xlsx"), made).all_grids()[0].merges == after[0].merges
    return parts_of(made)


@pytest.mark.parametrize("area", ["A8:B8", "C7:D7", "C4:D9", "A3:A9"])
def test_merged_blank_cells_below_the_table(area):
    parts = without(written(lambda _, sheet: sheet.merge_range(area, "")), 2)
    moved = re.sub("[0-9]+", lambda found: str(int(found[0]) - 1), area)
    assert f'mergeCell ref="{moved}"' in parts[SHEET].decode()


def test_merged_cells_far_below_the_last_value_keep_their_rows():
    data = written(lambda _, sheet: sheet.merge_range("A900:B901", ""))
    assert b'mergeCell ref="A898:B899"' in without(data, 2, 3)[SHEET]


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n", b"&#13;&#10;", b"_x000D_\n"])
def test_a_line_break_in_a_formula_that_moves(end):
    def change(parts):
        parts[SHEET] = parts[SHEET].replace(
            b"</row></sheetData>",
            b'<c r="C4"><f>IF(COUNTA(A3:A4)&gt;0,%bSUM(A1:A4),0)</f><v>0</v></c></row></sheetData>'
            % end,
        )

    formula = without(changed(written(lambda *_: None), change), 2)[SHEET]
    kept = {b"\r\n": b"\n", b"\r": b"\n", b"&#13;&#10;": b"&#13;\n"}.get(end, end)
    assert b"<f>IF(COUNTA(A2:A3)&gt;0,%bSUM(A1:A3),0)</f>" % kept in formula


@pytest.mark.parametrize("rows", [(2, 3, 4), (1, 2, 3), (1, 2, 3, 4), (2,)])
@pytest.mark.parametrize("filtered", [False, True])
def test_one_column(rows, filtered):
    data = written(lambda _, sheet: sheet.autofilter("A1:A4") if filtered and 1 not in rows else 0)
    left = 4 - len(rows)
    extent = b"A1:A3" if left == 3 else b"A1"
    assert b'<dimension ref="%b"/>' % extent in without(data, *rows)[SHEET]


def test_the_box_of_a_note_stays_on_the_sheet():
    data = written(lambda _, sheet: sheet.write_comment("A2", "see"))
    parts = without(data, 1)
    shape = next(text for name, text in parts.items() if name.endswith(".vml"))
    assert b"<x:Row>0</x:Row>" in shape
    box = re.search(rb"<x:Anchor>([^<]*)", shape)
    assert box
    assert b"-" not in box[1]


@pytest.mark.parametrize("label", ["l'été 'Plan'!A4", "'Plan'!A4 et 'Plan", "'"])
def test_a_label_of_a_chart_that_looks_like_a_reference(label):
    def fill(book, sheet):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"name": "x", "values": "=Plan!$A$2:$A$4"})
        chart.set_title({"name": "=Plan!$A$3"})
        sheet.insert_chart("D9", chart)

    def change(parts):
        name = "xl/charts/chart1.xml"
        parts[name] = parts[name].replace(b"<c:f>Plan!$A$3</c:f>", f"<c:f>{label}</c:f>".encode())

    parts = without(changed(written(fill), change), 2)
    assert b"<c:f>Plan!$A$2:$A$3</c:f>" in parts["xl/charts/chart1.xml"]


def model(parts):
    parts["xl/model/item.data"] = b"\xff\xfe" + bytes(range(256)) * 9
    types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    kind = "application/vnd.openxmlformats-officedocument.model+data"
    parts[types] = parts[types].replace(
        b"</Types>",
        f'<Override PartName="/xl/model/item.data" ContentType="{kind}"/></Types>'.encode(),
    )
    kind = "http://schemas.microsoft.com/office/2011/relationships/powerPivotData"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="model/item.data"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode() + b"</Relationships>")


def test_a_model_of_data_is_bytes_that_stay():
    data = changed(written(lambda *_: None), model)
    before = parts_of(data)["xl/model/item.data"]
    assert without(data, 2)["xl/model/item.data"] == before
    book = FileBook(Path("plan.xlsx"), data)
    made = book.apply([SetCell("Plan", 2, 1, "b", "x")]).data
    assert parts_of(made)["xl/model/item.data"] == before


def test_merged_areas_shrink_beyond_the_rows_that_are_read():
    data = written(lambda _, sheet: sheet.merge_range("A3:B12", "x"))
    book = FileBook(Path("plan.xlsx"), data)
    (grid,) = book.all_grids()
    (after,) = apply_edits([grid], [DeleteRow("Plan", 2, grid.row_values(2))])
    assert after.merges == (Area(2, 1, 11, 2),)


def test_a_time_in_the_text_of_a_row_that_goes():
    data = written(lambda _, sheet: sheet.write_string("B2", "4/25/2022, 7:45:16 AM"))
    assert b'r="B2"' not in without(data, 2)[SHEET]


@pytest.mark.parametrize(
    ("flags", "rows"),
    [("", 0), ('moveWithCells="1"', 1), ('moveWithCells="1" sizeWithCells="1"', 1)],
)
def test_a_control_follows_its_cells_as_its_flags_say(flags, rows):
    corner = "<{0}><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row>"
    corners = (corner + "<xdr:rowOff>5</xdr:rowOff></{0}>").format
    anchor = f"<anchor {flags}>{corners('from', 5)}{corners('to', 8)}</anchor>"
    names = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    control = f'<controls xmlns:xdr="{names}"><control shapeId="1" r:id="rId1" name="B">'
    control += f'<controlPr defaultSize="0">{anchor}</controlPr></control></controls>'

    def change(parts):
        parts[SHEET] = parts[SHEET].replace(b"</worksheet>", f"{control}</worksheet>".encode())

    made = without(changed(written(lambda *_: None), change), 2)[SHEET].decode()
    assert re.findall("<xdr:row>([0-9]+)", made) == [str(5 - rows), str(8 - rows)]
