"""Write the blocks of a summary: actions by status, due date, person and border, bare titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from xlmot.messages import Message, say
from xlmot.programme.address import Area, cell_name
from xlmot.programme.level_names import level_of
from xlmot.programme.outline import Programme, Title
from xlmot.programme.staff import JoinedColumn, summed_columns
from xlmot.sheets.figures import actions, prefix_counts, without_action
from xlmot.sheets.groups import Group, by_due_date, by_value, column_of
from xlmot.sheets.layout import SheetDraft
from xlmot.sheets.measures import Measure
from xlmot.sheets.model import Cell, LinkTarget
from xlmot.sheets.words import (
    CODE,
    TITLE,
    kind_text,
    level_head,
    row_text,
    section_name,
    title_text,
)

# The kinds of columns of staff that actions are grouped by.
GROUPED = ("status", "due_date", "person")
# More titles of the first level than this make a table that is read on no page.
MOST_CROSSED = 9


class Blocks:
    """The blocks below the table of a summary, whose figures begin in the column `first`."""

    def __init__(
        self, page: SheetDraft, programme: Programme, measures: Sequence[Measure], first: int
    ) -> None:
        self.page = page
        self.programme = programme
        self.measures = [measures[0], *(measure for measure in measures if measure.is_sum)]
        self.columns = [first + measures.index(measure) for measure in self.measures]
        self.first = first

    def write(self, day: date) -> None:
        """Write a block for each of the columns of staff by which actions are grouped."""
        programme = self.programme
        for kind in GROUPED:
            column = column_of(programme, kind)
            if column is None:
                continue
            if kind == "due_date":
                self._block(column.name, by_due_date(programme, column, day))
            else:
                groups = by_value(programme, column)
                self._block(column.name, groups)
                if kind == "status":
                    self._crossed(column.name, groups)

    def _crossed(self, name: str, groups: Sequence[Group]) -> None:
        """Write what the actions of each status cost under each title of the first level."""
        page, programme = self.page, self.programme
        measure = crossed_measure(programme, self.measures)
        if measure is None:
            return
        own = level_of(programme, 1)
        what = {"measure": measure.head, "column": name}
        text = (
            say("“{measure}” by {level} and by “{column}”", level=own.one, **what)
            if own
            else say("“{measure}” by section and by “{column}”", **what)
        )
        page.skip()
        last = len(programme.roots) + 3
        start = page.heading(text, span=last)
        names = (*(section_name(programme, root) for root in programme.roots), say("Total"))
        page.add([Cell(name, "header", span=2), *(Cell(each, "header right") for each in names)])
        top = page.row + 1
        for group in groups:
            page.add(self._costs(measure, group, page.row + 1))
        whole = sorted(index for group in groups for index in group.rows)
        page.add([Cell(say("Total"), "total", span=2)])
        for column, rows in enumerate((*map(actions, programme.roots), whole), 3):
            summed = f"SUM({cell_name(top, column)}:{cell_name(page.row - 1, column)})"
            cell = measure.cell(rows, "total")
            page.put(page.row, column, [replace(cell, formula=summed if cell.formula else "")])
        page.keep_together(start)

    def _costs(self, measure: Measure, group: Group, row: int) -> Iterator[Cell]:
        """Yield the cells of a status; where none of its actions stand, nothing."""
        roots = self.programme.roots
        yield Cell(group.name, "line wrap", span=2)
        own = set(group.rows)
        for root in roots:
            rows = [index for index in actions(root) if index in own]
            yield measure.cell(rows) if rows else Cell(None, "line")
        summed = f"SUM({cell_name(row, 3)}:{cell_name(row, 2 + len(roots))})"
        whole = measure.cell(group.rows, "line bold")
        yield replace(whole, formula=summed if whole.formula else "")

    def _block(self, name: str, groups: Sequence[Group]) -> None:
        page, last = self.page, self.columns[-1]
        page.skip()
        start = page.heading(say("Actions by “{column}”", column=name), span=last)
        page.add(self._line(name, "header", [measure.header() for measure in self.measures]))
        top = page.row + 1
        for group in groups:
            figures = [measure.cell(group.rows) for measure in self.measures]
            page.add(self._line(group.name, "line wrap", figures))
        page.bars += [Area(top, column, page.row, column) for column in self.columns]
        page.keep_together(start)

    def _line(self, text: str | Message, look: str, figures: Sequence[Cell]) -> Iterator[Cell]:
        """Yield the cells of a row, its figures in their columns."""
        yield Cell(text, look, span=self.first - 1)
        found = dict(zip(self.columns, figures, strict=True))
        for column in range(self.first, self.columns[-1] + 1):
            yield found.get(column) or Cell(None, look)

    def matrix(self, *, each_country: bool) -> None:
        """Write the number of actions of each prefix under each title of the first level."""
        page, programme = self.page, self.programme
        sections = [section_name(programme, root) for root in programme.roots]
        page.skip()
        start = page.heading(say("By border and institution"), span=len(sections) + 3)
        heads = [Cell(say("Prefix"), "header"), Cell(say("Kind"), "header")]
        total = say("Total")
        page.add([*heads, *(Cell(text, "header centre") for text in (*sections, total))])
        counts = [
            prefix_counts(programme, actions(r), each_country=each_country) for r in programme.roots
        ]
        whole = prefix_counts(programme, programme.owners, each_country=each_country)
        for prefix in whole:
            name = prefix or say("without prefix")
            cells = [Cell(name, "line"), Cell(kind_text(programme.vocabulary, prefix), "line")]
            cells += [Cell(count[prefix], "line sparse") for count in counts]
            row = page.row + 1
            names = f"{cell_name(row, 3)}:{cell_name(row, 2 + len(counts))}"
            page.add([*cells, Cell(whole[prefix], "line bold count", f"SUM({names})")])
        page.keep_together(start)

    def without_action(self) -> None:
        """List the titles that have nothing below them."""
        page, programme = self.page, self.programme
        nodes = without_action(programme)
        if not nodes:
            return
        page.skip()
        name = level_head(programme, len(nodes[0].path))
        text = say("{name} without action", name=name)
        start = page.heading(text, span=3)
        page.add(
            [Cell(CODE, "header"), Cell(TITLE, "header"), Cell(say("Source"), "header centre")]
        )
        for node in nodes:
            cells = [Cell(programme.text(node.path), "line code")]
            cells.append(Cell(title_text(programme, node), "line wrap"))
            page.add([*cells, _source(programme, node)])
        page.keep_together(start)


def watched(programme: Programme) -> list[JoinedColumn]:
    """Return the columns of staff that a summary says something of."""
    grouped = (column_of(programme, kind) for kind in GROUPED)
    found = [*summed_columns(programme), *(column for column in grouped if column is not None)]
    return list(dict.fromkeys(found))


def crossed_measure(programme: Programme, measures: Sequence[Measure]) -> Measure | None:
    """Return the sum that is shown by status under each title: the first, of a budget if any."""
    amounts = {own.name for own in programme.columns if own.kind == "amount"}
    sums = [measure for measure in measures if measure.is_sum]
    sums.sort(key=lambda measure: measure.head not in amounts)
    if not sums or not 1 < len(programme.roots) <= MOST_CROSSED:
        return None
    return sums[0] if column_of(programme, "status") else None


def _source(programme: Programme, node: Title) -> Cell:
    if node.title is None:
        return Cell(None, "line")
    table = programme.table
    section, row = table.section(node.title), table.numbers[node.title]
    target = LinkTarget(section.grid.sheet, row, table.label_spot(node.title).column, follows=True)
    return Cell(row_text(row), "line link centre", link=target)
