"""A workbook that tries to choose what the buttons run: a marker file tells if it ever does."""

import os
import subprocess
import sys

import openpyxl
import pytest

from tests.ribbon.addin.chain import Chain
from xlmot.ribbon.texts import BUTTONS, Exit

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
        plan = book.create_sheet("Plan.py", 0)
        for row in (("Code", "Title"), ("1", "ROADS"), ("1.1", "Squares"), ("1.1", "Pave  it")):
            plan.append(row)
        book.save(folder / name)
    return folder


def surroundings(folder):
    return {"PYTHONPATH": str(folder), "PYTHONSTARTUP": "xlmot.py"}


@pytest.mark.parametrize("name", NAMES)
def test_no_button_runs_what_a_workbook_brings(name, hostile, tmp_path, monkeypatch):
    """Excel stands in the folder of the workbook, and the environment is on its side."""
    path, environment = hostile / name, surroundings(hostile)
    before = sorted(hostile.iterdir())
    chain = Chain(
        tmp_path,
        monkeypatch,
        path,
        python=sys.executable,
        folder=hostile,
        environment=environment,
    )
    chain.excel.app.activate_workbook(chain.excel.app.open_workbook(path))
    seen = [chain.press(button.verb) for button in BUTTONS]
    expected = f'"{sys.executable}" -I -X utf8 -m xlmot.ribbon {{}} --hwnd 132456 --lang fr'
    assert chain.commands == [expected.format(button.verb) for button in BUTTONS]
    assert chain.statuses == [Exit.DONE] * len(BUTTONS)
    assert {"Contrôle", "Sommaire"} <= set(seen[-1]["sheets"])
    assert sorted(hostile.iterdir()) == before
    assert not (hostile / "marker").exists()


def test_the_marker_is_written_where_python_is_not_isolated(hostile):
    subprocess.run(
        [sys.executable, "-m", "xlmot.ribbon", "verify"],
        cwd=hostile,
        env={**os.environ, **surroundings(hostile)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (hostile / "marker").exists()
