"""Read the days and the years of the columns that hold times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.grid import Value

# A column holds times if so many cells do, and most of them.
FEWEST = 4
SHARE = 2 / 3
FIRST_YEAR, LAST_YEAR = 1900, 2999


def day(value: Value) -> date | None:
    """Return the day of a cell, None for anything but a date; Excel keeps a date with a time."""
    return (
        value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
    )


def days(column: StaffColumn) -> Mapping[int, date]:
    """Return the days of a column of dates by table row; nothing for another column."""
    cells = list(column.cells())
    found = {index: own for index, value in cells if (own := day(value)) is not None}
    return found if len(found) >= FEWEST and len(found) >= SHARE * len(cells) else {}


def years(column: StaffColumn) -> Mapping[int, int]:
    """Return the years of a column of dates, or of one of years only, by table row."""
    found = days(column)
    if found:
        return {index: own.year for index, own in found.items()}
    cells = list(column.cells())
    whole = {index: own for index, value in cells if (own := _year(value)) is not None}
    return whole if len(whole) >= FEWEST and len(whole) == len(cells) else {}


def _year(value: Value) -> int | None:
    if not isinstance(value, int | float) or not is_number(value) or value != int(value):
        return None
    return int(value) if FIRST_YEAR <= value <= LAST_YEAR else None
