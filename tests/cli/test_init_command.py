"""`xlmot init` as a user meets it: a settings file that the next check reads."""

from __future__ import annotations

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
