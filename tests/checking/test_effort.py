"""What a row more costs a check, and a workbook more, in calls of functions: seconds tell nothing.

A machine that does other things at the same time makes the same number of calls. Where a number has
to grow, see first that nothing is looked for in each row that could be known of all at once.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.counting import calls, forget
from tests.programme_2024 import ROOT
from tests.programmes import variants
from xlmot.files.check import check_file
from xlmot.files.reading import Asked

FEW, MANY = 600, 1800
STRUCTURE = frozenset({"header", "code", "hierarchy", "duplicate-label", "duplicate-row"})
WORDS = str.split("pave the market light square and bridge near canal of old town with new trees")
# Calls for a row of two cells, for the programme of 2024 after others, for one of another house.
OF_STRUCTURE, OF_ALL, OF_2024, OF_ANOTHER = 156, 267, 70_500, 900_000


def rows(count: int) -> list[list[object]]:
    """Return a programme with an axis in 400 rows, an objective in 40; no two labels are alike."""
    table: list[list[object]] = [["Code", "Title"]]
    for place in range(count):
        axis, group = place // 400 + 1, place % 400 // 40 + 1
        words = " ".join(WORDS[(place * step + step) % len(WORDS)] for step in range(3, 11))
        label = f"{words} {place}"
        code = str(axis) if place % 400 == 0 else f"{axis}.{group}"
        table.append([code, label.upper() if place % 400 == 0 else label.capitalize()])
    return table


@pytest.mark.parametrize(("select", "most"), [(STRUCTURE, OF_STRUCTURE), (frozenset(), OF_ALL)])
def test_a_row_more_costs_so_much(tmp_path: Path, select: frozenset[str], most: int) -> None:
    asked = Asked(None, None, select, frozenset())
    paths = [variants.write(tmp_path / f"{n}.xlsx", {"Plan": rows(n)}) for n in (FEW, MANY)]
    forget()
    for path in paths:
        check_file(path, asked)
    few, many = (calls(partial(check_file, path, asked)) for path in paths)
    assert (many - few) / (MANY - FEW) < most


def test_a_small_workbook_more_costs_so_much() -> None:
    path = ROOT / "workbooks" / "programme-2024.xlsx"
    asked = Asked(None, None, frozenset(), frozenset())
    check_file(path, asked)
    assert calls(lambda: check_file(path, asked)) < OF_2024


def by_parts(count: int) -> list[list[object]]:
    """Return a programme whose parts stand once above their works, with columns of staff beside."""
    table: list[list[object]] = [["Part", "Lot", "Work", "Cost (k€)", "Begins", "State", "Who"]]
    for place, row in enumerate(rows(count + 1)[2:]):
        part, lot = f"Part {place // 20 + 1}", f"Lot {place // 5 + 1}"
        begins = date(2026, place % 12 + 1, 1 + place % 28)
        state, who = ("planned", "begun", "done")[place % 3], ("A. Lane", "B. Moor")[place % 2]
        above = [part if place % 20 == 0 else None, lot if place % 5 == 0 else None]
        table.append([*above, row[1], 10 + place, begins, state, who])
    return table


def test_a_workbook_laid_out_by_another_house_costs_so_much(tmp_path: Path) -> None:
    asked = Asked(None, None, frozenset(), frozenset())
    path = variants.write(tmp_path / "works.xlsx", {"Works": by_parts(100)})
    (programme,) = check_file(path, asked).programmes
    assert len(programme.owners) == 100
    assert calls(lambda: check_file(path, asked)) < OF_ANOTHER
