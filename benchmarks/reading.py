"""How many workbooks of a folder are read as a person read them: right, wrong, unsure, not at all.

Rows and codes are judged apart: `codes` says that each row has its depth and its label, and that
some have another code; what has a code and no label is none of the rows of a reading.

    python benchmarks/reading.py FOLDER [--none FOLDER] [--list]

A workbook `NAME.xlsx` has its reading beside it in `NAME.json`, in `../truth/NAME.json`, or in
`truth.json` where the folder holds one workbook, `clean.xlsx`. A reading is `layout`, `sheet` and
`rows`: row, depth, code, label, kind (title, action, aside, header); of a house they are `reading`,
each by name. Workbooks of the folder after `--none` hold no programme.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

from xlmot.books.read_only import open_book
from xlmot.messages.errors import XlmotError
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import Workbook, read_workbook
from xlmot.settings.load import load_settings

# A word and a number before a name: a code, or a part of the name.
WORDED = re.compile(r"[^\W\d_]{2,}\s+(\d+)\s*[:.)–-]\s*")
HEAD = re.compile(r"^[^\W\d_]{2,}[^\w]*(?:n[°o]\s*)?(?=\d)", re.IGNORECASE)


class Row(NamedTuple):
    row: int
    depth: int
    code: str
    label: str


class Outcome(NamedTuple):
    name: str
    layout: str
    verdict: str
    detail: str = ""


def truth_of(path: Path) -> Path | None:
    own = (path.with_suffix(".json"), path.parent.parent / "truth" / f"{path.stem}.json")
    lone = [path.parent / "truth.json"] if path.name == "clean.xlsx" else []
    return next((one for one in (*own, *lone) if one.exists()), None)


def plain_code(value: object) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    text = " ".join(str("" if value is None else value).split()).casefold()
    text = HEAD.sub("", text).strip(" .:;)-–—↳→•")
    # What looks like 1.0, and 1.10, is the number 1, and 1.1.
    return re.sub(r"\.?0+$", "", text) if re.fullmatch(r"\d+\.\d+", text) else text


def plain_label(value: object) -> str:
    return " ".join(str(value or "").split()).casefold().strip(" .:-–—")


def rows_of(programme: Programme, sheet: str) -> Iterator[Row]:
    table = programme.table
    for index in table.data():
        # The rest of the label above is no row of its own.
        if table.sheet(index) != sheet or index in programme.repairs.wrapped:
            continue
        owner, node = programme.owners.get(index), programme.titles.get(index)
        depth = len(node.path) if node else len(owner.path) + 1 if owner else 0
        code = table.code_value(index)
        code = programme.code(index) if isinstance(code, date) else table.code_text(index)
        yield Row(table.numbers[index], depth, plain_code(code), plain_label(table.labels[index]))


def read(path: Path) -> Workbook | str:
    try:
        book = open_book(path)
        grids = book.grids()
        settings = load_settings(None, None, grids)
        return read_workbook(book.name, grids, settings.vocabulary, book.traits())
    except XlmotError as error:
        return str(error)


def is_unsure(workbook: Workbook, sheet: str) -> bool:
    return any(
        getattr(getattr(section.layout, "reading", None), "unsure", False)
        for programme in workbook.programmes
        for section in programme.table.sections
        if section.grid.sheet == sheet
    )


def stated_rows(truth: dict[str, Any]) -> list[list[Any]]:
    """Return the rows of a reading: row, depth, code, label, kind, told by place or by name."""
    names = ("row", "depth", "code", "label", "kind")
    rows = truth.get("rows", truth.get("reading", ()))
    return [[one.get(name) for name in names] if isinstance(one, dict) else one for one in rows]


def as_read(meant: Row, found: list[Row]) -> Row:
    """Return a row with the code that `found` has before its label: `Task 1:` is either."""
    split = WORDED.match(meant.label) if not meant.code else None
    if split is None:
        return meant
    own = meant._replace(code=split[1], label=plain_label(meant.label[split.end() :]))
    return own if own[2:] in [one[2:] for one in found if one.row == meant.row] else meant


def ranked(rows: list[Row]) -> list[Row]:
    """Return rows with the depths that are used counted from 1, and 0 for none."""
    ranks = sorted({row.depth for row in rows})
    return [row._replace(depth=ranks.index(row.depth) + (ranks[0] > 0)) for row in rows]


def deepest(rows: list[Row]) -> list[Row]:
    """Return one of the rows for each row of the sheet: some readings leave its titles out."""
    kept: dict[int, Row] = {}
    for one in rows:
        if one.row not in kept or kept[one.row].depth < one.depth:
            kept[one.row] = one
    return [*kept.values()]


def judge(path: Path) -> Outcome | None:
    place = truth_of(path)
    if place is None:
        return None
    truth: dict[str, Any] = json.loads(place.read_text("utf-8"))
    name = path.parent.name if path.name == "clean.xlsx" else path.stem
    layout = re.split(r"[\s:,;+(/]", truth.get("layout", "house"))[0]
    workbook = read(path)
    if isinstance(workbook, str):
        return Outcome(name, layout, "not read", workbook)
    sheet = truth.get("sheet") or workbook.grids[0].sheet
    found = [row for programme in workbook.programmes for row in rows_of(programme, sheet)]
    if not found:
        return Outcome(name, layout, "not read")
    meant = [
        Row(row, depth, plain_code(code), plain_label(label))
        for row, depth, code, label, kind in stated_rows(truth)
        if kind in ("title", "action")
    ]
    meant = [as_read(one, found) for one in meant]
    if len({one.row for one in meant}) == len(meant):
        found, meant = deepest(found), ranked(meant)
    found, meant = (sorted(row for row in rows if row.label) for rows in (ranked(found), meant))
    missing, extra = Counter(meant), Counter(found)
    missing, extra = missing - extra, extra - missing
    if not missing and not extra:
        return Outcome(name, layout, "right")
    if [row[:2] + row[3:] for row in found] == [row[:2] + row[3:] for row in meant]:
        return Outcome(name, layout, "codes", f"{missing.total()} of {len(meant)}")
    unsure = is_unsure(workbook, sheet)
    detail = f"{missing.total()} of {len(meant)} missing, {extra.total()} others"
    for side, rows in (("missing", missing), ("others", extra)):
        detail += "".join(f"\n      {side}: {row}" for row in sorted(rows)[:4])
    share = 1 - missing.total() / max(len(meant), 1)
    return Outcome(name, layout, "unsure" if unsure else "wrong", f"{share:.0%}, {detail}")


def judge_none(path: Path) -> Outcome:
    workbook = read(path)
    if isinstance(workbook, str):
        return Outcome(path.stem, "none", "refused", workbook)
    sheets = [s.grid.sheet for one in workbook.programmes for s in one.table.sections]
    sure = [sheet for sheet in sheets if not is_unsure(workbook, sheet)]
    verdict = "read" if sure else "read, unsure" if sheets else "no programme"
    return Outcome(path.stem, "none", verdict, ", ".join(sheets))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="*")
    parser.add_argument("--names", type=Path, help="only the files whose names this file lists")
    parser.add_argument("--none", type=Path)
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    names = set(asked.names.read_text("utf-8").split()) if asked.names else None
    paths = [
        path
        for folder in asked.folder
        for path in sorted([*folder.glob("*.xls*"), *folder.glob("*/clean.xlsx")])
        if names is None or {path.name, path.stem} & names
    ]
    with Pool(2) as pool:
        outcomes = [one for one in pool.imap(judge, paths) if one]
        none = sorted(asked.none.iterdir()) if asked.none else []
        outcomes += pool.imap(judge_none, none, chunksize=4)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in outcomes:
        name = one.name
        table[one.layout][one.verdict] += 1
        table["all" if one.layout != "none" else "none"][one.verdict] += one.layout != "none"
        if asked.list and one.verdict not in ("right", "no programme"):
            print(f"  {one.layout:6} {one.verdict:9} {name} {one.detail}")
    for layout, counts in sorted(table.items()):
        print(f"{layout:8} {counts.total():4}  {dict(+counts)}")


if __name__ == "__main__":
    main()
