"""Follow the error values of a sheet to the cells that they come from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import column_number
from xlmot.programme.grid import Grid, is_blank

Cell = tuple[int, int]
Errors = Mapping[Cell, str]

# What stands in quotes, and on other sheets, is none of the cells.
ASIDE = lazy(r"\"[^\"]*\"|(?:'[^']*'|[\w.]+)!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
NAMED = lazy(r"(?<![\w.$])\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![\w(!.])")
# What Excel shows of a formula that reckons with a text.
OF_TEXTS = "#VALUE!"


class Chain(NamedTuple):
    """Errors of one cause: `first` come from no other error, `after` them do.

    `text` is the cell with words that a formula needs as a number, None where no such one is known.
    """

    first: list[Cell]
    after: list[Cell]
    text: Cell | None = None


def chains(grid: Grid, errors: Errors) -> list[Chain]:
    """Return the errors of a sheet, (row, column), those of one cause together, from the top.

    >>> grid = Grid("A", [["x"], [None], [None]], formulas={(2, 1): "=A1*2", (3, 1): "=A2+1"})
    >>> chains(grid, {(2, 1): "#VALUE!", (3, 1): "#VALUE!"})
    [Chain(first=[(2, 1)], after=[(3, 1)], text=(1, 1))]
    """
    rows = _rows_by_column(errors)
    above = {cell: _errors_in(grid, cell, rows) for cell in sorted(errors)}
    below: dict[Cell, list[Cell]] = {}
    for cell, named in above.items():
        for one in named:
            below.setdefault(one, []).append(cell)
    found: dict[Cell, Chain] = {}
    chain_of: dict[Cell, Chain] = {}
    for cell, named in above.items():
        if not named:
            text = _text_in(grid, cell) if errors[cell] == OF_TEXTS else None
            chain_of[cell] = found.setdefault(text or cell, Chain([], [], text))
            chain_of[cell].first.append(cell)
    reached = deque(chain_of)
    while reached:
        cell = reached.popleft()
        for own in below.get(cell, ()):
            if own not in chain_of:
                chain_of[own] = chain_of[cell]
                chain_of[own].after.append(own)
                reached.append(own)
    # The others need each other.
    left = [cell for cell in above if cell not in chain_of]
    return [*found.values(), *([Chain(left[:1], left[1:])] if left else [])]


def _rows_by_column(errors: Errors) -> dict[int, list[int]]:
    """Return the rows with an error in each column, from the top."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(errors):
        rows.setdefault(column, []).append(row)
    return rows


def _areas(grid: Grid, cell: Cell) -> Iterator[tuple[Cell, Cell]]:
    """Yield the cells and areas of its own sheet that a formula names, as their corners."""
    formula = ASIDE.sub("", grid.formulas.get(cell, ""))
    for left, top, right, bottom in NAMED.findall(formula.upper()):
        first = int(top), column_number(left)
        yield first, (int(bottom), column_number(right)) if bottom else first


def _errors_in(grid: Grid, cell: Cell, rows: Mapping[int, list[int]]) -> set[Cell]:
    """Return errors that a formula reads: of each area, the first in each column."""
    found: set[Cell] = set()
    for first, last in _areas(grid, cell):
        columns = (first[1],) if first[1] == last[1] else rows
        for column in columns:
            own = rows.get(column, [])
            at = bisect_left(own, first[0])
            if first[1] <= column <= last[1] and at < len(own) and own[at] <= last[0]:
                found.add((own[at], column))
    return found - {cell}


def _text_in(grid: Grid, cell: Cell) -> Cell | None:
    """Return the one cell of words that a formula names alone, not in an area."""
    named = {first for first, last in _areas(grid, cell) if first == last}
    words = [
        own
        for own in named
        if isinstance(value := grid.value(*own), str)
        and not is_blank(value)
        and own not in grid.formulas
        and not re.fullmatch(r"[\d.,\s]+", value)
    ]
    return words[0] if len(words) == 1 else None
