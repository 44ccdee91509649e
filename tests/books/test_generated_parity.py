"""Generated sheets are the same in a file, where they are grafted, and in Excel, which copies them.

The file is opened afterwards in the stand-in for Excel: what is compared is what Excel then has,
cells and looks, links, charts and print set-up, names, order and what is hidden.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.books.books import live
from tests.books.test_parity import FIXTURES
from tests.excel.com import ExcelApp, Workbook, bare
from tests.excel.files import open_workbook
from tests.excel.sheets import Cell, Sheet
from tests.programmes.variants import write
from xlmot.books.excel.connect import LiveBook
from xlmot.books.excel.sheets import MOMENT
from xlmot.books.file import FileBook
from xlmot.books.mark import FINDINGS, find_key, read_mark
from xlmot.checking.compare import compare
from xlmot.files.reading import Asked
from xlmot.files.summarize import Wish, summarize_file
from xlmot.files.write import Destination
from xlmot.findings import SetCell
from xlmot.findings.receipt import Changes
from xlmot.messages.translation import translation
from xlmot.ribbon import __main__ as ribbon
from xlmot.ribbon.open_workbook import Desk
from xlmot.sheets.apercu import apercu_sheet
from xlmot.sheets.axe import KIND as AXE
from xlmot.sheets.evolution import evolution_sheet
from xlmot.sheets.sommaire import KIND as SOMMAIRE
from xlmot.sheets.write import write_sheets

MAY, JUNE = date(2024, 5, 3), date(2024, 6, 1)
PAIRS = ((frozenset({SOMMAIRE, AXE}), "summaries"), (frozenset({FINDINGS}), "verify"))


def facts(sheet: Sheet) -> dict[str, Any]:
    """Return all that a sheet is, but the moment that Excel alone needs to undo it."""
    names = {name: text for name, text in sheet.names.items() if name != MOMENT}
    return {
        "sheet": (sheet.name, sheet.state, names),
        "cells": {place: vars_of(cell) for place, cell in sheet.cells.items()},
        "merges": sorted(sheet.merges),
        "hidden": (sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)),
        "filter": sheet.filter and (sheet.filter.area, sheet.filter.criteria),
        "page": sheet.page,
    }


def vars_of(cell: Cell) -> tuple[Any, ...]:
    # A float is written with 17 digits into a file, and with 15 into another.
    value = f"{cell.value:.15g}" if isinstance(cell.value, float) else cell.value
    return value, cell.formula, cell.number_format, cell.bold, cell.look


def opened(path: Path) -> Workbook:
    return open_workbook(path, ExcelApp())


class Both:
    """A workbook in two copies: a file, and one that is open in Excel."""

    def __init__(self, file: Path, book: LiveBook) -> None:
        self.file = file
        self.book = book

    def make(self, day: date) -> None:
        """Make all sheets in both; a workbook without a programme is refused by both.

        Who makes them speaks English: the sheets speak the language of the programme all the same.
        """
        for kinds, verb in PAIRS:
            wish = Wish(kinds, "", day, "en")
            source = (self.file, Path(self.file.name))
            done = summarize_file(source, Asked(), Destination(in_place=True, backup=False), wish)
            if done.error is None:
                ribbon.VERBS[verb](Desk(self.book, "en", day=day))
            else:
                with pytest.raises(type(done.error)):
                    ribbon.VERBS[verb](Desk(self.book, "en", day=day))

    def write(self, edits: Sequence[SetCell]) -> None:
        """Write as somebody would who has the workbook open, and never heard of xlmot."""
        self.file.write_bytes(FileBook(self.file).apply(edits).data)
        sheets = {sheet.name: sheet for sheet in self.opened.sheets}
        for edit in edits:
            sheets[edit.sheet].cell(edit.row, edit.column).value = edit.new

    @property
    def opened(self) -> Workbook:
        found: Workbook = bare(self.book.book.impl.xl)
        return found

    def compare(self) -> None:
        ours, theirs = self.opened.sheets, opened(self.file).sheets
        assert [sheet.name for sheet in ours] == [sheet.name for sheet in theirs]
        assert FileBook(self.file).marks == self.book.marks
        for one, other in zip(ours, theirs, strict=True):
            assert facts(one) == facts(other), one.name
            # A file has its receipt instead.
            assert (MOMENT in one.names) == (one.name in self.book.marks), one.name
            assert MOMENT not in other.names


# A whole programme, and a workbook that has none yet; the others take seconds each.
KINDS = ("programme-2024.xlsx", "modele.xlsx")


@pytest.fixture(
    params=[
        name if name in KINDS else pytest.param(name, marks=pytest.mark.slow) for name in FIXTURES
    ]
)
def both(request, tmp_path) -> Iterator[Both]:
    path = FIXTURES[request.param](tmp_path / "programme.xlsx")
    (tmp_path / "file").mkdir()
    file = Path(shutil.copy(path, tmp_path / "file"))
    with live(path) as book:
        yield Both(file, book)


def notes_of(book: LiveBook) -> Iterator[SetCell]:
    """Yield a note for a row of each sheet that has a column of staff."""
    for name, text in book.marks.items():
        mark, grid = read_mark(text), book.generated(name)
        key = find_key(grid)
        if mark and mark.notes and key and len(grid.rows) > key[0] + 1:
            row, column = key[0] + 2, key[1] - mark.notes
            yield SetCell(name, row, column, grid.value(row, column) or None, f"vu {name}")


def relabelled(book: LiveBook) -> Iterator[SetCell]:
    """Yield an edit of the last text of the first programme, if its sheet is not protected."""
    grid = Desk(book).programmes[0].table.sections[0].grid
    row = max(row for row, values in enumerate(grid.rows, 1) if isinstance(values[1], str))
    if not grid.protected:
        yield SetCell(grid.sheet, row, 2, grid.value(row, 2), f"{grid.value(row, 2)} bis")


def test_the_same_sheets_are_made_and_made_again_with_the_notes_of_staff(both: Both) -> None:
    both.make(MAY)
    both.compare()
    notes = list(notes_of(both.book))
    if notes:
        both.write([*notes, *relabelled(both.book)])
        both.make(JUNE)
        both.compare()
        said = [str(cell.value) for sheet in both.opened.sheets for cell in sheet.cells.values()]
        assert all(note.new in said for note in notes)


def test_the_preview_and_the_comparison_are_the_same_too(tmp_path) -> None:
    path = FIXTURES["V7 two years"](tmp_path / "programme.xlsx")
    with live(path) as book:
        desk = Desk(book, "fr", day=MAY)
        plan = desk.reading.plan(unsafe=True)[0]
        old, new = desk.programmes
        sheets = [
            apercu_sheet(plan, book.name, desk.reading.edition(MAY), "Aperçu"),
            evolution_sheet(compare(old, new), desk.reading.edition(MAY), "Évolution"),
        ]
        for again in (False, True):
            desk.put(sheets)
            changes = Changes({sheet.name: sheet.name for sheet in sheets} if again else {})
            small = write_sheets(sheets, translation("fr"))
            path.write_bytes(FileBook(path).put(small, changes).data)
            Both(path, book).compare()


SECTIONS: list[list[Any]] = [
    ["Code", "Titre"],
    *[
        line
        for n in "ABC"
        for line in ([n, f"BUT {n}"], [f"{n}1", f"Objectif {n}"], [f"{n}1", "Agir pour la ville"])
    ],
]


def without_the_last() -> Iterator[SetCell]:
    """Yield the edits that put the last section under the one before."""
    for row in (8, 9, 10):
        yield SetCell("Plan", row, 1, SECTIONS[row - 1][0], "B2")


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ("a comment", ""),
        ("an edit by hand", "Partie C (copie)"),
        pytest.param("a formula that reads it", "Partie C (copie)", marks=pytest.mark.slow),
    ],
)
def test_the_sheet_of_a_section_that_is_gone_goes_unless_something_would_be_lost(
    tmp_path, what: str, left: str
) -> None:
    path = write(tmp_path / "programme.xlsx", {"Plan": SECTIONS, "Mémo": [["à suivre"]]})
    if what == "a formula that reads it":
        memo = openpyxl.load_workbook(path)
        memo["Mémo"]["B1"] = "='Partie C'!A1"
        memo.save(path)
    (tmp_path / "file").mkdir()
    file = Path(shutil.copy(path, tmp_path / "file"))
    with live(path) as book:
        both = Both(file, book)
        both.make(MAY)
        notes = [note for note in notes_of(book) if note.sheet == "Partie C"]
        title = book.generated("Partie C").value(1, 1)
        if what == "an edit by hand":
            both.write([SetCell("Partie C", 1, 1, title, "Mon titre")])
        both.write([*without_the_last(), *(notes if what == "a comment" else [])])
        both.make(JUNE)
        both.compare()
        said = [str(cell.value) for sheet in both.opened.sheets for cell in sheet.cells.values()]
        assert "Partie C" not in book.sheet_names()
        assert [name for name in book.sheet_names() if name.endswith("(copie)")] == [left][
            : len(left)
        ]
        assert ("Mon titre" in said) == (what == "an edit by hand")
        assert ("vu Partie C" in said) == (what == "a comment")
