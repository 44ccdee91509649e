"""Compare what two programmes hold in the columns that staff added: budgets, persons, days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from math import fsum
from typing import NamedTuple

from xlmot.errors import BadSetting
from xlmot.messages import Message, say
from xlmot.programme.columns import is_number
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.staff import JoinedColumn, staff_columns, staff_value, summed_columns
from xlmot.programme.vocabulary import YEAR, fold

# What stands for all columns where some may be named.
EVERY = "all"


class CellChange(NamedTuple):
    """A cell of an action that holds something else: the rows of the two tables, the values."""

    column: str
    old: int
    new: int
    before: Value
    after: Value


class Total(NamedTuple):
    """What a column of numbers adds up to in each programme, all actions counted."""

    column: str
    before: float
    after: float


class CellComparison(NamedTuple):
    """What was compared of the columns that staff added, and what differs.

    `columns` are those of both programmes, as the later one calls them; `only_old` and `only_new`
    are those that one of them has alone.
    """

    columns: tuple[str, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    changes: tuple[CellChange, ...]
    totals: tuple[Total, ...]


def compare_cells(
    old: Programme, new: Programme, rows: Iterable[tuple[int, int]], names: Collection[str]
) -> CellComparison:
    """Return what differs in the columns named, or in `EVERY` one, between pairs of table rows.

    Columns are the same whatever year their headers name: “Budget 2024” goes on as “Budget 2025”.

    Raises:
        BadSetting: neither programme has a column of that name.
    """
    before, after = staff_columns(old), staff_columns(new)
    wanted = _wanted(names, [*before, *after])
    both = [pair for pair in _matched(before, after) if wanted(pair[0]) or wanted(pair[1])]
    told = {column for pair in _matched(before, after) for column in pair}
    pairs = list(rows)
    return CellComparison(
        columns=tuple(later.name for _, later in both),
        only_old=tuple(c.name for c in before if c not in told and wanted(c)),
        only_new=tuple(c.name for c in after if c not in told and wanted(c)),
        changes=tuple(change for columns in both for change in _changes(old, new, columns, pairs)),
        totals=tuple(_totals(old, new, both)),
    )


def _matched(
    before: Sequence[JoinedColumn], after: Sequence[JoinedColumn]
) -> list[tuple[JoinedColumn, JoinedColumn]]:
    """Return the columns that two programmes share, in the order of the later.

    Where a name stands for several years in one programme, only the same year is the same column.
    """
    found = []
    for column in after:
        same = [one for one in before if fold(one.name) == fold(column.name)]
        alike = [one for one in before if _key(one.name) == _key(column.name)]
        alone = sum(_key(one.name) == _key(column.name) for one in after) == 1
        if not same and alone and len(alike) == 1:
            same = alike
        found += [(one, column) for one in same]
    return found


def _key(name: str) -> str:
    return YEAR.sub("{year}", fold(name))


def _wanted(
    names: Collection[str], columns: Sequence[JoinedColumn]
) -> Callable[[JoinedColumn], bool]:
    """Return what tells whether a column is asked for; a name without year stands for any."""
    known = {fold(column.name) for column in columns} | {_key(column.name) for column in columns}
    for name in names:
        if name != EVERY and fold(name) not in known and _key(name) not in known:
            raise BadSetting(
                say("Neither programme has a column “{name}”.", name=name), _columns_text(columns)
            )
    keys = {key for name in names for key in (fold(name), _key(name))}
    return lambda column: (
        EVERY in names or not keys.isdisjoint((fold(column.name), _key(column.name)))
    )


def _columns_text(columns: Sequence[JoinedColumn]) -> Message:
    if not columns:
        return say("Neither has a column beside codes and labels.")
    names = tuple(dict.fromkeys(column.name for column in columns))
    return say("Their columns are: {names}.", names=names)


def _changes(
    old: Programme,
    new: Programme,
    columns: tuple[JoinedColumn, JoinedColumn],
    rows: Iterable[tuple[int, int]],
) -> Iterator[CellChange]:
    for left, right in rows:
        before = staff_value(old, left, columns[0])
        after = staff_value(new, right, columns[1])
        if _shown(before) != _shown(after):
            yield CellChange(columns[1].name, left, right, before, after)


def _shown(value: Value) -> str:
    """Return what tells two values apart: neither spaces nor what no reader sees of a number."""
    if is_blank(value):
        return ""
    if isinstance(value, int | float) and is_number(value):
        return f"{float(value):.12g}"
    return " ".join(str(value).split())


def _totals(
    old: Programme, new: Programme, columns: Iterable[tuple[JoinedColumn, JoinedColumn]]
) -> Iterator[Total]:
    summed = [summed_columns(programme) for programme in (old, new)]
    for before, after in columns:
        if before in summed[0] and after in summed[1]:
            yield Total(after.name, _sum(old, before), _sum(new, after))


def _sum(programme: Programme, column: JoinedColumn) -> float:
    values = (staff_value(programme, index, column) for index in programme.owners)
    return fsum(v for v in values if isinstance(v, int | float) and is_number(v))
