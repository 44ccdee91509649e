"""The add-in as a file: the same bytes each time, our sources in it, and nothing else."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from oletools.olevba import VBA_Parser

from tests.oracles import ROOT, bridge_to_libreoffice
from xlmot.messages.errors import BadSetting, CannotWrite
from xlmot.ooxml.parts.container import Container
from xlmot.ribbon.addin.build import MACROS, addin_bytes, applescript_text, build, recorded, script

PYTHON = "C:\\Users\\Éva Œrsted & fils\\venv\\Scripts\\python.exe"
SHIPPED = ROOT / "workbooks" / "xlmot.xlam"


def test_it_is_built_the_same_twice_and_in_another_process(tmp_path):
    build(PYTHON, tmp_path / "a.xlam")
    command = [sys.executable, "-m", "xlmot", "addin", "build", "--python", PYTHON, "--output"]
    other = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LANG": "fr_FR.UTF-8"}
    subprocess.run([*command, tmp_path / "b.xlam"], check=True, env=other, capture_output=True)
    assert (tmp_path / "a.xlam").read_bytes() == (tmp_path / "b.xlam").read_bytes()


def test_what_ships_is_what_is_built_today():
    assert SHIPPED.read_bytes() == addin_bytes("")


def test_olevba_reads_back_exactly_the_sources(tmp_path):
    path = tmp_path / "xlmot.xlam"
    build(PYTHON, path)
    parser = VBA_Parser(str(path))
    found = {name: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    assert sorted(found) == ["Sheet1.cls", "State.bas", "ThisWorkbook.cls", "Xlmot.bas"]
    for name in ("Xlmot.bas", "State.bas", "ThisWorkbook.cls", "Sheet1.cls"):
        text = MACROS / Path(name).with_suffix(".bas")
        source = text.read_text(encoding="ascii").replace("\n", "\r\n") if text.exists() else ""
        assert found[name].endswith(source)
        head = found[name].removesuffix(source)
        assert all(line.startswith("Attribute ") for line in head.splitlines())


def test_the_parts_refer_to_each_other():
    package = ZipFile(BytesIO(addin_bytes(PYTHON)))
    assert package.testzip() is None
    assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    relations = package.read("_rels/.rels").decode()
    relations += (
        package.read("xl/_rels/workbook.xml.rels").decode().replace('Target="', 'Target="xl/')
    )
    for name in package.namelist():
        if not name.endswith(".rels") and name != "[Content_Types].xml":
            assert f'Target="{name}"' in relations
    assert Container.read(addin_bytes(PYTHON)).names == tuple(package.namelist())


def test_openpyxl_reads_the_words(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "xlmot.xlsx"
    content = addin_bytes(PYTHON)
    # openpyxl knows the kinds of workbooks by their types; this one is no add-in to it.
    addin = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
    types = Container.read(content).part("[Content_Types].xml")
    sheet = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    path.write_bytes(
        Container.read(content).write({"[Content_Types].xml": types.replace(addin, sheet)})
    )
    rows = list(openpyxl.load_workbook(path).active.values)
    assert rows[0] == ("python", PYTHON, PYTHON)
    assert ("verify label", "Vérifier", "Check") in rows


def test_the_interpreter_is_read_back():
    assert recorded(addin_bytes(PYTHON)) == PYTHON
    assert recorded(addin_bytes("")) == ""


@pytest.mark.parametrize(
    "path", ['C:\\a" & calc & "\\python.exe', "C:\\%TEMP%\\python.exe", "a\nb"]
)
def test_a_path_that_would_not_stay_in_its_quotes_is_refused(path):
    for make in (addin_bytes, script):
        with pytest.raises(BadSetting, match="holds the character"):
            make(path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CannotWrite, match="no folder"):
        build("", tmp_path / "missing" / "xlmot.xlam")


def test_only_an_earlier_addin_is_replaced(tmp_path):
    path = tmp_path / "xlmot.xlam"
    build("", path)
    build(PYTHON, path)
    assert recorded(path.read_bytes()) == PYTHON
    path.write_bytes((ROOT / "workbooks" / "modele.xlsx").read_bytes())
    with pytest.raises(CannotWrite, match="already"):
        build(PYTHON, path)
    with pytest.raises(CannotWrite, match=r"end in \.xlam"):
        build(PYTHON, tmp_path / "xlmot.xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ["xlmot.xlam"]


def test_the_script_of_a_mac_is_ascii_and_holds_our_words_alone():
    text = script("/Users/zoé/l'été \\ 2024/bin/python")
    assert text.isascii()
    assert '"/Users/zo" & (character id 233) & "/l\'" & (character id 233) & "t"' in text
    assert '"verify", "preview", "apply", "undo"' in text
    assert "{python}" not in text
    assert "do shell script" in text


@pytest.mark.parametrize(("status", "alarmed"), [(0, False), (3, False), (1, True), (4, True)])
def test_the_script_of_a_mac_rings_unless_all_is_done_or_told(status, alarmed):
    """What the script gives to the shell, with a program of ours for Python and for the alarm."""
    (line,) = re.findall(r"do shell script (.+)", script("/opt/python"))
    programs = {"call": f"(exit {status})", "alarm": "echo alarm >&3"}
    shell = "".join(programs.get(piece, piece.strip('"')) for piece in line.split(" & "))
    command = ["/bin/sh", "-c", f"( {shell.removesuffix(' &')} ) 3>&1"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout == ("alarm\n" if alarmed else "")


def test_a_text_is_whole_in_applescript():
    assert applescript_text("") == '""'
    assert applescript_text('a"\\é') == '"a\\"\\\\" & (character id 233)'


@pytest.mark.oracle
def test_libreoffice_loads_it_and_lists_its_modules(tmp_path):
    python = bridge_to_libreoffice()
    build(PYTHON, tmp_path / "xlmot.xlam")
    asked = [str(tmp_path / "profile"), str(tmp_path / "xlmot.xlam")]
    ran = subprocess.run(
        [python, "-m", "tests.ribbon.addin.office_modules", *asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    names = ["Sheet1", "State", "ThisWorkbook", "Xlmot"]
    assert ran.stdout.split("\n")[:4] == names, ran.stderr
    assert "XlmotVerify" in ran.stdout
