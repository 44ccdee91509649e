"""What Windows does is played by its documentation; the rest of the calls are the system's own."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from xlmot.books.saving import exchange


class WindowsError5(PermissionError):
    """An error as Windows gives it; elsewhere OSError has no `winerror`."""

    def __init__(self, winerror):
        super().__init__(errno.EACCES, "Access is denied")
        self.winerror = winerror


@pytest.fixture
def pair(tmp_path):
    target, coming = tmp_path / "book.xlsx", tmp_path / ".~xlmot.book.xlsx.tmp"
    target.write_text("old")
    coming.write_text("new")
    return coming, target


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_replace_file_puts_the_old_one_aside(pair, monkeypatch):
    def played(target, coming, aside):
        target.rename(aside)
        coming.rename(target)

    monkeypatch.setattr(exchange, "_replace_file_w", played)
    coming, target = pair
    exchange._replace_file(coming, target)
    assert contents(target.parent) == {"book.xlsx": "new", ".~xlmot.book.xlsx.old": "old"}
    exchange._replace_file(exchange.twin(coming), target)
    assert contents(target.parent) == {"book.xlsx": "old", ".~xlmot.book.xlsx.tmp": "new"}


def test_replace_file_stopped_half_way_is_undone(pair, monkeypatch):
    def played(target, _coming, aside):
        target.rename(aside)
        raise WindowsError5(1177)

    monkeypatch.setattr(exchange, "_replace_file_w", played)
    coming, target = pair
    with pytest.raises(PermissionError):
        exchange._replace_file(coming, target)
    assert contents(target.parent) == {"book.xlsx": "old", ".~xlmot.book.xlsx.tmp": "new"}


@pytest.mark.parametrize(("holds", "ends_well"), [(3, True), (10**6, False)])
def test_a_file_held_for_a_moment_is_waited_for(pair, monkeypatch, holds, ends_well):
    monkeypatch.setattr(exchange, "PATIENCE", 0.3)
    left = holds

    def held(coming, target):
        nonlocal left
        left -= 1
        if left:
            raise WindowsError5(32)
        Path.replace(coming, target)

    if ends_well:
        exchange._surely(held, *pair)
        assert pair[1].read_text() == "new"
    else:
        with pytest.raises(PermissionError):
            exchange._surely(held, *pair)
        assert pair[1].read_text() == "old"


def test_what_is_done_is_done_whatever_the_server_says(pair):
    def late(coming, target):
        coming.replace(target)
        raise OSError(errno.ESTALE, "Stale file handle")

    exchange._surely(late, *pair)
    assert pair[1].read_text() == "new"


def test_a_taken_name_stays_taken_without_the_better_call(pair, monkeypatch):
    def refused(*_arguments):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(exchange, "_rename", refused)
    coming, target = pair
    with pytest.raises(FileExistsError):
        exchange.put_in_free_place(coming, target)
    target.unlink()
    exchange.put_in_free_place(coming, target)
    assert contents(target.parent) == {"book.xlsx": "new"}
