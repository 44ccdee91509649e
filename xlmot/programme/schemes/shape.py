"""How far cells alone show that columns are levels, where no header does: blanks, merges, runs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.programme.grid import is_blank
from xlmot.programme.headings import HeadWords
from xlmot.programme.layout import Tier
from xlmot.programme.other_lists import names_prices
from xlmot.programme.schemes.level_headings import LevelHeader, starts
from xlmot.programme.schemes.runs import runs
from xlmot.programme.survey import ColumnSurvey, Survey

# What only the cells show is read, and said to be unsure: less than a sure reading has.
SHOWN, MORE, HIGHEST = 0.6, 0.03, 0.7
# So many actions stand below so many titles at least, so many for each of them.
FEWEST_ACTIONS, FEWEST_TITLES, EACH = 6, 2, 1.5
# So many actions are others than the rest; titles are no longer than that.
DISTINCT, LONGEST_TITLE = 0.9, 120
# A title that stands again is filled on so many rows.
FILLED = 0.95
# So many cells of a column are dates, where it holds dates.
DATED = 0.6
# What begins the codes of a family: `ROAD-1`.
_LETTERS = lazy(r"[^\W\d_]{2,}")


def shown_by_cells(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> float:
    """Return how well cells show that some columns are levels, 0 if they do not.

    Each title stands once, above its actions, and leaves blanks below itself, or cells are merged;
    titles that stand again on each row show it only of three levels, with codes, or beside what
    plans have.
    """
    rows = [row for row in survey.rows if row >= first and starts(survey, row, kept)]
    counts = [len(runs(survey, tier.label, first)) for tier in kept]
    columns = [survey.column(tier.label, first) for tier in kept]
    actions = columns[-1]
    if not _are_headed(survey, heading, kept, first) or names_prices(heading.names.values()):
        return 0.0
    if len(kept) < 2 or len(actions.wordy) < FEWEST_ACTIONS or counts[0] < FEWEST_TITLES:
        return 0.0
    if any(EACH * left > right for left, right in pairwise(counts[:1] + counts[-1:])):
        return 0.0
    rising = all(left < right for left, right in pairwise(counts))
    if not rising or not all(map(_are_titles, columns)):
        return 0.0
    if is_blank(survey.grid.value(rows[0], kept[0].label)) or not _differ(survey, kept, rows):
        return 0.0
    once = len(columns[0].texts) == counts[0]
    again = len(columns[0].texts) >= FILLED * len(rows)
    planned = bool(kept[0].code) or _is_planned(survey, words, heading, kept, first)
    if not once and not (again and (len(kept) > 2 or planned)):
        return 0.0
    return min(SHOWN + MORE * (len(kept) > 2) + MORE * planned, HIGHEST)


def _are_headed(survey: Survey, heading: LevelHeader, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether each level has a heading in words of its own, with nothing between levels."""
    own = {tier.label for tier in kept}
    names = {heading.names.get(column, "") for column in own}
    worded = all(any(map(str.isalpha, name)) for name in names)
    between = range(kept[0].label, kept[-1].label)
    codes = {tier.code for tier in kept}
    skipped = {*survey.used(first)}.intersection(between) - own - codes
    return len(names) == len(kept) and worded and not skipped


def _are_titles(column: ColumnSurvey) -> bool:
    """Return whether a column holds short texts, and no numbers."""
    short = all(len(text) <= LONGEST_TITLE for text in column.texts.values())
    return not column.numbers and len(column.wordy) == len(column.texts) and short


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


def _is_planned(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> bool:
    """Return whether columns to the right hold dates, or are those that staff add to a plan."""
    for number in survey.used(first):
        if number <= kept[-1].label:
            continue
        if words.names_staff(heading.names.get(number, "")):
            return True
        column = survey.column(number, first)
        days = sum(isinstance(survey.grid.value(row, number), date) for row in survey.rows)
        if days >= DATED * column.filled > 0 and days > 2:
            return True
    return False


def agrees_with_codes(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    """Return whether each group of rows has codes that begin alike: 1.1, 1.2 below the first.

    Letters before the numbers begin them too, others for each group: `ROAD-1`, `PARK-1`.
    """
    if not own[-1].code or own[-1].code == own[-1].label:
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
