"""Count the pieces of a column: what stands on rows that follow each other is one."""

from __future__ import annotations

from xlmot.programme.grid import is_blank
from xlmot.programme.survey import Survey


def runs(survey: Survey, column: int, first: int) -> list[str]:
    """Return the texts of a column, each once where it stands on rows that follow each other."""
    found: list[str] = []
    for row in survey.rows:
        if row < first:
            continue
        value = survey.grid.value(row, column)
        if not is_blank(value) and found[-1:] != [text := " ".join(str(value).split())]:
            found.append(text)
    return found


def runs_of(survey: Survey, column: int, first: int) -> int:
    return len(runs(survey, column, first))
