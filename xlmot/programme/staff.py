"""Read the columns that staff added across the sheets of a programme, and find which add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import PERCENT, SUMMED, find_words, is_number
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.programme.vocabulary import begins_with, fold, folded

YEARS = range(1900, 2101)
# Totals of so many columns show which of them the sheet adds up.
FEWEST_ADDED = 3


class JoinedColumn(NamedTuple):
    """A column that staff added: its header, and its number on each sheet of the table, or None."""

    name: str
    numbers: tuple[int | None, ...]


def staff_columns(programme: Programme) -> list[JoinedColumn]:
    """Return the columns beside code and label, by the text of their header, in order."""
    sections = programme.table.sections
    names: dict[str, str] = {}
    for section in sections:
        for column in section.layout.others:
            names.setdefault(fold(column.name), column.name)
    return [
        JoinedColumn(name, tuple(_number(section, folded) for section in sections))
        for folded, name in names.items()
    ]


def _number(section: Section, folded: str) -> int | None:
    others = section.layout.others
    return next((column.number for column in others if fold(column.name) == folded), None)


def staff_value(programme: Programme, index: int, column: JoinedColumn) -> Value:
    """Return what a column that staff added holds in a table row."""
    if not programme.table.owns_row(index):
        return None
    section = programme.table.section(index)
    number = column.numbers[programme.table.sections.index(section)]
    value = section.grid.value(programme.table.numbers[index], number) if number else None
    return None if value == "" else value


def summed_columns(programme: Programme) -> list[JoinedColumn]:
    """Return the columns to sum: those that the house adds up, those of quantities alone.

    A house says so by the kind of a column or by its `sum`. Where it says nothing, a column is
    added up if it holds nothing but quantities. One that the totals of the sheet leave out, though
    they add others, such as a rate, is not.
    """
    totals = [*_totals(programme)]
    return [
        column
        for column in staff_columns(programme)
        if _adds_up(programme, column) and not _is_left_out(programme, column, totals)
    ]


def _totals(programme: Programme) -> Iterator[tuple[int, AbstractSet[int]]]:
    """Yield the section of each row of totals, by its place, and the columns that it adds up."""
    table = programme.table
    words = folded(programme.vocabulary.total_words)
    for place, (section, span) in enumerate(zip(table.sections, table.spans(), strict=True)):
        for index in span:
            if table.kinds[index] is RowKind.ASIDE:
                cells = section.grid.filled(table.numbers[index])
                text = next((value for _, value in cells if isinstance(value, str)), "")
                if begins_with(fold(text), words):
                    yield place, {number for number, value in cells if is_number(value)}


def _is_left_out(
    programme: Programme, column: JoinedColumn, totals: Sequence[tuple[int, AbstractSet[int]]]
) -> bool:
    if any(own.sum for own in find_words(column.name, programme.vocabulary)):
        return False
    own = [(column.numbers[place], added) for place, added in totals]
    return sum(len(added) for _, added in own) >= FEWEST_ADDED and not any(
        number in added for number, added in own
    )


def _adds_up(programme: Programme, column: JoinedColumn) -> bool:
    known = [own for own in programme.columns if fold(own.name) == fold(column.name)]
    if any(own.summed is False or (own.told and own.kind not in SUMMED) for own in known):
        return False
    if any(own.summed for own in known):
        values = (staff_value(programme, index, column) for index in programme.owners)
        return any(map(is_number, values))
    shares = any(own.unit == PERCENT for own in known)
    return not shares and _is_quantity(programme, column)


def _is_quantity(programme: Programme, column: JoinedColumn) -> bool:
    cells = (staff_value(programme, index, column) for index in programme.owners)
    values = [value for value in cells if not is_blank(value)]
    if not values or not all(map(is_number, values)):
        return False
    return not all(value in YEARS for value in values)
