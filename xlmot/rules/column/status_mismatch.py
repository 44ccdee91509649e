"""Status that the row contradicts.

A row is as far on as rows of its status never are: finished at 25 %, open at 100 %, not begun with
a day on which it was closed.

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
    of what is finished, goes with some of them only. Where statuses and progress do not go
    together, or a status stands on few rows, nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.messages.hints import TypeAlias
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.amounts import shown
from xlmot.rules.lists import repeated, texts
from xlmot.rules.shares import WHOLE, shares
from xlmot.rules.staff_columns import noticed
from xlmot.rules.times import day

# The rows of each status.
Rows: TypeAlias = "Mapping[str, Sequence[int]]"

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
# A status means what so many rows of it show, and all but so few.
FEWEST, FEW = 5, 0.1
OFTEN = 3
# A column goes with a status where so many rows of it are filled, and so many of others are not.
FEWEST_FILLED, FEWEST_EMPTY = 5, 8
WORDY = frozenset((str, type(None)))


def check(programme: Programme) -> Iterator[Finding]:
    for column in programme.columns:
        rows = _rows_of(column)
        if len(rows) < 2:
            continue
        beside = [own for own in programme.columns if own.section is column.section]
        finished: set[str] = set()
        for progress in beside:
            if progress.kind == "percent" or progress.unit == PERCENT:
                every = shares(programme, progress)
                share = {index: own for index, own in every if 0 <= own <= WHOLE}
                ends = {s: _end([share[i] for i in own if i in share]) for s, own in rows.items()}
                finished.update(status for status, end in ends.items() if end == WHOLE)
                yield from _of_progress(programme, column, progress, rows, share, ends)
        for other in beside:
            if not WORDY.issuperset(map(type, other.held)):
                yield from _of_filled(programme, column, other, rows, finished)


def _rows_of(column: StaffColumn) -> Rows:
    """Return the rows of each status, folded; nothing for a column of anything else."""
    if column.kind != "status" or not repeated([column], OFTEN):
        return {}
    rows: dict[str, list[int]] = {}
    for index, text in texts(column):
        rows.setdefault(fold(" ".join(text.split())), []).append(index)
    return rows


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
        elif finished and _nearly_all([share[i] < WHOLE for i in own]):
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


def _end(known: Sequence[float]) -> int | None:
    """Return the 100 % or the 0 % at which nearly all rows of a status are, None for neither."""
    ends = (end for end in (WHOLE, 0) if _nearly_all([own == end for own in known]))
    return next(ends, None)


def _nearly_all(told: Sequence[bool]) -> bool:
    so = sum(told)
    return so >= FEWEST and len(told) - so <= max(1, FEW * len(told))


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
