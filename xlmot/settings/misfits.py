"""Say what speaks against the layout that settings say: its shape, or the cells it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from xlmot.messages import Message, say
from xlmot.programme.address import column_letters
from xlmot.programme.code import read_code
from xlmot.programme.code_cells import code_values, sheet_grammar
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.inside import whole_code
from xlmot.programme.layout import COLUMN, DEPTH, INSIDE, ORDER, STAIRS, TIERS, Layout
from xlmot.programme.told_levels import told_levels
from xlmot.programme.vocabulary import Vocabulary
from xlmot.settings.stated import StatedSheet

# The key of a setting, and why it cannot be used.
Fault: TypeAlias = "tuple[str, Message]"
# So many of the cells in columns of codes hold one at least.
CODED = 0.25


def shape_faults(said: StatedSheet, labels: Sequence[int], codes: Sequence[int]) -> Iterator[Fault]:
    """Yield the keys that a scheme cannot have so, with what it asks."""
    scheme = said.scheme
    lone = [column for column in codes if column not in labels]
    if scheme in (TIERS, STAIRS):
        yield from _tier_faults(scheme, labels, codes)
        return
    if scheme != INSIDE and len(labels) > (1 if scheme == ORDER else 2):
        yield "labels", say("The layout “{scheme}” has no more columns of labels.", scheme=scheme)
    if scheme == COLUMN and len(lone) != 1:
        yield (
            "codes",
            say("The layout “column” has one column of codes, beside that of the labels."),
        )
    if scheme == INSIDE and lone:
        yield "codes", say("In the layout “{scheme}”, codes stand in the labels.", scheme=scheme)
    if scheme in (DEPTH, ORDER) and len(lone) > 1:
        yield "codes", say("The layout “{scheme}” has one column of codes, or none.", scheme=scheme)
    if scheme == DEPTH and not said.depth:
        yield "depth", say("The layout “depth” needs it: the column that tells the levels.")
    if scheme == ORDER and not said.mark:
        yield "mark", say("The layout “order” needs it: what shows the levels.")


def _tier_faults(scheme: str, labels: Sequence[int], codes: Sequence[int]) -> Iterator[Fault]:
    if scheme == STAIRS and len(labels) < 2:
        yield "labels", say("The layout “{scheme}” has several columns.", scheme=scheme)
    if scheme == TIERS and len(set(labels)) < len(labels):
        yield "labels", say("Each level has a column of its own: one is named twice.")
    if codes and len(codes) != len(labels):
        yield "codes", say("There are as many as labels, or none; “” is a level without codes.")


def cell_faults(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield the columns of labels without a text, and those of codes without any, or with few."""

    def cells(column: int) -> list[Value]:
        values = (grid.value(row, column) for row in grid.rows_from(layout.first_row))
        return [value for value in values if not is_blank(value)]

    def lacks(column: int, what: Message) -> Message:
        return say(
            "Column {column} of the sheet “{sheet}” holds no {what} from row {row} on.",
            column=column_letters(column),
            sheet=grid.sheet,
            what=what,
            row=layout.first_row,
        )

    for column in sorted({layout.label, *(tier.label for tier in layout.tiers)}):
        texts = (value for value in cells(column) if isinstance(value, str))
        if not any(any(map(str.isalpha, text)) for text in texts):
            yield "labels", lacks(column, say("text"))
    coded = layout.code_columns() - {layout.label}
    for column in sorted(coded):
        if not cells(column):
            yield "codes", lacks(column, say("code"))
    if layout.depth and not told_levels(grid, layout.depth, layout.first_row):
        yield "depth", lacks(layout.depth, say("level"))
    if layout.scheme in (COLUMN, INSIDE):
        yield from _code_faults(grid, layout, vocabulary)


def _code_faults(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield that the cells where codes are said to stand hold too few of them."""
    grammar = sheet_grammar([(grid, layout)], vocabulary)
    values = [value for _, value in code_values(grid, layout)]
    read = sum(
        whole_code(value) is not None or bool(read_code(value, grammar, vocabulary.code_words).path)
        for value in values
    )
    if values and read < CODED * len(values):
        yield (
            "codes",
            say(
                "On the sheet “{sheet}”, {read} of the {count} cells there hold a code.",
                sheet=grid.sheet,
                read=read,
                count=len(values),
            ),
        )
    if not values:
        yield (
            "codes",
            say("No text of these columns of the sheet “{sheet}” has a code.", sheet=grid.sheet),
        )
