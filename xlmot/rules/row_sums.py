"""Hold the sums of a row against each other: all of them add the same rows, each of its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlmot.findings import Finding, Place
from xlmot.messages import say, say_many
from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.programme.address import column_number
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.rules.staff_columns import noticed

# So many sums of a row show what it adds.
FEWEST = 3
# A sum of rows of one column.
ONE_SUM = lazy(r"(?i)=?\+?(?:SUM\(|SUBTOTAL\((?:9|109)[,;])\$?([A-Z]{1,3})\$?(\d+):\$?\1\$?(\d+)\)")
# A sum of cells named one by one.
CELLS = lazy(r"(?i)=?\+?(?:\$?[A-Z]{1,3}\$?\d+\+)+\$?[A-Z]{1,3}\$?\d+")
CELL = lazy(r"(?i)([A-Z]{1,3})\$?(\d+)")
# How far left or right of its own a sum adds a column, from row to row.
Area: TypeAlias = "tuple[int, int, int]"


def shown_formula(text: str) -> str:
    return f"={text.removeprefix('=')}"


def _area(text: str, column: int) -> Area | None:
    """Return the area that a formula of a column adds; none for one that is no such sum."""
    found = ONE_SUM.fullmatch(text)
    return (column_number(found[1]) - column, int(found[2]), int(found[3])) if found else None


def _named(text: str, column: int) -> frozenset[int] | None:
    """Return the rows of the cells of its own column that a formula adds, named one by one."""
    named = CELL.findall(text) if CELLS.fullmatch(text) else []
    own = all(column_number(letters) == column for letters, _ in named)
    return frozenset(int(row) for _, row in named) if named and own else None


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


def totals_of_groups(programme: Programme) -> Iterator[Finding]:
    """Yield what is odd in a row of totals above the first one of the programme.

    Its sums name the cells of their own columns one by one, those of the groups: one that leaves
    out some which the others add, or a number typed where those that it would add are formulas.
    """
    table = programme.table
    for section, indexes in zip(table.sections, table.spans(), strict=True):
        data = (table.numbers[index] for index in indexes if table.paths[index])
        first = min(data, default=0)
        by_row: dict[int, dict[int, frozenset[int]]] = {}
        for (row, column), text in section.grid.formulas.items():
            if row < first and (named := _named(text, column)):
                by_row.setdefault(row, {})[column] = named
        for row, sums in by_row.items():
            usual, count = Counter(sums.values()).most_common(1)[0]
            if count >= FEWEST - 1 and len(usual) >= FEWEST:
                yield from _left_out(section, row, sums, usual)
                yield from _typed_over(section, row, usual)


def _left_out(
    section: Section, row: int, sums: Mapping[int, frozenset[int]], usual: frozenset[int]
) -> Iterator[Finding]:
    odd = [column for column, named in sums.items() if named != usual]
    if len(odd) == 1 and sums[odd[0]] < usual:
        left = tuple(sorted(usual - sums[odd[0]]))
        message = say_many(
            len(left),
            "“{formula}” leaves out row {rows}, which {n} other sums of the row add.",
            "“{formula}” leaves out rows {rows}, which {n} other sums of the row add.",
            formula=shown_formula(section.grid.formulas[row, odd[0]]),
            rows=left,
            n=len(sums) - 1,
        )
        yield Finding((Place(section.grid.sheet, row, odd[0]),), message)


def _typed_over(section: Section, row: int, usual: frozenset[int]) -> Iterator[Finding]:
    formulas = section.grid.formulas
    typed = [
        column
        for column in section.layout.others
        if (row, column.number) not in formulas
        and is_number(section.grid.value(row, column.number))
        and all((own, column.number) in formulas for own in usual)
    ]
    if len(typed) == 1:
        message = say("Value typed among formulas, in “{column}”.", column=typed[0].name)
        yield Finding((Place(section.grid.sheet, row, typed[0].number),), message)
