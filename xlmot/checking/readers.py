"""Find which formulas, formats, validations and pivots read a cell, and what changing it would do.

A correction of a cell is safe only where nothing else in the workbook would give something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from xlmot.checking.references import Reference, Sources, references
from xlmot.findings import DeleteRow, Edit, Finding, Safety, SetCell, Unmerge
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area, area_name, cell_name
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.workbook import Traits

Cell: TypeAlias = tuple[str, int, int]

# Functions whose result stays when a text becomes another, or a value a value of another type.
COUNTING = frozenset(("COUNTA", "COUNTBLANK", "ISBLANK", "ROWS", "ROW", "COLUMN", "COLUMNS"))
ADDING = frozenset(
    (
        *("SUM", "COUNT", "AVERAGE", "MIN", "MAX", "PRODUCT", "MEDIAN", "SUBTOTAL", "AGGREGATE"),
        *("STDEV", "STDEV.S", "STDEV.P", "VAR", "VAR.S", "VAR.P"),
    )
)
# Functions whose result stays when one row fewer, of texts or of nothing, stands in what they read.
SHRINKING = ADDING | frozenset(
    (
        *("SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS", "DSUM"),
        *("VLOOKUP", "XLOOKUP", "LOOKUP", "LARGE", "SMALL", "RANK", "RANK.EQ", "COLUMN", "COLUMNS"),
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

    `unknown` are cells whose formula may read any cell, such as one with INDIRECT.
    """

    def __init__(self, grids: Iterable[Grid], traits: Traits) -> None:
        self.single: defaultdict[Cell, list[Reader]] = defaultdict(list)
        self.wide: defaultdict[str, list[Reader]] = defaultdict(list)
        self.unknown: list[Cell | str] = []
        self.numbering: defaultdict[str, list[Reader]] = defaultdict(list)
        kept = list(grids)
        sources = Sources(kept, traits)
        for grid in kept:
            for (row, column), text in grid.formulas.items():
                own = (grid.sheet, row, column)
                self._add(own, references(text, grid.sheet, sources))
                if OWN_NUMBER.search(text):
                    self._sort(grid.sheet, Reader(own, Area(row, column, row, column), "ROW"))
        for where, sheet, area, text in sources.rules():
            self._add(where, references(text, sheet, sources, area))
        for where, sheet, area in sources.areas():
            self._add(where, [Reference(sheet, area, "")])

    def _add(self, where: Cell | str, found: Iterable[Reference | None]) -> None:
        for reference in found:
            if reference is None:
                self.unknown.append(where)
                continue
            sheet, area, function = reference
            self._sort(sheet, Reader(where, area, function))

    def _sort(self, sheet: str, reader: Reader) -> None:
        area = reader.area
        if reader.function in NUMBERING:
            self.numbering[sheet].append(reader)
        elif (area.top, area.left) == (area.bottom, area.right):
            self.single[sheet, area.top, area.left].append(reader)
        else:
            self.wide[sheet].append(reader)

    def of(self, cell: Cell) -> Iterator[Reader]:
        """Yield what reads a cell, but for the cell itself."""
        sheet, row, column = cell
        yield from (reader for reader in self.single.get(cell, ()) if reader.where != cell)
        for reader in self.wide.get(sheet, ()):
            if reader.where != cell and reader.area.holds(row, column):
                yield reader

    def of_row(self, sheet: str, row: int, *, blank: bool) -> Iterator[Cell | str]:
        """Yield what would give something else without a row; references follow the others.

        A sum over the row stays, and so does what a list or a format reads, but no reference to
        the row alone, no count and no place; COUNTA does of a row that is `blank`.
        """
        yield from self.unknown
        yield from (one.where for one in self.numbering[sheet] if row <= one.area.bottom)
        for (other, top, _), found in self.single.items():
            if (other, top) == (sheet, row):
                yield from (one.where for one in found)
        stays = SHRINKING | {"COUNTA"} if blank else SHRINKING
        for one in self.wide[sheet]:
            if not one.area.top <= row <= one.area.bottom:
                continue
            alone = one.area.top == one.area.bottom
            if alone or not (isinstance(one.where, str) or one.function in stays):
                yield one.where


def with_safe_fixes_only(
    findings: Sequence[Finding], readers: Callable[[], Readers], origin: Callable[[str, int], int]
) -> list[Finding]:
    """Return the findings, a fix to be confirmed where somebody reads what it would change.

    `origin` gives the row, in the workbook that the readers are of, of a row as it is now.
    """
    return [
        _judged(finding, readers(), origin)
        if finding.fix and finding.fix.safety is Safety.SAFE
        else finding
        for finding in findings
    ]


def _judged(finding: Finding, readers: Readers, origin: Callable[[str, int], int]) -> Finding:
    fix = finding.fix
    if fix is None:
        return finding
    found = dict.fromkeys(where for edit in fix.edits for where in _affected(edit, readers, origin))
    if not found:
        return finding
    message = say(
        "{message} To be confirmed: {places} would change.",
        message=finding.message,
        places=_shown(list(found)),
    )
    return finding._replace(fix=fix._replace(safety=Safety.UNSAFE), message=message)


def _affected(
    edit: Edit, readers: Readers, origin: Callable[[str, int], int]
) -> Iterator[Cell | str]:
    """Yield what would give something else after an edit."""
    if isinstance(edit, Unmerge):
        return
    row = origin(edit.sheet, edit.row)
    if isinstance(edit, SetCell):
        yield from readers.unknown
        silent = _silent(edit.old, edit.new)
        for reader in readers.of((edit.sheet, row, edit.column)):
            if reader.function not in silent:
                yield reader.where
        return
    if isinstance(edit, DeleteRow):
        blank = all(is_blank(value) for value in edit.old)
        for where in readers.of_row(edit.sheet, row, blank=blank):
            if isinstance(where, str) or where[:2] != (edit.sheet, row):
                yield where


def _silent(old: Value, new: Value) -> frozenset[str]:
    """Return the functions whose result stays when a value becomes another."""
    if is_blank(old) or is_blank(new):
        return COUNTING - {"COUNTA", "COUNTBLANK", "ISBLANK"}
    return COUNTING | ADDING if isinstance(old, str) and isinstance(new, str) else COUNTING


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
