"""Know where many rows that are set aside are actions, or titles, that a reading leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.programme.beside import UNREAD_SHARE
from xlmot.programme.grid import holds_words
from xlmot.programme.inside import find_code, whole_code
from xlmot.programme.layout import STAIRS
from xlmot.programme.table import RowKind, Table

# A reading that sets aside more than this part of the rows with text between its first and last
# may be another's; so few rows show nothing.
ASIDE, FEWEST = 0.25, 3


def leaves_rows_out(table: Table, rows: list[int]) -> bool:
    """Return whether rows set aside, of which `rows` are none, look like those that are read."""
    return (
        _leaves_several_out(table, rows)
        or _leaves_codes_out(table)
        or _leaves_steps_out(table, rows)
    )


def leaves_texts(table: Table, rows: list[int]) -> bool:
    """Return whether many rows between the first and the last one hold texts that are set aside."""
    return sum(bool(texts) for _, texts in _texts_aside(table, rows)) > ASIDE * len(rows)


def _leaves_several_out(table: Table, rows: list[int]) -> bool:
    """Return whether many such rows have several texts, but none where codes and labels stand."""
    left = sum(
        len(texts) > 1 and texts.isdisjoint(table.section(index).layout.columns())
        for index, texts in _texts_aside(table, rows)
    )
    return left >= FEWEST and left > UNREAD_SHARE * len(rows)


def _leaves_codes_out(table: Table) -> bool:
    """Return whether several rows set aside have both a label and a code of another kind."""
    left = 0
    for index in table.of_kind(RowKind.ASIDE):
        section = table.section(index)
        layout, row = section.layout, table.numbers[index]
        code, label = (section.grid.value(row, n) for n in (layout.code, layout.label))
        left += holds_words(label) and layout.code != layout.label and whole_code(code) is not None
    return left >= FEWEST


def _leaves_steps_out(table: Table, rows: list[int]) -> bool:
    """Return whether a row set aside in a staircase begins with a code of several levels."""
    for index, columns in _texts_aside(table, rows):
        section = table.section(index)
        own = columns & {*section.layout.columns()}
        text = section.grid.value(table.numbers[index], min(own)) if own else None
        span = find_code(text) if isinstance(text, str) else None
        if section.layout.scheme == STAIRS and span and len(span.path) > 1:
            return True
    return False


def _texts_aside(table: Table, rows: list[int]) -> Iterator[tuple[int, set[int]]]:
    """Yield the rows set aside between the first and the last one, with the columns of texts."""
    for index in range(rows[0], rows[-1]) if rows else ():
        if table.kinds[index] is RowKind.ASIDE:
            cells = table.section(index).grid.filled(table.numbers[index])
            yield index, {column for column, value in cells if isinstance(value, str)}
