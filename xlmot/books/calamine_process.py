"""Read a workbook with python-calamine in a process of its own, which may die of it.

What is damaged can make python-calamine panic, end the process, or ask for gigabytes. This module
runs in the child: the file comes by the standard input, its sheets leave by the standard output as
JSON. `read_only` is the other end.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# What the process ends with if the workbook is damaged, or protected by a password; 1 is our fault.
DAMAGED, PASSWORD = 3, 4
MOST_MEMORY = 2 << 30


def main() -> int:
    """Write the sheets of the workbook in the standard input; return the code to end with."""
    import json
    from zipfile import BadZipFile

    from python_calamine import CalamineError, PasswordError

    limit_memory()
    try:
        text = json.dumps(_sheets(sys.stdin.buffer.read()), default=moment)
    except PasswordError:
        return PASSWORD
    except (CalamineError, BadZipFile, MemoryError, OSError, ValueError, OverflowError):
        return DAMAGED
    except Exception:
        raise
    except BaseException:  # noqa: BLE001  a panic of python-calamine
        return DAMAGED
    sys.stdout.write(text)
    return 0


def limit_memory() -> None:
    """Let this process take so much memory and no more, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS refuses some limits, and holds to none.
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))


def moment(value: object) -> tuple[str, str | float]:
    """Return a date or a time as JSON can hold it: its kind, and its ISO form or its seconds.

    >>> moment(date(2024, 5, 3)), moment(timedelta(hours=1))
    (('date', '2024-05-03'), ('timedelta', 3600.0))
    """
    if isinstance(value, timedelta):
        return "timedelta", value.total_seconds()
    if isinstance(value, date | time):
        return type(value).__name__, value.isoformat()
    raise TypeError(value)


def of_moment(kind: str, value: Any) -> date | datetime | time | timedelta:  # noqa: ANN401  of JSON
    """Return the date or the time that `moment` wrote.

    >>> of_moment("time", "08:30:00")
    datetime.time(8, 30)
    """
    if kind == "timedelta":
        return timedelta(seconds=value)
    kinds = {"date": date, "datetime": datetime, "time": time}
    found: date | datetime | time = kinds[kind].fromisoformat(value)  # type: ignore[attr-defined]
    return found


def _sheets(data: bytes) -> list[tuple[Any, ...]]:
    from io import BytesIO

    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if _is_of_xml(data):
        raise ValueError("a workbook of XML parts, which is read with other guards")
    states = ((SheetVisibleEnum.Hidden, "hidden"), (SheetVisibleEnum.VeryHidden, "veryHidden"))
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    return [
        (
            about.name,
            next((name for state, name in states if about.visible == state), "visible"),
            *_contents(workbook.get_sheet_by_name(about.name)),
        )
        for about in workbook.sheets_metadata
        if about.typ == SheetTypeEnum.WorkSheet
    ]


def _is_of_xml(data: bytes) -> bool:
    """Return whether a file is a workbook as .xlsx holds it, though it calls itself another.

    python-calamine would read it, with none of the guards of what reads .xlsx.
    """
    from io import BytesIO
    from zipfile import ZipFile, is_zipfile

    if not is_zipfile(BytesIO(data)):
        return False
    with ZipFile(BytesIO(data)) as package:
        return any(name.lower() == "xl/workbook.xml" for name in package.namelist())


def _contents(sheet: CalamineSheet) -> tuple[list[Any], list[Any]]:
    """Return the merged areas and the rows of a sheet.

    Of a row, its number, the columns that hold something and what they hold; all from 1.
    """
    merges = [
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    left = sheet.start[1] if sheet.start else 0
    rows = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        held = [(place, cell) for place, cell in enumerate(row, left + 1) if cell not in ("", None)]
        if held:
            rows.append((number, *zip(*held, strict=True)))
    return merges, rows
