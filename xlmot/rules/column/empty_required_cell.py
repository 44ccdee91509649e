"""Required cell empty.

An action has nothing in a column that the house requires.

Why
    An action without a person in charge or without a budget is one that nobody leads or pays.

Example
    | Code | Title           | Owner |                     |
    |------|-----------------|-------|---------------------|
    | 1    | ROADS           |       |                     |
    | 1    | Pave the square | Anna  |                     |
    | 1    | Light the lane  |       | required cell empty |

Fix
    None: fill the cell, or take “required” from the column in the settings. Titles may stay empty,
    unless the option “titles” says otherwise.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.staff_columns import noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "titles": say("Titles have to fill the column too."),
}


def check(programme: Programme, *, titles: bool = False) -> Iterator[Finding]:
    """Yield the empty cells of required columns, of actions; with `titles`, of titles too."""
    asked = {*programme.owners, *(programme.titles if titles else ())}
    for column in programme.columns:
        if column.required:
            for index in _empty(column, asked):
                message = say("“{column}” is empty.", column=column.name)
                yield noticed(programme, column, index, message)


def _empty(column: StaffColumn, asked: Container[int]) -> Iterator[int]:
    """Yield the rows whose cell shows nothing, nor is covered by one merged with it."""
    grid, numbers = column.section.grid, column.table.numbers
    covered = {
        (row, area_column)
        for area in grid.merges
        if grid.value(area.top, area.left)
        for row in range(area.top, area.bottom + 1)
        for area_column in range(area.left, area.right + 1)
    }
    for index in column.rows:
        cell = numbers[index], column.number
        made = cell in grid.formulas or cell in grid.errors or cell in covered
        if index in asked and not made and column.value(index) is None:
            yield index
