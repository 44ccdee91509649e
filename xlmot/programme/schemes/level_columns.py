"""Find columns that tell the level of each row: by their header, by codes or looks that agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.candidates import PART
from xlmot.programme.characters import digits
from xlmot.programme.grid import Look, Value, is_blank
from xlmot.programme.headings import HeadWords
from xlmot.programme.level_rows import read_level
from xlmot.programme.marks import read_marks
from xlmot.programme.parts import SEPARATORS
from xlmot.programme.survey import ColumnSurvey, Survey
from xlmot.programme.told_levels import MOST_WORDS, told_levels

SEARCHED_ROWS = 30
# So many rows tell a level; a header stands so few rows above the first of them.
FEWEST, NEAR = 6, 3
# So many codes have as many parts as the level says, or one more on all rows; so many of those
# right below a title begin with its code.
AGREE, BEGINS = 0.9, 0.8
# The looks that may show the same levels, row by row; so many titles look otherwise than actions.
STEPS, LOOKS = ("indent", "outline"), 0.9
LONGEST_CODE = 30
# What stands before the number of a code and may differ with the level: `US1`, `TK1.1`.
_HEAD = lazy(r"[^\W\d_]+(?=\d)")


class LevelColumn(NamedTuple):
    """A column of levels: its number, the row of its header, whether that header names levels."""

    number: int
    header: int
    named: bool


def level_columns(survey: Survey, words: HeadWords) -> Iterator[LevelColumn]:
    """Yield the columns whose header names levels, then others whose values may be levels."""
    named: set[int] = set()
    for row in survey.rows:
        if row > SEARCHED_ROWS:
            break
        for number in survey.filled_cells(row):
            if words.names_depth(survey.grid.value(row, number)):
                named.add(number)
                yield LevelColumn(number, row, named=True)
    for number in survey.used():
        header = 0 if number in named else _header(survey, survey.column(number))
        if header:
            yield LevelColumn(number, header, named=False)


def _header(survey: Survey, column: ColumnSurvey) -> int:
    """Return the row of what heads small whole numbers, or the same few words; 0 for others."""
    if column.numbers >= max(FEWEST, len(column.texts)):
        rows = [row for row in survey.rows if read_level(survey.grid.value(row, column.number))]
        near = [row for row in column.texts if rows and rows[0] - NEAR <= row < rows[0]]
        return max(near, key=lambda row: (len(survey.filled_cells(row)), -row), default=0)
    few = len(column.texts) > FEWEST and column.distinct() <= MOST_WORDS + 1
    header = min(column.texts, default=0)
    return header if few and not column.numbers and header <= SEARCHED_ROWS else 0


def codes_of(survey: Survey, levels: Mapping[int, int], taken: int) -> int:
    """Return the column whose codes have one part more with each level; 0 without one.

    The code of what stands right below a title begins with that of the title.
    """
    best, most = 0, FEWEST - 1
    for number in survey.used():
        codes = {row: _bare(survey.grid.value(row, number)) for row in levels}
        codes = {row: code for row, code in codes.items() if code}
        if number == taken or len(codes) <= most or 2 * len(codes) < len(levels):
            continue
        depths = {row: len(PART.findall(code)) for row, code in codes.items()}
        deeper = Counter(depths[row] - levels[row] for row in codes)
        begins = [
            _HEAD.sub("", codes[other]).startswith(_HEAD.sub("", codes[one]))
            for one, other in pairwise(codes)
            if depths[one] < depths[other]
        ]
        distinct = len({*codes.values()}) >= AGREE * len(codes)
        if distinct and begins and sum(begins) >= BEGINS * len(begins):
            steady = max(deeper.values())
            if steady >= AGREE * len(codes):
                best, most = number, len(codes)
    return best


def _bare(value: Value) -> str:
    """Return a code without marks or zeros at its end, "" for what is none.

    >>> [_bare(value) for value in ("I.1.a)", 1.2, 3.0, "FD.01", "Dig the pit", True, None)]
    ['I.1.a', '1.2', '3', 'FD.01', '', '', '']
    """
    if isinstance(value, bool) or is_blank(value):
        return ""
    if isinstance(value, int | float):
        return digits(value)
    text = value.strip(f" {SEPARATORS})(:") if isinstance(value, str) else ""
    return text.removesuffix(".0") if len(text) <= LONGEST_CODE and " " not in text else ""


def look_agrees(survey: Survey, label: int, levels: Mapping[int, int]) -> bool:
    """Return whether labels are indented, or their rows grouped, as their levels tell."""
    for mark in STEPS:
        shown = read_marks(survey.grid, mark, label, min(levels))
        pairs = [(shown[row], level) for row, level in levels.items() if row in shown]
        top = min((level for _, level in pairs), default=0)
        alike = sum(step == level - top + 1 for step, level in pairs)
        if len({step for step, _ in pairs}) > 1 and alike >= AGREE * len(levels):
            return True
    return False


def titles_look_so(survey: Survey, label: int, levels: Mapping[int, int]) -> bool:
    """Return whether all rows with deeper ones right below them, and no others, are bold or filled.

    A level may look so that has none below it.
    """
    looks = {row: survey.grid.looks.get((row, label), Look()) for row in levels}
    shown = {row: (look.bold, bool(look.fill)) for row, look in looks.items()}
    rows = list(levels)
    titles = {one for one, other in pairwise(rows) if levels[other] > levels[one]}
    usual = {shown[row] for row in rows if row not in titles}
    alike = sum((row in titles) == (shown[row] not in usual) for row in rows)
    return len(set(levels.values())) > 2 and len(titles) > 2 and alike >= LOOKS * len(rows)


def told_by(survey: Survey, column: LevelColumn) -> dict[int, int]:
    """Return the level of each row that has one, from the first to the last of them."""
    known = told_levels(survey.grid, column.number, column.header + 1)
    return {row: known[row] for row in survey.rows if row in known}
