"""Find the row whose day is not that of its status, where all others of it come first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlmot.messages.named import NamedTuple
from xlmot.rules.status_natures import Rows

# So many rows that are over, and of the others, stand apart in time.
FEWEST_OVER, FEWEST_OTHERS = 6, 12
# A status on fewer rows tells nothing: “put off”.
FEWEST = 3
# The odd row comes after so many of the others, or before so many of those that are over.
FEWEST_BETWEEN = 3


class Apart(NamedTuple):
    """A row on the wrong side of the day up to which all rows of the status `over` go."""

    row: int
    over: str
    day: int
    is_over: bool
    alike: int


def apart(rows: Rows, days: Mapping[int, int]) -> Iterator[Apart]:
    """Yield the one row that stands on the wrong side of a day that parts a status from the others.

    `days` are the last days of the rows. But for this row all of the status end before all of the
    others begin to end.
    """
    dated = {s: [i for i in own if i in days] for s, own in rows.items() if len(own) >= FEWEST}
    for status, own in dated.items():
        others = [index for name, rest in dated.items() if name != status for index in rest]
        if len(own) < FEWEST_OVER or len(others) < FEWEST_OTHERS:
            continue
        over, later = sorted(own, key=days.__getitem__), sorted(others, key=days.__getitem__)
        if days[over[-1]] < days[later[0]]:
            continue
        yield from _odd(status, over, later, days)


def _odd(
    status: str, over: Sequence[int], later: Sequence[int], days: Mapping[int, int]
) -> Iterator[Apart]:
    """Yield the last of those that are over, or the first of the others, where it alone is odd."""
    last, first = over[-1], later[0]
    before = sum(days[index] < days[last] for index in later)
    after = sum(days[index] > days[first] for index in over)
    if days[over[-2]] < days[first] and before >= FEWEST_BETWEEN:
        yield Apart(last, status, days[over[-2]], is_over=True, alike=len(over) - 1)
    elif days[last] < days[later[1]] and after >= FEWEST_BETWEEN:
        yield Apart(first, status, days[last], is_over=False, alike=len(over))
