"""Find the progress that a status of another column stands with: always all, nothing, or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlmot.messages.hints import TypeAlias
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.lists import repeated, texts
from xlmot.rules.shares import WHOLE, shares

# The rows of each status.
Rows: TypeAlias = "Mapping[str, Sequence[int]]"

OFTEN = 3
# A status means what so many rows of it show, and all but so few.
FEWEST, FEW = 5, 0.1
# A column whose header says nothing holds statuses of so many kinds, and progress where so many
# of its cells are parts of one.
MOST_KINDS, FEWEST_PARTS = 7, 5


def statuses(column: StaffColumn) -> Rows:
    """Return the rows of each status, folded; nothing for a column of anything else.

    A column whose header says nothing may be one of statuses: see `told_as_status`.
    """
    if not repeated([column], OFTEN):
        return {}
    rows: dict[str, list[int]] = {}
    for index, text in texts(column):
        rows.setdefault(fold(" ".join(text.split())), []).append(index)
    frequent = sum(len(own) >= OFTEN for own in rows.values())
    return rows if told_as_status(column) or 1 < frequent <= MOST_KINDS else {}


def told_as_status(column: StaffColumn) -> bool:
    """Return whether a header says that a column holds statuses."""
    return column.kind == "status"


def told_as_progress(column: StaffColumn) -> bool:
    """Return whether a header says that a column holds per cents, and cells of it are typed."""
    per_cents = column.kind == "percent" or column.unit == PERCENT
    return per_cents and any(is_number(value) for _, value in column.typed())


def progress_of(programme: Programme, column: StaffColumn) -> Mapping[int, float]:
    """Return the per cents from 0 to 100 of a column that tells how far its rows are.

    Nothing for another. Where no header tells, or formulas make them, all are shares of one.
    """
    if told_as_progress(column):
        return {i: own for i, own in shares(programme, column) if 0 <= own <= WHOLE}
    cells = list(column.cells())
    numbers = {i: v for i, v in cells if isinstance(v, int | float) and is_number(v)}
    parts = sum(0 < value < 1 for value in numbers.values())
    alone = len(numbers) == len(cells) and all(0 <= value <= 1 for value in numbers.values())
    if not alone or parts < FEWEST_PARTS:
        return {}
    return {index: round(value * WHOLE, 6) for index, value in numbers.items()}


def end_of(known: Sequence[float]) -> int | None:
    """Return the 100 % or the 0 % at which nearly all rows of a status are, None for neither."""
    ends = (end for end in (WHOLE, 0) if nearly_all([own == end for own in known]))
    return next(ends, None)


def nearly_all(told: Sequence[bool]) -> bool:
    so = sum(told)
    return so >= FEWEST and len(told) - so <= max(1, FEW * len(told))


def go_together(rows: Rows, share: Mapping[int, float]) -> bool:
    """Return whether what no header calls statuses and progress are so: one row at most is odd.

    Each value that stands on many rows is at 100 %, at 0 % or below 100 %, and not all are alike.
    """
    ends: set[int | None] = set()
    odd = 0
    for own in rows.values():
        known = [share[index] for index in own if index in share]
        if len(known) <= FEWEST:
            continue
        end = end_of(known)
        ends.add(end)
        odd += sum(value == WHOLE if end is None else value != end for value in known)
    return WHOLE in ends and len(ends) > 1 and odd <= 1
