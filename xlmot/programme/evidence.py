"""Tell the codes and labels of a programme from amounts, dates, plain lists and other tables."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from xlmot.programme.code import read_code
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.vocabulary import Vocabulary

SAMPLED_ROWS = 200
# So few cells under a known header may be the start of a programme, whatever is wrong with them.
SHORT_LIST = 5


class Codes(NamedTuple):
    """What a column holds from a row on: filled cells, the paths read, how many are dates or texts.

    `top` is the row of the first code, 0 if there is none.
    """

    filled: int
    paths: list[Path]
    dates: int
    texts: int
    top: int

    @property
    def read(self) -> int:
        return len(self.paths) + self.dates


def read_column(grid: Grid, column: int, first: int, vocabulary: Vocabulary) -> Codes:
    """Return what the first rows of a column hold, read by the first grammar that reads a cell."""
    filled = dates = texts = top = 0
    paths: list[Path] = []
    for row in range(first, min(first + SAMPLED_ROWS, len(grid.rows) + 1)):
        value = grid.value(row, column)
        if is_blank(value):
            continue
        filled += 1
        path, is_date = _read(value, vocabulary)
        dates += is_date
        if path:
            paths.append(path)
            texts += isinstance(value, str)
        if path or is_date:
            top = top or row
    return Codes(filled, paths, dates, texts, top)


def _read(value: Value, vocabulary: Vocabulary) -> tuple[Path | None, bool]:
    for grammar in vocabulary.grammars:
        reading = read_code(value, grammar, vocabulary.code_words)
        if reading.path:
            return reading.path, False
        if reading.candidates:
            return None, True
    return None, False


def are_codes(codes: Codes) -> bool:
    """Tell whether a column whose header names codes holds some; an empty one may yet.

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
    if codes.filled < SHORT_LIST:
        return True
    if not codes.paths or codes.read < 0.3 * codes.filled:
        return False
    # Whoever types numbers as text, below such a header, means codes.
    if len(codes.paths) < SHORT_LIST or codes.texts == codes.read:
        return True
    return (codes.texts > 0 or _is_ordered(codes.paths)) and _has_levels(codes.paths)


def are_surely_codes(codes: Codes) -> bool:
    """Tell whether a column without a known header holds codes: texts of two levels, with parents.

    >>> are_surely_codes(Codes(filled=3, paths=[(1,), (1, 1), (1, 2)], dates=0, texts=3, top=1))
    True
    >>> are_surely_codes(Codes(filled=3, paths=[(1, 5), (2, 5), (1, 2)], dates=0, texts=0, top=1))
    False
    """
    known = set(codes.paths)
    born = sum(len(path) > 1 and path[:-1] in known for path in codes.paths)
    return codes.texts >= 3 and born > 0 and codes.read >= 0.6 * codes.filled and are_codes(codes)


def _is_ordered(paths: list[Path]) -> bool:
    steps = [before <= after for before, after in pairwise(paths)]
    return sum(steps) >= 0.8 * len(steps)


def _has_levels(paths: list[Path]) -> bool:
    """Tell whether numbers have a second level, come again below themselves, or just count."""
    if any(len(path) > 1 for path in paths):
        return True
    steps = [after[0] - before[0] for before, after in pairwise(paths)]
    return 0 in steps or steps.count(1) >= 0.8 * len(steps)


def are_labels(grid: Grid, column: int, first: int) -> bool:
    """Tell whether most filled cells of a column are texts with a letter in them."""
    values = [
        value
        for row in range(first, min(first + SAMPLED_ROWS, len(grid.rows) + 1))
        if not is_blank(value := grid.value(row, column))
    ]
    texts = sum(isinstance(v, str) and any(map(str.isalpha, v)) for v in values)
    return texts >= 0.5 * len(values)
