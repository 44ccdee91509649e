"""A file is read whatever program wrote it, or a sentence says what is in the way."""

from pathlib import Path

import pytest

from tests.ooxml.hostile import (
    MAIN,
    OFFICE,
    SOUND,
    VALUES,
    WORKBOOK,
    WORKBOOK_RELS,
    book,
    sheet,
    with_parts,
)
from xlmot.books.file import FileBook
from xlmot.messages.errors import UnreadableFile

MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
MACROS = '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'


def with_sheet(kind, part="xl/macrosheets/sheet1.xml", content=MACROS):
    """Return a workbook with another sheet, of a kind as the type of its relationship names it."""
    listed = '<sheet name="Macro1" sheetId="2" r:id="rId9"/></sheets>'
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="/{part}"/></Relationships>'
    return with_parts(
        {
            "xl/workbook.xml": WORKBOOK.replace("</sheets>", listed),
            "xl/_rels/workbook.xml.rels": WORKBOOK_RELS.replace("</Relationships>", relation),
            part: content,
        }
    )


def with_module():
    listed = '<sheet name="Macro1" sheetId="2" state="veryHidden" r:id=""/></sheets>'
    return book(workbook=WORKBOOK.replace("</sheets>", listed))


@pytest.mark.parametrize("dialect", SOUND)
def test_the_cells_of_every_dialect_are_read(dialect):
    (grid,) = FileBook(Path("b.xlsx"), SOUND[dialect]()).all_grids()
    assert [list(row) for row in grid.rows] == VALUES


@pytest.mark.parametrize(
    "data",
    [
        with_sheet(f"{MICROSOFT}/xlMacrosheet"),
        with_sheet(f"{MICROSOFT}/xlIntlMacrosheet"),
        with_module(),
    ],
    ids=["Excel 4", "Excel 4, international", "Excel 5"],
)
def test_macros_kept_as_a_sheet_are_said_to_be_in_the_way(data):
    with pytest.raises(UnreadableFile, match=r"^b.xlsm holds macros as sheets, .* Macro1\.") as no:
        FileBook(Path("b.xlsm"), data).grids()
    assert no.value.remedy


def test_a_sheet_that_is_a_dialog_is_passed_over():
    dialog = f'<dialogsheet xmlns="{MAIN}"><sheetFormatPr defaultRowHeight="15"/></dialogsheet>'
    data = with_sheet(f"{OFFICE}/dialogsheet", "xl/dialogsheets/sheet1.xml", dialog)
    assert [grid.sheet for grid in FileBook(Path("b.xlsx"), data).all_grids()] == ["Programme"]


DAMAGE = {
    '<c r="A1" t="s"><v>99</v></c>': "it shows the text number 99, and the workbook has 2",
    '<c r="A1" t="zz"><v>1</v></c>': "its type “zz” is none",
}


@pytest.mark.parametrize("cell", DAMAGE)
def test_damage_that_only_the_reader_meets_names_the_sheet_and_the_cell(cell):
    data = book(sheet=sheet(f'<row r="1">{cell}</row>'))
    with pytest.raises(UnreadableFile) as no:
        FileBook(Path("b.xlsx"), data).all_grids()
    told = f"The sheet “Programme” is damaged in cell A1: {DAMAGE[cell]}."
    assert (str(no.value.message), bool(no.value.remedy)) == (told, True)


def test_a_link_that_leads_nowhere_is_not_named_as_the_file_that_was_meant(tmp_path: Path) -> None:
    link = tmp_path / "plan.xlsx"
    link.symlink_to(tmp_path / "gone.xlsx")
    with pytest.raises(UnreadableFile) as refused:
        FileBook(link)
    assert "leads to no file" in str(refused.value.remedy)
