"""Find which formulas, formats, validations and pivots read a cell, and what changing it would do.

A correction of a cell is safe only where nothing else in the workbook would give something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from xlmot.findings import DeleteRow, Edit, Finding, Safety, SetCell, Unmerge
from xlmot.messages import say
from xlmot.messages.hints import TYPE_CHECKING, TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area, area_name, cell_name
from xlmot.programme.grid import Grid, Value, is_blank

if TYPE_CHECKING:
    from xlmot.checking.references import ReadArea

Cell: TypeAlias = tuple[str, int, int]

# Functions whose result stays when a text becomes another, or a value a value of another type.
COUNTING = frozenset(("COUNTA", "COUNTBLANK", "ISBLANK", "ROWS", "ROW", "COLUMN", "COLUMNS"))
ADDING = frozenset(
    (
        *("SUM", "COUNT", "AVERAGE", "MIN", "MAX", "PRODUCT", "MEDIAN", "SUBTOTAL", "AGGREGATE"),
        *("STDEV", "STDEV.S", "STDEV.P", "VAR", "VAR.S", "VAR.P"),
    )
)
# Functions whose result stays when one row fewer, without a number, stands in what they read.
SHRINKING = ADDING | frozenset(
    (
        *("SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS"),
        *("LARGE", "SMALL", "RANK", "RANK.EQ", "COLUMN", "COLUMNS"),
    )
)
# Functions that give the number of a row, which all rows below a deleted one change.
NUMBERING = frozenset(("ROW", "CELL"))
OWN_NUMBER = lazy(r"\bROW\s*\(\s*\)", re.IGNORECASE)
MOST_PLACES = 3


class Reader(NamedTuple):
    """What reads an area: the place that is named, and the function that it stands in alone."""

    where: Cell | str
    area: Area
    function: str = ""


class Readers:
    """The readers of the cells of a workbook, by sheet and cell, as it was read.

    `grids` are its sheets, hidden ones too, and `reads` the lines of `Book.reads`.

    `unknown` are cells whose formula may read any cell, such as one with INDIRECT; `named` are what
    the names of the workbook refer to.
    """

    def __init__(self, grids: Iterable[Grid], reads: Iterable[str] = ()) -> None:
        self.single: defaultdict[Cell, list[Reader]] = defaultdict(list)
        self.on_row: defaultdict[tuple[str, int], list[Reader]] = defaultdict(list)
        self.wide: defaultdict[str, list[Reader]] = defaultdict(list)
        self.unknown: list[Cell | str] = []
        self.numbering: defaultdict[str, list[Reader]] = defaultdict(list)
        self.named: defaultdict[str, list[Reader]] = defaultdict(list)
        self._grids = {grid.sheet: grid for grid in grids}
        lines = tuple(reads)
        if lines or any(grid.formulas for grid in self._grids.values()):
            self._read(lines)

    def _read(self, lines: tuple[str, ...]) -> None:
        from xlmot.checking.references import FormulaScope, ReadArea, references

        sources = FormulaScope(self._grids.values(), lines)
        for grid in self._grids.values():
            for (row, column), text in grid.formulas.items():
                own = (grid.sheet, row, column)
                self._add(own, references(text, grid.sheet, sources))
                if OWN_NUMBER.search(text):
                    self._sort(grid.sheet, Reader(own, Area(row, column, row, column), "ROW"))
        for where, sheet, area, text in sources.rules():
            self._add(where, references(text, sheet, sources, area))
        for where, sheet, area in sources.areas():
            self._add(where, [ReadArea(sheet, area)])
        for name, texts in sources.names.items():
            for one in (one for text in texts for one in references(text, "", sources) if one):
                self.named[one.sheet].append(Reader(name, one.area))

    def _add(self, where: Cell | str, found: Iterable[ReadArea | None]) -> None:
        for reference in found:
            if reference is None:
                self.unknown.append(where)
                continue
            self._sort(reference.sheet, Reader(where, reference.area, reference.call.function))

    def _sort(self, sheet: str, reader: Reader) -> None:
        area = reader.area
        if reader.function in NUMBERING:
            self.numbering[sheet].append(reader)
        elif (area.top, area.left) == (area.bottom, area.right):
            self.single[sheet, area.top, area.left].append(reader)
            self.on_row[sheet, area.top].append(reader)
        else:
            self.wide[sheet].append(reader)

    def of(self, cell: Cell) -> Iterator[Reader]:
        """Yield what reads a cell, but for the cell itself."""
        sheet, row, column = cell
        yield from (reader for reader in self.single.get(cell, ()) if reader.where != cell)
        for reader in self.wide.get(sheet, ()):
            if reader.where != cell and reader.area.holds(row, column):
                yield reader

    def of_row(self, sheet: str, row: int, going: Collection[int]) -> Iterator[Cell | str]:
        """Yield what would give something else without a row; references follow the others.

        `going` are all the rows of the sheet that go, this one among them: what reads nothing else
        is lost. A sum over the row stays, and so does what a list or a format reads, but no
        reference to the row alone, no count and no place.
        """
        yield from self.unknown
        yield from (one.where for one in self.numbering[sheet] if row <= one.area.bottom)
        yield from (one.where for one in self.on_row.get((sheet, row), ()))
        for one in (*self.wide[sheet], *self.named[sheet]):
            if one.area.top <= row <= one.area.bottom and (
                _all_go(one.area, going)
                or not (isinstance(one.where, str) or self._shrinks(one, sheet, row))
            ):
                yield one.where

    def _shrinks(self, one: Reader, sheet: str, row: int) -> bool:
        """Return whether a formula gives the same where an area that it reads lacks a row."""
        grid, area = self._grids[sheet], one.area
        values = grid.row_values(row)[area.left - 1 : area.right]
        if one.function == "VLOOKUP":
            # What is looked for is found further up already.
            key = values[0] if values else None
            above = (grid.value(other, area.left) for other in range(area.top, row))
            return is_blank(key) or any(value == key for value in above)
        if one.function == "COUNTA":
            return all(value is None or value == "" for value in values)
        return one.function in SHRINKING and all(
            value is None or isinstance(value, str) for value in values
        )


def _all_go(area: Area, going: Collection[int]) -> bool:
    """Return whether all rows of an area are among those that go."""
    size = area.bottom - area.top + 1
    return size <= len(going) and all(row in going for row in range(area.top, area.bottom + 1))


class AtFirst(NamedTuple):
    """How a workbook as it is now stands to what was read, some rounds of edits ago.

    `readers` are those of what was read, `origin` gives the row there of a row as it is now, and
    `gone` are the rows, with their sheets, that went since.
    """

    readers: Callable[[], Readers]
    origin: Callable[[str, int], int] = lambda _, row: row
    gone: Collection[tuple[str, int]] = ()


def with_safe_fixes_only(findings: Sequence[Finding], first: AtFirst) -> list[Finding]:
    """Return the findings, a fix to be confirmed where somebody reads what it would change."""
    going: defaultdict[str, set[int]] = defaultdict(set)
    for sheet, row in first.gone:
        going[sheet].add(row)
    for edit in (edit for finding in findings if finding.fix for edit in finding.fix.edits):
        if isinstance(edit, DeleteRow):
            going[edit.sheet].add(first.origin(edit.sheet, edit.row))
    return [
        _judged(finding, first, going)
        if finding.fix and finding.fix.safety is Safety.SAFE
        else finding
        for finding in findings
    ]


def _judged(finding: Finding, first: AtFirst, going: Mapping[str, Collection[int]]) -> Finding:
    fix = finding.fix
    if fix is None:
        return finding
    found = dict.fromkeys(where for edit in fix.edits for where in _affected(edit, first, going))
    if not found:
        return finding
    message = say(
        "{message} To be confirmed: {places} would change.",
        message=finding.message,
        places=_shown(list(found)),
    )
    return finding._replace(fix=fix._replace(safety=Safety.UNSAFE), message=message)


def _affected(
    edit: Edit, first: AtFirst, going: Mapping[str, Collection[int]]
) -> Iterator[Cell | str]:
    """Yield what would give something else after an edit."""
    if isinstance(edit, Unmerge):
        return
    readers, row = first.readers(), first.origin(edit.sheet, edit.row)
    if isinstance(edit, SetCell):
        yield from readers.unknown
        silent = _silent(edit.old, edit.new)
        for reader in readers.of((edit.sheet, row, edit.column)):
            if reader.function not in silent:
                yield reader.where
        return
    for where in readers.of_row(edit.sheet, row, going[edit.sheet]):
        if isinstance(where, str) or where[:2] != (edit.sheet, row):
            yield where


def _silent(old: Value, new: Value) -> frozenset[str]:
    """Return the functions whose result stays when a value becomes another."""
    texts = all(value is None or isinstance(value, str) for value in (old, new))
    silent = COUNTING | ADDING if texts else COUNTING
    if is_blank(old) or is_blank(new):
        return silent - {"COUNTA", "COUNTBLANK", "ISBLANK"}
    return silent


def _shown(places: list[Cell | str]) -> tuple[str, ...]:
    """Return places by name, cells below each other as one area, of many the first."""
    areas: list[tuple[str, Area]] = []
    names = [place for place in places if isinstance(place, str)]
    for sheet, row, column in sorted(place for place in places if not isinstance(place, str)):
        areas.append((sheet, Area(row, column, row, column)))
    joined: list[tuple[str, Area]] = []
    for sheet, area in sorted(areas, key=lambda one: (one[0], one[1].left, one[1].top)):
        last = joined[-1] if joined else None
        if (
            last
            and last[0] == sheet
            and last[1].left == area.left
            and (last[1].bottom + 1 == area.top)
        ):
            joined[-1] = sheet, last[1]._replace(bottom=area.top)
        else:
            joined.append((sheet, area))
    texts = [f"{sheet}!{_name(area)}" for sheet, area in joined] + names
    return (*texts[:MOST_PLACES], "…") if len(texts) > MOST_PLACES else tuple(texts)


def _name(area: Area) -> str:
    single = (area.top, area.left) == (area.bottom, area.right)
    return cell_name(area.top, area.left) if single else area_name(area)
