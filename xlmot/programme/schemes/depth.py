"""A column that gives the level of each row: `depth`, `Level`, or one that agrees with codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.programme.grid import is_blank
from xlmot.programme.headings import Header, HeadWords
from xlmot.programme.layout import DEPTH, Layout
from xlmot.programme.level_rows import read_level
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.level_columns import (
    LevelColumn,
    codes_of,
    level_columns,
    look_agrees,
    titles_look_so,
    told_by,
)
from xlmot.programme.survey import ColumnSurvey, Survey

FEWEST = 3
# So many rows between the first and the last with a level have one; so many labels are filled.
TOLD = 0.9
# What stands in place of a label is no further from it.
NEAR = 4
# The rank of a header that says but this.
ALONE = 2
# How well numbers under a header that says so tell levels, words in the order in which each comes
# first, and either where codes are as deep; beside such codes, a column without such a header.
NUMBERS, WORDS, AGREED, BESIDE = 0.96, 0.8, 0.93, 0.76


def depths(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts with a column of levels: under a header that names one, or shown to be."""
    for column in level_columns(survey, words):
        candidate = _below(survey, words, column)
        if candidate is not None:
            yield candidate


def _below(survey: Survey, words: HeadWords, column: LevelColumn) -> Candidate | None:
    known = told_by(survey, column)
    told, depth, header = list(known.values()), column.number, column.header
    if len(told) < FEWEST or not _are_levels(told):
        return None
    first, last = min(known), max(known)
    rows = [row for row in survey.rows if first <= row <= last]
    if len(told) < TOLD * len(rows):
        return None
    names = {c: str(survey.grid.value(header, c)) for c in survey.filled_cells(header)}
    own = codes_of(survey, known, depth)
    code = own or _code(survey, words, names, header, depth)
    label = _label(survey, words, names, column, {code, depth}, known)
    if not label:
        return None
    levels = {row: known.get(row) for row in rows}
    if not own and code and _contradicts(survey.column(code, header + 1), levels):
        return None
    agrees = column.named or bool(own) or look_agrees(survey, label, known)
    if not agrees and not titles_look_so(survey, label, known):
        return None
    second = _complement(survey, label, header, rows, {code, depth})
    taken = tuple(sorted({code, label, second, depth} - {0}))
    layout = Layout(
        (header,),
        first,
        code,
        label,
        Header((header,), names).others(taken),
        (names.get(code, ""), names.get(label, "")),
        scheme=DEPTH,
        depth=depth,
        second=second,
        inside=_has_codes_inside(survey, label, code, header),
    )
    numbers = any(read_level(survey.grid.value(row, depth)) is not None for row in known)
    score = NUMBERS if numbers and column.named else WORDS
    doubtful = not own and (not numbers or not agrees)
    if own:
        score = max(score, AGREED) if column.named else BESIDE
    return Candidate(layout, score, doubtful)


def _are_levels(told: list[int]) -> bool:
    """Return whether numbers go down one by one from the top, and have rows below them there.

    Marks from 1 to 5 do not: few rows of the best mark stand right above one of the next.

    >>> _are_levels([1, 2, 3, 3, 2, 3, 1, 2]), _are_levels([4, 5, 4, 4, 5])
    (True, False)
    """
    steps = [after - before for before, after in pairwise(told)]
    top = min(told)
    if top > 2 or told[0] > top + 1 or all(step > 0 for step in steps) or not any(steps):
        return False
    tops = sum(level == top for level in told)
    with_rows = sum(step > 0 for level, step in zip(told, steps, strict=False) if level == top)
    return 2 * with_rows >= tops and sum(step <= 1 for step in steps) >= 0.95 * len(steps)


def _contradicts(code: ColumnSurvey, levels: dict[int, int | None]) -> bool:
    """Return whether what looks like a level begins the codes: 2 beside 2, 2.1, 2.2."""
    paths = {row: path for row, path in code.codes.items() if levels.get(row) is not None}
    if len({len(path) for path in paths.values()}) < 2:
        return False
    return sum(path[0] == levels[row] for row, path in paths.items()) >= 0.9 * len(paths)


def _has_codes_inside(survey: Survey, label: int, code: int, header: int) -> bool:
    """Return whether labels without a code in its column begin with one, as a rule."""
    column = survey.column(label, header + 1)
    bare = [row for row in column.wordy if not code or is_blank(survey.grid.value(row, code))]
    spans = [span for row in bare if (span := column.inside.get(row))]
    coded = sum(not span.words for span in spans)
    return coded > 2 and 2 * coded > len(bare)


def _code(survey: Survey, words: HeadWords, names: dict[int, str], header: int, depth: int) -> int:
    """Return the first column that is named as codes are, and filled; 0 without one."""
    found = [
        column
        for column, name in names.items()
        if column != depth and words.names_code(name) and survey.column(column, header + 1).filled
    ]
    return found[0] if found else 0


def _label(
    survey: Survey,
    words: HeadWords,
    names: dict[int, str],
    column: LevelColumn,
    taken: set[int],
    levels: Mapping[int, int],
) -> int:
    """Return the first column that is named and filled as labels are.

    One of the names of groups, which come again and again, has to be called so and no more. Where
    no column is named so, labels stand on all rows that have a level.
    """
    best = (False, False, False, 0, 0)
    for number, name in names.items():
        own, rank = survey.column(number, column.header + 1), words.rank(name)
        if number in taken or not _is_prose(own):
            continue
        filled = sum(row in own.texts for row in levels) >= TOLD * len(levels)
        distinct = 2 * own.distinct() > len(own.texts)
        if not rank and not (filled and distinct):
            continue
        best = max(best, (filled, rank == ALONE, rank == ALONE or distinct, rank, -number))
    return -best[4]


def _is_prose(column: ColumnSurvey) -> bool:
    texts = list(column.wordy.values())
    return bool(texts) and sum(map(len, texts)) > 4 * len(texts)


def _complement(survey: Survey, label: int, header: int, rows: list[int], taken: set[int]) -> int:
    """Return the column whose text stands where that of the label is blank; 0 if none does."""
    blank = [row for row in rows if is_blank(survey.grid.value(row, label))]
    if not blank:
        return 0
    near = range(max(label - NEAR, 1), min(label + NEAR, survey.width) + 1)
    for number in sorted(near, key=lambda n: n if n > label else survey.width + label - n):
        own = survey.column(number, header + 1)
        filled = sum(row in own.wordy for row in blank)
        if number not in {label, *taken} and 2 * filled >= len(blank):
            return number
    return 0
