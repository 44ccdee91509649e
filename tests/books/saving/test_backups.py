"""Backups are named by content, listed, limited, and the only copy of anything is never removed."""

from __future__ import annotations

import os
from hashlib import sha256

import pytest

from xlmot.books.saving.backups import backup_path, backups, keep, limit
from xlmot.books.saving.save import save


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Programme.xlmot [v2] é.xlsm"
    path.write_bytes(b"0")
    return path


def save_versions(book, count):
    for version in range(1, count):
        old = book.read_bytes()
        saved = save(book, old, b"%d" % version, len)
        assert saved.backup
        os.utime(saved.backup, (version, version))


def test_the_newest_come_first_and_ten_stay(book):
    save_versions(book, 15)
    found = backups(book)
    assert [one.path.read_bytes() for one in found] == [b"%d" % n for n in range(13, 3, -1)]
    assert [one.size for one in found] == [len(one.path.read_bytes()) for one in found]
    assert all(
        one.path == backup_path(book, sha256(one.path.read_bytes()).hexdigest()) for one in found
    )


def test_the_same_content_is_kept_once(book):
    for _ in range(3):
        save(book, b"0", b"1", len)
        save(book, b"1", b"0", len)
    assert sorted(one.path.read_bytes() for one in backups(book)) == [b"0", b"1"]


def test_the_backup_just_made_stays_however_old_its_content(book):
    save_versions(book, 12)
    os.utime(book, (0, 0))
    saved = save(book, book.read_bytes(), b"last", len)
    assert saved.backup is not None
    assert saved.backup.exists()
    assert len(backups(book)) == 10


def test_nothing_goes_while_the_workbook_is_missing(book):
    save_versions(book, 5)
    book.unlink()
    spare = backups(book)[0].path
    assert limit(book, spare, kept=1) == []
    assert len(backups(book)) == 4


def test_a_name_that_lies_about_its_content_is_not_trusted(book):
    lying = backup_path(book, sha256(b"0").hexdigest())
    lying.write_bytes(b"something else")
    saved = save(book, b"0", b"1", len)
    assert saved.backup == backup_path(book, sha256(b"0").hexdigest(), 16)
    assert lying.read_bytes() == b"something else"


def test_keep_needs_a_free_name(book):
    digest = sha256(b"0").hexdigest()
    for letters in (8, 16, 64):
        backup_path(book, digest, letters).write_bytes(b"taken")
    with pytest.raises(FileExistsError):
        keep(book, book)
    assert book.read_bytes() == b"0"


@pytest.mark.parametrize(
    "name",
    [
        "Programme.xlmot [v2] é.xlmot-1234567.bak.xlsm",
        "Programme.xlmot [v2] é.xlmot-1234567g.bak.xlsm",
        "Programme.xlmot [v2] é.xlmot-12345678.bak.xlsx",
        "Programme.xlmot-12345678.bak.xlsm",
        "Programme.xlmot v é.xlmot-12345678.bak.xlsm",
        "Programme.xlmot [v2] é 2.xlmot-12345678.bak.xlsm",
    ],
)
def test_only_its_own_backups_are_counted(book, name):
    book.with_name(name).touch()
    assert backups(book) == []
