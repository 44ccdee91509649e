"""No change of one cell changes how other rows are read, unless the reading is unsure.

Where only titles have codes, the other rows belong to the code above them, whichever that is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from tests.programme.test_coded_rows import programmes
from tests.programme.test_layouts import depth_of
from xlmot.programme.grid import Value

Rows: TypeAlias = list[list[Value]]
PATHS = [
    path
    for a in (1, 2, 3)
    for path in (
        (a,),
        *((a, b, *rest) for b in (1, 2) for rest in ((), (1,), (2,), (3,))),
    )
]


def dotted(path: tuple[int, ...]) -> str:
    return ".".join(map(str, path))


# How eight houses write the codes of three levels.
HOUSES: dict[str, Callable[[tuple[int, ...]], str]] = {
    "plain": dotted,
    "a final mark": lambda path: f"{dotted(path)}.",
    "padded": lambda path: ".".join(f"{part:02}" for part in path),
    "hyphens": lambda path: dotted(path).replace(".", "-"),
    "a prefix": lambda path: f"V{dotted(path)}",
    "letters": lambda path: dotted(path).replace(str(path[0]), "ABC"[path[0] - 1], 1),
    "filled up": lambda path: dotted((*path, 0, 0)[:3]),
    "words": lambda path: f"{('Outcome', 'Output', 'Activity')[len(path) - 1]} {dotted(path)}",
}
WORDS = ("Pave", "Plant", "Mend", "Light", "Clean", "Close", "Open", "Draw", "Teach")


def label(number: int) -> str:
    return f"{WORDS[number % 9]} the {WORDS[number // 9].lower()}ed way"


def beside(write: Callable[[tuple[int, ...]], str]) -> Rows:
    rows: Rows = [["Code", "Title", "Owner"]]
    return rows + [[write(path), label(n), "Ann"] for n, path in enumerate(PATHS)]


def inside(write: Callable[[tuple[int, ...]], str]) -> Rows:
    rows: Rows = [["Actions", "Owner"]]
    return rows + [[f"{write(path)} {label(n)}", "Ann"] for n, path in enumerate(PATHS)]


def titles_coded() -> Rows:
    rows = beside(dotted)
    return [row if len(PATHS[n - 1]) < 3 or not n else ["", *row[1:]] for n, row in enumerate(rows)]


def titles_after_their_codes() -> Rows:
    """Titles stand in one cell with their code, actions beside it."""
    rows = beside(dotted)
    for row, path in zip(rows[1:], PATHS, strict=True):
        row[:2] = [f"{row[0]} {row[1]}", ""] if len(path) < 3 else row[:2]
    return rows


def moving_right() -> Rows:
    """Labels begin with their code, each level a column further to the right."""
    rows: Rows = [["Actions", "", "", "Owner"]]
    for number, path in enumerate(PATHS):
        row: list[Value] = ["", "", "", "Ann"]
        row[max(len(path) - 2, 0)] = f"{dotted(path)} {label(number)}"
        rows.append(row)
    return rows


def families(*, first: bool) -> Rows:
    """Codes of one level, and a column whose texts group them, to their left or right."""
    rows: Rows = [["Phase", "Code", "Title"] if first else ["Code", "Phase", "Title"]]
    for number, path in enumerate((a, b) for a in (1, 2, 3) for b in range(1, 9)):
        family, code = f"{WORDS[path[0]]}ers", dotted(path)
        rows.append([*((family, code) if first else (code, family)), label(number)])
    return rows


def words_that_count(*, beside: bool) -> Rows:
    """Titles and actions are told apart by the word before their number."""
    rows: Rows = []
    for number, path in enumerate(
        (a, *b) for a in (1, 2, 3) for b in ((), *((n,) for n in range(6)))
    ):
        title, count = len(path) < 2, number - path[0]
        code = f"Orientation {path[0]}" if title else f"Fiche action n°{count + 1}"
        own = [code, label(number)] if beside and not title else [f"{code} : {label(number)}", ""]
        rows.append([*own, "Ann"])
    return [["Actions", "", "Owner"], *rows] if not beside else rows


# What may happen to a cell that holds a code.
CHANGES: dict[str, Callable[[str], Value]] = {
    "emptied": lambda _: "",
    "deeper": lambda text: f"{text.rstrip('.')}.1" if " " not in text else f"{text}.1",
    "a letter": lambda text: text.replace("1", "l", 1),
    "a number": lambda _: 3.0,
    "a page number": lambda _: "Page 2/5",
    "a long text": lambda _: "word " * 150,
    "something else": lambda _: "Something else",
}
# A title right below the header, and one in the middle.
CHANGED = (1, 14)


def depths(rows: Rows) -> tuple[dict[int, int], bool]:
    """Return the depth of each row that is read, and whether the reading is unsure."""
    found: dict[int, int] = {}
    unsure = False
    for one in programmes(rows):
        table = one.table
        unsure |= any(section.layout.reading.unsure for section in table.sections)
        for index in table.data():
            found[table.numbers[index]] = depth_of(one, index)
    return found, unsure


LAYOUTS = {
    **{f"{name}, beside the labels": beside(write) for name, write in HOUSES.items()},
    **{f"{name}, inside the labels": inside(HOUSES[name]) for name in ("plain", "a final mark")},
    "titles after their codes": titles_after_their_codes(),
    "labels that move right": moving_right(),
    "families on the left": families(first=True),
    "families on the right": families(first=False),
    "words that count, inside the labels": words_that_count(beside=False),
    "words that count, beside the labels": words_that_count(beside=True),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("change", CHANGES)
def test_one_changed_cell_changes_no_other_row(layout: str, change: str) -> None:
    rows = LAYOUTS[layout]
    before, unsure = depths(rows)
    assert not unsure
    assert len(before) == len(rows) - (rows[0][-1] != "Ann")
    for row in CHANGED:
        text = str(rows[row][0])
        changed = [list(own) for own in rows]
        changed[row][0] = CHANGES[change](text)
        after, unsure = depths(changed)
        others = {n: depth for n, depth in before.items() if n != row + 1}
        assert unsure or {n: after.get(n) for n in others} == others, (row, text)


@pytest.mark.parametrize("change", CHANGES)
def test_no_row_goes_where_only_titles_have_codes(change: str) -> None:
    rows = titles_coded()
    rows[14][0] = CHANGES[change](str(rows[14][0]))
    found, unsure = depths(rows)
    assert unsure or {n for n, row in enumerate(rows, 1) if n > 1 and row[1]} == set(found)
