"""Lay out a generated sheet: its head, then blocks one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from xlmot.messages import Message, render, say
from xlmot.programme.code import Path
from xlmot.sheets.looks import POINTS_PER_LINE, row_points
from xlmot.sheets.mark import Mark
from xlmot.sheets.model import Cell, Chart, Column, Content, DropDown, Sheet, Target
from xlmot.sheets.source import Formula
from xlmot.sheets.words import CHANGED

FROZEN = 3


class Names(NamedTuple):
    """What the generated sheets are called; a sheet that is not made is ""."""

    sommaire: str = ""
    controle: str = ""
    axes: Mapping[Path, str] = {}


@dataclass(frozen=True, slots=True)
class Edition:
    """What all sheets made at one time share; the organisation is named in the footer."""

    profile: str
    day: date
    organisation: str = ""
    names: Names = field(default_factory=Names)
    credit_each_country: bool = False
    sums: tuple[str, ...] | None = None


class Page:
    """A sheet being written, row after row."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self.cells: dict[tuple[int, int], Cell] = {}
        self.heights: dict[int, float] = {}
        self.fixed: set[int] = set()
        self.levels: dict[int, int] = {}
        self.row = 0
        self.table: tuple[int, int] | None = None
        self.table_columns = 0
        self.charts: list[Chart] = []
        self.drop_downs: list[DropDown] = []

    def add(self, cells: Iterable[Cell], *, height: float | None = None, level: int = 0) -> int:
        """Write the next row from column A on, and return its number."""
        self.row += 1
        kept = list(cells)
        self.put(self.row, 1, kept)
        self.heights[self.row] = self._fitted(kept) if height is None else height
        if height is not None or any(cell.span > 1 for cell in kept):
            self.fixed.add(self.row)
        if level:
            self.levels[self.row] = level
        return self.row

    def _fitted(self, cells: Iterable[Cell]) -> float:
        """Return the height of the tallest cell of a row that begins in column A."""
        column, points = 1, POINTS_PER_LINE
        for cell in cells:
            text = shown(cell.content)
            if text and not self.columns[column - 1].hidden:
                points = max(points, row_points(text, self.width(column, cell.span), cell.look))
            column += cell.span
        return points

    def put(self, row: int, column: int, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self.cells[row, column] = cell
            column += cell.span

    def skip(self, rows: int = 1) -> None:
        """Leave rows blank, one line high."""
        for _ in range(rows):
            self.add((), height=POINTS_PER_LINE)

    def fill(self, top: int, rows: int) -> None:
        """Leave rows blank until the block that began on row `top` has as many as that."""
        self.skip(max(0, top + rows - 1 - self.row))

    def width(self, first: int, span: int) -> float:
        """Return the width of columns in characters."""
        return sum(column.width for column in self.columns[first - 1 : first - 1 + span])

    @property
    def printed(self) -> int:
        return sum(not column.hidden for column in self.columns)

    def head(self, title: Message, subtitle: Message, back: str, unchanged: str) -> None:
        """Write the three rows that stay in view: title, subtitle, a link and a warning."""
        span = self.printed
        self.add([Cell(title, "title", span=span)])
        self.add([Cell(subtitle, "subtitle", span=span)], height=16)
        link = Cell(say("← {sheet}", sheet=back), "link", link=Target(back)) if back else Cell()
        self.add([link], height=16)
        if unchanged:
            warning = Cell(CHANGED, "banner", unless=unchanged, span=span - 2)
            self.put(self.row, 3, [warning])

    def heading(self, text: Message, span: int | None = None) -> int:
        """Write the heading of a block."""
        return self.add([Cell(text, "heading", span=span or self.printed)], height=22)

    def begin_table(self, heads: Iterable[Content]) -> None:
        """Write the header of the table that is filtered."""
        row = self.add(header(heads))
        self.table = (row, row)

    def end_table(self, columns: int) -> None:
        """Say that the table ends on the row written last."""
        if self.table is not None:
            self.table = (self.table[0], self.row)
            self.table_columns = columns

    def sheet(self, name: str, mark: Mark, footer: Iterable[str], frozen: int = FROZEN) -> Sheet:
        return Sheet(
            name=name,
            mark=mark,
            columns=self.columns,
            cells=self.cells,
            heights=self.heights,
            fixed=frozenset(self.fixed),
            levels=self.levels,
            frozen=frozen,
            table=self.table,
            table_columns=self.table_columns,
            charts=tuple(self.charts),
            drop_downs=tuple(self.drop_downs),
            footer=tuple(filter(None, footer)),
        )


def header(texts: Iterable[Content], look: str = "header") -> list[Cell]:
    """Return the cells of a header row."""
    return [Cell(text, look) for text in texts]


def shown(content: Content) -> str:
    """Return about what a cell shows, in whatever language: to judge how much room it takes."""
    if isinstance(content, Message):
        return f"{render(content)} {content.text[: len(content.text) // 4]}"
    return str(content or "")


def figure(value: Formula | float, look: str = "count") -> Cell:
    """Return the cell of a key figure."""
    if isinstance(value, Formula):
        return Cell(value.value, f"{look} figure", value.text)
    return Cell(value, f"{look} figure")


def caption(text: Content) -> Cell:
    """Return the cell beside a key figure that says what it counts."""
    return Cell(text, "caption")
