"""Foreign year.

A label names one year, close to that of the programme but not the same, or the same but for a
figure.

Why
    A programme is often copied from the one before: “Congress 2023” in the programme of 2024 is
    an action that nobody brought up to date.

Example
    | Code | Work plan 2024          |              |
    |------|-------------------------|--------------|
    | 1    | MEETINGS                |              |
    | 1    | Congress of mayors 2023 | foreign year |
    | 1    | Funds of 2021-2027      |              |

Fix
    None: only a person knows whether it is a slip. Nothing is said of a range, of several years, of
    a year in quotes or alone in brackets, of one more than `back` years before or `ahead` years
    after the programme's, nor after a word of `historical` in the settings, such as “report” or
    “law”.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from operator import ne

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.programme.vocabulary import fold

SEVERITY = Severity.WARNING
NEEDS = ("digit",)
OPTIONS = {
    "back": say("How many years before the programme are looked for."),
    "ahead": say("How many years after the programme are looked for."),
    "historical": say("Words beside which another year is right."),
}

YEAR = r"(?:19|20)\d\d"
ANY_YEAR = lazy(rf"(?<!\d){YEAR}(?!\d)")
MAY_BE_YEAR = lazy(r"2\d{3}|19\d\d")
# The year that a label ends in; a figure makes it so far from the programme's.
LAST_YEAR = lazy(r"(?<![\w.,/°#-])(2\d{3})\s*[).]?\s*$")
FAR = 12
# More labels that end in far years end in numbers.
MOST_SLIPS = 5
# Before a thing it is a number of things, but where English says which: “the 2026 timetable”.
UNCOUNTED = lazy(rf"(?:\b[Tt]he\s{YEAR}\b|(?<!\d){YEAR}(?=\W*$|\s?[^\w\s]|\s\w{{1,3}}\b))")
# A year gone by for longer is no year of a plan, one still to come for longer no goal.
LONG_AGO, NO_GOAL = 15, 40
# So many times beside the labels tell the years of a programme.
FEWEST_BESIDE = 8
RANGE = lazy(rf"({YEAR})\s*(?:-|–|—|/|à|au|to)\s*({YEAR}|\d\d)(?!\d)")
# A year, or the year of a date: no part of a number, a reference, an amount or a range.
STANDING = (
    rf"(?:(?<![\w.,/°#-])|(?<=\d[/.]\d\d[/.]))({YEAR})"
    r"(?!\w|[-–/.,]\d|[/-]\w|\s?(?:€|%|m²|ha\b|km\b|k€|euros?\b|habitants\b|\d{3}\b))"
)
QUOTED = rf"[«“\"][^«»“”\"]*[»”\"]|\(\s*{YEAR}\s*\)"


def check(
    programme: Programme,
    *,
    back: int = 2,
    ahead: int = 1,
    historical: tuple[str, ...] = (),
) -> Iterator[Finding]:
    own = _own_years(programme)
    yield from _mistyped(programme, own, tuple(historical))
    if not own:
        return
    near = {*range(min(own) - back, max(own) + ahead + 1)} - own
    for text in programme.rows_of.with_digits:
        year = _only_year(text)
        if year in near and _stands(text) and not _names_any(text, tuple(historical)):
            message = say("Year {year} is not the programme's.", year=str(year))
            for index in programme.rows_of[text]:
                yield found(programme, index, message)


def _mistyped(
    programme: Programme, own: set[int], historical: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield the far years that are one of the programme's but for a figure: 2062 or 2006 for 2026.

    A year gone by is a remark, and none beside a word of what was; but the one behind a month.
    """
    texts = list(filter(MAY_BE_YEAR.search, programme.rows_of.with_digits))
    own = own or (_years_above(programme) | _years_beside(programme) if texts else set())
    slips: dict[str, tuple[int, int]] = {}
    for text in texts if own else ():
        year = _far_year(text, own)
        meant = _meant(year, own) if year else []
        if len(meant) == 1 and not (year < min(own) and _is_meant(text, year, historical)):
            slips[text] = year, meant[0]
    for text, (year, other) in slips.items() if len(slips) <= MOST_SLIPS else ():
        message = say("Year {year}: is {other} meant?", year=str(year), other=str(other))
        severity = Severity.NOTE if year < min(own) else None
        for index in programme.rows_of[text]:
            yield found(programme, index, message, severity=severity)


def _far_year(text: str, own: Collection[int]) -> int:
    """Return the year of a label that is far from the programme's, 0 for none."""
    last = LAST_YEAR.search(text)
    year = int(last[1]) if last else _only_year(text)
    if year is None or min(own) - FAR <= year <= max(own) + FAR:
        return 0
    return year if last or (_stands(text) and UNCOUNTED.search(text)) else 0


def _is_meant(text: str, year: int, historical: tuple[str, ...]) -> bool:
    """Return whether a label may well name a year gone by: beside a law, not behind a month."""
    from xlmot.rules.times import month_named

    before = fold(text).partition(str(year))[0].split()
    month = bool(before) and month_named(before[-1].strip(".")) is not None
    day = month and before[-2:-1] != [] and before[-2][:1].isdigit()
    return day or (not month and _names_any(text, historical))


def _meant(year: int, own: Collection[int]) -> list[int]:
    """Return the years of a programme that another is but for a figure, or two exchanged."""
    from xlmot.rules.times import exchanged

    turned = {*exchanged(str(year))}
    far = not min(own) - LONG_AGO <= year <= max(own) + NO_GOAL
    return [other for other in own if other in turned or (far and _is_a_figure_off(year, other))]


def _is_a_figure_off(year: int, other: int) -> bool:
    return year % 10 == other % 10 and sum(map(ne, str(year), str(other))) == 1


def _years_above(programme: Programme) -> set[int]:
    """Return the years that the texts above the header name, and those between them."""
    years: set[int] = set()
    for section in programme.table.sections:
        for row in range(1, min(section.layout.header_rows, default=1)):
            texts = (value for _, value in section.grid.filled(row) if isinstance(value, str))
            years.update(int(year) for text in texts for year in ANY_YEAR.findall(text))
    few = years and max(years) - min(years) <= FAR
    return set(range(min(years), max(years) + 1)) if few else set()


def _years_beside(programme: Programme) -> set[int]:
    """Return the years between the first and the last that the columns of times name."""
    if not programme.columns:
        return set()
    from xlmot.rules.times import written_years, years

    named = [year for column in programme.columns for _, year in written_years(column)]
    named += [year for column in programme.columns for year in years(column).values()]
    near = sorted(named)[len(named) // 20 : len(named) - len(named) // 20]
    few = len(near) >= FEWEST_BESIDE and near[-1] - near[0] <= FAR
    return set(range(near[0], near[-1] + 1)) if few else set()


def _own_years(programme: Programme) -> set[int]:
    """Return the years of the programme: those that its headers name, and those between them."""
    headers = [programme.table.labels[index] for index in programme.table.of_kind(RowKind.HEADER)]
    years = {int(year) for text in headers for year in ANY_YEAR.findall(text)}
    # A range has six digits.
    for text in (text for text in headers if sum(map(str.isdecimal, text)) > 5):
        for first, last in RANGE.findall(text):
            years.add(int(last) if len(last) == 4 else int(first[:2] + last))
    return set(range(min(years), max(years) + 1)) if years else set()


def _only_year(text: str) -> int | None:
    """Return the year that a label names, if it names one only.

    >>> _only_year("Forum 2023"), _only_year("From 2022 to 2023")
    (2023, None)
    """
    years = set(ANY_YEAR.findall(text)) if "19" in text or "20" in text else set()
    return int(years.pop()) if len(years) == 1 else None


def _stands(text: str) -> bool:
    """Return whether the year of a label stands for itself: in no range, number or name in quotes.

    >>> _stands("Forum 2023"), _stands("Funds 2021-27"), _stands("Charter “Towns 2025”")
    (True, False, False)
    """
    if RANGE.search(text):
        return False
    quoted = [match.span() for match in re.finditer(QUOTED, text)]
    return any(
        not any(start <= match.start() < end for start, end in quoted)
        for match in re.finditer(STANDING, text)
    )


def _names_any(text: str, words: tuple[str, ...]) -> bool:
    return bool(words and _any_of(words).search(fold(text)))


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return lazy(rf"\b(?:{'|'.join(re.escape(fold(word)) for word in words)})[sx]?\b")
