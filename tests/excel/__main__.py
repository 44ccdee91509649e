"""Run a button as the add-in does, in a process of its own, on a workbook open in the stand-in.

    python -m tests.excel WORKBOOK.xlsx RESULT.json VERB --hwnd N [--lang fr|en]

The exit code is that of `xlmot.ribbon`. The result tells the sheets with their values, which one is
shown, and the message boxes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.excel.com import ExcelApp, Workbook
from tests.excel.engine import running
from tests.excel.files import open_workbook


def described(workbook: Workbook) -> dict[str, object]:
    """Return what a workbook shows: by sheet, the value of each cell that holds one."""
    return {
        "active": workbook.active.name,
        "sheets": {
            sheet.name: {
                f"{row},{column}": str(cell.value)
                for (row, column), cell in sorted(sheet.cells.items())
                if cell.value is not None
            }
            for sheet in workbook.sheets
        },
    }


def main(words: list[str]) -> int:
    from xlmot import ribbon

    path, result, *verb = words
    hwnd = int(verb[verb.index("--hwnd") + 1])
    app = ExcelApp(hwnd)
    with running(app) as excel:
        workbook = open_workbook(Path(path), app)
        code = ribbon.main(verb)
        told = {"boxes": excel.boxes, **described(workbook)}
    Path(result).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
