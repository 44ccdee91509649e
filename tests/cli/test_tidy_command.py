"""`xlmot tidy`: only what a newer backup makes needless goes, and only when asked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.programme_2024 import ROOT
from xlmot.books.saving.backups import backup_path, backups
from xlmot.cli.main import main

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XLMOT_LANG", "en")
    path = Path(shutil.copy(PROGRAMME, tmp_path / "p.xlsx"))
    for day, content in enumerate((b"first", b"second", b"third"), 1):
        add_backup(path, content, day)
    return path


def add_backup(path: Path, content: bytes, day: int) -> Path:
    from hashlib import sha256

    kept = backup_path(path, sha256(content).hexdigest())
    kept.write_bytes(content)
    os.utime(kept, (day * 86400, day * 86400))
    return kept


def contents(path: Path) -> list[bytes]:
    return [one.path.read_bytes() for one in backups(path)]


def test_it_lists_and_removes_only_when_asked(book: Path, capsys) -> None:
    assert main(["tidy", str(book.parent)]) == 0
    shown = capsys.readouterr()
    assert shown.out.count(".bak.xlsx\n") == 2
    assert "2 backups may go" in shown.out
    assert "--delete" in shown.err
    assert contents(book) == [b"third", b"second", b"first"]
    assert main(["tidy", str(book), "--delete"]) == 0
    assert "2 backups removed" in capsys.readouterr().out
    assert contents(book) == [b"third"]
    assert main(["tidy", str(book), "--delete"]) == 0
    assert capsys.readouterr().out == "No backup is needless.\n"
    assert book.read_bytes() == PROGRAMME.read_bytes()


def test_a_damaged_backup_makes_none_needless(book: Path) -> None:
    newest = backups(book)[0].path
    newest.write_bytes(b"torn")
    os.utime(newest, (9 * 86400, 9 * 86400))
    main(["tidy", str(book), "--delete"])
    assert contents(book) == [b"torn", b"second"]


def test_nothing_goes_while_the_workbook_is_missing(book: Path) -> None:
    book.unlink()
    main(["tidy", str(book), "--delete"])
    assert len(backups(book)) == 3


def test_the_last_change_can_still_be_undone(book: Path, capsys) -> None:
    assert main(["clean", "--in-place", str(book)]) == 0
    assert "Older backups may go" in capsys.readouterr().err
    # A backup that somebody touched since seems newer.
    add_backup(book, b"first", 30_000)
    main(["tidy", str(book), "--delete"])
    assert main(["undo", str(book)]) == 0
    assert book.read_bytes() == PROGRAMME.read_bytes()


def test_the_backups_of_a_copy_are_its_own(book: Path) -> None:
    copy = book.with_name("p.propre.xlsx")
    copy.write_bytes(b"copy")
    for day, content in enumerate((b"old", b"new"), 1):
        add_backup(copy, content, day)
    main(["tidy", str(book.parent), "--delete"])
    assert (contents(book), contents(copy)) == ([b"third"], [b"new"])


def test_a_backup_that_cannot_go_is_told(book: Path, monkeypatch, capsys) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("xlmot.files.tidy.remove", refuse)
    assert main(["tidy", str(book), "--delete"]) == 2
    assert "did not expect" not in "".join(capsys.readouterr())
    assert len(backups(book)) == 3
