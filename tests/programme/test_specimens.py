"""Specimens of layouts are read right; no change of one cell changes how other rows are read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from tests.programme.specimens import DEPTHS, SPECIMENS, WAYS, Specimen, found, lines, outline
from tests.programme.test_layouts import SETTINGS, depth_of, read
from xlmot.checking.check import check_workbook
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.workbook import Workbook

ALL = {**SPECIMENS, **WAYS}


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_is_read_as_a_person_reads_it(name: str) -> None:
    assert list(outline(found(SPECIMENS[name]))) == lines(SPECIMENS[name])


@pytest.mark.parametrize("name", WAYS)
def test_a_house_that_writes_its_codes_so_hears_nothing(name: str) -> None:
    workbook = found(WAYS[name])
    (programme,) = workbook.programmes
    assert [depth_of(programme, index) for index in programme.table.data()] == DEPTHS[name]
    said = check_workbook(workbook, SETTINGS)
    assert [one.rule for one in said if one.severity in ("error", "warning") or one.fix] == []


# What becomes of a cell, by what it held and what stands beside it.
CHANGES: dict[str, Callable[[Grid, int, int], Value]] = {
    "blank": lambda *_: None,
    "text": lambda *_: "Tout autre chose",
    "number": lambda *_: 7,
    "neighbour": lambda grid, row, column: grid.value(row - 1, column),
    "header word": lambda *_: "Libellé",
}


def kept(workbook: Workbook) -> dict[int, list[tuple[int, str]]]:
    """Return the level and label of what was read on each row."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for programme in workbook.programmes:
        for index in programme.table.data():
            own = (depth_of(programme, index), programme.table.labels[index])
            rows.setdefault(programme.table.numbers[index], []).append(own)
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
    """Return what a change of one cell does to how the other rows are read; "" for nothing."""
    grid = specimen.grid
    before, value = kept(read(grid)), CHANGES[change](grid, row, column)
    rows = [list(one) for one in grid.rows]
    if value == rows[row - 1][column - 1] or (
        is_blank(value) and is_blank(rows[row - 1][column - 1])
    ):
        return ""
    rows[row - 1][column - 1] = value
    changed = read(grid._replace(rows=rows))
    if not changed.programmes or any(map(is_unsure, changed.programmes)):
        return ""
    after = kept(changed)
    others = {n for n in {*before, *after} if n != row and before.get(n) != after.get(n)}
    return "".join(f"\n{n}: {before.get(n)} -> {after.get(n)}" for n in sorted(others))


def changes(name: str) -> list[tuple[int, int, str]]:
    return [(*cell, change) for cell in cells(ALL[name]) for change in CHANGES]


@pytest.mark.parametrize("name", ALL)
def test_no_change_of_one_cell_changes_how_the_other_rows_are_read(name: str) -> None:
    few = random.Random(name).sample(changes(name), 8)  # noqa: S311  the same ones each time
    assert {one: said for one in few if (said := broken(ALL[name], *one))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_no_change_of_any_cell_changes_how_the_other_rows_are_read(name: str) -> None:
    assert {one: said for one in changes(name) if (said := broken(ALL[name], *one))} == {}
