"""Find dates in labels, by the names of months in ten languages: `28 juin`, `June 31st, 2024`.

A date is looked for around a number, so that a label without numbers costs next to nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import normalise

# A number that may be a day or a year; no part of a decimal, a reference or a word. The digit comes
# first in the pattern, so that `re` looks at nothing else.
NUMBER = lazy(r"\d(?<![\w.,/°#].)\d{0,3}(?!\d)")

# The names of each month: French, English, German, Dutch, Spanish and Catalan, then Italian,
# Portuguese, Polish, Scandinavian; short ones in the first two. These need their
# full stop: “sept” is also seven.
NAMES = (
    "janvier janv. january jan. januar januari jänner enero gener gennaio janeiro stycznia styczeń",
    (
        "février fevrier févr. fevr. fév. fev. february feb. februar februari febrero"
        " febrer febbraio fevereiro lutego luty"
    ),
    "mars march märz maart marzo març março marca marzec marts",
    "avril avr. april apr. abril aprile kwietnia kwiecień",
    "mai may mei mayo maig maggio maio maja maj",
    "juin june juni junio juny giugno junho czerwca czerwiec",
    "juillet juil. july juli julio juliol luglio julho lipca lipiec",
    "août aout august aug. augustus agosto agost augusti sierpnia sierpień",
    "septembre september sept. sep. septiembre setiembre settembre setembro września wrzesień",
    "octobre october oct. oktober octubre ottobre outubro października październik",
    "novembre november nov. noviembre novembro listopada listopad",
    (
        "décembre decembre december déc. dec. dezember diciembre dicembre dezembro desember"
        " desembre grudnia grudzień"
    ),
)
MONTHS = {name: month for month, names in enumerate(NAMES, 1) for name in names.split()}
WORD = lazy(r"[^\W\d_]+")
WORDS = frozenset(name.rstrip(".") for name in MONTHS)
# As they stand in labels that are normalised.
MONTH_WORDS = frozenset(normalise(WORDS))
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENDING = r"(?:er|st|nd|rd|th)?"
DAY = rf"\d{{1,2}}{ENDING}"
YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?"

AFTER = lazy(
    rf"(?:{ENDING}|\.)\s+(?:de\s+)?(?P<name>[^\W\d_]+)(?!\w)(?P<stop>\.(?!\w))?{YEAR}",
    re.IGNORECASE,
)
# “may” is a verb too: before its day, a month has its capital.
BEFORE = lazy(rf"\b({'|'.join(ENGLISH_MONTHS)})\s+\Z")
AFTER_DAY = lazy(rf"{ENDING}(?:\s*[-–]\s*{DAY})?(?![\w:]){YEAR}")
DAYS_BEFORE = lazy(
    rf"(?<![\w.,/°#])(?:{DAY}\s*(?:[-–/,&]|\bet|\bau|\band|\bto)\s*(?:le\s+)?){{1,6}}\Z"
)
# As far back as the longest month, “boulevard de la”, and six days in a row.
MONTH_REACH, NO_DATE_REACH, DAYS_REACH = 12, 20, 60

# “Bulletin n° 31 avril 2024” is a number and the month of the issue; streets bear days.
NO_DATE = lazy(
    r"(?:n[°º]s?|\bno\.|\bnum[ée]ros?|\bnumber|\bvol\.)\s?\Z"
    r"|\b(?:rue|avenue|boulevard|place|quai|square|pont|cours)\s(?:du|de la|des)\s\Z",
    re.IGNORECASE,
)

# One of these stands there.
NO_DATES = (
    *("n°", "nº", "no.", "num", "vol."),
    *("rue", "avenue", "boulevard", "place", "quai", "square", "pont", "cours"),
)


class Date(NamedTuple):
    """A day and a month in a label, from `start` to `end`; `year` is None if none stands there."""

    start: int
    end: int
    day: int
    month: int
    year: int | None


def find_dates(text: str, numbers: Iterable[re.Match[str]]) -> Iterator[Date]:
    """Yield the dates of a label that the matches of `NUMBER` are the days of.

    >>> def texts(text):
    ...     return [text[d.start : d.end] for d in find_dates(text, NUMBER.finditer(text))]
    >>> texts("Forum (27-28 juin), fair on June 3rd, 2024"), texts("We may meet 12 mayors")
    (['28 juin', 'June 3rd, 2024'], [])
    """
    days = [number for number in numbers if number.end() - number.start() <= 2]
    if days and not WORDS.isdisjoint(WORD.findall(text.lower())):
        for number in days:
            date = _named_after(text, number) or _named_before(text, number)
            if date and not _is_counted(text[max(0, date.start - NO_DATE_REACH) : date.start]):
                yield date


def _is_counted(before: str) -> bool:
    """Return whether what stands before a date says that it is none."""
    return any(map(before.lower().__contains__, NO_DATES)) and bool(NO_DATE.search(before))


def _named_after(text: str, number: re.Match[str]) -> Date | None:
    named = AFTER.match(text, number.end())
    if named is None:
        return None
    name = named["name"].lower()
    if named["stop"] and name + "." in MONTHS:
        return Date(number.start(), named.end(), int(number[0]), MONTHS[name + "."], _year(named))
    if name not in MONTHS:
        return None
    # No year stands behind the full stop of a sentence.
    end, year = (named.end("name"), None) if named["stop"] else (named.end(), _year(named))
    return Date(number.start(), end, int(number[0]), MONTHS[name], year)


def _named_before(text: str, number: re.Match[str]) -> Date | None:
    start = number.start()
    reach = text[max(0, start - MONTH_REACH) : start]
    if not any(map(reach.__contains__, ENGLISH_MONTHS)):
        return None
    named = BEFORE.search(text, max(0, start - MONTH_REACH), start)
    after = named and AFTER_DAY.match(text, number.end())
    if named is None or after is None:
        return None
    month = ENGLISH_MONTHS.index(named[1]) + 1
    return Date(named.start(), after.end(), int(number[0]), month, _year(after))


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def with_days_before(text: str, date: Date) -> str:
    """Return the text of a date with the days that share its month: `27-28 juin`."""
    days = DAYS_BEFORE.search(text, max(0, date.start - DAYS_REACH), date.start)
    return text[days.start() if days else date.start : date.end]


def with_numbers(programme: Programme, **_: object) -> Iterable[str]:
    """Return the labels that have a number, and a month or a mark that joins numbers."""
    plain = programme.normalised
    return [
        text
        for text in programme.rows_of.with_digits
        if "/" in text
        or "." in text
        or "-" in text
        or not MONTH_WORDS.isdisjoint(plain[text].split())
    ]


def exists(day: int, month: int, year: int | None = None) -> bool:
    """Return whether a day is in the calendar; of any year, if none is given.

    >>> exists(31, 6), exists(29, 2), exists(29, 2, 2023)
    (False, True, False)
    """
    leap = 2000
    try:
        dt.date(year or leap, month, day)
    except ValueError:
        return False
    return True
