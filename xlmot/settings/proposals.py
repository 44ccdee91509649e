"""Propose how the sheets of a workbook are laid out, for a person to correct in the settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.messages.named import NamedTuple
from xlmot.programme.address import column_letters, column_number
from xlmot.programme.choosing import rank_layouts
from xlmot.programme.grid import Grid
from xlmot.programme.headings import LONGEST_HEADING
from xlmot.programme.layout import INSIDE, STAIRS, TIERS, Layout
from xlmot.programme.workbook import Workbook
from xlmot.settings.placing import LETTERS, header_key
from xlmot.settings.stated import StatedSheet


class Proposal(NamedTuple):
    """How a sheet may be laid out, and what it may be instead, each as settings say it.

    `sure` is true where it is read so without a doubt, `read` is false where it is not read at all.
    """

    layout: Layout
    said: StatedSheet
    other: Layout | None = None
    other_said: StatedSheet | None = None
    sure: bool = False
    read: bool = True


def propose_sheets(workbook: Workbook) -> list[Proposal]:
    """Return the layouts of the sheets that are read; where none is, the one that fits best.

    What the settings say already is not proposed again.
    """
    sections = [
        section for programme in workbook.programmes for section in programme.table.sections
    ]
    if sections:
        return [
            _proposal(workbook, section.grid, section.layout)
            for section in sections
            if not section.layout.reading.stated
        ]
    found = ((grid, rank_layouts(grid, workbook.vocabulary)) for grid in workbook.grids)
    first = next(((grid, layouts[0]) for grid, layouts in found if layouts), None)
    return [_proposal(workbook, *first)._replace(read=False)] if first else []


def _proposal(workbook: Workbook, grid: Grid, layout: Layout) -> Proposal:
    sure = not layout.reading.unsure
    said = said_of(grid, layout)._replace(workbook=workbook.name, checked=sure)
    ranked = [] if sure else rank_layouts(grid, workbook.vocabulary)
    other = next((one for one in ranked if one.columns() != layout.columns()), None)
    return Proposal(layout, said, other, said_of(grid, other) if other else None, sure)


def said_of(grid: Grid, layout: Layout) -> StatedSheet:
    """Return a layout as settings say it; a column is named by its header where this tells it.

    >>> grid = Grid("Plan", [["N°", "Plan"], ["1", "Roads"]])
    >>> said = said_of(grid, Layout((1,), 2, 1, 2))
    >>> said.codes, said.labels, said.header_rows
    (('N°',), ('Plan',), (1,))
    """
    names = _names(grid, layout)

    def shown(*columns: int) -> tuple[str, ...]:
        return tuple(names.get(n) or column_letters(n) for n in columns)

    labels: tuple[int, ...] = (layout.label,)
    labels += (layout.second,) if layout.second else ()
    codes: tuple[int, ...] = ()
    if layout.scheme == INSIDE:
        labels = (layout.label, *(tier.label for tier in layout.tiers))
        codes = labels
    elif layout.scheme in (TIERS, STAIRS):
        labels = tuple(tier.label for tier in layout.tiers)
        codes = tuple(tier.code for tier in layout.tiers)
    else:
        codes = (layout.code,) if layout.code else ()
    if layout.inside:
        codes += (layout.label,)
    return StatedSheet(
        grid.sheet,
        shown(*labels),
        scheme=layout.scheme,
        codes=shown(*codes) if any(codes) else (),
        header_rows=layout.header_rows,
        first_row=layout.first_row,
        depth=shown(layout.depth)[0] if layout.depth else "",
        repeated=layout.repeated,
        mark=layout.mark,
    )


def _names(grid: Grid, layout: Layout) -> dict[int, str]:
    """Return the columns whose header tells them from all others, with that text."""
    texts = list(_texts(grid, layout))
    counts = Counter(header_key(text) for _, text in texts)
    width = max(map(len, grid.rows), default=0)
    return {
        column: text
        for column, text in texts
        if counts[header_key(text)] == 1
        and not (LETTERS.fullmatch(text) and column_number(text) <= width)
    }


def _texts(grid: Grid, layout: Layout) -> Iterator[tuple[int, str]]:
    """Yield the words of the header, with their columns."""
    for row in layout.header_rows:
        for column, value in grid.filled(row):
            text = " ".join(str(value).split())
            if len(text) <= LONGEST_HEADING and any(map(str.isalpha, text)):
                yield column, text
