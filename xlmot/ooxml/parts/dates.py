"""Read which cell formats show dates, times or spans of time, and what a number means in them.

Excel keeps a moment as days since the end of 1899 (ECMA-376 part 1, 18.17.4.1): only the format of
its cell tells it from a number.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from xlmot.messages.hints import Literal, TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.ooxml.parts.markup import Element, Markup

Kind: TypeAlias = Literal["date", "span"]

# The formats that have a number of their own (18.8.30): dates, times, and [h]:mm:ss; those from 27
# on are dates of East Asian editions.
_DATES = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))
_BUILT_IN: dict[int, Kind] = {**dict.fromkeys(_DATES, "date"), 46: "span"}
# What a format shows as it stands: a text in quotes, an escaped sign, a width, a filling.
_LITERAL = lazy(r'"[^"]*"?|\\.|_.|\*.', re.DOTALL)
_SPAN = lazy(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = lazy(r"\[[^\]]*\]")
# Days, months, years, hours, minutes, seconds; `AM/PM` has an m.
_MOMENTS = frozenset("dmyhs")

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - as Excel's
_LAST = 2_958_466  # the day after 31 December 9999, in days since the end of 1899
_DAYS_TO_1904 = 1462


def kinds_of_formats(styles: Markup | None) -> list[Kind | None]:
    """Return for each cell format (`c@s`) whether it shows a date or a span of time."""
    if styles is None:
        return []
    own = {
        number: kind_of_code(values["formatCode"].value)
        for form in _items(styles, "numFmts")
        if (number := _whole((values := styles.attributes(form)).get("numFmtId"))) is not None
        and "formatCode" in values
    }
    found: list[Kind | None] = []
    for form in _items(styles, "cellXfs"):
        number = _whole(styles.attributes(form).get("numFmtId")) or 0
        found.append(own[number] if number in own else _BUILT_IN.get(number))
    return found


def kind_of_code(code: str) -> Kind | None:
    """Return what a number format shows; None where it shows numbers or text.

    >>> kind_of_code("[$-40C]d mmm yy"), kind_of_code("[h]:mm"), kind_of_code('0 "days"')
    ('date', 'span', None)
    """
    first = _LITERAL.sub("", code).partition(";")[0]
    if "[" in first:
        if _SPAN.search(first):
            return "span"
        first = _BRACKETS.sub("", first)
    return None if _MOMENTS.isdisjoint(first.lower().replace("general", "")) else "date"


def moment(number: float, kind: Kind, *, from_1904: bool) -> date | time | timedelta | float:
    """Return what a number shows in a format of that kind; what Excel shows as ##### stays one.

    A moment of the day 0 is a time, one at midnight a date. Excel has a 29 February 1900 that was
    not: before it, its days are one behind.

    >>> moment(45000.5, "date", from_1904=False), moment(0.25, "date", from_1904=False)
    (datetime.datetime(2023, 3, 15, 12, 0), datetime.time(6, 0))
    >>> moment(1.5, "span", from_1904=False), moment(-1, "date", from_1904=False)
    (datetime.timedelta(days=1, seconds=43200), -1)
    """
    if kind == "span":
        return timedelta(days=number) if abs(number) < _LAST else number
    if not 0 <= number < _LAST - (_DAYS_TO_1904 if from_1904 else 0):
        return number
    days, part = divmod(round(number * 86_400_000), 86_400_000)
    if days == 0:
        return (_EPOCH + timedelta(milliseconds=part)).time()
    if not from_1904 and days < 60:
        days += 1
    try:
        found = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days, milliseconds=part)
    except OverflowError:
        return number
    return found if part else found.date()


def moment_written(text: str) -> date | time | None:
    """Return the moment that a cell of type `d` writes out (ISO 8601); None where it is none.

    >>> moment_written("2024-03-15"), moment_written("2024-03-15T08:30:00Z")
    (datetime.date(2024, 3, 15), datetime.datetime(2024, 3, 15, 8, 30))
    """
    try:
        if "T" in text.lstrip("T"):
            return datetime.fromisoformat(text).replace(tzinfo=None)
        if ":" in text:
            return time.fromisoformat(text.lstrip("T")).replace(tzinfo=None)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _items(xml: Markup, name: str) -> list[Element]:
    collection = xml.first(name)
    return [] if collection is None else list(xml.children(collection))


def _whole(attribute: object) -> int | None:
    text = getattr(attribute, "value", "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else None
