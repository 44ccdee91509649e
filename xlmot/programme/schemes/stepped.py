"""Labels that begin with their code and move to the right with their level, one on each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.inside import held
from xlmot.programme.layout import INSIDE, STAIRS, Layout, Tier
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.hung import hang_below
from xlmot.programme.survey import Survey

FEWEST, MOST_COLUMNS = 6, 5
# So many rows have one such label and no more, begin with a code, stand in order, hang together.
ALONE, CODED, ORDERED, HANGING = 0.95, 0.8, 0.9, 0.8


def stepped(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layout whose labels with codes stand in the most columns side by side."""
    columns = [n for n in survey.used() if survey.column(n).inside]
    runs = [
        columns[start:end]
        for start in range(len(columns))
        for end in range(start + 2, min(start + MOST_COLUMNS, len(columns)) + 1)
        if columns[end - 1] - columns[start] == end - 1 - start
    ]
    for run in sorted(runs, key=len, reverse=True):
        candidate = _in_columns(survey, words, run)
        if candidate is not None:
            yield candidate
            return


def _in_columns(survey: Survey, words: HeadWords, columns: list[int]) -> Candidate | None:
    own = [survey.column(number) for number in columns]
    as_written = {one.number: {row: s.path for row, s in one.inside.items()} for one in own}
    hung = hang_below(as_written)
    paths = {row: path for column in hung.values() for row, path in column.items()}
    first = min(paths)
    counts = [sum(row in one.texts for one in own) for row in survey.rows if row >= first]
    filled = [count for count in counts if count]
    ordered = [path for _, path in sorted(paths.items())]
    steps = [before < after for before, after in pairwise(ordered)]
    shares = (
        (filled.count(1), ALONE, len(filled)),
        (len(paths), CODED, len(filled)),
        (sum(steps), ORDERED, len(steps)),
    )
    several = min(len(one.inside) for one in own) > 1
    few = len(paths) < FEWEST or not several or held(ordered) < HANGING
    if few or any(count < share * total for count, share, total in shares):
        return None
    header = header_above(survey, first, words, tuple(columns))
    others, name = header.others(tuple(columns)), header.name(columns[0])
    tiers = tuple(Tier(number, number) for number in columns)
    layout = Layout(header.rows, first, columns[0], columns[0], others, ("", name))
    if hung == as_written:
        layout = layout._replace(scheme=INSIDE, tiers=tiers[1:])
    else:
        # Where each column counts on its own, it is the column that tells the level.
        layout = layout._replace(scheme=STAIRS, code=0, tiers=tiers)
    return Candidate(layout, 0.4 * held(ordered) + 0.5)
