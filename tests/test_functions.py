"""The functions for cells say what the checks say, and xlwings shows them to Excel."""

import json
import subprocess
import sys
from datetime import datetime

import pytest

from tests.programme_2024 import rows as programme_rows
from xlmot import functions
from xlmot.books.memory import MemoryBook
from xlmot.files.reading import read

OF_CODES = ["XLMOT_CLE_TRI", "XLMOT_CODE", "XLMOT_NIVEAU", "XLMOT_PARENT", "XLMOT_VALIDE"]
NAMES = sorted([*OF_CODES, "XLMOT_AXE", "XLMOT_CONTROLE", "XLMOT_DOUBLONS", "XLMOT_ENTETES"])

# What xlwings keeps of a function on Windows, where alone its module of functions can be imported:
# the modules of pywin32 are stood in for.
ON_WINDOWS = """
import json, sys
from unittest.mock import MagicMock
for name in ("pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone",
             "pythoncom", "win32com", "win32com.client", "win32com.server", "win32com.server.util",
             "win32com.server.dispatcher", "win32com.server.policy", "xlwings._xlwindows"):
    sys.modules[name] = MagicMock()
import xlwings
from xlwings import udfs
xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
from xlmot import functions
kept = {name: vars(functions)[name].__xlfunc__ for name in dir(functions) if name.isupper()
        and hasattr(vars(functions)[name], "__xlfunc__")}
print(json.dumps(kept, default=lambda kind: kind.__name__))
"""


@pytest.mark.parametrize(
    ("value", "code", "level", "parent", "key", "valid"),
    [
        ("1.2", "1.2", 2, "1", "N01.02", True),
        (" Axe 3.1.", "3.1", 2, "3", "N03.01", False),
        (2.0, "2", 1, "", "N02", True),
        (1.1, "1.1", 2, "1", "N01.01", False),
        ("A2.3", "A2.3", 3, "A2", "N01.02.03", True),
        ("112-11", "112-11", 2, "112", "N112.11", True),
        ("Total", "", "", "", "", False),
        (None, "", "", "", "", False),
        (datetime(2024, 1, 1), "", "", "", "", False),  # noqa: DTZ001  as Excel gives it
        (True, "", "", "", "", False),
    ],
)
def test_each_function_reads_the_code(value, code, level, parent, key, valid):
    given = [getattr(functions, name)([[value]])[0][0] for name in OF_CODES]
    assert given == [key, code, level, parent, valid]


def test_a_range_gives_a_range_of_its_shape_in_the_grammar_of_its_codes():
    assert functions.XLMOT_CODE([["A1", "A2"], [None, "B1.2"]]) == [["A1", "A2"], ["", "B1.2"]]


def test_xlwings_shows_them_on_windows():
    ran = subprocess.run(
        [sys.executable, "-c", ON_WINDOWS], capture_output=True, text=True, check=True
    )
    kept = json.loads(ran.stdout)
    assert sorted(kept) == NAMES
    assert [argument["name"] for argument in kept["XLMOT_AXE"]["args"]] == ["code", "table"]
    for function in kept.values():
        argument = function["args"][-1]
        assert argument["options"] == {"convert": "list", "ndim": 2}
        assert function["ret"]["doc"]


def test_the_functions_of_a_table_say_what_a_check_of_its_file_says():
    rows = programme_rows()
    told = functions.XLMOT_CONTROLE(rows)
    found = read(MemoryBook("", {"Plan": rows})).findings
    assert {row for row, (text,) in enumerate(told, 1) if text} == {
        row for finding in found for row in finding.rows
    }
    assert len(told) == len(rows)
    assert sum(header for (header,) in functions.XLMOT_ENTETES(rows)) > 1
    assert functions.XLMOT_AXE("1.1", rows) == functions.XLMOT_AXE("1", rows) != ""
    assert functions.XLMOT_AXE("99", rows) == ""


@pytest.mark.parametrize("table", [[[None]], [["x"]]])
def test_a_table_without_a_programme_says_so_and_gives_nothing(table):
    assert "Header not found" in functions.XLMOT_CONTROLE(table)[0][0]
    assert functions.XLMOT_DOUBLONS(table) == [[""]]
    assert functions.XLMOT_ENTETES(table) == [[False]]
    assert functions.XLMOT_AXE("1", table) == ""
