"""A column per level: with codes in the text, as pairs of code and label, or without codes."""

from __future__ import annotations

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
    before, after = _group_before(survey, chain[0], first), _actions_after(survey, chain[-1], first)
    own = (*before, *lone, *after)
    paths = [span.path for column in chain for span in column.inside.values()]
    share = min(_coded_share(column, first) for column in chain)
    score = 0.5 * held(paths) + 0.35 * share
    return _candidate(survey, words, own, first, score + 0.15)


def _longest_chain(survey: Survey) -> list[ColumnSurvey]:
    """Return the columns side by side whose codes get deeper to the right."""
    best: list[ColumnSurvey] = []
    chain: list[ColumnSurvey] = []
    for column in survey.columns():
        coded = len(column.inside) > 1 and len(column.inside) >= CODED * len(_below(column))
        if coded and chain and not _goes_deeper(chain[-1], column):
            chain = []
        chain = [*chain, column] if coded else []
        best = max(best, chain, key=len)
    paths = [span.path for column in best for span in column.inside.values()]
    return best if held(paths) >= HANGING else []


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
    if column.number < 2:
        return ()
    left = survey.column(column.number - 1, first)
    few = len(left.wordy) > 0 and left.distinct() < len(set(_labels(column)))
    return (Tier(left.number),) if few and first in left.wordy and not left.numbers else ()


def _labels(column: ColumnSurvey) -> Iterator[str]:
    return (" ".join(column.texts[row].split()).casefold() for row in column.inside)


def _actions_after(survey: Survey, deepest: ColumnSurvey, first: int) -> tuple[Tier, ...]:
    """Return the column of actions right of the coded levels, where the deepest of them groups."""
    rows = [row for row in survey.rows if row >= first]
    own = len(set(_labels(deepest))) >= OWN * len(rows)
    right = survey.column(deepest.number + 1, first) if deepest.number < survey.width else None
    if own or right is None or len(right.wordy) < len(deepest.inside):
        return ()
    if right.distinct() <= len(set(_labels(deepest))) or right.numbers > len(right.wordy):
        return ()
    coded = len(right.inside) >= CODED * len(right.texts)
    return (Tier(right.number, right.number if coded else 0),)


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
    """Tell whether the columns of levels group their rows, the left ones more than the right."""
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
    """Return the layout whose header names levels side by side, of columns that group rows."""
    found = [
        (row, own)
        for row in survey.rows
        if row <= SEARCHED_ROWS and (own := _named_tiers(survey, row, words))
    ]
    best = max(found, key=lambda pair: (len(pair[1]), -pair[0]), default=None)
    if best is None:
        return None
    row, own = best
    first = next((r for r in survey.rows if r > row and _starts(survey, r, own)), 0)
    if not first:
        return None
    kept = _grouping(survey, own, first)
    if len(kept) < 2:
        return None
    named = sum(words.names_level(survey.grid.value(row, tier.label)) for tier in kept)
    merged = _is_merged(survey, kept[0], first)
    blanks = _leaves_blanks(survey, kept, first)
    score = 0.35 + 0.2 * min(named, 2) + 0.2 * merged + 0.1 * blanks
    return _candidate(survey, words, kept, first, min(score, 0.95))


def _named_tiers(survey: Survey, row: int, words: HeadWords) -> tuple[Tier, ...]:
    """Return the levels that a header row names side by side, with their code columns."""
    own: list[Tier] = []
    code, last = 0, 0
    for column in survey.filled_cells(row):
        value = survey.grid.value(row, column)
        if own and column > last + 1 + bool(code):
            break
        below = survey.column(column, row + 1)
        if words.names_code(value) and len(below.codes) > len(below.wordy):
            code, last = column, column
        elif words.rank(value) or (code and below.wordy):
            if len(below.wordy) <= len(below.codes) or below.numbers > len(below.wordy):
                break
            own.append(Tier(column, code))
            code, last = 0, column
        elif own or code:
            break
    return tuple(own) if len(own) > 1 else ()


def _starts(survey: Survey, row: int, own: tuple[Tier, ...]) -> bool:
    return any(not is_blank(survey.grid.value(row, tier.label)) for tier in own)


def _grouping(survey: Survey, own: tuple[Tier, ...], first: int) -> tuple[Tier, ...]:
    """Return the levels that group rows, and the first one that does not: the actions.

    A level that has more pieces than the one to its right is no level above it.
    """
    rows = [row for row in survey.rows if row >= first and _starts(survey, row, own)]
    kept: list[Tier] = []
    for tier in own:
        runs = len(_runs(survey.grid, tier.label, first, survey.last))
        kept.append(tier)
        if runs >= OWN * len(rows):
            break
    counts = [len(_runs(survey.grid, tier.label, first, survey.last)) for tier in kept]
    texts = [len(survey.column(tier.label, first).texts) for tier in kept]
    fits = all(left <= right for left, right in pairwise(counts)) and counts[:1] < counts[-1:]
    return tuple(kept) if fits and min(texts) > 0 and len(rows) > 1 else ()


def _is_merged(survey: Survey, tier: Tier, first: int) -> bool:
    return any(
        area.bottom > area.top and area.top >= first and area.holds(area.top, tier.label)
        for area in survey.grid.merges
    )


def _leaves_blanks(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    left, right = (survey.column(tier.label, first) for tier in (own[0], own[-1]))
    return 2 * len(left.texts) <= len(right.texts)


def is_repeated(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    """Tell whether a title stands again on each of its rows: its column is full, with runs."""
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
