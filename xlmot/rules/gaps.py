"""Find the rows of a run of codes that have none, where those around leave one for them."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, found
from xlmot.messages import say
from xlmot.programme.code import follows
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.running import Run, with_digits, write_number
from xlmot.programme.table import Table

# So many rows without code one below the other are left out together.
MOST_IN_GAP = 3


def _shows_an_error(table: Table, index: int) -> bool:
    section, row = table.section(index), table.numbers[index]
    return any((row, column) in section.grid.errors for column in section.layout.columns())


def missing_in_run(programme: Programme, run: Run) -> Iterator[tuple[int, Finding]]:
    """Yield the rows that the numbers of their neighbours leave one code for, and what is said."""
    table = programme.table
    for place, index in enumerate(run.rows):
        if run.numbers[place] or not is_blank(table.code_value(index)) or not table.labels[index]:
            continue
        if _shows_an_error(table, index):
            continue
        depth = len(run.around(place)[0]) if run.own else len(table.paths[index] or ())
        path = run.wanted(place, depth) or _in_gap(run, place, depth)
        if path and all(run.around(place)) and not with_digits(table.labels[index]):
            message = say("Label without code: {code}?", code=write_number(table, run, path))
            yield index, found(programme, index, message, column="code")


def _in_gap(run: Run, place: int, depth: int) -> Path:
    """Return the number that is left for one of a few rows without code one below the other."""
    start, end = place, place + 1
    while start and not run.numbers[start - 1]:
        start -= 1
    while end < len(run.numbers) and not run.numbers[end]:
        end += 1
    before, after = run.around(place)
    if len(before) != depth or not 1 < end - start <= MOST_IN_GAP:
        return ()
    numbers = [(*before[:-1], before[-1] + step) for step in range(1, end - start + 1)]
    free = not set(numbers).intersection(run.numbers)
    return numbers[place - start] if free and follows(after, numbers[-1]) else ()
