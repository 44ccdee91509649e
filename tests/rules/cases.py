"""Read the cases of a rule: Markdown tables whose last column says what the rule must find.

A file may begin with a ```toml block of settings; so may a case. A case is a `## title`, a table,
and, where the rule has a fix, `gives` (or `gives unsafe`) and the table after cleaning; without
it, cleaning must change nothing. The last column, whose header is empty, holds the rule's name on
each row that it must find; after a colon, the sentence it must say. Cells hold text as it is;
`\\u00a0` and `\\n` are read as in Python, `{1.1}` is a number, `{2001-02-03}` a date, `{=A1+1}` a
formula, `{=A1+1→3}` one with the text or the error it shows, `{=A1+1⇒3}` with the number, `{#REF!}`
an error value, `{}` an empty cell merged with the one above. `file` and `sheet` among the settings
name what the table stands in; `[book]` says what no table can show: `protected`, `hidden_rows`,
`hidden_columns`, `filters` and `merged` (areas), `noted` (rows), `traits` (each with its sheets). A
line `sheet NAME` and a table after the first one make another sheet of the workbook.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xlmot.books.memory import MemoryBook
from xlmot.programme.address import Area, column_number
from xlmot.programme.grid import Grid, Value
from xlmot.settings.load import Settings, build
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge

SHEET = "Plan"
NAME = "plan.xlsx"


@dataclass
class Case:
    title: str
    rule: str
    settings: dict[str, Any]
    rows: list[list[str]] = field(default_factory=list)
    expected: dict[tuple[str, int], str] = field(default_factory=dict)
    others: dict[str, list[list[str]]] = field(default_factory=dict)
    gives: dict[bool, list[list[str]]] = field(default_factory=dict)

    @property
    def sheet(self) -> str:
        return str(self.settings.get("sheet", SHEET))

    @property
    def grid(self) -> Grid:
        return dressed(to_grid(self.rows, self.sheet), self.settings.get("book", {}))

    def book(self) -> MemoryBook:
        others = [to_grid(rows, name) for name, rows in self.others.items()]
        traits = self.settings.get("book", {}).get("traits", {})
        sheets = {name: tuple(own) for name, own in traits.items()}
        return MemoryBook(self.settings.get("file", NAME), [self.grid, *others], sheets)

    def read_settings(self) -> Settings:
        book = ("file", "sheet", "book")
        data = {key: value for key, value in self.settings.items() if key not in book}
        profile = data.get("extends", "generic")
        settings = build(profile, merge(shipped(profile), data))
        return Settings(
            settings.profile,
            vocabulary=settings.vocabulary,
            language=settings.language,
            rules=settings.rules,
            selected=frozenset({self.rule}),
        )


def read_cases(path: Path) -> list[Case]:
    rule = path.stem.replace("_", "-")
    head, *parts = re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))
    common = _settings(head)
    return [_case(rule, part, common) for part in parts]


def _case(rule: str, text: str, common: dict[str, Any]) -> Case:
    title, _, body = text.partition("\n")
    case = Case(title.strip(), rule, merge(common, _settings(body)))
    body = re.sub(r"(?s)```toml.*?```", "", body)
    source, *gives = re.split(r"(?m)^gives( unsafe)?$", body)
    source, *others = re.split(r"(?m)^sheet (.+)$", source)
    case.rows = _expecting(case, case.sheet, read_table(source))
    for sheet, table in zip(others[::2], others[1::2], strict=True):
        case.others[sheet] = _expecting(case, sheet, read_table(table))
    for unsafe, after in zip(gives[::2], gives[1::2], strict=True):
        case.gives[bool(unsafe)] = read_table(after)
    return case


def _expecting(case: Case, sheet: str, table: list[list[str]]) -> list[list[str]]:
    """Return the rows of a table; note what its last column says of them."""
    for number, row in enumerate(table, 1):
        if row[-1]:
            case.expected[sheet, number] = row[-1]
    return [row[:-1] for row in table]


def _settings(text: str) -> dict[str, Any]:
    found = re.search(r"(?s)```toml\n(.*?)```", text)
    return tomllib.loads(found[1]) if found else {}


def read_table(text: str) -> list[list[str]]:
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("|")]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]


def to_grid(table: list[list[str]], sheet: str = SHEET) -> Grid:
    rows, formulas, errors = [], {}, {}
    merged: dict[tuple[int, int], int] = {}
    for number, row in enumerate(table, 1):
        rows.append([to_value(cell) for cell in row])
        for column, cell in enumerate(row, 1):
            if cell.startswith("{="):
                formulas[number, column], *made = re.split("[→⇒]", cell[2:-1])
                if made and made[0].startswith("#"):
                    errors[number, column], rows[-1][column - 1] = made[0], None
            elif cell.startswith("{#"):
                errors[number, column] = cell[1:-1]
            elif cell == "{}":
                top = merged.get((number - 1, column), number - 1)
                merged[number, column] = top
    areas = {(top, column): row for (row, column), top in merged.items()}
    merges = tuple(Area(top, column, bottom, column) for (top, column), bottom in areas.items())
    return Grid(sheet, rows, merges, formulas, errors)


def dressed(grid: Grid, state: dict[str, Any]) -> Grid:
    """Return a sheet with what no table can show."""
    return grid._replace(
        merges=(*grid.merges, *map(to_area, state.get("merged", ()))),
        filters=tuple(map(to_area, state.get("filters", ()))),
        noted=frozenset(state.get("noted", ())),
        hidden_rows=frozenset(state.get("hidden_rows", ())),
        hidden_columns=frozenset(map(column_number, state.get("hidden_columns", ()))),
        protected=state.get("protected", False),
    )


def to_area(text: str) -> Area:
    """Return the area that two cells name.

    >>> to_area("A2:C9")
    Area(top=2, left=1, bottom=9, right=3)
    """
    (left, top), (right, bottom) = re.findall(r"([A-Z]+)(\d+)", text)
    return Area(int(top), column_number(left), int(bottom), column_number(right))


def to_value(cell: str) -> Value:
    if cell == "":
        return None
    if cell.startswith("{") and cell.endswith("}"):
        inner = cell[1:-1]
        if inner.startswith("=") and "⇒" in inner:
            return float(inner.partition("⇒")[2])
        if inner.startswith("="):
            return inner.partition("→")[2] or None
        if re.fullmatch(r"\d{4}-\d\d-\d\d", inner):
            return date.fromisoformat(inner)
        return float(inner) if re.fullmatch(r"-?[\d.]+", inner) else None
    return re.sub(
        r"\\(?:u([0-9a-f]{4})|(n)|(\|))",
        lambda m: chr(int(m[1], 16)) if m[1] else "\n" if m[2] else "|",
        cell,
    )
