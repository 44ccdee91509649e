"""A column per level: with codes in the text, as pairs of code and label, or without codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.headings import Header, HeadWords, header_above
from xlmot.programme.inside import held
from xlmot.programme.layout import TIERS, Layout, Tier
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.survey import ColumnSurvey, Survey, most_common_depth

# So many of the cells of a column begin with a code, where its level has codes.
CODED, HANGING = 0.6, 0.6
# A column whose value is new on so many rows groups nothing: its cells are the actions.
OWN = 0.85
# So many of the pieces of the first level are titles of their own, not one that comes again.
TOGETHER = 0.8
# So many columns of something else may stand between two levels.
MOST_BETWEEN = 2
SEARCHED_ROWS = 30


def tiers(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts with a column per level that a sheet may have."""
    for find in (_coded, _paired, _grouped):
        candidate = find(survey, words)
        if candidate is not None:
            yield candidate


def _coded(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the layout whose level columns hold texts that begin with codes."""
    chain = _longest_chain(survey)
    if len(chain) < 2:
        return None
    first = min(min(column.inside) for column in chain)
    lone = [Tier(column.number, column.number) for column in chain]
    before, after = (
        _group_before(survey, chain[0], first),
        _actions_after(survey, words, chain[-1], first),
    )
    own = (*before, *lone, *after)
    paths = [span.path for column in chain for span in column.inside.values()]
    share = min(_coded_share(column, first) for column in chain)
    score = 0.5 * held(paths) + 0.35 * share
    return _candidate(survey, words, own, first, score + 0.15)


def _longest_chain(survey: Survey) -> list[ColumnSurvey]:
    """Return the columns side by side whose codes get deeper to the right."""
    best: list[ColumnSurvey] = []
    chain: list[ColumnSurvey] = []
    for number in survey.used():
        column = survey.column(number)
        coded = 0 < len(column.inside) >= CODED * len(_below(column))
        if coded and chain and not _goes_deeper(chain[-1], column):
            chain = []
        chain = [*chain, column] if coded else []
        best = max(best, chain, key=len)
    paths = [span.path for column in best for span in column.inside.values()]
    return best if len(paths) > 2 and held(paths) >= HANGING else []


def _below(column: ColumnSurvey) -> list[str]:
    first = min(column.inside, default=0)
    return [text for row, text in column.texts.items() if row >= first]


def _goes_deeper(left: ColumnSurvey, right: ColumnSurvey) -> bool:
    if left.depth < right.depth:
        return True
    worded = all(any(span.words for span in column.inside.values()) for column in (left, right))
    return worded and left.depth == right.depth and left.distinct() < right.distinct()


def _coded_share(column: ColumnSurvey, first: int) -> float:
    texts = [row for row in column.texts if row >= first]
    return sum(row in column.inside for row in texts) / max(len(texts), 1)


def _group_before(survey: Survey, column: ColumnSurvey, first: int) -> tuple[Tier, ...]:
    """Return the uncoded level left of the coded ones: a few texts that group their rows."""
    before = [number for number in survey.used(first) if number < column.number]
    if not before:
        return ()
    left = survey.column(before[-1], first)
    few = len(left.wordy) > 0 and left.distinct() < len(set(_labels(column)))
    return (Tier(left.number),) if few and first in left.wordy and not left.numbers else ()


def _labels(column: ColumnSurvey) -> Iterator[str]:
    return (" ".join(column.texts[row].split()).casefold() for row in column.inside)


def _actions_after(
    survey: Survey, words: HeadWords, deepest: ColumnSurvey, first: int
) -> tuple[Tier, ...]:
    """Return the column of actions right of the coded levels, where the deepest of them groups.

    One that is headed so comes before one that is but next to them.
    """
    rows = [row for row in survey.rows if row >= first]
    titles = len(set(_labels(deepest)))
    if titles >= OWN * len(rows):
        return ()
    after = [survey.column(n, first) for n in survey.used(first) if n > deepest.number]
    fit = [
        column
        for column in after[:6]
        if len(column.wordy) >= 0.5 * len(deepest.inside)
        and len(column.wordy) > column.numbers
        and column.distinct() > titles
    ]
    names = header_above(survey, first, words, (deepest.number,))
    near = [column for column in fit if column is after[0]]
    levels = [column for column in fit if words.names_level(names.name(column.number))]
    named = [column for column in fit if words.rank(names.name(column.number))]
    for column in (*near, *levels, *named):
        coded = len(column.inside) >= CODED * len(column.texts)
        return (Tier(column.number, column.number if coded else 0),)
    return ()


def _paired(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the layout with a pair of columns per level: codes, and the labels of the codes."""
    pairs: list[Tier] = []
    for code, label in pairwise(survey.columns()):
        known = set(code.codes)
        texts = known & set(label.wordy)
        if (
            len(known) > 1
            and len(texts) >= 0.8 * len(known)
            and len(label.wordy) > len(label.codes)
        ):
            pairs.append(Tier(label.number, code.number))
    if len(pairs) < 2 or pairs[1].code != pairs[0].label + 1:
        return None
    pairs = [pair for number, pair in enumerate(pairs) if pair.code == pairs[0].code + 2 * number]
    columns = [survey.column(pair.code) for pair in pairs]
    first = min(min(column.codes) for column in columns)
    depths = [most_common_depth(list(column.codes.values())) for column in columns]
    if any(left >= right for left, right in pairwise(depths)) and not _nested(survey, pairs, first):
        return None
    paths = [path for column in columns for path in column.codes.values()]
    rising = all(left < right for left, right in pairwise(depths))
    score = 0.5 * held(paths) + (0.4 if rising else 0.2)
    return _candidate(survey, words, tuple(pairs), first, score)


def _nested(survey: Survey, found: list[Tier], first: int) -> bool:
    """Return whether the columns of levels group their rows, the left ones more than the right."""
    counts = [len(_runs(survey.grid, tier.label, first, survey.last)) for tier in found]
    return all(left < right for left, right in pairwise(counts))


def _runs(grid: Grid, column: int, first: int, last: int) -> list[str]:
    """Return the texts of a column, each once where it stands on rows that follow each other."""
    runs: list[str] = []
    for row in range(first, last + 1):
        value = grid.value(row, column)
        if not is_blank(value) and runs[-1:] != [text := " ".join(str(value).split())]:
            runs.append(text)
    return runs


def _grouped(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the layout whose first columns group the rows of the column of actions."""
    best: Candidate | None = None
    for row in survey.rows:
        if row > SEARCHED_ROWS:
            break
        own = _headed(survey, row, words)
        first = next((r for r in survey.rows if r > row and _starts(survey, r, own)), 0)
        kept = _grouping(survey, words, row, own, first) if own and first else ()
        if len(kept) < 2:
            continue
        named = sum(words.names_level(survey.grid.value(row, tier.label)) for tier in kept)
        headed = sum(_is_headed(survey, row, tier, words) for tier in kept)
        shown = _is_merged(survey, kept[0], first) or _leaves_blanks(survey, kept, first)
        score = 0.25 + 0.15 * min(named, 2) + 0.1 * min(headed, 2) + 0.15 * shown
        score += 0.1 * (len(kept) > 2) + 0.1 * (_is_merged(survey, kept[0], first))
        score += 0.25 * _is_numbered(survey, row, kept) + 0.2 * any(tier.code for tier in kept)
        score += 0.15 * _agrees_with_codes(survey, kept, first)
        if best is None or score > best.score:
            best = _candidate(survey, words, kept, first, min(score, 0.95))
    return best


def _headed(survey: Survey, row: int, words: HeadWords) -> tuple[Tier, ...]:
    """Return the columns that a header row may name as levels, from the first on, with codes.

    A column of codes goes with the level whose rows it tells apart, to its right.
    """
    own: list[Tier] = []
    code = 0
    for column in survey.filled_cells(row):
        value = survey.grid.value(row, column)
        below = survey.column(column, row + 1)
        if not below.filled or not isinstance(value, str):
            continue
        if len(below.wordy) > max(len(below.codes), below.numbers) and not words.names_staff(value):
            inside = len(below.inside) >= CODED * len(below.texts)
            goes = code and _runs_of(survey, code, row + 1) <= _runs_of(survey, column, row + 1)
            own.append(Tier(column, column if inside else code if goes else 0))
            code = 0 if goes else code
        elif len(below.codes) > len(below.wordy) and (words.names_code(value) or not own):
            code = column
        elif (own and column - own[-1].label > MOST_BETWEEN) or words.names_staff(value):
            break
    return tuple(own)


def _agrees_with_codes(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    """Return whether each group of rows has codes that begin alike: 1.1, 1.2 below the first."""
    if not own[-1].code or own[-1].code == own[-1].label:
        return False
    codes = survey.column(own[-1].code, first).codes
    starts: dict[str, set[int]] = {}
    group = ""
    for row in range(first, survey.last + 1):
        value = survey.grid.value(row, own[-2].label)
        group = group if is_blank(value) else str(value)
        if row in codes and len(codes[row]) > 1:
            starts.setdefault(group, set()).add(codes[row][0])
    return len(starts) > 1 and all(len(found) == 1 for found in starts.values())


def _is_numbered(survey: Survey, row: int, own: tuple[Tier, ...]) -> bool:
    """Return whether headers count the levels: `WBS_1`, `WBS_2`, `Level 3`."""
    texts = [str(survey.grid.value(row, tier.label)) for tier in own]
    found = [re.search(r"\d+", text) for text in texts]
    numbers = [int(one[0]) for one in found if one]
    return len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers))


def _is_headed(survey: Survey, row: int, tier: Tier, words: HeadWords) -> bool:
    value = survey.grid.value(row, tier.label)
    return words.rank(value) > 0 or words.names_code(value)


def _runs_of(survey: Survey, column: int, first: int) -> int:
    return len(_runs(survey.grid, column, first, survey.last))


def _starts(survey: Survey, row: int, own: tuple[Tier, ...]) -> bool:
    return any(not is_blank(survey.grid.value(row, tier.label)) for tier in own)


def _grouping(
    survey: Survey, words: HeadWords, header: int, own: tuple[Tier, ...], first: int
) -> tuple[Tier, ...]:
    """Return the levels that group rows, and the first one that does not: the actions.

    A level has no more pieces than the one to its right, and each of its values stands together.
    """
    rows = [row for row in survey.rows if row >= first and _starts(survey, row, own)]
    kept: list[Tier] = []
    before = 0
    for tier in own:
        texts = _runs(survey.grid, tier.label, first, survey.last)
        named = words.names_level(survey.grid.value(header, tier.label))
        if len(texts) == 1 and not kept and not named and not _is_numbered(survey, header, own):
            continue
        if len(texts) < max(before, 1):
            return ()
        kept.append(tier)
        if len(texts) >= OWN * len(rows):
            break
        if len(set(texts)) < TOGETHER * len(texts) and before == 0:
            return ()
        before = len(texts)
    else:
        return ()
    groups = len(_runs(survey.grid, kept[0].label, first, survey.last))
    return tuple(kept) if len(rows) > 2 and groups <= 0.7 * len(rows) else ()


def _is_merged(survey: Survey, tier: Tier, first: int) -> bool:
    return any(
        area.bottom > area.top and area.top >= first and area.holds(area.top, tier.label)
        for area in survey.grid.merges
    )


def _leaves_blanks(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    left, right = (survey.column(tier.label, first) for tier in (own[0], own[-1]))
    return 2 * len(left.texts) <= len(right.texts)


def is_repeated(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    """Return whether a title stands again on each of its rows: its column is full, with runs."""
    column = own[0].label
    merged = _is_merged(survey, own[0], first)
    rows = [row for row in survey.rows if row >= first and _starts(survey, row, own)]
    filled = [row for row in rows if not is_blank(survey.grid.value(row, column))]
    runs = len(_runs(survey.grid, column, first, survey.last))
    return not merged and len(filled) >= 0.9 * len(rows) and runs < len(filled)


def _candidate(
    survey: Survey, words: HeadWords, own: tuple[Tier, ...], first: int, score: float
) -> Candidate:
    columns = tuple(sorted({column for tier in own for column in tier} - {0}))
    header: Header = header_above(survey, first, words, columns)
    layout = Layout(
        header.rows,
        first,
        0,
        own[-1].label,
        header.others(columns),
        (header.name(own[-1].code), header.name(own[-1].label)),
        scheme=TIERS,
        tiers=own,
        repeated=is_repeated(survey, own, first),
    )
    return Candidate(layout, score)
