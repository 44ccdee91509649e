"""Status that the row contradicts.

A row is as far on as rows of its status never are: finished at 25 %, open at 100 %, not begun with
a day on which it was closed, done with a day two years from now.

Why
    One of the two was forgotten: the row is missing among what is done, or is counted there.

Example
    | Code | Title           | Status  | Done % |                                   |
    |------|-----------------|---------|--------|-----------------------------------|
    | 1    | ROADS           |         |        |                                   |
    | 1    | Pave the square | Done    | {100}  |                                   |
    | 1    | Light the lane  | Done    | {25}   | status that the row contradicts   |
    | 1    | Mark the kerbs  | Done    | {100}  |                                   |
    | 1    | Mend the bridge | Ongoing | {60}   |                                   |
    | 1    | Sweep the roads | Ongoing | {40}   |                                   |
    | 1    | Paint the rails | Done    | {100}  |                                   |
    | 1    | Plant the bank  | Done    | {100}  |                                   |
    | 1    | Clear the drain | Done    | {100}  |                                   |

Fix
    None: only you know which of the two is right. What a status means is learned from the rows: it
    stands at 100 % on nearly all, or at 0 %, or never there; and a column of dates, or of amounts
    of what is finished, goes with some of them only; or all rows of a status come before all
    others, but for the one. Where statuses and progress do not go together, or a status stands on
    few rows, nothing is said. A column that no header calls one of statuses, or of progress, is one
    if all its rows but one show it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.amounts import shown
from xlmot.rules.column.date_out_of_range import far_rows
from xlmot.rules.column_times import times_of
from xlmot.rules.shares import WHOLE
from xlmot.rules.staff_columns import noticed
from xlmot.rules.status_natures import (
    OFTEN,
    Rows,
    end_of,
    go_together,
    nearly_all,
    progress_of,
    statuses,
    told_as_progress,
    told_as_status,
)
from xlmot.rules.status_times import apart
from xlmot.rules.times import day

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
# A column goes with a status where so many rows of it are filled, and so many of others are not.
FEWEST_FILLED, FEWEST_EMPTY = 5, 8
WORDY = frozenset((str, type(None)))


def check(programme: Programme) -> Iterator[Finding]:
    for column in programme.columns:
        rows = statuses(column)
        if len(rows) < 2:
            continue
        beside = [own for own in programme.columns if own.section is column.section]
        told = told_as_status(column)
        finished: set[str] = set()
        said: set[int] = set()
        for progress in beside:
            share = progress_of(programme, progress)
            sure = told and told_as_progress(progress)
            if share and (sure or go_together(rows, share)):
                ends = {s: end_of([share[i] for i in own if i in share]) for s, own in rows.items()}
                finished.update(status for status, end in ends.items() if end == WHOLE)
                found = list(_of_progress(programme, column, progress, rows, share, ends))
                said.update(place.row for finding in found for place in finding.places)
                yield from found
        for other in beside if told else ():
            if not WORDY.issuperset(map(type, other.held)):
                yield from _of_filled(programme, column, other, rows, finished)
        for finding in _of_times(programme, column, beside, rows):
            if finding.places[0].row not in said:
                yield finding


def _of_progress(
    programme: Programme,
    column: StaffColumn,
    progress: StaffColumn,
    rows: Rows,
    share: Mapping[int, float],
    ends: Mapping[str, int | None],
) -> Iterator[Finding]:
    """Yield the rows whose progress is not that of their status, where most have it."""
    known = {status: [i for i in own if i in share] for status, own in rows.items()}
    finished = [status for status, end in ends.items() if end == WHOLE]
    for status, own in known.items():
        end = ends[status]
        if end is not None:
            odd = [index for index in own if share[index] != end]
        elif finished and nearly_all([share[i] < WHOLE for i in own]):
            odd = [index for index in own if share[index] == WHOLE]
        else:
            continue
        for index in odd:
            message = say(
                "“{status}” at {share} %: the {n} other rows of this status are {usual}.",
                status=str(column.value(index)).strip(),
                share=shown(share[index]),
                n=len(own) - len(odd),
                usual=say("below 100 %") if end is None else say("at {share} %", share=end),
            )
            yield noticed(programme, progress, index, message)


def _of_filled(
    programme: Programme,
    column: StaffColumn,
    other: StaffColumn,
    rows: Rows,
    finished: Collection[str],
) -> Iterator[Finding]:
    """Yield the one row with a date, or an amount of what is finished, whose status has none."""
    typed = list(other.typed())
    dates = {index for index, value in typed if day(value)}
    filled = dates or {index for index, value in typed if is_number(value)}
    full = {status: sum(index in filled for index in own) for status, own in rows.items()}
    having = [s for s, own in rows.items() if full[s] >= FEWEST_FILLED and 2 * full[s] > len(own)]
    lacking = [s for s in rows if s not in having]
    odd = [index for status in lacking for index in rows[status] if index in filled]
    empty = sum(len(rows[status]) for status in lacking) - len(odd)
    told = having and (dates or set(having) <= set(finished))
    if told and len(odd) == 1 and empty >= FEWEST_EMPTY:
        status = str(column.value(odd[0])).strip()
        if len(rows[fold(" ".join(status.split()))]) >= OFTEN:
            message = say(
                "“{status}”, and something in “{column}”: the {n} other rows that are not so far "
                "have nothing there.",
                status=status,
                column=other.name,
                n=empty,
            )
            yield noticed(programme, other, odd[0], message)


def _of_times(
    programme: Programme, column: StaffColumn, beside: Collection[StaffColumn], rows: Rows
) -> Iterator[Finding]:
    """Yield the rows whose day is not that of their status, once each."""
    said: set[int] = set()
    for other in beside:
        days = {index: last for index, (_, last) in times_of(other).items()}
        for odd in apart(rows, days) if days else ():
            if odd.row in said or odd.row in far_rows(programme):
                continue
            said.add(odd.row)
            until = date.fromordinal(odd.day).isoformat()
            status = str(column.value(odd.row)).strip()
            own = date.fromordinal(days[odd.row]).isoformat()
            if odd.is_over:
                message = say(
                    "“{status}”, and {day} in “{column}”: the {n} other rows of this status go up "
                    "to {until}, and all others come after.",
                    status=status,
                    day=own,
                    column=other.name,
                    n=odd.alike,
                    until=until,
                )
            else:
                message = say(
                    "“{status}”, and {day} in “{column}”: up to {until} all other rows, {n}, are "
                    "“{over}”.",
                    status=status,
                    day=own,
                    column=other.name,
                    until=until,
                    n=odd.alike,
                    over=_as_written(column, rows[odd.over]),
                )
            finding = noticed(programme, other, odd.row, message)
            sure = told_as_status(column)
            yield finding if sure else finding._replace(severity=Severity.NOTE)


def _as_written(column: StaffColumn, own: Sequence[int]) -> str:
    return str(column.value(own[0])).strip()
