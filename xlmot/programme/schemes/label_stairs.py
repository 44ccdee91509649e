"""Labels without codes that move right with each level, one on each row."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.instructions import says_how_to_fill
from xlmot.programme.layout import Tier
from xlmot.programme.numbered import has_words
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.grouped import with_codes
from xlmot.programme.schemes.stair_headings import FEWEST, header_of_stairs
from xlmot.programme.schemes.steps import stairs_of, stepped_rows
from xlmot.programme.signs import is_box
from xlmot.programme.survey import Survey

# Texts that are longer, as a rule, are no titles but notes beside the table.
LONGEST_TITLE = 120
# So many columns with anything in them may be its first.
MOST_STARTS = 3
# What a part of a staircase has to be better by.
WIDER = 0.1
# What boxes to be ticked left of the actions say for one; so many actions have one.
BOXED, TICKED = 0.1, 0.8


def of_labels(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the staircase of labels without codes: one cell a row, in the column of its level.

    One that has more columns is left for a part of it only where much speaks for that.
    """
    # Numbers between the labels, as hours, are none of their steps.
    used = [n for n in survey.used() if survey.column(n).numbers <= len(survey.column(n).wordy)]
    best: Candidate | None = None
    first = survey.used()[:MOST_STARTS]
    for start in [place for place, number in enumerate(used) if number in first]:
        for end in range(start + 2, min(start + 6, len(used) + 1)):
            candidate = _labels_in(survey, words, used[start:end])
            if candidate is None:
                continue
            part = best and {*candidate.layout.columns()} < {*best.layout.columns()}
            if best is None or candidate.score >= best.score + WIDER * bool(part):
                best = candidate
    return best


def _labels_in(survey: Survey, words: HeadWords, columns: list[int]) -> Candidate | None:
    top = header_of_stairs(survey, words, columns)
    while top and _heads_again(survey, words, top + 1):
        top += 1
    rows = stepped_rows(survey, columns, codes=False, after=top)
    boxes = _boxes(survey, columns, rows)
    if boxes and not top:
        rows = _without_name(survey, columns, rows)
    if len(rows) < 2 * FEWEST:
        return None
    header = header_above(survey, rows[0], words, tuple(columns))
    if header.rows and header.rows[-1] >= rows[0]:
        return None
    steps = [
        next(n for n, c in enumerate(columns) if has_words(survey.grid, row, c)) for row in rows
    ]
    lengths = [len(survey.column(columns[0]).wordy.get(row, "")) for row in rows]
    if sum(lengths) > LONGEST_TITLE * sum(map(bool, lengths)):
        return None
    counts = Counter(columns[step] for step in steps)
    if counts[columns[0]] > counts[columns[-1]] * 1.5 or min(counts.values()) < 2:
        return None
    if sum(after > before for before, after in pairwise(steps)) < 2:
        return None
    if any(after > before + 1 for before, after in pairwise(steps)) and len(columns) == 2:
        return None
    named = any(words.rank(header.name(column)) for column in columns)
    own = tuple(with_codes(survey, tuple(map(Tier, columns)), rows[0]))
    score = 0.55 + 0.15 * named + 0.05 * bool(header.rows) + 0.02 * len(columns) + BOXED * boxes
    found = stairs_of(survey, words, own, rows[0], score)
    # What stands below the header and above the first title has none: it may come after its rows.
    above = range(header.rows[-1] + 1, rows[0]) if header.rows else range(0)
    lost = any(row in survey.column(c).wordy for row in above for c in columns[1:])
    # What stands beside a title may be its first action, or a remark.
    return found._replace(doubtful=lost or _has_double(survey, columns, rows))


def _heads_again(survey: Survey, words: HeadWords, row: int) -> bool:
    """Return whether a row below a header names columns too, or says how to fill them."""
    cells = [survey.grid.value(row, number) for number in survey.filled_cells(row)]
    known = sum(map(words.is_heading, cells))
    return (len(cells) > 2 and 2 * known > len(cells)) or says_how_to_fill(survey.grid, row)


def _has_double(survey: Survey, columns: list[int], rows: list[int]) -> bool:
    """Return whether labels stand in two of some columns on a row of a staircase."""
    filled = (
        sum(row in survey.column(c).wordy for c in columns)
        for row in survey.rows
        if rows[0] <= row <= rows[-1]
    )
    return max(filled) > 1


def _boxes(survey: Survey, columns: list[int], rows: list[int]) -> bool:
    """Return whether a box stands left of nearly all labels of the last column."""
    last = survey.column(columns[-1])
    actions = [row for row in rows if row in last.texts]
    ticked = sum(is_box(survey.grid.value(row, columns[-2])) for row in actions)
    return len(actions) >= FEWEST and ticked >= TICKED * len(actions)


def _without_name(survey: Survey, columns: list[int], rows: list[int]) -> list[int]:
    """Return the rows without the name of the whole: a title with nothing below it, then a gap."""
    apart = len(rows) > 1 and not survey.filled_cells(rows[1] - 1)
    titles = all(has_words(survey.grid, row, columns[0]) for row in rows[:2])
    return rows[1:] if apart and titles else rows
