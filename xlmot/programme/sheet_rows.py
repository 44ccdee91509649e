"""Read the rows of a sheet on each of which one code and one label stand."""

from __future__ import annotations

from xlmot.messages.named import NamedTuple
from xlmot.programme.among_codes import is_title
from xlmot.programme.characters import shown
from xlmot.programme.code import CodeReading, read_code
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.header import HeaderWords, is_copy_of_header, titles_above_headers
from xlmot.programme.inside import CodeSpan, find_code, without_gap
from xlmot.programme.layout import COLUMN, INSIDE, Layout
from xlmot.programme.pages import page_rows
from xlmot.programme.spots import Spot, Spots
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.vocabulary import YEAR, Vocabulary, begins_with, fold

# A row that says so many other columns again is their header, whatever its label says.
FEWEST_NAMES = 3


class CodeCell(NamedTuple):
    """What a distinct value of the code column is: a code, or the word of a header or a total."""

    is_header: bool
    closes: bool
    reading: CodeReading


class RowCells(NamedTuple):
    """What stands where the code and the label of a row do; where that is, if it is said by row."""

    code: Value
    label: Value
    spots: Spots | None


class SheetReader:
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
        self.alone = layout.scheme == COLUMN
        self.in_two_rows = self.alone and len(layout.header_rows) > 1
        # Where a row holds but a cell for its code and one for its label.
        self.plain = layout.scheme != INSIDE and not (layout.inside or layout.second)
        self.own_header = fold(layout.own_words[1])
        self.copies = _copies_of_storey(grid, layout) if self.alone else frozenset()
        inside = layout.scheme == INSIDE
        self.heads = _lone_heads(grid, layout) if inside else {}
        self.pages = page_rows(grid, layout, vocabulary.page_words)
        self.bands = titles_above_headers(grid, layout) if self.alone else {}
        self.merged = {
            row: area.top
            for area in grid.merges
            if self.alone and area.holds(area.top, layout.code)
            for row in range(area.top + 1, area.bottom + 1)
        }

    def read(self) -> None:
        start = len(self.table.numbers)
        for row in (row for row in self.bands if row < self.layout.first_row):
            cells = self._cells(row)
            self._append(row, *self._class(row, cells), cells.spots)
        for row in self.layout.header_rows:
            self._append(row, RowKind.HEADER, None, self._text(row, self.layout.label))
        second = None
        for row in self.grid.rows_from(self.layout.first_row):
            cells = self._cells(row)
            kind, reading, label = self._class(row, cells)
            if kind is not RowKind.DATA and self._starts_second_table(row, kind, label):
                second = row
                break
            self._append(row, kind, reading, label, cells.spots)
        self.table.sections.append(Section(self.grid, self.layout, start, second))

    def _append(
        self,
        row: int,
        kind: RowKind,
        reading: CodeReading | None,
        label: str,
        spots: Spots | None = None,
    ) -> None:
        if spots is not None:
            self.table.spots[len(self.table.numbers)] = spots
        self.table.numbers.append(row)
        self.table.kinds.append(kind)
        self.table.readings.append(reading)
        self.table.paths.append(reading.path if reading else None)
        self.table.labels.append(label)

    def _text(self, row: int, column: int) -> str:
        return shown(self.grid.value(row, column))

    def _cells(self, row: int) -> RowCells:
        """Return what stands where the code and the label of a row do."""
        layout, grid = self.layout, self.grid
        if layout.scheme == INSIDE:
            return self._parted(row, self._filled_label(row))
        code, label = grid.value(self.merged.get(row, row), layout.code), layout.label
        if row in self.bands:
            return _split(row, layout.code, str(code), self.bands[row])
        if self.plain:
            return RowCells(code, grid.value(row, label), None)
        if layout.inside and is_blank(code) != is_blank(grid.value(row, label)):
            parted = self._parted(row, label if is_blank(code) else layout.code)
            if parted.spots and parted.spots.code and parted.label:
                return parted
        if layout.inside and is_title(code, grid.value(row, label)):
            return RowCells(None, code, Spots(None, Spot(row, layout.code)))
        if layout.second and is_blank(grid.value(row, label)):
            spots = Spots(Spot(row, layout.code), Spot(row, layout.second))
            return RowCells(code, grid.value(row, layout.second), spots)
        return RowCells(code, grid.value(row, label), None)

    def _filled_label(self, row: int) -> int:
        """Return the first of the columns of labels that is filled on a row."""
        columns = (self.layout.label, *(tier.label for tier in self.layout.tiers))
        filled = (n for n in columns if not is_blank(self.grid.value(row, n)))
        return next(filled, self.layout.label)

    def _parted(self, row: int, column: int) -> RowCells:
        """Return the code at the start of a label, if it is one of the house, and the rest."""
        value = self.grid.value(row, column)
        span = find_code(value) if isinstance(value, str) else None
        if span is None and column == self.layout.label:
            span = self.heads.get(row)
        if span is None or not isinstance(value, str):
            return RowCells(None, value, Spots(None, Spot(row, column)))
        if self.table.grammar.depth > 1 and self.table.grammar.joint(1) == ".":
            span = without_gap(value, span)
        code = value[span.start : span.end]
        reading = self._read(code).reading
        # `Sprint 3` with nothing after it is a label, where the house has no such word.
        alone = span.words and span.label == len(value) and "decorated-code" in reading.faults
        if reading.path is None or alone:
            return RowCells(None, value, Spots(None, Spot(row, column)))
        if span.words and not value[span.end :].strip():
            # The words before the number are all the name that the title has.
            spots = Spots(Spot(row, column, span.start, span.end), Spot(row, column))
            return RowCells(code, value, spots)
        return _split(row, column, value, span)

    def _class(self, row: int, cells: RowCells) -> tuple[RowKind, CodeReading | None, str]:
        code, label_value = cells.code, cells.label
        label = label_value if isinstance(label_value, str) else shown(label_value)
        if not self.alone and self.own_header and fold(label) == self.own_header:
            return RowKind.HEADER, None, label
        if row in self.pages:
            return RowKind.ASIDE, None, label
        if row in self.copies or self._stands_again(row, label):
            return RowKind.HEADER, None, label
        if is_blank(label_value) and self._is_bare(row, code):
            return self._class_unlabelled(row, code, label)
        if is_blank(code):
            return RowKind.DATA, self._broken(row), label
        is_header, closes, reading = self._read(code)
        if self.layout.scheme == INSIDE and " " in str(code).strip():
            # What looks like a gap in a code may be the number that its label begins with.
            gap = "unusual-separator" in reading.faults
            reading = reading._replace(doubtful=reading.doubtful or gap)
        if closes:
            return RowKind.ASIDE, None, label
        if is_header:
            whole = self.words.names_label(label_value) or self._says_the_others(row)
            return RowKind.HEADER if whole else RowKind.HALF_CODE, None, label
        coded = reading.path or reading.candidates
        if coded and len(label) <= self.words.longest and self.words.names_label(label_value):
            return RowKind.HALF_LABEL, reading, label
        broken = self._broken(row) if self.grid.errors else None
        return RowKind.DATA, broken or reading, label

    def _is_bare(self, row: int, code: Value) -> bool:
        """Return whether a row without label has no code to go with it either."""
        if row in self.merged or (is_blank(code) and not self._broken(row)):
            return True
        is_header, closes, reading = self._read(code)
        prose = isinstance(code, str) and len(code.split()) > 2
        return is_header or closes or (reading.path is None and prose)

    def _stands_again(self, row: int, label: str) -> bool:
        if self.in_two_rows:
            return self._is_storey(row)
        named = label == self.layout.own_words[1] != ""
        return named and self.alone and is_copy_of_header(self.grid, self.layout, row)

    def _is_storey(self, row: int) -> bool:
        """Return whether a row is half of a header that is repeated in two rows, as it stands."""
        tops = (row - 1, row)
        return any(self._is_whole(top) or self._stands_in_two_rows(top) for top in tops)

    def _says_the_others(self, row: int) -> bool:
        """Return whether a row says in all other columns, three at least, what the header says."""
        names = {own.number: fold(own.name) for own in self.layout.others if own.name}
        columns = {*names, self.layout.label, self.layout.code}
        cells = {column: value for column, value in self.grid.filled(row) if column not in columns}
        own = [fold(str(self.grid.value(row, column) or "")) == names[column] for column in names]
        return not cells and len(own) >= FEWEST_NAMES and all(own)

    def _is_whole(self, top: int) -> bool:
        """Return whether a header whose upper row names both columns stands again on two rows."""
        rows = self.layout.header_rows[-2:]
        pairs = [(top + n, row) for n, row in enumerate(rows)]
        if 0 < top < len(self.grid.rows) and all(
            self.grid.filled(own) == self.grid.filled(row) for own, row in pairs
        ):
            return True
        columns = (self.layout.code, self.layout.label)
        cells = [
            (top + n, row, c) for n, row in enumerate(self.layout.header_rows[-2:]) for c in columns
        ]
        same = all(self.grid.value(one, c) == self.grid.value(row, c) for one, row, c in cells)
        return same and not any(is_blank(self.grid.value(top, c)) for c in columns)

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
        if self.alone and (row, self.layout.code) in self.grid.errors:
            return CodeReading(None, ("code-formula",))
        return None

    def _read(self, code: Value) -> CodeCell:
        key = (type(code), code)
        cell = self.codes.get(key)
        if cell is None:
            reading = read_code(code, self.table.grammar, self.vocabulary.code_words)
            wordy = reading.path is None and isinstance(code, str)
            is_header = wordy and self.words.names_code(code)
            closes = wordy and begins_with(fold(str(code)), self.closing)
            cell = self.codes[key] = CodeCell(is_header, closes, reading)
        return cell

    def _starts_second_table(self, row: int, kind: RowKind, label: str) -> bool:
        """Return whether a row is the header of another table: another year, or other columns."""
        if kind is RowKind.HEADER:
            year = _year(label)
            return bool(year and self.year and year != self.year)
        if kind is not RowKind.ASIDE:
            return False
        cells = self.grid.filled(row)
        code = [c for c, value in cells if self.words.names_code(value)]
        return bool(code) and any(self.words.names_label(v) for c, v in cells if c not in code)


def _split(row: int, column: int, text: str, span: CodeSpan) -> RowCells:
    from xlmot.programme.tier_rows import inside_spots

    code, label = text[span.start : span.end], text[span.label :]
    return RowCells(code, label, inside_spots(row, column, text, span))


def _lone_heads(grid: Grid, layout: Layout) -> dict[int, CodeSpan]:
    from xlmot.programme.inside_heads import lone_heads

    return lone_heads(grid, layout.label, layout.first_row)


def _copies_of_storey(grid: Grid, layout: Layout) -> frozenset[int]:
    """Return the rows that repeat the group titles right above a header, which are none of it."""
    top = min(layout.header_rows, default=1) - 1
    cells = grid.filled(top) if top > 0 else []
    if len(cells) < 2:
        return frozenset()
    column, text = cells[0]
    rows = grid.rows_from(layout.first_row)
    return frozenset(
        row for row in rows if grid.value(row, column) == text and grid.filled(row) == cells
    )


def _year(text: str) -> str:
    found = YEAR.search(text)
    return found[0] if found else ""
