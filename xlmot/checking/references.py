"""Find what a formula reads: areas, names, columns of tables, and what nobody can know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, Area, column_number
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import Traits

# What may read any cell, whatever stands in the formula.
UNKNOWN = lazy(r"\b(?:INDIRECT|OFFSET|EVALUATE)\s*\(", re.IGNORECASE)
TEXT = lazy(r'"(?:[^"]|"")*"')
SHEET = r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!"
CELLS = r"(\$?[A-Za-z]{1,3})(\$?\d{1,7})(?:\s*:\s*(\$?[A-Za-z]{1,3})(\$?\d{1,7}))?"
WHOLE = r"(\$?[A-Za-z]{1,3})\s*:\s*(\$?[A-Za-z]{1,3})|(\$?\d{1,7})\s*:\s*(\$?\d{1,7})"
REFERENCE = lazy(rf"(?<![\w.!\]\\])(?:{SHEET})?(?:{CELLS}(?![\w.(\[!])|(?:{WHOLE})(?![\w.(!]))")
NAME = lazy(rf"(?<![\w.!\]\\'\[])(?:{SHEET})?([^\W\d][\w.\\]*+)(?:(\[)|(?![\w.(!]))")
FUNCTION = lazy(r"([\w.]+)\s*\(\s*$")


class Reference(NamedTuple):
    """An area that is read; `function` is the one whose argument it is alone, else ""."""

    sheet: str
    area: Area
    function: str


class Table(NamedTuple):
    """A table of Excel: where it stands and the names of its columns from left to right."""

    sheet: str
    area: Area
    columns: tuple[str, ...]


class Sources:
    """What formulas may name: the sheets in their order, defined names, tables.

    A trait `reads` says, field by field: `name`, its name, its formula; `table`, its name, sheet
    and area, its columns; `rule`, its sheet, area and formula; `area`, what reads it, sheet, area.
    """

    def __init__(self, grids: Iterable[Grid], traits: Traits) -> None:
        self.sheets = {grid.sheet.casefold(): grid.sheet for grid in grids}
        self.names: dict[str, str] = {}
        self.tables: dict[str, Table] = {}
        self._rules: list[tuple[str, str, Area, str]] = []
        self._areas: list[tuple[str, str, Area]] = []
        for line in traits.get("reads", ()):
            kind, *fields = line.split("\t")
            if kind == "name":
                self.names[fields[0].casefold()] = fields[1]
            elif kind == "table" and (area := parse_area(fields[2])):
                self.tables[fields[0].casefold()] = Table(fields[1], area, tuple(fields[3:]))
            elif kind == "rule":
                self._rules += [
                    (fields[0], fields[1], area, fields[3])
                    for text in fields[2].split()
                    if (area := parse_area(text))
                ]
            elif kind == "area":
                self._areas += [
                    (fields[0], fields[1], area)
                    for text in fields[2].split()
                    if (area := parse_area(text))
                ]

    def rules(self) -> list[tuple[str, str, Area, str]]:
        """Return the formulas of formats and validations: what, sheet, area that has it, text."""
        return self._rules

    def areas(self) -> list[tuple[str, str, Area]]:
        """Return the areas that are read as they are: what reads them, sheet, area."""
        return self._areas


def parse_area(text: str) -> Area | None:
    """Return the area that a text names.

    >>> parse_area("$A$2:B9"), parse_area("A:C"), parse_area("Roads")
    (Area(top=2, left=1, bottom=9, right=2), Area(top=1, left=1, bottom=1048576, right=3), None)
    """
    found = REFERENCE.fullmatch(text.strip())
    return _area(found) if found else None


def references(
    formula: str, sheet: str, sources: Sources, home: Area | None = None, depth: int = 0
) -> Iterator[Reference | None]:
    """Yield what a formula reads, None where nobody can know.

    The formula of a rule is that of the first cell of its `home`, and moves with the cells of it.
    """
    text = TEXT.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', formula)
    if UNKNOWN.search(text):
        yield None
    for found in REFERENCE.finditer(text):
        area = _area(found, home)
        own = _sheet(found, sheet, sources)
        if area is not None and own is not None:
            yield Reference(own, area, _function(text, found.start(), found.end()))
    if depth < 4:
        yield from _named(text, formula, sheet, sources, depth)


def _named(
    text: str, formula: str, sheet: str, sources: Sources, depth: int
) -> Iterator[Reference | None]:
    if not sources.names and not sources.tables:
        return
    for found in NAME.finditer(text):
        word = found[3].casefold()
        if word in sources.tables and (found[4] or word not in sources.names):
            end = _closing(text, found.end()) if found[4] else found.end()
            inside = formula[found.end() : end]
            table = sources.tables[word]
            function = _function(text, found.start(), end)
            yield from (Reference(table.sheet, area, function) for area in _columns(table, inside))
        elif word in sources.names and not found[4]:
            own = list(references(sources.names[word], sheet, sources, None, depth + 1))
            plain = REFERENCE.fullmatch(sources.names[word].strip()) is not None
            function = _function(text, found.start(), found.end()) if plain else ""
            yield from (one and one._replace(function=function) for one in own)


def _closing(text: str, start: int) -> int:
    """Return where the brackets end that were opened before a place."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def _columns(table: Table, inside: str) -> Iterator[Area]:
    """Yield the columns of a table that the brackets after its name ask for; else all of it."""
    asked = {name.casefold() for name in re.split(r"[\[\],:@]", inside)}
    places = [n for n, name in enumerate(table.columns) if name.casefold() in asked]
    if not places:
        yield table.area
    elif ":" in inside:
        first, last = places[0], places[-1]
        yield table.area._replace(left=table.area.left + first, right=table.area.left + last)
    else:
        for place in places:
            column = table.area.left + place
            yield table.area._replace(left=column, right=column)


def _sheet(found: re.Match[str], sheet: str, sources: Sources) -> str | None:
    """Return the sheet of a reference, None of one in another workbook."""
    name = (found[1] or "").replace("''", "'") or found[2] or ""
    if not name:
        return sheet
    if "]" in name:
        return None
    return sources.sheets.get(name.casefold(), name.partition(":")[0])


def _area(found: re.Match[str], home: Area | None = None) -> Area | None:
    left, top, right, bottom, first, last, above, below = found.groups()[2:10]
    if first:
        left, right, top, bottom = first, last, "$1", f"${LAST_ROW}"
    elif above:
        top, bottom, left, right = above, below, "$A", "$XFD"
    right, bottom = right or left, bottom or top
    columns = [column_number(text.strip("$").upper()) for text in (left, right)]
    rows = [int(text.strip("$")) for text in (top, bottom)]
    if not 0 < min(columns) <= max(columns) <= LAST_COLUMN or not 0 < min(rows) <= LAST_ROW:
        return None
    tall = home.bottom - home.top if home and "$" not in (top[0], bottom[0]) else 0
    wide = home.right - home.left if home and "$" not in (left[0], right[0]) else 0
    return Area(min(rows), min(columns), max(rows) + tall, max(columns) + wide)


def _function(text: str, start: int, end: int) -> str:
    """Return the function of which what stands from `start` to `end` is an argument by itself."""
    after = text[end:].lstrip()[:1]
    before = text[:start].rstrip()
    if after not in (")", ",", ";") or before[-1:] not in ("(", ",", ";"):
        return ""
    depth = 0
    for place in range(len(before) - 1, -1, -1):
        mark = before[place]
        depth += {")": 1, "(": -1}.get(mark, 0)
        if depth < 0:
            found = FUNCTION.search(before[: place + 1])
            name = found[1].upper() if found else ""
            return name.removeprefix("_XLFN.")
    return ""
