"""Find the header of a programme on a sheet, and the columns it names."""

from __future__ import annotations

from collections import Counter

from xlmot.programme.characters import shown
from xlmot.programme.evidence import (
    SAMPLED_ROWS,
    are_codes,
    are_counts,
    are_labels,
    are_surely_codes,
    read_column,
)
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.headings import HeadWords, describes
from xlmot.programme.inside import CodeSpan, whole_code
from xlmot.programme.instructions import says_how_to_fill
from xlmot.programme.layout import Column, Layout
from xlmot.programme.vocabulary import Vocabulary, fold, folded, header_texts, is_among

SEARCHED_ROWS = 30
# So many codes have a text beside them, and so many of its own, where another column describes it.
DESCRIBED, DISTINCT = 0.9, 0.6


class HeaderWords:
    """Return whether the text of a cell is that of a header, in the words of a house.

    >>> words = HeaderWords(Vocabulary(code_headers=("Code",), label_headers=("Title",)))
    >>> words.names_code(" CODE "), words.names_label("Title page")
    (True, False)
    """

    def __init__(self, vocabulary: Vocabulary, own: tuple[str, str] = ("", "")) -> None:
        codes, labels = (tuple(filter(None, (one,))) for one in own)
        self._codes = header_texts(vocabulary.code_headers) | header_texts(codes)
        self._labels = header_texts(vocabulary.label_headers) | header_texts(labels)
        self._marks = folded(vocabulary.draft_markers)
        # Longer texts need not be folded to know that they are no header.
        texts = (*vocabulary.label_headers, *labels, *vocabulary.draft_markers, "")
        self.longest = 2 * max(map(len, texts))

    def names_code(self, value: Value) -> bool:
        return isinstance(value, str) and is_among(fold(value), self._codes)

    def names_label(self, value: Value) -> bool:
        if not isinstance(value, str) or len(value) > self.longest:
            return False
        return is_among(fold(value), self._labels, self._marks)


def find_layout(grid: Grid, vocabulary: Vocabulary) -> Layout | None:
    """Return the layout of a table whose header uses the words of the house, else None.

    >>> house = Vocabulary(code_headers=("Code",), label_headers=("Title",))
    >>> found = find_layout(Grid("A", [["Plan"], ["Title", "Code"], ["Roads", "1"]]), house)
    >>> found.header_rows, found.first_row, found.code, found.label
    ((2,), 3, 2, 1)
    """
    words = HeaderWords(vocabulary)
    for row in range(1, min(SEARCHED_ROWS, len(grid.rows)) + 1):
        # A title above the header may read as one storey of it: one row that says all comes first.
        for rows in ((row,), *(((row + 1,),) if row < SEARCHED_ROWS else ()), (row, row + 1)):
            pair = _named_columns(grid, rows, words, vocabulary)
            if pair and not _is_foot(grid, rows[0], words, vocabulary, *pair):
                lower = _lower_storey(grid, rows[-1] + 1, words, *pair)
                found = _layout(grid, (*rows, *lower), *pair)
                return _below_instructions(grid, found)
    return None


def _lower_storey(
    grid: Grid, row: int, words: HeaderWords, code: int, label: int
) -> tuple[int, ...]:
    """Return the row below a header if it names the label again, other columns, and no code."""
    cells = [value for _, value in grid.filled(row)] if row <= len(grid.rows) else []
    texts = all(isinstance(value, str) for value in cells) and len(cells) > 1
    named = texts and words.names_label(grid.value(row, label))
    return (row,) if named and is_blank(grid.value(row, code)) else ()


def _below_instructions(grid: Grid, layout: Layout) -> Layout:
    """Return a layout without the row below its header that says how to fill its columns.

    One that names those below headings merged over several of them is part of the header too.
    """
    row = layout.first_row
    below = _below_bands(grid, row)
    alone = len(below) > 1 and all(column in below for column, _ in grid.filled(row))
    if not alone and not says_how_to_fill(grid, row, (layout.code,)):
        return layout
    own = (layout.code, layout.label)
    others = {**dict(layout.others), **below}
    columns = tuple(Column(n, name) for n, name in sorted(others.items()) if n not in own)
    rows = (*layout.header_rows, row)
    return layout._replace(header_rows=rows, first_row=row + 1, others=columns)


def _below_bands(grid: Grid, row: int) -> dict[int, str]:
    """Return the texts of a row below headings that are merged over its columns, by column.

    One that comes again under another heading has it before it.
    """
    bands = [area for area in grid.merges if area.bottom == row - 1 and area.left < area.right]
    over = {n: shown(grid.value(a.top, a.left)) for a in bands for n in range(a.left, a.right + 1)}
    cells = grid.filled(row) if over and row <= len(grid.rows) else []
    names = {n: " ".join(v.split()) for n, v in cells if n in over and isinstance(v, str)}
    again = Counter(map(fold, names.values()))
    return {n: f"{over[n]} {name}" if again[fold(name)] > 1 else name for n, name in names.items()}


def _is_foot(
    grid: Grid, row: int, words: HeaderWords, vocabulary: Vocabulary, code: int, label: int
) -> bool:
    """Return whether a header has no code below it, and another one of its columns above it.

    It is that of a page that was never filled; of the one above, the codes could not be read.
    """
    again = any(
        words.names_code(grid.value(above, code)) and words.names_label(grid.value(above, label))
        for above in range(1, row)
    )
    return again and not read_column(grid, code, row + 1, vocabulary).read


def _named_columns(
    grid: Grid, rows: tuple[int, ...], words: HeaderWords, vocabulary: Vocabulary
) -> tuple[int, int] | None:
    """Return the code and label columns that the header rows name, best filled with codes."""
    if rows[-1] > len(grid.rows):
        return None
    codes = [(r, c) for r in rows for c, v in grid.filled(r) if words.names_code(v)]
    labels = [(r, c) for r in rows for c, v in grid.filled(r) if words.names_label(v)]
    pairs = [
        (code, label)
        for row_a, code in codes
        for row_b, label in labels
        if code != label and (len(rows) == 1 or _two_storeys(grid, (row_a, code), (row_b, label)))
    ]
    read = {code: read_column(grid, code, rows[-1] + 1, vocabulary) for code, _ in pairs}
    filled = [
        (code, label)
        for code, label in pairs
        if are_codes(read[code])
        and are_labels(grid, code, label, rows[-1] + 1)
        and not (are_counts(read[code]) and _is_plain(grid, rows, label, vocabulary))
    ]
    best = max(filled, key=lambda pair: read[pair[0]].read, default=None)
    return best and (best[0], _described(grid, rows, *best, vocabulary))


def _described(
    grid: Grid, rows: tuple[int, ...], code: int, label: int, vocabulary: Vocabulary
) -> int:
    """Return the column of the labels: what one headed `Description` tells more of, if it does.

    Such texts, most of them of their own, stand beside nearly all codes.
    """
    if not any(describes(grid.value(row, label)) for row in rows):
        return label
    from xlmot.programme.numbered import has_words

    words, first = HeadWords(vocabulary), rows[-1] + 1
    coded = [row for row in grid.rows_from(first) if not is_blank(grid.value(row, code))]
    for column in range(code + 1, label):
        texts = [grid.value(row, column) for row in coded if has_words(grid, row, column)]
        names = [grid.value(row, column) for row in rows]
        aside = any(words.names_staff(name) for name in names) or all(map(is_blank, names))
        each = len(texts) >= DESCRIBED * len(coded) and len(set(texts)) >= DISTINCT * len(texts)
        if not aside and each and are_labels(grid, code, column, first):
            return column
    return label


def _is_plain(grid: Grid, rows: tuple[int, ...], label: int, vocabulary: Vocabulary) -> bool:
    """Return whether a header names but things, not actions: a list of names that are counted."""
    words = HeadWords(vocabulary)
    names = [grid.value(row, label) for row in rows]
    return bool(vocabulary.level_headers) and not any(map(words.names_level, names))


def _two_storeys(grid: Grid, code: tuple[int, int], label: tuple[int, int]) -> bool:
    """Return whether a header in two rows has blank cells where it names the other column."""
    if code[0] == label[0]:
        return False
    return is_blank(grid.value(label[0], code[1])) and is_blank(grid.value(code[0], label[1]))


def is_copy_of_header(grid: Grid, layout: Layout, row: int) -> bool:
    """Return whether a row holds the words of a header in one row where codes and labels stand."""
    columns = (layout.code, layout.label)
    if len(layout.header_rows) != 1 or not all(columns) or layout.code == layout.label:
        return False
    head = layout.header_rows[0]
    words = [shown(grid.value(head, column)).strip().casefold() for column in columns]
    own = [shown(grid.value(row, column)).strip().casefold() for column in columns]
    return own == words and all(words)


def titles_above_headers(grid: Grid, layout: Layout) -> dict[int, CodeSpan]:
    """Return the rows of titles that stand each above a header of their own (`bands.py`)."""
    above = min(layout.header_rows, default=1) - 1
    if not above or len(grid.filled(above)) != 1:
        return {}
    from xlmot.programme.bands import title_bands

    return title_bands(grid, layout)


def find_layout_by_shape(grid: Grid, vocabulary: Vocabulary) -> Layout | None:
    """Return the layout of a table known by its codes alone, with or without a header above."""
    width = max(map(len, grid.rows[:SAMPLED_ROWS]), default=0)
    read = {n: read_column(grid, n, 1, vocabulary) for n in range(1, width + 1)}
    sure = [n for n in read if are_surely_codes(read[n]) and read[n].top <= SEARCHED_ROWS + 1]
    if not sure:
        return None
    code = max(sure, key=lambda n: read[n].read)
    first = read[code].top
    label = _widest_column(grid, code, first)
    if label is None or not are_labels(grid, code, label, first):
        return None
    above = first - 1
    named = above >= 1 and all(
        isinstance(grid.value(above, column), str) and not is_blank(grid.value(above, column))
        for column in (code, label)
    )
    if named and whole_code(grid.value(above, code)) is None:
        return _layout(grid, (above,), code, label)
    return Layout((), first, code, label)


def inherit_layout(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> Layout | None:
    """Return the columns of a sister sheet for a sheet without a header, if codes stand there.

    A list numbered 1, 2, 3, or amounts beside the codes, are no programme.
    """
    read = read_column(grid, layout.code, 1, vocabulary)
    deep = any(len(path) > 1 for path in read.paths) or read.dates
    if read.read < 2 or not deep or not are_codes(read):
        return None
    if not are_labels(grid, layout.code, layout.label, read.top):
        return None
    first = next(row for row in range(1, read.top + 1) if grid.filled(row))
    return Layout((), first, layout.code, layout.label, layout.others, layout.own_words)


def _layout(grid: Grid, rows: tuple[int, ...], code: int, label: int) -> Layout:
    def text(column: int) -> str:
        found = (grid.value(row, column) for row in rows)
        return " ".join(shown(value).strip() for value in found if not is_blank(value))

    columns = sorted({column for row in rows for column, _ in grid.filled(row)})
    others = tuple(Column(c, text(c)) for c in columns if c not in (code, label))
    return Layout(rows, rows[-1] + 1, code, label, others, (text(code), text(label)))


def _widest_column(grid: Grid, code: int, first: int) -> int | None:
    """Return the column, other than that of the codes, that holds the most text."""
    lengths: dict[int, int] = {}
    for row in range(first, min(first + SAMPLED_ROWS, len(grid.rows) + 1)):
        for column, value in grid.filled(row):
            if column != code and isinstance(value, str):
                lengths[column] = lengths.get(column, 0) + len(value)
    return max(lengths, key=lambda column: lengths[column], default=None)
