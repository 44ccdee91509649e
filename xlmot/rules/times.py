"""Read the days and the years of the columns that hold times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from xlmot.messages.lazy import lazy
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.grid import Value
from xlmot.programme.vocabulary import fold
from xlmot.rules.dates import NAMES

# A column holds times if so many cells do, and most of them.
FEWEST = 4
SHARE = 2 / 3
NAMED_SHARE = 0.9
FIRST_YEAR, LAST_YEAR = 1900, 2999
FIRST_OURS, LAST_OURS = 1990, 2060
# Dates typed as texts: `12/03/2026`, `12.3.2026`, `2026-03-12`, `12-Mar-2026`.
NUMERIC = lazy(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
BACKWARDS = lazy(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
NAMED = lazy(r"(\d{1,2})[-. ]{1,2}([^\W\d_]{3,})[-. ]{1,2}(\d{4})")
YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ODD = lazy(r"\d{1,2}([./-])\d{1,2}\1(?P<year>\d{3}|\d{5})")
# So many texts of a column of times have figures.
FIGURE, FIGURED_SHARE = lazy(r"\d"), 0.75
# A number of fewer digits is a day, a month or a short year.
FEWEST_DIGITS = 3
# A text names its year if it is so short: “T3 2026”, “spring 2027”.
LONGEST = 20


@cache
def short_months() -> Mapping[str, int]:
    """Return the months by the first three letters of their names, where these leave one only."""
    found: dict[str, set[int]] = {}
    for month, names in enumerate(NAMES, 1):
        for name in names.split():
            found.setdefault(fold(name)[:3], set()).add(month)
    return {short: months.pop() for short, months in found.items() if len(months) == 1}


@cache
def month_names() -> Mapping[str, int]:
    """Return the months by their names in all languages, folded."""
    return {
        fold(n.strip(".")): month for month, names in enumerate(NAMES, 1) for n in names.split()
    }


def month_named(word: str) -> int | None:
    """Return the month that a folded word is the name of, or the beginning of the name.

    >>> month_named("juin"), month_named("juil"), month_named("mrs"), month_named("jui")
    (6, 7, None, None)
    """
    names = month_names()
    if word in names:
        return names[word]
    begun = {month for name, month in names.items() if name.startswith(word)}
    return begun.pop() if len(word) > 2 and len(begun) == 1 else None


def day(value: Value) -> date | None:
    """Return the day of a cell, None for anything but a date; Excel keeps a date with a time."""
    return (
        value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
    )


def days(column: StaffColumn) -> Mapping[int, date]:
    """Return the days of a column of dates by table row; nothing for another column.

    Dates that are typed as texts count too.
    """
    cells = list(column.cells())
    found = {index: own for index, value in cells if (own := day(value)) is not None}
    texts = {index: value for index, value in cells if isinstance(value, str)}
    found |= _written_days(texts) if len(found) + len(texts) >= FEWEST else {}
    return found if len(found) >= FEWEST and len(found) >= SHARE * len(cells) else {}


def _written_days(texts: Mapping[int, str]) -> dict[int, date]:
    """Return the days that texts name, in the order of day and month that most of them allow."""
    parts = {index: own for index, text in texts.items() if (own := date_parts(text)) is not None}
    turned = sum(month > 12 >= day for day, month, _ in parts.values())
    kept = sum(day > 12 >= month for day, month, _ in parts.values())
    found = {}
    for index, (first, second, year) in parts.items():
        number, month = (second, first) if turned > kept else (first, second)
        if (written := _date(year, month, number)) is not None:
            found[index] = written
    return found


def date_parts(text: str) -> tuple[int, int, int] | None:
    """Return the day, the month and the year of a text that is a date, or would be one.

    >>> date_parts("31.06.2026"), date_parts("2026-06-31"), date_parts("31-Jun-2026")
    ((31, 6, 2026), (31, 6, 2026), (31, 6, 2026))
    >>> date_parts("June"), date_parts("1.2.3")
    (None, None)
    """
    bare = text.strip()
    if found := NUMERIC.fullmatch(bare):
        return int(found[1]), int(found[3]), int(found[4])
    if found := BACKWARDS.fullmatch(bare):
        return int(found[4]), int(found[3]), int(found[1])
    if (found := NAMED.fullmatch(bare)) and (month := short_months().get(fold(found[2])[:3])):
        return int(found[1]), month, int(found[3])
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def years(column: StaffColumn) -> Mapping[int, int]:
    """Return the years of a column of dates, or of one of years only, by table row."""
    found = days(column)
    if found:
        return {index: own.year for index, own in found.items()}
    cells = list(column.cells())
    whole = {index: own for index, value in cells if (own := _year(value)) is not None}
    if len(whole) >= FEWEST and len(whole) == len(cells):
        return whole
    return {} if column.told and column.kind == "text" else _named_years(cells)


def _named_years(cells: Iterable[tuple[int, Value]]) -> Mapping[int, int]:
    """Return the years that the texts of a column name, one each in nearly all of them."""
    texts = _figured(cells)
    named = {
        index: int(years[0])
        for index, text in texts.items()
        if len(text) <= LONGEST and len(years := YEAR.findall(text)) == 1
    }
    return named if len(named) >= max(FEWEST, NAMED_SHARE * len(texts)) else {}


def written_years(column: StaffColumn) -> list[tuple[int, int]]:
    """Return the years of the texts of a column, each with its table row; slips of the fingers too.

    A number is a year where nearly all texts that are written so have a year in its place: 2207 in
    “06/2207”, 20300 in “2027-20300”.
    """
    if numbers := _of_numbers(column):
        return numbers
    typed = _figured(column.cells())
    texts = {index: value for index, value in typed.items() if len(value) <= LONGEST}
    dated = sum(1 for text in texts.values() if YEAR.search(text))
    if dated < max(FEWEST, min(NAMED_SHARE * len(typed), len(typed) - 1)):
        return _of_odd_dates(texts) if days(column) else []
    runs = {index: re.findall(r"\d+", text) for index, text in texts.items()}
    forms: dict[str, list[list[str]]] = {}
    for index, text in texts.items():
        forms.setdefault(_form(text), []).append(runs[index])
    places = {form: _places_of_years(own) for form, own in forms.items()}
    return [
        (index, int(runs[index][place]))
        for index, text in texts.items()
        for place in places[_form(text)]
        if len(runs[index][place]) >= FEWEST_DIGITS
    ]


def _of_numbers(column: StaffColumn) -> list[tuple[int, int]]:
    """Return the whole numbers of a column where all but one are years of our time."""
    cells = list(column.cells())
    whole = [
        (index, int(value))
        for index, value in cells
        if isinstance(value, int | float) and is_number(value) and value == int(value)
    ]
    ours = sum(FIRST_OURS <= number <= LAST_OURS for _, number in whole)
    others = [number for _, number in whole if not FIRST_OURS <= number <= LAST_OURS]
    alone = len(others) == 1 and ours > FEWEST and ours == len(cells) - 1
    return whole if alone and others[0] >= 10 ** (FEWEST_DIGITS - 1) else []


def _figured(cells: Iterable[tuple[int, Value]]) -> dict[int, str]:
    """Return the texts of cells; those with figures where nearly all have some.

    “All the time” among quarters is no time, and makes the others none either.
    """
    texts = {index: value for index, value in cells if isinstance(value, str)}
    figured = {index: text for index, text in texts.items() if FIGURE.search(text)}
    return figured if len(figured) >= FIGURED_SHARE * len(texts) else texts


def _form(text: str) -> str:
    """Return how a text is written, whatever its numbers and its words are."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", text.strip()))


def _places_of_years(runs: Sequence[Sequence[str]]) -> list[int]:
    """Return which numbers of some texts of a form are years: in nearly all texts, or in the one.

    >>> _places_of_years([["06", "2027"]]), _places_of_years([["06", "2027"], ["11", "2207"]])
    ([1], [])
    """
    fewest = max(min(FEWEST, len(runs)), min(NAMED_SHARE * len(runs), len(runs) - 1))
    return [
        place
        for place, own in enumerate(zip(*runs, strict=True))
        if sum(YEAR.fullmatch(run) is not None for run in own) >= fewest
    ]


def _of_odd_dates(texts: Mapping[int, str]) -> list[tuple[int, int]]:
    """Return the years of texts that would be days but for their years: “12/03/20266”."""
    found = ((index, ODD.fullmatch(text.strip())) for index, text in texts.items())
    return [(index, int(match["year"])) for index, match in found if match]


def _year(value: Value) -> int | None:
    if not isinstance(value, int | float) or not is_number(value) or value != int(value):
        return None
    return int(value) if FIRST_YEAR <= value <= LAST_YEAR else None


def exchanged(year: str) -> list[int]:
    """Return the years with two neighbouring figures exchanged.

    >>> exchanged("2062")
    [262, 2602, 2026]
    """
    pairs = range(len(year) - 1)
    return [int(year[:i] + year[i + 1] + year[i] + year[i + 2 :]) for i in pairs]
