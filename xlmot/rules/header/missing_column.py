"""Column or header missing.

The header does not name a column that the settings require, or one that is filled as others are.

Why
    A column that was deleted or renamed is not checked and not summed, and nobody is told. One
    without a header has no name in a filter or a pivot table.

Example
    | Code | Title | Budget |                                      |
    |------|-------|--------|--------------------------------------|
    | 1    | ROADS | 1200   | missing column: “Person” is required |

Fix
    None: add the column, or take it out of `required` in the settings; or write the header. Of the
    latter, only one among five columns or more that have theirs is told, a remark; a heading that
    is merged over several columns heads each of them, and a column of formulas needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity, found
from xlmot.messages import say
from xlmot.programme.address import column_letters
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.programme.vocabulary import fold, is_header

SEVERITY = Severity.ERROR
NEEDS = ("required", "columns")
# The one without a header, so much filled, among so many that have theirs.
FEWEST_CELLS, FEWEST_NAMED, MOST_NAMED = 3, 5, 40


def check(programme: Programme) -> Iterator[Finding]:
    for section in programme.table.sections:
        layout = section.layout
        if not layout.header_rows:
            continue
        names = [fold(name) for name in (*layout.own_words, *(c.name for c in layout.others))]
        for name in programme.vocabulary.required_columns:
            if not any(is_header(text, (name,)) for text in names):
                message = say("Column “{name}” is missing.", name=name)
                yield found(programme, section.start, message)
    for section, rows in zip(programme.table.sections, programme.table.spans(), strict=True):
        numbers = _unnamed(section)
        data = [i for i in rows if programme.table.kinds[i] is RowKind.DATA] if numbers else []
        filled = {number: _filled(programme, section, data, number) for number in numbers}
        told = [(number, count) for number, count in filled.items() if count]
        if len(told) == 1 and told[0][1] >= FEWEST_CELLS:
            number, count = told[0]
            place = Place(section.grid.sheet, section.layout.header_rows[-1], number)
            message = say(
                "Column {column} has no header; {count} of its cells are filled.",
                column=column_letters(number),
                count=count,
            )
            yield Finding((place,), message, severity=Severity.NOTE)


def _filled(programme: Programme, section: Section, rows: list[int], number: int) -> int:
    """Return how many cells of a column hold something that was typed; a formula is a reckoning."""
    grid, numbers = section.grid, programme.table.numbers
    cells = ((numbers[index], number) for index in rows)
    return sum(cell not in grid.formulas and not is_blank(grid.value(*cell)) for cell in cells)


def _unnamed(section: Section) -> list[int]:
    """Return the columns between those with a header, and the next one, that have none."""
    layout, grid = section.layout, section.grid
    named = {*layout.columns(), *(column.number for column in layout.others)}
    if not layout.header_rows or not FEWEST_NAMED <= len(named) <= MOST_NAMED:
        return []
    widest = max(map(len, grid.rows), default=0)
    numbers = range(min(named) + 1, min(widest, max(named) + 1) + 1)
    heads = {
        column
        for area in grid.merges
        if any(area.top <= row <= area.bottom for row in layout.header_rows)
        for column in range(area.left, area.right + 1)
    }
    free = [number for number in numbers if number not in named and number not in heads]
    return [n for n in free if all(is_blank(grid.value(row, n)) for row in layout.header_rows)]
