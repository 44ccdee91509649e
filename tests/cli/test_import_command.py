"""`xlmot import` as a user meets it: a text in, a workbook that is ready to check out."""

from __future__ import annotations

import codecs
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.programme_2024 import ROOT, TRUTH
from xlmot.cli.main import main
from xlmot.files.check import check_file
from xlmot.files.reading import Asked

RAW = ROOT / "workbooks" / "programme-2024.tsv"
TEXT = "Code\tIntitulé\tCoût\tÉchéance\n1\tÉCLAIRER\n1.10\tPaver l'été\t1200\t2026-03-01\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main(["import", *map(str, words)])
    return code, capsys.readouterr().err


def test_the_raw_programme_of_2024_has_the_findings_of_the_truth(capsys, tmp_path) -> None:
    target = tmp_path / "programme-2024.xlsx"
    code, err = run(capsys, RAW, "-o", target)
    assert code == 0
    assert f"Next: xlmot check {target}" in err
    found = check_file(target, Asked()).findings
    assert Counter((f.rule, tuple(sorted(f.rows))) for f in found) == Counter(
        (f["rule"], tuple(sorted(f["lines"]))) for f in TRUTH["expected_findings"]
    )


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_any_encoding_and_codes_as_text(data: bytes, capsys, tmp_path: Path) -> None:
    source = tmp_path / "plan.tsv"
    source.write_bytes(data)
    assert run(capsys, source)[0] == 0
    sheet = load_workbook(tmp_path / "plan.xlsx").active
    assert sheet is not None
    header, _, row = sheet.iter_rows()
    assert [cell.value for cell in header] == ["Code", "Intitulé", "Coût", "Échéance"]
    assert [cell.value for cell in row][:3] == ["1.10", "Paver l'été", 1200]
    assert (row[0].data_type, row[0].number_format) == ("s", "@")
    assert row[3].value == datetime(2026, 3, 1)  # noqa: DTZ001  as a sheet holds a day


def test_no_file_is_overwritten(capsys, tmp_path: Path) -> None:
    source, target = tmp_path / "plan.txt", tmp_path / "plan.xlsx"
    source.write_text(TEXT, encoding="utf-8")
    target.write_bytes(b"mine")
    code, err = run(capsys, source)
    assert (code, target.read_bytes()) == (2, b"mine")
    assert "There is a file" in err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "It is a PDF file: open it"),
        (b"PK\x03\x04....", "It is a Word or Excel file"),
        (b"\x00\x00\x01\x00\x00\x00\x00\x00\x04\x00", "is not a text file"),
        (b"   \n\n", "is empty"),
    ],
)
def test_what_is_no_table_is_refused_and_nothing_is_written(data, said, capsys, tmp_path) -> None:
    source = tmp_path / "plan.txt"
    source.write_bytes(data)
    code, err = run(capsys, source)
    assert (code, [path.name for path in tmp_path.iterdir()]) == (2, ["plan.txt"])
    assert said in err


def test_other_refusals(capsys, tmp_path: Path) -> None:
    assert "cannot be read" in run(capsys, tmp_path / "absent.txt")[1]
    source = tmp_path / "plan.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert "does not end in .xlsx" in run(capsys, source, "-o", tmp_path / "plan.ods")[1]
    assert "cannot be written" in run(capsys, source, "-o", tmp_path / "no" / "plan.xlsx")[1]
    source.write_text("1\t" + "x" * 40_000, encoding="utf-8")
    assert "does not fit into a sheet" in run(capsys, source)[1]
