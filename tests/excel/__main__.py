"""Run a button as the add-in does, in a process of its own, on workbooks open in the stand-in.

    python -m tests.excel WORKBOOK.xlsx[:ANOTHER.xlsx…] RESULT.json VERB --hwnd N [--lang fr|en]

The last workbook is the active one. The exit code is that of `xlmot.ribbon`. The result tells the
sheets of the active workbook with their values and how many rules guard them, which one is shown,
and the message boxes. The next run with the same result finds the workbooks as this one left them.
"""

from __future__ import annotations

import json
import os
import pickle
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
        "rules": {
            sheet.name: len(sheet.validations) + len(sheet.formats) for sheet in workbook.sheets
        },
    }


def _reopen(app: ExcelApp, state: Path) -> None:
    for name, folder, sheets, names, active in pickle.loads(state.read_bytes()):  # noqa: S301  ours
        workbook = Workbook(app, name, sheets, folder)
        workbook.names, workbook.active = names, sheets[active]


def _keep(app: ExcelApp, state: Path) -> None:
    kept = [
        (book.name, book.folder, book.sheets, book.names, book.sheets.index(book.active))
        for book in app.books
    ]
    state.write_bytes(pickle.dumps(kept))


def main(words: list[str]) -> int:
    from xlmot.ribbon import __main__ as ribbon

    paths, result, *verb = words
    state = Path(result).with_suffix(".state")
    app = ExcelApp(int(verb[verb.index("--hwnd") + 1]))
    with running(app) as excel:
        if state.exists():
            _reopen(app, state)
        else:
            for path in paths.split(os.pathsep):
                open_workbook(Path(path), app)
        workbook = app.books[-1]
        code = ribbon.main(verb)
        told = {"boxes": excel.boxes, **described(workbook)}
        _keep(app, state)
    Path(result).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
