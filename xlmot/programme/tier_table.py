"""Append the rows of a sheet with a column per level to a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from xlmot.programme.begun_again import levels_again, read_again
from xlmot.programme.characters import shown
from xlmot.programme.code import CodeReading, completed, read_code
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.headings import HeadWords
from xlmot.programme.house_grammar import best_grammar
from xlmot.programme.inside import whole_code
from xlmot.programme.layout import DEPTH, HEADED, ORDER, STAIRS, TIERS, Layout
from xlmot.programme.level_rows import LevelRows, find_step
from xlmot.programme.marks import read_marks
from xlmot.programme.pages import page_rows
from xlmot.programme.places import give_places
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.tier_rows import Entry, TierRows
from xlmot.programme.told_levels import told_levels
from xlmot.programme.total_rows import rows_like_totals
from xlmot.programme.vocabulary import Vocabulary, begins_with, fold

# So many cells of a header, and such a share of them, are headings that are known.
FEWEST_HEADINGS, HEADINGS = 2, 0.6
# So many codes are as deep as their rows, where their kinds tell the levels.
TOLD = 0.8


class TierReader:
    """Read the titles and actions of one sheet, and class the rows on which none begins."""

    def __init__(self, table: Table, grid: Grid, layout: Layout, vocabulary: Vocabulary) -> None:
        self.table = table
        self.grid = grid
        self.layout = layout
        self.vocabulary = vocabulary
        self.closing = tuple(map(fold, (*vocabulary.total_words, *vocabulary.footnote_words)))
        self.totals = tuple(map(fold, vocabulary.total_words))
        self.rows: TierRows | LevelRows
        if layout.scheme == TIERS:
            self.rows = TierRows(grid, layout)
        else:
            self.rows = LevelRows(grid, layout, self._level)
        self.words = HeadWords(vocabulary)
        heads = (layout.first_row + 1,) if layout.mark == HEADED else layout.header_rows
        self.header = [self._texts(row) for row in heads]
        self.headings = [frozenset(self._filled(row)) for row in heads]
        self.pages = page_rows(grid, layout, vocabulary.page_words)
        self.sums = rows_like_totals(grid, layout, self.totals)

    def read(self) -> None:
        table, start = self.table, len(self.table.numbers)
        table.placed = True
        for row in self.layout.header_rows:
            self._append(row, RowKind.HEADER)
        indexes: dict[int, int] = {}
        second = None
        for row in self.grid.rows_from(self.layout.first_row):
            if self._starts_second_table(row):
                second = row
                break
            before = len(self.rows.entries)
            kind = self._kind(row)
            if kind is not RowKind.DATA or not self.rows.read(row):
                self._append(row, RowKind.ASIDE if kind is RowKind.DATA else kind)
                continue
            for number in range(before, len(self.rows.entries)):
                indexes[number] = self._add(self.rows.entries[number])
        table.sections.append(Section(self.grid, self.layout, start, second))
        self._place(indexes)

    def _starts_second_table(self, row: int) -> bool:
        """Return whether a row below a blank one is the header of other columns.

        Its texts are known as headings.
        """
        if row == 1 or self.grid.filled(row - 1):
            return False
        cells = [value for _, value in self.grid.filled(row)]
        if len(cells) < FEWEST_HEADINGS or not all(isinstance(value, str) for value in cells):
            return False
        known = sum(map(self.words.is_heading, cells))
        own = self._texts(row)
        return known >= max(FEWEST_HEADINGS, HEADINGS * len(cells)) and own not in self.header

    def _level(self, row: int) -> int | None:
        if self.layout.scheme == ORDER:
            return self._marks.get(row)
        if self.layout.scheme == STAIRS:
            tier = find_step(self.grid, row, self.layout.tiers)
            return self.layout.tiers.index(tier) + 1 if tier else None
        return self._told.get(row)

    @cached_property
    def _told(self) -> Mapping[int, int]:
        return told_levels(self.grid, self.layout.depth, self.layout.first_row)

    @cached_property
    def _marks(self) -> Mapping[int, int]:
        layout = self.layout
        return read_marks(self.grid, layout.mark, layout.label, layout.first_row, layout.code)

    def _texts(self, row: int) -> list[str]:
        return [fold(str(self.grid.value(row, column) or "")) for column in self.layout.columns()]

    def _filled(self, row: int) -> list[tuple[int, str]]:
        return [(column, fold(str(value))) for column, value in self.grid.filled(row)]

    def _repeats(self, own: list[tuple[int, str]]) -> bool:
        """Return whether most texts of a row are most of those of the header, each in its column.

        Those of levels that are merged down their rows are covered; one may have a slip.
        """
        for cells in self.headings:
            if own[0] in cells or own[1] in cells:
                shared = 2 * len(cells.intersection(own))
                return shared > len(cells) and shared > len(own)
        return False

    def _kind(self, row: int) -> RowKind:
        cells = [value for _, value in self.grid.filled(row)]
        if not cells:
            return RowKind.ASIDE if row in self.grid.noted else RowKind.BLANK
        first = cells[0]
        texts = self._texts(row)
        if any(texts == own and sum(map(bool, own)) > 1 for own in self.header):
            return RowKind.HEADER
        if len(cells) > 1 and self._repeats(self._filled(row)):
            return RowKind.HEADER
        closing = self.totals if len(cells) > 1 else self.closing
        if isinstance(first, str) and begins_with(fold(first), closing):
            return RowKind.ASIDE
        if row in self.pages or row in self.sums:
            return RowKind.ASIDE
        return RowKind.DATA

    def _add(self, entry: Entry) -> int:
        table, index = self.table, len(self.table.numbers)
        label = entry.spots.label.value(self.grid) if entry.spots.label else None
        self._append(entry.row, RowKind.DATA, shown(label))
        table.spots[index] = entry.spots
        table.copies[index] = entry.copies
        return index

    def _append(self, row: int, kind: RowKind, label: str = "") -> None:
        self.table.numbers.append(row)
        self.table.kinds.append(kind)
        self.table.readings.append(None)
        self.table.paths.append(None)
        self.table.labels.append(label)

    def _place(self, indexes: dict[int, int]) -> None:
        """Give each entry its place; an action that no title stands above has none."""
        entries = self.rows.entries
        codes = self._codes()
        readings, written = self._readings(codes)
        self._tell_actions(indexes)
        paths = give_places([entry.parent for entry in entries], written)
        for number, index in indexes.items():
            lone = entries[number].parent < 0 and index in self.table.actions
            self.table.paths[index] = None if lone else paths[number]
            self.table.readings[index] = _as_placed(readings[number], paths[number])

    def _tell_actions(self, indexes: dict[int, int]) -> None:
        """Note the actions: those of the last column, or the rows that nothing stands below.

        A list in which nothing stands below anything has none.
        """
        parents = {entry.parent for entry in self.rows.entries}
        last = len(self.layout.tiers) if self.layout.scheme == TIERS else 2
        if parents == {-1}:
            return
        for number, index in indexes.items():
            if self.rows.entries[number].level >= last and number not in parents:
                self.table.actions.add(index)

    def _codes(self) -> list[Value]:
        return [
            entry.spots.code.value(self.grid) if entry.spots.code else None
            for entry in self.rows.entries
        ]

    def _readings(self, codes: list[Value]) -> tuple[list[CodeReading | None], list[Path | None]]:
        """Return the readings of the codes, with what they are below: where they stand in all.

        Those of a level that counts on its own say nothing.
        """
        entries = self.rows.entries
        again = levels_again(entries, codes) if self.layout.scheme != TIERS else set()
        if again and not self._tell_what_they_are_below(codes):
            self.table.grammar, readings, paths = read_again(entries, codes, again, self.vocabulary)
            return readings, paths
        own = self._own_levels(codes) - again
        filled = [number for number, code in enumerate(codes) if not is_blank(code)]
        hung = [number for number in filled if entries[number].level not in own]
        read: list[CodeReading | None] = [None] * len(codes)
        for number in filled:
            read[number] = CodeReading(None)
        grammar = best_grammar([codes[number] for number in hung], self.vocabulary)
        for number in hung:
            read[number] = read_code(codes[number], grammar, self.vocabulary.code_words)
        self.table.grammar = grammar if hung else self.table.grammar
        return read, [reading.path if reading else None for reading in read]

    def _tell_what_they_are_below(self, codes: list[Value]) -> bool:
        """Return whether the kind of each code tells its level: letters above numbers."""
        filled = [code for code in codes if not is_blank(code)]
        grammar = best_grammar(filled, self.vocabulary)
        paths = completed(read_code(code, grammar).path for code in filled)
        depths = [len(path) if path else 0 for path in paths]
        levels = [
            entry.level
            for entry, code in zip(self.rows.entries, codes, strict=True)
            if not is_blank(code)
        ]
        same = sum(depth == level for depth, level in zip(depths, levels, strict=True))
        return same >= TOLD * len(levels)

    def _own_levels(self, codes: list[Value]) -> set[int]:
        """Return the levels whose codes are no deeper than those above them: `Action 12`."""
        depths: dict[int, Counter[int]] = {}
        for entry, code in zip(self.rows.entries, codes, strict=True):
            path = whole_code(code)
            if path:
                depths.setdefault(entry.level, Counter())[len(path)] += 1
        if self.layout.scheme not in (TIERS, DEPTH):
            return set()
        own, above = set(), 0
        for level, counts in sorted(depths.items()):
            depth = counts.most_common(1)[0][0]
            if depth <= above:
                own.add(level)
            above = max(above, depth)
        return own


def _as_placed(reading: CodeReading | None, path: Path) -> CodeReading | None:
    """Return a reading with the one of its candidates that the place of its row asks for."""
    if reading and reading.path is None and path in reading.candidates:
        return reading._replace(path=path, doubtful=True)
    return reading
