"""Choose how a sheet is laid out: each scheme proposes, the best fit wins, the next is kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from xlmot.programme.certainty import lacks_labels
from xlmot.programme.evidence import read_column
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.headings import HeadWords
from xlmot.programme.layout import (
    COLUMN,
    DEPTH,
    INSIDE,
    ORDER,
    PLACED,
    STAIRS,
    TIERS,
    Certainty,
    Layout,
)
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.depth import depths
from xlmot.programme.schemes.headed import headed
from xlmot.programme.schemes.numbers import numbered
from xlmot.programme.schemes.order import orders
from xlmot.programme.schemes.single import columns, labels
from xlmot.programme.schemes.stairs import stairs
from xlmot.programme.schemes.stepped import stepped
from xlmot.programme.schemes.tiers import tiers
from xlmot.programme.survey import Survey
from xlmot.programme.vocabulary import Vocabulary, fold

# What fits less than this is no programme; what fits less than that, or hardly better than the
# next, is read, and said to be unsure.
LEAST, SURE, MARGIN = 0.6, 0.75, 0.05
KNOWN, FLAT = 0.8, 0.65
# What a candidate loses that is but a part of another.
PART = 0.3
# Levels that rest on fewer rows are unsure; on more, where no header names their labels.
FEW, FEW_UNNAMED = 6, 12


def choose_layout(grid: Grid, vocabulary: Vocabulary, known: Layout | None = None) -> Layout | None:
    """Return how a sheet is laid out, with how sure that is; None if it holds no programme.

    `known` is what its header says in words of the house, code and label.
    """
    proposed = list(propose(grid, vocabulary))
    told = _told(proposed)
    if known is not None:
        # Rows that nothing but blank cells tells apart say less than a header does.
        proposed = [one for one in proposed if one.layout.mark != "bare"]
        codes = read_column(grid, known.code, known.first_row, vocabulary)
        deep = any(len(path) > 1 for path in codes.paths) and not lacks_labels(grid, known)
        same = [
            one
            for one in proposed
            if one.layout.scheme not in ((ORDER,) if deep else PLACED)
            and one.layout.code == known.code
            and (deep or one.layout.label == known.label)
        ]
        score = max([KNOWN if deep else FLAT, *(one.score for one in same)])
        known = _with_second(known, same)
        proposed = [Candidate(known, score), *(one for one in proposed if one not in same)]
    ranked = _ranked(proposed, told)
    if not ranked or ranked[0].score < LEAST:
        return None
    best, odd = _or_staircase(ranked)
    others = [
        one for one in ranked if one is not best and not _reads_the_same(one.layout, best.layout)
    ]
    runner = others[0] if others else None
    margin = best.score - (runner.score if runner else 0.0)
    odd = odd or (best.layout is not known and _is_small(grid, best.layout, vocabulary))
    unsure = best.score < SURE or margin < MARGIN or best.doubtful or odd
    reading = Certainty(
        best.score, margin, runner.layout.scheme if runner else "", unsure, best.layout is not known
    )
    return best.layout._replace(reading=reading)


def _reads_the_same(one: Layout, best: Layout) -> bool:
    """Return whether two layouts have the same columns, or one tells the depth of codes besides."""
    if {one.scheme, best.scheme} == {COLUMN, DEPTH}:
        return best.code > 0 and (one.code, one.label) == (best.code, best.label)
    return one.columns() == best.columns()


def _or_staircase(ranked: list[Candidate]) -> tuple[Candidate, bool]:
    """Return the best candidate, and whether a staircase of some of its columns fits too.

    What stands on the rows of a staircase is no level below them: one whose codes have their labels
    beside them is taken for itself.
    """
    best = ranked[0]
    if best.layout.scheme != TIERS:
        return best, False
    columns = set(best.layout.columns())
    for one in ranked[1:]:
        own = one.layout.scheme == STAIRS and set(one.layout.columns()) < columns
        if own and all(tier.code for tier in one.layout.tiers) and one.score + PART >= best.score:
            return one, True
        if own and one.score + PART >= SURE:
            return best, True
    return best, False


def _is_small(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> bool:
    """Return whether the levels of a sheet rest on so few rows that one of them may turn all."""
    if layout.scheme not in PLACED:
        return False
    words, columns = HeadWords(vocabulary), layout.columns()
    header = (value for row in layout.header_rows for _, value in grid.filled(row))
    named = any(words.rank(value) or words.names_code(value) for value in header)
    few = FEW if named else FEW_UNNAMED
    rows = (
        row
        for row in grid.rows_from(layout.first_row)
        if any(not is_blank(grid.value(row, column)) for column in columns)
    )
    return sum(1 for _ in islice(rows, few)) < few


def rank_layouts(grid: Grid, vocabulary: Vocabulary) -> list[Layout]:
    """Return the layouts that a sheet may have, the one that fits best first."""
    proposed = list(propose(grid, vocabulary))
    return [one.layout for one in _ranked(proposed, _told(proposed))]


def _told(proposed: list[Candidate]) -> frozenset[int]:
    """Return the columns that tell the level of each row, of candidates that fit well."""
    sure = (one for one in proposed if one.score >= SURE and not one.doubtful)
    return frozenset(one.layout.depth for one in sure) - {0}


def _ranked(proposed: list[Candidate], told: frozenset[int]) -> list[Candidate]:
    # Of equals, the one without a doubt, or that is proposed first: codes say more than looks.
    return sorted(_weighed(proposed, told), key=lambda one: (-round(one.score, 2), one.doubtful))


def _with_second(known: Layout, same: list[Candidate]) -> Layout:
    """Return a layout with what one of the same columns has: a second one, titles in codes."""
    own = [one.layout for one in same if one.layout.label == known.label]
    second = next((one.second for one in own), 0)
    known = known._replace(inside=any(one.inside for one in own))
    others = tuple(column for column in known.others if column.number != second)
    # A label that slipped to a column without a header makes no column of labels of it.
    return known._replace(second=second, others=others) if others != known.others else known


def _weighed(proposed: list[Candidate], told: frozenset[int]) -> Iterator[Candidate]:
    """Yield the candidates; those that leave out columns of levels which another has count less.

    So do those that take what tells the level of each row for titles.
    """
    wide = [one for one in proposed if _is_wide(one.layout) and one.score >= SURE]
    wide = [one for one in wide if told.isdisjoint(tier.label for tier in one.layout.tiers)]
    for one in proposed:
        labels = {tier.label for tier in one.layout.tiers}
        if labels & told or any(other is not one and _is_part(one, other) for other in wide):
            yield one._replace(score=one.score - PART)
        else:
            yield one


def _is_wide(layout: Layout) -> bool:
    """Return whether labels of several levels stand in columns of their own."""
    return layout.scheme in (TIERS, STAIRS) or (layout.scheme == INSIDE and bool(layout.tiers))


def _is_part(one: Candidate, other: Candidate) -> bool:
    """Return whether a candidate reads but some of the columns of another one with levels."""
    if one.layout.scheme in (COLUMN, INSIDE):
        codes = {other.layout.code, *(tier.code for tier in other.layout.tiers)} - {0}
        if one.layout.code in codes and one.score <= other.score + MARGIN:
            return True
    elif one.score > other.score + MARGIN:
        return False
    return set(one.layout.columns()) < set(other.layout.columns())


def propose(grid: Grid, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Yield what each scheme makes of a sheet."""
    survey = Survey(grid, tuple(map(fold, vocabulary.total_words)))
    words = HeadWords(vocabulary)
    for scheme in (columns, labels, stepped, tiers, stairs, depths, numbered, headed, orders):
        yield from scheme(survey, words)
