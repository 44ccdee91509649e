"""A workbook says the same whether it is read from its file or in Excel, and is cleaned alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.books.books import live, shown
from tests.programme_2024 import ROOT, SHEET, rows
from tests.programmes import variants
from xlmot.books.excel.connect import LiveBook
from xlmot.books.file import FileBook
from xlmot.checking.check import check_workbook
from xlmot.checking.plan import plan_cleaning
from xlmot.findings import Finding
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings

Make = Callable[[Path], Path]


def _itself(shipped: Path, _: Path) -> Path:
    return shipped


def _on_one_sheet(lines: Callable[[], list[variants.Row]], path: Path) -> Path:
    return variants.write(path, {SHEET: lines()})


def _on_its_sheets(sheets: Callable[[], variants.Sheets], path: Path) -> Path:
    return variants.write(path, sheets())


def fixtures() -> dict[str, Make]:
    """Return what writes each workbook of the tests, by its name."""
    made: dict[str, Make] = {
        path.name: partial(_itself, path) for path in (ROOT / "workbooks").glob("*.xlsx")
    }
    for name, lines in variants.SINGLE.items():
        made[name] = partial(_on_one_sheet, lines)
    for name, sheets in variants.SEVERAL.items():
        made[name] = partial(_on_its_sheets, sheets)
    made["V7 two years"] = lambda path: variants.write(path, variants.two_years())
    made["V8 merged codes"] = variants.merge_codes
    made["V12 filtered"] = lambda path: variants.write(path, {SHEET: rows()}, variants.hide_rows)
    made["V13 protected"] = lambda path: variants.write(path, {SHEET: rows()}, variants.protect)
    made["V15 lost zero"] = lambda path: variants.write(path, {"Plan": variants.LOST_ZERO})
    return made


FIXTURES = fixtures()


@pytest.fixture(scope="module", params=FIXTURES)
def path(request, tmp_path_factory) -> Path:
    return FIXTURES[request.param](tmp_path_factory.mktemp("made") / "programme.xlsx")


def findings(name: str, grids: list[Grid], traits: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    settings = load_settings(grids=grids)
    return check_workbook(read_workbook(name, grids, settings.vocabulary, traits), settings)


def test_the_same_findings(path: Path) -> None:
    file = FileBook(path)
    with live(path) as book:
        told = findings(book.name, book.grids(), book.traits())
    assert told == findings(file.name, file.grids(), file.traits())


def test_the_same_sheets(path: Path) -> None:
    with live(path) as book:
        for ours, theirs in zip(book.all_grids(), FileBook(path).all_grids(), strict=True):
            assert facts(ours) == facts(theirs)


def facts(grid: Grid) -> dict[str, object]:
    last = len(shown(grid))
    return {
        "sheet": (grid.sheet, grid.state, grid.protected, grid.filters, sorted(grid.merges)),
        "values": shown(grid),
        "cells": (dict(grid.formulas), dict(grid.errors)),
        "rows": (set(grid.noted), set(grid.bold), {row for row in grid.hidden_rows if row <= last}),
    }


def test_the_same_cleaned_values(path: Path) -> None:
    check_cleaning(path, unsafe=True)


def test_the_same_safe_fixes() -> None:
    check_cleaning(ROOT / "workbooks/programme-2024.xlsx", unsafe=False)


@pytest.mark.slow
def test_the_same_safe_fixes_of_all(path: Path) -> None:
    check_cleaning(path, unsafe=False)


def check_cleaning(path: Path, *, unsafe: bool) -> None:
    file = FileBook(path)
    settings = load_settings(grids=file.grids())
    plan = plan_cleaning(file.name, file.grids(), settings, unsafe=unsafe)
    refused = file.refusals(plan.edits)
    with live(path) as book:
        ours = plan_cleaning(book.name, book.grids(), settings, unsafe=unsafe)
        assert ours.edits == plan.edits
        if refused:
            assert {edit for edit, _ in book.refusals(ours.edits)} == {edit for edit, _ in refused}
            return
        book.apply(ours.edits)
        cleaned = FileBook(path, file.apply(plan.edits).data if plan.edits else None)
        assert [*map(shown, book.all_grids())] == [*map(shown, cleaned.all_grids())]
        assert merged(book) == merged(cleaned)
        if plan.edits:
            book.undo()
            assert [*map(shown, book.all_grids())] == [*map(shown, file.all_grids())]
            assert merged(book) == merged(file)


def merged(book: FileBook | LiveBook) -> list[set[Area]]:
    return [set(grid.merges) for grid in book.all_grids()]
