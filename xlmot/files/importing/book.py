"""Write rows as a new workbook in which codes are text; it takes no other file's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from xlmot.files.targets import write_new
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.lazy import lazy
from xlmot.programme.address import cell_name
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.header import find_layout, find_layout_by_shape
from xlmot.programme.layout import Layout
from xlmot.programme.vocabulary import Vocabulary

# Excel's limits: rows and columns of a sheet, characters of a cell and of the name of a sheet.
MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_576, 16_384, 32_767
LONGEST_NAME = 31
# `1,500` may be one and a half or fifteen hundred: it stays a text.
NUMBER = lazy(r"-?(?:0|[1-9]\d{0,14})(?:[.,](?!\d{3}\Z)\d{1,6})?")
DAY = lazy(r"(?:19|20)\d\d-\d\d-\d\d")
# What XML 1.0 does not allow in a text, and Excel in the name of a sheet.
CONTROL = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORBIDDEN = lazy(r"[\[\]:*?/\\\x00-\x1f]")
# How what tells a time is shown, by its type.
TIMES = {
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
    "time": "hh:mm",
    "timedelta": "[h]:mm",
}
WIDTHS = {"code": 10, "label": 90, "": 18}


def sheet_name(stem: str) -> str:
    """Return a name that Excel accepts for a sheet, made of that of a file.

    >>> sheet_name("Plan [2026]: version de travail n° 3")
    'Plan 2026 version de travail n°'
    """
    name = " ".join(FORBIDDEN.sub(" ", stem).split()).strip("'")[:LONGEST_NAME].strip("' ")
    # Excel keeps this name for itself.
    return "Plan" if not name or name.casefold() == "history" else name


def write_book(
    rows: Sequence[Sequence[Value]],
    target: Path,
    name: str,
    vocabulary: Vocabulary,
    *,
    typed: bool = False,
) -> Layout | None:
    """Write rows as the one sheet of a new workbook; return where its table stands, if it has one.

    Codes and labels are text. In other columns, what reads as a number or an ISO date is one; of
    rows that are `typed`, as those of a workbook are, each value stays what it was.

    Raises:
        CannotWrite: there is such a file already, or the folder cannot be written.
        UnreadableFile: the text has more rows, columns or characters than a sheet can hold.
    """
    _refuse_too_large(rows)
    grid = Grid(name, [list(row) for row in rows])
    layout = find_layout(grid, vocabulary) or find_layout_by_shape(grid, vocabulary)
    data = _book(rows, name, layout, typed=typed)
    write_new(target, data)
    return layout


def _refuse_too_large(rows: Sequence[Sequence[Value]]) -> None:
    width = max(map(len, rows), default=0)
    longest = max((len(str(cell)) for row in rows for cell in row), default=0)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS or longest > LONGEST:
        raise UnreadableFile(
            say("The text does not fit into a sheet of Excel."),
            say("Cut it into parts, or check that it is a table of codes and labels."),
        )


def _book(
    rows: Sequence[Sequence[Value]], name: str, layout: Layout | None, *, typed: bool
) -> bytes:
    from xlsxwriter import Workbook

    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        looks = {
            "text": book.add_format(text),
            "header": book.add_format({**text, "bold": True}),
            **{
                kind: book.add_format({"num_format": shown, "valign": "top"})
                for kind, shown in TIMES.items()
            },
        }
        sheet = book.add_worksheet(name)
        _dress(sheet, rows, layout)
        for row, cells in enumerate(rows):
            for column, shown in enumerate(cells):
                if not is_blank(shown):
                    kind = _kind(layout, row + 1, column + 1)
                    if typed and kind == "value" and isinstance(shown, str):
                        kind = "text"
                    _write(sheet, (row, column), shown, kind, looks)
    return buffer.getvalue()


def _dress(sheet: Any, rows: Sequence[Sequence[Value]], layout: Layout | None) -> None:  # noqa: ANN401  XlsxWriter has no types
    """Set the widths of the columns, keep the header in sight, and Excel from mending the codes."""
    for column in range(max(map(len, rows), default=0)):
        kind = {layout.code: "code", layout.label: "label"}.get(column + 1, "") if layout else ""
        sheet.set_column(column, column, WIDTHS[kind])
    if layout is None:
        return
    if layout.header_rows:
        sheet.freeze_panes(layout.header_rows[-1], 0)
    # Excel offers to turn such codes into numbers, which would destroy 1.10.
    first, last = (cell_name(row, layout.code) for row in (1, len(rows)))
    sheet.ignore_errors({"number_stored_as_text": f"{first}:{last}"})


def _kind(layout: Layout | None, row: int, column: int) -> str:
    """Return `header`, `text`, or `value` where what reads as a number or a day is one."""
    if layout is None:
        return "text"
    if row in layout.header_rows:
        return "header"
    return "text" if column in (layout.code, layout.label) or row < layout.first_row else "value"


def _write(
    sheet: Any,  # noqa: ANN401  XlsxWriter has no types
    cell: tuple[int, int],
    value: Value,
    kind: str,
    looks: Mapping[str, Any],
) -> None:
    if kind == "value" and isinstance(value, bool | int | float):
        sheet.write(*cell, value)
        return
    if kind == "value" and isinstance(value, date | time | timedelta):
        sheet.write_datetime(*cell, value, looks[type(value).__name__])
        return
    shown = CONTROL.sub("", str(value))
    if kind == "value" and NUMBER.fullmatch(shown):
        sheet.write_number(*cell, float(shown.replace(",", ".")))
    elif kind == "value" and (day := _day(shown)):
        sheet.write_datetime(*cell, day, looks["date"])
    else:
        sheet.write_string(*cell, shown, looks["header" if kind == "header" else "text"])


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
