"""`xlmot clean` and `xlmot undo` as a user meets them: copies, folders, proofs, a way back."""

from __future__ import annotations

import json
import shutil
import signal
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.programme_2024 import ROOT, SHEET
from tests.programme_2024 import rows as programme_rows
from tests.programmes import variants
from xlmot.books.saving.backups import backups
from xlmot.cli.main import main
from xlmot.files import clean
from xlmot.files.write import write as write_truly

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
CORRECTED = {"B34", "B107", "A119"}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(PROGRAMME, tmp_path))


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main([*map(str, words)])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_written_beside_and_the_source_stays(book, capsys) -> None:
    code, _ = run(capsys, "clean", book)
    assert code == 0
    assert names(book.parent) == ["programme-2024.propre.xlsx", "programme-2024.xlsx"]
    assert book.read_bytes() == PROGRAMME.read_bytes()
    rows = list(openpyxl.load_workbook(book.with_name("programme-2024.propre.xlsx"))[SHEET].values)
    assert len(rows) == 2 + 123


def test_the_preview_shows_each_cell_and_writes_nothing(book, capsys) -> None:
    _, shown = run(capsys, "clean", book, "--diff")
    assert all(f"  {cell}  " in shown for cell in CORRECTED)
    assert shown.count("deleted") == 11
    assert "3 cells to correct and 11 rows to delete" in shown
    assert "Would remain: 21 findings" in shown
    assert names(book.parent) == [book.name]


def test_the_preview_with_unsafe_fixes_shows_the_swap(book, capsys) -> None:
    _, shown = run(capsys, "clean", book, "--diff", "--unsafe", "--only", "swapped-header")
    assert "A38  “Axe” → “1.3.2”" in shown
    assert "A42  “1.3.2” → “Axe”" in shown


def test_in_place_with_proof_and_back(book, capsys) -> None:
    receipt = book.with_name("proof.json")
    code, shown = run(capsys, "clean", book, "--in-place", "--receipt", receipt)
    assert code == 0
    assert "xlmot undo" in shown
    (proof,) = json.loads(receipt.read_text(encoding="utf-8"))["files"]
    assert proof["before"] == sha256(PROGRAMME.read_bytes()).hexdigest()
    assert proof["after"] == sha256(book.read_bytes()).hexdigest()
    assert "xl/styles.xml" not in proof["changed"] or "@" in str(proof["edits"])
    assert len(backups(book)) == 1
    code, _ = run(capsys, "undo", book)
    assert code == 0
    assert book.read_bytes() == PROGRAMME.read_bytes()
    assert run(capsys, "undo", book)[0] == 2


def test_undo_after_another_program_saved_the_file(book, capsys) -> None:
    run(capsys, "clean", book, "--in-place", "--only", "code,typography")
    other = openpyxl.load_workbook(book)
    other[SHEET]["B107"] = "Somebody's own words"
    other.save(book)
    code, shown = run(capsys, "undo", book)
    assert code == 1
    assert "B107" in shown
    values = openpyxl.load_workbook(book)[SHEET]
    assert values["A119"].value == "3.3."
    assert values["B107"].value == "Somebody's own words"


def test_a_formula_that_names_rows_by_text_is_told(book, capsys) -> None:
    other = openpyxl.load_workbook(book)
    other.create_sheet("Bilan")["A1"] = f"=INDIRECT(\"'{SHEET}'!B100\")"
    other.save(book)
    told = "1 formula builds a reference from text (INDIRECT), which does not follow deleted rows"
    _, shown = run(capsys, "clean", book, "--diff")
    assert "no safe correction to make" in shown
    _, shown = run(capsys, "clean", book, "--unsafe", "--diff")
    assert f"{told}: Bilan!A1." in shown
    _, shown = run(capsys, "clean", book, "--unsafe", "--format", "json")
    (file,) = json.loads(shown)["files"]
    assert file["warnings"] == [f"{told}: Bilan!A1."]


def test_a_second_run_writes_nothing_not_even_the_time(book, capsys) -> None:
    run(capsys, "clean", book, "--in-place")
    before = book.stat().st_mtime_ns
    _, shown = run(capsys, "clean", book, "--in-place")
    assert "no safe correction to make, nothing written" in shown
    assert book.stat().st_mtime_ns == before


def test_a_folder_keeps_its_shape_and_one_bad_file_stops_nothing(tmp_path, capsys) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    (source / "2024").mkdir(parents=True)
    shutil.copy(PROGRAMME, source / "2024")
    shutil.copy(PROGRAMME, source / "b.xlsx")
    (source / "a.xlsx").write_bytes(b"no workbook")
    code, shown = run(capsys, "clean", source, "--output", target, "--jobs", 2)
    assert code == 2
    assert "3 files: 2 written and 1 not written because of an error." in shown
    assert (target / "2024" / PROGRAMME.name).exists()
    assert names(source) == ["2024", "a.xlsx", "b.xlsx"]


def test_the_run_as_json(book, capsys) -> None:
    _, shown = run(capsys, "clean", book, "--format", "json")
    (file,) = json.loads(shown)["files"]
    assert (file["error"], file["refused"]) == (None, [])
    assert file["target"] == str(book.with_name("programme-2024.propre.xlsx"))
    assert {edit["cell"] for edit in file["edits"] if edit["kind"] == "set"} == CORRECTED
    assert file["left"] == {"error": 1, "warning": 6, "note": 14}


def test_a_protected_sheet_is_left_in_a_sentence(tmp_path, capsys) -> None:
    path = tmp_path / "plan.xlsx"
    variants.write(path, {"Plan": programme_rows()}, variants.protect)
    before = path.read_bytes()
    code, shown = run(capsys, "clean", path, "--in-place")
    assert "protected" in shown
    assert path.read_bytes() == before
    assert code in (0, 1)


def test_a_workbook_open_in_excel_is_left_in_a_sentence(book, capsys) -> None:
    book.with_name("~$" + book.name).write_bytes(b"\x05Marie".ljust(165))
    code, shown = run(capsys, "clean", book, "--in-place")
    assert code == 2
    assert "open" in shown
    assert book.read_bytes() == PROGRAMME.read_bytes()


def test_the_limit_of_time_does_not_hold_for_writing(book, capsys, monkeypatch) -> None:
    watched = []

    def write(*details: Any) -> Any:
        watched.append(signal.getsignal(signal.SIGINT))
        return write_truly(*details)

    monkeypatch.setattr(clean, "write", write)
    before = signal.getsignal(signal.SIGINT)
    run(capsys, "clean", book, "--in-place", "--timeout", 60)
    assert watched == [before]


def label(path: Path, cell: str, text: str) -> None:
    """Have another program change a label."""
    other = openpyxl.load_workbook(path)
    other.worksheets[0][cell] = text
    other.save(path)


def test_a_copy_is_made_again_unless_somebody_changed_it(tmp_path, capsys) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        shutil.copy(PROGRAMME, source / name)
    run(capsys, "clean", source, "--output", target)
    first = (target / "a.xlsx").read_bytes()
    for name in ("a.xlsx", "b.xlsx"):
        label(source / name, "B30", "Compter  les arbres")
    label(target / "b.xlsx", "C4", "seen by Claire")
    mine = (target / "b.xlsx").read_bytes()
    code, shown = run(capsys, "clean", source, "--output", target, "--jobs", 2)
    assert code == 2
    assert "b.xlsx is a workbook that is there already" in shown
    assert (target / "b.xlsx").read_bytes() == mine
    assert (target / "a.xlsx").read_bytes() != first
    (kept,) = backups(target / "a.xlsx")
    assert kept.path.read_bytes() == first
    assert names(source) == ["a.xlsx", "b.xlsx"]
    code, shown = run(capsys, "clean", source / "a.xlsx", "--output", target)
    assert code == 0


def test_a_copy_with_sheets_of_ours_that_somebody_changed_is_theirs(book, capsys) -> None:
    run(capsys, "summarize", book, "--in-place")
    target = book.parent / "out"
    run(capsys, "clean", book, "--output", target)
    label(target / book.name, "B30", "A label of Claire's")
    mine = (target / book.name).read_bytes()
    label(book, "B31", "Compter  les arbres")
    code, _ = run(capsys, "clean", book, "--output", target)
    assert code == 2
    assert (target / book.name).read_bytes() == mine


@pytest.mark.parametrize("planted", ["link", "text", "folder"])
def test_a_list_of_copies_leads_nowhere(book, tmp_path, capsys, planted) -> None:
    target, other = tmp_path / "out", tmp_path / "letter.txt"
    target.mkdir()
    other.write_bytes(b"")
    listed = target / ".xlmot-copies"
    if planted == "link":
        listed.symlink_to(other)
    elif planted == "text":
        listed.write_text("A note of Claire's.\n", encoding="utf-8")
    else:
        listed.mkdir()
    code, _ = run(capsys, "clean", book, "--output", target)
    assert code == 0
    assert (target / book.name).exists()
    assert other.read_bytes() == b""
    if planted == "text":
        assert listed.read_text(encoding="utf-8") == "A note of Claire's.\n"


def test_a_proof_goes_to_a_file(book: Path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(book.parent)
    code, shown = run(capsys, "clean", book, "--receipt", "-")
    assert code == 2
    assert "names none" in shown
    assert list(book.parent.iterdir()) == [book]
