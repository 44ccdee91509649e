"""Count the pieces of a column: what stands on rows that follow each other is one."""

from __future__ import annotations

from xlmot.programme.survey import Survey


def runs(survey: Survey, column: int, first: int) -> list[str]:
    """Return the texts of a column, each once where it stands on rows that follow each other."""
    return survey.column(column, first).pieces


def runs_of(survey: Survey, column: int, first: int) -> int:
    return len(runs(survey, column, first))
