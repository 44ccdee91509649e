"""Write the expression that tells whether the programme is still what a sheet was made from.

It weighs what each cell holds by its place: what was edited, moved, added or taken away shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from math import fsum

from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import is_number
from xlmot.programme.grid import Grid, Value
from xlmot.programme.outline import Programme
from xlmot.programme.staff import JoinedColumn
from xlmot.sheets.source import ColumnRange, areas

# So many characters of a code or of a cell of staff are looked at; of long columns their number.
MOST_CHARACTERS, MOST_ROWS = 12, 5_000
# ECMA-376 18.17.1: a formula has 8,192 characters at most; the sentence is in it too.
MOST_WATCHED = 7_500
DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001  Excel's days have no zone
# Sums of fractions differ in their last digits from program to program: as much as this, or as this
# share of them.
NEARLY, NEARLY_SHARE = 0.001, 1e-11
LONG_NUMBER = 10**11


def is_unchanged(programmes: Sequence[Programme], columns: Sequence[JoinedColumn] = ()) -> str:
    """Return an expression that is true as long as no label and no code has changed; "" of none.

    `columns` are those of staff of the only programme to watch as well. A formula holds only so
    much: what comes last is left out where there is too much to watch.
    """
    checks: list[str] = []
    for check in _checks(programmes, columns):
        if checks and sum(map(len, checks)) + len(check) > MOST_WATCHED:
            break
        checks.append(check)
    return f"IFERROR(AND({','.join(checks)}),FALSE)" if checks else ""


def _checks(programmes: Sequence[Programme], columns: Sequence[JoinedColumn]) -> Iterator[str]:
    """Yield what has to be true: of the labels, of the codes, then of the columns of staff."""
    found = [(programme.table, area) for programme in programmes for area in areas(programme)]
    for _, area in found:
        yield from _Watched(area, short=False).checks()
    for _, area in found:
        for number in area.section.layout.columns():
            if number != area.column:
                yield from _Watched(area._replace(column=number), short=True).checks()
    for table, area in found:
        for column in columns:
            own = column.numbers[table.sections.index(area.section)]
            if own is not None:
                yield from _Watched(area._replace(column=own), short=True).checks()


class _Watched:
    """The cells of a column that are watched; short texts are looked at letter by letter."""

    def __init__(self, area: ColumnRange, *, short: bool) -> None:
        self.area = area
        self.values = list(area.values())
        self.short = short and len(self.values) <= MOST_ROWS
        self.weights = f"ROW({area.name})-ROW({area.first})+1"

    def checks(self) -> Iterator[str]:
        name, kinds = self.area.name, {_kind(value) for value in self.values}
        if "odd" in kinds or _has_error(self.area):
            yield f"COUNTA({name})={self.area.filled}"
            return
        yield self._texts()
        numbers = self._numbers()
        if kinds >= {"day", "number"}:
            yield f"COUNT({name})={len(numbers)}"
        else:
            yield self._days(numbers) if "day" in kinds else self._sum(numbers)
        places = _plain_places(self.values) if self.short and "day" not in kinds else []
        if places and not any(map(_is_fraction, self.values)):
            yield self._letters(places)

    def _texts(self) -> str:
        name = self.area.name
        weight = sum(len(v) * n for n, v in enumerate(self.values, 1) if isinstance(v, str))
        return f"SUMPRODUCT(LEN({name})*ISTEXT({name}),{self.weights})={weight}"

    def _numbers(self) -> list[_Number]:
        return [
            _Number(place, serial)
            for place, value in enumerate(self.values, 1)
            if (serial := _serial(value)) is not None
        ]

    def _sum(self, numbers: Sequence[_Number]) -> str:
        whole = fsum(number.value * number.place for number in numbers)
        nearly = _nearly(numbers)
        return f"ABS(SUMPRODUCT({self.area.name},{self.weights})-({whole:.15g}))<{nearly}"

    def _days(self, numbers: Sequence[_Number]) -> str:
        """Weigh days from the first of them on: workbooks count from 1900, or from 1904."""
        name, first = self.area.name, min(number.value for number in numbers)
        whole = fsum((number.value - first) * number.place for number in numbers)
        since = f"MIN({name})*SUMPRODUCT(ISNUMBER({name})*1,{self.weights})"
        nearly = _nearly(numbers)
        return f"ABS(SUMPRODUCT({name},{self.weights})-{since}-({whole:.15g}))<{nearly}"

    def _letters(self, places: Sequence[int]) -> str:
        """Weigh the letters at some places of each cell, blanks behind them."""
        listed = f"{{{','.join(map(str, places))}}}"
        longest = places[-1]
        letters = f'CODE(MID({self.area.name}&"{" " * longest}",{listed},1))'
        weight = sum(
            ord(_text(value)[:longest].ljust(longest)[place - 1]) * n * place
            for n, value in enumerate(self.values, 1)
            for place in places
        )
        return f"SUMPRODUCT({letters}*{listed}*({self.weights}))={weight}"


class _Number(NamedTuple):
    """A number, or the number of a day, at a place of a column counted from 1."""

    place: int
    value: float


def _nearly(numbers: Sequence[_Number]) -> str:
    """Return how far a sum may be from what it was and be the same."""
    whole = fsum(abs(number.value) * number.place for number in numbers)
    return f"{max(NEARLY, whole * NEARLY_SHARE):.3g}"


def _kind(value: Value) -> str:
    if value is None or isinstance(value, str):
        # Excel counts the units of UTF-16.
        return "odd" if any(letter > "\uffff" for letter in value or "") else "text"
    if isinstance(value, date):
        return "day"
    return "number" if is_number(value) else "odd"


def _serial(value: Value) -> float | None:
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])  # noqa: DTZ001
        return (moment - DAY_0).total_seconds() / 86_400
    return value if is_number(value) and isinstance(value, int | float) else None


def _is_fraction(value: Value) -> bool:
    """Return whether a number as a text has a decimal mark or an exponent, as each computer may."""
    if not isinstance(value, int | float):
        return False
    return abs(value) >= LONG_NUMBER or value != int(value)


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _plain_places(values: Sequence[Value]) -> list[int]:
    """Return the places at which all texts have a letter that every computer numbers alike."""
    texts = [text for value in values if (text := _text(value))]
    longest = min(max(map(len, texts), default=0), MOST_CHARACTERS)
    return [
        place + 1
        for place in range(longest)
        if all(" " <= text[place : place + 1] <= "~" for text in texts if len(text) > place)
    ]


def _has_error(area: ColumnRange) -> bool:
    grid: Grid = area.section.grid
    return any(at == area.column and area.top <= row for row, at in grid.errors)
