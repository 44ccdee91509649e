"""Find the subtotals that leave out a row of their group, or add one of another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import column_number
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.added_rows import AddedRows, added_beside, added_by, beside
from xlmot.rules.amounts import Amounts, same
from xlmot.rules.totals import Totals

# What a subtotal may differ by; one that differs by more rows is the total of something else.
MOST = 2
# A typed subtotal off by the amount of one row of so many at least leaves that row out.
FEWEST = 3
SHORT_GROUP = 8
SUM = lazy(r"(?i)=?(?:SUM\(|SUBTOTAL\((?:9|109)[,;]|AGGREGATE\(9[,;]\d[,;])([^()]+)\)")
RANGE = lazy(r"(?i)\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


class Short(NamedTuple):
    """A subtotal, the rows of its group that it leaves out, and the rows it adds to them."""

    row: int
    missing: tuple[int, ...]
    extra: tuple[int, ...] = ()


def short_sums(programme: Programme, amounts: Amounts, totals: Totals) -> list[Short]:
    """Return the subtotals of a column that are short of a row or two, or add as many.

    And those short of more, which the totals of the other columns on their row add.
    """
    found = list(_Groups(programme, amounts, totals).short())
    known = {own.row: own for own in found}
    for added, own in _beside_others(programme, amounts):
        column, numbers = added.column, added.column.table.numbers
        below = added.totals(numbers[own.row])
        told = (row for row in known if row in column.rows)
        if own.row not in known and not any(numbers[row] in below for row in told):
            known[own.row] = own
    return list(known.values())


def _beside_others(programme: Programme, amounts: Amounts) -> Iterator[tuple[AddedRows, Short]]:
    """Yield the sums that leave out rows which all other sums of their row of the sheet add.

    Each with what reads its column; those that others add first.
    """
    for column in amounts.columns:
        own = added_by(programme, column)
        shown = all(at != column.number for _, at in column.section.grid.errors)
        others = beside(programme, column) if own.formulas and shown else []
        numbers = column.table.numbers
        short = []
        for index in column.rows if others else ():
            added = own.times(numbers[index]) if numbers[index] in own.formulas else None
            if added and column.table.owns_row(index):
                every = added_beside(others, numbers[index])
                missing = every.intersection(own.leaves).difference(added)
                rows = (i for i in column.rows if amounts.of.get(i) and numbers[i] in missing)
                grid, number = column.section.grid, column.number
                more = {row for row in added if row not in every and grid.value(row, number)}
                if missing and not more and (left := tuple(rows)):
                    short.append((own, Short(index, left)))
        yield from sorted(short, key=lambda one: len(own.totals(numbers[one[1].row])))


class _Groups:
    """Hold the rows that each subtotal adds up against those of its group."""

    def __init__(self, programme: Programme, amounts: Amounts, totals: Totals) -> None:
        self.programme = programme
        self.amounts = amounts
        self.rows = sorted(totals.texts)
        self.filled = sorted(
            index for index in amounts.of if index not in totals.texts and not self._adds(index)
        )

    def short(self) -> Iterator[Short]:
        for place, row in enumerate(self.rows):
            column = self._column(row)
            if column is not None:
                above = max(self.rows[place - 1] if place else -1, column.rows.start - 1)
                group = self.filled[self._at(above) : self._at(row)]
                yield from self._held(column, row, group)
        for row, node in self.programme.titles.items():
            column = self._column(row)
            if column is not None and self._adds(row):
                below = {i for n in node.walk() for i in (n.title, *n.actions) if i != row}
                yield from self._held(column, row, [i for i in self.filled if i in below])

    def _held(self, column: StaffColumn, row: int, group: list[int]) -> Iterator[Short]:
        if not group:
            return
        if column.is_made(row):
            added = self._added(column, row)
            if added is not None:
                missing = tuple(index for index in group if index not in added)
                if {*missing} == self._equals_of_its_title(group):
                    missing = ()
                extra = self._extra(row, group, sorted(added.intersection(self.filled)))
                off = len(missing) + len(extra)
                if 0 < off <= MOST and off <= len(group) - len(missing):
                    yield Short(row, missing, extra)
        elif column.summed and not self.amounts.unread.intersection(group):
            yield from self._typed(column, row, group)

    def _equals_of_its_title(self, group: list[int]) -> set[int]:
        """Return the rows of a group that stand beside its last title, with nothing below them.

        Such is “1. Plan” above “2. Build”, the rows of this and their subtotal.
        """
        paths = {index: path for index in group if (path := self.programme.table.paths[index])}
        last = paths.get(group[-1], ())
        above = Counter(path[:end] for path in paths.values() for end in range(1, len(path)))
        return {
            index
            for index, path in paths.items()
            if len(path) < len(last) and not above[path] and path != last[: len(path)]
        }

    def _extra(self, row: int, group: list[int], added: list[int]) -> tuple[int, ...]:
        """Return the rows of another group that a sum adds, but those that stand in its own.

        Of these the code is wrong, not the sum.
        """
        titles = sorted(self.programme.titles)
        first, last = min(row, *group), max(row, *group)
        return tuple(
            index
            for index in added
            if index not in group
            and not first <= index <= last
            and bisect_right(titles, max(index, last)) > bisect_right(titles, min(index, last))
        )

    def _typed(self, column: StaffColumn, row: int, group: list[int]) -> Iterator[Short]:
        """Yield a typed subtotal that is off by just what one row of its group holds.

        In a long group of round amounts one will be as much as any slip is off: there only the
        last row, the one that was added, is taken for the reason.
        """
        of = self.amounts.of
        total = self.amounts.amount(column, column.value(row))
        if total is not None and len(group) >= FEWEST:
            off = sum(of[index] for index in group) - total
            rows = [index for index in group if off and same(of[index], off)]
            if {*rows} == self._equals_of_its_title(group):
                return
            if len(rows) == 1 and (len(group) <= SHORT_GROUP or rows[0] == group[-1]):
                yield Short(row, tuple(rows))

    def _adds(self, row: int) -> bool:
        column = self._column(row)
        return column is not None and self._added(column, row) is not None

    def _added(self, column: StaffColumn, row: int) -> set[int] | None:
        """Return the rows that a formula adds up, None for one that does anything else."""
        numbers = column.table.numbers
        text = column.section.grid.formulas.get((numbers[row], column.number), "")
        found = SUM.fullmatch(text)
        if found is None:
            return None
        added: set[int] = set()
        for part in re.split("[,;]", found[1]):
            area = RANGE.fullmatch(part.strip())
            if area is None or column_number(area[1]) != column.number:
                return None
            first, last = int(area[2]), int(area[4] or area[2])
            start, end = column.rows.start, column.rows.stop
            added.update(
                range(
                    bisect_left(numbers, first, start, end), bisect_right(numbers, last, start, end)
                )
            )
        return added if not added.intersection(self.rows) else None

    def _column(self, row: int) -> StaffColumn | None:
        return next((column for column in self.amounts.columns if row in column.rows), None)

    def _at(self, row: int) -> int:
        return bisect_left(self.filled, row)
