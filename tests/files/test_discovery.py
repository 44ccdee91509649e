"""Paths, folders and globs, and what is passed over in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlmot.files.discovery import READ, find_workbooks
from xlmot.messages.errors import BadSetting

NAMES = [
    "b.xlsx",
    "a.XLSM",
    "~$b.xlsx",
    ".~lock.b.xlsx#",
    "b.propre.xlsx",
    "b.xlmot-01234567.bak.xlsx",
    "notes.txt",
    "deep/er/c.xlsx",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def found(folder: Path, *paths: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_workbooks(paths)]


def test_a_folder_gives_its_workbooks_and_those_below(folder: Path) -> None:
    assert found(folder, str(folder)) == ["a.XLSM", "b.xlsx", "deep/er/c.xlsx"]


def test_a_workbook_knows_its_place_in_the_folder_named(folder: Path) -> None:
    inner = find_workbooks([str(folder / "deep")]).values()
    assert [path.as_posix() for path in inner] == ["er/c.xlsx"]


def test_a_glob_that_no_shell_expanded(folder: Path) -> None:
    assert found(folder, str(folder / "**" / "*.xlsx")) == ["b.xlsx", "deep/er/c.xlsx"]


def test_a_file_is_taken_once_and_as_it_is_named(folder: Path) -> None:
    named = str(folder / "b.propre.xlsx")
    assert found(folder, named, str(folder / "b.xlsx"), str(folder)) == [
        "b.propre.xlsx",
        "b.xlsx",
        "a.XLSM",
        "deep/er/c.xlsx",
    ]


def test_a_loop_of_links_ends(folder: Path) -> None:
    (folder / "deep" / "loop").symlink_to(folder)
    assert len(find_workbooks([str(folder)])) == 3


def test_nothing_found_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="no workbook"):
        find_workbooks([str(tmp_path)])


def test_two_of_one_name_keep_the_folders_that_tell_them_apart(tmp_path: Path) -> None:
    for name in ("a/p.xlsx", "b/p.xlsx", "b/c/P.xlsx", "b/q.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    named = [str(tmp_path / name) for name in ("a/p.xlsx", "b/p.xlsx", "b/c/P.xlsx", "b/q.xlsx")]
    inner = [path.as_posix() for path in find_workbooks(named).values()]
    assert inner == ["a/p.xlsx", "b/p.xlsx", "b/c/P.xlsx", "q.xlsx"]
    inner = [path.as_posix() for path in find_workbooks([str(tmp_path / "a"), named[1]]).values()]
    assert inner == ["a/p.xlsx", "b/p.xlsx"]


def test_a_name_that_no_system_takes_is_handed_on() -> None:
    assert len(find_workbooks(["x" * 3000])) == 1
    with pytest.raises(BadSetting, match="empty"):
        find_workbooks([""])


def test_what_is_only_read_is_found_where_it_is_asked_for(tmp_path: Path) -> None:
    for name in ("a.xls", "b.XLSB", "c.ods", "d.xlsx", "e.xlt", ".~lock.c.ods#"):
        (tmp_path / name).touch()
    read = [file.name for file in find_workbooks([str(tmp_path)], READ)]
    assert read == ["a.xls", "b.XLSB", "c.ods", "d.xlsx"]
    assert [file.name for file in find_workbooks([str(tmp_path)])] == ["d.xlsx"]
    with pytest.raises(BadSetting, match=r"end in \.xlsx, \.xlsm"):
        find_workbooks([str(tmp_path / "*.ods")])
