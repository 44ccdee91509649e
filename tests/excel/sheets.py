"""The sheets of the stand-in for Excel: cells, rows and what hides them, without any COM."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from tests.excel.coercions import ENGLISH, GENERAL, Formula, Habits, held
from xlmot.ooxml.cells.formulas import Shift, tokens
from xlmot.ooxml.cells.references import RowMap
from xlmot.programme.address import LAST_COLUMN, Area, cell_name

Place = tuple[int, int]


@dataclass(slots=True)
class Cell:
    """A cell; `value` is what its formula, with the equals sign, gave when it was last known.

    `look` tells its font, fill, borders and alignment, and is empty where nothing was chosen.
    """

    value: Any = None
    formula: str = ""
    number_format: str = GENERAL
    bold: bool = False
    look: str = ""


@dataclass
class Filter:
    """A filter: its area with the header row, and by field what Excel keeps of a criterion.

    `stored` are the rows that were hidden by it in the file, until it is applied anew.
    """

    area: Area
    criteria: dict[int, tuple[Any, Any, Any]] = field(default_factory=dict)
    stored: set[int] | None = None


@dataclass
class Table:
    name: str
    filter: Filter


@dataclass
class Rule:
    """A validation or a conditional format: its cells, and the arguments it was made with."""

    area: Area
    arguments: dict[str, Any]
    others: tuple[Area, ...] = ()


@dataclass
class Sheet:
    """A worksheet; rows and columns count from 1, `state` is an XlSheetVisibility.

    `page` is what nobody asks for here, but a copy of the sheet has too: widths, links, printing.
    `drawn` are shapes, an MsoShapeType each with an XlFormControl; `arrays` the areas of formulas
    that fill several cells, entered for all of them or spilled.
    """

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    notes: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filter: Filter | None = None
    advanced_filter: bool = False
    tables: list[Table] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    validations: list[Rule] = field(default_factory=list)
    formats: list[Rule] = field(default_factory=list)
    drawn: list[tuple[int, int]] = field(default_factory=list)
    arrays: list[Area] = field(default_factory=list)
    protected: bool = False
    state: int = -1
    page: dict[str, Any] = field(default_factory=dict)

    @property
    def charts(self) -> int:
        return len(self.page.get("charts", ()))

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.setdefault((row, column), Cell())

    def used(self) -> Area:
        """Return the used range: cells with a format count, those of an emptied row do too."""
        if not self.cells:
            return Area(1, 1, 1, 1)
        rows, columns = zip(*self.cells, strict=True)
        return Area(min(rows), min(columns), max(rows), max(columns))

    def inside(self, area: Area) -> Iterator[tuple[Place, Cell]]:
        """Yield the cells of an area that were ever written, without walking over the others."""
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > len(self.cells):
            yield from [item for item in self.cells.items() if area.holds(*item[0])]
            return
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if (row, column) in self.cells:
                    yield (row, column), self.cells[row, column]

    def put(self, row: int, column: int, written: Any, habits: Habits = ENGLISH) -> None:
        """Write a value into a cell as `Range.Value` does; raises Refused."""
        cell = self.cell(row, column)
        value = held(written, cell.number_format, habits)
        if isinstance(value, Formula):
            # Nothing calculates here: a formula shows what its cell showed before.
            cell.formula = str(value)
        else:
            cell.value, cell.formula = value, ""

    def covered(self, row: int, column: int) -> Area | None:
        """Return the merged area that a cell is in."""
        return next((area for area in self.merges if area.holds(row, column)), None)

    def filtered_rows(self) -> set[int]:
        """Return the rows that filters hide now."""
        filters = [*([self.filter] if self.filter else []), *(t.filter for t in self.tables)]
        return {row for each in filters for row in self._left_out(each)}

    def _left_out(self, found: Filter) -> Iterator[int]:
        if found.stored is not None:
            yield from found.stored
            return
        for row in range(found.area.top + 1, found.area.bottom + 1):
            for number, criterion in found.criteria.items():
                cell = self.cells.get((row, found.area.left + number - 1))
                if not _passes("" if cell is None else _shown(cell.value), criterion):
                    yield row
                    break

    def is_hidden(self, row: int) -> bool:
        return row in self.hidden_rows or row in self.filtered_rows()

    def copy(self, name: str) -> Sheet:
        cells = {place: replace(cell) for place, cell in self.cells.items()}
        return replace(deepcopy(replace(self, cells={})), name=name, cells=cells)


def _shown(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _passes(text: str, criterion: tuple[Any, Any, Any]) -> bool:
    first, operator, _ = criterion
    if operator == 7:  # xlFilterValues
        return text in {value.removeprefix("=") for value in first}
    if operator is None and str(first).startswith("<>"):
        return text != str(first)[2:]
    if operator is None and str(first).startswith("="):
        return text == str(first)[1:]
    raise NotImplementedError(criterion)


def delete_rows(book: list[Sheet], sheet: Sheet, top: int, bottom: int) -> None:
    """Delete whole rows, and move all that refers to what was below, as Excel does."""
    rows = RowMap(range(top, bottom + 1))
    _move(sheet, rows.new, lambda area: _span(rows, area))
    shift = Shift(sheet.name, rows, tuple(each.name for each in book))
    for home in book:
        for cell in home.cells.values():
            if cell.formula:
                cell.formula = "=" + shift.formula(cell.formula[1:], home.name)


def _span(rows: RowMap, area: Area) -> Area | None:
    left = rows.span(area.top, area.bottom)
    return area._replace(top=left[0], bottom=left[1]) if left else None


def insert_rows(book: list[Sheet], sheet: Sheet, top: int, count: int) -> None:
    """Insert blank rows; references to what is below follow."""

    def new(row: int) -> int:
        return row + count if row >= top else row

    _move(sheet, new, lambda area: area._replace(top=new(area.top), bottom=new(area.bottom)))
    for home in book:
        for cell in home.cells.values():
            if cell.formula:
                cell.formula = _pushed(cell.formula, home.name == sheet.name, sheet.name, new)


def _pushed(formula: str, own: bool, name: str, new: Callable[[int], int]) -> str:
    parts = []
    for token in tokens(formula):
        reference = token.reference
        aimed = token.prefix.strip("!").strip("'") == name if token.prefix else own
        if reference is None or not aimed:
            parts.append(token.text)
            continue
        parts.append(token.prefix + "".join(map(_row_pushed(new), reference)))
    return "".join(parts)


def _row_pushed(new: Callable[[int], int]) -> Callable[[str], str]:
    def pushed(part: str) -> str:
        mark, number = ("$", part[1:]) if part[:1] == "$" else ("", part)
        return f"{mark}{new(int(number))}" if number.isdecimal() else part

    return pushed


def _move(
    sheet: Sheet, new: Callable[[int], int | None], moved: Callable[[Area], Area | None]
) -> None:
    """Renumber the rows of a sheet; those for which `new` is None go."""
    sheet.cells = {
        (row, column): cell
        for (old, column), cell in sheet.cells.items()
        if (row := new(old)) is not None
    }
    sheet.notes = {(r, c): text for (old, c), text in sheet.notes.items() if (r := new(old))}
    sheet.hidden_rows = {row for old in sheet.hidden_rows if (row := new(old))}
    sheet.merges = [area for old in sheet.merges if (area := moved(old))]
    for each in [*([sheet.filter] if sheet.filter else []), *(t.filter for t in sheet.tables)]:
        each.area = moved(each.area) or each.area
        if each.stored is not None:
            each.stored = {row for old in each.stored if (row := new(old))}


def copy_rows(source: Sheet, top: int, bottom: int, target: Sheet, at: int) -> None:
    """Copy whole rows, formats and all, as `Range.Copy` does with a destination."""
    count = bottom - top + 1
    target.cells = {
        place: cell for place, cell in target.cells.items() if not at <= place[0] < at + count
    }
    for (row, column), cell in source.inside(Area(top, 1, bottom, LAST_COLUMN)):
        target.cells[row - top + at, column] = replace(cell)
    for (row, column), text in list(source.notes.items()):
        if top <= row <= bottom:
            target.notes[row - top + at, column] = text


def address(areas: list[Area], *, rows: bool = True, columns: bool = True) -> str:
    """Return the address of areas as Excel writes it: `$A$1:$B$2`, `$3:$4` for whole rows."""
    return ",".join(_address(area, "$" if rows else "", "$" if columns else "") for area in areas)


def _address(area: Area, row: str, column: str) -> str:
    if (area.left, area.right) == (1, LAST_COLUMN):
        return f"{row}{area.top}:{row}{area.bottom}"
    corners = [(area.top, area.left)]
    if area[:2] != area[2:]:
        corners.append((area.bottom, area.right))
    return ":".join(f"{column}{cell_name(1, c)[:-1]}{row}{r}" for r, c in corners)
