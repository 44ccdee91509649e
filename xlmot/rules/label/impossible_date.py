"""Impossible date.

A label gives a day that no calendar has.

Why
    The event has a day, and this is not it: someone will copy it into an invitation.

Example
    | Code | Title                        |                 |
    |------|------------------------------|-----------------|
    | 1    | MEETINGS                     |                 |
    | 1    | Assembly in Dunkirk, June 31 | impossible date |
    | 1    | Fair of June 30              |                 |

Fix
    None: only a person knows the right day. A day of 29 February counts as impossible only where
    the year stands beside it.
"""

from __future__ import annotations

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark
from xlmot.rules.dates import NUMBER, Date, exists, find_dates, with_numbers

SEVERITY = Severity.WARNING
NEEDS = ("digit",)
PATTERN = NUMBER
suspects = with_numbers

NUMERIC = lazy(
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![/.-]?\w)"
    r"|(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![/.-]?\w)"
)
MEANT = lazy(r"\b(?:le|du|au|on|from)\s\Z", re.IGNORECASE)


def check(text: str, matches: list[re.Match[str]]) -> Remark | None:
    for date in find_dates(text, matches):
        if not exists(date.day, date.month, date.year) and _is_meant(text, date):
            return _remark(text[date.start : date.end])
    for number in matches:
        mark = text[number.end() : number.end() + 1]
        # The same mark stands behind the month, of one or two digits.
        joined = mark in ("/", ".", "-") and mark in text[number.end() + 2 : number.end() + 4]
        numeric = NUMERIC.match(text, number.start()) if joined else None
        if numeric and _is_impossible(numeric):
            return _remark(numeric[0])
    return None


def _remark(date: str) -> Remark:
    return Remark(say("Impossible date: “{date}”.", date=date))


def _is_meant(text: str, date: Date) -> bool:
    """Return whether a number is a day: “Top 50 mars 2024” counts, “le 32 mars” is a slip."""
    return 1 <= date.day <= 31 or (
        date.day > 31 and MEANT.search(text[max(0, date.start - 6) : date.start]) is not None
    )


def _is_impossible(found: re.Match[str]) -> bool:
    """Return whether digits meant as a date name no day, in the French order nor the American."""
    year = int(found["year"] or found["iso_year"])
    day, month = int(found["day"] or found["iso_day"]), int(found["month"] or found["iso_month"])
    orders = [(day, month), (month, day)] if found["day"] else [(day, month)]
    readable = [(d, m) for d, m in orders if 1 <= d <= 31 and 1 <= m <= 12]
    return bool(readable) and not any(exists(d, m, year) for d, m in readable)
