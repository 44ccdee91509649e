"""Read a sheet of a running Excel as a grid, in as many calls whatever the number of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from xlmot.books.excel.access import MAC, Range, Sheet, area_of, native, state_of
from xlmot.books.excel.filters import active_filters
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area, cell_name
from xlmot.programme.grid import Grid, LazyRows, Value, holds_words

Raw: TypeAlias = Sequence[Sequence[Any]]
Cell: TypeAlias = tuple[int, int]

# An error comes through COM as the integer 0x800A0000 + its number (CVErr, XlCVError).
ERROR_BASE = -2146828288
ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
# A time of day comes as a moment of Excel's day 0.
DAY_0 = date(1899, 12, 30)
MOST_CELLS = 6_000_000


class Contents(NamedTuple):
    """What the cells from A1 on hold: values, formulas without `=`, errors by cell."""

    rows: list[list[Value]]
    formulas: dict[Cell, str]
    errors: dict[Cell, str]


def read_sheet(sheet: Sheet, state: str = "") -> Grid:
    """Return a sheet with all a check wants to know of it; `state`, if it is known already.

    Raises:
        UnreadableFile: far more cells are in use than a table of this kind can have.
    """
    used, grid = _editable(sheet)
    return grid._replace(
        noted=noted(sheet),
        bold=LazyRows(lambda: _bold_rows(sheet, grid.rows)),
        hidden_rows=LazyRows(lambda: _hidden(sheet, used, rows=True)),
        hidden_columns=frozenset(_hidden(sheet, used, rows=False)),
        filters=tuple(found.area for found in active_filters(sheet)),
        state=state or state_of(sheet),
    )


def read_editable(sheet: Sheet) -> Grid:
    """Return a sheet with what bears on its edits: its cells, merged ones, whether it is protected.

    Raises:
        UnreadableFile: far more cells are in use than a table of this kind can have.
    """
    _, grid = _editable(sheet)
    return grid


def read_cells(sheet: Sheet) -> Grid:
    """Return a sheet with its values, formulas and errors alone.

    Raises:
        UnreadableFile: far more cells are in use than a table of this kind can have.
    """
    _, grid = _cells(sheet)
    return grid


def _editable(sheet: Sheet) -> tuple[Area, Grid]:
    """Return the area in use, and the sheet with what bears on its edits."""
    used, grid = _cells(sheet)
    return used, grid._replace(
        merges=tuple(_merges(sheet, used)),
        protected=native(sheet, "ProtectContents") is True,
    )


def _cells(sheet: Sheet) -> tuple[Area, Grid]:
    """Return the area in use, and the sheet with its values, formulas and errors."""
    used = area_of(sheet.used_range.address)
    _refuse_endless(sheet, used)
    contents = read_contents(sheet.range(f"A1:{cell_name(used.bottom, used.right)}"))
    return used, Grid(sheet.name, contents.rows, formulas=contents.formulas, errors=contents.errors)


def _refuse_endless(sheet: Sheet, used: Area) -> None:
    if used.bottom * used.right > MOST_CELLS:
        raise UnreadableFile(
            say(
                "“{sheet}” is in use down to cell {cell}, far below any table.",
                sheet=sheet.name,
                cell=cell_name(used.bottom, used.right),
            ),
            say("Delete the rows and columns beyond the table in Excel, save, and try again."),
        )


def read_contents(whole: Range) -> Contents:
    """Return what a range from A1 on holds, in two calls; trailing blank rows are left out."""
    raw, texts = _table(whole.raw_value), _table(whole.formula)
    if MAC:
        raw = _with_errors(raw, _table(native(whole, "StringValue")))
    rows: list[list[Value]] = []
    formulas: dict[Cell, str] = {}
    errors: dict[Cell, str] = {}
    for number, (values, shown) in enumerate(zip(raw, texts, strict=True), 1):
        row = [value_of(value) for value in values]
        rows.append(row)
        for column, text in enumerate(shown, 1):
            # A text that begins with an equals sign is no formula: it is its own value.
            if isinstance(text, str) and text[:1] == "=" and text != row[column - 1]:
                formulas[number, column] = text[1:]
            found = error_of(values[column - 1])
            if found:
                errors[number, column] = found
    filled = (number for number, row in enumerate(rows, 1) if row.count(None) < len(row))
    last = max([*filled, *(row for row, _ in formulas)], default=0)
    return Contents(rows[:last], formulas, errors)


def _with_errors(raw: Raw, shown: Raw) -> Raw:
    """Return values with the errors that Excel for Mac gives no value for, but shows.

    >>> _with_errors([[None, "a"]], [["#REF!", "a"]])
    [[-2146826265, 'a']]
    """
    numbers = {text: ERROR_BASE + number for number, text in ERRORS.items()}
    rows = zip(raw, shown, strict=True)
    return [
        [
            value if isinstance(value, str) else numbers.get(text, value)
            for value, text in zip(values, texts, strict=True)
        ]
        for values, texts in rows
    ]


def _table(block: Any) -> Raw:  # noqa: ANN401  whatever Excel hands over
    """Return a block as rows of cells: Excel hands over one cell as itself."""
    if not isinstance(block, list | tuple):
        return [[block]]
    if block and not isinstance(block[0], list | tuple):
        return [block]
    return block


def value_of(raw: Any) -> Value:  # noqa: ANN401  whatever Excel hands over
    """Return a cell's value as the other books give it; an error shows nothing.

    >>> value_of(1.0), value_of(datetime(2024, 3, 5)), value_of(datetime(1899, 12, 30, 9, 30))
    (1.0, datetime.date(2024, 3, 5), datetime.time(9, 30))
    """
    if isinstance(raw, str):
        return raw or None
    if isinstance(raw, bool | float):
        return raw
    if isinstance(raw, datetime):
        return _moment(raw)
    if isinstance(raw, int) and not error_of(raw):
        return float(raw)
    # What a cell formatted as money holds, which COM hands over with four decimals.
    return float(raw) if isinstance(raw, Decimal) else None


def _moment(raw: datetime) -> Value:
    plain = datetime(*raw.timetuple()[:6], raw.microsecond)  # noqa: DTZ001  Excel keeps no zone
    if plain.date() <= DAY_0:
        return plain.time()
    return plain.date() if plain.time() == time() else plain


def error_of(raw: Any) -> str | None:  # noqa: ANN401  whatever Excel hands over
    """Return the error that a raw value stands for, if it is one; no number is an integer in COM.

    >>> error_of(-2146826246), error_of(3.0)
    ('#N/A', None)
    """
    if isinstance(raw, bool) or not isinstance(raw, int):
        return None
    return ERRORS.get(raw - ERROR_BASE)


def uniform(ask: Callable[[Area], object], area: Area) -> Iterator[tuple[Area, bool]]:
    """Yield areas that are wholly one thing or wholly the other, each with which, down the sheet.

    Excel says of an area that it is, that it is not, or nothing where its cells differ; an area
    that differs is halved, so that the calls grow with the changes and not with the rows.

    >>> [(a.bottom, yes) for a, yes in uniform(
    ...     lambda a: True if a.top > 3 else False if a.bottom < 4 else None, Area(1, 1, 8, 1))]
    [(2, False), (3, False), (4, True), (8, True)]
    """
    left = [area]
    while left:
        part = left.pop()
        answer = ask(part)
        if answer is True or answer is False:
            yield part, answer
        elif part[:2] != part[2:]:
            left += reversed(_halves(part))


def _halves(area: Area) -> tuple[Area, Area]:
    if area.bottom > area.top:
        middle = (area.top + area.bottom) // 2
        return area._replace(bottom=middle), area._replace(top=middle + 1)
    middle = (area.left + area.right) // 2
    return area._replace(right=middle), area._replace(left=middle + 1)


def address(area: Area) -> str:
    return f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"


def _merges(sheet: Sheet, used: Area) -> Iterator[Area]:
    found: list[Area] = []
    left = [used]
    while left:
        part = left.pop()
        if any(_covers(area, part) for area in found):
            continue
        if sheet.range(address(part)).merge_cells is False:
            continue
        corner = area_of(sheet.range(cell_name(*part[:2])).merge_area.address)
        if corner[:2] != corner[2:] and corner not in found:
            found.append(corner)
        if not _covers(corner, part):
            left += reversed(_halves(part))
    return iter(sorted(found))


def _covers(area: Area, part: Area) -> bool:
    return area.holds(part.top, part.left) and area.holds(part.bottom, part.right)


def noted(sheet: Sheet) -> frozenset[int]:
    rows = [note.location.row for note in sheet.notes]
    # Neither appscript nor an Excel of before Microsoft 365 knows threaded comments.
    if not MAC and native(sheet, "CommentsThreaded", default=None) is not None:
        rows += [comment.location.row for comment in sheet.comments]
    return frozenset(rows)


def _bold_rows(sheet: Sheet, rows: Sequence[Sequence[Value]]) -> Iterator[int]:
    """Yield the rows that hold words, all of them in bold cells."""
    if not rows:
        return
    whole = Area(1, 1, len(rows), max(map(len, rows)))
    bold: dict[int, list[tuple[int, int]]] = {}
    for area, yes in uniform(lambda part: sheet.range(address(part)).font.bold, whole):
        for row in range(area.top, area.bottom + 1) if yes else ():
            bold.setdefault(row, []).append((area.left, area.right))
    for row, spans in bold.items():
        words = [c for c, value in enumerate(rows[row - 1], 1) if holds_words(value)]
        if words and all(any(first <= c <= last for first, last in spans) for c in words):
            yield row


def _hidden(sheet: Sheet, used: Area, *, rows: bool) -> Iterator[int]:
    """Yield the hidden rows or columns of the used range."""
    path = "EntireRow.Hidden" if rows else "EntireColumn.Hidden"
    line = Area(1, 1, used.bottom, 1) if rows else Area(1, 1, 1, used.right)

    def hidden(area: Area) -> object:
        return native(sheet.range(address(area)), path)

    for area, yes in uniform(hidden, line):
        if yes:
            yield from (
                range(area.top, area.bottom + 1) if rows else range(area.left, area.right + 1)
            )
