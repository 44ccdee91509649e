"""Read the times that a short text names: days, months, quarters, half years, years, periods."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from datetime import date

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import StaffColumn
from xlmot.programme.vocabulary import fold
from xlmot.rules.times import FEWEST, NAMED_SHARE, day, month_named

# A longer text tells more than a time.
LONGEST = 32
YEAR = r"(?:19|20)\d\d"
CENTURY = lazy(r"(?:19|20)\d")
FIGURE = lazy(r"\d")
OF = r"(?:de\s|del\s|di\s)?"
ORDINAL = r"\s?(?:er|re|e|eme|o|a|°|º|ª|\.|st|nd|rd|th)?\s?"
# Words of six languages for a quarter and for half a year, folded.
QUARTER = r"(?:[tq]|trim\w*|quart\w*|kwart\w*|kw)"
HALF = r"(?:[sh]|sem\w*|half\s?year|half|halbj\w*|halfjaar)"
TIME = lazy(
    rf"(?<!\d)(?<!\d[.,])(?:"
    rf"(?P<day>\d{{1,2}})[/.-](?P<day_month>\d{{1,2}})[/.-](?P<day_year>{YEAR})"
    rf"|(?P<iso_year>{YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    rf"|(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<month_year>{YEAR})"
    rf"|(?P<back_year>{YEAR})[/.-](?P<back_month>\d\d)"
    rf"|(?<!\w)(?P<name>[^\W\d_]{{3,}})\.?[\s/-]{OF}(?P<name_year>{YEAR})"
    rf"|(?<!\w){QUARTER}\s?(?P<quarter>\d)[\s/.-]*{OF}(?P<quarter_year>{YEAR})"
    rf"|(?P<nth_quarter>\d){ORDINAL}{QUARTER}[\s/.-]*{OF}(?P<nth_quarter_year>{YEAR})"
    rf"|(?<!\w){HALF}\s?(?P<half>\d)[\s/.-]*{OF}(?P<half_year>{YEAR})"
    rf"|(?P<nth_half>\d){ORDINAL}{HALF}[\s/.-]*{OF}(?P<nth_half_year>{YEAR})"
    rf"|(?P<back_quarter_year>{YEAR})[\s/.-]*[tq]\s?(?P<back_quarter>\d)"
    rf"|(?P<back_half_year>{YEAR})[\s/.-]*[sh]\s?(?P<back_half>\d)"
    rf"|(?P<year>{YEAR})"
    rf")(?!\d)"
)
# How many months a part of a year has.
MONTHS = {"month": 1, "back": 1, "quarter": 3, "nth_quarter": 3, "back_quarter": 3}
MONTHS |= {"half": 6, "nth_half": 6, "back_half": 6}
# So many texts of a column, and nearly all, are written letter for letter alike.
FEWEST_ALIKE, NEARLY_ALL = 10, 0.9
ALONE_SHARE = 0.05
WEEK = lazy(r"(?i)\b[sw]\s?\d\d\b")
BEFORE = lazy(r"(?:du|de|des|from|von|vom|del|desde|da|dal|van|ab)?\s*")
BETWEEN = lazy(
    r"\s*(?:[-–—→>]+|/|a|au|jusqu'?a|to|until|till|bis|al|hasta|ate|fino a|tot|t/m|do)\s*"
)


class Span(NamedTuple):
    """A time in a folded text, from `start` to `end`: from one ordinal day to another."""

    start: int
    end: int
    first: int
    last: int


def read_spans(text: str) -> list[Span]:
    """Return the times that a text names with their years; none that no calendar has.

    >>> def shown(text):
    ...     return [str(date.fromordinal(d)) for span in read_spans(text) for d in span[2:]]
    >>> shown("06/2026"), shown("T4 2026"), shown("mars 2027")
    (['2026-06-01', '2026-06-30'], ['2026-10-01', '2026-12-31'], ['2027-03-01', '2027-03-31'])
    >>> shown("2. Halbjahr 2026"), shown("13/2026"), shown("2027-2025")[1:3]
    (['2026-07-01', '2026-12-31'], [], ['2027-12-31', '2025-01-01'])
    """
    plain = _plain(text)
    found = ((match, _days(match)) for match in TIME.finditer(plain))
    return [Span(*match.span(), *days) for match, days in found if days]


def read_period(text: str) -> tuple[Span, Span] | None:
    """Return the beginning and the end that a text names, and nothing else.

    >>> read_period("from 09/2026 to 03/2026") is not None, read_period("2026 (report of 2025)")
    (True, None)
    """
    plain, spans = _plain(text), read_spans(text)
    if len(spans) != 2:
        return None
    first, last = spans
    alone = BEFORE.fullmatch(plain[: first.start]) and last.end == len(plain)
    return (first, last) if alone and BETWEEN.fullmatch(plain[first.end : last.start]) else None


def names_whole(text: str) -> bool:
    """Return whether a text is one time and nothing else.

    >>> names_whole("S2 2026"), names_whole("S12 2026"), names_whole("jun/2027")
    (True, False, True)
    """
    found, plain = read_spans(text), _plain(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain))


def spans(column: StaffColumn) -> Mapping[int, Span]:
    """Return the times of a column whose texts name one each, nearly all of them, by table row.

    Words without a figure, “all the time”, do not count, unless they are more.
    """
    cells = [(index, value) for index, value in column.cells() if day(value) is None]
    texts = {index: value for index, value in cells if isinstance(value, str)}
    if len(texts) < FEWEST or (column.told and column.kind == "text"):
        return {}
    figured = {i: own for i, own in texts.items() if FIGURE.search(own)}
    read = {index: read_spans(text) for index, text in figured.items() if len(text) <= LONGEST}
    found = {index: own[0] for index, own in read.items() if len(own) == 1}
    least = max(FEWEST, NAMED_SHARE * len(figured), len(texts) / 2)
    return found if len(found) >= least else {}


def shape(text: str) -> str:
    """Return how a time is written, numbers as 0 and known months as m.

    >>> shape("06/2026"), shape("06/2207"), shape("mars 2026"), shape("mrs 2026"), shape("T1 2026")
    ('0/0', '0/0', 'm 0', 'mrs 0', 't0 0')
    """
    named = re.sub(
        r"[^\W\d_]{3,}",
        lambda word: "m" if month_named(word[0]) else word[0],
        _plain(text),
    )
    return re.sub(r"\d+", "0", named)


def mistyped(column: StaffColumn) -> set[int]:
    """Return the rows of a column of times with a letter in place of a figure, or a figure of one.

    Nearly all texts are written alike: “0ct 2027” among “Jul 2027”, “2027-SS” among “2027-S1”.
    """
    texts = [(index, value) for index, value in column.typed() if isinstance(value, str)]
    forms = {index: _letters(text) for index, text in texts if len(text) <= LONGEST}
    if len(forms) < FEWEST_ALIKE or not any(CENTURY.search(text) for _, text in texts[:5]):
        return set()
    usual, count = Counter(forms.values()).most_common(1)[0]
    if count < NEARLY_ALL * len(texts):
        return set()
    return {index for index, form in forms.items() if _is_one_apart(form, usual)}


def _letters(text: str) -> str:
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "0", _plain(text)))


def _is_one_apart(form: str, usual: str) -> bool:
    """Return whether a letter stands for a figure in a form, or the other way round, once."""
    odd = [pair for pair in zip(form, usual, strict=False) if pair[0] != pair[1]]
    return len(form) == len(usual) and len(odd) == 1 and set(odd[0]) == {"0", "a"}


def counts_weeks(column: StaffColumn) -> bool:
    """Return whether texts of a column name weeks: S36, not the third half of a year.

    One alone among halves of years, “S12” for “S2”, is a slip.
    """
    texts = [value for _, value in column.typed() if isinstance(value, str)]
    return sum(WEEK.search(text) is not None for text in texts) > ALONE_SHARE * len(texts)


def usual_shapes(column: StaffColumn, share: float) -> set[str]:
    """Return the ways in which at least so much of a column of texts writes its times, each."""
    texts = [value for _, value in column.typed() if isinstance(value, str)]
    if column.told and column.kind == "text":
        return set()
    counts = Counter(shape(text) for text in texts if len(text) <= LONGEST and read_spans(text))
    least = max(FEWEST, share * len(texts))
    return {own for own, count in counts.items() if count >= least}


def year_days(year: int) -> tuple[int, int]:
    """Return the first and the last day of a year."""
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _days(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the first and the last day of a time, None if no calendar has it."""
    own = match.groupdict()
    if own["year"]:
        return year_days(int(own["year"]))
    if own["name"]:
        month = month_named(own["name"])
        return _of_months(int(own["name_year"]), month, 1) if month else None
    for kind, months in MONTHS.items():
        if own[kind if kind != "back" else "back_month"]:
            number = int(own["back_month"] if kind == "back" else own[kind])
            return _of_months(int(own[f"{kind}_year"]), (number - 1) * months + 1, months)
    if own["day"]:
        return _of_day(own["day_year"], own["day_month"], own["day"])
    return _of_day(own["iso_year"], own["iso_month"], own["iso_day"])


def _of_months(year: int, month: int, months: int) -> tuple[int, int] | None:
    last = month + months - 1
    if not 1 <= month <= last <= 12:
        return None
    end = date(year, last, monthrange(year, last)[1])
    return date(year, month, 1).toordinal(), end.toordinal()


def _of_day(year: str, month: str, number: str) -> tuple[int, int] | None:
    try:
        own = date(int(year), int(month), int(number)).toordinal()
    except ValueError:
        return None
    return own, own
