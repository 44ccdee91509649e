"""The programme of 2024 as other people keep it: each variant is a workbook with the same tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.programme_2024 import rows

Row = list[Any]
Sheets = dict[str, list[Row]]
BLANK: Row = []
HEADERS = {"Axe"}


def cleaned() -> list[Row]:
    """Return the programme after safe fixes and the swap: one header, no blank row."""
    lines = rows()
    lines[37][0], lines[41][0] = lines[41][0], lines[37][0]
    body = [[code.rstrip("."), label] for code, label in filter(None, lines) if code != "Axe"]
    return [["Axe", "PROGRAMME 2024 - projet"], *body]


def on_codes(change: Callable[[str], Any]) -> list[Row]:
    return [[change(row[0]), *row[1:]] if row else row for row in rows()]


def number(text: str, most: int) -> Any:
    depth = text.count(".") + 1
    return float(text) if text[0].isdigit() and depth <= most and text[-1] != "." else text


def as_date(text: str) -> Any:
    """Return what Excel makes of a code of three parts where dates are typed with dots."""
    if text.count(".") != 2 or text.endswith("."):
        return text
    day, month, year = map(int, text.split("."))
    return date(2000 + year, month, day)


def pages() -> list[list[Row]]:
    found: list[list[Row]] = [[]]
    for row in rows()[2:]:
        if row:
            found[-1].append(row)
        else:
            found.append([])
    return found


def per_axe() -> Sheets:
    body = cleaned()
    sheets: Sheets = {}
    for row in body[1:]:
        sheets.setdefault(f"Axe {row[0][0]}", [body[0]]).append(row)
    return sheets


def two_years() -> Sheets:
    later = [[cell.replace("2024", "2025") for cell in row] for row in rows()]
    return {"2024": rows(), "2025": later}


def other_columns() -> list[Row]:
    texts = {"Axe": "N°"}
    return [
        ["Intitulé" if label.startswith("PROGRAMME 2024") else label, texts.get(code, code)]
        for code, label in (row or ["", ""] for row in rows())
    ]


def sorted_by_code() -> list[Row]:
    """Return the cleaned programme, its axes typed as numbers, sorted: numbers come first."""
    header, *body = cleaned()
    typed = [[number(code, 1), label] for code, label in body]
    return [header, *sorted(typed, key=lambda row: (isinstance(row[0], str), row[0]))]


SINGLE: dict[str, Callable[[], list[Row]]] = {
    "V1 text": rows,
    "V2 whole numbers": lambda: on_codes(lambda code: number(code, 1)),
    "V3 numbers": lambda: on_codes(lambda code: number(code, 2)),
    "V4 dates": lambda: on_codes(as_date),
    "V9 title above": lambda: [["MOT"], [], ["", "Programme de travail"], *rows()],
    "V10 other columns": other_columns,
    "V16 sorted": sorted_by_code,
}
SEVERAL: dict[str, Callable[[], Sheets]] = {
    "V5 one sheet per page": lambda: {f"Page {n}": page for n, page in enumerate(pages(), 1)},
    "V6 one sheet per axe": per_axe,
}


def write(path: Path, sheets: Sheets, dress: Callable[[Any], None] | None = None) -> Path:
    """Write sheets of rows as a workbook; `dress` adds to each what a variant needs."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value, day)
                    elif isinstance(value, str) and value:
                        sheet.write_string(row, column, value)
                    elif value not in ("", None):
                        sheet.write(row, column, value)
            if dress:
                dress(sheet)
    return path


def merge_codes(path: Path) -> Path:
    """Write V8: each run of codes merged, with the code in its first cell only."""
    lines = rows()
    spans = []
    start = 0
    for row in range(1, len(lines) + 1):
        same = row < len(lines) and lines[row][:1] == lines[start][:1]
        if not same:
            if lines[start] and row - start > 1:
                spans.append((start, row - 1, lines[start][0]))
            start = row
    covered = {row for first, last, _ in spans for row in range(first + 1, last + 1)}
    shown = [["", *line[1:]] if row in covered else line for row, line in enumerate(lines)]

    def dress(sheet: Any) -> None:
        for first, last, code in spans:
            sheet.merge_range(first, 0, last, 0, code)

    return write(path, {"Programme 2024": shown}, dress)


def hide_rows(sheet: Any) -> None:
    sheet.autofilter(2, 0, 135, 1)
    sheet.filter_column("A", "x == 1.1.1")
    for row in range(10, 120, 3):
        sheet.set_row(row, None, None, {"hidden": True})


def protect(sheet: Any) -> None:
    sheet.protect("secret")


LOST_ZERO: list[Row] = [
    ["Code", "Intitulé"],
    ["2", "Aménager"],
    *([f"2.{n}", text] for n in range(1, 10) for text in (f"Objectif {n}", f"Chantier {n}")),
    [2.1, "Objectif dix"],
    [2.1, "Planter des haies"],
    ["2.11", "Objectif onze"],
    ["2.11", "Curer les fossés"],
]
