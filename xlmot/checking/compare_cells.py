"""Compare what two programmes hold in the columns that staff added: budgets, persons, days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from math import fsum

from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting
from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import core, is_number
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.staff import JoinedColumn, staff_columns, staff_value, summed_columns
from xlmot.programme.vocabulary import fold

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
    before, after = _columns(old), _columns(new)
    wanted = _wanted(names, [*before, *after])
    matched = _matched(before, after)
    told = {column for pair in matched for column in pair}
    both = [(one.joined, two.joined) for one, two in matched if wanted(one) or wanted(two)]
    pairs = list(rows)
    return CellComparison(
        columns=tuple(later.name for _, later in both),
        only_old=tuple(c.joined.name for c in before if c not in told and wanted(c)),
        only_new=tuple(c.joined.name for c in after if c not in told and wanted(c)),
        changes=tuple(change for columns in both for change in _changes(old, new, columns, pairs)),
        totals=tuple(_totals(old, new, both)),
    )


class _Column(NamedTuple):
    """A column with its header folded, and with what is left of that without year and unit."""

    joined: JoinedColumn
    name: str
    core: str


def _columns(programme: Programme) -> list[_Column]:
    words = programme.vocabulary
    return [
        _Column(one, fold(one.name), core(one.name, words) or fold(one.name))
        for one in staff_columns(programme)
    ]


def _matched(before: Sequence[_Column], after: Sequence[_Column]) -> list[tuple[_Column, _Column]]:
    """Return the columns that two programmes share, in the order of the later.

    Where a name stands for several years in one programme, only the same year is the same column.
    """
    found = []
    for column in after:
        same = [one for one in before if one.name == column.name]
        alike = [one for one in before if one.core == column.core]
        alone = sum(one.core == column.core for one in after) == 1
        if not same and alone and len(alike) == 1:
            same = alike
        found += [(one, column) for one in same]
    return found


def _wanted(names: Collection[str], columns: Sequence[_Column]) -> Callable[[_Column], bool]:
    """Return what tells whether a column is asked for: by its header, or by that without year."""
    known = {text for column in columns for text in (column.name, column.core)}
    for name in names:
        if name != EVERY and fold(name) not in known:
            raise BadSetting(
                say("Neither programme has a column “{name}”.", name=name), _columns_text(columns)
            )
    asked = set(map(fold, names))
    return lambda column: EVERY in names or not asked.isdisjoint((column.name, column.core))


def _columns_text(columns: Sequence[_Column]) -> Message:
    if not columns:
        return say("Neither has a column beside codes and labels.")
    names = tuple(dict.fromkeys(column.joined.name for column in columns))
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
