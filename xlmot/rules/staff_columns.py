"""Rules about the columns that staff add, and what their findings and fixes are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from xlmot.findings import Finding, Fix, Place, SetCell
from xlmot.messages import Message
from xlmot.programme.characters import shown
from xlmot.programme.columns import PERCENT, StaffColumn, is_number, unit_of_header
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import Quantity, read_quantity, written_unit
from xlmot.programme.vocabulary import fold

# Numbers alone are the way of a column where they are so many times those that name a multiple.
BARE = 3
# A unit in so many cells, and in most of them, is the way of the column.
FEWEST_CARRIED = 2
CARRIED_SHARE = 0.6
# What is said of so many columns of a row is said once.
MANY = 2
# So many words are a remark, in a column that at most this part of the rows fill.
WORDS, SELDOM = 2, 0.4
# What is said of actions; so many such cells of a row that is none were drawn down.
OF_ACTIONS, FEWEST_DRAWN = ("person", "status"), 2


def noticed(
    programme: Programme,
    column: StaffColumn,
    rows: int | Sequence[int],
    message: Message,
    fix: Fix | None = None,
) -> Finding:
    """Return a finding on the cells of a staff column in table rows, the main one first."""
    indexes = (rows,) if isinstance(rows, int) else tuple(rows)
    table = programme.table
    return Finding(
        tuple(cell_of(column, index) for index in indexes),
        message,
        fix,
        code=programme.code(indexes[0]),
        label=table.labels[indexes[0]] or None,
    )


def in_one(
    findings: Iterable[Finding], message: Callable[[Sequence[Finding]], Message]
) -> Iterator[Finding]:
    """Yield findings of one cell each, those on the same row of several columns as one.

    `message` says what the findings of a row say together.
    """
    by_row: dict[tuple[str, int], list[Finding]] = {}
    for finding in findings:
        by_row.setdefault(finding.places[0][:2], []).append(finding)
    for found in by_row.values():
        if len(found) < MANY:
            yield from found
        else:
            places = tuple(place for finding in found for place in finding.places)
            yield found[0]._replace(places=places, message=message(found))


def cell_of(column: StaffColumn, index: int) -> Place:
    """Return the place of a staff column in a table row."""
    return Place(column.section.grid.sheet, column.table.numbers[index], column.number)


def remarks(programme: Programme, index: int) -> list[str]:
    """Return what a row says in words in columns of texts that few rows fill, as remarks do."""
    found = []
    for column in programme.columns:
        if column.kind == "text" and index in column.rows:
            value = column.value(index)
            if isinstance(value, str) and len(value.split()) >= WORDS:
                filled = sum(1 for _ in column.cells())
                if filled <= SELDOM * len(column.rows):
                    found.append(value)
    return found


def filled_in(programme: Programme, rows: Iterable[int]) -> tuple[int, StaffColumn] | None:
    """Return the only one of several rows with a person or status, and the column of the first.

    None where several rows have one, or where the row has but one of them.
    """
    columns = [c for c in programme.columns if c.kind in OF_ACTIONS and c.told]
    if len(columns) < FEWEST_DRAWN:
        return None
    filled = {
        row: own
        for row in rows
        if (own := [c for c in columns if row in c.rows and c.value(row) is not None])
    }
    row, own = filled.popitem() if len(filled) == 1 else (-1, [])
    return (row, own[0]) if len(own) >= FEWEST_DRAWN else None


def held_text(column: StaffColumn, index: int) -> str:
    """Return what a cell of a staff column holds as a person reads it, a day without its hour."""
    value = column.value(index)
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else shown(value).strip()


def put(column: StaffColumn, index: int, new: Value) -> SetCell:
    """Return the edit that puts a value in the cell of a staff column."""
    sheet, row, number = cell_of(column, index)
    return SetCell(sheet, row, number, column.section.grid.value(row, number) or None, new)


def continued(programme: Programme) -> list[list[StaffColumn]]:
    """Return the columns, those of one name on several sheets together, in the order they stand."""
    found: dict[tuple[str, int], list[StaffColumn]] = {}
    for column in programme.columns:
        rank = 0
        while any(c.section is column.section for c in found.get((fold(column.name), rank), ())):
            rank += 1
        found.setdefault((fold(column.name), rank), []).append(column)
    return list(found.values())


def is_covered(column: StaffColumn, index: int) -> bool:
    """Return whether a cell without value is made by a formula, an error or one merged with it."""
    grid, row = column.section.grid, column.table.numbers[index]
    cell = row, column.number
    return (
        cell in grid.formulas
        or cell in grid.errors
        or any(
            area.top <= row <= area.bottom and area.left <= column.number <= area.right
            for area in grid.merges
            if grid.value(area.top, area.left)
        )
    )


def usual_unit(column: StaffColumn, units: Mapping[str, tuple[str, ...]]) -> str:
    """Return the unit that most cells carry, as in “11 days”; "" if most are bare numbers."""
    cells = [value for _, value in column.typed()]
    read = [read_quantity(value, units) for value in cells if isinstance(value, str)]
    carried = Counter(one.unit for one in read if one and one.unit not in ("", PERCENT))
    unit, count = carried.most_common(1)[0] if carried else ("", 0)
    return unit if count >= FEWEST_CARRIED and count >= CARRIED_SHARE * len(cells) else ""


def other_units(
    columns: Sequence[StaffColumn], units: Mapping[str, tuple[str, ...]]
) -> tuple[str, Mapping[int, str]]:
    """Return the unit of columns of one name, and the other ones by the row that names it.

    The unit is that of the header, or else of most cells that name one. Among numbers alone, whose
    unit is then "", a multiple differs: “12 k€” among 9000 and 15000.
    """
    cells = [
        (index, quantity.unit)
        for column in columns
        for index, value in column.typed()
        if (quantity := _quantity(value, units))
    ]
    named = {index: unit for index, unit in cells if unit not in ("", PERCENT)}
    header, bare = columns[0].unit, sum(unit == "" for _, unit in cells)
    most = Counter(named.values()).most_common(1)
    usual = header or (most[0][0] if most else "")
    multiples = {index: unit for index, unit in named.items() if _is_multiple(unit, units)}
    if not header and multiples and bare >= BARE * len(multiples):
        return "", multiples
    return usual, {index: unit for index, unit in named.items() if unit != usual}


def unit_as_written(
    columns: Sequence[StaffColumn], unit: str, units: Mapping[str, tuple[str, ...]]
) -> str:
    """Return a unit as most cells of columns write it, or their header: “weeks”, not “sem.”."""
    cells = (value for column in columns for _, value in column.typed())
    texts = [value for value in cells if isinstance(value, str)]
    read = ((text, read_quantity(text, units)) for text in texts)
    written = Counter(written_unit(text) for text, one in read if one and one.unit == unit)
    known, named = unit_of_header(columns[0].name, units)
    return written.most_common(1)[0][0] if written else named if known == unit else unit


def _quantity(value: Value, units: Mapping[str, tuple[str, ...]]) -> Quantity | None:
    if is_number(value):
        return Quantity(None, "")
    return read_quantity(value, units) if isinstance(value, str) else None


def _is_multiple(unit: str, units: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether a unit is another one a thousand times or more: k€, M€."""
    return unit[:1] in "kM" and unit[1:] in units
