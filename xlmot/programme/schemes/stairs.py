"""Codes and labels that move right with each level; labels alone that do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from xlmot.programme.grid import is_blank
from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.inside import held
from xlmot.programme.layout import STAIRS, TIERS, Layout, Tier
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.survey import Survey

FEWEST = 4
# So many codes of one depth stand in the same column.
STEADY = 0.9


def stairs(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts whose levels begin further to the right, each on rows of its own."""
    for find in (_of_codes, _of_labels):
        candidate = find(survey, words)
        if candidate is not None:
            yield candidate


def _of_codes(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the staircase whose codes stand in the column of their depth, labels beside."""
    seen: defaultdict[int, Counter[int]] = defaultdict(Counter)
    firsts: dict[int, int] = {}
    several = 0
    for row in survey.rows:
        coded = [c for c in survey.filled_cells(row)[:3] if row in survey.column(c).codes]
        if not coded:
            continue
        column = coded[0]
        right = survey.column(column + 1) if column < survey.width else None
        if right is None or row not in right.wordy:
            continue
        several += any(c in seen for c in coded[1:])
        seen[column][len(survey.column(column).codes[row])] += 1
        firsts.setdefault(column, row)
    kept = {c: depths for c, depths in seen.items() if depths.total() >= 1}
    usual = {c: depths.most_common(1)[0] for c, depths in kept.items()}
    count = sum(depths.total() for depths in kept.values())
    columns = sorted(kept)
    depths = [usual[c][0] for c in columns]
    rising = all(left < right for left, right in pairwise(depths))
    steady = sum(number for _, number in usual.values())
    if len(columns) < 2 or count < FEWEST or not rising or steady < STEADY * count or several:
        return None
    paths = [path for c in columns for path in survey.column(c).codes.values()]
    first = min(firsts.values())
    own = tuple(Tier(column + 1, column) for column in columns)
    used = tuple(range(columns[0], columns[-1] + 2))
    header = header_above(survey, first, words, used)
    layout = Layout(
        header.rows,
        first,
        0,
        own[0].label,
        header.others(used),
        (header.name(own[0].code), header.name(own[0].label)),
        scheme=STAIRS,
        tiers=own,
    )
    return Candidate(layout, 0.3 * held(paths) + 0.65)


def _of_labels(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the staircase of labels without codes: one cell a row, in the column of its level."""
    lead: Counter[int] = Counter()
    first = 0
    for row in survey.rows:
        cells = survey.filled_cells(row)
        value = survey.grid.value(row, cells[0])
        if isinstance(value, str) and any(map(str.isalpha, value)):
            lead[cells[0]] += 1
    columns = sorted(column for column, count in lead.items() if count > 1 or column == 1)
    columns = _side_by_side(columns)
    if len(columns) < 2:
        return None
    rows = [r for r in survey.rows if survey.filled_cells(r)[0] in columns]
    alone = [
        row
        for row in rows
        if sum(not is_blank(survey.grid.value(row, column)) for column in columns) == 1
    ]
    first = min((r for r in alone if survey.filled_cells(r)[0] == columns[0]), default=0)
    header = header_above(survey, first, words, tuple(columns))
    first = next((row for row in alone if row > (header.rows[-1] if header.rows else 0)), 0)
    below = [row for row in rows if row >= first]
    steps = Counter(survey.filled_cells(row)[0] for row in alone if row >= first)
    if not first or len(below) < 2 * FEWEST or len(steps) < 2:
        return None
    share = sum(row in alone for row in below) / len(below)
    if share < STEADY or steps[columns[0]] >= steps[columns[-1]] * 1.5:
        return None
    named = any(words.rank(header.name(column)) for column in columns)
    own = tuple(Tier(column) for column in columns)
    layout = Layout(
        header.rows,
        first,
        0,
        own[-1].label,
        header.others(tuple(columns)),
        ("", header.name(own[0].label)),
        scheme=TIERS,
        tiers=own,
    )
    return Candidate(layout, 0.3 * share + 0.2 * named + 0.1 * bool(header.rows))


def _side_by_side(columns: list[int]) -> list[int]:
    kept = columns[:1]
    for column in columns[1:]:
        if column != kept[-1] + 1:
            break
        kept.append(column)
    return kept
