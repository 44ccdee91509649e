"""Row without code or label.

A row among the others has neither code nor label, but is filled in as they are.

Why
    It belongs to nobody: what it costs is in no total of a title, its date in no summary. A name
    was deleted, or slipped away.

Example
    | Code | Title           | Owner | Budget |                           |
    |------|-----------------|-------|--------|---------------------------|
    | 1    | ROADS           |       |        |                           |
    | 1.1  | Pave the square | Anna  | {500}  |                           |
    |      |                 | Ben   | {800}  | row without code or label |
    | 1.2  | Mark the kerbs  | Ben   | {200}  |                           |

Fix
    None: only someone who knows the programme can name the row. It is compared with the rows of its
    sheet: it holds half of what most of them do beside their labels, two cells at least, no numbers
    alone unless three were typed. Silent are totals, rows below a merged label or a blank row, a
    table with many such rows (there an action goes on over several), and one that is not surely
    read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say
from xlmot.programme.address import cell_name
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section, Table
from xlmot.rules.totals import Totals

SEVERITY = Severity.WARNING
NEEDS = ("aside",)
# So many cells, and this part of what most rows fill, show a row like the others; more rows of the
# kind than so many, or than this part of all, are the way of the table.
FEWEST, LIKE, MOST, MOST_PART = 2, 0.5, 1, 0.05


def check(programme: Programme) -> Iterator[Finding]:
    table, totals = programme.table, Totals(programme)
    for section, span in zip(table.sections, table.spans(), strict=True):
        if section.layout.reading.unsure:
            continue
        rows = [index for index in span if table.kinds[index] is RowKind.DATA]
        unnamed = [i for i in _unnamed(table, section, rows) if i not in totals.texts]
        usual = _usual(table, section, rows) if unnamed else set()
        cells = {index: _like_others(table, section, index, usual) for index in unnamed}
        like = [index for index in unnamed if len(cells[index]) >= max(FEWEST, LIKE * len(usual))]
        if len(like) <= max(MOST, MOST_PART * len(rows)):
            for index in like:
                yield _finding(section, table.numbers[index], cells[index])


def _unnamed(table: Table, section: Section, rows: list[int]) -> Iterator[int]:
    """Yield the rows set aside that hold neither code nor label, right below one that does."""
    grid, own = section.grid, section.layout.columns()
    last = section.layout.tiers[-1].label if section.layout.tiers else section.layout.label
    merged = [area for area in grid.merges if area.left <= last <= area.right]
    after = min(rows[-1] + 2, len(table.numbers)) if rows else 0
    for index in range(rows[0] + 1 if rows else 0, after):
        row = table.numbers[index]
        if table.kinds[index] is RowKind.ASIDE and table.kinds[index - 1] is RowKind.DATA:
            blank = all(is_blank(grid.value(row, column)) for column in own)
            if blank and not any(area.top <= row <= area.bottom for area in merged):
                yield index


def _usual(table: Table, section: Section, rows: list[int]) -> set[tuple[int, bool]]:
    """Return the columns beside codes and labels that most rows fill, each with numbers or not."""
    own = section.layout.columns()
    cells = (section.grid.filled(table.numbers[index]) for index in rows)
    often = Counter(
        (column, isinstance(value, int | float))
        for filled in cells
        for column, value in filled
        if column not in own
    )
    return {cell for cell, count in often.items() if 2 * count > len(rows)}


def _like_others(
    table: Table, section: Section, index: int, usual: set[tuple[int, bool]]
) -> list[int]:
    """Return the columns that a row fills as most do; none where it may be a sum of others."""
    grid, row = section.grid, table.numbers[index]
    filled = ((column, isinstance(value, int | float)) for column, value in grid.filled(row))
    cells = dict(cell for cell in filled if cell in usual)
    typed = len(cells) > FEWEST and not any((row, column) in grid.formulas for column in cells)
    return [] if all(cells.values()) and not typed else [*cells]


def _finding(section: Section, row: int, cells: list[int]) -> Finding:
    message = say(
        "Neither code nor label on this row, where {n} cells are filled as on the others, from "
        "{cell} on.",
        n=len(cells),
        cell=cell_name(row, cells[0]),
    )
    return Finding((Place(section.grid.sheet, row, section.layout.label),), message)
