"""Hold the cell values of one sheet with the rows and columns they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple, TypeAlias

from xlmot.programme.address import Area

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None


class Grid(NamedTuple):
    """One sheet as rows of values; `rows[0][0]` is the cell A1, blank cells are `""` or None.

    Cells are named by (row, column), counted from 1. `formulas` holds the cells that hold a
    formula, `errors` those that show an error value such as `#REF!`, `noted` the rows with a note
    or comment, `bold` the rows whose text cells are all bold. `filters` are the areas of which a
    filter hides rows now. `state` is `visible`, `hidden` or `veryHidden`.
    """

    sheet: str
    rows: Sequence[Sequence[Value]]
    merges: tuple[Area, ...] = ()
    formulas: Mapping[tuple[int, int], str] = {}
    errors: Mapping[tuple[int, int], str] = {}
    noted: frozenset[int] = frozenset()
    bold: AbstractSet[int] = frozenset()
    hidden_rows: AbstractSet[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filters: tuple[Area, ...] = ()
    protected: bool = False
    state: str = "visible"

    def value(self, row: int, column: int) -> Value:
        """Return the value of a cell; None outside the rows that were read.

        >>> Grid("Plan", [["Code", "Title"]]).value(1, 2)
        'Title'
        """
        if not (1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1])):
            return None
        return self.rows[row - 1][column - 1]

    def row_values(self, row: int) -> tuple[Value, ...]:
        """Return a row's values from column 1 on, trailing blanks cut: the old value of a row."""
        values = list(self.rows[row - 1])
        while values and values[-1] in ("", None):
            values.pop()
        return tuple(None if value == "" else value for value in values)


class LazyRows(AbstractSet[int]):
    """The numbers of some rows, which are looked for when somebody first asks about one.

    A running Excel has to be asked many times which rows are bold, and few checks want to know.

    >>> 3 in LazyRows(lambda: [3, 4])
    True
    """

    def __init__(self, find: Callable[[], Iterable[int]]) -> None:
        self._find = find

    @cached_property
    def _rows(self) -> frozenset[int]:
        return frozenset(self._find())

    @classmethod
    def _from_iterable(cls, rows: Iterable[int]) -> AbstractSet[int]:  # type: ignore[override]
        """Return what the operators of a set make of two."""
        return frozenset(rows)

    def __contains__(self, row: object) -> bool:
        return row in self._rows

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def is_blank(value: Value) -> bool:
    """Tell whether a cell shows nothing: empty, or text made of white space only.

    >>> is_blank(None), is_blank("  "), is_blank(0)
    (True, True, False)
    """
    return value is None or (isinstance(value, str) and not value.strip())
