"""The sheet of settings in a workbook: put there, filled in, made again, read by every book."""

from __future__ import annotations

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.books.books import live
from tests.sheets.settings.samples import DAY, NAME, PROGRAMME, row_of, with_sheet
from xlmot import undo
from xlmot.books.file import FileBook
from xlmot.checking.results import Checked, FileReport
from xlmot.cli.main import main
from xlmot.files.check import check_file
from xlmot.files.clean import clean_file
from xlmot.files.compare import Side, compare_files
from xlmot.files.reading import Asked
from xlmot.files.settings_sheet import equip_file
from xlmot.files.write import Destination
from xlmot.findings.receipt import Changes
from xlmot.messages.errors import BadSetting
from xlmot.messages.translation import translation
from xlmot.programme.grid import Grid
from xlmot.reports.json import check_report
from xlmot.reports.text import render_text
from xlmot.ribbon.buttons.settings import settings
from xlmot.ribbon.open_workbook import Desk
from xlmot.sheets.settings.typed import typed_in
from xlmot.sheets.write import write_sheets

TYPED = {
    "rules.blank-row.severity": "désactivée",
    "rules.long-label.limit": 150,
    "levels.2.one": "volet",
    "labels.recurrent": "Bons-à-tirer; Réunion d'équipe",
    "columns.1.names": "Enveloppe",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(PROGRAMME, tmp_path / "programme.xlsx"))


def fill(path: Path, values: dict[str, Any]) -> None:
    """Type values as somebody does who saves with another program."""
    book = openpyxl.load_workbook(path)
    page = book[NAME]
    rows = {page.cell(row, 3).value: row for row in range(1, page.max_row + 1)}
    for key, value in values.items():
        page.cell(rows[key], 2).value = value
    book.save(path)


def typed(path: Path) -> dict[str, Any]:
    found = typed_in(FileBook(path))
    assert found is not None
    return found.values


def report(path: Path) -> FileReport:
    return check_file(path, Asked())


def test_an_untouched_sheet_changes_no_verdict(path: Path) -> None:
    before = report(path)
    after = report(with_sheet(path, {}))
    assert after.findings == before.findings
    ((one, other),) = zip(before.programmes, after.programmes, strict=True)
    assert list(other.table.paths) == list(one.table.paths)
    assert other.vocabulary == one.vocabulary
    assert (before.sources.sheet, after.sources.sheet) == ("", NAME)


def test_what_was_typed_stays_when_the_sheet_is_made_again(path: Path) -> None:
    with_sheet(path, {})
    fill(path, TYPED)
    before = report(path)
    done = equip_file(path, None, "fr", DAY)
    assert done.written == (NAME,)
    assert done.backup
    assert {**typed(path), "rules.long-label.limit": 150} == TYPED
    after = report(path)
    assert after.findings == before.findings
    assert not [found for found in after.findings if found.rule == "edited-generated-sheet"]
    assert not equip_file(path, None, "fr", DAY).written
    equip_file(path, None, "en", DAY)
    assert typed(path)["rules.blank-row.severity"] == "off"
    assert typed(path).keys() == TYPED.keys()


def test_what_somebody_wrote_elsewhere_in_the_sheet_is_kept_in_a_copy(path: Path) -> None:
    with_sheet(path, {"title": "Nos mots"})
    book = openpyxl.load_workbook(path)
    book[NAME]["G9"] = "Demander à Anne"
    book.save(path)
    done = equip_file(path, None, "fr", DAY)
    kept = FileBook(path).generated(f"{NAME} (copie)")
    assert "Demander à Anne" in [value for row in kept.rows for value in row]
    assert [str(message) for message in done.messages]
    assert typed(path) == {"title": "Nos mots"}


def test_the_command_puts_what_it_learned_and_undo_takes_it_back(path: Path, capsys) -> None:
    before = path.read_bytes()
    assert main(["init", str(path), "--sheet", "--profile", "generic", "--lang", "fr"]) == 0
    assert typed(path)["labels.tags"] == "SOCLE; SUR-MESURE"
    assert typed(path)["extends"] == "generic"
    assert report(path).profile == "generic"
    assert "Paramètres" in capsys.readouterr().err
    undo(path)
    assert path.read_bytes() == before
    assert main(["init", "--sheet", "--lang", "en"]) == 2
    assert "needs a workbook" in capsys.readouterr().err


def test_what_the_profile_says_is_left_to_it(path: Path) -> None:
    equip_file(path, None, "fr", DAY)
    assert typed(path) == {}
    assert report(path).profile == "mot"


def test_the_button_puts_the_sheet_keeps_what_was_typed_and_shows_it(path: Path) -> None:
    with live(path) as book:
        settings(Desk(book, "fr", day=DAY))
        assert book.sheet_names()[-1] == NAME
        assert book.book.sheets.active.name == NAME
        page = book.book.sheets[NAME]
        row = row_of(book.generated(NAME), "rules.blank-row.severity")
        page.range(f"B{row}").value = "désactivée"
        found = Desk(book, "fr", day=DAY).reading.report()
        assert not [one for one in found.findings if one.rule == "blank-row"]
        settings(Desk(book, "fr", day=DAY))
        # What was typed now leads the sheet.
        row = row_of(book.generated(NAME), "rules.blank-row.severity")
        assert book.generated(NAME).value(row, 2) == "désactivée"
        assert book.sheet_names().count(NAME) == 1
        assert found.sources.sheet == NAME
        page = book.book.sheets[NAME]
        page.range(f"B{row}").value = "grave"
        with pytest.raises(BadSetting, match=f"{NAME}!B{row}"):
            settings(Desk(book, "fr", day=DAY))


def test_a_file_and_the_open_workbook_are_checked_by_the_same_settings(path: Path) -> None:
    with_sheet(path, TYPED)
    on_disk = report(path)
    with live(path) as book:
        opened = Desk(book, "fr").reading.report()
    assert [found._replace(fix=None) for found in opened.findings] == [
        found._replace(fix=None) for found in on_disk.findings
    ]
    assert opened.programmes[0].vocabulary == on_disk.programmes[0].vocabulary
    assert on_disk.programmes[0].vocabulary.levels[1].one == "volet"


def test_every_command_reads_the_sheet(path: Path, tmp_path: Path) -> None:
    with_sheet(path, {"rules.blank-row.severity": "désactivée", "extends": "generic"})
    place = Destination(folder=tmp_path / "o")
    cleaned = clean_file((path, Path("a.xlsx")), Asked(), place, unsafe=False)
    assert cleaned.error is None
    assert "blank-row" not in {found.rule for found in cleaned.fixed}
    assert cleaned.fixed
    assert compare_files(Side(path), Side(path)).profile == "generic"
    assert main(["summarize", str(path), "--output", str(tmp_path / "s"), "--lang", "fr"]) == 0


def test_the_report_says_which_sheet_was_read(path: Path) -> None:
    with_sheet(path, {})
    (path.parent / "xlmot.toml").write_text('title = "Ours"\n', encoding="utf-8")
    found = Checked((report(path),))
    assert f"Settings: file xlmot.toml and sheet “{NAME}”." in render_text(
        found, translation("en"), colour=False
    )
    (file,) = check_report(found, translation("en"))["files"]
    assert file["settings"] == {"file": "xlmot.toml", "sheet": NAME}


def test_a_sheet_of_the_users_own_is_neither_read_nor_overwritten(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    page = book.create_sheet(NAME)
    rows = [
        ["Paramètre", "Valeur", "_xlmot"],
        ["x", "mot", "extends"],
        ["x", "y", "rules.z"],
    ]
    for row in rows:
        page.append(row)
    book.save(path)
    assert report(path).sources.sheet == ""
    done = equip_file(path, None, "fr", DAY)
    assert done.written == (f"{NAME} (xlmot)",)
    kept = FileBook(path).generated(NAME)
    assert [list(row) for row in kept.rows] == rows
    assert report(path).sources.sheet == f"{NAME} (xlmot)"


def test_two_sheets_of_settings_are_refused(path: Path) -> None:
    with_sheet(path, {})
    book = FileBook(path)
    again = write_sheets([_renamed("Paramètres 2")], translation("fr"))
    path.write_bytes(book.put(again, Changes()).data)
    said = str(report(path).error)
    assert "several sheets of settings: Paramètres, Paramètres 2" in said


def _renamed(name: str) -> Any:
    from dataclasses import replace

    from tests.sheets.settings.samples import sheet

    return replace(sheet({}), name=name)


HOSTILE = [
    ({"extends": "/etc/passwd.toml"}, "cannot be used"),
    ({"extends": "mine.toml"}, "cannot be used"),
    ({"rules.long-label.limit": "999999999"}, "cannot be used"),
    ({"rules.house-spelling.spellings": "=" * 30_000}, "cannot be used"),
    ({"codes.1.parts": "digits:999999999"}, "cannot be used"),
    ({"codes.1.parts": "number;" * 200}, "too small or too large"),
    ({"rules.open-list-style.words": '"";" "'}, "cannot be used"),
    ({"rules.acronym-case.acronyms": "a;" * 10_000}, "too long"),
]


@pytest.mark.parametrize(("values", "said"), HOSTILE)
def test_a_hostile_sheet_is_refused_in_a_sentence(values: dict[str, str], said: str, path) -> None:
    error = report(with_sheet(path, values)).error
    assert isinstance(error, BadSetting)
    assert f"In {NAME}!B" in str(error)
    assert said in str(error)


def test_the_key_of_a_hostile_sheet_is_cut(path: Path) -> None:
    with_sheet(path, {})
    book = openpyxl.load_workbook(path)
    book[NAME]["B8"], book[NAME]["C8"] = "x", "rules." * 5000
    book.save(path)
    error = report(path).error
    assert isinstance(error, BadSetting)
    assert len(str(error)) < 400


def test_where_no_sheet_is_there_nothing_is_imported_for_it(path: Path) -> None:
    main(["check", str(path), "--sheet-report", "--lang", "fr"])
    assert FileBook(path).marks
    code = (
        "import sys; from xlmot.cli.main import main; main(['check', sys.argv[1]]);"
        "heavy = ('pydantic', 'xlmot.settings.schema.settings_file');"
        "print([name for name in sys.modules if name in heavy])"
    )
    words = [sys.executable, "-c", code, str(path)]
    found = subprocess.run(words, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_another_program_reads_the_choices(path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(with_sheet(path, {}).read_bytes()))
    page = book[NAME]
    row = next(r for r in range(1, 999) if page.cell(r, 3).value == "rules.blank-row.severity")
    (rule,) = (v for v in page.data_validations.dataValidation if f"B{row}" in v.sqref)
    assert rule.formula1.startswith('"à corriger (erreur),')
    assert page.cell(row, 2).number_format == "@"
    assert page.column_dimensions["C"].hidden
    assert isinstance(FileBook(path).generated(NAME), Grid)
