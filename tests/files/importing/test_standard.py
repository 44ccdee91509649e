"""A workbook in any layout that is read becomes one of codes and labels, its columns kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
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


def test_every_cell_of_a_row_is_kept_as_it_is(tmp_path: Path) -> None:
    """Columns of one name, or of none, codes that Excel took for days, texts of digits, hours."""
    days = [date(2026, 1, 2), date(2026, 2, 2), date(2026, 3, 2)]
    rows: list[list[object]] = [
        ["Code", "Libellé", "Réf", "Durée", "Montant", "Montant", ""],
        ["1", "VOIRIE", "", "", "", "", ""],
        ["1.1", "Paver", "00123", time(2, 30), 10, 20, "à relire"],
        ["1.2", "Éclairer", "98688", time(18, 15), 30, 40, ""],
        ["1.3", "Marquer", "2026-05-04", time(0, 45), 50, 60, ""],
        ["2", "EAU", "", "", "", "", ""],
        *([day, f"Curer {day:%m}", "", "", 1, 2, ""] for day in days),
    ]
    source = save(tmp_path / "plan.xlsx", rows)
    new = FileBook(Path(import_file(source).target)).grids()[0]
    kept = [[new.value(row, column) or "" for column in range(3, 8)] for row in range(3, 6)]
    assert kept == [row[2:] for row in rows[2:5]]
    assert [new.value(row, 1) for row in range(7, 10)] == ["2.1", "2.2", "2.3"]


def test_codes_that_give_way_to_places_stand_in_the_last_column(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Phase", "ID", "Task", "Owner"]]
    for phase in ("Discover", "Build", "Open"):
        rows += [[phase, f"{phase[0]}-{n}", f"{phase} the {n}th part", "Eva"] for n in (1, 2, 3)]
    done = import_file(save(tmp_path / "plan.xlsx", rows))
    new = FileBook(Path(done.target)).grids()[0]
    assert new.rows[0] == ["Code", "Intitulé", "Owner", "Code 2"]
    assert new.rows[6] == ["2.1", "Build the 1th part", "Eva", "B-1"]
    assert [len(path) for path in read(Path(done.target)).table.paths if path] == [1, 2, 2, 2] * 3


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
