"""`xlmot init` as a user meets it: a settings file that the next check reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from tests.programme_2024 import ROOT
from xlmot.cli.main import main
from xlmot.settings.load import load_settings


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")


def test_the_file_beside_the_workbook_is_what_the_next_check_reads(capsys, tmp_path: Path) -> None:
    path = tmp_path / "crte.xlsx"
    shutil.copy(ROOT / "workbooks" / "crte.xlsx", path)
    assert main(["init", str(path), "--profile", "generic"]) == 0
    assert "read it, correct it" in capsys.readouterr().err
    own = load_settings(folder=tmp_path).vocabulary
    assert own.label_headers[0] == "Orientation / objectif / action"
    assert [grammar.parts for grammar in own.grammars] == [("letter", "number", "number")]
    assert main(["check", str(path)]) == 1


def test_the_profile_that_the_sheets_show_is_extended(tmp_path: Path) -> None:
    path = tmp_path / "lolf.xlsx"
    shutil.copy(ROOT / "workbooks" / "lolf.xlsx", path)
    assert main(["init", str(path)]) == 0
    assert 'extends = "lolf"' in (tmp_path / "xlmot.toml").read_text(encoding="utf-8")


def test_no_settings_file_is_overwritten(capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    before = (tmp_path / "xlmot.toml").read_bytes()
    assert main(["init"]) == 2
    assert "There is a file xlmot.toml already" in capsys.readouterr().err
    assert (tmp_path / "xlmot.toml").read_bytes() == before


def test_what_cannot_be_read_writes_no_settings(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "absent.xlsx")]) == 2
    assert main(["init", str(tmp_path / "absent.xlsx"), "--profile", "nothing"]) == 2
    assert not list(tmp_path.iterdir())


def test_a_workbook_without_a_programme_is_said_to_teach_nothing(capsys, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "contacts.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nom", "Téléphone"])
        sheet.write_row(1, 0, ["Dupont", "03 88 00 11 22"])
    assert main(["init", str(tmp_path / "contacts.xlsx")]) == 0
    assert "the settings are only examples" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "contacts.xlsx")]) == 1


def test_whom_the_settings_hold_for_is_said(capsys, tmp_path: Path) -> None:
    for name in ("crte.xlsx", "lolf.xlsx", "programme-2024.xlsx"):
        shutil.copy(ROOT / "workbooks" / name, tmp_path / name)
    assert main(["init", str(tmp_path / "crte.xlsx")]) == 0
    assert "They hold for 2 other workbooks" in capsys.readouterr().err
    text = (tmp_path / "xlmot.toml").read_text(encoding="utf-8")
    assert "# Learned from crte.xlsx" in text
    main(["check", str(tmp_path / "programme-2024.xlsx")])
    shown = " ".join(capsys.readouterr().out.split())
    assert "The profile “mot” seems to fit this workbook better than “crte”" in shown
    main(["check", str(tmp_path / "crte.xlsx")])
    assert "seems to fit" not in capsys.readouterr().out


def unsure(path: Path) -> Path:
    """Write a workbook whose rows show their levels by bold type alone."""
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, ["Task", "Owner"])
        for row, text in enumerate(["Roads", "Pave", "Light", "Parks", "Plant", "Mow"], 1):
            sheet.write(row, 0, text, bold if text in ("Roads", "Parks") else None)
            sheet.write(row, 1, "" if text in ("Roads", "Parks") else "Ann")
    return path


def test_an_unsure_sheet_is_written_down_and_read_surely_once_it_is_checked(
    capsys, tmp_path: Path
) -> None:
    path, toml = unsure(tmp_path / "plan.xlsx"), tmp_path / "xlmot.toml"
    main(["check", str(path)])
    told = f"“xlmot init {path}” writes it down"
    assert told in " ".join(capsys.readouterr().out.split())
    assert main(["init", str(path)]) == 0
    assert "“Plan” is read so, but unsurely: labels in column A" in capsys.readouterr().err
    main(["check", str(path)])
    assert "once it is right say so in the settings" in " ".join(capsys.readouterr().out.split())
    written = toml.read_text(encoding="utf-8")
    toml.write_text(written.replace("checked = false", "checked = true"), encoding="utf-8")
    main(["check", str(path)])
    shown = " ".join(capsys.readouterr().out.split())
    assert "The settings say so." in shown
    assert "This reading" not in shown


def test_what_settings_that_are_there_lack_is_shown(capsys, tmp_path: Path) -> None:
    path, toml = unsure(tmp_path / "plan.xlsx"), tmp_path / "xlmot.toml"
    toml.write_text('extends = "generic"\n', encoding="utf-8")
    assert main(["init", str(path)]) == 2
    shown = capsys.readouterr()
    assert "[[sheets]]" in shown.out
    assert "What may be added to it stands above" in shown.err
    toml.write_text(shown.out, encoding="utf-8")
    assert main(["init", str(path)]) == 2
    assert capsys.readouterr().out == ""


def test_settings_that_no_longer_fit_are_refused_with_a_sentence(capsys, tmp_path: Path) -> None:
    path = unsure(tmp_path / "plan.xlsx")
    assert main(["init", str(path)]) == 0
    capsys.readouterr()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_column(0, 0, ["Owner", "Ann", "Bob"])
        sheet.write_column(0, 1, ["Work", "Roads", "Pave"])
    for command in (["check"], ["clean"], ["summarize"], ["import"], ["check", "--explain"]):
        assert main([*command, str(path)]) == 2
        assert "In xlmot.toml, the value of “sheets.1.labels”" in "".join(capsys.readouterr())


def test_the_sheet_of_settings_holds_the_layout_too(capsys, tmp_path: Path) -> None:
    path = unsure(tmp_path / "plan.xlsx")
    assert main(["init", str(path), "--sheet"]) == 0
    main(["check", str(path), "--format", "json"])
    (table,) = json.loads(capsys.readouterr().out)["files"][0]["tables"]
    assert (table["reading"]["stated"], table["reading"]["sure"]) == (True, False)
