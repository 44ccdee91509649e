"""Find what a formula reads: areas, names, columns of tables, and what nobody can know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from xlmot.checking.calls import Call, call_of, without_quoted
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, Area, column_number
from xlmot.programme.grid import Grid

# What may read any cell, whatever stands in the formula, or what the formula of another is now.
UNKNOWN = lazy(r"\b(?:INDIRECT|OFFSET|EVALUATE|FORMULATEXT)\s*\(", re.IGNORECASE)
TEXT = lazy(r'"(?:[^"]|"")*"')
SHEET = r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*(?::[^\W\d][\w.]*)?))!"
CELLS = r"(\$?[A-Za-z]{1,3})(\$?\d{1,7})(?:\s*:\s*(\$?[A-Za-z]{1,3})(\$?\d{1,7}))?"
WHOLE = r"(\$?[A-Za-z]{1,3})\s*:\s*(\$?[A-Za-z]{1,3})|(\$?\d{1,7})\s*:\s*(\$?\d{1,7})"
REFERENCE = lazy(rf"(?<![\w.!\]\\])(?:{SHEET})?(?:{CELLS}(?![\w.(\[!])|(?:{WHOLE})(?![\w.(!]))")
NAME = lazy(rf"(?<![\w.!\]\\'\[])(?:{SHEET})?([^\W\d][\w.\\]*+)(?:(\[)|(?![\w.(!]))")
# Functions that go through several areas row by row; of these two the third argument may be the
# first cell of the area that is meant.
PAIRING = frozenset(("SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS"))
STRETCHING = frozenset(("SUMIF", "AVERAGEIF"))


class ReadArea(NamedTuple):
    """An area that is read, and the function that reads it by itself."""

    sheet: str
    area: Area
    call: Call = Call()


class ExcelTable(NamedTuple):
    """A table of Excel: where it stands and the names of its columns from left to right."""

    sheet: str
    area: Area
    columns: tuple[str, ...]


class FormulaScope:
    """What formulas may name: the sheets in their order, defined names, tables.

    The lines of `Book.reads` say, field by field: `name`, its name, its formula; `table`, its name,
    sheet and area, its columns; `rule`, its sheet, area and formula; `area`, what reads it, sheet,
    area.
    """

    def __init__(self, grids: Iterable[Grid], reads: Iterable[str]) -> None:
        self.sheets = {grid.sheet.casefold(): grid.sheet for grid in grids}
        self.names: defaultdict[str, list[str]] = defaultdict(list)
        self.tables: dict[str, ExcelTable] = {}
        self._rules: list[tuple[str, str, Area, str]] = []
        self._areas: list[tuple[str, str, Area]] = []
        for line in reads:
            kind, *fields = line.split("\t")
            if kind == "name":
                self.names[fields[0].casefold()].append(fields[1])
            elif kind == "table" and (area := parse_area(fields[2])):
                self.tables[fields[0].casefold()] = ExcelTable(fields[1], area, tuple(fields[3:]))
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
    formula: str, sheet: str, sources: FormulaScope, home: Area | None = None
) -> Iterator[ReadArea | None]:
    """Yield what a formula reads, None where nobody can know.

    The formula of a rule is that of the first cell of its `home`, and moves with the cells of it.
    """
    found = [*_found(formula, sheet, sources, home, 0)]
    if any(one and one.call.function in PAIRING for one in found):
        return _paired(found)
    return iter(found)


def _paired(found: Iterable[ReadArea | None]) -> Iterator[ReadArea | None]:
    """Yield references, of no function where it would not lose the same rows of all its areas."""
    first: dict[int, Area] = {}
    spans: defaultdict[int, set[tuple[str, int, int]]] = defaultdict(set)
    stretched: list[ReadArea | None] = []
    for one in found:
        if one and one.call.function in PAIRING:
            area = _as_high(one, first.setdefault(one.call.place, one.area))
            if area.bottom > area.top:
                spans[one.call.place].add((one.sheet, area.top, area.bottom))
            stretched.append(one._replace(area=area))
        else:
            stretched.append(one)
    for one in stretched:
        yield one._replace(call=Call()) if one and len(spans[one.call.place]) > 1 else one


def _as_high(one: ReadArea, first: Area) -> Area:
    """Return the area that Excel takes for an argument: of some, only the first cell counts."""
    area = one.area
    if one.call.function not in STRETCHING or one.call.argument < 2:
        return area
    bottom, right = area.top + first.bottom - first.top, area.left + first.right - first.left
    return area._replace(bottom=min(bottom, LAST_ROW), right=min(right, LAST_COLUMN))


def _found(
    formula: str, sheet: str, sources: FormulaScope, home: Area | None, depth: int
) -> Iterator[ReadArea | None]:
    text = formula
    if '"' in formula:
        text = TEXT.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', formula)
    if UNKNOWN.search(text):
        yield None
    plain = without_quoted(text)
    for found in REFERENCE.finditer(text):
        area = _area(found, home)
        if area is not None:
            call = call_of(plain, found.start(), found.end())
            yield from (ReadArea(own, area, call) for own in _sheets(found, sheet, sources))
            # A name is of the cell it stands in, as far as its reference has no `$`.
            if depth and any(part and "$" not in part for part in found.groups()[2:]):
                yield None
    if depth < 4 and (sources.names or sources.tables):
        yield from _named(text, formula, sheet, sources, depth)


def _named(
    text: str, formula: str, sheet: str, sources: FormulaScope, depth: int
) -> Iterator[ReadArea | None]:
    plain = without_quoted(text)
    for found in NAME.finditer(text):
        word = found[3].casefold()
        if word in sources.tables and (found[4] or word not in sources.names):
            end = _closing(text, found.end()) if found[4] else found.end()
            inside = formula[found.end() : end]
            table = sources.tables[word]
            call = call_of(plain, found.start(), end)
            yield from (ReadArea(table.sheet, area, call) for area in _columns(table, inside))
        elif word in sources.names and not found[4]:
            call = call_of(plain, found.start(), found.end())
            for refers in sources.names[word]:
                is_plain = REFERENCE.fullmatch(refers.strip()) is not None
                for one in _found(refers, sheet, sources, None, depth + 1):
                    yield one and one._replace(call=call if is_plain else Call())


def _closing(text: str, start: int) -> int:
    """Return where the brackets end that were opened before a place."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def _columns(table: ExcelTable, inside: str) -> Iterator[Area]:
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


def _sheets(found: re.Match[str], sheet: str, sources: FormulaScope) -> list[str]:
    """Return the sheets of a reference, none of one in another workbook.

    Of a reference over several sheets those are read that stand between its two.
    """
    name = (found[1] or "").replace("''", "'") or found[2] or ""
    if not name:
        return [sheet]
    if "]" in name:
        return []
    ends = [sources.sheets.get(end.casefold()) for end in name.split(":")]
    if len(ends) == 1:
        return [ends[0] or name]
    order = [*sources.sheets.values()]
    if None in ends:
        return order
    first, last = sorted(order.index(end) for end in ends if end)
    return order[first : last + 1]


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
