"""A programme as a table: columns of row numbers, kinds, codes and labels, every row classed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum
from itertools import compress, count, repeat
from operator import attrgetter, is_

from xlmot.messages.named import NamedTuple
from xlmot.programme.characters import shown
from xlmot.programme.code import CodeReading
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.grid import Grid, Value
from xlmot.programme.layout import Layout
from xlmot.programme.spots import Spot, Spots
from xlmot.programme.vocabulary import YEAR

_START = attrgetter("start")


class RowKind(IntEnum):
    """What a row is: the two halves are rows where only one of the cells is a header's."""

    BLANK = 0
    DATA = 1
    HEADER = 2
    HALF_CODE = 3
    HALF_LABEL = 4
    ASIDE = 5


class Section(NamedTuple):
    """The rows of a table that stand on one sheet; `start` is the index of the first of them.

    `second_table` is the row where the header of another table ends it, `again` the one on which
    codes begin again as those of another table do: its rows are read as part of this one.
    """

    grid: Grid
    layout: Layout
    start: int
    second_table: int | None = None
    again: int | None = None


class Table:
    """A programme's rows, as columns; index i is the same row in each of them.

    `numbers` are rows of the sheet. `readings` and `paths` are None where a row has no code; a
    path is what the code means once the repairs of `repair.py` are applied virtually.

    Where the layout gives the levels, not the codes, `placed` says so: a path is then the place of
    the row, `actions` are the indexes of the actions, and a row of the sheet comes as often as a
    title or an action begins on it. `spots` are the rows whose code and label do not stand in the
    columns of the layout, `copies` the rows on which a title stands again.
    """

    __slots__ = (
        *("grammar", "sections", "numbers", "kinds"),
        *("readings", "paths", "labels", "pages"),
        *("placed", "actions", "spots", "copies"),
    )

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.sections: list[Section] = []
        self.numbers: list[int] = []
        self.kinds: list[RowKind] = []
        self.readings: list[CodeReading | None] = []
        self.paths: list[Path | None] = []
        self.labels: list[str] = []
        self.pages: list[int] = []
        self.placed = False
        self.actions: set[int] = set()
        self.spots: dict[int, Spots] = {}
        self.copies: dict[int, list[int]] = {}

    def section(self, index: int) -> Section:
        if len(self.sections) == 1:
            return self.sections[0]
        return self.sections[bisect_right(self.sections, index, key=_START) - 1]

    def spans(self) -> list[range]:
        """Return the indexes of the rows of each section."""
        starts = [section.start for section in self.sections]
        return [*map(range, starts, [*starts[1:], len(self.numbers)])]

    def sheet(self, index: int) -> str:
        return self.section(index).grid.sheet

    def code_spot(self, index: int) -> Spot | None:
        """Return where the code of a row stands, or would; None where there is no place for one."""
        if index in self.spots:
            return self.spots[index].code
        column = self.section(index).layout.code
        return Spot(self.numbers[index], column) if column else None

    def label_spot(self, index: int) -> Spot:
        """Return where the label of a row stands, or would."""
        own = self.spots[index].label if index in self.spots else None
        return own or Spot(self.numbers[index], self.section(index).layout.label)

    def code_value(self, index: int) -> Value:
        """Return what stands where the code of a row does."""
        section = self.section(index)
        if index in self.spots:
            spot = self.spots[index].code
            return spot.value(section.grid) if spot else None
        column = section.layout.code
        return section.grid.value(self.numbers[index], column) if column else None

    def code_text(self, index: int) -> str:
        """Return what stands where the code of a row does, as Excel shows it, for sentences."""
        return shown(self.code_value(index))

    def label_value(self, index: int) -> Value:
        """Return what stands where the label of a row does."""
        return self.label_spot(index).value(self.section(index).grid)

    def owns_row(self, index: int) -> bool:
        """Return whether what else stands on the row of the sheet is this one's: the last on it."""
        last = index + 1 == len(self.numbers) or self.numbers[index + 1] != self.numbers[index]
        return not self.placed or last

    def data(self) -> Iterator[int]:
        """Yield the indexes of the rows that belong to the programme, in order."""
        return compress(count(), map(is_, self.kinds, repeat(RowKind.DATA)))

    def of_kind(self, kind: RowKind) -> list[int]:
        return list(compress(count(), map(is_, self.kinds, repeat(kind))))

    def header_year(self) -> int | None:
        """Return the year that its first header names, None if none does."""
        found = (YEAR.search(self.labels[index]) for index in self.of_kind(RowKind.HEADER))
        return next((int(year[0]) for year in found if year), None)
