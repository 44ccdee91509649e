import io
import re

import pytest
import xlsxwriter
from python_calamine import load_workbook

from tests.ooxml.hostile import OTHER_ENCODINGS, ROWS, SHEET, SHEET1, SOUND, VALUES, book
from xlmot.ooxml.cells.ignored_errors import keep_numbers_as_text
from xlmot.ooxml.parts.guard import open_container
from xlmot.ooxml.parts.package import Package


def kept(data, *cells, sheet="Programme"):
    package = Package(open_container(data, "b.xlsx"))
    keep_numbers_as_text(package, sheet, cells)
    return package.bytes()


def part(data):
    return Package(open_container(data, "b.xlsx")).part(SHEET1).decode()


def ignored(data):
    return re.findall(r'<(?:x:)?ignoredError sqref="([^"]*)" numberStoredAsText="1"/>', part(data))


@pytest.mark.parametrize("dialect", sorted(SOUND.keys() - OTHER_ENCODINGS))
def test_cells_are_named_in_every_dialect(dialect):
    data = kept(SOUND[dialect](), (2, 1), (1, 1), (2, 2), (2, 1))
    assert ignored(data) == ["A1:A2 B2"]
    assert load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python() == VALUES


def test_what_excel_leaves_alone_already_is_not_named_again():
    data = kept(book(), (1, 1), (2, 1))
    assert kept(data, (2, 1)) == data
    assert ignored(kept(data, (3, 1), (2, 1))) == ["A1:A2", "A3"]


def test_it_stands_where_the_format_wants_it():
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as file:
        sheet = file.add_worksheet("Programme")
        sheet.write("A1", "1.10")
        sheet.write_comment("A2", "note")
        sheet.add_table("C1:D3")
        sheet.set_h_pagebreaks([3])
        sheet.set_footer("&P")
    order = re.findall(
        r"<(\w+)", re.sub("(?s)<sheetData>.*</sheetData>", "", part(kept(sink.getvalue(), (1, 1))))
    )
    at = order.index("ignoredErrors")
    assert {"headerFooter", "rowBreaks"} <= set(order[:at])
    assert order[at + 1 :] == ["ignoredError", "legacyDrawing", "tableParts", "tablePart"]


def test_nothing_else_changes():
    assert part(kept(book(), (1, 1))) == SHEET.replace(
        f"{ROWS}</sheetData>",
        f'{ROWS}</sheetData><ignoredErrors><ignoredError sqref="A1" numberStoredAsText="1"/>'
        "</ignoredErrors>",
    )
