"""What a check says: findings, and the fixes they propose as edits that carry the old value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from xlmot.messages import Message, render
from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area, area_name, cell_name
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.table import Table


class Severity(StrEnum):
    """How much a finding matters: the table is wrong, someone should look, a remark.

    >>> Severity.ERROR > Severity.WARNING > Severity.NOTE, Severity.ERROR >= "warning"
    (True, True)
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return how much it matters, 0 being the least."""
        return ("note", "warning", "error").index(self.value)

    # A text would be ordered by its letters.
    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


class Safety(StrEnum):
    """Whether no reading of the table makes a fix wrong, or a person has to confirm it."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Place(NamedTuple):
    """A cell of a sheet; row and column count from 1, as Excel shows them."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        return cell_name(self.row, self.column)


class SetCell(NamedTuple):
    """Put the text `new` in a cell that still holds `old`."""

    sheet: str
    row: int
    column: int
    old: Value
    new: Value

    @property
    def cell(self) -> str:
        return cell_name(self.row, self.column)


class DeleteRow(NamedTuple):
    """Delete a row that still holds `old`: its values from column 1 on, trailing blanks cut.

    Edits of one batch name rows as they were read, whatever the other edits of it delete.
    """

    sheet: str
    row: int
    old: tuple[Value, ...]


class Unmerge(NamedTuple):
    """Unmerge the cells of `area`, which are still merged; their values and formats stay.

    `old` is what the first of them holds, by which it is known again. With `back`, the inverse:
    merge them again, where none of them is merged with others.
    """

    sheet: str
    area: Area
    old: Value = None
    back: bool = False

    @property
    def row(self) -> int:
        return self.area.top

    @property
    def cell(self) -> str:
        """Return the name of the area."""
        return area_name(self.area)

    def fits(self, merges: Collection[Area]) -> bool:
        """Return whether the cells are merged in a sheet, or where it merges them, free to be."""
        if self.back:
            return not any(area.meets(self.area) for area in merges)
        return self.area in merges


Edit: TypeAlias = SetCell | DeleteRow | Unmerge


class Fix(NamedTuple):
    """Edits that belong together: all of them are made, or none."""

    safety: Safety
    edits: tuple[Edit, ...]


class Finding(NamedTuple):
    """One fault of a table, at one or more places, the first of which is the main one.

    A rule fills places, message, and fix; `rule`, `group` and `severity` are stamped on it by the
    check, from the rule's module and the settings. A rule sets `severity` itself only where it
    depends on the case. Staff may have chosen to have it `ignored`, or `confirmed` its fix;
    or another fix than this, which is `outdated`. `parts` are the findings of single cells that
    one was put together of.
    """

    places: tuple[Place, ...]
    message: Message
    fix: Fix | None = None
    code: str | None = None
    label: str | None = None
    severity: Severity | None = None
    rule: str = ""
    group: str = ""
    ignored: bool = False
    confirmed: bool = False
    outdated: bool = False
    parts: tuple[Finding, ...] = ()

    @property
    def sheet(self) -> str:
        return self.places[0].sheet

    @property
    def rows(self) -> tuple[int, ...]:
        """Return the rows of the places in their order, each once."""
        return tuple(dict.fromkeys(place.row for place in self.places))

    def text(self, language: str = "en") -> str:
        """Return its sentence in a language, `en` or `fr`.

        >>> from xlmot.messages import say
        >>> Finding((Place("Plan", 3, 1),), say("Blank row {row}.", row=3)).text()
        'Blank row 3.'
        """
        from xlmot.messages.translation import translation

        return render(self.message, translation(language))


def found(
    programme: Programme,
    rows: int | Sequence[int],
    message: Message,
    *,
    column: str = "label",
    fix: Fix | None = None,
    severity: Severity | None = None,
) -> Finding:
    """Return a finding on the `code` or `label` cells of table rows, the main one first.

    `rows` are indexes of the table; the finding bears the code and the label of the first.
    """
    indexes = (rows,) if isinstance(rows, int) else tuple(rows)
    table = programme.table
    return Finding(
        places=tuple(place(table, index, column) for index in indexes),
        message=message,
        fix=fix,
        code=programme.code(indexes[0]),
        label=table.labels[indexes[0]] or None,
        severity=severity,
    )


def place(table: Table, index: int, column: str = "label") -> Place:
    """Return the cell in which the code or the label of a table row stands, or would.

    A row that has no place for a code is named by its label.
    """
    spot = (table.code_spot(index) if column == "code" else None) or table.label_spot(index)
    return Place(table.sheet(index), spot.row, spot.column)


def set_cell(table: Table, index: int, column: str, new: str) -> SetCell:
    """Return the edit that puts a text where the code or the label of a table row stands.

    Where that is a part of a cell, the rest of its text stays.

    Raises:
        LookupError: the row has no place for a code.
    """
    grid = table.section(index).grid
    spot = table.code_spot(index) if column == "code" else table.label_spot(index)
    if spot is None:
        raise LookupError(f"no place for a code on row {table.numbers[index]}")
    old = grid.value(spot.row, spot.column)
    made = spot.put(grid, new)
    return SetCell(grid.sheet, spot.row, spot.column, None if old == "" else old, made)


def delete_row(table: Table, index: int) -> DeleteRow:
    """Return the edit that deletes the sheet row of a table row."""
    section = table.section(index)
    row = table.numbers[index]
    return DeleteRow(section.grid.sheet, row, section.grid.row_values(row))


def move_rows(programme: Programme, order: Sequence[int]) -> Fix | None:
    """Return the unsafe fix that puts table rows in another order; other rows stay where they are.

    `order` names rows of the table as they shall stand. None if more than codes and text would
    have to move: numbers, dates, formulas, merged cells, notes, bold type, or rows from one sheet
    to another; or if a row of the programme that `order` does not name stands among them.
    """
    table = programme.table
    moves = [(to, row) for to, row in zip(sorted(order), order, strict=True) if to != row]
    if (
        not moves
        or table.placed
        or programme.repairs.swaps
        or not _holds_text_only(table, moves, set(order))
    ):
        return None
    return unsafe(*(edit for to, row in moves for edit in _move(table, to, row)))


def _move(table: Table, to: int, row: int) -> Iterator[SetCell]:
    grid = table.section(to).grid
    target, source = table.numbers[to], table.numbers[row]
    width = max(len(grid.rows[target - 1]), len(grid.rows[source - 1]))
    for column in range(1, width + 1):
        old, new = grid.value(target, column) or None, grid.value(source, column) or None
        if old != new:
            yield SetCell(grid.sheet, target, column, old, new)


def _holds_text_only(table: Table, moves: Sequence[tuple[int, int]], known: set[int]) -> bool:
    first, last = min(to for to, _ in moves), max(to for to, _ in moves)
    section = table.section(first)
    if table.section(last) is not section:
        return False
    if any(first <= index <= last and index not in known for index in table.data()):
        return False
    grid = section.grid
    rows = range(table.numbers[first], table.numbers[last] + 1)
    special = (*grid.noted, *(row for row, _ in (*grid.formulas, *grid.errors)))
    return (
        not any(row in rows for row in special)
        and not any(area.top in rows or area.bottom in rows for area in grid.merges)
        and all(
            (table.numbers[to] in grid.bold) == (table.numbers[row] in grid.bold)
            and all(
                value is None or isinstance(value, str) or column == section.layout.code
                for column, value in enumerate(grid.row_values(table.numbers[to]), 1)
            )
            for to, row in moves
        )
    )


def safe(*edits: Edit) -> Fix:
    return Fix(Safety.SAFE, edits)


def unsafe(*edits: Edit) -> Fix:
    return Fix(Safety.UNSAFE, edits)
