"""Write the block that counts the actions of each title, and draw the chart of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from xlmot.messages import Message, say
from xlmot.programme.address import Area, cell_name
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme, Title
from xlmot.sheets.changes import cut_at_word
from xlmot.sheets.figures import actions
from xlmot.sheets.layout import SheetDraft
from xlmot.sheets.measures import Measure
from xlmot.sheets.model import Cell, Chart, ColumnWidth, Series
from xlmot.sheets.words import CODE, TITLE, attached_to, level, title_content, title_text

# A chart of more bars than this says nothing: it then shows the titles of the level above.
MOST_BARS = 40
LONGEST_NAME = 40
POINTS_PER_BAR, POINTS_AROUND, POINTS_PER_ROW = 17, 70, 15
# Names and values of the bars, in one piece; they are hidden.
CHART_COLUMNS = (ColumnWidth(30, hidden=True), ColumnWidth(8, hidden=True))

Rows: TypeAlias = Mapping[tuple[Path, bool], int]


class Line(NamedTuple):
    """A row of the block: a title with all below it, or the `own` actions of one above others.

    `deepest` is the depth of the lowest titles of the programme.
    """

    node: Title
    deepest: int
    own: bool = False

    @property
    def key(self) -> tuple[Path, bool]:
        return self.node.path, self.own

    @property
    def depth(self) -> int:
        return len(self.node.path) + self.own

    @property
    def actions(self) -> list[int]:
        return self.node.actions if self.own else actions(self.node)

    def below(self) -> list[Line]:
        """Return the lines that add up to this one; none for one that counts its own actions."""
        if self.own:
            return []
        lines = [self._replace(node=child) for child in self.node.children]
        if self.node.actions and (lines or self.depth < self.deepest):
            lines.insert(0, self._replace(own=True))
        return lines


def top_lines(programme: Programme, root: Title) -> list[Line]:
    """Return the lines of the first rank below a title, which add up to it."""
    line = Line(root, max(len(node.path) for node in programme.walk()))
    return line.below() or [line._replace(own=True)]


def bars(programme: Programme, root: Title) -> list[Line]:
    """Return the lines to show in the chart: the deepest, unless they are too many.

    One bar alone would say nothing: a title without others below it has none.
    """
    if not root.children:
        return []
    top = top_lines(programme, root)
    for depth in range(top[0].deepest, 1, -1):
        shown = [line for first in top for line in _cut(first, depth)]
        if len(shown) <= MOST_BARS:
            return shown
    return []


def _cut(line: Line, depth: int) -> Iterator[Line]:
    below = line.below()
    if line.depth >= depth or not below:
        yield line
    else:
        for under in below:
            yield from _cut(under, depth)


def chart_rows(programme: Programme, root: Title) -> int:
    """Return how many rows of one line the chart of a title takes, 0 if it has none."""
    count = len(bars(programme, root))
    return -(-(POINTS_PER_BAR * count + POINTS_AROUND) // POINTS_PER_ROW) if count else 0


def write_titles(
    page: SheetDraft, programme: Programme, root: Title, measured: Sequence[Measure], last_text: int
) -> Rows:
    """Write the block, whose titles take the columns 2 to `last_text`; return its rows by line.

    Each title adds up the rows of those below it; each of the lowest counts its own actions.
    """
    block = _Block(page, programme, measured, last_text)
    own = level(programme.vocabulary, top_lines(programme, root)[0].deepest)
    text = say("By {level}", level=own.one) if own else say("By title")
    page.heading(text, span=last_text + len(measured))
    heads = [Cell(CODE, "header"), Cell(TITLE, "header", span=last_text - 1)]
    page.add([*heads, *(measure.header() for measure in measured)])
    top = top_lines(programme, root)
    for line in top:
        block.write(line)
    block.total(root, [block.rows[line.key] for line in top])
    return block.rows


def add_chart(
    page: SheetDraft, programme: Programme, root: Title, rows: Rows, counted: int, place: Area
) -> None:
    """Draw the number of actions of each title, which stands in the column `counted`."""
    lines = bars(programme, root)
    if not lines:
        return
    names, values = len(page.columns) - 1, len(page.columns)
    for row, line in enumerate(lines, place.top):
        page.put(row, names, [Cell(_bar_name(programme, line))])
        content = page.cells[rows[line.key], counted].content
        page.put(row, values, [Cell(content, formula=cell_name(rows[line.key], counted))])
    bottom = place.top + len(lines) - 1
    series = Series(((place.top, names), (bottom, names)), ((place.top, values), (bottom, values)))
    own = level(programme.vocabulary, max(line.depth for line in lines))
    title = say("Actions by {level}", level=own.one) if own else say("Actions by title")
    page.charts.append(Chart(title, (series,), place))


class _Block:
    def __init__(
        self, page: SheetDraft, programme: Programme, measured: Sequence[Measure], last_text: int
    ) -> None:
        self.page = page
        self.programme = programme
        self.measures = measured
        self.first = last_text + 1
        self.rows: dict[tuple[Path, bool], int] = {}

    def write(self, line: Line) -> None:
        """Write a line and all below it."""
        below = line.below()
        look = "line second" if below else "line"
        inset = " inset" if line.depth > 2 and not below else ""
        title = Cell(_content(self.programme, line), f"{look} wrap{inset}", span=self.first - 2)
        code = Cell(self.programme.text(line.node.path), f"{look} code")
        row = self.rows[line.key] = self.page.add([code, title])
        for under in below:
            self.write(under)
        summed = [self.rows[under.key] for under in below]
        self.page.put(row, self.first, self._figures(line.actions, summed, look))

    def total(self, root: Title, summed: Sequence[int]) -> None:
        """Write the row that adds up the whole."""
        heads = [Cell("", "total"), Cell(say("Total"), "total", span=self.first - 2)]
        self.page.add([*heads, *self._figures(actions(root), summed, "total")])

    def _figures(self, rows: Sequence[int], summed: Sequence[int], look: str) -> Iterator[Cell]:
        for column, measure in enumerate(self.measures, self.first):
            if summed:
                yield measure.total(rows, column, summed, look)
            else:
                yield measure.cell(rows, look)


def _content(programme: Programme, line: Line) -> str | Message:
    if line.own:
        return attached_to(programme.vocabulary, len(line.node.path))
    return title_content(programme, line.node)


def _bar_name(programme: Programme, line: Line) -> str | Message:
    """Return what names a bar: the code, and as much of the title as there is room for."""
    code = programme.text(line.node.path)
    if line.own and line.node.children:
        return say("{code} {title}", code=code, title=_content(programme, line))
    if line.node.title is None:
        return code
    return f"{code} {cut_at_word(title_text(programme, line.node), LONGEST_NAME)}"
