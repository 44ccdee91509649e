"""Gather the codes of a sheet, wherever its layout has them, and choose the grammar they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.programme.grammar import Grammar
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.house_grammar import GRAMMAR_SAMPLE, best_grammar
from xlmot.programme.inside import find_code
from xlmot.programme.layout import COLUMN, INSIDE, STAIRS, TIERS, Layout
from xlmot.programme.pages import heads_of, is_page_number
from xlmot.programme.vocabulary import Vocabulary


def sheet_grammar(sheets: Iterable[tuple[Grid, Layout]], vocabulary: Vocabulary) -> Grammar:
    """Return the grammar in which the codes of sheets are written, by their first rows.

    Pages may outnumber titles: `Page 1`, alone on its row, is no way to write the 1 among these.
    """
    values: list[Value] = []
    pages: set[str] = set()
    for grid, layout in sheets:
        for row, value in code_values(grid, layout, GRAMMAR_SAMPLE):
            values.append(value)
            if isinstance(value, str) and value[:1].isalpha() and len(grid.filled(row)) == 1:
                pages.add(value)
    pages = {text for text in pages if is_page_number(text, vocabulary.page_words)}
    if pages:
        pages -= heads_of(value for value in values if isinstance(value, str))
    return best_grammar((value for value in values if value not in pages), vocabulary)


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
