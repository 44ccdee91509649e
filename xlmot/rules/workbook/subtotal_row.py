"""Subtotal row.

A row of totals stands between the rows of the programme.

Why
    A sort carries it away from what it adds up, a filter mixes it with the actions, and a sum of
    the column counts its amounts twice.

Example
    | Code     | Title           | Budget |              |
    |----------|-----------------|--------|--------------|
    | 1        | ROADS           |        |              |
    | 1        | Pave the square | {1500} |              |
    | Subtotal |                 | {1500} | subtotal row |
    | 2        | BRIDGES         |        |              |
    | 2        | Mend the arches | {900}  |              |

Fix
    Unsafe: the row is deleted, unless a note is attached to it or a formula of another row names
    one of its cells. A total above the first row of the table, or below the last, is silent. So
    are subtotals that stand at the end of nearly every group, three of them at least: they are the
    way of the sheet, and only one that stands elsewhere is reported. More
    than three that no group explains are one note; the one total with a person and a status beside
    it is a remark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from xlmot.findings import Finding, Fix, Severity, delete_row, found, unsafe
from xlmot.messages import say
from xlmot.programme.columns import is_number
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.workbook import Workbook
from xlmot.rules.totals import Totals

SEVERITY = Severity.WARNING
FIX = "unsafe"
# So many groups, and so many of all, that end with a total make it the way of the sheet.
FEWEST = 3
USUAL_SHARE = 0.6
# The functions of which Excel's own command makes subtotals.
SUBTOTAL = r"(?i)\b(?:SUBTOTAL|AGGREGATE)\("
CELL = r"(?i)(?<![\w$.:])\$?[A-Z]{1,3}\$?(\d+)(?![\w(:.])"


def check(workbook: Workbook) -> Iterator[Finding]:
    for programme in workbook.programmes:
        table, finder = programme.table, _Finder(workbook, programme)
        rows = list(table.data())
        coded = [index for index in rows if table.readings[index] is not None] or rows
        last = {table.sheet(i): i for i in coded}
        first = {table.sheet(i): i for i in reversed(coded)}
        rows = [index for index, kind in enumerate(table.kinds) if finder.is_total(index, kind)]
        if rows:
            yield from _filled_in(programme, rows)
        usual = _usual(programme, rows) if rows else set()
        between = [
            index
            for index in rows
            if first.get(table.sheet(index), index) < index < last.get(table.sheet(index), index)
        ]
        stray = [index for index in between if index not in usual]
        if len(stray) > FEWEST and len(stray) == len(between):
            message = say("{count} rows of totals among those of the programme.", count=len(stray))
            yield found(programme, stray, message, column="code", severity=Severity.NOTE)
            continue
        for index in stray:
            message = say("Subtotal row among the rows of the programme.")
            fix = finder.fix(index)
            yield found(programme, index, message, column="code", fix=fix)


def _filled_in(programme: Programme, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield the one total that has a person and a status, as actions have: a remark."""
    from xlmot.rules.staff_columns import filled_in

    filled = filled_in(programme, rows)
    if filled is not None:
        row, column = filled
        message = say("“{column}” is filled in on the row of a total.", column=column.name)
        yield found(programme, row, message, column="code", severity=Severity.NOTE)


def _usual(programme: Programme, rows: Sequence[int]) -> set[int]:
    """Return the rows of totals that stand at the end of groups of a depth, as most groups do."""
    table = programme.table
    own = set(rows)
    data = [index for index in table.data() if table.paths[index] and index not in own]
    usual: set[int] = set()
    for depth in range(1, programme.usual_depth + 1):
        ends = [
            (before, after)
            for before, after in pairwise([*data, len(table.kinds)])
            if after == len(table.kinds)
            or _head(table, before, depth) != _head(table, after, depth)
        ]
        closed = [end for end in ends if bisect_right(rows, end[1]) > bisect_right(rows, end[0])]
        if len(closed) >= FEWEST and len(closed) >= USUAL_SHARE * len(ends):
            usual |= {row for row in rows if _is_within(row, closed)}
    return usual


def _is_within(row: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a row stands between the two of a span; they follow one another."""
    place = bisect_left(spans, (row,)) - 1
    return place >= 0 and row < spans[place][1]


def _head(table: Table, index: int, depth: int) -> Path:
    return (table.paths[index] or ())[:depth]


class _Finder:
    """Recognise the rows of totals: by their words, or by a formula that makes subtotals."""

    def __init__(self, workbook: Workbook, programme: Programme) -> None:
        self.workbook = workbook
        self.table = programme.table
        self.totals = Totals(programme)

    @cached_property
    def made(self) -> dict[tuple[int, int], bool]:
        """Return whether a formula makes a subtotal, by the section and the row it stands on."""
        return {
            (section.start, row): bool(re.search(SUBTOTAL, text))
            for section in self.table.sections
            for (row, _), text in sorted(section.grid.formulas.items(), key=_subtotals_last)
        }

    @cached_property
    def named(self) -> set[int]:
        """Return the rows that a formula of another row names by a single cell, on any sheet."""
        return {
            int(row)
            for grid in self.workbook.grids
            for (own, _), text in grid.formulas.items()
            for row in re.findall(CELL, text)
            if int(row) != own or "!" in text
        }

    def is_total(self, index: int, kind: RowKind) -> bool:
        if kind not in (RowKind.ASIDE, RowKind.DATA) or self.table.readings[index] is not None:
            return False
        text = self.totals.texts.get(index)
        section, row = self._place(index)
        if text is None:
            return self.made.get((section.start, row), False)
        amounts = any(map(is_number, section.grid.rows[row - 1]))
        formulas = (section.start, row) in self.made
        return amounts or formulas or self.totals.words.is_total(text)

    def fix(self, index: int) -> Fix | None:
        section, row = self._place(index)
        if row in section.grid.noted or row in self.named:
            return None
        return unsafe(delete_row(self.table, index))

    def _place(self, index: int) -> tuple[Section, int]:
        return self.table.section(index), self.table.numbers[index]


def _subtotals_last(formula: tuple[tuple[int, int], str]) -> bool:
    return re.search(SUBTOTAL, formula[1]) is not None
