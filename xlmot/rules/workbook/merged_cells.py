"""Merged cells.

Cells of the table are merged: a code over the rows of its group, a title over several columns.

Why
    Excel refuses to sort such a table, and a filter shows only the first of the merged rows.

Example
    | Code | Title           |              |
    |------|-----------------|--------------|
    | 1    | ROADS           | merged cells |
    | {}   | Pave the square |              |
    | {}   | Light the lane  |              |

Fix
    Safe: where only codes are merged, over rows that all have a title or an action, and nothing
    else stands under them, the cells are unmerged and each row gets the code, with which it was
    read before. Unsafe where cells of one row are merged: they are unmerged. Otherwise none:
    unmerge in Excel (Home, Merge & Center), then fill the cells down (Home, Fill). Merged headers
    are silent, and so is a title that holds for the rows beside it. Three areas or more of the same
    columns are one finding, a remark unless the fix is safe: that is how the house works.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Fix, Place, Safety, SetCell, Severity, Unmerge, safe, unsafe
from xlmot.messages import say
from xlmot.programme.address import Area, area_name
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.rules.places import body

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
# So many merged areas of the same columns are a way of working, and one finding.
MANY = 3
NEEDS = ("merges",)


def check(programme: Programme) -> Iterator[Finding]:
    for section, inside in body(programme):
        grid, layout = section.grid, section.layout
        kinds = dict(_rows(programme, section))
        data = {row for row, kind in kinds.items() if kind is RowKind.DATA}
        slips = _over_staff(section)
        alike: dict[object, list[tuple[Area, Fix | None]]] = {}
        for area in sorted(grid.merges):
            header = kinds.get(area.top) is RowKind.HEADER or area.bottom < min(data, default=0)
            own = data.intersection(range(area.top, area.bottom + 1))
            meant = _holds_titles(section, area) and area not in slips
            if area.meets(inside) and own and not header and not meant:
                fix = _fix(grid, area, layout.code, data)
                kind = area.left, area.right, area.top == area.bottom, fix and fix.safety
                if is_blank(grid.value(area.top, area.left)):
                    # Such as the bars of a plan by week: drawn, whatever their columns.
                    kind = 0, 0, False, None
                alike.setdefault(kind, []).append((area, fix))
        for areas in alike.values():
            yield from _said(grid, areas)


def _said(grid: Grid, areas: list[tuple[Area, Fix | None]]) -> Iterator[Finding]:
    """Yield a finding for each area of a kind; where there are many it is a way of working."""
    if len(areas) < MANY:
        for area, fix in areas:
            message = say("Merged cells {area}.", area=area_name(area))
            yield Finding((Place(grid.sheet, area.top, area.left),), message, fix)
        return
    message = say(
        "Merged cells in {count} places alike, the first of them {area}.",
        count=len(areas),
        area=area_name(areas[0][0]),
    )
    places = tuple(Place(grid.sheet, area.top, area.left) for area, _ in areas)
    fixes = [fix for _, fix in areas if fix]
    edits = tuple(edit for fix in fixes for edit in fix.edits)
    fix = fixes[0]._replace(edits=edits) if fixes else None
    way = None if fix and fix.safety is Safety.SAFE else Severity.NOTE
    yield Finding(places, message, fix, severity=way)


def _holds_titles(section: Section, area: Area) -> bool:
    """Return whether an area is a title that holds for its rows, in the columns of its level."""
    titles = {column for tier in section.layout.tiers for column in tier if column}
    return titles.intersection(range(area.left, area.right + 1)) == {area.left}


def _over_staff(section: Section) -> list[Area]:
    """Return the labels of the last level that one or two merges draw over a column of staff."""
    tiers, beside = section.layout.tiers, {column.number for column in section.layout.others}
    areas = [
        area
        for area in section.grid.merges
        if tiers
        and area.top == area.bottom
        and area.left == tiers[-1].label
        and beside.issuperset((area.left + 1, area.right))
    ]
    return areas if len(areas) < MANY else []


def _rows(programme: Programme, section: Section) -> Iterator[tuple[int, RowKind]]:
    """Yield the rows of one table of a programme, each with its kind."""
    table = programme.table
    span = table.spans()[table.sections.index(section)]
    return ((table.numbers[index], table.kinds[index]) for index in span)


def _fix(grid: Grid, area: Area, code: int, data: set[int]) -> Fix | None:
    """Return the fix that unmerges cells; `data` are the rows of titles and actions."""
    rows = range(area.top, area.bottom + 1)
    if not data.issuperset(rows) or not _is_one_value(grid, area):
        return None
    first = grid.value(area.top, area.left)
    unmerging = Unmerge(grid.sheet, area, None if first == "" else first)
    if area.top == area.bottom:
        return unsafe(unmerging)
    value = grid.value(area.top, code)
    if area.left != code or area.right != code or not isinstance(value, str | int | float):
        return None
    if is_blank(value) or (area.top, code) in grid.formulas:
        return None
    return safe(unmerging, *(SetCell(grid.sheet, row, code, None, value) for row in rows[1:]))


def _is_one_value(grid: Grid, area: Area) -> bool:
    """Return whether nothing stands under merged cells but in the first."""
    places = [
        (row, column)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]
    return not any(
        place in grid.formulas or place in grid.errors or grid.value(*place) not in (None, "")
        for place in places[1:]
    )
