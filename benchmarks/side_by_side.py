"""What xlmot costs beside a floor or a named peer: whole processes in turn, in one run.

    python benchmarks/side_by_side.py [ROW …] [--runs N] [--full]

A few minutes without `--full`, which takes as many rows and workbooks as the goals name, and also a
sheet to Excel's last row.

A ratio is that of processor times, the median of pairs taken in turn; memory is the peak of each
process (Linux: KiB). A peer that fails stops the run: what fails is fast. Peers check less: a
pattern, and labels that are not unique.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
WORDS = str.split(
    "aménager rénover créer étendre piste cyclable école mairie quai place marché réseau eau "
    "chauffage logement accueil jeunes aînés culture festival bibliothèque stade forêt rivière "
    "berge pont route éclairage tri compost solaire énergie bâtiment gymnase crèche parc jardin "
    "sentier musée archives fibre guichet habitat santé"
)
LAST = 1_048_576
STRUCTURE = "header,code,hierarchy,duplicate-label,duplicate-row"
CHECK = ("-m", "xlmot", "check", "--exit-zero", "--timeout", "100000")

READ = """
import sys; from python_calamine import CalamineWorkbook
print(len(CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()))
"""
OPENPYXL = """
import re, sys; from pathlib import Path
from openpyxl import load_workbook; from pydantic import BaseModel, Field
class Row(BaseModel):
    code: str = Field(pattern=r"^[0-9]+([.][0-9]+)*$")
    label: str = Field(min_length=1)
found = 0
for path in Path(sys.argv[1]).glob("*.xlsx"):
    seen = set()
    for code, label, *_ in load_workbook(path).worksheets[0].iter_rows(values_only=True):
        try:
            row = Row(code=str(code), label=label)
        except ValueError:
            found += 1
            continue
        found += row.label in seen
        seen.add(row.label)
print(found)
"""
FRICTIONLESS = """
import sys; from frictionless import Resource, Schema, system
schema = Schema.from_descriptor({"fields": [
    {"name": "Code", "type": "string", "constraints": {"pattern": "[0-9]+([.][0-9]+)*"}},
    {"name": "Intitulé", "type": "string", "constraints": {"required": True}}]})
with system.use_context(trusted=True):
    report = Resource(path=sys.argv[1], schema=schema).validate(limit_errors=100000)
assert report.tasks[0].stats["rows"] > 1000, report
"""
PANDERA = """
import sys; import pandas; import pandera.pandas as pa
table = pandas.read_excel(sys.argv[1], dtype=str, engine="calamine")
schema = pa.DataFrameSchema({"Code": pa.Column(str, pa.Check.str_matches(r"^[0-9]+([.][0-9]+)*$")),
    "Intitulé": pa.Column(str, unique=True)})
try:
    schema.validate(table, lazy=True)
except pa.errors.SchemaErrors as faults:
    print(len(faults.failure_cases))
"""
PAIRS = """
import sys; from pathlib import Path
from xlmot.programme.similarity import normalise
from xlmot.rules.duplicate.near_duplicate import _Clusters, _pairs
labels = Path(sys.argv[1]).read_text("utf-8").split("\\n")
print(sum(1 for _ in _pairs(labels, normalise(labels), 0.92, frozenset(), _Clusters())))
"""
# A slice of 2,000 labels beside all; the others take as long, and each pair is needed once.
CDIST = """
import sys; from pathlib import Path
from rapidfuzz import fuzz; from rapidfuzz.process import cdist
labels = Path(sys.argv[1]).read_text("utf-8").split("\\n")
print((cdist(labels[:2000], labels, scorer=fuzz.ratio, score_cutoff=92, workers=1) > 0).sum())
"""


class Sizes(NamedTuple):
    """How many small workbooks there are, and how many rows and labels in the large ones."""

    small: int = 30
    rows: int = 20_000
    labels: int = 50_000


FULL = Sizes(200, 100_000, 100_000)


class Spent(NamedTuple):
    """Seconds of processor, and the peak of memory in MiB."""

    seconds: float
    memory: float


class Side(NamedTuple):
    """A command, and by how much its time stands for the whole work."""

    words: Sequence[str]
    times: float = 1


class Row(NamedTuple):
    job: str
    beside: str
    goal: str
    ours: Side
    theirs: Side
    runs: int = 5


def python(*words: object, times: float = 1) -> Side:
    return Side([sys.executable, *map(str, words)], times)


def spent(side: Side) -> Spent:
    """Run a command and return what it took; the pages of a child start at those of its parent."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    child = os.posix_spawn(side.words[0], side.words, environment, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {side.words}")
    return Spent((usage.ru_utime + usage.ru_stime) * side.times, usage.ru_maxrss / 1024)


def rows(folder: Path, sizes: Sizes) -> list[Row]:
    large, last = folder / "large.xlsx", folder / "last.xlsx"
    labels = folder / "labels.txt"
    small = folder / "small"
    cleaned = [folder / f"edits{count}.xlsx" for count in (8000, 4000)]
    clean = [python("-m", "xlmot", "clean", path, "--output", folder / "out") for path in cleaned]
    bare, read = python("-c", "pass"), python("-c", READ, large)
    text, as_json = (python(*CHECK, PROGRAMME, "--format", form) for form in ("text", "json"))
    return [
        Row("start, text", "python -c pass", "4", text, bare, 15),
        Row("start, JSON", "python -c pass", "6", as_json, bare, 15),
        Row(
            f"{sizes.small} small workbooks",
            "openpyxl + pydantic",
            "0.7",
            python(*CHECK, small, "--jobs", 1),
            python("-c", OPENPYXL, small),
            3,
        ),
        Row(
            f"structure, {sizes.rows:,} rows",
            "python-calamine's read",
            "2",
            python(*CHECK, large, "--select", STRUCTURE),
            read,
        ),
        Row(
            f"default rules, {sizes.rows:,} rows",
            "frictionless, schema only",
            "0.7",
            python(*CHECK, large),
            python("-c", FRICTIONLESS, large),
            3,
        ),
        Row(
            "the same",
            "pandera on pandas",
            "",
            python(*CHECK, large),
            python("-c", PANDERA, large),
            3,
        ),
        Row(
            f"near-duplicates, {sizes.labels:,} labels",
            "rapidfuzz cdist, each pair once",
            "0.0125",
            python("-c", PAIRS, labels),
            python("-c", CDIST, labels, times=sizes.labels / 2000 / 2),
            2,
        ),
        Row("clean, 8,000 rows edited", "4,000", "2.2", *clean, 3),
        Row(
            "check to Excel's last row",
            "python-calamine's read",
            "10; memory 1",
            python(*CHECK, last),
            python("-c", READ, last),
            1,
        ),
    ]


def made(seed: int, count: int, spoiled: int = 0) -> list[list[str]]:
    """Return the rows of a programme; so many labels end in a space and a comma."""
    drawn = random.Random(seed)  # noqa: S311  a sample
    table = [["Code", "Intitulé"]]
    while len(table) < count:
        place = len(table) - 1
        code, group = str(place // 400 + 1), f"{place // 400 + 1}.{place % 400 // 40 + 1}"
        words = " ".join(drawn.choice(WORDS) for _ in range(drawn.randint(5, 12)))
        if place % 400 == 0:
            table.append([code, f"{words} {place}".upper()])
        elif place % 40 == 1:
            table.append([group, f"Objectif {place} : {words}"])
        else:
            end = " ," if len(table) <= spoiled * 1.06 else ""
            table.append([group, f"{words} {place}".capitalize() + end])
    return table


def write(path: Path, count: int, spoiled: int = 0) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Programme")
        for number, row in enumerate(made(1, count, spoiled)):
            sheet.write_row(number, 0, row)


def build(folder: Path, sizes: Sizes, *, last: bool) -> None:
    (folder / "small").mkdir()
    for number in range(sizes.small):
        shutil.copy(PROGRAMME, folder / "small" / f"{number}.xlsx")
    write(folder / "large.xlsx", sizes.rows)
    text = "\n".join(label for _, label in made(2, sizes.labels))
    (folder / "labels.txt").write_text(text, encoding="utf-8")
    for count in (4000, 8000):
        write(folder / f"edits{count}.xlsx", 10_000, count)
    if last:
        write(folder / "last.xlsx", LAST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", nargs="*", help="only rows whose job contains one of these")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--full", action="store_true", help="the sizes that the goals name")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sizes = FULL if asked.full else Sizes()
    last = any("last" in job for job in asked.jobs) or (asked.full and not asked.jobs)
    if asked.build:
        build(asked.build, sizes, last=last)
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        # A process inherits the peak of the one that starts it, so this one stays small.
        full = ["--full"] if asked.full else []
        command = [sys.executable, __file__, "--build", name, *full, *asked.jobs]
        subprocess.run(command, check=True)
        print("| job | beside | ratio | goal | seconds | MiB |")
        print("|---|---|---|---|---|---|")
        for row in rows(folder, sizes):
            wanted = not asked.jobs or any(job in row.job for job in asked.jobs)
            if wanted and ("last" not in row.job or last):
                print(line(row, asked.runs or row.runs), flush=True)


def line(row: Row, runs: int) -> str:
    if runs > 1:
        spent(row.ours), spent(row.theirs)
    pairs = [(spent(row.ours), spent(row.theirs)) for _ in range(runs)]
    ratio = statistics.median(ours.seconds / theirs.seconds for ours, theirs in pairs)
    seconds, memory = (
        " / ".join(f"{statistics.median(own[side][at] for own in pairs):.3g}" for side in (0, 1))
        for at in (0, 1)
    )
    return f"| {row.job} | {row.beside} | {ratio:.3g} | {row.goal} | {seconds} | {memory} |"


if __name__ == "__main__":
    main()
