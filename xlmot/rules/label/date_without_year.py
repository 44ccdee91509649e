"""Date without year.

A label gives a day and a month, and no year.

Why
    A programme is copied from year to year: the day of last year's meeting is taken for this
    year's.

Example
    | Code | Title                           |                   |
    |------|---------------------------------|-------------------|
    | 1    | MEETINGS                        |                   |
    | 1    | Assembly in Dunkirk, 27-28 June | date without year |
    | 1    | Fair of 3 May 2025              |                   |

Fix
    None: add the year. The days of `recurrent` in the settings come back every year, and street
    names such as “rue du 19 mars” are no dates.
"""

from __future__ import annotations

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.vocabulary import fold
from xlmot.rules import Remark
from xlmot.rules.dates import NUMBER, exists, find_dates, with_days_before, with_numbers

SEVERITY = Severity.NOTE
ENABLED = False
NEEDS = ("digit",)
OPTIONS = {
    "recurrent": say("Days that come back every year."),
}
PATTERN = NUMBER
suspects = with_numbers

YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SHORT_YEAR = lazy(r"\s+['’]?\d\d(?!\d)")


def check(
    text: str, matches: list[re.Match[str]], *, recurrent: tuple[str, ...] = ()
) -> Remark | None:
    if YEAR.search(text):
        return None
    every_year = {fold(day) for day in recurrent}
    for date in find_dates(text, matches):
        shown = with_days_before(text, date)
        real = exists(date.day, date.month) and not SHORT_YEAR.match(text, date.end)
        if real and fold(shown) not in every_year:
            return Remark(say("Date without year: “{date}”.", date=shown))
    return None
