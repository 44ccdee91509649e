"""A workbook that tries to choose what the buttons run: a marker file tells if it ever does."""

import os
import shlex
import subprocess
import sys

import openpyxl
import pytest

from tests.addin.excel_runtime import Excel
from xlmot.buttons import BUTTONS

pytestmark = pytest.mark.oracle
NAMES = ("&^%';).xlsx", "a=b --lang en.xlsx", "$(touch marker) `touch marker`.xlsx", "été.xlsx")
CODE = "from pathlib import Path\nPath({marker!r}).write_text('run')\n"
MODULES = ("xlmot", "xlwings", "colorsys", "argparse", "sitecustomize", "usercustomize", "ribbon")


@pytest.fixture
def hostile(tmp_path):
    """Return a folder of workbooks with settings and code that write the marker."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    code = CODE.format(marker=str(folder / "marker"))
    for module in MODULES:
        (folder / f"{module}.py").write_text(code)
    (folder / "python.exe").write_text("#!/bin/sh\ntouch marker\n")
    (folder / "xlwings.conf").write_text(f'"PYTHONPATH","{folder}"\n"INTERPRETER","python.exe"\n')
    for name in NAMES:
        book = openpyxl.Workbook()
        for title in ("xlwings.conf", "xlmot.conf", "_xlmot.conf"):
            sheet = book.create_sheet(title)
            for row in (("INTERPRETER_WIN", "python.exe"), ("PYTHONPATH", str(folder))):
                sheet.append(row)
            sheet.append(("python", "python.exe", "python.exe"))
        book.create_sheet("xlmot.py")["A1"] = code
        first = book.create_sheet("xlmot", 0)
        first["A1"], first["B1"], first["C1"] = "python", "python.exe", "python.exe"
        book.save(folder / name)
    return folder


def started(folder, command):
    """Run a command from the folder of the workbooks, with an environment on its side."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONSTARTUP": "xlmot.py"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, timeout=60, check=False
    ).returncode


@pytest.mark.parametrize("name", NAMES)
def test_no_button_runs_what_a_workbook_brings(name, hostile, tmp_path, monkeypatch):
    def run(command):
        commands.append(command)
        return started(hostile, shlex.split(command))

    commands: list[str] = []
    excel = Excel(tmp_path, monkeypatch, python=sys.executable, run=run)
    excel.app.activate_workbook(excel.app.open_workbook(hostile / name))
    for button in BUTTONS:
        excel.press(button.verb)
    expected = f'"{sys.executable}" -I -X utf8 -m xlmot.ribbon {{}} --hwnd 132456 --lang fr'
    assert commands == [expected.format(button.verb) for button in BUTTONS]
    assert not (hostile / "marker").exists()


def test_the_marker_is_written_where_python_is_not_isolated(hostile):
    started(hostile, [sys.executable, "-m", "xlmot.ribbon", "verify"])
    assert (hostile / "marker").exists()
