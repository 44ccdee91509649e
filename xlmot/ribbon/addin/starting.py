"""Say what the add-in starts for a button: a Python that has xlmot, or the frozen program."""

from __future__ import annotations

import sys

# What stands between the program and the verb. -I leaves out what `pip install --user` has put,
# PYTHONPATH, and whatever lies beside a workbook; a frozen program knows none of these.
BY_PYTHON = "-I -X utf8 -m xlmot.ribbon"
BY_PROGRAM = "ribbon"

# xlwings is looked for, not imported: as that program ends, it would kill each Excel that shows no
# workbook.
_CODE = """
import sys, xlmot
from importlib.util import find_spec
if find_spec("xlwings") is None:
    sys.exit("No module named 'xlwings'")
print(sys.base_prefix)
"""


def own_words() -> str:
    """Return the words with which an add-in starts the program that runs now."""
    return BY_PROGRAM if getattr(sys, "frozen", False) else BY_PYTHON


def proof(program: str, words: str) -> list[str]:
    """Return a command that succeeds only where the add-in could start its buttons so.

    >>> proof("/opt/xlmot/xlmot", BY_PROGRAM)
    ['/opt/xlmot/xlmot', 'ribbon', '--help']
    """
    if words == BY_PROGRAM:
        return [program, BY_PROGRAM, "--help"]
    return [program, "-I", "-X", "utf8", "-c", _CODE]
