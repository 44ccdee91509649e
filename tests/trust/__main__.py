"""Measure what the promise rests on and write `docs/trust.md`: `make trust`.

`--fuzz SECONDS` is how long workbooks are spoilt at random, `--workbooks FOLDER` a folder of
workbooks that real programs saved, which are tried too. With `--parts FOLDER` what each part gave
is kept there, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.programme_2024 import ROOT
from tests.trust import formulas, fuzz, odd_files, real, shapes
from tests.trust.interrupted import COMMANDS, calls, faults, kills, lies
from tests.trust.requirements import REQUIREMENTS

PAGE = ROOT / "docs/trust.md"
LARGE = 120_000  # bytes; LibreOffice takes minutes for larger ones


class Line(NamedTuple):
    """One line of the table: what was tried, how often, and how often it was not as promised."""

    what: str
    tried: int
    wrong: int


class Measures(NamedTuple):
    """What a part gives: lines of the table, rows of refusals, rows of extreme shapes."""

    lines: list[Line]
    refused: Sequence[str] = ()
    shaped: Sequence[str] = ()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fuzz", type=float, default=600)
    parser.add_argument("--workbooks", type=Path, action="append", default=[])
    parser.add_argument("--parts", type=Path)
    asked = parser.parse_args()
    parts: dict[str, Callable[[], Measures]] = {
        "odd": lambda: Measures([*odd()]),
        "interrupted": lambda: Measures([*interrupted()]),
        "calculated": lambda: Measures([*calculated()]),
        "spoilt": lambda: Measures([*spoilt(asked.fuzz)]),
        "real": lambda: real_programs(asked.workbooks),
        "shapes": lambda: Measures([], shaped=[*extreme()]),
    }
    found = [measures(name, part, asked.parts) for name, part in parts.items()]
    PAGE.write_text(page(found), encoding="utf-8")
    return 1 if any(line.wrong for each in found for line in each.lines) else 0


def measures(name: str, part: Callable[[], Measures], folder: Path | None) -> Measures:
    """Return what a part gives, from an earlier run that kept it if there was one."""
    kept = folder / f"{name}.json" if folder else None
    if kept and kept.exists():
        lines, refused, shaped = json.loads(kept.read_text(encoding="utf-8"))
        return Measures([Line(*line) for line in lines], refused, shaped)
    found = part()
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(found), encoding="utf-8")
    return found


def odd() -> Iterator[Line]:
    """Check, clean and clean in place each hostile and odd file."""
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for what, file in odd_files.odd_files().items():
        with TemporaryDirectory(dir=fuzz.memory()) as folder:
            found = [*odd_files.faults(Path(folder), file)]
        tell(f"{what}: {fault}" for fault in found)
        tried[file.expected] += 1
        wrong[file.expected] += bool(found)
    for expected, count in tried.items():
        yield Line(f"hostile and odd files to be {expected}", count, wrong[expected])


def interrupted() -> Iterator[Line]:
    """Kill, fail and lie at each call of each command that writes."""
    for command in COMMANDS:
        with TemporaryDirectory(dir=fuzz.memory()) as folder:
            names = calls(Path(folder, "count"), command)
        manners = {
            "killed before each call to the system": (kills, len(names)),
            "each call failing: once, for good, after it was done": (faults, 3 * len(names)),
            "each write lost by the disk": (lies, names.count("write")),
        }
        for manner, (strike, count) in manners.items():
            with TemporaryDirectory(dir=fuzz.memory()) as folder:
                found = [*strike(Path(folder), command)]
            tell(found)
            yield Line(f"`{command}`, {manner}", count, len(found))


def calculated() -> Iterator[Line]:
    """Recalculate what is cleaned, where there is LibreOffice."""
    from tests.sheets.libreoffice import SOFFICE

    if SOFFICE is None:
        return
    books = formulas.all_cleaned(formulas.workbooks(at_random=200))
    yield recalculated("workbooks recalculated before and after a safe cleaning", books)


def recalculated(what: str, books: Mapping[str, formulas.Changed]) -> Line:
    with TemporaryDirectory(dir=fuzz.memory()) as folder:
        found = [*formulas.differences(books, Path(folder))]
    tell(found)
    return Line(what, len(books), len({fault.partition(": (")[0] for fault in found}))


def spoilt(seconds: float) -> Iterator[Line]:
    *found, last = fuzz.run(seconds)
    tell(map(str, found))
    what = f"sound workbooks spoilt at random for {seconds:.0f} s, given to each command"
    yield Line(what, last[0], len({number for number, *_ in found}))


def real_programs(folders: Iterable[Path]) -> Measures:
    found: Counter[tuple[str, str, str]] = Counter()
    for folder in folders:
        found += real.run(real.workbooks(folder))
    lines = [*from_real_programs(found), *recalculated_too(folders)]
    return Measures(lines, [*refusals(found)])


def recalculated_too(folders: Iterable[Path]) -> Iterator[Line]:
    """Recalculate workbooks of real programs, none of them large, before and after safe changes."""
    from tests.sheets.libreoffice import SOFFICE

    if SOFFICE is None:
        return
    paths = [path for folder in folders for path in real.workbooks(folder)]
    books = formulas.all_changed([path for path in paths if path.stat().st_size < LARGE])
    if books:
        what = "foreign workbooks recalculated before and after what was judged safe"
        yield recalculated(what, books)


def from_real_programs(found: Counter[tuple[str, str, str]]) -> Iterator[Line]:
    for attempt, what in {
        "edit_a_cell": "workbooks of real programs: a cell edited",
        "delete_rows": "workbooks of real programs: rows deleted",
        "add_sheets": "workbooks of real programs: sheets added",
    }.items():
        ends: Counter[str] = Counter()
        for (tried, end, _), count in found.items():
            if tried == attempt:
                ends[end] += count
        if ends:
            named = f"{what}: {ends['done']} done, {ends['refused']} refused as listed below"
            yield Line(named, ends.total(), ends["wrong"] + ends["fault"])


def refusals(found: Counter[tuple[str, str, str]]) -> Iterator[str]:
    for (attempt, end, why), count in sorted(found.items()):
        if end in ("refused", "unread"):
            yield f"| {attempt.replace('_', ' ')} | {why} | {count} |"


def extreme() -> Iterator[str]:
    """Measure each extreme shape; yield a row of each."""
    for shape in shapes.SHAPES:
        found = shapes.measured(shape)
        tell(f"{shape}: {fault}" for fault in shapes.faults(found))
        seconds = f"{found.check:.1f} | {found.clean:.1f}"
        yield f"| {shape} | {seconds} | {found.mebibytes:.0f} | {found.said or 'done'} |"


def tell(found: Iterable[str]) -> None:
    for fault in found:
        print(fault, file=sys.stderr, flush=True)  # noqa: T201


def page(found: Sequence[Measures]) -> str:
    rows = [
        f"| {line.what} | {line.tried} | {line.wrong} |" for each in found for line in each.lines
    ]
    needs = [f"| {number} | {need} | {held} |" for number, (need, held) in REQUIREMENTS.items()]
    tables = [
        (REFUSED, "| tried | why it was left as it is | workbooks |", "|---|---|--:|", "refused"),
        (
            EXTREME,
            "| shape | check (s) | clean (s) | MiB | end |",
            "|---|--:|--:|--:|---|",
            "shaped",
        ),
    ]
    parts = [
        INTRODUCTION.format(system=platform.system(), python=platform.python_version()),
        "| tried | times | not as promised |",
        "|---|--:|--:|",
        *rows,
    ]
    for title, head, rule, own in tables:
        listed = [row for each in found for row in getattr(each, own)]
        parts += ["", title, "", head, rule, *listed] if listed else []
    parts += ["", HELD, "| | what is required | held by |", "|--:|---|---|", *needs]
    return "\n".join(parts) + "\n"


INTRODUCTION = """# What the trust rests on

After a kill, a full disk or a fault of the system, the workbook is the old one or the new one,
whole; the old one is kept beside it; what xlmot says of it is true; and what it did can be undone.
What nobody should have to open is refused in a sentence. `make trust` tries this and writes this
page; it was last written on {system} with Python {python}. A short form of each trial is part of
`make test`, a longer one of `make test-all`.

“As promised” means, of a file to be refused: one sentence, no byte of it or beside it changed. Of
one to be read: no sentence that it is not, and after cleaning and undoing the same bytes. Of an
interruption: the bytes of before or after and no others, “written” said of a new file and only of
it, nothing left beside once the next run has ended, and an undo that gives back every byte. Of a
spoilt workbook: a result or a sentence, never an exception nor what is called a fault of xlmot.
Of a recalculated one: each formula outside the corrected cells gives what it gave.
Of workbooks of real programs, judged by Python's own readers of ZIP archives and XML: after an edit
or added sheets every other part has the same bytes and every other cell its value, formula and
format; after deleted rows every cell that stays has its value and format, and what is no XML its
bytes. That formulas follow the rows is what the proof before each write holds.
"""

REFUSED = "What was refused in workbooks of real programs, by reason:"
EXTREME = """Workbooks of extreme shapes, each with a small programme: time of the processor, and
memory of check and clean together."""
HELD = """## What is required, and what holds it

A requirement that this machine cannot try says so; none of those is promised.
"""

if __name__ == "__main__":
    raise SystemExit(main())
