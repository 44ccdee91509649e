"""Due date that cannot be read, or out of the year.

A due date names no time, a day or a quarter that does not exist, or another year; or it is a text
among dates.

Why
    What has no date is never late: the row is missing from every reminder and every chart.

Example
    | Code | Work plan 2024  | Due date   |                     |
    |------|-----------------|------------|---------------------|
    | 1    | ROADS           |            |                     |
    | 1    | Pave the square | June       |                     |
    | 1    | Light the lane  | Q2         |                     |
    | 1    | Mark the kerbs  | 31/06/2024 | bad due date        |

Fix
    None: type the date again. Months, quarters, seasons and words such as “ongoing” are due dates
    too; sentences are left alone but where all other cells are dates, and so is a column of other
    years, or of few times. A date of the year after the programme's is silent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta

from xlmot.findings import Finding, Severity
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.programme.columns import StaffColumn
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.programme.vocabulary import fold
from xlmot.rules.column.date_out_of_range import far_rows
from xlmot.rules.dates import NUMBER, exists, find_dates
from xlmot.rules.forms_of_times import remarks_on
from xlmot.rules.months import is_month, odd_months
from xlmot.rules.spans import mistyped
from xlmot.rules.staff_columns import held_text, noticed
from xlmot.rules.times import date_parts, days, month_named
from xlmot.rules.weeks import impossible, named_weeks

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "words": say("Words that tell a time, or that there is none."),
    "parts": say("The letter of each part of a year, and how many there are: Q = 4."),
    "later": say("How many years after the programme a date may be."),
    "share": say("The share of dates in order from which on the others are reported, from 0 to 1."),
}

YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# `2021-27`: the second year of a period may be short.
PERIOD = lazy(r"(?<!\d)((?:19|20)\d\d)\s*[-–/]\s*((?:19|20)?\d\d)(?!\d)")
DIGITS = r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d\d))?(?![/.-]?\d)"
BACKWARDS = r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)"
MONTH_OF_YEAR = r"(?<![\d/.-])(\d{1,2})[/.-](?:19|20)\d\d(?!\d)"
# A quarter or half a year in words, whatever its number; so is a month before its year.
NTH_PART = lazy(
    r"(?<!\d)(\d)\s?(?:er|re|e|eme|o|a|°|º|ª|\.|st|nd|rd|th)?\s?"
    r"(?:(trim|quart|kwart)|(?:semestre|semester|halbj|half\s?year|halfjaar))\w*\.?\s"
    r"(?:de\s|del\s)?(?:19|20)\d\d"
)
# The day of a month and a year: “31 Feb/2026”.
NAMED_DAY = lazy(
    r"(?<![\d/.-])(\d{1,2})\.?[\s-](?:de\s)?([^\W\d_]{3,})\.?[\s/-](?:de\s)?((?:19|20)\d\d)"
)
# `T2.1` and `t5-1-3` are codes.
PART = (
    r"(?<!\w)(?:([a-z])\s?(\d{1,2})|(\d)\s?([a-z]))"
    r"(?=$|\W|(?:19|20)\d\d)(?!\.\d|-\d{1,2}[.-]\d)"
)
# An address, which may hold what looks like a part of a year.
LINK = "://"
WORD = r"[^\W\d_]+"
# Excel shows a number formatted as a date by mistake as one of 1900.
OLDEST = 1990
FIRST_DAY, LAST_DAY = 32874, 73050
# More words are a sentence, and an event may be a due date: “after the vote of the council”.
LONGEST = 2
# Where so many cells are dates, a sentence without a figure is the one that is none.
ALL_DATES = 0.95
# A date that is a text is told beside so many that are dates, and nearly all.
FEWEST_TYPED, TYPED_SHARE = 8, 0.85
# A column whose header says nothing holds times if so many cells, and most, name parts of years.
FEWEST_PARTS, PARTS_SHARE = 8, 0.8
VAGUE, IMPOSSIBLE, OUT_OF_YEAR = "vague", "impossible", "out-of-year"
UNFORMATTED = "unformatted"


def check(
    programme: Programme,
    *,
    words: tuple[str, ...] = (),
    parts: Mapping[str, str] = {},
    later: int = 1,
    share: float = 0.8,
) -> Iterator[Finding]:
    """Yield the due dates that are none.

    `words` tell a time, or that there is none; `parts` are the letters of the parts of a year,
    each with the number of the last (`T` to "4"). A date may be up to `later` years after the
    programme. Other years, and one or two words that name no time, are reported where at least
    `share` of the cells are in order.
    """
    if not programme.columns:
        return
    reader = _Reader(words, parts, _years(programme), later)
    far = far_rows(programme)
    columns = [
        column
        for column in programme.columns
        if column.kind == "due_date"
        or (not column.told and (days(column) or reader.reads(column) or named_weeks(column)))
    ]
    for column in columns:
        odd, strange = odd_months(column, reader.words)
        weeks = named_weeks(column)
        odd |= mistyped(column) | impossible(weeks)
        dated = len(days(column)) >= ALL_DATES * sum(1 for _ in column.cells())
        said = [
            (index, IMPOSSIBLE if index in odd else reader.fault(value, dated=dated))
            for index, value in column.typed()
            if index not in weeks or index in odd
        ]
        faults = Counter(fault for _, fault in said)
        few = (1 - share) * len(said)
        usual = {VAGUE: faults[VAGUE] > few}
        usual |= {own: faults[own] > max(1, few) for own in (OUT_OF_YEAR, UNFORMATTED)}
        real = sum(isinstance(value, date) for _, value in column.cells())
        typed = real >= max(FEWEST_TYPED, TYPED_SHARE * len(said))
        remarks = remarks_on(column, real, reader.words)
        for index, fault in said:
            value = held_text(column, index)
            if fault and not usual.get(fault) and not (fault == IMPOSSIBLE and index in far):
                yield noticed(programme, column, index, _message(fault, value))
            elif index in strange and not fault:
                own = noticed(programme, column, index, _message(VAGUE, value))
                yield own._replace(severity=Severity.NOTE)
            elif not fault and typed and isinstance(column.value(index), str) and date_parts(value):
                message = say(
                    "Date stored as text: “{value}”; {count} other cells are dates.",
                    value=value,
                    count=real,
                )
                yield noticed(programme, column, index, message)
            elif not fault and index in remarks:
                own = noticed(programme, column, index, remarks[index])
                yield own._replace(severity=Severity.NOTE)


def _message(fault: str, value: str) -> Message:
    if fault == OUT_OF_YEAR:
        return say("Due date out of the year: {value}.", value=value)
    return say("Due date that cannot be read: “{value}”.", value=value)


def _years(programme: Programme) -> tuple[int, int] | None:
    """Return the first and the last year that the header names, None if it names none."""
    for index in programme.table.of_kind(RowKind.HEADER):
        years = _years_in(programme.table.labels[index])
        if years:
            return min(years), max(years)
    return None


def _years_in(text: str) -> list[int]:
    years = [int(year) for year in YEAR.findall(text)]
    for first, last in PERIOD.findall(text):
        years.append(int(first[: 4 - len(last)] + last))
    return years


class _Reader:
    """Say what is wrong with a due date, in the words of a house."""

    def __init__(
        self,
        words: Sequence[str],
        parts: Mapping[str, str],
        years: tuple[int, int] | None,
        later: int,
    ) -> None:
        self.words = {fold(word) for word in words}
        self.parts = {fold(key): int(last) for key, last in parts.items() if last.isdecimal()}
        self.years = years
        self.later = later
        self.known: dict[str, str] = {}

    def reads(self, column: StaffColumn) -> bool:
        """Return whether the cells of a column are parts of years: “Q2 2025”, “03/2026”."""
        texts = [value for _, value in column.typed() if isinstance(value, str)]
        if column.kind != "text":
            return False
        told = sum(
            LINK not in text and (any(self._parts(fold(text))) or is_month(text)) for text in texts
        )
        return told >= max(FEWEST_PARTS, PARTS_SHARE * len(texts))

    def fault(self, value: Value, *, dated: bool = False) -> str:
        """Return what is wrong with the value of a cell, "" if nothing is.

        In a column that is `dated` all other cells hold dates, and a sentence is none.
        """
        if isinstance(value, date):
            return self._of_years([value.year])
        if isinstance(value, bool | time | timedelta) or value is None:
            return ""
        if isinstance(value, int | float):
            return self._of_number(value)
        if value not in self.known:
            self.known[value] = self._of_text(value)
        sentence = dated and len(value.split()) > LONGEST and not re.search(r"\d", value)
        return self.known[value] or (VAGUE if sentence else "")

    def _of_years(self, years: Sequence[int]) -> str:
        if years and max(years) < OLDEST:
            return IMPOSSIBLE
        if not years or self.years is None:
            return ""
        first, last = self.years
        return "" if any(first <= year <= last + self.later for year in years) else OUT_OF_YEAR

    def _of_number(self, value: float) -> str:
        if 1900 <= value < 2100:
            return self._of_years([int(value)])
        # A date without its format shows the days since 1900: 45658 is 1 January 2025.
        if FIRST_DAY <= value <= LAST_DAY:
            return UNFORMATTED
        return "" if 1 <= value <= 53 else IMPOSSIBLE

    def _of_text(self, text: str) -> str:
        if _is_impossible(text):
            return IMPOSSIBLE
        plain = fold(text)
        parts = list(self._parts(plain))
        if parts and not any(parts):
            return IMPOSSIBLE
        years = _years_in(text)
        if years:
            return self._of_years(years)
        named = parts or re.search(DIGITS, text) or len(text.split()) > LONGEST
        return "" if named or self._names_time(text, plain) else VAGUE

    def _parts(self, text: str) -> Iterator[bool]:
        """Yield, for each part of a year that a text names, whether there is one: T2, not T5."""
        for letter, number, first, last in re.findall(PART, text):
            most = self.parts.get(letter or last)
            if most:
                yield 1 <= int(number or first) <= most

    def _names_time(self, text: str, plain: str) -> bool:
        dates = find_dates(text, NUMBER.finditer(text))
        numeric = re.search(r"\d\s?[/.-]\s?\d", text)
        own = {fold(text.strip()), *re.findall(WORD, plain)}
        return bool(own & self.words or numeric or next(dates, None))


def _is_impossible(text: str) -> bool:
    """Return whether a text names days, and none that a calendar has."""
    parts = date_parts(text)
    if parts is not None:
        day, month, year = parts
        return not (exists(day, month, year) or exists(month, day, year))
    found = [exists(d.day, d.month, d.year) for d in find_dates(text, NUMBER.finditer(text))]
    found += [exists(int(d), int(m), int(y)) for y, m, d in re.findall(BACKWARDS, text)]
    found += [1 <= int(month) <= 12 for month in re.findall(MONTH_OF_YEAR, text)]
    named = NAMED_DAY.findall(fold(text))
    months = ((int(day), month_named(name), int(year)) for day, name, year in named)
    found += [exists(day, month, year) for day, month, year in months if month]
    nth = NTH_PART.findall(fold(text))
    found += [1 <= int(number) <= (4 if quarter else 2) for number, quarter in nth]
    for day, _, month, year in re.findall(DIGITS, text):
        found.append(_fits(int(day), int(month), year))
    return bool(found) and not any(found)


def _fits(day: int, month: int, year: str) -> bool:
    """Return whether digits name a day in either order or, without a year, a month and its year."""
    whole = int(year) if len(year) == 4 else 2000 + int(year) if year else None
    if exists(day, month, whole) or exists(month, day, whole):
        return True
    return not year and 1 <= day <= 12
