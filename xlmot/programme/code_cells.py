"""Gather the codes of a sheet, wherever its layout has them, and choose the grammar they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.programme.grammar import Grammar
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.house_grammar import GRAMMAR_SAMPLE, best_grammar
from xlmot.programme.inside import find_code
from xlmot.programme.layout import COLUMN, INSIDE, STAIRS, TIERS, Layout
from xlmot.programme.vocabulary import Vocabulary


def sheet_grammar(sheets: Iterable[tuple[Grid, Layout]], vocabulary: Vocabulary) -> Grammar:
    """Return the grammar in which the codes of sheets are written, by their first rows."""
    values = [
        value for grid, layout in sheets for _, value in code_values(grid, layout, GRAMMAR_SAMPLE)
    ]
    return best_grammar(values, vocabulary)


def code_values(grid: Grid, layout: Layout, last: int | None = None) -> Iterator[tuple[int, Value]]:
    """Yield what stands where the codes of a sheet do, with its row."""
    columns: tuple[int, ...] = (layout.code,)
    if layout.scheme in (STAIRS, TIERS, INSIDE):
        columns = (layout.code, *(tier.code for tier in layout.tiers))
    inside = {layout.code} if layout.scheme == INSIDE or layout.inside else set()
    alone = layout.scheme == COLUMN
    inside |= {tier.code for tier in layout.tiers if tier.code == tier.label}
    for row in grid.rows_from(layout.first_row):
        if last and row > last:
            return
        for column in filter(None, columns):
            value = grid.value(row, column)
            if is_blank(value):
                continue
            span = find_code(value) if column in inside and isinstance(value, str) else None
            if isinstance(value, str) and span and (not alone or span.label < len(value)):
                yield row, value[span.start : span.end]
            elif alone or column not in inside:
                yield row, value
