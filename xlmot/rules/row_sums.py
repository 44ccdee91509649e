"""Hold the sums of a row against each other: all of them add the same rows, each of its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Place
from xlmot.messages import say
from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.programme.address import column_number
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.staff_columns import noticed

# So many sums of a row show what it adds.
FEWEST = 3
# A sum of rows of one column.
ONE_SUM = lazy(r"(?i)=?\+?(?:SUM\(|SUBTOTAL\((?:9|109)[,;])\$?([A-Z]{1,3})\$?(\d+):\$?\1\$?(\d+)\)")
# How far left or right of its own a sum adds a column, from row to row.
Area: TypeAlias = "tuple[int, int, int]"


def shown_formula(text: str) -> str:
    return f"={text.removeprefix('=')}"


def _area(text: str, column: int) -> Area | None:
    """Return the area that a formula of a column adds; none for one that is no such sum."""
    found = ONE_SUM.fullmatch(text)
    return (column_number(found[1]) - column, int(found[2]), int(found[3])) if found else None


def sums_elsewhere(programme: Programme) -> Iterator[Finding]:
    """Yield the sums that add no cell of those which the other sums of their row add.

    Of another column, pasted as a text; or of another group, pasted without moving on.
    """
    by_row: dict[int, list[tuple[StaffColumn, str, Area]]] = {}
    for column in programme.columns:
        for index in column.rows if column.section.grid.formulas else ():
            text = column.section.grid.formulas.get((column.table.numbers[index], column.number))
            area = _area(text, column.number) if text else None
            if text and area and column.table.owns_row(index):
                by_row.setdefault(index, []).append((column, text, area))
    for index, sums in by_row.items():
        if len(sums) < FEWEST:
            continue
        usual, count = Counter(area for *_, area in sums).most_common(1)[0]
        if count < len(sums) - 1 or usual[0]:
            continue
        for column, text, area in sums:
            apart = area[0] or area[2] < usual[1] or usual[2] < area[1]
            if apart:
                message = say(
                    "“{formula}” in “{column}”; {n} other sums of the row add their own rows "
                    "{first} to {last}.",
                    formula=shown_formula(text),
                    column=column.name,
                    n=count,
                    first=usual[1],
                    last=usual[2],
                )
                yield noticed(programme, column, index, message)


def sums_above(programme: Programme) -> Iterator[Finding]:
    """Yield the one sum of a row above the header that adds other cells than the others do."""
    for section in programme.table.sections:
        top = min(section.layout.header_rows, default=0)
        by_row: dict[int, list[tuple[int, str, Area]]] = {}
        for (row, column), text in section.grid.formulas.items() if top > 1 else ():
            if row < top and (area := _area(text, column)):
                by_row.setdefault(row, []).append((column, text, area))
        for row, sums in by_row.items():
            usual, count = Counter(area for *_, area in sums).most_common(1)[0]
            odd = [one for one in sums if one[2] != usual]
            if len(sums) < FEWEST or len(odd) != 1 or usual[0] or usual[1] <= top:
                continue
            column, text, _ = odd[0]
            message = say(
                "“{formula}”: {n} other sums of the row add their own rows {first} to {last}.",
                formula=shown_formula(text),
                n=count,
                first=usual[1],
                last=usual[2],
            )
            yield Finding((Place(section.grid.sheet, row, column),), message)
