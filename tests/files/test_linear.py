"""A programme of twice as many rows takes twice the work, whatever is done with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
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


def titled_again(count: int) -> Iterator[list[Any]]:
    """Yield actions with their years, and with their titles to the left, again on each row."""
    yield ["Goal", "Measure", "Action", "Due"]
    for number in range(count):
        part = number // 25 + 1
        goal = f"{part} Goal  of the {part}th year"
        measure = f"{part}.{number % 25 // 5 + 1} Part {number // 5}"
        yield [goal, measure, f"Pave the {number}th street", f"mid {2020 + number % 9}"]


def numbered_again(count: int) -> Iterator[list[Any]]:
    """Yield actions that are numbered from 1 below titles without a number."""
    yield ["No.", "Action"]
    for number in range(count):
        if number % 10 == 0:
            yield [None, f"Streets of the {number}th part"]
        yield [number % 10 + 1, f"Pave the {number}th street"]


def coded_labels(count: int) -> Iterator[list[Any]]:
    """Yield labels with their codes, below titles with a letter; some labels begin with one."""
    for number in range(count):
        letter = "ABCDEFGH"[number * 8 // count]
        if number * 8 // count != (number - 1) * 8 // count:
            yield [f"{letter} Streets of the {number}th part"]
        yield [f"{letter}.{number * 8 % count // 8 + 1} Pave the {number}th street"]
        if number % 9 == 0:
            yield ["T shirts for all"]


def paged(count: int) -> Iterator[list[Any]]:
    """Yield actions with the numbers of pages in their column of codes."""
    yield ["Code", "Title"]
    for number in range(count):
        if number % 20 == 0:
            yield [f"{number // 20 + 1}", f"Streets of the {number}th part"]
        yield [f"{number // 20 + 1}.{number % 20 + 1}", f"Pave the {number}th street"]
        if number % 15 == 0:
            yield [f"Page {number // 15 + 1}"]


@pytest.mark.slow
@pytest.mark.parametrize("layout", [titled_again, numbered_again, coded_labels, paged])
def test_so_many_rows_more_take_so_much_more_work_in_other_layouts(layout, tmp_path: Path) -> None:
    work = []
    xlmot.check(variants.write(tmp_path / "first.xlsx", {"Plan": list(layout(700))}))
    for count in (700, 1100, 1900):  # more rows than are looked at to see how a sheet is laid out
        path = variants.write(tmp_path / f"{count}.xlsx", {"Plan": list(layout(count))})
        work.append(calls(partial(xlmot.check, path)))
    few, more, many = work
    assert many - more < 2.3 * (more - few)
