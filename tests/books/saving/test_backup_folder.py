"""The backups of all workbooks in a folder of the user's: written, found, removed, never lost."""

from __future__ import annotations

import os
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from tests.programme_2024 import ROOT
from xlmot import XlmotError, clean, undo
from xlmot.books.saving import backups as module
from xlmot.books.saving.backups import FOLDER, backup_folder, backups, put_away
from xlmot.books.saving.save import save
from xlmot.cli.main import main
from xlmot.files.tidy import find_needless, remove_needless


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Mes sauvegardes"
    monkeypatch.setenv(FOLDER, str(folder))
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "Programmes"
    folder.mkdir()
    return Path(shutil.copy(ROOT / "workbooks/programme-2024.xlsx", folder))


def kept_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_cleaning_leaves_its_backup_there_and_undo_finds_it(away: Path, book: Path) -> None:
    before = book.read_bytes()
    cleaned = clean(book, in_place=True)
    (backup,) = kept_in(away)
    assert backup.read_bytes() == before
    assert cleaned.backup == str(backup)
    assert [path.name for path in backups_beside(book)] == []
    undo(book)
    assert book.read_bytes() == before


def backups_beside(book: Path) -> list[Path]:
    return list(book.parent.glob("*.bak.*"))


def test_workbooks_of_one_name_keep_their_backups_apart(away: Path, tmp_path: Path) -> None:
    for name in ("Nord", "Sud"):
        path = tmp_path / name / "plan.xlsx"
        path.parent.mkdir()
        path.write_bytes(name.encode())
        save(path, name.encode(), b"after", check=len)
        (own,) = backups(path)
        assert own.path.read_bytes() == name.encode()
        assert own.path.parent.name.startswith(f"{name}-")
    assert len(kept_in(away)) == 2


@pytest.mark.usefixtures("away")
def test_undo_finds_the_backup_of_a_workbook_that_has_moved(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    clean(book, in_place=True)
    moved = tmp_path / "Archives"
    book.parent.rename(moved)
    undo(moved / book.name)
    assert (moved / book.name).read_bytes() == before


def test_a_backup_keeps_the_time_of_what_it_holds(away: Path, book: Path) -> None:
    os.utime(book, (1_700_000_000, 1_700_000_000))
    clean(book, in_place=True)
    assert kept_in(away)[0].stat().st_mtime == 1_700_000_000


@pytest.mark.usefixtures("away")
def test_tidy_looks_in_both_places(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [f"version {n}".encode() for n in range(4)]
    book.write_bytes(contents[0])
    with monkeypatch.context() as beside:
        beside.delenv(FOLDER)
        save(book, contents[0], contents[1], check=len)
    for old, new in pairwise(contents[1:]):
        save(book, old, new, check=len)
    assert len(backups(book)) == 3
    assert len(find_needless(book).needless) == 2
    remove_needless(book)
    assert [one.path.read_bytes() for one in backups(book)] == [contents[2]]


@pytest.mark.parametrize("named", ["sauvegardes", "./x", "{file}"])
def test_what_is_no_folder_is_told_before_anything_is_written(
    named: str, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.read_bytes()
    monkeypatch.setenv(FOLDER, named.format(file=book))
    with pytest.raises(XlmotError, match=f"{FOLDER} is “.*”, which is no folder"):
        clean(book, in_place=True)
    assert book.read_bytes() == before
    assert backups_beside(book) == []


@pytest.mark.parametrize("call", ["write_new", "put_in_free_place", "flush_folder", "remove"])
def test_a_backup_is_whole_in_one_place_whatever_fails(
    call: str, away: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.read_bytes()
    beside = book.with_name("programme-2024.xlmot-01234567.bak.xlsx")
    beside.write_bytes(before)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(module, call, fail)
        told = put_away(beside, book)
    assert told.read_bytes() == before
    # The next run does what this one could not.
    assert beside.exists() or call == "flush_folder"
    again = put_away(beside, book) if beside.exists() else told
    assert again.read_bytes() == before
    assert again.parent == backup_folder(book)
    assert kept_in(away) == [again]


def test_a_folder_that_cannot_be_made_leaves_the_backup_beside(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setenv(FOLDER, str(blocked / "below"))
    cleaned = clean(book, in_place=True)
    (backup,) = backups_beside(book)
    assert cleaned.backup == backup.name


def test_a_copy_that_is_made_is_made_whatever_the_folder_of_backups(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(FOLDER, "sauvegardes")
    assert main(["clean", str(book)]) == 0
    assert book.with_name("programme-2024.propre.xlsx").exists()
    assert FOLDER not in capsys.readouterr().err
