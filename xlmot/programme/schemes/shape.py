"""How far cells alone show that columns are levels, where no header does: blanks, merges, runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.headings import HeadWords, words_of
from xlmot.programme.layout import Tier
from xlmot.programme.other_lists import names_prices
from xlmot.programme.schemes.header_rows import starts
from xlmot.programme.schemes.level_headings import LevelHeader
from xlmot.programme.schemes.runs import runs
from xlmot.programme.survey import ColumnSurvey, Survey

# What only the cells show is read, and said to be unsure: less than a sure reading has.
SHOWN, MORE, HIGHEST = 0.6, 0.03, 0.7
# How much of what speaks for levels is enough.
ENOUGH = 2
# So many actions stand below so many titles at least, so many for each of them.
FEWEST_ACTIONS, FEWEST_TITLES, EACH = 5, 2, 1.5
# So many actions are others than the rest; titles are no longer than that.
DISTINCT, LONGEST_TITLE = 0.9, 120
# A title that stands again is filled on so many rows.
FILLED = 0.95
# So many cells of a column are dates, or answers, where it holds them.
DATED = 0.6
# What begins the codes of a family: `ROAD-1`.
_LETTERS = lazy(r"[^\W\d_]{2,}")
_DATE = lazy(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
# What is answered to whether a row is done, for whom it holds, how much it matters.
LONGEST_ANSWER, MOST_ANSWERS = 12, 5
# “Sub” and its like are no longer than that.
LONGEST_SYLLABLE = 6


def shown_by_cells(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> float:
    """Return how well cells show that some columns are levels, 0 if they do not.

    Titles group their actions: each stands together, and holds for several rows. That they leave
    blanks below themselves, or are merged, says it by itself; where they stand again on each row,
    the headers, a third level, codes or what plans have beside them must say it too.
    """
    rows = [row for row in survey.rows if row >= first and starts(survey, row, kept)]
    counts = [len(runs(survey, tier.label, first)) for tier in kept]
    columns = [survey.column(tier.label, first) for tier in kept]
    actions = columns[-1]
    headed = not heading.row or _are_headed(survey, heading, kept, first)
    if not headed or names_prices(heading.names.values()):
        return 0.0
    if len(kept) < 2 or len(actions.wordy) < FEWEST_ACTIONS or counts[0] < FEWEST_TITLES:
        return 0.0
    if any(EACH * left > right for left, right in pairwise(counts[:1] + counts[-1:])):
        return 0.0
    rising = all(left < right for left, right in pairwise(counts))
    if not rising or not all(map(_are_titles, columns[:-1])) or not _are_actions(actions):
        return 0.0
    if is_blank(survey.grid.value(rows[0], kept[0].label)) or not _differ(survey, kept, rows):
        return 0.0
    once = len(columns[0].texts) == counts[0]
    again = len(columns[0].texts) >= FILLED * len(rows)
    said = _evidence(survey, words, heading, kept, first) + ENOUGH * once
    # Where no header says anything, two things must, and titles alone on rows make a staircase.
    bare = not heading.row
    if bare and any(row in columns[0].texts and row not in columns[1].texts for row in rows):
        return 0.0
    if not (once or again) or said < ENOUGH * (1 + bare):
        return 0.0
    return min(SHOWN + MORE * (said - ENOUGH), HIGHEST)


def _evidence(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> int:
    """Return how much says that columns are levels, besides the groups of rows."""
    names = [heading.names.get(tier.label, "") for tier in kept]
    known = sum(bool(words.rank(name) or words.names_group(name)) for name in names)
    deeper = any(is_part_of(right, left) for left, right in pairwise(names))
    return (
        min(known, 2)
        + ENOUGH * (deeper + (len(kept) > 2) + bool(kept[0].code))
        + ENOUGH * _stand_alone(survey, kept, first)
        + _beside(survey, words, heading, kept, first)
    )


def is_part_of(name: str, whole: str) -> bool:
    """Return whether a header names the parts of what another names, by a syllable before it.

    >>> is_part_of("Subgoal", "Goal"), is_part_of("SUBCLASSE", "Classe"), is_part_of("Task", "Goal")
    (True, True, False)
    """
    own, other = ("".join(words_of(text)) for text in (name, whole))
    before = own.removesuffix(other)
    return len(other) > 2 and 1 < len(own) - len(other) <= LONGEST_SYLLABLE and before != own


def _are_headed(survey: Survey, heading: LevelHeader, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether each level has a heading in words of its own, with nothing between levels.

    The first may have none.
    """
    columns = [tier.label for tier in kept]
    named = columns if heading.names.get(columns[0]) else columns[1:]
    names = {heading.names.get(column, "") for column in named}
    worded = all(any(map(str.isalpha, name)) for name in names)
    between = range(columns[0], columns[-1])
    codes = {tier.code for tier in kept}
    skipped = {*survey.used(first)}.intersection(between) - {*columns} - codes
    return len(names) == len(named) and worded and not skipped


def _are_titles(column: ColumnSurvey) -> bool:
    """Return whether a column holds short texts, and no numbers."""
    short = all(len(text) <= LONGEST_TITLE for text in column.texts.values())
    return not column.numbers and len(column.wordy) == len(column.texts) and short


def _are_actions(column: ColumnSurvey) -> bool:
    """Return whether a column holds texts that say something, no numbers."""
    return not column.numbers and len(column.wordy) >= FILLED * len(column.texts)


def _differ(survey: Survey, kept: tuple[Tier, ...], rows: list[int]) -> bool:
    """Return whether nearly all actions of a title are called otherwise than the others of it."""
    found: list[tuple[str, str]] = []
    title = ""
    for row in rows:
        above, action = (str(survey.grid.value(row, tier.label) or "") for tier in kept[-2:])
        title = above.strip() or title
        if action.strip():
            found.append((title, action.strip().casefold()))
    return len(set(found)) >= DISTINCT * len(found)


def _stand_alone(survey: Survey, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether each title stands alone on the first of its rows."""
    seen: set[str] = set()
    alone: list[bool] = []
    for row, text in survey.column(kept[0].label, first).texts.items():
        if text not in seen:
            seen.add(text)
            alone.append(len(survey.filled_cells(row)) == 1)
    return all(alone)


def _beside(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> int:
    """Return how much columns to the right say: dates, what staff add to a plan, or but answers."""
    said = 0
    for number in survey.used(first):
        if number <= kept[-1].label:
            continue
        values = [survey.grid.value(row, number) for row in survey.rows if row >= first]
        if words.names_staff(heading.names.get(number, "")) or _are_dates(values):
            return ENOUGH
        said = max(said, _are_answers(values))
    return said


def _are_dates(values: Sequence[Value]) -> bool:
    filled = [value for value in values if not is_blank(value)]
    days = sum(
        isinstance(value, date) or (isinstance(value, str) and bool(_DATE.match(value.strip())))
        for value in filled
    )
    return days > 2 and days >= DATED * len(filled)


def _are_answers(values: Sequence[Value]) -> bool:
    """Return whether cells hold one of a few short answers: yes, no, `x`, FALSE, `M`.

    >>> _are_answers(["yes", "no", "yes", "no", "yes"]), _are_answers(["Ann", "Bob", "Eve", "Joe"])
    (True, False)
    """
    filled = [value for value in values if not is_blank(value)]
    short = [v for v in filled if isinstance(v, bool) or len(str(v)) <= LONGEST_ANSWER]
    said = {str(value).strip().casefold() for value in short if isinstance(value, str | bool)}
    few = 0 < len(said) <= min(MOST_ANSWERS, len(filled) // 2)
    return few and len(short) >= FILLED * len(filled)


def agrees_with_codes(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    """Return whether each group of rows has codes that begin alike: 1.1, 1.2 below the first.

    Letters before the numbers begin them too, others for each group: `ROAD-1`, `PARK-1`.
    """
    if len(own) < 2 or own[-1].code in (0, own[-1].label):
        return False
    column = survey.column(own[-1].code, first)
    starts: dict[str, set[int | str]] = {}
    group = ""
    for row in range(first, survey.last + 1):
        value = survey.grid.value(row, own[-2].label)
        group = group if is_blank(value) else str(value)
        path, letters = column.codes.get(row, ()), _LETTERS.match(column.texts.get(row, ""))
        if len(path) > 1 or (path and letters):
            starts.setdefault(group, set()).add(letters[0] if letters else path[0])
    alike = len(starts) > 1 and all(len(found) == 1 for found in starts.values())
    return alike and len({min(map(str, found)) for found in starts.values()}) == len(starts)
