"""Lay out a generated sheet: its head, then blocks one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xlmot.books.mark import Mark
from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area
from xlmot.programme.grammar import Path
from xlmot.settings.schema.output import SheetOptions
from xlmot.sheets.forms import Forms
from xlmot.sheets.looks import POINTS_PER_LINE
from xlmot.sheets.model import Cell, Chart, ColumnWidth, Content, DropDown, LinkTarget, Sheet, Tint
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
    """What all sheets made at one time share, and what the house wants of them."""

    profile: str
    day: date
    names: Names = field(default_factory=Names)
    output: SheetOptions = field(default_factory=SheetOptions)
    forms: Forms = field(default_factory=Forms)


class SheetDraft:
    """A sheet being written, row after row."""

    def __init__(self, columns: Sequence[ColumnWidth]) -> None:
        self.columns = tuple(columns)
        self.cells: dict[tuple[int, int], Cell] = {}
        self.heights: dict[int, float] = {}
        self.levels: dict[int, int] = {}
        self.folded: set[int] = set()
        self.row = 0
        self.table: tuple[int, int] | None = None
        self.table_columns = 0
        self.charts: list[Chart] = []
        self.drop_downs: list[DropDown] = []
        self.tints: list[Tint] = []
        self.bars: list[Area] = []
        self.starts: set[int] = set()
        self.kept: set[int] = set()

    def add(self, cells: Iterable[Cell], *, height: float | None = None, level: int = 0) -> int:
        """Write the next row from column A on, and return its number."""
        self.row += 1
        self.put(self.row, 1, cells)
        if height is not None:
            self.heights[self.row] = height
        if level:
            self.levels[self.row] = level
        return self.row

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

    @property
    def printed(self) -> int:
        """Return how many columns there are before the first that is hidden."""
        hidden = (place for place, column in enumerate(self.columns) if column.hidden)
        return next(hidden, len(self.columns))

    def head(
        self, title: Message, subtitle: Message, link: Cell | None = None, unchanged: str = ""
    ) -> None:
        """Write the rows that stay in view: title, subtitle, then a link and a warning."""
        self.add([Cell(title, "title", span=self.printed)])
        self.add([Cell(subtitle, "subtitle", span=self.printed)], height=16)
        self.add([link or Cell()], height=16)
        if unchanged:
            warning = Cell(CHANGED, "banner", unless=unchanged, span=self.printed - 2)
            self.put(self.row, 3, [warning])

    def heading(self, text: Message, span: int | None = None) -> int:
        """Write the heading of a block, which stands on one page with the two rows below it."""
        row = self.add([Cell(text, "heading", span=span or self.printed)], height=22)
        self.kept |= {row, row + 1}
        return row

    def keep_together(self, top: int) -> None:
        """Print the rows from `top` to the one written last on one page, if one is enough."""
        self.kept |= set(range(top, self.row))

    def begin_table(self, heads: Iterable[Content]) -> None:
        """Write the header of the table that is filtered."""
        row = self.add(header(heads))
        self.table = (row, row)
        self.kept.add(row)

    def end_table(self, columns: int) -> None:
        """Say that the table ends on the row written last."""
        if self.table is not None:
            self.table = (self.table[0], self.row)
            self.table_columns = columns

    def sheet(
        self,
        name: str,
        mark: Mark,
        edition: Edition,
        footer: str,
        frozen: tuple[int, int] = (FROZEN, 0),
    ) -> Sheet:
        """Return the sheet as the house wants it; `footer` is what stands after its own name."""
        output = edition.output
        cells = self.cells if output.formulas else {k: c.fixed() for k, c in self.cells.items()}
        return Sheet(
            name=name,
            mark=mark,
            columns=self.columns,
            cells=cells,
            heights=self.heights,
            levels=self.levels,
            folded=frozenset(self.folded),
            frozen=frozen[0],
            frozen_columns=frozen[1],
            table=self.table,
            table_columns=self.table_columns,
            charts=tuple(self.charts),
            drop_downs=tuple(self.drop_downs),
            tints=tuple(self.tints),
            bars=tuple(self.bars),
            starts=frozenset(self.starts),
            kept=frozenset(self.kept),
            footer=tuple(filter(None, (output.organisation, footer))),
        )


def header(texts: Iterable[Content]) -> list[Cell]:
    """Return the cells of a header row."""
    return [Cell(text, "header") for text in texts]


def back_to(sheet: str) -> Cell | None:
    """Return the link to a sheet that stands before this one, if it is made."""
    return Cell(say("← {sheet}", sheet=sheet), "link", link=LinkTarget(sheet)) if sheet else None


def on_to(sheet: str) -> Cell | None:
    """Return the link to a sheet that says more, if it is made."""
    return Cell(say("{sheet} →", sheet=sheet), "link", link=LinkTarget(sheet)) if sheet else None


def figure(value: Formula | float, look: str = "count", form: str = "") -> Cell:
    """Return the cell of a key figure."""
    if isinstance(value, Formula):
        return Cell(value.value, f"{look} figure", value.text, form=form)
    return Cell(value, f"{look} figure")


def caption(text: Content) -> Cell:
    """Return the cell beside a key figure that says what it counts."""
    return Cell(text, "caption")
