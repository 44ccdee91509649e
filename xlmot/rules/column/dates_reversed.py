"""Dates reversed.

A row ends before it begins, in two columns of times, or within a cell such as “2027-2025”.

Why
    The action lasts a negative time: a chart leaves it out, and one of its two dates is wrong.

Example
    | Code | Title           | Start        | End          |                |
    |------|-----------------|--------------|--------------|----------------|
    | 1    | ROADS           |              |              |                |
    | 1    | Pave the square | {2025-03-01} | {2025-06-30} |                |
    | 1    | Light the lane  | {2025-05-15} | {2025-04-15} | dates reversed |
    | 1    | Mark the kerbs  | {2025-04-01} | {2025-09-30} |                |
    | 1    | Mend the bridge | {2025-06-01} | {2026-03-31} |                |
    | 1    | Sweep the roads | {2025-01-15} | {2025-02-28} |                |

Fix
    None: exchange the two, or type one again. Two columns are a beginning and an end where they
    stand side by side and their dates are in order on nearly all rows; where more rows are not,
    they are something else, and silent. A period in a cell is compared with itself alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from itertools import pairwise

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.column.date_out_of_range import far_rows
from xlmot.rules.column_times import times_of
from xlmot.rules.lists import texts
from xlmot.rules.spans import LONGEST, read_period
from xlmot.rules.staff_columns import noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "share": say("The share of rows in order that makes two columns a beginning and an end."),
}
FEWEST = 4
# A text with a year at either end may be a period.
CENTURY = lazy(r"(?:19|20)\d\d")


def check(programme: Programme, *, share: float = 0.85) -> Iterator[Finding]:
    """Yield the rows out of order, in columns where at least `share` of the rows are in order."""
    for column in programme.columns:
        yield from _periods(programme, column)
    far = far_rows(programme)
    for start, end in pairwise(programme.columns):
        if start.section is end.section and end.number == start.number + 1:
            yield from _rows(programme, start, end, share, far)


def _rows(
    programme: Programme,
    start: StaffColumn,
    end: StaffColumn,
    share: float,
    far: Container[int],
) -> Iterator[Finding]:
    """Yield the rows of two columns out of order, but those that have a date out of range."""
    begins, ends = times_of(start), times_of(end)
    both = [index for index in begins if index in ends]
    wrong = [index for index in both if ends[index][1] < begins[index][0]]
    later = sum(ends[index][0] > begins[index][0] for index in both)
    if len(both) <= FEWEST or len(wrong) > max(1, (1 - share) * len(both)) or later < FEWEST:
        return
    for index in (index for index in wrong if index not in far):
        message = say(
            "“{end}” {last} comes before “{start}” {first}; the {n} other rows are in order.",
            end=end.name,
            last=_shown(end, index, *ends[index]),
            start=start.name,
            first=_shown(start, index, *begins[index]),
            n=len(both) - len(wrong),
        )
        yield noticed(programme, end, index, message)


def _shown(column: StaffColumn, index: int, first: int, last: int) -> str:
    """Return a day as it is said, or the month or the year of a cell as it stands."""
    if first == last:
        return date.fromordinal(first).isoformat()
    return " ".join(str(column.value(index)).split())


def _periods(programme: Programme, column: StaffColumn) -> Iterator[Finding]:
    for index, text in texts(column):
        if len(text) <= LONGEST and len(CENTURY.findall(text)) > 1:
            period = read_period(text)
            if period and period[1].last < period[0].first:
                message = say("The period “{value}” ends before it begins.", value=text.strip())
                yield noticed(programme, column, index, message)
