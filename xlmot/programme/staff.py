"""Read the columns that staff added across the sheets of a programme, and find which add up."""

from __future__ import annotations

from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import PERCENT, SUMMED, is_number
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.programme.vocabulary import fold

YEARS = range(1900, 2101)


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
    added up if it holds nothing but quantities.
    """
    return [column for column in staff_columns(programme) if _adds_up(programme, column)]


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
