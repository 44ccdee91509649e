"""Read the weeks of the columns that hold weeks of years: “S40 2025”, “KW 07/2026”."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xlmot.messages.lazy import lazy
from xlmot.programme.columns import StaffColumn
from xlmot.rules.lists import texts

# “S2 2026” is half a year, “KW 2/2026” a week.
WEEK = lazy(
    r"(?i)(?:(?:s|sem\.?|semaine)\s?(?P<two>\d\d)|(?:w|kw|week|woche)\s?(?P<one>\d{1,2}))"
    r"[\s/.-]+(?P<year>(?:19|20)\d\d)"
)
# Some calendars count a fifty-third.
LAST = 53
# So many texts of a column are weeks, and nearly all.
FEWEST_WEEKS, NEARLY_ALL = 8, 0.9


def named_weeks(column: StaffColumn) -> Mapping[int, tuple[int, int]]:
    """Return the year and the week that the texts of a column name, where nearly all name one."""
    held = [(index, WEEK.fullmatch(text.strip())) for index, text in texts(column)]
    named = {
        i: (int(found["year"]), int(found["two"] or found["one"])) for i, found in held if found
    }
    return named if len(named) >= max(FEWEST_WEEKS, NEARLY_ALL * len(held)) else {}


def weeks(column: StaffColumn) -> Mapping[int, tuple[int, int]]:
    """Return the first and the last day of the weeks of a column, by table row."""
    named = named_weeks(column)
    return {index: _days(*own) for index, own in named.items() if 1 <= own[1] <= 52}


def impossible(named: Mapping[int, tuple[int, int]]) -> set[int]:
    """Return the rows of the weeks that no year has."""
    return {index for index, (_, week) in named.items() if not 1 <= week <= LAST}


def _days(year: int, week: int) -> tuple[int, int]:
    first = date.fromisocalendar(year, week, 1).toordinal()
    return first, first + 6
