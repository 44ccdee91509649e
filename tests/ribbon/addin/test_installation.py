"""The add-in is put where Excel loads it, and leaves nothing behind."""

import sys
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest

from xlmot.cli.main import main
from xlmot.messages.errors import BadSetting, CannotWrite
from xlmot.ribbon.addin.build import recorded
from xlmot.ribbon.addin.install import find_place, install, uninstall


def tree(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


WINDOWS = ["AppData/Roaming/Microsoft/Excel/XLSTART/xlmot.xlam"]
STARTUP = "User Content.localized/Startup.localized/Excel"
MAC = [
    "Library/Application Scripts/com.microsoft.Excel/xlmot.applescript",
    f"Library/Group Containers/UBF8T346G9.Office/{STARTUP}/xlmot.xlam",
]


@pytest.mark.parametrize(("system", "files"), [("win32", WINDOWS), ("darwin", MAC)])
def test_it_is_installed_and_taken_away(system, files, tmp_path):
    place = find_place(system, {}, tmp_path)
    for _ in range(2):
        install(place, sys.executable)
        assert tree(tmp_path) == files
    assert recorded(place.addin.read_bytes()) == sys.executable
    assert sorted(uninstall(place)) == [tmp_path / file for file in files]
    assert tree(tmp_path) == []
    assert uninstall(place) == ()


def test_windows_says_where_its_users_keep_their_settings():
    place = find_place("win32", {"APPDATA": "/srv/profiles/ada"}, Path("/nowhere"))
    assert PurePosixPath(place.addin) == PurePosixPath(
        "/srv/profiles/ada/Microsoft/Excel/XLSTART/xlmot.xlam"
    )


@pytest.mark.parametrize("interpreter", ["/no/such/python", "/bin/false"])
def test_an_interpreter_that_cannot_run_xlmot_is_refused(interpreter, tmp_path):
    with pytest.raises(BadSetting, match="cannot run xlmot"):
        install(find_place("win32", {}, tmp_path), interpreter)
    assert tree(tmp_path) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    place = find_place("darwin", {}, tmp_path)
    install(place, sys.executable)
    assert place.script is not None
    place.script.unlink()
    place.script.mkdir()
    with pytest.raises(CannotWrite, match="cannot be written"):
        install(place, sys.executable)
    with pytest.raises(CannotWrite, match="cannot be removed"):
        uninstall(place)


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "AppData").write_text("")
    with pytest.raises(CannotWrite, match="cannot be written"):
        install(find_place("win32", {}, tmp_path), sys.executable)


@pytest.fixture
def windows(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")
    # What Windows alone offers to lock a file, and to ask whether one is open.
    locks = SimpleNamespace(locking=lambda *_: None, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setattr("xlmot.books.saving.refusals._is_held", lambda _: False)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("XLMOT_LANG", "en")
    return tmp_path


def test_the_command_line_installs_and_removes(windows, capsys):
    assert main(["addin", "install"]) == 0
    assert "Close Excel and open it again" in capsys.readouterr().err
    assert tree(windows) == ["Microsoft/Excel/XLSTART/xlmot.xlam"]
    assert main(["addin", "uninstall"]) == 0
    assert "Removed: " in capsys.readouterr().err
    assert tree(windows) == []
    assert main(["addin", "uninstall"]) == 0
    assert "There is no add-in to remove." in capsys.readouterr().err


def test_where_there_is_no_excel_it_is_said(monkeypatch, capsys):
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["addin", "install", "--lang", "en"]) == 2
    assert "There is no Excel for this system" in capsys.readouterr().err


def test_an_action_is_asked_for(capsys):
    assert main(["addin", "--lang", "en"]) == 2
    assert "build" in capsys.readouterr().err
