"""Turn grids into a table: columns of row numbers, kinds, codes and labels, every row classed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from xlmot.programme.code import CodeReading, read_code
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.header import HeaderWords
from xlmot.programme.house_grammar import choose_grammar
from xlmot.programme.layout import Layout
from xlmot.programme.pages import is_page_number
from xlmot.programme.vocabulary import YEAR, Vocabulary, fold


class RowKind(IntEnum):
    """What a row is: the two halves are rows where only one of the cells is a header's."""

    BLANK = 0
    DATA = 1
    HEADER = 2
    HALF_CODE = 3
    HALF_LABEL = 4
    ASIDE = 5


class Section(NamedTuple):
    """The rows of a table that stand on one sheet; `start` is the index of the first of them."""

    grid: Grid
    layout: Layout
    start: int
    second_table: int | None = None


class Table:
    """A programme's rows, as columns; index i is the same row in each of them.

    `numbers` are rows of the sheet. `readings` and `paths` are None where a row has no code; a
    path is what the code means once the repairs of `repair.py` are applied virtually.
    `page_numbers` are the asides that hold nothing but the number of a page.
    """

    __slots__ = (
        *("grammar", "sections", "numbers", "kinds"),
        *("readings", "paths", "labels", "pages", "page_numbers"),
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
        self.page_numbers: list[int] = []

    def section(self, index: int) -> Section:
        return self.sections[bisect_right([s.start for s in self.sections], index) - 1]

    def sheet(self, index: int) -> str:
        return self.section(index).grid.sheet

    def code_value(self, index: int) -> Value:
        """Return what the code cell of a row holds."""
        section = self.section(index)
        return section.grid.value(self.numbers[index], section.layout.code)

    def label_value(self, index: int) -> Value:
        """Return what the label cell of a row holds."""
        section = self.section(index)
        return section.grid.value(self.numbers[index], section.layout.label)

    def data(self) -> Iterator[int]:
        """Yield the indexes of the rows that belong to the programme, in order."""
        return (index for index, kind in enumerate(self.kinds) if kind is RowKind.DATA)

    def of_kind(self, kind: RowKind) -> list[int]:
        return [index for index, own in enumerate(self.kinds) if own is kind]


def build_table(sheets: list[tuple[Grid, Layout]], vocabulary: Vocabulary) -> Table:
    """Return the table of one programme, which may continue from sheet to sheet.

    >>> from xlmot.programme.header import find_layout
    >>> house = Vocabulary(code_headers=("Code",), label_headers=("Title",))
    >>> grid = Grid("A", [["Code", "Title"], ["1", "Roads"], ["", ""], ["1", "Pave the square"]])
    >>> table = build_table([(grid, find_layout(grid, house))], house)
    >>> table.numbers, [kind.name for kind in table.kinds]
    ([1, 2, 3, 4], ['HEADER', 'DATA', 'BLANK', 'DATA'])
    """
    table = Table(choose_grammar(sheets, vocabulary))
    for grid, layout in sheets:
        _SheetReader(table, grid, layout, vocabulary).read()
    _set_aside_footers(table, vocabulary)
    _number_pages(table)
    return table


class CodeCell(NamedTuple):
    """What a distinct value of the code column is: a code, or the word of a header or a total."""

    is_header: bool
    closes: bool
    reading: CodeReading


class _SheetReader:
    """Append the rows of one sheet to a table."""

    def __init__(self, table: Table, grid: Grid, layout: Layout, vocabulary: Vocabulary) -> None:
        self.table = table
        self.grid = grid
        self.layout = layout
        self.vocabulary = vocabulary
        self.words = HeaderWords(vocabulary, layout.own_words)
        self.year = _year(layout.own_words[1])
        self.closing = tuple(map(fold, (*vocabulary.total_words, *vocabulary.footnote_words)))
        self.codes: dict[tuple[type, Value], CodeCell] = {}
        self.merged = {
            row: area.top
            for area in grid.merges
            if area.holds(area.top, layout.code)
            for row in range(area.top + 1, area.bottom + 1)
        }

    def read(self) -> None:
        start = len(self.table.numbers)
        for row in self.layout.header_rows:
            self._append(row, RowKind.HEADER, None, self._text(row, self.layout.label))
        second = None
        for row in range(self.layout.first_row, len(self.grid.rows) + 1):
            kind, reading, label = self._class(row)
            if self._starts_second_table(row, kind, label):
                second = row
                break
            self._append(row, kind, reading, label)
        self.table.sections.append(Section(self.grid, self.layout, start, second))

    def _append(self, row: int, kind: RowKind, reading: CodeReading | None, label: str) -> None:
        self.table.numbers.append(row)
        self.table.kinds.append(kind)
        self.table.readings.append(reading)
        self.table.paths.append(reading.path if reading else None)
        self.table.labels.append(label)

    def _text(self, row: int, column: int) -> str:
        value = self.grid.value(row, column)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def _class(self, row: int) -> tuple[RowKind, CodeReading | None, str]:
        code = self.grid.value(self.merged.get(row, row), self.layout.code)
        label_value = self.grid.value(row, self.layout.label)
        label = self._text(row, self.layout.label)
        if self._is_storey(row):
            return RowKind.HEADER, None, label
        if is_page_number(self.grid.rows[row - 1], self.vocabulary.page_words, self.layout.code):
            self.table.page_numbers.append(len(self.table.numbers))
            return RowKind.ASIDE, None, label
        if is_blank(label_value) and self._is_bare(row, code):
            return self._class_unlabelled(row, code, label)
        if is_blank(code):
            return RowKind.DATA, self._broken(row), label
        is_header, closes, reading = self._read(code)
        if closes:
            return RowKind.ASIDE, None, label
        if is_header:
            kind = RowKind.HEADER if self.words.names_label(label_value) else RowKind.HALF_CODE
            return kind, None, label
        if (reading.path or reading.candidates) and self.words.names_label(label_value):
            return RowKind.HALF_LABEL, reading, label
        return RowKind.DATA, self._broken(row) or reading, label

    def _is_bare(self, row: int, code: Value) -> bool:
        """Tell whether a row without label has no code to go with it either."""
        if row in self.merged or (is_blank(code) and not self._broken(row)):
            return True
        is_header, closes, reading = self._read(code)
        prose = isinstance(code, str) and len(code.split()) > 2
        return is_header or closes or (reading.path is None and prose)

    def _is_storey(self, row: int) -> bool:
        """Tell whether a row is half of a header that is repeated in two rows, as it stands."""
        tops = (row - 1, row) if len(self.layout.header_rows) > 1 else ()
        return any(self._stands_in_two_rows(top) for top in tops)

    def _stands_in_two_rows(self, top: int) -> bool:
        cells = [
            (self.grid.value(row, self.layout.code), self.grid.value(row, self.layout.label))
            for row in (top, top + 1)
        ]
        return any(
            is_blank(no_label)
            and is_blank(no_code)
            and self.words.names_code(code)
            and self.words.names_label(label)
            for (code, no_label), (no_code, label) in (cells, cells[::-1])
        )

    def _class_unlabelled(self, row: int, code: Value, label: str) -> tuple[RowKind, None, str]:
        values = self.grid.rows[row - 1] if row not in self.merged else ()
        filled = not is_blank(code) or any(not is_blank(value) for value in values)
        formula = any((row, column) in self.grid.formulas for column in range(1, len(values) + 1))
        kept = filled or formula or row in self.grid.noted
        return (RowKind.ASIDE if kept else RowKind.BLANK), None, label

    def _broken(self, row: int) -> CodeReading | None:
        """Return the reading of a code cell that shows an error value, which holds no value."""
        if (row, self.layout.code) in self.grid.errors:
            return CodeReading(None, ("code-formula",))
        return None

    def _read(self, code: Value) -> CodeCell:
        key = (type(code), code)
        cell = self.codes.get(key)
        if cell is None:
            reading = read_code(code, self.table.grammar, self.vocabulary.code_words)
            wordy = reading.path is None and isinstance(code, str)
            is_header = wordy and self.words.names_code(code)
            closes = wordy and _begins_with(fold(str(code)), self.closing)
            cell = self.codes[key] = CodeCell(is_header, closes, reading)
        return cell

    def _starts_second_table(self, row: int, kind: RowKind, label: str) -> bool:
        """Tell whether a row is the header of another table: another year, or other columns."""
        if kind is RowKind.HEADER:
            year = _year(label)
            return bool(year and self.year and year != self.year)
        if kind is not RowKind.ASIDE:
            return False
        cells = [(c, v) for c, v in enumerate(self.grid.rows[row - 1], 1) if not is_blank(v)]
        code = [c for c, value in cells if self.words.names_code(value)]
        return bool(code) and any(self.words.names_label(v) for c, v in cells if c not in code)


def _year(text: str) -> str:
    found = YEAR.search(text)
    return found[0] if found else ""


def _set_aside_footers(table: Table, vocabulary: Vocabulary) -> None:
    """Class as aside the totals and notes that have no code, and drop blank rows at the end.

    Between codes, `Source: roads office` is a note; `Note on noise` is an action without code.
    """
    coded = [i for i, reading in enumerate(table.readings) if reading is not None]
    last = max([*coded, *table.of_kind(RowKind.HALF_CODE)], default=-1)
    totals = tuple(map(fold, vocabulary.total_words))
    notes = tuple(map(fold, vocabulary.footnote_words))
    footer = False
    for index, kind in enumerate(table.kinds):
        if kind is not RowKind.DATA or table.readings[index] is not None:
            continue
        after_blank = index > 0 and table.kinds[index - 1] in (RowKind.BLANK, RowKind.ASIDE)
        footer = footer or (index > last and after_blank)
        text = fold(table.labels[index])
        note = _begins_with(text, notes) and (index > last or ":" in table.labels[index])
        if footer or note or _begins_with(text, totals):
            table.kinds[index] = RowKind.ASIDE
    _drop_trailing_blanks(table)


def _begins_with(text: str, words: tuple[str, ...]) -> bool:
    return any(text == word or text.startswith((word + " ", word + ":")) for word in words)


def _drop_trailing_blanks(table: Table) -> None:
    """Turn the blank rows between the last row of each sheet's table and its end into asides."""
    ends = [section.start for section in table.sections[1:]] + [len(table.kinds)]
    for end in ends:
        index = end - 1
        while index >= 0 and table.kinds[index] in (RowKind.BLANK, RowKind.ASIDE):
            table.kinds[index] = RowKind.ASIDE
            index -= 1


def _number_pages(table: Table) -> None:
    """Number the blocks that blank rows, sheets and repeated headers begin, from 1."""
    starts = {section.start for section in table.sections}
    breaks = [
        index in starts
        or (before is RowKind.BLANK and kind is not RowKind.BLANK)
        or (kind is RowKind.HEADER and before not in (RowKind.HEADER, RowKind.BLANK))
        for index, (before, kind) in enumerate(pairwise(table.kinds), 1)
    ]
    page = 1
    table.pages = [page] if table.kinds else []
    for new in breaks:
        page += new
        table.pages.append(page)
