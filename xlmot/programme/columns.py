"""Recognise the columns that staff add to a table: what each holds, by its header or its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from xlmot.messages.named import NamedTuple
from xlmot.programme.address import column_letters
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.layout import Column
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.vocabulary import ColumnWords, Vocabulary, fold, is_header

SUMMED = ("amount", "number")
# “% done” is not “done”: of all units, this one is part of a name.
PERCENT = "%"
MONEY = ("€", "$", "£", "CHF", "zł", "Kč", "kr", "RON", "HUF")
# So many formulas that add up rows of a column show that its numbers add up.
FEWEST_SUMS = 2
# A column without a telling header holds numbers if so many cells do, and most of them.
FEWEST_NUMBERS = 3
NUMBERS_SHARE = 2 / 3
# Cells without a header are a column if so many of the first rows have one, and half of them.
FEWEST_CELLS, FIRST_ROWS = 6, 100

BRACKETS = r"[(\[{][^)\]}]*[)\]}]"
YEAR = r"(?:19|20)\d\d"
WORD = r"[^\s()\[\]/,:;–—-]+"


class StaffColumn(NamedTuple):
    """A column beside the code and the label, on one sheet of a table.

    `kind` is one of `COLUMN_KINDS`; `told` says that the header shows it, not the cells. `summed`
    says whether its numbers add up, None where nobody told; `unit` is the unit that the header
    names, "" if it names none. `held` is what the cells of `rows` hold, None for an empty one.
    """

    table: Table
    section: Section
    rows: range
    held: Sequence[Value]
    number: int
    name: str
    kind: str = "text"
    told: bool = False
    required: bool = False
    summed: bool | None = None
    values: tuple[str, ...] = ()
    unit: str = ""

    def value(self, index: int) -> Value:
        """Return what the cell of a table row holds; None for an empty one."""
        return self.held[index - self.rows.start]

    def is_made(self, index: int) -> bool:
        """Return whether a formula makes the cell of a table row."""
        return (self.table.numbers[index], self.number) in self.section.grid.formulas

    def cells(self) -> Iterator[tuple[int, Value]]:
        """Yield the rows of the programme whose cell holds a value, with it."""
        kinds = self.table.kinds
        for index, value in zip(self.rows, self.held, strict=True):
            if value is not None and kinds[index] is RowKind.DATA:
                yield index, value

    def typed(self) -> Iterator[tuple[int, Value]]:
        """Yield the rows of the programme whose cell holds a value that no formula made."""
        if not self.section.grid.formulas:
            return self.cells()
        return ((index, value) for index, value in self.cells() if not self.is_made(index))


def read_columns(table: Table, vocabulary: Vocabulary) -> tuple[StaffColumn, ...]:
    """Return the columns that staff added, sheet by sheet, from left to right."""
    return tuple(
        _understood(StaffColumn(table, section, rows, held, *column), vocabulary)
        for section, rows in zip(table.sections, table.spans(), strict=True)
        for column in sorted((*section.layout.others, *_unnamed(table, section, rows)))
        for held in [list(_held(table, section, rows, column.number))]
    )


def _unnamed(table: Table, section: Section, rows: range) -> Iterator[Column]:
    """Yield the columns beside a table that no header names, called by their letters."""
    layout, grid = section.layout, section.grid
    named = {*layout.columns(), *(column.number for column in layout.others)}
    data = (index for index in rows if table.kinds[index] is RowKind.DATA)
    first = list(islice(dict.fromkeys(table.numbers[index] for index in data), FIRST_ROWS))
    filled = Counter(
        number for row in first for number, _ in grid.filled(row) if number not in named
    )
    for number, count in filled.items():
        if count >= FEWEST_CELLS and 2 * count >= len(first):
            yield Column(number, column_letters(number))


def _held(table: Table, section: Section, rows: range, number: int) -> Iterator[Value]:
    """Yield what the cells of a column hold, None for an empty one.

    Where a title and an action begin on one row, its cells are those of the action.
    """
    grid = section.grid
    for index in rows:
        value = grid.value(table.numbers[index], number) if table.owns_row(index) else None
        yield None if is_blank(value) else value


def _understood(column: StaffColumn, vocabulary: Vocabulary) -> StaffColumn:
    """Return a column with what its header says of it, or its cells."""
    words = find_words(column.name, vocabulary)
    kind = next((own.kind for own in words if own.kind), "")
    if kind in (*SUMMED, "percent") and _holds_words(column, vocabulary):
        kind = ""
    asked = next((own.sum for own in words if own.sum is not None), None)
    unit = unit_of_header(column.name, vocabulary.units)[0]
    if kind == "percent" and unit and unit != PERCENT:
        # A rate in money or in hours is no percentage, and no sum.
        kind, asked = "number", False
    shown = kind or _kind_of_cells(column)
    if asked is None and not kind and shown == "number" and _adds_up(column, unit, vocabulary):
        asked = True
    return column._replace(
        name=" ".join(column.name.split()),
        kind=shown,
        told=bool(kind),
        required=any(own.required for own in words),
        summed=True if asked is None and kind in SUMMED else asked,
        values=next((own.values for own in words if own.values), ()),
        unit=unit,
    )


def _adds_up(column: StaffColumn, unit: str, vocabulary: Vocabulary) -> bool:
    """Return whether numbers add up, though no word of the header says so.

    They do where formulas add up rows of the column on several rows, and where the header names
    but a year and money, or a total of money: “2026 (€)”, “Total (£)”.
    """
    letters = column_letters(column.number)
    sums = sum(
        at == column.number
        and re.match(rf"(?i)\+?(?:SUM|SUBTOTAL)\(.*\b{letters}\$?\d", text) is not None
        for (_, at), text in column.section.grid.formulas.items()
    )
    if sums >= FEWEST_SUMS:
        return True
    rest = [word for word in core(column.name, vocabulary).split() if not word.isdigit()]
    totals = {fold(word) for word in vocabulary.total_words}
    return unit not in ("", PERCENT) and _is_money(unit) and all(word in totals for word in rest)


def _is_money(unit: str) -> bool:
    return unit.lstrip("kM") in MONEY


def find_words(name: str, vocabulary: Vocabulary) -> Sequence[ColumnWords]:
    """Return what the house says of columns whose header reads so, in the house's order.

    Years, units, what stands in brackets and filling words make no difference: “Budget TTC 2025
    (k€)” is the budget, “Budget participatif” is not.
    """
    if not name.strip():
        return ()
    idle = _idle(vocabulary)
    bare, folded = _core(name, idle), fold(name)
    return [
        own
        for own in vocabulary.columns
        if is_header(folded, own.names) or (bare and bare in _cores(own.names, idle))
    ]


def core(name: str, vocabulary: Vocabulary) -> str:
    """Return what is left of a header, folded, once years, units, brackets and fillers are gone."""
    return _core(name, _idle(vocabulary))


def _core(name: str, idle: frozenset[str]) -> str:
    bare = fold(re.sub(BRACKETS, " ", name))
    words = (word.strip(".") for word in re.findall(WORD, bare))
    return " ".join(word for word in words if word not in idle and not re.fullmatch(YEAR, word))


def _idle(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words, folded, that make no difference in the name of a column."""
    units = (texts for unit, texts in vocabulary.units.items() if unit != PERCENT)
    return _idle_words(vocabulary.column_fillers, tuple(units))


@lru_cache(maxsize=64)
def _idle_words(fillers: tuple[str, ...], units: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(fold(word) for group in (fillers, *units) for word in group)


@lru_cache(maxsize=256)
def _cores(names: tuple[str, ...], idle: frozenset[str]) -> frozenset[str]:
    return frozenset(_core(name, idle) for name in names if "{" not in name)


def unit_of_header(name: str, units: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Return the unit that a header names, and how: `Budget (k€)`, `Coût en euros`; "" for none."""
    from xlmot.programme.quantity import read_unit

    inside = [text[1:-1] for text in re.findall(BRACKETS, name)]
    for text in (*inside, *re.findall(WORD, name)):
        unit = read_unit(text, units)
        if unit:
            return unit, text
    return "", ""


def _holds_words(column: StaffColumn, vocabulary: Vocabulary) -> bool:
    """Return whether a column that is called one of numbers holds none: “Progress: begun”."""
    from xlmot.programme.quantity import read_quantity

    values = [value for _, value in column.cells()]
    texts = (value for value in values if isinstance(value, str))
    return len(values) >= FEWEST_CELLS and not (
        any(map(is_number, values)) or any(read_quantity(text, vocabulary.units) for text in texts)
    )


def _kind_of_cells(column: StaffColumn) -> str:
    values = [value for _, value in column.cells()]
    numbers = sum(map(is_number, values))
    enough = numbers >= FEWEST_NUMBERS and numbers >= NUMBERS_SHARE * len(values)
    return "number" if enough else "text"


def is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
