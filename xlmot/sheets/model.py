"""Describe a generated sheet as data: rows of cells with a value, a formula, a link and a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from xlmot.books.mark import Mark
from xlmot.messages import Message
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area
from xlmot.programme.grid import Value

Content: TypeAlias = Value | Message
NO_EXPRESSIONS: Mapping[str, str] = {}


class LinkTarget(NamedTuple):
    """Where a link leads; one that `follows` is a formula that moves with the rows of its sheet."""

    sheet: str
    row: int = 1
    column: int = 1
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; its look is a few words, each the name of a style (`looks.STYLES`).

    `formula` is without its equals sign, and `content` then its value as of the generation. A
    sentence stays true by itself where `live` gives expressions for its fields. One with `unless`
    is shown only while that expression is false. `span` counts the columns the cell takes. A title
    that is written as a sentence loses its full stop with `bare`. `form` is a number format, where
    the one of the look is not meant.
    """

    content: Content = None
    look: str = ""
    formula: str = ""
    live: Mapping[str, str] = field(default_factory=lambda: NO_EXPRESSIONS)
    unless: str = ""
    link: LinkTarget | None = None
    span: int = 1
    bare: bool = False
    form: str = ""

    @property
    def is_live(self) -> bool:
        """Return whether the cell is written as a formula, where formulas are wanted."""
        return bool(self.formula or self.live or self.unless or (self.link and self.link.follows))

    def fixed(self) -> Cell:
        """Return the cell as it is today: its value, and a link that follows nothing.

        What is shown only once something has changed is not shown.
        """
        link = self.link and self.link._replace(follows=False)
        content = None if self.unless else self.content
        return replace(self, content=content, formula="", live=NO_EXPRESSIONS, unless="", link=link)


class ColumnWidth(NamedTuple):
    """The width of a column in characters of the default font.

    One that is `off_paper` is only for the screen, as are those to its right.
    """

    width: float
    hidden: bool = False
    off_paper: bool = False


class Series(NamedTuple):
    """The figures of a chart, in cells of its own sheet: (row, column) of the first and the last.

    Its name and the categories are cells too; a series without name is the only one of its chart.
    """

    categories: tuple[tuple[int, int], tuple[int, int]]
    values: tuple[tuple[int, int], tuple[int, int]]
    name: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars, one below the other, over an area of cells; stacked if it is asked."""

    title: Message
    series: tuple[Series, ...]
    area: Area
    stacked: bool = False


class DropDown(NamedTuple):
    """A list of allowed texts for the cells of a column, both rows included, and for `others`."""

    column: int
    first: int
    last: int
    choices: tuple[str | Message, ...]
    others: tuple[tuple[int, int], ...] = ()


class Tint(NamedTuple):
    """A look for the rows of an area on which a formula is true, wherever the user sorts them.

    The formula is that of the area's first cell; `{word}` in it is a word of the sheet.
    """

    area: Area
    formula: str
    word: Message
    look: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A generated sheet; rows and columns count from 1, as Excel shows them.

    `heights` are in points; a row without one is as high as its text. `levels` are depths in the
    outline; the rows `folded` in it do not show until somebody unfolds them.
    `table` is the header row and the last row of the table that is filtered, `table_columns` how
    many columns it has from A on; the header is repeated on each printed page. The rows down to
    `frozen` and the first `frozen_columns` stay in view. Numbers in the areas `bars` have a bar
    behind them. A page begins on the rows `starts`, and none ends on a row of `kept`, which belongs
    to the one below.
    """

    name: str
    mark: Mark
    columns: tuple[ColumnWidth, ...]
    cells: Mapping[tuple[int, int], Cell]
    heights: Mapping[int, float] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)
    frozen: int = 1
    table: tuple[int, int] | None = None
    table_columns: int = 0
    charts: tuple[Chart, ...] = ()
    drop_downs: tuple[DropDown, ...] = ()
    tints: tuple[Tint, ...] = ()
    bars: tuple[Area, ...] = ()
    footer: tuple[str, ...] = ()
    frozen_columns: int = 0
    folded: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=1)

    @property
    def printed_columns(self) -> int:
        """Return how many columns are printed: those up to the last that shows."""
        shown = [n for n, column in enumerate(self.columns, 1) if not column.hidden]
        off = [n for n in shown if self.columns[n - 1].off_paper]
        return max(n for n in shown if not off or n < off[0])
