"""Find the runs of codes of a programme once for all rules that count in them."""

from __future__ import annotations

from xlmot.programme.outline import Programme
from xlmot.programme.running import Run, find_runs_of_codes
from xlmot.rules.once import once


@once
def runs_of_codes(programme: Programme) -> list[Run]:
    """Return the runs of codes of a programme whose layout tells the levels; none of any other."""
    return find_runs_of_codes(programme.table)
