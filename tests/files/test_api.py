"""The public names, and what they do on a file and on an open book."""

from __future__ import annotations

import shutil

import pytest

import xlmot
from tests.programme_2024 import ROOT, TRUTH, book

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"


def test_every_public_name_can_be_had() -> None:
    assert all(getattr(xlmot, name) for name in xlmot.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        xlmot.nothing  # noqa: B018


def test_a_file_and_an_open_book_are_checked_alike() -> None:
    on_disk, open_book = xlmot.check(PROGRAMME), xlmot.check(book())
    assert len(on_disk.findings) == len(TRUTH["expected_findings"])
    assert [f.rows for f in on_disk.findings] == [f.rows for f in open_book.findings]
    assert not on_disk.ok


def test_clean_and_undo(tmp_path) -> None:
    path = tmp_path / "programme.xlsx"
    shutil.copy(PROGRAMME, path)
    cleaned = xlmot.clean(path, in_place=True)
    assert len(cleaned.edits) == 14
    assert xlmot.check(path).files[0].programmes[0].level_counts() == [3, 11, 26]
    assert len(xlmot.undo(path).edits) == 14
    assert path.read_bytes() == PROGRAMME.read_bytes()


def test_clean_to_a_file_leaves_the_source(tmp_path) -> None:
    target = tmp_path / "clean.xlsx"
    xlmot.clean(PROGRAMME, output=target)
    assert target.exists()
    with pytest.raises(xlmot.XlmotError, match="no file"):
        xlmot.clean(tmp_path / "nowhere.xlsx")
