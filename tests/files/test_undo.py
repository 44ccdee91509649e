"""A cleaning is undone after another program saved the workbook: deleted rows and all."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.oracles import libreoffice
from tests.programme_2024 import ROOT
from tests.workbooks import SAMPLES
from tests.workbooks.base import REPEATED, TABLE, written
from xlmot.books.file import FileBook
from xlmot.books.journal import Batch, journal_path, read_journal, write_journal
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.summarize import Wish, summarize_file
from xlmot.files.undo import undo_file
from xlmot.files.write import Change, Destination, write
from xlmot.findings import DeleteRow, SetCell, Unmerge
from xlmot.findings.edits import apply_edits
from xlmot.messages.errors import UnreadableFile
from xlmot.ooxml.cells.formulas import spelt
from xlmot.programme.address import Area

# What it says it does not keep.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
PROGRAMME = ROOT / "workbooks/programme-2024.xlsx"


def clean(path, *, unsafe=False):
    done = clean_file((path, Path(path.name)), Asked(), Destination(in_place=True), unsafe=unsafe)
    assert done.error is None, done.error
    return done


def by_openpyxl(path):
    """Save a workbook as openpyxl does, which numbers texts and formats anew."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()), keep_vba=path.suffix == ".xlsm")
    try:
        book.save(path)
    finally:
        # Left to the search for garbage, it is closed after the bytes it reads.
        if book.vba_archive:
            book.vba_archive.close()


def by_libreoffice(path):
    command = [
        libreoffice(),
        f"-env:UserInstallation={(path.parent / 'office').as_uri()}",
        *("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
        *("--outdir", str(path.parent / "saved"), str(path)),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    path.write_bytes((path.parent / "saved" / path.name).read_bytes())


def shown(path):
    """Return the values of the cells of all sheets but what formulas show."""
    return {
        (grid.sheet, row, column): value
        for grid in FileBook(path).all_grids()
        for row in range(1, len(grid.rows) + 1)
        for column, value in enumerate(grid.row_values(row), 1)
        if value is not None and (row, column) not in grid.formulas
    }


def facts(path):
    """Return the formulas of a workbook, and what else of it refers to cells."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    found = {"names": {name: one.attr_text for name, one in book.defined_names.items()}}
    for sheet in book.worksheets:
        found[sheet.title] = {
            "formulas": {
                cell.coordinate: getattr(cell.value, "text", cell.value)
                for row in sheet.iter_rows()
                for cell in row
                if cell.data_type == "f"
            },
            "merges": sorted(map(str, sheet.merged_cells.ranges)),
            "tables": dict(sheet.tables.items()),
            "formats": sorted(
                (str(one.sqref), [rule.formula for rule in one.rules])
                for one in sheet.conditional_formatting
            ),
            "validations": sorted(
                (str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation
            ),
            "notes": sorted(
                (cell.coordinate, cell.comment.text)
                for row in sheet.iter_rows()
                for cell in row
                if cell.comment
            ),
            "print": (sheet.print_area, sheet.print_title_rows),
            "filter": sheet.auto_filter.ref,
        }
    return found


@pytest.mark.parametrize("unsafe", [False, True])
def test_the_programme_of_2024(tmp_path, unsafe):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(PROGRAMME.read_bytes())
    before = shown(path), facts(path)
    done = clean(path, unsafe=unsafe)
    assert any(isinstance(edit, DeleteRow) for edit in done.edits)
    by_openpyxl(path)
    undone = undo_file(path)
    assert undone.edits == done.edits
    assert not undone.refused
    assert (shown(path), facts(path)) == before


def merged_file(folder):
    """Write codes merged over their rows, two of which say the same."""

    def fill(_, sheet):
        lines = ["ROADS", "Pave the square", "Pave the square", "Light the lane", "BRIDGES", "Arch"]
        for row, text in enumerate(lines, 30):
            sheet.write(row, 1, text)
        sheet.merge_range("A31:A34", "8")
        sheet.merge_range("A35:A36", "9")
        sheet.merge_range("B31:C31", "Pave the square")

    path = folder / "plan.xlsx"
    path.write_bytes(written(fill))
    return path


def merges(path):
    return [set(grid.merges) for grid in FileBook(path).all_grids()]


@pytest.mark.parametrize("unsafe", [False, True])
def test_merged_codes_are_merged_again(tmp_path, unsafe):
    path = merged_file(tmp_path)
    before = shown(path), merges(path)
    done = clean(path, unsafe=unsafe)
    assert merges(path) == [set() if unsafe else {Area(8, 2, 8, 3)}]
    assert len([edit for edit in done.edits if isinstance(edit, Unmerge)]) == 2 + unsafe
    by_openpyxl(path)
    undone = undo_file(path)
    assert undone.edits == done.edits
    assert not undone.refused
    assert (shown(path), merges(path)) == before


def test_codes_that_changed_since_stay_and_are_not_merged(tmp_path):
    path = merged_file(tmp_path)
    done = clean(path)
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    row = next(row for row in book.worksheets[0].iter_rows() if row[1].value == "Arch")
    row[0].value = "9.1"
    book.save(path)
    undone = undo_file(path)
    left = {edit.cell for edit, _ in undone.refused if not isinstance(edit, DeleteRow)}
    assert left == {"A36", "A35:A36"}
    assert len(undone.edits) + len(left) == len(done.edits)
    assert merges(path) == [{Area(31, 1, 34, 1), Area(31, 2, 31, 3)}]
    assert FileBook(path).grids()[0].value(36, 1) == "9.1"


def plain(found):
    """Return facts with their formulas spelt as any program may."""
    if isinstance(found, dict):
        return {key: plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [plain(one) for one in found]
    return spelt(found) if isinstance(found, str) else found


def rich():
    """Return a workbook in which all kinds of references are below the rows that are deleted."""

    def fill(book, sheet):
        bold = book.add_format({"bold": True, "bg_color": "#FFEE00"})
        other = book.add_worksheet("Bilan")
        for row in (1, REPEATED):
            sheet.write_row(row - 1, 0, TABLE[0], bold)
        for row in range(1, 12):
            sheet.write_formula(row + 12, 4, f"=COUNTA(A$2:A{row + 1})+Bilan!A{row}", None, 1)
            other.write_formula(row, 1, f"=Programme!A{row + 1}", None, 1)
        other.write_formula("D1", f"=SUM(Programme!A{REPEATED}:A8)", None, 1)
        other.write_formula("D2", f"=SUM(Programme!A2:A{REPEATED})", None, 1)
        sheet.merge_range("G9:H10", "seen")
        sheet.merge_range(f"J{REPEATED}:K{REPEATED}", "")
        sheet.add_table("M2:N9", {"name": "Suivi"})
        sheet.write_comment("B8", "a note")
        sheet.conditional_format(
            f"B{REPEATED}:B9", {"type": "formula", "criteria": f"=$A{REPEATED}>1", "format": bold}
        )
        sheet.data_validation("F2:F9", {"validate": "list", "source": f"=$A$2:$A${REPEATED}"})
        book.define_name("Etapes", f"=Programme!$A${REPEATED}:$A$8")
        book.define_name("Titre", f"=Programme!$B${REPEATED}")
        sheet.print_area("A1:N24")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"=Programme!$A$2:$A${REPEATED}"})
        sheet.insert_chart("P12", chart)

    return written(fill)


def rich_file(folder):
    path = folder / "plan.xlsx"
    path.write_bytes(rich())
    return path


def test_all_that_refers_to_the_rows_is_as_before(tmp_path):
    path = rich_file(tmp_path)
    before = shown(path), facts(path)
    done = clean(path, unsafe=True)
    assert DeleteRow("Programme", REPEATED, ("Code", "Title")) in done.edits
    assert "#REF!" in str(facts(path))
    by_openpyxl(path)
    undone = undo_file(path)
    assert undone.edits == done.edits
    assert not undone.refused
    assert not undone.notes
    assert (shown(path), facts(path)) == before
    cell = openpyxl.load_workbook(path)["Programme"].cell(REPEATED, 1)
    assert cell.font.bold


def change(path, edit):
    """Change a workbook as somebody does with another program."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def refusals(path):
    return [f"{error}" for _, error in undo_file(path).refused]


def test_a_row_between_other_rows_than_then_is_refused_by_name(tmp_path):
    path = rich_file(tmp_path)
    clean(path, unsafe=True)
    change(path, lambda book: book["Programme"].insert_rows(2, 2))
    found = refusals(path)
    assert "The rows around row 5 have changed since." in found[-1]
    assert ".bak.xlsx" in found[-1]
    assert "Cell B4 has changed since." in found[0]


def test_a_row_beside_which_some_words_changed_is_put_back(tmp_path):
    path = rich_file(tmp_path)
    clean(path, unsafe=True)
    change(path, lambda book: book["Programme"].cell(4, 2, "Pave, soon"))
    undone = undo_file(path)
    assert [error.message.fields for _, error in undone.refused] == [{"cell": "B4"}]
    assert shown(path)["Programme", REPEATED, 2] == "Title"


def test_without_the_backup_no_row_is_put_back(tmp_path):
    path = rich_file(tmp_path)
    done = clean(path, unsafe=True)
    path.with_name(done.backup).unlink()
    by_openpyxl(path)
    (found,) = refusals(path)
    assert "the backup of that moment is gone" in found
    assert "plan.xlmot-journal.json" in found


def test_a_formula_that_changed_since_keeps_its_ref_error_and_is_named(tmp_path):
    path = rich_file(tmp_path)
    clean(path, unsafe=True)
    change(path, lambda book: book["Bilan"].cell(5, 2, "=Programme!#REF!&1"))
    undone = undo_file(path)
    assert not undone.refused
    assert [note.fields["cells"] for note in undone.notes] == [("Bilan!B5",)]
    assert facts(path)["Bilan"]["formulas"]["B5"] == "=Programme!#REF!&1"
    assert facts(path)["Bilan"]["formulas"]["D1"] == "=SUM(Programme!A5:A8)"


def test_a_name_that_changed_since_is_told_too(tmp_path):
    path = rich_file(tmp_path)
    clean(path, unsafe=True)

    def rewrite(book):
        book.defined_names["Titre"].attr_text = "Programme!#REF!&1"

    change(path, rewrite)
    assert [note.fields["cells"] for note in undo_file(path).notes] == [("titre",)]
    assert facts(path)["names"]["Etapes"] == "Programme!$A$5:$A$8"


def test_a_format_that_is_nowhere_else_is_said_to_be_lost(tmp_path):
    def fill(book, sheet):
        sheet.write_row(REPEATED - 1, 0, TABLE[0], book.add_format({"bold": True}))

    path = tmp_path / "plan.xlsx"
    path.write_bytes(written(fill))
    clean(path)
    by_openpyxl(path)
    (note,) = undo_file(path).notes
    assert "formats of cells" in str(note)


def test_rows_do_not_come_into_cells_that_a_formula_fills_together(tmp_path):
    path = rich_file(tmp_path)
    clean(path, unsafe=True)

    def fill(book):
        book["Programme"]["E3"] = ArrayFormula("E3:E6", "=A3:A6")

    change(path, fill)
    (found,) = refusals(path)
    assert "Row 5 would break cells that one array formula or data table fills." in found


@pytest.mark.oracle
def test_after_libreoffice_saved_it(tmp_path):
    """Formulas are compared as LibreOffice spells them: before is saved by it too."""
    path, first = rich_file(tmp_path), tmp_path / "first.xlsx"
    first.write_bytes(path.read_bytes())
    by_libreoffice(first)
    done = clean(path, unsafe=True)
    by_libreoffice(path)
    undone = undo_file(path)
    assert undone.edits == done.edits
    assert not undone.refused
    assert shown(path) == shown(first)
    after, before = facts(path), facts(first)
    assert plain(after["Programme"]) == plain(before["Programme"])
    assert plain(after["Bilan"]) == plain(before["Bilan"])
    assert plain(after["names"]) == plain(before["names"])


def kept_by_openpyxl(path):
    """Tell whether openpyxl can save the workbook at all, and all values and formulas of it."""
    try:
        before = shown(path), facts(path)
        by_openpyxl(path)
    except Exception:  # noqa: BLE001 - whatever it stumbles over
        return False
    return (shown(path), facts(path)) == before


NAMES = [name for name, one in SAMPLES.items() if not (one.refused or one.unread)]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_workbooks_of_all_features(name, tmp_path):
    """Whatever openpyxl loses of the features, what it keeps is as before."""
    path = tmp_path / f"plan{SAMPLES[name].suffix}"
    path.write_bytes(SAMPLES[name].make())
    trial = tmp_path / f"trial{SAMPLES[name].suffix}"
    trial.write_bytes(SAMPLES[name].make())
    if not kept_by_openpyxl(trial):
        pytest.skip("openpyxl does not keep what is compared")
    before = shown(path), facts(path)
    done = clean(path)
    by_openpyxl(path)
    undone = undo_file(path)
    assert undone.edits == done.edits
    assert not undone.refused
    assert (shown(path), facts(path)) == before


def small_file(folder, name="plan.xlsx"):
    """Write a programme with a repeated header and two codes to be corrected."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (TABLE[0], ("1", "ROADS"), ("1.1.", "Pave"), TABLE[0], ("2", "Z"), ("2.1.", "Arch")):
        sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def test_what_was_put_back_by_hand_is_already_as_before(tmp_path):
    path = small_file(tmp_path)
    done = clean(path)
    path.write_bytes(path.with_name(done.backup).read_bytes())
    assert undo_file(path).settled
    assert not journal_path(path).exists()


def test_what_was_put_back_by_hand_and_saved_is_already_as_before(tmp_path):
    path = small_file(tmp_path)
    clean(path)
    done = clean_of_another(path)
    path.write_bytes(path.with_name(done.backup).read_bytes())
    by_openpyxl(path)
    assert undo_file(path).settled
    assert len(read_journal(path)) == 1
    assert undo_file(path).edits


@pytest.mark.parametrize("keeps_backup", [True, False])
@pytest.mark.parametrize("rows", [(3,), (3, 4), (2, 3), (8,)])
def test_blank_rows_from_among_blank_rows_come_back(tmp_path, rows, keeps_backup):
    """What is shown in their place, before and after, is a blank row."""
    path = tmp_path / "plan.xlsx"
    book = openpyxl.Workbook()
    for row in (TABLE[0], (), (), (), ("1", "ROADS"), ("1.1", "Pave"), (), (), (), ("2", "Z")):
        book.worksheets[0].append(row)
    book.save(path)
    before = shown(path)
    read = FileBook(path)
    edits = [DeleteRow("Sheet", row, ()) for row in rows]
    gone = apply_edits(read.all_grids(), edits)
    saved = write(
        read, read.apply(edits).data, gone, path, Destination(in_place=True), Change(edits)
    )
    if saved.backup and not keeps_backup:
        saved.backup.unlink()
    change(path, lambda book: book.worksheets[0].cell(1, 5, "typed since"))
    undone = undo_file(path)
    assert not undone.settled
    assert len(undone.edits) + len(undone.refused) == len(rows)
    if not undone.refused:
        assert shown(path) == {**before, ("Sheet", 1, 5): "typed since"}


def clean_of_another(path):
    """Make one more fault and clean it."""
    change(path, lambda book: book.worksheets[0].cell(6, 1, "2.2."))
    return clean(path)


def test_a_cell_that_holds_its_old_value_again_is_not_said_to_have_changed(tmp_path):
    path = small_file(tmp_path)
    done = clean(path)
    change(path, lambda book: book.worksheets[0].cell(3, 1, "1.1."))
    undone = undo_file(path)
    assert not undone.refused
    assert {*done.edits} - {*undone.edits} == {SetCell("Sheet", 3, 1, "1.1.", "1.1")}


def test_through_a_link_the_journal_is_found(tmp_path):
    path = small_file(tmp_path)
    before = path.read_bytes()
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(path)
    clean(link)
    assert undo_file(link).edits
    assert path.read_bytes() == before


def test_sheets_saved_since_are_stepped_over_by_name_or_settled_once_they_are_gone(tmp_path):
    path = small_file(tmp_path)
    done = clean(path)
    made = summarize_file((path, Path(path.name)), Asked(), Destination(in_place=True), Wish())
    by_openpyxl(path)
    first, second = read_journal(path)
    with pytest.raises(UnreadableFile, match=re.escape(f"undo --batch {first.name} {path}”")):
        undo_file(path)
    assert undo_file(path, first.name).edits == done.edits
    assert read_journal(path) == [second]
    change(path, lambda book: [book.remove(book[name]) for name in made.sheets])
    assert undo_file(path).settled
    assert not journal_path(path).exists()


def test_an_older_batch_is_undone_where_rows_were_deleted_since(tmp_path):
    path = small_file(tmp_path)
    change(path, lambda book: book.worksheets[0].delete_rows(4))
    first = clean(path)
    change(path, lambda book: [book.worksheets[0].insert_rows(2), add_header(book)])
    second = clean(path)
    assert any(isinstance(edit, DeleteRow) for edit in second.edits)
    undone = undo_file(path, read_journal(path)[0].name)
    assert {error.message.text for _, error in undone.refused} <= {"Cell {cell} has changed since."}
    assert len(undone.edits) + len(undone.refused) == len(first.edits)


def add_header(book):
    for column, text in enumerate(TABLE[0], 1):
        book.worksheets[0].cell(2, column, text)


def test_a_batch_that_cannot_be_taken_back_says_how_to_reach_the_older_one(tmp_path):
    path = small_file(tmp_path)
    clean(path)
    done = clean_of_another(path)
    change(path, lambda book: book.worksheets[0].cell(done.edits[0].row, 1, "9"))
    undone = undo_file(path)
    assert not undone.edits
    assert "--batch" in str(undone.notes)


def test_a_name_that_is_not_noted_is_refused(tmp_path):
    path = small_file(tmp_path)
    clean(path)
    with pytest.raises(UnreadableFile, match="undo --list"):
        undo_file(path, "00000000")


def broken(journal):
    journal.write_text('{"xlmot": 1, "bat')


def read_only(journal):
    journal.write_text('{"xlmot": 1, "batches": []}')
    journal.chmod(0o444)


def a_folder(journal):
    journal.mkdir()


@pytest.mark.parametrize("state", [broken, read_only, a_folder])
def test_a_journal_that_cannot_be_written_stops_the_cleaning_by_name(tmp_path, state):
    path = small_file(tmp_path)
    before = path.read_bytes()
    state(journal_path(path))
    done = clean_file((path, Path(path.name)), Asked(), Destination(in_place=True), unsafe=False)
    assert "plan.xlmot-journal.json" in str(done.error)
    assert path.read_bytes() == before
    assert len([*tmp_path.iterdir()]) == 2


def test_a_name_too_long_for_a_journal_stops_the_cleaning(tmp_path):
    path = small_file(tmp_path, "p" * 236 + ".xlsx")
    before = path.read_bytes()
    done = clean_file((path, Path(path.name)), Asked(), Destination(in_place=True), unsafe=False)
    assert "too long" in str(done.error)
    assert path.read_bytes() == before
    assert len([*tmp_path.iterdir()]) == 1


def test_two_workbooks_of_one_stem_share_a_journal_and_not_their_batches(tmp_path):
    path, other = small_file(tmp_path), tmp_path / "plan.xlsm"
    other.touch()
    before = path.read_bytes()
    clean(path)
    write_journal(other, [Batch("2026-11-30T10:00:00", "a", "b", "", (), file=other.name)])
    assert undo_file(path).edits
    assert path.read_bytes() == before
    assert len(read_journal(other)) == 1
