"""Date out of range.

The year of a date is far from the years of all other dates of its column.

Why
    2205 for 2025: the action is never late, and a chart by date runs over two centuries.

Example
    | Code | Title           | Due date     |                   |
    |------|-----------------|--------------|-------------------|
    | 1    | ROADS           |              |                   |
    | 1    | Pave the square | {2025-03-14} |                   |
    | 1    | Light the lane  | {2205-06-01} | date out of range |
    | 1    | Mark the kerbs  | {2026-02-27} |                   |
    | 1    | Mend the bridge | {2025-10-03} |                   |
    | 1    | Sweep the roads | {2026-04-30} |                   |
    | 1    | Paint the rails | {2025-01-15} |                   |

Fix
    None: type the year again. A date is compared with the others of its column, by dates or by
    years alone, at least five of them; the wider these spread, the farther it has to be. Years
    gone by may be farther: an action can have begun long ago. But the only one that is ten years
    before a year of the others, of twelve that are close, is a slip; and so are days of rows one
    below the other that are the same but for steps of years, and run past all others. What is no
    date at all is the business of “bad-due-date”. The one row whose two dates come before all
    others is told where the heading of the table names the years of all other rows, not theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.rules.heading_years import plan_years
from xlmot.rules.staff_columns import continued, noticed
from xlmot.rules.times import days, written_years, years

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "later": say("How many years after the others a date is at least to be reported."),
    "earlier": say("How many years before the others a date is at least to be reported."),
}
FEWEST = 5
LATER, EARLIER = 10, 25
# A figure mistyped is ten years: looked for among so many rows whose years are so close.
DECADE, FEWEST_CLOSE, CLOSE = 10, 12, 5
# A cell that was dragged down leaves so many days at least.
SERIES = 3
# One date in twenty may be far away; more are a column of dates far apart.
FEW = 0.05
# So many rows with two dates show in which years the others are.
FEWEST_PAIRS = 15


def check(programme: Programme, *, later: int = LATER, earlier: int = EARLIER) -> Iterator[Finding]:
    """Yield the dates `later` or `earlier` than all others of their column by so many years."""
    for columns in continued(programme):
        for column in columns:
            yield from _dragged(programme, column)
        known = _known(columns)
        first, last = _range(sorted(year for _, year in known))
        far = _far(known, later, earlier, slips=_names_days(columns))
        for index, year in far.items():
            column = next(column for column in columns if index in column.rows)
            if not column.is_made(index):
                message = say(
                    "{year} in “{column}”: the {n} other dates go from {first} to {last}.",
                    year=str(year),
                    column=column.name,
                    n=len({index for index, _ in known}) - len(far),
                    first=str(first),
                    last=str(last),
                )
                yield noticed(programme, column, index, message)
    for section in programme.table.sections if programme.columns else ():
        yield from _left_behind(programme, section)


def _left_behind(programme: Programme, section: Section) -> Iterator[Finding]:
    """Yield the one row whose two dates are those of a plan before: no other dates are so early.

    The heading of the table names their year no more, as it does all others.
    """
    own = plan_years(section)
    columns = [
        (column, held)
        for column in (programme.columns if own else ())
        if column.section is section
        and column.kind in ("due_date", "text")
        and (held := days(column))
    ]
    for (start, begins), (end, ends) in pairwise(columns):
        both = [index for index in begins if index in ends and begins[index] <= ends[index]]
        if end.number != start.number + 1 or len(both) <= FEWEST_PAIRS:
            continue
        first = min(both, key=lambda index: ends[index])
        others = [index for index in both if index != first]
        alone = ends[first] < min(begins[index] for index in others)
        named = all(begins[i].year in own for i in others)
        if alone and named and ends[first].year not in own:
            message = say(
                "{first} to {last}: all other rows are in the years of the heading, from "
                "{year} on.",
                first=f"{begins[first]:%Y-%m-%d}",
                last=f"{ends[first]:%Y-%m-%d}",
                year=str(min(own)),
            )
            yield noticed(programme, start, first, message)


def _dragged(programme: Programme, column: StaffColumn) -> Iterator[Finding]:
    """Yield the days that a cell dragged down left on the rows below: the same of later years.

    The last is later than all others of the column by more than a step, or a year.
    """
    held = days(column)
    rows = [index for index in column.rows if index in held] if len(held) > FEWEST_CLOSE else []
    start = 0
    while start < len(rows) - 1:
        step = held[rows[start + 1]].year - held[rows[start]].year
        end = start
        while end < len(rows) - 1 and step > 0 and _is_later(held, rows[end], rows[end + 1], step):
            end += 1
        run = rows[start : end + 1]
        if len(run) >= SERIES:
            others = [own.year for index, own in held.items() if index not in run]
            if others and held[run[-1]].year > max(others) + max(step, 1):
                message = say(
                    "The days of {count} rows go on in steps of a year or more, to {last}; the "
                    "others end in {usual}.",
                    count=len(run),
                    last=str(held[run[-1]].year),
                    usual=str(max(others)),
                )
                yield noticed(programme, column, run, message)
        start = max(end, start + 1)


def _is_later(held: Mapping[int, date], one: int, other: int, step: int) -> bool:
    """Return whether a day is that of the row above, so many years later."""
    first, second = held[one], held[other]
    later = second.year - first.year == step
    return other == one + 1 and later and (first.month, first.day) == (second.month, second.day)


def far_rows(programme: Programme) -> set[int]:
    """Return the rows with a date far from the others of its column."""
    return {index for c in continued(programme) for index in _far_of(c)}


def _far_of(columns: Sequence[StaffColumn]) -> dict[int, int]:
    return _far(_known(columns), LATER, EARLIER, slips=_names_days(columns))


def _names_days(columns: Sequence[StaffColumn]) -> bool:
    """Return whether columns hold times, and no years alone: reports may be old."""
    values = [value for column in columns for _, value in column.typed()]
    return not any(isinstance(value, int | float) or str(value).isdecimal() for value in values)


def _known(columns: Sequence[StaffColumn]) -> list[tuple[int, int]]:
    """Return the years of columns, each with its table row: two of a period."""
    found = []
    for column in columns:
        written = written_years(column)
        known = {index for index, _ in written}
        found += written
        found += [(index, year) for index, year in years(column).items() if index not in known]
    return found


def _far(
    known: Sequence[tuple[int, int]], later: int, earlier: int, *, slips: bool
) -> dict[int, int]:
    """Return the years that are far from the others, by row; none where these are few, or many.

    Where figures may have slipped, the only one that is ten years before the others is far.
    """
    first, last = _range(sorted(year for _, year in known))
    spread = 2 * (last - first)
    far = {
        index: year
        for index, year in known
        if year - last >= max(later, spread) or first - year >= max(earlier, spread)
    }
    rows = {index for index, _ in known}
    if slips and not far and last - first <= CLOSE and len(rows) >= FEWEST_CLOSE:
        out = {index: year for index, year in known if year < first}
        alone = len(out) == 1 and all(first <= year + DECADE <= last for year in out.values())
        far = out if alone else {}
    few = len(far) <= max(1, FEW * len(rows)) and len(rows) - len(far) >= FEWEST
    return far if few else {}


def _range(ordered: list[int]) -> tuple[int, int]:
    """Return the first and the last year, but for the few at either end that may be slips.

    The few are the one in twenty that stand farthest from the middle.
    """
    if not ordered:
        return 0, 0
    middle = ordered[len(ordered) // 2]
    few = max(1, int(FEW * len(ordered)))
    kept = sorted(ordered, key=lambda year: abs(year - middle))[:-few] or ordered
    return min(kept), max(kept)
