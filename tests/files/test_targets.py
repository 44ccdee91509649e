"""What may be written where: told by the content, under every name that a file has."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import xlmot
from tests.ooxml.faults import die, struck
from tests.programme_2024 import ROOT
from xlmot.books.saving.save import save
from xlmot.cli.main import main
from xlmot.files.targets import is_report, write_new, write_report
from xlmot.messages.errors import CannotWrite

PROGRAMME = ROOT / "workbooks" / "crte.xlsx"
FORMS = ("r.txt", "r.html", "r.json", "r.sarif", "r.xml", "r")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XLMOT_LANG", "en")
    return Path(shutil.copy(PROGRAMME, tmp_path / "p.xlsx"))


@pytest.mark.parametrize("name", FORMS)
def test_a_report_takes_the_place_of_a_report_only(name: str, book: Path, capsys) -> None:
    target = book.with_name(name)
    words = ["check", str(book), "--exit-zero", "--output", str(target)]
    assert main(words) == 0
    assert capsys.readouterr() == ("", f"Report written to {target}.\n")
    first = target.read_bytes()
    assert is_report(first)
    assert main([*words, "--lang", "fr"]) == 0
    assert is_report(target.read_bytes())
    assert target.read_bytes() != first
    target.write_bytes(b"Mine.\n" + first)
    # A text is known by its end: what somebody put before it is in it.
    if name.endswith(("html", "json", "sarif", "xml")):
        assert main(words) == 2
        assert target.read_bytes() == b"Mine.\n" + first


@pytest.mark.parametrize("name", ["a.json", "workbook.txt", "journal.json"])
def test_what_others_wrote_stays(name: str, book: Path, capsys) -> None:
    contents = {
        "a.json": b'{"name": "xlmot"}',
        "workbook.txt": PROGRAMME.read_bytes(),
        "journal.json": b'{"xlmot": 1, "batches": []}',
    }
    target = book.with_name(name)
    target.write_bytes(contents[name])
    assert main(["check", str(book), "--output", str(target)]) == 2
    assert target.read_bytes() == contents[name]
    said = capsys.readouterr().err
    assert ("is a workbook" if name == "workbook.txt" else "did not write it") in said


def test_the_findings_go_into_a_copy_and_again(book: Path, capsys) -> None:
    copy = book.with_name("copy.xlsx")
    before = book.read_bytes()
    for _ in range(2):
        assert main(["check", str(book), "--exit-zero", "--output", str(copy)]) == 0
        assert "copy.xlsx" in capsys.readouterr().err
    assert book.read_bytes() == before
    assert len(xlmot.check(copy).findings) == len(xlmot.check(book).findings)
    other = Path(shutil.copy(PROGRAMME, book.with_name("other.xlsx")))
    assert main(["check", str(book), "--output", str(other)]) == 2
    assert other.read_bytes() == PROGRAMME.read_bytes()


def test_a_cleaning_goes_to_the_file_or_folder_that_is_named(book: Path, capsys) -> None:
    file, folder = book.with_name("propre.xlsx"), book.with_name("out")
    for target in (file, folder):
        assert main(["clean", str(book), "--output", str(target)]) == 0
    assert file.is_file()
    assert (folder / "p.xlsx").is_file()
    assert main(["clean", str(book), "--output", str(file.with_suffix(".xlsm"))]) == 2
    assert "does not end in .xlsx" in capsys.readouterr().out
    assert main(["clean", str(book), str(file), "--output", str(folder / "one.xlsx")]) == 2
    assert "2 were named" in capsys.readouterr().err


def test_a_copy_that_is_another_input_is_refused(book: Path) -> None:
    propre = Path(shutil.copy(PROGRAMME, book.with_name("p.propre.xlsx")))
    assert main(["clean", str(book), str(propre)]) == 2
    assert propre.read_bytes() == PROGRAMME.read_bytes()


def test_the_functions_refuse_alike(book: Path) -> None:
    other = Path(shutil.copy(PROGRAMME, book.with_name("other.xlsx")))
    other.write_bytes(ROOT.joinpath("workbooks", "lolf.xlsx").read_bytes())
    before = other.read_bytes()
    for make in (xlmot.clean, xlmot.summarize):
        for target in (book, other, book.parent):
            with pytest.raises(xlmot.XlmotError):
                make(book, output=target)
    assert other.read_bytes() == before
    assert book.read_bytes() == PROGRAMME.read_bytes()


def test_links_and_rights(tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    write_report("\nxlmot 1.0\n", report)
    (tmp_path / "link").symlink_to(report)
    write_report("again\nxlmot 1.0\n", tmp_path / "link")
    assert (report.read_text(), (tmp_path / "link").is_symlink()) == ("again\nxlmot 1.0\n", True)
    (tmp_path / "hard").hardlink_to(report)
    with pytest.raises(CannotWrite, match="hard links"):
        write_report("", report)
    (tmp_path / "hard").unlink()
    report.chmod(0o444)
    with pytest.raises(CannotWrite, match="read-only"):
        write_report("", report)
    (tmp_path / "gone").symlink_to(tmp_path / "new")
    write_new(tmp_path / "gone", b"1")
    assert (tmp_path / "new").read_bytes() == b"1"
    with pytest.raises(CannotWrite, match="already"):
        write_new(tmp_path / "gone", b"2")
    assert {one.name for one in tmp_path.iterdir()} == {"r.txt", "link", "gone", "new"}


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    report = tmp_path / "r.txt"
    write_report("\nxlmot 1.0\n", report)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlmot.books.saving.disk.write_all", full)
    with pytest.raises(CannotWrite, match="disk is full"):
        write_report("new\nxlmot 1.0\n", report)
    assert [one.name for one in tmp_path.iterdir()] == ["r.txt"]
    assert report.read_text() == "\nxlmot 1.0\n"


def test_a_new_file_is_for_those_who_may_read_the_users_other_new_files(tmp_path: Path) -> None:
    other, book, page = (tmp_path / name for name in ("other.txt", "plan.xlsx", "report.html"))
    other.write_text("mine")
    write_new(book, b"PK")
    write_report("<!doctype html>", page)
    assert {path.stat().st_mode for path in (book, page)} == {other.stat().st_mode}


REPORT = "\nxlmot 1.0\n"


def write_once(path: Path) -> None:
    if not path.exists():
        write_new(path, b"new")


WRITERS: dict[str, Callable[[Path], object]] = {
    "a new report": lambda path: write_report(f"one{REPORT}", path),
    "a report again": lambda path: write_report(f"two{REPORT}", path),
    "a copy again": lambda path: save(path, path.read_bytes(), b"a copy", len),
    "a new file": write_once,
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows ends no process so")
@pytest.mark.parametrize("what", WRITERS)
def test_what_a_killed_run_left_goes_with_the_next(what: str, tmp_path: Path) -> None:
    write, count = WRITERS[what], 0
    while True:
        folder = tmp_path / str(count)
        folder.mkdir()
        path = folder / "r.txt"
        if what.endswith("again"):
            path.write_text(f"one{REPORT}")
        child = os.fork()
        if not child:
            try:
                with struck(die(count + 1)):
                    write(path)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        if what == "a new file" and path.exists():
            with pytest.raises(CannotWrite):
                write_new(path, b"new")
        write(path)
        left = {one.name for one in folder.iterdir() if ".bak." not in one.name}
        assert left == {"r.txt"}, count
        if status == 0:
            break
        count += 1
    assert count > 10
