"""What stands between a workbook and a bad disk, another program or another run, one by one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workbooks.base import written
from xlmot.books.journal import Batch, announced, decode, encode, journal_path, read_journal
from xlmot.books.saving import disk, save
from xlmot.books.saving.backups import backup_path, free_backup_path, limit
from xlmot.books.saving.exchange import NotOffered, exchange
from xlmot.books.saving.lock import locked
from xlmot.books.saving.recovery import digest
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.targets import identities, refuse_foreign, refuse_report
from xlmot.files.undo import undo_file
from xlmot.files.write import Destination
from xlmot.findings import SetCell
from xlmot.messages.errors import CannotWrite

OLD, NEW, THEIRS = b"before", b"after", b"saved by a colleague"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(OLD)
    return path


def refused_save(book: Path, sentence: str) -> None:
    with pytest.raises(CannotWrite, match=sentence):
        save.save(book, OLD, NEW, check=len)


def test_what_is_read_back_must_be_what_was_written(book, monkeypatch) -> None:
    def spoilt(path: Path) -> bytes:
        return b"aft\0r" if path != book else disk.read_whole(path)

    monkeypatch.setattr(save, "read_whole", spoilt)
    refused_save(book, "its disk lost what was written")
    assert book.read_bytes() == OLD


def test_a_new_file_is_on_the_disk_before_it_is_said_to_be_written(tmp_path, monkeypatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(disk, "flush", flushed.append)
    disk.write_new(tmp_path / "new", NEW)
    assert len(flushed) == 1


def test_a_flush_reaches_the_disk(book, monkeypatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr("sys.platform", "linux")
    with book.open("rb") as file:
        disk.flush(file.fileno())
        assert synced == [file.fileno()]


def test_a_new_file_takes_no_other_files_place(book) -> None:
    with pytest.raises(FileExistsError):
        disk.write_new(book, NEW)
    assert book.read_bytes() == OLD


def test_a_folder_that_is_not_flushed_is_told(book, monkeypatch) -> None:
    def fails(_folder: Path) -> None:
        raise OSError

    monkeypatch.setattr(save, "flush_folder", fails)
    assert not save.save(book, OLD, NEW, check=len).durable


def test_a_file_that_changed_since_is_not_even_exchanged(book, monkeypatch) -> None:
    def never(*_: Path) -> Path:
        raise AssertionError

    monkeypatch.setattr(save, "exchange", never)
    book.write_bytes(THEIRS)
    refused_save(book, "changed")


def test_what_came_out_must_be_what_was_read(book, monkeypatch) -> None:
    def late(coming: Path, target: Path) -> Path:
        target.write_bytes(THEIRS)
        return exchange(coming, target)

    monkeypatch.setattr(save, "exchange", late)
    refused_save(book, "changed|saved by another program")
    assert book.read_bytes() == THEIRS


def test_where_files_cannot_be_exchanged_one_that_changed_meanwhile_stays(
    book, monkeypatch
) -> None:
    def late(_coming: Path, target: Path) -> Path:
        target.write_bytes(THEIRS)
        raise NotOffered

    monkeypatch.setattr(save, "exchange", late)
    refused_save(book, "changed")
    assert book.read_bytes() == THEIRS


def test_two_runs_never_hold_one_lock(book) -> None:
    with locked(book), pytest.raises(CannotWrite, match="another run"), locked(book):
        pass


def test_the_backup_of_this_run_never_goes(book) -> None:
    paths = [backup_path(book, f"{number}" * 8) for number in (1, 2, 3)]
    for age, path in enumerate(paths):
        path.touch()
        os.utime(path, (age, age))
    assert limit(book, spare=paths[0], kept=1) == paths[:0:-1]
    assert paths[0].exists()


def test_no_backup_goes_while_the_workbook_is_missing(book) -> None:
    paths = [backup_path(book, f"{number}" * 8) for number in (1, 2)]
    for path in paths:
        path.touch()
    book.unlink()
    assert limit(book, spare=paths[0], kept=1) == []


def test_a_backup_never_takes_the_name_of_another_content(book) -> None:
    name = free_backup_path(book, OLD)
    name.write_bytes(THEIRS)
    assert free_backup_path(book, OLD) not in (name, book)


# The journal and the undo ---------------------------------------------------------------------


def programme(folder: Path) -> Path:
    path = folder / "programme.xlsx"
    path.write_bytes(written(lambda _, sheet: sheet.write("B40", "Elsewhere")))
    return path


def cleaned(path: Path, *, backup: bool = True) -> None:
    place = Destination(in_place=True, backup=backup)
    done = clean_file((path, Path(path.name)), Asked(), place, unsafe=False)
    assert done.edits
    assert done.error is None


def test_what_could_not_be_undone_is_not_noted(tmp_path) -> None:
    path = programme(tmp_path)
    cleaned(path, backup=False)
    assert not journal_path(path).exists()


def test_what_was_not_written_is_noted_no_more_and_what_was_is(book) -> None:
    batch = Batch("", digest(book), "0", "", (SetCell("Plan", 1, 1, "1.", "1"),))
    with pytest.raises(ZeroDivisionError), announced(book, batch):
        raise ZeroDivisionError
    assert read_journal(book) == []
    with pytest.raises(ZeroDivisionError), announced(book, batch._replace(after=digest(book))):
        raise ZeroDivisionError
    assert len(read_journal(book)) == 1


def test_a_journal_names_no_file_elsewhere() -> None:
    batch = Batch("", "1", "2", "../other.xlsx", ())
    with pytest.raises(ValueError, match="other"):
        decode(encode("plan.xlsx", [batch]))


def test_an_undo_takes_no_backup_of_another_content(tmp_path) -> None:
    path = programme(tmp_path)
    cleaned(path)
    (batch,) = read_journal(path)
    other = b"not the workbook that was cleaned"
    path.with_name(batch.backup).write_bytes(other)
    undo_file(path)
    assert path.read_bytes() != other


def test_an_undo_loses_nothing_that_was_written_since(tmp_path) -> None:
    import openpyxl

    path = programme(tmp_path)
    cleaned(path)
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["F1"] = "since"
    workbook.save(path)
    undo_file(path)
    assert openpyxl.load_workbook(path).worksheets[0]["F1"].value == "since"


# Where reports may go -------------------------------------------------------------------------


def test_no_report_goes_over_a_file_that_is_read(tmp_path) -> None:
    report = tmp_path / "r.json"
    report.write_text('{"xlmot": "1.0"}', encoding="utf-8")
    refuse_report(report)
    with pytest.raises(CannotWrite, match="read here"):
        refuse_report(report, identities([report]))


def test_nothing_goes_over_what_xlmot_did_not_write(book) -> None:
    with pytest.raises(CannotWrite, match="did not write"):
        refuse_foreign(book, lambda _: False)
