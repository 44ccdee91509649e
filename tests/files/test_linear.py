"""A programme of twice as many rows takes twice the work, whatever is done with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import xlmot
from tests.counting import calls
from tests.programmes import variants

FEW = 100


def rows(count: int, word: str = "Pave") -> list[list[Any]]:
    """Return a programme with amounts; some labels and codes are in need of care."""
    table: list[list[Any]] = [["Code", "Title", "Budget"]]
    for number in range(count):
        group = f"{number // 50 + 1}.{number % 50 // 10 + 1}"
        if number % 50 == 0:
            table.append([str(number // 50 + 1), f"AREA {number}", None])
        if number % 10 == 0:
            table.append([group, f"Streets of part {number}", None])
        label = f"{word} the {number}th street, {number * 7919 % 10007}" + " ," * (number % 10 == 3)
        table.append([group + "." * (number % 20 == 7), label, number * 1.5])
    return table


def check(path: Path) -> object:
    return xlmot.check(path)


def clean(path: Path) -> object:
    return xlmot.clean(path, output=path.with_name("cleaned.xlsx"), unsafe=True)


def summarize(path: Path) -> object:
    return xlmot.summarize(path, output=path.with_name("summed.xlsx"))


def compare(path: Path) -> object:
    return xlmot.compare(path.with_name("other.xlsx"), path)


def undo(path: Path) -> object:
    return xlmot.undo(path.with_name("done.xlsx"))


def import_text(path: Path) -> object:
    return xlmot.import_text(path.with_suffix(".tsv"), output=path.with_name("imported.xlsx"))


def work(folder: Path, count: int, act: Callable[[Path], object]) -> int:
    folder.mkdir()
    path = variants.write(folder / "plan.xlsx", {"Plan": rows(count)})
    variants.write(folder / "other.xlsx", {"Plan": rows(count, "Mend")})
    lines = ["\t".join("" if v is None else str(v) for v in row) for row in rows(count)]
    path.with_suffix(".tsv").write_text("\n".join(lines), encoding="utf-8")
    if act is undo:
        shutil.copy(path, folder / "done.xlsx")
        xlmot.clean(folder / "done.xlsx", in_place=True)
    return calls(lambda: act(path))


@pytest.mark.slow
@pytest.mark.parametrize("act", [check, clean, summarize, compare, undo, import_text])
def test_twice_as_many_rows_take_twice_the_work(act, tmp_path: Path) -> None:
    work(tmp_path / "first", 20, act)  # what is imported and compiled once
    few, many = (work(tmp_path / str(count), count, act) for count in (FEW, 2 * FEW))
    assert many < 2.2 * few
