"""Hold the cell values of one sheet with the rows and columns they came from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from functools import cached_property

from xlmot.messages.hints import TypeAlias, TypeVar, overload
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
Item = TypeVar("Item")
Key = TypeVar("Key")
Fact = TypeVar("Fact")
# So many rows of a stretch of nothing are looked at: enough to be seen as one.
SHOWN_BLANKS = 20


class SparseSequence(Sequence[Item]):
    """A long sequence of which few items are there, by their place from 1; the others are `blank`.

    It takes memory for what is there, and reads like a list. `filled` are the places of what is
    there, in their order: whoever walks a sheet goes from one to the next.

    >>> rows = SparseSequence({1: ["a"], 1_000_000: ["b"]}, 1_000_000, ())
    >>> len(rows), rows[-1], rows[1], rows[:2], rows.filled
    (1000000, ['b'], (), [['a'], ()], [1, 1000000])
    """

    __slots__ = ("_blank", "_items", "_length")

    def __init__(self, items: Mapping[int, Item], length: int, blank: Item) -> None:
        self._items = items
        self._length = length
        self._blank = blank

    @property
    def filled(self) -> list[int]:
        return sorted(self._items)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._length))]
        place = index + self._length if index < 0 else index
        if not 0 <= place < self._length:
            raise IndexError(index)
        return self._items.get(place + 1, self._blank)

    def __iter__(self) -> Iterator[Item]:
        done = 0
        for place in self.filled:
            for _ in range(place - done - 1):
                yield self._blank
            yield self._items[place]
            done = place
        for _ in range(self._length - done):
            yield self._blank

    def replaced(self, items: Mapping[int, Item]) -> SparseSequence[Item]:
        """Return the sequence with other items in some places."""
        return SparseSequence({**self._items, **items}, self._length, self._blank)

    def without(self, places: AbstractSet[int]) -> SparseSequence[Item]:
        """Return the sequence without some places; what stands behind one moves up.

        >>> list(SparseSequence({1: "a", 2: "b", 5: "e"}, 5, "").without({2, 3}))
        ['a', '', 'e']
        """
        gone = sorted(places)
        left = {place - bisect_left(gone, place): item for place, item in self._items.items()
                if place not in places}  # fmt: skip
        return SparseSequence(left, self._length - len(gone), self._blank)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Look(NamedTuple):
    """How a cell is written: in bold, on which fill; the fill is "" where it is white or none."""

    bold: bool = False
    fill: str = ""


class Grid(NamedTuple):
    """One sheet as rows of values; `rows[0][0]` is the cell A1, blank cells are `""` or None.

    A row ends where its last value does, or later. Where a sheet is all but empty, `rows` or a row
    may be a SparseSequence. Cells are named by (row, column), counted from 1. `formulas` holds the
    cells that hold a formula, `errors` those that show an error value such as `#REF!`, `noted` the
    rows with a note or comment. `filters` are the areas of which a filter hides rows now. `state`
    is `visible`, `hidden` or `veryHidden`.

    Four facts of the look of a sheet may say its levels; a file is scanned for the first three when
    somebody first asks. `bold` are the rows whose words are all bold, `indents` the cells
    whose text is indented, with the number of steps, `looks` the cells that are bold or filled,
    `outline` the rows that Excel has grouped, with the level from 1. What is not in them is plain,
    not indented, not grouped.
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
    indents: Mapping[tuple[int, int], int] = {}
    outline: Mapping[int, int] = {}
    looks: Mapping[tuple[int, int], Look] = {}

    def value(self, row: int, column: int) -> Value:
        """Return the value of a cell; None outside the rows that were read.

        >>> Grid("Plan", [["Code", "Title"]]).value(1, 2)
        'Title'
        """
        if row < 1 or column < 1 or row > len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else None

    def filled(self, row: int) -> list[tuple[int, Value]]:
        """Return the columns of a row whose cells show something, with what they hold.

        >>> far = SparseSequence({1: "1.1", 16384: " "}, 16384, None)
        >>> Grid("Plan", [far]).filled(1)
        [(1, '1.1')]
        """
        cells = self.rows[row - 1]
        if isinstance(cells, list):
            # By far the most usual row, of which each cell is looked at.
            return [
                (n, value)
                for n, value in enumerate(cells, 1)
                if value is not None and (not isinstance(value, str) or value.strip())
            ]
        places = cells.filled if isinstance(cells, SparseSequence) else range(1, len(cells) + 1)
        return [(n, value) for n in places if not is_blank(value := cells[n - 1])]

    def row_values(self, row: int) -> tuple[Value, ...]:
        """Return a row's values from column 1 on, trailing blanks cut: the old value of a row."""
        cells = self.rows[row - 1]
        values = list(cells) if cells else []
        while values and values[-1] in ("", None):
            values.pop()
        return tuple(None if value == "" else value for value in values)

    def rows_from(self, first: int) -> Sequence[int]:
        """Return the numbers of the rows from `first` on that a table has to be read over.

        Of a long stretch of rows that hold nothing, not even a formula or a note, as between a
        table and a stray cell a million rows below, the first rows stand for all.

        >>> far = SparseSequence({2: ["end"], 1_000_000: ["stray"]}, 1_000_000, ())
        >>> rows = Grid("Plan", far).rows_from(2)
        >>> rows[:3], len(rows) < 100, rows[-1]
        ([2, 3, 4], True, 1000000)
        """
        last = len(self.rows)
        if not isinstance(self.rows, SparseSequence):
            return range(first, last + 1)
        made = {row for row, _ in (*self.formulas, *self.errors)}
        held = {first - 1, *self.rows.filled, *self.noted, *made}
        near = {near for row in held for near in range(row, row + SHOWN_BLANKS + 1)}
        return sorted(row for row in near if first <= row <= last)


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

    def __reduce__(self) -> tuple[type[frozenset[int]], tuple[frozenset[int]]]:
        """Cross to another process as what was found."""
        return frozenset, (self._rows,)


class LazyMapping(Mapping[Key, Fact]):
    """Facts by row or by cell, which are looked for when somebody first asks about one.

    >>> LazyMapping(lambda: {(3, 2): 1})[3, 2]
    1
    """

    def __init__(self, find: Callable[[], Mapping[Key, Fact]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> Mapping[Key, Fact]:
        return self._find()

    def __getitem__(self, key: Key) -> Fact:
        return self._found[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __reduce__(self) -> tuple[type[dict[Key, Fact]], tuple[dict[Key, Fact]]]:
        """Cross to another process as what was found."""
        return dict, (dict(self._found),)


# What stands for nothing in a cell that a label should fill, beside spaces.
NOTHING = " \t\r\n\u00a0.-–—/*·•"


def is_blank(value: Value) -> bool:
    """Return whether a cell shows nothing: empty, or text made of white space only.

    >>> is_blank(None), is_blank("  "), is_blank(0)
    (True, True, False)
    """
    return value is None or (isinstance(value, str) and not value.strip())


def holds_words(value: Value) -> bool:
    """Return whether a cell is a text with letters: no number, and none written as a text.

    >>> holds_words("Roads"), holds_words("1.2"), holds_words(1.2)
    (True, False, False)
    """
    return isinstance(value, str) and any(map(str.isalpha, value))


def is_filler(value: Value) -> bool:
    """Return whether a cell but keeps the place of what is to come: dots, dashes, nothing else.

    >>> is_filler("…"), is_filler("- - -"), is_filler(".1")
    (True, True, False)
    """
    return isinstance(value, str) and not value.strip("….-–—_* ")
