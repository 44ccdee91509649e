"""Know codes that refer to rows of another list: beside a running number, against the indents."""

from __future__ import annotations

from itertools import pairwise

from xlmot.programme.marks import read_marks
from xlmot.programme.survey import ColumnSurvey, Survey

# So many rows are numbered through; fewer of those that are indented have a code below their
# title's, and some have one that begins otherwise, not just the same.
COUNTED, OWN = 0.9, 0.75
FEWEST, FEWEST_STRANGE = 5, 3


def refer_elsewhere(survey: Survey, code: ColumnSurvey, label: int) -> bool:
    """Return whether codes are those of another list, as of the requirements that tasks are for.

    The rows have a running number further left, and the codes of those that are indented do not
    begin with that of the row they stand below.
    """
    first = min(code.codes)
    if not any(_counts(survey.column(n, first), code) for n in range(1, code.number)):
        return False
    levels = read_marks(survey.grid, "indent", label, first)
    titles: list[tuple[int, int]] = []
    own = strange = indented = 0
    for row, level in levels.items():
        while titles and titles[-1][0] >= level:
            titles.pop()
        path = code.codes.get(row, ())
        above = code.codes.get(titles[-1][1], ()) if titles else ()
        if path and above:
            indented += 1
            own += len(path) > len(above) and path[: len(above)] == above
            strange += path[: len(above)] != above
        titles.append((level, row))
    return indented >= FEWEST and own < OWN * indented and strange >= FEWEST_STRANGE


def _counts(column: ColumnSurvey, code: ColumnSurvey) -> bool:
    """Return whether a column numbers the rows of another through."""
    paths = [column.codes[row] for row in column.codes if len(column.codes[row]) == 1]
    steps = [after[0] - before[0] for before, after in pairwise(paths)]
    counted = steps.count(1) >= COUNTED * len(steps)
    return counted and len(paths) >= max(FEWEST, COUNTED * len(code.codes))
