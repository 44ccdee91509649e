"""What refusing hostile files costs: the processor time of the guard, beside that of reading."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import xlsxwriter
from python_calamine import CalamineWorkbook

from xlmot.ooxml.parts.guard import open_container

ROWS, COLUMNS, RUNS = 30_000, 6, 5


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for row in range(ROWS):
            sheet.write_row(row, 0, [row * 7] * COLUMNS)
    return buffer.getvalue()


def least(act: Callable[[], object]) -> float:
    """Return the least seconds of several runs."""
    return min(_seconds(act) for _ in range(RUNS))


def _seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    data = workbook()
    ours = least(lambda: open_container(data, "plan.xlsx"))
    theirs = least(
        lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    )
    print(f"The guard over {ROWS} rows of {COLUMNS} cells, beside python-calamine's reading:")
    print(f"  {ours * 1000:.0f} ms / {theirs * 1000:.0f} ms = {ours / theirs:.2f} x")


if __name__ == "__main__":
    main()
