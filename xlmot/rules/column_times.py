"""Find the first and the last day of the times that a column holds, however it writes them."""

from __future__ import annotations

from collections.abc import Mapping

from xlmot.programme.columns import StaffColumn
from xlmot.rules.spans import spans, year_days
from xlmot.rules.times import days, years
from xlmot.rules.weeks import weeks


def times_of(column: StaffColumn) -> Mapping[int, tuple[int, int]]:
    """Return the first and the last day of the times of a column, by table row.

    They are days, weeks, months, parts of a year or years.
    """
    own: Mapping[int, tuple[int, int]]
    own = {index: (d.toordinal(), d.toordinal()) for index, d in days(column).items()}
    own = own or weeks(column)
    own = own or {index: (span.first, span.last) for index, span in spans(column).items()}
    return own or {index: year_days(year) for index, year in years(column).items()}
