"""Duplicate column.

Two columns of the table have the same name, or say the same on all rows.

Why
    Nobody knows which of the two counts: a sum, a filter or a pivot table takes the first. What
    says the same was pasted over another, as beginnings over ends.

Example
    | Code | Title | Budget | Budget |                  |
    |------|-------|--------|--------|------------------|
    | 1    | ROADS | 1200   | 1500   | duplicate column |

Fix
    None: rename one of them, or join them. Three names and more that each stand twice are one
    remark: they are those of a calendar, or of parts side by side. Columns of texts or dates that
    say the same on ten rows and more are a remark too: what was planned may have come true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import say
from xlmot.programme.characters import shown
from xlmot.programme.columns import SUMMED, StaffColumn
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.programme.vocabulary import YEAR, fold

SEVERITY = Severity.WARNING
# So many names that stand twice are the way of the table.
MANY = 3
# So many values, so many of them distinct, are the same in two columns by no chance.
FEWEST_SAME, DISTINCT = 10, 5


def check(programme: Programme) -> Iterator[Finding]:
    for section in programme.table.sections:
        same = [*_repeated(section), *_years(section)]
        if len(same) < MANY:
            yield from (_finding(section, cells) for cells in same)
        else:
            cells = [cell for own in same for cell in own]
            message = say(
                "{count} names each stand on several columns, the first is “{name}”.",
                count=len(same),
                name=_name(section, cells[0]),
            )
            yield _finding(section, cells)._replace(message=message, severity=Severity.NOTE)
    for first, column in _pasted(programme):
        message = say("“{name}” says the same as “{other}”.", name=column.name, other=first.name)
        for row in column.section.layout.header_rows[-1:]:
            place = Place(column.section.grid.sheet, row, column.number)
            yield Finding((place,), message, severity=Severity.NOTE)


def _pasted(programme: Programme) -> Iterator[tuple[StaffColumn, StaffColumn]]:
    """Yield each column of texts or dates that nobody reckons, after the one that says the same."""
    known: dict[tuple[tuple[int, Value], ...], StaffColumn] = {}
    owners = programme.owners
    for column in programme.columns:
        if column.kind not in SUMMED:
            held = tuple(cell for cell in column.typed() if cell[0] in owners)
            if len(held) >= FEWEST_SAME and len({value for _, value in held}) >= DISTINCT:
                if held in known:
                    yield known[held], column
                known.setdefault(held, column)


def _finding(section: Section, cells: list[tuple[int, int]]) -> Finding:
    name = _name(section, cells[0])
    message = say("{count} columns are named “{name}”.", count=len(cells), name=name)
    return Finding(tuple(Place(section.grid.sheet, *cell) for cell in cells), message)


def _name(section: Section, cell: tuple[int, int]) -> str:
    return " ".join(shown(section.grid.value(*cell)).split())


def _repeated(section: Section) -> Iterator[list[tuple[int, int]]]:
    """Yield the cells of a header that say the same, but for columns that are counted."""
    for cells in _same_names(section).values():
        if len(cells) > 1 and not _are_counted(section, [column for _, column in cells]):
            yield cells


def _years(section: Section) -> Iterator[list[tuple[int, int]]]:
    """Yield the cells of a header side by side that hold the same year: one was drawn too far."""
    rows, before = section.layout.header_rows, (0, 0, "")
    for column in sorted(number for number, _ in section.layout.others if rows):
        value = section.grid.value(rows[-1], column)
        text = shown(value).strip()
        if YEAR.fullmatch(text):
            if before[1:] == (column - 1, text):
                yield [(rows[-1], column - 1), (rows[-1], column)]
            before = rows[-1], column, text


def _are_counted(section: Section, columns: list[int]) -> bool:
    """Return whether columns stand each beside one that is counted: “Fund 1”, “Fund 2”."""
    names = dict(section.layout.others)
    beside = [names.get(column - 1, "") for column in columns]
    stems = {re.sub(r"\d+", "", name) for name in beside}
    return len(stems) == 1 and len({*beside}) == len(beside)


def _same_names(section: Section) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Return the cells of a header by what they say and what stands over them.

    Units and signs (`%`, `€`, `k€`) are no names: they follow a column that has one.
    """
    layout = section.layout
    if not layout.header_rows:
        return {}
    own = dict(zip((layout.code, layout.label), layout.own_words, strict=True))
    own.pop(0, None)
    columns = [*own.items(), *layout.others]
    cells: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for column, name in sorted(columns):
        if sum(map(str.isalpha, name)) > 1:
            over = _over(section.grid, layout.header_rows[0] - 1, column)
            row = next(r for r in layout.header_rows if not is_blank(section.grid.value(r, column)))
            cells.setdefault((fold(name), over), []).append((row, column))
    return cells


def _over(grid: Grid, row: int, column: int) -> str:
    """Return the text over a header cell: one text may stand over several columns."""
    for left in range(column, 0, -1):
        value = grid.value(row, left)
        if not is_blank(value):
            return fold(str(value))
    return ""
