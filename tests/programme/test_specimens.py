"""Specimens of layouts are read right; no change of one cell changes how other rows are read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.programme.specimens import (
    DEPTHS,
    SPECIMENS,
    WAYS,
    Specimen,
    found,
    lines,
    outline,
)
from tests.programme.test_layouts import SETTINGS, depth_of, read
from xlmot.checking.check import check_workbook
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.workbook import Workbook

STEADY = {**SPECIMENS, **WAYS}


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_is_read_as_a_person_reads_it(name: str) -> None:
    assert list(outline(found(SPECIMENS[name]))) == lines(SPECIMENS[name])


@pytest.mark.parametrize("name", WAYS)
def test_a_house_that_writes_its_codes_so_hears_nothing(name: str) -> None:
    workbook = found(WAYS[name])
    (programme,) = workbook.programmes
    depths = [depth_of(programme, index) for index in programme.table.data()]
    top = min(depths) - min(DEPTHS[name])
    assert [depth - top for depth in depths] == DEPTHS[name]
    said = check_workbook(workbook, SETTINGS)
    assert [one.rule for one in said if one.group == "code" or one.fix] == []


def test_the_label_stays_where_it_is_though_one_of_two_languages_is_blank() -> None:
    grid = SPECIMENS["two languages"].grid
    rows = [[None if value == "Peindre le pont" else value for value in row] for row in grid.rows]
    workbook = read(grid._replace(rows=rows))
    assert [row.partition(" ")[2] for row in outline(workbook)][:4:3] == ["VOIRIE", "ÉCOLES"]
    assert "missing-label" in [one.rule for one in check_workbook(workbook, SETTINGS)]


# What becomes of a cell, by what it held and what stands beside it.
CHANGES: dict[str, Callable[[Grid, int, int], Value]] = {
    "blank": lambda *_: None,
    "text": lambda *_: "Tout autre chose",
    "number": lambda *_: 7,
    "neighbour": lambda grid, row, column: grid.value(row - 1, column),
    "header word": lambda *_: "Libellé",
}


class Row(NamedTuple):
    """A title or an action: its level, its label, the rows of the titles it stands below."""

    level: int
    label: str
    above: frozenset[int]


def kept(workbook: Workbook) -> dict[int, list[Row]]:
    """Return what was read on each row."""
    rows: dict[int, list[Row]] = {}
    for programme in workbook.programmes:
        table = programme.table
        for index in table.data():
            node = programme.titles.get(index) or programme.owners.get(index)
            path = node.path if node else ()
            titles = (programme.nodes.get(path[:depth]) for depth in range(1, len(path) + 1))
            above = {table.numbers[t.title] for t in titles if t and t.title not in (None, index)}
            own = Row(depth_of(programme, index), table.labels[index], frozenset(above))
            rows.setdefault(table.numbers[index], []).append(own)
    return rows


def cells(specimen: Specimen) -> Iterator[tuple[int, int]]:
    """Yield the cells of a specimen below its header, but for those that others cover."""
    grid = specimen.grid
    (programme, *_) = found(specimen).programmes
    first = programme.table.sections[0].layout.first_row
    for row in range(first, len(grid.rows) + 1):
        for column in range(1, len(grid.rows[row - 1]) + 1):
            covered = any(
                area.holds(row, column) and (row, column) != (area.top, area.left)
                for area in grid.merges
            )
            if not covered:
                yield row, column


def broken(specimen: Specimen, row: int, column: int, change: str) -> str:
    """Return what a change of one cell does to how the other rows are read; "" for nothing.

    What stands below a title that changes may go with it, and a title that stands again further
    down may begin there.
    """
    grid = specimen.grid
    before, value = kept(read(grid)), CHANGES[change](grid, row, column)
    rows = [list(one) for one in grid.rows]
    if value == rows[row - 1][column - 1] or (is_blank(value) and not rows[row - 1][column - 1]):
        return ""
    rows[row - 1][column - 1] = value
    changed = read(grid._replace(rows=rows))
    if not changed.programmes or any(map(is_unsure, changed.programmes)):
        return ""
    after = kept(changed)
    lost = [
        f"\n{number}: {one.label} {one.level} -> {after.get(number)}"
        for number, own in before.items()
        for one in own
        if number != row
        and row not in one.above
        and one[:2] not in [other[:2] for other in after.get(number, ())]
    ]
    return "".join(lost)


def changes(name: str) -> list[tuple[int, int, str]]:
    return [(*cell, change) for cell in cells(STEADY[name]) for change in CHANGES]


@pytest.mark.parametrize("name", STEADY)
def test_no_change_of_one_cell_changes_how_the_other_rows_are_read(name: str) -> None:
    few = random.Random(name).sample(changes(name), 5)  # noqa: S311  the same ones each time
    assert {one: said for one in few if (said := broken(STEADY[name], *one))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", STEADY)
def test_no_change_of_any_cell_changes_how_the_other_rows_are_read(name: str) -> None:
    assert {one: said for one in changes(name) if (said := broken(STEADY[name], *one))} == {}
