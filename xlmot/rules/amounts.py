"""Add up the amounts of a staff column over the tree of a programme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import combinations

from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import column_letters
from xlmot.programme.characters import digits
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme, Title
from xlmot.programme.quantity import read_quantity

CENT = 0.01
# Titles of a level that have amounts are exceptions where so few have, to those that have none.
LONE_SHARE = 1 / 3
# One that has an amount beside so many that have none is an exception too.
FEWEST_WITHOUT = 2
# A number is nearly the sum of others, at least so many, where it differs by no more than this.
NEAR, FEWEST_NEAR = 0.1, 4
# Of more dates on a row, some will be as far apart as any number says.
MOST_DATES = 4
# A total of so many figures may lack one.
FIGURES = 3


class Sum(NamedTuple):
    """A sum, of how many amounts, how many rows without one, and whether any cannot be read."""

    total: float = 0
    filled: int = 0
    blank: int = 0
    unread: bool = False

    def plus(self, other: Sum) -> Sum:
        return Sum(
            self.total + other.total,
            self.filled + other.filled,
            self.blank + other.blank,
            self.unread or other.unread,
        )


class Both(NamedTuple):
    """A title that has an amount, as have rows below it."""

    node: Title
    row: int
    amount: float
    below: Sum

    @property
    def agrees(self) -> bool:
        return same(self.amount, self.below.total)

    @property
    def leaves_room(self) -> bool:
        """Return whether rows still without amount may make up the difference."""
        return self.below.blank > 0 and self.amount > self.below.total


def same(left: float, right: float, tolerance: float = CENT) -> bool:
    """Return whether two amounts are equal, but for what adding up decimals loses.

    >>> same(0.3, 0.1 + 0.2), same(100, 100.5)
    (True, False)
    """
    return abs(left - right) <= tolerance + 1e-9 * max(abs(left), abs(right))


class Amounts:
    """The amounts of one column, which may go on from sheet to sheet, by table row."""

    def __init__(self, programme: Programme, columns: Sequence[StaffColumn]) -> None:
        self.programme = programme
        self.columns = columns
        self.of: dict[int, float] = {}
        self.unread: set[int] = set()
        for column in columns:
            for index, value in column.cells():
                self._take(column, index, value)

    def _take(self, column: StaffColumn, index: int, value: Value) -> None:
        amount = self.amount(column, value)
        if amount is None:
            self.unread.add(index)
        else:
            self.of[index] = amount

    def amount(self, column: StaffColumn, value: Value) -> float | None:
        """Return the amount that a cell holds, None for one of another unit, or for words."""
        if isinstance(value, int | float) and is_number(value):
            return value
        units = self.programme.vocabulary.units
        quantity = read_quantity(value, units) if isinstance(value, str) else None
        if quantity is None or not quantity.sure or quantity.unit not in ("", column.unit):
            return None
        return quantity.value

    def column(self, index: int) -> StaffColumn:
        return next(column for column in self.columns if index in column.rows)

    def is_made(self, index: int) -> bool:
        return self.column(index).is_made(index)

    def adds(self, index: int) -> bool:
        """Return whether a formula makes a cell that names other rows of its column."""
        column = self.column(index)
        row = column.table.numbers[index]
        text = column.section.grid.formulas.get((row, column.number), "")
        letters = column_letters(column.number)
        named = re.findall(
            rf"(?i)(?<![A-Z]){letters}\$?(\d+)", text.replace("$" + letters, letters)
        )
        return any(int(number) != row for number in named)

    def adds_shown_rows(self, index: int) -> bool:
        """Return whether SUBTOTAL, which adds shown rows alone, makes a cell among hidden ones."""
        column = self.column(index)
        grid = column.section.grid
        formula = grid.formulas.get((column.table.numbers[index], column.number), "")
        partial = any(name in formula.upper() for name in ("SUBTOTAL", "AGGREGATE"))
        return partial and bool(grid.hidden_rows)

    def is_near(self, index: int, total: float) -> bool:
        """Return whether a cell holds nearly the sum of several amounts: it was meant to be it.

        So it was where it has the figures of the sum, but for one.
        """
        column = self.column(index)
        amount = self.amount(column, column.value(index))
        return (
            amount is not None
            and len(self.of) >= FEWEST_NEAR
            and (abs(amount - total) <= NEAR * abs(total) or _is_one_figure_short(amount, total))
        )

    def below(self, node: Title) -> Sum:
        """Return the sum of what stands under a title; below it, an amount on a title is a sum."""
        found = Sum()
        for index in node.actions:
            if index != node.title:
                found = found.plus(self._own(index))
        for child in node.children:
            own = self._own(child.title) if child.title is not None else Sum(blank=1)
            found = found.plus(own if own.filled or own.unread else self._branch(child))
        return found

    def _branch(self, node: Title) -> Sum:
        below = self.below(node)
        return below if below.filled or below.blank or below.unread else Sum(blank=1)

    def _own(self, index: int) -> Sum:
        if index in self.of:
            return Sum(self.of[index], 1)
        return Sum(unread=True) if index in self.unread else Sum(blank=1)

    @cached_property
    def texts(self) -> dict[int, float]:
        """Return the amounts that are typed as texts, which no formula adds."""
        return {
            index: amount
            for index, amount in self.of.items()
            if isinstance(self.column(index).value(index), str)
        }

    def standing_below(self, title: int) -> list[int]:
        """Return the rows that stand below a title on the sheet, down to the next of its level.

        Their codes may say otherwise: a wrong code is no fault of the sum.
        """
        programme = self.programme
        depth = len(programme.titles[title].path)
        rows: list[int] = []
        for index in programme.table.data():
            if index <= title:
                continue
            node = programme.titles.get(index)
            if node is not None and len(node.path) <= depth and (node.actions or node.children):
                break
            rows.append(index)
        return rows

    @cached_property
    def both(self) -> list[Both]:
        """Return the titles that have an amount as rows below them have, all of them readable.

        Not those whose amount is how long they take, from one date of their row to another.
        """
        found = []
        for node in self.programme.walk():
            amount = self.of.get(node.title) if node.title is not None else None
            below = self.below(node) if amount is not None else Sum()
            if amount is not None and node.title is not None and below.filled and not below.unread:
                both = Both(node, node.title, amount, below)
                if both.agrees or not self._is_span(both):
                    found.append(both)
        return found

    def _is_span(self, both: Both) -> bool:
        """Return whether an amount is the days between two dates of its row: no total, then."""
        from xlmot.rules.times import day

        section = self.column(both.row).section
        filled = section.grid.filled(self.programme.table.numbers[both.row])
        held = sorted(own for _, value in filled if (own := day(value)))
        spans = {(end - start).days for start, end in combinations(held[:MOST_DATES], 2)}
        return both.amount in spans or both.amount - 1 in spans

    @property
    def titles_are_totals(self) -> bool:
        """Return whether the amounts of titles are totals in this column, as half of them show."""
        agreeing = sum(both.agrees for both in self.both)
        return agreeing > 0 and 2 * agreeing >= len(self.both)

    @cached_property
    def lone(self) -> list[Both]:
        """Return the titles that have an amount, where hardly any other of their level has one."""
        with_it = Counter(len(both.node.path) for both in self.both)
        without = Counter(
            len(node.path)
            for node in self.programme.walk()
            if node.title is not None and node.title not in self.of and self.below(node).filled
        )
        few = {
            depth
            for depth, count in with_it.items()
            if count <= LONE_SHARE * without[depth]
            or (count == 1 and without[depth] >= FEWEST_WITHOUT)
        }
        return [both for both in self.both if len(both.node.path) in few]


def _is_one_figure_short(amount: float, total: float) -> bool:
    """Return whether an amount is a large total with a figure left out, or one too many.

    >>> _is_one_figure_short(5730, 57300), _is_one_figure_short(5800, 57300)
    (True, False)
    >>> _is_one_figure_short(123457, 1234567)
    True
    """
    longer, shorter = sorted((digits(amount), digits(total)), key=len, reverse=True)
    places = range(len(longer)) if len(longer) == len(shorter) + 1 > FIGURES else ()
    return any(longer[:place] + longer[place + 1 :] == shorter for place in places)


def summed(programme: Programme) -> list[Amounts]:
    """Return the columns of amounts that may be added up."""
    return [own for own in _of_numbers(programme) if own.columns[0].summed]


def untold(programme: Programme) -> list[Amounts]:
    """Return the columns of numbers of which nobody tells whether they may be added up."""
    return [own for own in _of_numbers(programme) if own.columns[0].summed is None]


def _of_numbers(programme: Programme) -> list[Amounts]:
    from xlmot.rules.staff_columns import continued

    return [
        Amounts(programme, columns)
        for columns in continued(programme)
        if columns[0].kind in ("amount", "number")
    ]


def shown(amount: float) -> Message:
    """Return an amount as it is said: whole where it is, else with up to two decimals.

    >>> str(shown(1200.0)), str(shown(0.30000000000000004))
    ('1200', '0.3')
    """
    whole, _, decimals = f"{round(amount, 2) + 0.0:.2f}".partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return say("{value}", value=whole)
    return say("{whole}.{decimals}", whole=whole, decimals=decimals)
