"""Know a row that adds others up by where it is filled, whatever word it begins with."""

from __future__ import annotations

from xlmot.programme.grid import Grid, Value
from xlmot.programme.layout import Layout
from xlmot.programme.vocabulary import begins_with, fold

# So many rows begin with a word for a total, so many more at most are filled as they are.
FEWEST, MORE = 2, 0.5


def rows_like_totals(grid: Grid, layout: Layout, words: tuple[str, ...]) -> frozenset[int]:
    """Return the rows with numbers, beside their label, where but totals have any.

    `words` are what totals begin with, folded: `Summe Material`, and below it `Gesamtkosten`.

    >>> rows: list[list[Value]] = [["Roads"], ["Dig", 2], ["Total roads", "", 2], ["Parks"]]
    >>> rows += [["Sow", 3], ["Total parks", "", 3], ["All costs", "", 5]]
    >>> sorted(rows_like_totals(Grid("Plan", rows), Layout((), 1, 0, 1), ("total",)))
    [7]
    """
    shapes: dict[int, tuple[int, ...]] = {}
    totals: set[int] = set()
    own = set(layout.columns())
    for row in grid.rows_from(layout.first_row):
        cells = grid.filled(row)
        if not cells:
            continue
        shapes[row] = tuple(number for number, _ in cells if number not in own)
        first = cells[0][1]
        if isinstance(first, str) and begins_with(fold(first), words):
            totals.add(row)
    known = {shapes[row] for row in totals}
    if len(totals) < FEWEST or len(known) != 1 or known == {()}:
        return frozenset()
    (shape,) = known
    others = [row for row, beside in shapes.items() if row not in totals and {*beside} & {*shape}]
    alike = all(shapes[row] == shape and _adds_up(grid, row, shape) for row in others)
    return frozenset(others if alike and len(others) <= MORE * len(totals) else ())


def _adds_up(grid: Grid, row: int, columns: tuple[int, ...]) -> bool:
    values: list[Value] = [grid.value(row, column) for column in columns]
    return all(isinstance(value, int | float) for value in values)
