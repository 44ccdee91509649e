"""Know the codes and labels of a programme from amounts, dates, plain lists and other tables."""

from __future__ import annotations

from itertools import pairwise

from xlmot.messages.named import NamedTuple
from xlmot.programme.code import CodeReading, read_code
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, Value, holds_words, is_blank
from xlmot.programme.house_grammar import best_grammar
from xlmot.programme.vocabulary import Vocabulary

SAMPLED_ROWS = 200
# So few cells under a known header may be the start of a programme, whatever is wrong with them.
SHORT_LIST = 5
# What so many rows show is no slip.
LONG_LIST = 8


class Codes(NamedTuple):
    """What a column holds from a row on: filled cells, the paths read, how many are dates or texts.

    `top` is the row of the first code, 0 if there is none; `counted`: they begin with a number.
    """

    filled: int
    paths: list[Path]
    dates: int
    texts: int
    top: int
    counted: bool = True

    @property
    def read(self) -> int:
        return len(self.paths) + self.dates


def read_column(grid: Grid, column: int, first: int, vocabulary: Vocabulary) -> Codes:
    """Return what the first rows of a column hold, by the grammar that reads the most of them."""
    dates = texts = top = 0
    paths: list[Path] = []
    # A header that is repeated page by page is no code.
    header = grid.value(first - 1, column) if first > 1 else None
    values = {
        row: value
        for row in range(first, min(first + SAMPLED_ROWS, len(grid.rows) + 1))
        if not is_blank(value := grid.value(row, column)) and value != header
    }
    grammar = best_grammar(values.values(), vocabulary)
    known: dict[tuple[type, Value], CodeReading] = {}
    for row, value in values.items():
        reading = known.get((type(value), value))
        if reading is None:
            reading = read_code(value, grammar, vocabulary.code_words)
            known[type(value), value] = reading
        if reading.path:
            paths.append(reading.path)
            texts += isinstance(value, str)
        elif reading.candidates:
            dates += 1
        if reading.path or reading.candidates:
            top = top or row
    return Codes(len(values), paths, dates, texts, top, grammar.counts)


def are_codes(codes: Codes) -> bool:
    """Return whether a column whose header names codes holds some; an empty one may yet.

    >>> are_codes(Codes(filled=3, paths=[(1,), (1, 1), (1, 1)], dates=0, texts=3, top=2))
    True
    >>> are_codes(Codes(filled=9, paths=[], dates=9, texts=0, top=2))
    False
    >>> amounts = [(4,), (7,), (9,), (31,), (60,), (90,)]
    >>> are_codes(Codes(filled=6, paths=amounts, dates=0, texts=0, top=2))
    False
    """
    if codes.dates and not codes.texts:
        return False
    if not codes.counted and not _go_on(set(codes.paths)):
        return False
    if codes.filled < SHORT_LIST:
        return codes.filled < 3 or 2 * codes.read > codes.filled
    if not codes.paths or codes.read < 0.3 * codes.filled or not _hang_together(codes.paths):
        return False
    # Whoever types numbers as text, below such a header, means codes.
    if len(codes.paths) < SHORT_LIST or codes.texts == codes.read:
        return True
    return (codes.texts > 0 or _is_ordered(codes.paths)) and _has_levels(codes.paths)


def are_counts(codes: Codes) -> bool:
    """Return whether numbers of one level, no two alike and none typed as text, but count rows.

    >>> are_counts(Codes(filled=2, paths=[(1,), (2,)], dates=0, texts=0, top=2))
    True
    """
    flat = {path for path in codes.paths if len(path) == 1}
    return not codes.texts and 0 < codes.read == len(flat)


def are_surely_codes(codes: Codes) -> bool:
    """Return whether a column without a known header holds codes: texts of two levels, and parents.

    >>> are_surely_codes(Codes(filled=3, paths=[(1,), (1, 1), (1, 2)], dates=0, texts=3, top=1))
    True
    >>> are_surely_codes(Codes(filled=3, paths=[(1, 5), (2, 5), (1, 2)], dates=0, texts=0, top=1))
    False
    """
    known = set(codes.paths)
    born = sum(len(path) > 1 and path[:-1] in known for path in codes.paths)
    texts = codes.texts >= max(3, 0.5 * codes.read)
    sure = texts and born > 0 and codes.read >= 0.6 * codes.filled and _is_ordered(codes.paths)
    return sure and are_codes(codes)


def _hang_together(paths: list[Path]) -> bool:
    """Return whether half of the codes below the first level have a parent or one to follow.

    Those of spare parts, rooms or shelves do not: `10.25.4`, `12.05.7`, `31.7.2`.
    """
    known = set(paths)
    deep = [path for path in known if len(path) > 1]
    held = sum(
        path[:-1] in known or path[-1] == 1 or (*path[:-1], path[-1] - 1) in known for path in deep
    )
    return len(known) < LONG_LIST or held >= 0.5 * len(deep)


def _go_on(paths: set[Path]) -> bool:
    """Return whether letters without numbers go on from A: `M`, `F` and `Y`, `N` say something."""
    held = sum(path == (1,) or (path[0] - 1,) in paths for path in paths)
    return len(paths) < 2 or any(len(path) > 1 for path in paths) or held >= 0.5 * len(paths)


def _is_ordered(paths: list[Path]) -> bool:
    steps = [before <= after for before, after in pairwise(paths)]
    return sum(steps) >= 0.8 * len(steps)


def _has_levels(paths: list[Path]) -> bool:
    """Return whether numbers have a second level, come again below themselves, or just count."""
    if any(len(path) > 1 for path in paths):
        return True
    steps = [after[0] - before[0] for before, after in pairwise(paths)]
    return 0 in steps or steps.count(1) >= 0.8 * len(steps)


def are_labels(grid: Grid, code: int, label: int, first: int) -> bool:
    """Return whether a column holds the labels of the codes in another one.

    Most of its cells are texts with a letter in them, some stand beside codes, and rows do not come
    three times and more, as they do in the records of what was sold or measured.
    """
    rows = range(first, min(first + SAMPLED_ROWS, len(grid.rows) + 1))
    values = [value for row in rows if not is_blank(value := grid.value(row, label))]
    texts = sum(map(holds_words, values))
    coded = [row for row in rows if not is_blank(grid.value(row, code))]
    pairs = [(grid.value(row, code), value) for row in coded if (value := grid.value(row, label))]
    if coded and not pairs:
        return False
    header = (grid.value(first - 1, code), grid.value(first - 1, label)) if first > 1 else ()
    own = [pair for pair in pairs if pair != header]
    distinct = {(code, str(text).casefold()) for code, text in own}
    repeats = len(own) > LONG_LIST and 3 * len(distinct) <= len(own)
    return texts >= 0.5 * len(values) and not repeats
