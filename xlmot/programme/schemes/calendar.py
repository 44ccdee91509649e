"""Know the row of a plan that says the days, weeks or months to the right of its labels."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from xlmot.programme.grid import Value
from xlmot.programme.survey import Survey

# So many cells are a calendar; a text that says a day or a week is no longer than that.
FEWEST, LONGEST = 4, 20
# The days of a week, and of months.
WEEK, MONTHS = 7, (28, 29, 30, 31)
# So many of them say a day, a week or a month.
DATED = 0.8
# Of so many days, one may be wrong.
MANY = 8


def is_calendar(survey: Survey, row: int, labels: int) -> bool:
    """Return whether a row says days or weeks, each another, to the right of the labels.

    Names of columns may stand to their left: `Task | Owner | 2026-01-05 | 2026-01-12`.

    >>> from xlmot.programme.grid import Grid
    >>> survey = Survey(Grid("A", [["Task", "W1", "W2", "W3", "W4"], ["Dig", 5, 5, 1, 2]]))
    >>> is_calendar(survey, 1, 1), is_calendar(survey, 2, 1)
    (True, False)
    """
    cells = [survey.grid.value(row, n) for n in survey.filled_cells(row) if n > labels]
    while cells and isinstance(cells[0], str) and not any(map(str.isdigit, cells[0])):
        cells.pop(0)
    if len(cells) < FEWEST:
        return False
    days = [cell for cell in cells if isinstance(cell, date)]
    if len(days) >= DATED * len(cells):
        return _rise(days)
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if len(numbers) >= DATED * len(cells):
        return _count_days(numbers)
    texts = [cell for cell in cells if _may_say_days(cell)]
    return len(texts) >= DATED * len(cells) and len(set(texts)) == len(texts)


def _rise(days: list[date]) -> bool:
    """Return whether days go on; one step back is a slip, where there are many.

    >>> _rise([date(2025, 3, day) for day in (3, 10, 17)]), _rise([date(2025, 3, 3)] * 3)
    (True, False)
    """
    plain = [day.isoformat() for day in days]
    back = sum(before > after for before, after in pairwise(plain))
    return back <= len(plain) // MANY and len(set(plain)) > 1


def _count_days(numbers: list[int | float]) -> bool:
    """Return whether numbers go on by one, or are the days of a month by weeks, into the next one.

    >>> _count_days([48, 49, 50, 51]), _count_days([19, 26, 5, 12, 19]), _count_days([5, 5, 1, 2])
    (True, True, False)
    """
    steps = [after - before for before, after in pairwise(numbers)]
    if all(step == 1 for step in steps):
        return True
    days = all(0 < number <= MONTHS[-1] for number in numbers)
    return days and all(any(step == WEEK - length for length in (0, *MONTHS)) for step in steps)


def _may_say_days(cell: Value) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST and any(map(str.isdigit, cell))
