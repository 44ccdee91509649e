"""A workbook in any layout that is read becomes one of codes and labels, its columns kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.programme.test_layouts import grid
from tests.programme.test_levels_in_columns import HOUSES, House, shown
from tests.programmes.variants import write
from xlmot.books.file import FileBook
from xlmot.files.importing.file import import_file
from xlmot.messages.errors import BadSetting, CannotWrite, UnreadableFile
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings


def save(path: Path, rows: Sequence[Sequence[object]], house: House | None = None) -> Path:
    with Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Plan")
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if not is_blank(value):  # type: ignore[arg-type]
                    sheet.write(row, column, value)
        for area in house.merges if house else ():
            first = rows[area.top - 1][area.left - 1]
            sheet.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, first)
    return path


def read(path: Path) -> Programme:
    book = FileBook(path)
    (found,) = read_workbook(
        book.name, book.grids(), load_settings("generic").vocabulary
    ).programmes
    return found


@pytest.mark.parametrize("house", HOUSES.values(), ids=HOUSES)
def test_labels_and_levels_are_those_of_the_sheet(tmp_path: Path, house: House) -> None:
    rows = [list(row) for row in grid(house.text).rows]
    done = import_file(save(tmp_path / "plan.xlsx", rows, house))
    assert Path(done.target) == tmp_path / "plan import.xlsx"
    assert done.rows == len(house.rows)
    depths = [(row.split(" ")[0], row.split(" ")[-1]) for row in house.rows]
    assert [
        (row.split(" ")[0], row.split(" ")[-1]) for row in shown(read(Path(done.target)))
    ] == depths


def test_numbers_and_days_stay_what_they_are(tmp_path: Path) -> None:
    day = date(2026, 3, 4)
    rows: list[list[object]] = [
        ["Axe", "Objectif", "Action", "Budget", "Début"],
        ["Bouger", "Marcher", "Ouvrir un sentier", 1.125, day],
        ["Bouger", "Marcher", "Baliser un sentier", 0, ""],
        ["Manger", "Cultiver", "Louer des jardins", 12, day],
    ]
    source = save(tmp_path / "plan.xlsx", rows)
    (old,), (new,) = (FileBook(Path(path)).grids() for path in (source, import_file(source).target))
    labels = {new.value(row, 2): row for row in range(2, len(new.rows) + 1)}
    for row in (2, 3, 4):
        place = labels[old.value(row, 3)]
        kept = (new.value(place, 3), new.value(place, 4) or "")
        assert kept == (old.value(row, 4), old.value(row, 5) or "")


def test_what_is_no_programme_or_already_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        import_file(save(tmp_path / "list.xlsx", [["Name", "Age"], ["Eva", 3]]))
    assert not (tmp_path / "list import.xlsx").exists()
    rows = [list(row) for row in grid(HOUSES["blank rows between the groups"].text).rows]
    source = save(tmp_path / "plan.xlsx", rows)
    before = source.read_bytes()
    with pytest.raises(CannotWrite):
        import_file(source, source)
    assert source.read_bytes() == before


def test_of_several_tables_the_one_whose_sheet_is_named_is_taken(tmp_path: Path) -> None:
    plans = {
        "Voirie": [["Code", "Libellé"], ["1", "ROUTES"], ["1.1", "Paver la place"]],
        "Écoles": [["N°", "Action"], ["A", "COURS"], ["A.1", "Planter"], ["A.2", "Peindre"]],
        "Notes": [["à relire"]],
    }
    source = write(tmp_path / "plans.xlsx", plans)
    longest = import_file(source)
    assert (longest.rows, longest.others) == (3, ("Voirie",))
    named = import_file(source, tmp_path / "voirie.xlsx", sheet="Voirie")
    assert (named.rows, named.others) == (2, ())
    assert FileBook(tmp_path / "voirie.xlsx").grids()[0].rows[1][:2] == ["1", "ROUTES"]


@pytest.mark.parametrize("sheet", ["Notes", "Ponts", ""])
def test_a_sheet_without_a_table_or_that_is_not_there_is_named(tmp_path: Path, sheet: str) -> None:
    plans = {"Voirie": [["Code", "Libellé"], ["1", "ROUTES"]], "Notes": [["à relire"]]}
    with pytest.raises(UnreadableFile):
        import_file(write(tmp_path / "plans.xlsx", plans), sheet=sheet)
    assert [path.name for path in tmp_path.iterdir()] == ["plans.xlsx"]


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("1\tROUTES\n", encoding="utf-8")
    with pytest.raises(BadSetting):
        import_file(tmp_path / "plan.txt", sheet="Voirie")
