"""Count how often a formula adds each row of its column, through the totals that it names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from xlmot.messages.lazy import lazy
from xlmot.programme.address import column_number
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.rules.once import once

CELL = r"\$?([A-Z]{1,3})\$?(\d+)"
AREA = lazy(rf"(?i){CELL}(?::{CELL})?")
# A formula that adds cells and areas, and does nothing else.
TERM = rf"(?:{CELL}|(?:SUM\(|SUBTOTAL\((?:9|109)[,;])[^()+*/%^-]+\))"
SUMS = lazy(rf"(?i)=?\+?{TERM}(?:\+{TERM})*")
# What another cell holds, as old spreadsheets write it: no sum.
COPY = lazy(rf"(?i)=?\+?{CELL}")
# Totals of totals of totals: a longer chain is a running sum.
DEEPEST = 20
# It leaves the totals that itself makes out of an area.
SUBTOTAL = lazy(r"(?i)\b(?:SUBTOTAL|AGGREGATE)\(")


class AddedRows:
    """The rows of the sheet that the formulas of a column add up, each with how often."""

    def __init__(self, column: StaffColumn, formulas: Mapping[int, str]) -> None:
        self.column = column
        self.formulas = formulas
        self.known: dict[int, Mapping[int, int] | None] = {}
        self.depth = 0

    @cached_property
    def filled(self) -> list[int]:
        """Return the rows of the sheet whose cell holds a number, in order."""
        grid, number = self.column.section.grid, self.column.number
        rows = range(1, len(grid.rows) + 1)
        return [row for row in rows if is_number(grid.value(row, number))]

    @cached_property
    def leaves(self) -> set[int]:
        """Return the rows of the sheet that hold a number, and no sum of others."""
        return {row for row in self.filled if self.times(row) is None}

    def times(self, row: int) -> Mapping[int, int] | None:
        """Return how often a formula adds each row that is no sum itself; None for another one."""
        if row not in self.known:
            self.known[row] = None
            named = self._named(row) if self.depth < DEEPEST else None
            if named is not None:
                self.depth += 1
                self.known[row] = self._spread(named)
                self.depth -= 1
        return self.known[row]

    def adds_twice(self, row: int) -> list[int]:
        """Return the rows that a formula adds twice, where no total that it names does so."""
        times = self.times(row)
        twice = sorted(own for own, count in times.items() if count > 1) if times else []
        named = self._named(row) if twice else None
        inner = [self.times(own) or {} for own in named or ()]
        return [] if any(count > 1 for own in inner for count in own.values()) else twice

    def totals(self, row: int) -> set[int]:
        """Return the rows of the sheet whose sums a formula adds, and those that these add."""
        found: set[int] = set()
        above = [row] if self.times(row) else []
        while above:
            named = self._named(above.pop()) or ()
            own = {one for one in named if one not in found and self.times(one) is not None}
            found |= own
            above += own
        return found

    def _spread(self, named: Mapping[int, int]) -> Mapping[int, int]:
        found: Counter[int] = Counter()
        for own, count in named.items():
            inner = self.times(own)
            for leaf, times in ({own: 1} if inner is None else inner).items():
                found[leaf] += count * times
        return found

    def _named(self, row: int) -> Mapping[int, int] | None:
        """Return the rows that the formula of a cell names, each with how often."""
        text = self.formulas.get(row, "").replace(" ", "")
        if not text or COPY.fullmatch(text) or not SUMS.fullmatch(text):
            return None
        named: Counter[int] = Counter()
        sparing = SUBTOTAL.search(text) is not None
        for found in AREA.finditer(re.sub(r"(?i)SUBTOTAL\(\d+[,;]", "(", text)):
            left, right = found[1], found[3] or found[1]
            if {column_number(left), column_number(right)} != {self.column.number}:
                return None
            named.update(self._rows(int(found[2]), int(found[4] or found[2]), sparing=sparing))
        return named if named and row not in named else None

    def _rows(self, first: int, last: int, *, sparing: bool) -> Iterator[int]:
        for row in self.filled[bisect_left(self.filled, first) : bisect_right(self.filled, last)]:
            if not (sparing and SUBTOTAL.search(self.formulas.get(row, ""))):
                yield row


@once
def added_rows(programme: Programme) -> dict[tuple[int, int], AddedRows]:
    """Return what the formulas of each column add, by the first row of its section, its number."""
    sums: dict[int, dict[int, dict[int, str]]] = {}
    found: dict[tuple[int, int], AddedRows] = {}
    for column in programme.columns:
        section = column.section
        if section.start not in sums:
            sums[section.start] = _sums(section.grid)
        if section.grid.formulas:
            own = sums[section.start].get(column.number, {})
            found[section.start, column.number] = AddedRows(column, own)
    return found


def _sums(grid: Grid) -> dict[int, dict[int, str]]:
    """Return the formulas of a sheet that may add up rows, by column and row."""
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in grid.formulas.items():
        if "+" in text or "SUM" in (upper := text.upper()) or "SUBTOTAL" in upper:
            found.setdefault(column, {})[row] = text
    return found


def added_by(programme: Programme, column: StaffColumn) -> AddedRows:
    """Return what the formulas of a column add."""
    known = added_rows(programme).get((column.section.start, column.number))
    return known or AddedRows(column, {})


def beside(programme: Programme, column: StaffColumn) -> list[AddedRows]:
    """Return what the formulas of the other columns on the sheet of a column add."""
    return [
        own
        for (start, number), own in added_rows(programme).items()
        if start == column.section.start and number != column.number and own.formulas
    ]


def added_beside(others: Sequence[AddedRows], row: int) -> set[int]:
    """Return the rows that the sums of other columns add on a row of the sheet.

    None of them where these do not agree.
    """
    beside = [(one, times) for one in others if (times := one.times(row))]
    every = {leaf for _, times in beside for leaf in times}
    agree = all(every.intersection(one.leaves).issubset(times) for one, times in beside)
    return every if agree else set()


def added_twice(
    programme: Programme, column: StaffColumn, known: Collection[int]
) -> Iterator[tuple[int, list[int]]]:
    """Yield the table rows whose formula adds rows of the sheet twice, with these.

    But those that name a total which is known to be wrong.
    """
    added, numbers = added_by(programme, column), column.table.numbers
    wrong = {numbers[index] for index in known if index in column.rows}
    for index in column.rows if added.formulas else ():
        own = numbers[index] in added.formulas and column.table.owns_row(index)
        twice = added.adds_twice(numbers[index]) if own else []
        grid = column.section.grid
        counted = [row for row in twice if grid.value(row, column.number)]
        if counted and wrong.isdisjoint((numbers[index], *added.totals(numbers[index]))):
            yield index, counted
