"""A column per level: with codes in the text, as pairs of code and label, or without codes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.inside import held
from xlmot.programme.layout import Tier, columns_of
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.grouped import are_children, grouped, tiers_candidate
from xlmot.programme.schemes.level_headings import CODED
from xlmot.programme.schemes.merged import merged
from xlmot.programme.schemes.nesting import OWN
from xlmot.programme.schemes.runs import runs_of
from xlmot.programme.survey import ColumnSurvey, Survey, most_common_depth

HANGING = 0.6


def tiers(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts with a column per level that a sheet may have."""
    for find in (_coded, _paired):
        candidate = find(survey, words)
        if candidate is not None:
            yield candidate
    yield from grouped(survey, words)
    yield from merged(survey, words)


def _coded(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the layout whose level columns hold texts that begin with codes."""
    chain = _longest_chain(survey)
    if len(chain) < 2:
        return None
    first = min(min(column.inside) for column in chain)
    if _has_levels(chain[0]):
        return None
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
    """Return the columns side by side whose codes get deeper to the right.

    A heading that stands again on each page counts once.
    """
    best: list[ColumnSurvey] = []
    chain: list[ColumnSurvey] = []
    for number in survey.used():
        column = survey.column(number)
        coded = 0 < len(column.inside) >= CODED * len({*_below(column)})
        if coded and chain and not _goes_deeper(chain[-1], column):
            chain = []
        chain = [*chain, column] if coded else []
        best = max(best, chain, key=len)
    paths = [span.path for column in best for span in column.inside.values()]
    return best if len(paths) > 2 and held(paths) >= HANGING else []


def _has_levels(column: ColumnSurvey) -> bool:
    """Return whether most deeper codes of a column stand below others of it: 1, 1.1, 1.2, 2."""
    paths = {span.path for span in column.inside.values()}
    deep = [path for path in paths if len(path) > 1]
    return len(deep) > 1 and 2 * sum(path[:-1] in paths for path in deep) > len(deep)


def _below(column: ColumnSurvey) -> list[str]:
    first = min(column.inside, default=0)
    return [text for row, text in column.texts.items() if row >= first]


def _goes_deeper(left: ColumnSurvey, right: ColumnSurvey) -> bool:
    if left.depth < right.depth:
        return True
    worded = all(any(span.words for span in column.inside.values()) for column in (left, right))
    return worded and left.depth == right.depth and left.distinct() < right.distinct()


def _coded_share(column: ColumnSurvey, first: int) -> float:
    """Return how many of the texts of a column, each once, begin with a code."""
    texts = {text: row in column.inside for row, text in column.texts.items() if row >= first}
    return sum(texts.values()) / max(len(texts), 1)


def _group_before(survey: Survey, column: ColumnSurvey, first: int) -> tuple[Tier, ...]:
    """Return the level left of the coded ones: a few texts that group their rows."""
    before = [number for number in survey.used(first) if number < column.number]
    if not before:
        return ()
    left = survey.column(before[-1], first)
    groups, titles = left.distinct(), len(set(_labels(column)))
    few = len(left.wordy) > 0 and (groups < titles or groups == titles == 1)
    if not few or first not in left.wordy or left.numbers:
        return ()
    coded = len(left.inside) >= CODED * len(left.texts)
    return (Tier(left.number, left.number if coded else 0),)


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
        coded = len(column.inside) >= CODED * len(column.texts) or are_children(deepest, column)
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
    counts = [runs_of(survey, tier.label, first) for tier in found]
    return all(left < right for left, right in pairwise(counts))


def _candidate(
    survey: Survey, words: HeadWords, own: tuple[Tier, ...], first: int, score: float
) -> Candidate:
    header = header_above(survey, first, words, columns_of(own))
    return tiers_candidate(survey, own, first, header, score)
