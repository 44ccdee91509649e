"""Show the numbers and days of a column of staff on a generated sheet as that column shows them.

A number format is a text of the workbook's: only what is known to show a number or a day is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta

from xlmot.messages.lazy import lazy
from xlmot.programme.columns import is_number
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.staff import JoinedColumn, staff_value

LONGEST = 100
# A text in quotes, an escaped sign, a width, a filling, a currency or language, a colour.
_AROUND = (
    r'"[^"\x00-\x1f]*"|\\[^\x00-\x1f]|_[^\x00-\x1f]|\*[ \u00a0\-]'
    r"|\[\$[^\]\[\x00-\x1f;]{0,8}\]|\[(?:Black|Red|Blue|Green)\]"
)
_NUMBER = lazy(rf"(?:{_AROUND}|[#0?,.%€$£+\-()/:;' \u00a0\u202f@]|General)+")
_DAY = lazy(rf"(?:{_AROUND}|d{{1,4}}|m{{1,4}}|yyyy|yy|[.,+\-/:;' \u00a0\u202f@])+", re.IGNORECASE)
# What each computer shows in its own way, and what says nothing.
_NONE = frozenset({"", "general", "@", "m/d/yyyy", "m/d/yy", "mm-dd-yy"})
_AROUND_IT = lazy(r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = lazy(r"[#0?](?:[#0?,.]*[#0?,])?")
# The longest names of months and days that a format may show, in French.
_NAMES = {"mmmm": "septembre", "mmm": "sept.", "dddd": "mercredi", "ddd": "mer."}
_PART = lazy(r"m{1,4}|d{1,4}|y{2,4}", re.IGNORECASE)


class Forms:
    """The number formats of the columns of staff, each asked of the workbook once at most."""

    def __init__(self, ask: Callable[[str, int, int], str] = lambda *_: "") -> None:
        self._ask = ask
        self._known: dict[tuple[str, int, int], str] = {}

    def of(self, programme: Programme, column: JoinedColumn) -> str:
        """Return the number format of a column, that of the first number or day of an action."""
        for index in programme.owners:
            value = staff_value(programme, index, column)
            if is_number(value) or isinstance(value, date):
                return self._of(programme, index, column, value)
        return ""

    def _of(self, programme: Programme, index: int, column: JoinedColumn, value: Value) -> str:
        table = programme.table
        section = table.section(index)
        number = column.numbers[table.sections.index(section)] or 0
        place = section.grid.sheet, table.numbers[index], number
        if place not in self._known:
            self._known[place] = safe_form(self._ask(*place), value)
        return self._known[place]


def safe_form(text: str, value: Value) -> str:
    """Return a number format if it is known to show numbers, or days; else "".

    >>> safe_form('#,##0 "€"', 1200), safe_form("mmm yyyy", date(2026, 11, 30))
    ('#,##0 "€"', 'mmm yyyy')
    >>> safe_form("mmm yyyy", 1200), safe_form("[>9]0", 1200), safe_form("General", 1200)
    ('', '', '')
    """
    if len(text) > LONGEST or text.casefold() in _NONE or text.count(";") > 3:
        return ""
    known = _DAY if isinstance(value, date) else _NUMBER
    return text if known.fullmatch(text) else ""


def time_form(value: Value) -> str:
    """Return the number format that a time of day or a duration needs, "" for any other value.

    Without one Excel shows, and reads again, the part of a day that it is.

    >>> time_form(time(8, 30)), time_form(timedelta(hours=30, seconds=5)), time_form("8:30")
    ('hh:mm', '[h]:mm:ss', '')
    """
    if isinstance(value, time):
        return "hh:mm:ss" if value.second or value.microsecond else "hh:mm"
    if isinstance(value, timedelta):
        return "[h]:mm:ss" if value % timedelta(minutes=1) else "[h]:mm"
    return ""


def shown_in(value: Value, form: str) -> str:
    """Return a text about as wide as what Excel shows of a number or a day in a number format.

    >>> shown_in(12000.5, '#,##0.00 "€"'), shown_in(0.256, "0.0 %"), shown_in(-9000, "#,##0,")
    ('12,000.50 €', '25.6 %', '-9')
    >>> shown_in(date(2026, 11, 30), "d mmm yyyy")
    '30 sept. 2026'
    """
    first = form.partition(";")[0]
    if isinstance(value, date):
        return _AROUND_IT.sub(r"\1\2\3", _PART.sub(_widest, first)).strip()
    first = _AROUND_IT.sub(r"\1\2\3", first)
    found = _DIGITS.search(first)
    if found is None or not isinstance(value, int | float):
        return str(value or "")
    digits = found[0].rstrip(",")
    scaled = value * (100 if "%" in first else 1) / 1000 ** (len(found[0]) - len(digits))
    text = f"{scaled:,.{len(digits.partition('.')[2])}f}"
    return _DIGITS.sub(text, first, count=1).strip()


def _widest(part: re.Match[str]) -> str:
    return _NAMES.get(part[0].lower(), "2026" if len(part[0]) == 4 else "30")
