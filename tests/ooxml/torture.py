"""A workbook with a reference of every kind, each in its own band of rows, ten rows apart.

XlsxWriter writes what it can; the rest is put in by hand. Of each reference the table CASES says
where it is, what it is, and what it must be once row 2, above all bands, is deleted, or a row
inside: nothing says that its node goes, a sentence that the row is refused.
"""

import io
import re
import zipfile
from functools import cache
from xml.etree import ElementTree as ET

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.ooxml.tables import table
from xlmot.findings import DeleteRow
from xlmot.programme.grid import Grid

ABOVE, BELOW = 2, 2000
PARTS = {
    "Plan": "xl/worksheets/sheet1.xml",
    "Bilan": "xl/worksheets/sheet2.xml",
    "book": "xl/workbook.xml",
    "rels": "xl/worksheets/_rels/sheet1.xml.rels",
    "table": "xl/tables/table1.xml",
    "notes": "xl/comments1.xml",
    "threads": "xl/threadedComments/threadedComment1.xml",
    "vml": "xl/drawings/vmlDrawing1.vml",
    "drawing": "xl/drawings/drawing1.xml",
    "chart": "xl/charts/chart1.xml",
    "control": "xl/ctrlProps/ctrlProp1.xml",
    "activex": "xl/activeX/activeX1.xml",
    "cache": "xl/pivotCache/pivotCacheDefinition1.xml",
    "pivot": "xl/pivotTables/pivotTable1.xml",
    "single": "xl/tables/tableSingleCells1.xml",
}

CASES = table("""
| where | before | row 2 gone | inside | it gone |
|---|---|---|---|---|
| Plan f | SUM(A10:A14) | SUM(A9:A13) | 12 | SUM(A10:A13) |
| Plan f | A22*2 | A21*2 | 22 | #REF!*2 |
| Plan f | $A$32&"A32" | $A$31&"A32" | 32 | #REF!&"A32" |
| Plan f | SUM(40:44) | SUM(39:43) | 42 | SUM(40:43) |
| Plan f | SUM(B50:B54) | SUM(B49:B53) | 50 | SUM(B50:B53) |
| Plan f | SUM(B60:B64) | SUM(B59:B63) | 64 | SUM(B60:B63) |
| Plan f | SUM(C70:C71 B71:D72) | SUM(C69:C70 B70:D71) | 71 | SUM(C70:C70 B71:D71) |
| Plan f | A82:INDEX(A:A,84) | A81:INDEX(A:A,84) | 82 | #REF!:INDEX(A:A,84) |
| Plan f | SUM(A:A)+LOG10(A92) | SUM(A:A)+LOG10(A91) | 92 | SUM(A:A)+LOG10(#REF!) |
| Plan f | Bilan!A102+A102 | Bilan!A102+A101 | 102 | Bilan!A102+#REF! |
| Bilan f | Plan!A112 | Plan!A111 | 112 | Plan!#REF! |
| Bilan f | SUM('Plan'!$A$120:$B124) | SUM('Plan'!$A$119:$B123) | 122 | SUM('Plan'!$A$120:$B123) |
| Bilan f | [1]Plan!A132+A132 | [1]Plan!A132+A132 | 132 | [1]Plan!A132+A132 |
| Bilan f | INDIRECT("Plan!A142") | INDIRECT("Plan!A142") | 142 | INDIRECT("Plan!A142") |
| Bilan f | SUM(Actions[Coût]) | SUM(Actions[Coût]) | 1002 | SUM(Actions[Coût]) |
| Plan f@ref | G150:G154 | G149:G153 | 152 | array formula |
| Plan f | A150:A154*2 | A149:A153*2 | 151 | array formula |
| Plan f@ref | G162 | G161 | 162 | |
| Plan f@r1 | H172 | H171 | 172 | data table |
| Plan mergeCell@ref | A180:C180 | A179:C179 | 180 | |
| Plan mergeCell@ref | A190:A194 | A189:A193 | 192 | A190:A193 |
| Plan mergeCell@ref | B190:B191 | B189:B190 | 191 | |
| Plan mergeCell@ref | A200:B201 | A199:B200 | 200 | merged |
| Plan hyperlink@ref | A212 | A211 | 212 | |
| Plan hyperlink@ref | A222 | A221 | 222 | |
| Plan hyperlink@location | Bilan!A222 | Bilan!A222 | 222 | |
| rels Relationship@Target | https://example.org/212 | https://example.org/212 | 212 | |
| Plan dataValidation@sqref | C230:C234 E232 | C229:C233 E231 | 232 | C230:C233 |
| Plan formula1 | $D$240:$D$244 | $D$239:$D$243 | 242 | $D$240:$D$243 |
| Bilan formula1 | Plan!$A$250:$A$254 | Plan!$A$249:$A$253 | 252 | Plan!$A$250:$A$253 |
| Plan dataValidation@sqref | D260:D264 | D259:D263 | 260 | D260:D263 |
| Plan formula1 | D260>$A$1 | D259>$A$1 | 260 | D260>$A$1 |
| Plan conditionalFormatting@sqref | E270:E274 | E269:E273 | 274 | E270:E273 |
| Plan conditionalFormatting@sqref | E282 | E281 | 282 | |
| Plan formula | $E290>$B$294 | $E289>$B$293 | 290 | $E290>$B$293 |
| Plan formula | AND(E300<>"",E300<>E299) | AND(E299<>"",E299<>E298) | 299 | conditional format |
| Bilan formula | A1>Plan!$A$312 | A1>Plan!$A$311 | 312 | A1>Plan!#REF! |
| Plan cfvo@val | $F$322 | $F$321 | 322 | #REF! |
| Plan conditionalFormatting/sqref | E330:E334 | E329:E333 | 332 | E330:E333 |
| Plan conditionalFormatting/f | $G$332 | $G$331 | 332 | #REF! |
| Plan conditionalFormatting/sqref | E342 | E341 | 342 | |
| Plan sparkline/f | Plan!A350:F350 | Plan!A349:F349 | 350 | |
| Plan sparkline/sqref | H352 | H351 | 352 | |
| Bilan sparkline/f | Plan!A360:A364 | Plan!A359:A363 | 362 | Plan!A360:A363 |
| Plan dataValidation/sqref | C370:C374 | C369:C373 | 372 | C370:C373 |
| Plan dataValidation/f | Bilan!$A$1:$A$9+$A$382 | Bilan!$A$1:$A$9+$A$381 | 382 | Bilan!$A$1:$A$9+#REF! |
| Plan dataValidation/sqref | C392 | C391 | 392 | |
| Plan ignoredError@sqref | A400:A404 B402 | A399:A403 B401 | 402 | A400:A403 |
| Plan protectedRange@sqref | A410:B414 | A409:B413 | 412 | A410:B413 |
| Plan cellWatch@r | A422 | A421 | 422 | |
| Plan inputCells@r | A432 | A431 | 432 | scenario |
| Plan dataRef@ref | A440:B444 | A439:B443 | 442 | A440:B443 |
| Plan brk@id | 451 | 450 | 452 | 451 |
| Plan brk@id | 462 | 461 | 460 | 461 |
| Plan cellSmartTags@r | A472 | A471 | 472 | |
| Plan webPublishItem@sourceRef | A480:B484 | A479:B483 | 481 | A480:B483 |
| Plan autoFilter@ref | A500:B504 | A499:B503 | 502 | A500:B503 |
| Plan sortState@ref | A501:B504 | A500:B503 | 502 | A501:B503 |
| Plan sortCondition@ref | B501:B504 | B500:B503 | 504 | B501:B503 |
| book definedName | Plan!$A$500:$B$504 | Plan!$A$499:$B$503 | 500 | heading of a filter |
| book definedName | Plan!$A$510:$D$1500 | Plan!$A$509:$D$1499 | 512 | Plan!$A$510:$D$1499 |
| book definedName | Plan!$A:$B,Plan!$520:$521 | Plan!$A:$B,Plan!$519:$520 | 520 | Plan!$A:$B,Plan!$520:$520 |
| book definedName | SUM(Plan!$A$530:$A$534) | SUM(Plan!$A$529:$A$533) | 534 | SUM(Plan!$A$530:$A$533) |
| book definedName | Plan!$A$542 | Plan!$A$541 | 542 | Plan!#REF! |
| book definedName | Plan!A552*2 | Plan!A552*2 | 552 | Plan!A552*2 |
| book definedName | [1]Plan!$A$562 | [1]Plan!$A$562 | 562 | [1]Plan!$A$562 |
| table table@ref | A1000:C1005 | A999:C1004 | 1002 | A1000:C1004 |
| table autoFilter@ref | A1000:C1004 | A999:C1003 | 1004 | A1000:C1003 |
| table calculatedColumnFormula | Actions[[#This Row],[Coût]]*$F$572 | Actions[[#This Row],[Coût]]*$F$571 | 572 | Actions[[#This Row],[Coût]]*#REF! |
| table table@name | Actions | Actions | 1000 | heading of the table “Actions” |
| table table@id | 1 | 1 | 1005 | total of the table “Actions” |
| notes comment@ref | A582 | A581 | 582 | note |
| vml ClientData/Row | 581 | 580 | 580 | 580 |
| vml ClientData/Anchor | 1, 15, 580, 10, 3, 15, 584, 4 | 1, 15, 579, 10, 3, 15, 583, 4 | 575 | 1, 15, 579, 10, 3, 15, 583, 4 |
| threads threadedComment@ref | A592 | A591 | 592 | comment |
| drawing from/row | 599 | 598 | 600 | 599 |
| drawing to/row | 604 | 603 | 602 | 603 |
| drawing from/row | 609 | 608 | 605 | 608 |
| drawing to/row | 614 | 613 | 612 | 614 |
| drawing from/row | 619 | 619 | 615 | 619 |
| drawing from/row | 629 | 628 | 630 | picture |
| drawing sp@textlink | $A$642 | $A$641 | 642 | #REF! |
| chart f | Plan!$A$650:$A$654 | Plan!$A$649:$A$653 | 652 | Plan!$A$650:$A$653 |
| chart f | Plan!$B$662 | Plan!$B$661 | 662 | Plan!#REF! |
| chart sqref | Plan!$C$672 | Plan!$C$671 | 672 | Plan!#REF! |
| control formControlPr@fmlaLink | $A$682 | $A$681 | 682 | #REF! |
| control formControlPr@fmlaRange | Bilan!$A$1:$A$9 | Bilan!$A$1:$A$9 | 683 | Bilan!$A$1:$A$9 |
| Plan controlPr@linkedCell | $A$692 | $A$691 | 692 | #REF! |
| Plan anchor/from/row | 699 | 698 | 700 | control |
| Plan anchor/to/row | 702 | 701 | 702 | 701 |
| activex ocxPr@value | Plan!$A$712 | Plan!$A$711 | 712 | Plan!#REF! |
| vml ClientData/Anchor | 2, 0, 719, 0, 3, 0, 720, 0 | 2, 0, 718, 0, 3, 0, 719, 0 | 720 | control |
| vml ClientData/FmlaLink | $B$732 | $B$731 | 732 | #REF! |
| cache worksheetSource@ref | A740:B744 | A739:B743 | 740 | heading of the data of a pivot table |
| cache worksheetSource@sheet | Plan | Plan | 742 | Plan |
| pivot location@ref | A754:B758 | A753:B757 | 752 | pivot table |
| single singleXmlCell@r | A762 | A761 | 762 | mapped |
| Plan sheetView@topLeftCell | A1 | A1 | 3 | A1 |
| Plan pane@topLeftCell | A772 | A771 | 772 | A772 |
| Plan pane@ySplit | 3 | 2 | 3 | 2 |
| Plan selection@activeCell | B782 | B781 | 782 | B782 |
| Plan selection@sqref | B782 C780:C784 | B781 C779:C783 | 782 | B782 C780:C783 |
| Plan customSheetView@topLeftCell | A792 | A791 | 790 | A791 |
| Plan dimension@ref | A1:AZ1506 | A1:AZ1505 | 1506 | A1:AZ1505 |
""")  # noqa: E501 - a case is a line


def found(data, where):
    """Return what a place of CASES names in a workbook, in the order of its part."""
    part, _, path = where.partition(" ")
    path, _, attribute = path.partition("@")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        nodes = [ET.fromstring(file.read(PARTS[part]))]  # noqa: S314 - our own file
    for name in path.split("/"):
        nodes = [inner for node in nodes for inner in node.iter() if local(inner.tag) == name]
    if not attribute:
        return [node.text for node in nodes if node.text and node.text.strip()]
    values = [{local(key): value for key, value in node.items()} for node in nodes]
    return [value[attribute] for value in values if attribute in value]


def deletions(data, sheet, rows):
    """Return the edits that delete rows, with what a reader sees in them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    values = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    grid = Grid(sheet, values + [[]] * max(rows))
    return [DeleteRow(sheet, row, grid.row_values(row)) for row in rows]


def local(name):
    return name.rpartition("}")[2]


@cache
def torture_book():
    """Return the workbook as bytes."""
    with zipfile.ZipFile(io.BytesIO(_written())) as file:
        parts = {name: file.read(name).decode("latin-1") for name in file.namelist()}
    for change in (_sheet, _objects, _new_parts):
        change(parts)
    return zipped({name: text.encode("latin-1") for name, text in parts.items()})


def zipped(parts):
    """Return parts as a zip file, as Excel orders them: the content types first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def _written():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    plan, bilan = book.add_worksheet("Plan"), book.add_worksheet("Bilan")
    for sheet, name in ((plan, "Plan f"), (bilan, "Bilan f")):
        formulas = [before for where, before, *_ in CASES if where == name]
        for column, formula in enumerate(formulas):
            if "150" not in formula:
                sheet.write_formula(0, 20 + column, f"={formula}", None, 7)
    for row in range(9, 1505, 5):
        plan.write_row(row, 0, [f"Action {row + 1}", row, row / 2])
    plan.write("AZ1", "fin")
    _write_cells(plan)
    _write_rules(plan, bilan)
    _write_objects(book, plan)
    book.define_name("Total", "=SUM(Plan!$A$530:$A$534)")
    book.define_name("Plan!Seul", "=Plan!$A$542")
    book.define_name("Relatif", "=Plan!A552*2")
    book.define_name("Ailleurs", "=[1]Plan!$A$562")
    book.close()
    return buffer.getvalue()


def _write_cells(plan):
    plan.write_array_formula("G150:G154", "{=A150:A154*2}")
    plan.write_array_formula("G162", "{=SUM(A1:A2)}")
    for place in ("A180:C180", "A190:A194", "B190:B191", "A200:B201"):
        plan.merge_range(place, "groupe")
    plan.write_url("A212", "https://example.org/212")
    plan.write_url("A222", "internal:Bilan!A222")
    plan.ignore_errors({"number_stored_as_text": "A400:A404 B402"})
    plan.autofilter("A500:B504")
    plan.print_area("A510:D1500")
    plan.repeat_columns("A:B")
    plan.repeat_rows(519, 520)
    plan.freeze_panes(3, 0, 771, 0)
    plan.set_h_pagebreaks([451, 462])
    columns = [{"header": "Code"}, {"header": "Coût", "total_function": "sum"}, {"header": "Part"}]
    columns[2]["formula"] = "=Actions[[#This Row],[Coût]]*$F$572"
    table = {"name": "Actions", "columns": columns, "total_row": True}
    plan.add_table("A1000:C1005", table)


def _write_rules(plan, bilan):
    def listed(formula):
        return {"validate": "list", "source": f"={formula}"}

    plan.data_validation("C230:C234", listed("$D$240:$D$244") | {"other_cells": [[231, 4, 231, 4]]})
    bilan.data_validation("C1", listed("Plan!$A$250:$A$254"))
    plan.data_validation("D260:D264", {"validate": "custom", "value": "=D260>$A$1"})
    red = {"type": "formula", "criteria": "=TRUE"}
    plan.conditional_format("E270:E274", red)
    plan.conditional_format("E282", red)
    plan.conditional_format("E290:E294", red | {"criteria": "=$E290>$B$294"})
    plan.conditional_format("E300:E304", red | {"criteria": '=AND(E300<>"",E300<>E299)'})
    bilan.conditional_format("A1:A9", red | {"criteria": "=A1>Plan!$A$312"})
    scale = {"type": "2_color_scale", "min_type": "formula", "min_value": "=$F$322"}
    plan.conditional_format("E320:E324", scale)
    bar = {"type": "data_bar", "data_bar_2010": True, "min_type": "formula", "min_value": "=$G$332"}
    plan.conditional_format("E330:E334", bar)
    plan.conditional_format("E342", {"type": "data_bar", "data_bar_2010": True})
    plan.add_sparkline("H350", {"range": "Plan!A350:F350"})
    plan.add_sparkline("H352", {"range": "Plan!A1:F1"})
    bilan.add_sparkline("H1", {"range": "Plan!A360:A364"})


def _write_objects(book, plan):
    plan.write_comment("A582", "à revoir")
    plan.write_comment("A592", "[Threaded comment]")
    dot = io.BytesIO(_PNG)
    for _ in range(4):
        plan.insert_image("A1", "dot.png", {"image_data": dot})
    plan.insert_textbox("A1", "", {"textlink": "=$A$642"})
    plan.insert_button("C720", {"macro": "Vider"})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Plan!$A$650:$A$654", "name": "=Plan!$B$662"})
    plan.insert_chart("A1", chart)


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _put(text, mark, new):
    """Return `text` with `new` before the first `mark`, which has to be there."""
    assert mark in text, mark
    return text.replace(mark, new + mark, 1)


def _sheet(parts):
    name = PARTS["Plan"]
    xml = parts[name]
    xml = _put(xml, "</sheetData>", _DATA_TABLE)
    xml = xml.replace("</sheetData>", "</sheetData>" + _AFTER_CELLS, 1)
    xml = re.sub(r'(<autoFilter ref="A500:B504")/>', rf"\1>{_SORT}</autoFilter>", xml)
    xml = _put(xml, "<mergeCells", _BEFORE_MERGES)
    xml = _put(xml, "<ignoredErrors", '<cellWatches><cellWatch r="A422"/></cellWatches>')
    xml = xml.replace("</ignoredErrors>", "</ignoredErrors>" + _SMART_TAGS, 1)
    xml = _put(xml, "<tableParts", _CONTROLS)
    xml = _put(xml, "</extLst>", _VALIDATIONS)
    xml = re.sub(r"<selection [^>]*/>", _SELECTION, xml, count=1)
    xml = re.sub(r"<sheetView ", '<sheetView topLeftCell="A1" ', xml, count=1)
    parts[name] = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:AZ1506"', xml)


_DATA_TABLE = """<row r="1506"><c r="I1506"><f t="dataTable" ref="I1506:J1506" dt2D="0" dtr="0"
 r1="H172"/><v>0</v></c></row>"""
_AFTER_CELLS = """<protectedRanges><protectedRange sqref="A410:B414" name="Saisie"/>
</protectedRanges><scenarios current="0"><scenario name="Haut" count="1">
<inputCells r="A432" val="1"/></scenario></scenarios>"""
_SORT = '<sortState ref="A501:B504"><sortCondition ref="B501:B504"/></sortState>'
_BEFORE_MERGES = """<dataConsolidate><dataRefs count="1"><dataRef ref="A440:B444" sheet="Plan"/>
</dataRefs></dataConsolidate><customSheetViews><customSheetView topLeftCell="A792"
 guid="{10000000-0000-0000-0000-000000000001}"/></customSheetViews>"""
_SMART_TAGS = (
    '<smartTags><cellSmartTags r="A472"><cellSmartTag type="0"/></cellSmartTags></smartTags>'
)
_CONTROLS = """<controls><control shapeId="9" r:id="rId101" name="Liste"><controlPr
 defaultSize="0" linkedCell="$A$692" r:id="rId101"><anchor moveWithCells="1" sizeWithCells="1">
<from><xdr:col xmlns:xdr="urn:x">1</xdr:col><xdr:row xmlns:xdr="urn:x">699</xdr:row></from>
<to><xdr:col xmlns:xdr="urn:x">2</xdr:col><xdr:row xmlns:xdr="urn:x">702</xdr:row></to></anchor>
</controlPr></control></controls><webPublishItems><webPublishItem id="1" divId="d"
 sourceType="range" sourceRef="A480:B484" destinationFile="d.htm"/></webPublishItems>"""
_VALIDATIONS = """<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
 xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations
 xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="2"><x14:dataValidation
 type="list"><x14:formula1><xm:f>Bilan!$A$1:$A$9+$A$382</xm:f></x14:formula1>
<xm:sqref>C370:C374</xm:sqref></x14:dataValidation><x14:dataValidation type="list"><x14:formula1>
<xm:f>Bilan!$A$1</xm:f></x14:formula1><xm:sqref>C392</xm:sqref></x14:dataValidation>
</x14:dataValidations></ext>"""
_SELECTION = '<selection pane="bottomLeft" activeCell="B782" sqref="B782 C780:C784"/>'


def _objects(parts):
    drawing = parts[PARTS["drawing"]]
    # The chart comes first, then the pictures, then the text box.
    anchors = [("", 1600, 1610), ("", 599, 604), ("oneCell", 609, 614)]
    anchors += [("absolute", 619, 624), ("", 629, 629), ("", 1620, 1630)]
    pieces = drawing.split("<xdr:twoCellAnchor")
    assert len(pieces) == len(anchors) + 1
    for place, (mode, *rows) in enumerate(anchors, 1):
        piece = re.sub(r' editAs="\w+"', "", pieces[place], count=1)
        for row in rows:
            piece = re.sub(r"<xdr:row>\d+</xdr:row>", f"<xdr:ROW>{row}</xdr:ROW>", piece, count=1)
        pieces[place] = (f' editAs="{mode}"' if mode else "") + piece.replace("xdr:ROW", "xdr:row")
    parts[PARTS["drawing"]] = "<xdr:twoCellAnchor".join(pieces)
    label = "<c15:datalabelsRange><c15:sqref>Plan!$C$672</c15:sqref></c15:datalabelsRange>"
    chart = "http://schemas.microsoft.com/office/drawing/2012/chart"
    extension = f'<c:extLst><c:ext uri="u" xmlns:c15="{chart}">{label}</c:ext></c:extLst>'
    parts[PARTS["chart"]] = _put(parts[PARTS["chart"]], "</c:ser>", extension)
    vml = parts[PARTS["vml"]]
    link = '<x:ClientData ObjectType="Checkbox"><x:FmlaLink>$B$732</x:FmlaLink></x:ClientData>'
    parts[PARTS["vml"]] = _put(vml, "</xml>", f'<v:shape id="case">{link}</v:shape>')


def _new_parts(parts):
    sheet = PARTS["Plan"]
    add_part(parts, sheet, PARTS["threads"], "threadedComment", _THREADS)
    add_part(parts, sheet, PARTS["control"], "ctrlProp", _CONTROL)
    add_part(parts, sheet, PARTS["activex"], "control", _ACTIVEX)
    add_part(parts, sheet, PARTS["single"], "tableSingleCells", _SINGLE)
    add_part(parts, sheet, PARTS["pivot"], "pivotTable", _PIVOT)
    add_part(parts, PARTS["book"], PARTS["cache"], "pivotCacheDefinition", _CACHE)


def add_part(parts, source, name, kind, text):
    """Add a part to `parts`, its content type and a relationship of `source`, "" the package."""
    folder, slash, base = source.rpartition("/")
    rels = f"{folder}{slash}_rels/{base}.rels"
    number = parts[rels].count("<Relationship ") + 100
    base_type = _THREADED if kind == "threadedComment" else _OFFICE
    relation = f'<Relationship Id="rId{number}" Type="{base_type}/{kind}" Target="/{name}"/>'
    parts[name] = text
    parts[rels] = _put(parts[rels], "</Relationships>", relation)
    content = _TYPES.get(kind, f"vnd.openxmlformats-officedocument.spreadsheetml.{kind}")
    override = f'<Override PartName="/{name}" ContentType="application/{content}+xml"/>'
    types = "[Content_Types].xml"
    parts[types] = _put(parts[types], "</Types>", override)


_THREADED = "http://schemas.microsoft.com/office/2017/10/relationships"
_TYPES = {
    "threadedComment": "vnd.ms-excel.threadedcomments",
    "ctrlProp": "vnd.ms-excel.controlproperties",
    "control": "vnd.ms-office.activeX",
}
_THREADS = """<ThreadedComments
 xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="A592"
 id="{1}"><text>Oui</text></threadedComment></ThreadedComments>"""
_CONTROL = """<formControlPr
 xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Drop"
 fmlaLink="$A$682"
 fmlaRange="Bilan!$A$1:$A$9"/>"""
_ACTIVEX = """<ax:ocx
 xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"
 ax:persistence="persistPropertyBag"><ax:ocxPr
 ax:name="LinkedCell" ax:value="Plan!$A$712"/></ax:ocx>"""
_SINGLE = f"""<singleXmlCells xmlns="{_MAIN}"><singleXmlCell id="1" r="A762" connectionId="0"/>
</singleXmlCells>"""
_PIVOT = f"""<pivotTableDefinition xmlns="{_MAIN}" name="P" cacheId="1"><location ref="A754:B758"
 firstHeaderRow="1" firstDataRow="1" firstDataCol="1" rowPageCount="1"/></pivotTableDefinition>"""
_CACHE = f"""<pivotCacheDefinition xmlns="{_MAIN}"><cacheSource type="worksheet"><worksheetSource
 ref="A740:B744" sheet="Plan"/></cacheSource></pivotCacheDefinition>"""
