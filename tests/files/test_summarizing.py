"""Sheets in the user's workbook: their figures, and what staff wrote in them, made again and again.

Staff are played by openpyxl, which inserts rows, types words and saves the file its own way.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

import xlmot
from tests.programme_2024 import ROOT, SHEET, TRUTH
from tests.programmes.variants import write as write_rows
from tests.sheets.libreoffice import SOFFICE, converted
from tests.sheets.samples import rows_after
from xlmot.books.file import FileBook
from xlmot.books.journal import read_journal
from xlmot.books.mark import find_key
from xlmot.books.saving.backups import backups
from xlmot.checking.results import Summarized
from xlmot.files.check import check_file
from xlmot.files.clean import clean_file
from xlmot.files.earlier import generated_sheets
from xlmot.files.reading import Asked
from xlmot.files.summarize import KINDS, Wish, summarize_file
from xlmot.files.undo import undo_file
from xlmot.files.write import SUMMARIZED, Destination
from xlmot.findings import SetCell
from xlmot.messages.errors import UnreadableFile

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
MADE = ("Summary", "Findings", "Axe 1", "Axe 2", "Axe 3")
MAY, JUNE = date(2024, 5, 3), date(2024, 6, 1)
ASKED, IN_PLACE = Asked(), Destination(in_place=True)
VEILLE = "Veille juridique et révision Schengen"
MONTMEDY = "Accompagnement stratégie transfrontalière Pays de Montmédy"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(PROGRAMME, tmp_path / "plan.xlsx"))


@cache
def with_sheets() -> bytes:
    """Return the programme with its sheets, as made in May."""
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(PROGRAMME, Path(folder, "plan.xlsx")))
        summarize(path)
        return path.read_bytes()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_sheets())
    return path


def summarize(
    path: Path, day: date = MAY, place: Destination = IN_PLACE, *kinds: str, language: str = "en"
) -> Summarized:
    wish = Wish(frozenset(kinds or KINDS.values()), language, day)
    done = summarize_file((path, Path(path.name)), ASKED, place, wish)
    assert done.error is None, str(done.error)
    return done


def staff(path: Path, *works: Callable[[Any], object]) -> None:
    """Have somebody open the workbook, do some works in it, and save it."""
    workbook = openpyxl.load_workbook(path)
    for work in works:
        work(workbook)
    workbook.save(path)


def beside(path: Path, sheet: str, text: str, words: Any, column: int = 1) -> Callable[[Any], None]:
    """Return the work of writing in a column of staff, counted from the last back, by a text."""
    shown = grid(path, sheet)
    header, key = find_key(shown) or (0, 0)
    row = next(n for n, values in enumerate(shown.rows, 1) if n > header and text in values)

    def work(workbook: Any) -> None:
        workbook[sheet].cell(row, key - column).value = words

    return work


def grid(path: Path, sheet: str) -> Any:
    return next(one for one in FileBook(path).all_grids() if one.sheet == sheet)


def row_with(path: Path, sheet: str, words: str) -> list[Any]:
    (found,) = [list(row) for row in grid(path, sheet).rows if words in row]
    return found


def test_the_figures_of_the_truth_are_in_the_users_workbook(book) -> None:
    done = summarize(book)
    assert (done.sheets, done.written) == (MADE, MADE)
    assert FileBook(book).sheet_names() == [SHEET, *MADE]
    check_figures(book)


def check_figures(path: Path) -> None:
    for axe in TRUTH["per_axe"]:
        said = rows_of(path, f"Axe {axe['code']}")[3][0]
        counts = f"{axe['sub_axes']} sous-axes, {axe['objectives']} objectifs"
        assert said.startswith(f"{counts} and {axe['actions']} actions: ")
    summary = rows_of(path, "Summary")
    shown = key_figures(summary)
    assert shown["actions"] == TRUTH["totals"]["actions"]
    assert shown["difference from the programme"] == 0
    assert (shown["actions SOCLE"], shown["actions SUR-MESURE"]) == (54, 27)
    prefixes = {row[0]: row[5] for row in rows_after(summary, "By border and institution")}
    assert TRUTH["per_prefix"].items() <= prefixes.items()


def rows_of(path: Path, sheet: str) -> list[list[Any]]:
    return [list(row) for row in grid(path, sheet).rows]


def key_figures(rows: list[list[Any]]) -> dict[Any, Any]:
    return {row[1]: row[0] for row in rows_after(rows, "Key figures")}


WATER = "L'eau !"
LEVELLED: list[list[Any]] = [
    ["Axe", "Objectif", "Action", "Heure", "Durée"],
    [WATER, "Mesurer l'eau", "Poser des compteurs", time(8, 30), timedelta(hours=30)],
    [WATER, "Mesurer l'eau", "Lire les compteurs", time(0), timedelta(hours=1, seconds=5)],
    [WATER, "Économiser", "Réparer les fuites", time(14, 0, 7), timedelta(0)],
    ["Les routes", "Refaire", "Goudronner la place", time(9), timedelta(hours=2)],
    ["Les routes", "Refaire", "Tracer les bandes", time(10), timedelta(hours=2)],
]


def of_rows(path: Path, rows: list[list[Any]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "Plan"
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save(path)
    return path


def test_sheets_with_an_apostrophe_in_their_name_are_known_again(tmp_path, recwarn) -> None:
    book = of_rows(tmp_path / "plan.xlsx", LEVELLED)
    assert f"Axe {WATER}" in summarize(book).written
    assert not recwarn.list
    assert [one.grid.sheet for one in generated_sheets(FileBook(book))] == [
        *("Summary", "Findings", f"Axe {WATER}", "Axe Les routes")
    ]
    again = summarize(book)
    assert again.written == ()
    rename(book, WATER, "Les eaux")
    names = FileBook(book).sheet_names()
    assert summarize(book).written
    assert len(FileBook(book).sheet_names()) == len(names)


def rename(path: Path, old: str, new: str) -> None:
    def work(workbook: Any) -> None:
        for row in range(2, len(LEVELLED) + 1):
            if workbook.worksheets[0].cell(row, 1).value == old:
                workbook.worksheets[0].cell(row, 1).value = new

    staff(path, work)


def test_times_and_durations_of_staff_are_shown_as_such_and_are_no_edits_by_hand(tmp_path) -> None:
    book = of_rows(tmp_path / "plan.xlsx", LEVELLED)
    summarize(book)
    assert not any(one.edited for one in generated_sheets(FileBook(book)))
    assert summarize(book).written == ()
    shown = [row[3:5] for row in rows_of(book, f"Axe {WATER}") if "Poser des compteurs" in row]
    assert shown == [[time(8, 30), timedelta(hours=30)]]


@pytest.mark.parametrize("share", ["30.555555555555546", "76.37746189766545", "0.1"])
def test_numbers_of_as_many_digits_as_excel_writes_are_no_edits_by_hand(tmp_path, share) -> None:
    rows = [[*LEVELLED[0][:3], "Part"], *([*row[:3], 0.5] for row in LEVELLED[1:])]
    small = of_rows(tmp_path / "small.xlsx", rows)
    book = tmp_path / "plan.xlsx"
    with ZipFile(small) as parts, ZipFile(book, "w") as other:
        for name in parts.namelist():
            other.writestr(name, parts.read(name).replace(b"<v>0.5<", f"<v>{share}<".encode()))
    summarize(book)
    assert float(share) in [value for row in rows_of(book, "Plan") for value in row]
    assert not any(one.edited for one in generated_sheets(FileBook(book)))


PHASES = ("Study", "Draw the plan", "Ask the owner", "Build", "Pave the square", "Light the lane")
AGAIN = ("Study", "Measure the noise", "Count the cars")


def test_two_titles_of_one_name_keep_a_sheet_each(tmp_path) -> None:
    titled = ([text, None] if text in ("Study", "Build") else [None, text] for text in PHASES)
    again = ([text, None] if text == "Study" else [None, text] for text in AGAIN)
    book = of_rows(tmp_path / "plan.xlsx", [["Phase", "Task"], *titled, *again])
    one, other = (name for name in summarize(book).written if "Study" in name)
    staff(book, beside(book, one, "Ask the owner", "in May"))
    staff(book, beside(book, other, "Count the cars", "in June"))
    staff(book, lambda workbook: workbook.move_sheet(other, -2))
    summarize(book)
    staff(book, lambda workbook: setattr(workbook.worksheets[0]["B3"], "value", "Draw it"))
    assert summarize(book, JUNE).written == (one,)
    assert "in May" in row_with(book, one, "Ask the owner")
    assert "in June" in row_with(book, other, "Count the cars")
    assert row_with(book, other, "Measure the noise")


def test_a_time_that_staff_wrote_in_a_note_stays_a_time(made) -> None:
    staff(made, beside(made, "Axe 1", VEILLE, time(14, 30)))
    summarize(made, JUNE)
    assert time(14, 30) in row_with(made, "Axe 1", VEILLE)


@pytest.mark.oracle
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_libreoffice_calculates_the_same_figures(book, tmp_path) -> None:
    summarize(book)
    again = converted(book.read_bytes(), tmp_path, "xlsx")
    check_figures(again)
    for sheet in MADE:
        before, after = grid(book, sheet), grid(again, sheet)
        assert not after.errors
        for row, column in before.formulas:
            was, now = before.value(row, column), after.value(row, column)
            # A formula that shows nothing is read as an empty text from LibreOffice's file.
            same = was == now if isinstance(was, str) else was == pytest.approx(now)
            assert same or {was, now} == {None, ""}, (sheet, row, column)
    assert not any(one.edited for one in generated_sheets(FileBook(again)))


def test_the_same_from_python(book) -> None:
    target = book.with_name("out.xlsx")
    done = xlmot.summarize(book, output=target, kinds=["axes"], profile="mot")
    assert (done.target, done.written) == (str(target), MADE[2:])
    assert FileBook(target).sheet_names() == [SHEET, *MADE[2:]]
    with pytest.raises(UnreadableFile):
        xlmot.summarize(book.with_name("missing.xlsx"))


def test_the_same_workbook_gives_the_same_bytes(book) -> None:
    (folder := book.parent / "again").mkdir()
    twin = Path(shutil.copy(book, folder))
    summarize(book)
    summarize(twin, MAY)
    assert twin.read_bytes() == book.read_bytes()


def test_a_second_run_writes_nothing(made) -> None:
    data, stamp = made.read_bytes(), made.stat().st_mtime_ns
    done = summarize(made, JUNE)
    assert (done.written, done.target) == ((), "")
    assert (made.read_bytes(), made.stat().st_mtime_ns) == (data, stamp)


def test_after_another_program_saved_it_nothing_is_to_write(made) -> None:
    staff(made)
    assert summarize(made, JUNE).written == ()


def test_comments_stay_with_rows_that_were_inserted_moved_and_renamed(made) -> None:
    comments = [
        beside(made, "Axe 1", VEILLE, "Ask Ann"),
        beside(made, "Axe 3", MONTMEDY, "Ask Bob"),
    ]

    def work(workbook: Any) -> None:
        page = workbook[SHEET]
        page.insert_rows(5, 3)
        row = next(r for r in page.iter_rows(max_col=2) if r[1].value == VEILLE)
        row[1].value = "Veille juridique et révision de Schengen"
        moved = next(r for r in page.iter_rows(max_col=2) if MONTMEDY in str(r[1].value))
        label = moved[1].value
        page.delete_rows(moved[0].row)
        page.append(["2.3.2", label])

    staff(made, *comments, work)
    done = summarize(made, JUNE)
    assert {"Axe 1", "Axe 2", "Axe 3"} <= set(done.written)
    assert "Veille juridique et révision de Schengen" in row_with(made, "Axe 1", "Ask Ann")
    assert MONTMEDY in row_with(made, "Axe 2", "Ask Bob")
    assert summarize(made, JUNE).written == ()


def test_a_comment_whose_row_is_gone_is_listed(made) -> None:
    comment = beside(made, "Axe 1", VEILLE, "Ask Ann")
    gone = next(n for n, row in enumerate(grid(made, SHEET).rows, 1) if VEILLE in row)
    staff(made, comment, lambda workbook: workbook[SHEET].delete_rows(gone))
    summarize(made, JUNE)
    assert any("Ask Ann" in row for row in grid(made, "Axe 1").rows)
    assert VEILLE not in [value for row in grid(made, SHEET).rows for value in row]


def test_what_staff_ignore_is_ignored_by_check_and_clean(made) -> None:
    finding = next(f for f in check_file(made, ASKED).findings if f.rule == "extra-separator")
    staff(made, beside(made, "Findings", str(finding.code), "Ignorer", column=2))
    report = check_file(made, ASKED)
    assert [f.rule for f in report.findings if f.ignored] == ["extra-separator"]
    cleaned = clean_file((made, Path(made.name)), ASKED, IN_PLACE, unsafe=False)
    assert cleaned.error is None
    assert "A119" not in {edit.cell for edit in cleaned.edits if isinstance(edit, SetCell)}
    summarize(made, JUNE)
    assert [f.rule for f in check_file(made, ASKED).findings if f.ignored] == ["extra-separator"]


def test_a_sheet_edited_by_hand_is_kept_as_a_copy(made) -> None:

    def work(workbook: Any) -> None:
        workbook["Summary"]["B20"] = "typed by hand"

    staff(made, work)
    found = [f for f in check_file(made, ASKED).findings if f.rule == "edited-generated-sheet"]
    assert [dict(f.message.fields)["sheets"] for f in found] == [("Summary",)]
    done = summarize(made, JUNE)
    assert FileBook(made).sheet_names() == [SHEET, "Summary", "Summary (copy)", *MADE[1:]]
    assert "Summary (copy)" in str(done.messages)
    assert grid(made, "Summary (copy)").value(20, 2) == "typed by hand"
    assert grid(made, "Summary").value(20, 2) != "typed by hand"
    assert summarize(made, JUNE).written == ()
    assert "edited-generated-sheet" not in {f.rule for f in check_file(made, ASKED).findings}
    assert len(check_file(made, ASKED).programmes) == 1


def test_sheets_that_xlmot_made_are_never_read_as_programmes(book) -> None:
    before = check_file(book, ASKED)
    summarize(book)
    after = check_file(book, ASKED)
    assert after.findings == before.findings
    assert len(after.programmes) == 1
    with pytest.raises(UnreadableFile, match="xlmot made"):
        FileBook(book).grids("Axe 1")


def test_a_sheet_of_the_users_of_the_same_name_stays(book) -> None:
    def work(workbook: Any) -> None:
        workbook.create_sheet("AXE 1")["A1"] = "mine"

    staff(book, work)
    part = parts(book)["xl/worksheets/sheet2.xml"]
    done = summarize(book)
    assert "Axe 1 (xlmot)" in done.written
    assert [dict(message.fields) for message in done.messages] == [
        {"sheet": "Axe 1", "ours": "Axe 1 (xlmot)"}
    ]
    assert parts(book)["xl/worksheets/sheet2.xml"] == part
    assert summarize(book, JUNE).messages == ()


def test_a_sheet_that_was_renamed_and_moved_stays_where_it_is(made) -> None:

    def work(workbook: Any) -> None:
        workbook["Axe 2"].title = "Réseaux"
        workbook.move_sheet("Réseaux", -3)
        workbook[SHEET]["B50"] = "Something else altogether"

    staff(made, work)
    order = FileBook(made).sheet_names()
    summarize(made, JUNE)
    assert FileBook(made).sheet_names() == order


def test_a_section_that_is_gone_takes_its_sheet_with_it_but_not_what_staff_wrote(made) -> None:
    comment = beside(made, "Axe 3", MONTMEDY, "Ask Bob")

    def work(workbook: Any) -> None:
        page = workbook[SHEET]
        first = next(r[0].row for r in page.iter_rows(max_col=2) if r[0].value in ("3", 3))
        page.delete_rows(first, page.max_row)

    staff(made, comment, work)
    done = summarize(made, JUNE)
    assert "Axe 3" not in FileBook(made).sheet_names()
    assert "Axe 3" in str(done.messages)
    assert row_with(made, "Axe 1", "Ask Bob")


def test_a_programme_whose_sheet_was_renamed_goes_on_with_its_sheets(made) -> None:
    comment = beside(made, "Axe 1", VEILLE, "Ask Ann")

    def work(workbook: Any) -> None:
        workbook[SHEET].title = "Programme adopté"

    staff(made, comment, work)
    done = summarize(made, JUNE)
    assert FileBook(made).sheet_names() == ["Programme adopté", *MADE]
    assert done.messages == ()
    assert VEILLE in row_with(made, "Axe 1", "Ask Ann")


@pytest.mark.slow
def test_two_programmes_have_their_own_sheets_whatever_theirs_are_called(book) -> None:
    def double(workbook: Any) -> None:
        page = workbook.copy_worksheet(workbook[SHEET])
        page.title = "Programme 2025"

    staff(book, double)
    first = summarize(book)
    assert first.written == (
        *("Summary 2024", "Findings", "Axe 1 (2024)", "Axe 2 (2024)", "Axe 3 (2024)"),
        *("Summary 2025", "Axe 1 (2025)", "Axe 2 (2025)", "Axe 3 (2025)"),
    )
    assert first.messages == ()

    def rename(workbook: Any) -> None:
        workbook[SHEET].title = "One"
        workbook["Programme 2025"].title = "Two"

    staff(book, beside(book, "Axe 1 (2024)", VEILLE, "Ask Ann"), rename)
    again = summarize(book, JUNE)
    assert again.sheets == first.sheets
    assert VEILLE in row_with(book, "Axe 1 (2024)", "Ask Ann")


def test_the_sheets_of_a_programme_keep_their_names_when_another_one_comes(book) -> None:
    assert summarize(book).sheets == MADE

    def double(workbook: Any) -> None:
        workbook.copy_worksheet(workbook[SHEET]).title = "Programme 2025"

    staff(book, double)
    both = summarize(book, JUNE)
    assert both.sheets[: len(MADE)] == MADE
    assert both.sheets[len(MADE) :] == (
        *("Summary 2025", "Axe 1 (2025)", "Axe 2 (2025)", "Axe 3 (2025)"),
    )
    assert summarize(book, JUNE).written == ()


@pytest.mark.slow
def test_what_staff_wrote_on_a_programme_that_is_gone_is_kept(book) -> None:
    def double(workbook: Any) -> None:
        workbook.copy_worksheet(workbook[SHEET]).title = "Programme 2025"

    staff(book, double)
    summarize(book)
    comment = beside(book, "Axe 1 (2024)", VEILLE, "Ask Ann")

    def remove(workbook: Any) -> None:
        del workbook[SHEET]

    staff(book, comment, remove)
    summarize(book, JUNE)
    assert VEILLE in row_with(book, "Axe 1 (2024) (copy)", "Ask Ann")
    assert "Axe 2 (2024)" not in FileBook(book).sheet_names()


def test_only_the_kinds_that_are_asked_for_are_made(book) -> None:
    assert summarize(book, MAY, IN_PLACE, "controle").sheets == ("Findings",)
    assert FileBook(book).sheet_names() == [SHEET, "Findings"]
    assert summarize(book, MAY, IN_PLACE, "axe").written == MADE[2:]


def test_undo_gives_back_the_file_byte_for_byte(book) -> None:
    summarize(book)
    assert len(backups(book)) == 1
    assert undo_file(book).sheets == MADE
    assert book.read_bytes() == PROGRAMME.read_bytes()
    assert read_journal(book) == []


def test_undo_after_another_program_saved_the_file_says_what_to_do(book) -> None:
    summarize(book)
    staff(book)
    with pytest.raises(UnreadableFile, match="saved since"):
        undo_file(book)


def test_a_copy_keeps_what_was_written_in_the_copy_before(book) -> None:
    place = Destination(suffix=SUMMARIZED)
    copy = book.with_name("plan.synthese.xlsx")
    assert summarize(book, MAY, place).target == str(copy)
    assert book.read_bytes() == PROGRAMME.read_bytes()
    staff(copy, beside(copy, "Axe 1", VEILLE, "Ask Ann"))
    summarize(book, JUNE, place)
    assert VEILLE in row_with(copy, "Axe 1", "Ask Ann")


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def listed(path: Path, titles: int, *below: str) -> Path:
    """Write a programme of many titles, each with the same actions below it."""
    rows: list[list[object]] = [["Code", "Title"]]
    for number in range(1, titles + 1):
        rows.append([f"{number}", f"Theme {number * 7}"])
        rows += [[f"{number}.{place}", text] for place, text in enumerate(below, 1)]
    write_rows(path, {"Plan": rows})
    return path


def test_a_list_without_titles_has_no_sheet_for_each_of_its_rows(tmp_path) -> None:
    path = listed(tmp_path / "plan.xlsx", 12)
    assert summarize(path).written == ("Summary", "Findings")
    assert summarize(path, JUNE).written == ()


def test_of_more_titles_than_anybody_looks_through_none_has_a_sheet_unasked(tmp_path) -> None:
    path = listed(tmp_path / "plan.xlsx", 45, "Pave the square", "Light the lane")
    done = summarize(path)
    assert done.written == ("Summary", "Findings")
    assert [dict(message.fields) for message in done.messages] == [{"sheet": "Plan", "count": 45}]
    asked = summarize(path, MAY, IN_PLACE, KINDS["axes"])
    assert len(asked.written) == 45
    again = summarize(path, JUNE)
    assert len(again.sheets) == 47
    assert not again.messages
