"""Know titles that stand in the column of the codes, each alone on its row, or merged over it."""

from __future__ import annotations

from itertools import pairwise

from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.inside import find_code, whole_code

# So many such rows are titles; one is a code gone wrong. None of them is as short as that.
FEWEST, SHORTEST = 2, 3
SAMPLED_ROWS = 400


def is_title(code: Value, label: Value) -> bool:
    """Return whether what stands in place of a code is the name of a title without one.

    >>> is_title("Roads and squares", None), is_title("1.2 Roads", None), is_title("1..2", None)
    (True, False, False)
    """
    if not isinstance(code, str) or not is_blank(label) or len(code.strip()) < SHORTEST:
        return False
    wordy = sum(map(str.isalpha, code)) >= SHORTEST
    return wordy and whole_code(code) is None and find_code(code) is None


def titles_among_codes(grid: Grid, code: int, label: int, first: int) -> list[int]:
    """Return the rows with such a title, right above a row with a code; none if there is but one.

    Nothing else stands on their rows.
    """
    rows = [row for row in grid.rows_from(first) if row < first + SAMPLED_ROWS and grid.filled(row)]
    found = [
        row
        for row, below in pairwise(rows)
        if is_title(grid.value(row, code), grid.value(row, label))
        and len(grid.filled(row)) == 1
        and whole_code(grid.value(below, code)) is not None
    ]
    return found if len(found) >= FEWEST else []
