"""What editing a sheet of 100,000 rows costs, and which features of a workbook outlive an edit.

A cell is changed, and 19 rows are deleted, beside the least that any editor has to do (unpack what
changes, and pack it again as Python's zipfile does) and beside openpyxl, which loads and saves all
of it. Each is a process of its own, in turn, and gives its processor time, imports left out, and
its peak of memory above what it takes to hold the file, also as a multiple of the unpacked part.

An edit by itself is what is beside the least: find, change, pack. “Guarded and proven” is what a
cleaning does around it: before, each part is looked at for what could do harm; after, the old and
the new workbook are unpacked by another reader and compared. Reading and writing the disk, and the
rules, are in neither.

A text that no other cell shows is changed among the shared texts alone, yet the sheet has to be
read; one that others show changes both parts.
"""

from __future__ import annotations

import io
import json
import re
import resource
import statistics
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlmot.findings import DeleteRow, SetCell

ROOT = Path(__file__).parent.parent
ROWS, RUNS = 100_000, 3
SHEET, PART, STRINGS = "Programme", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DELETED = range(5_000, 100_000, 5_000)
GOALS = {"edit a text": 1.5, "edit a shared text": 1.5, "edit a number": 1.5, "delete 19 rows": 8.0}


def row(number: int) -> tuple[str, str, str, float, float, str]:
    """Return the values of a row, numbered from 1 below the header."""
    code = f"1.{number // 100}.{number % 100}"
    service = f"Service {number % 37}"
    return code, f"Action number {number}", service, number * 1.5, number % 12 + 1.0, f"N {number}"


def build(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, ["Code", "Title", "Service", "Cost", "Month", "Note"])
        for number in range(1, ROWS):
            sheet.write_row(number, 0, row(number))


def unzip_and_rezip(data: bytes, *parts: str) -> None:
    """Do the least that an editor of these parts has to do."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        contents = [old.read(part) for part in parts]
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in zip(parts, contents, strict=True):
            new.writestr(part, content)


def changed(column: int, new: str | float) -> list[SetCell]:
    from xlmot.findings import SetCell

    number = ROWS // 2
    return [SetCell(SHEET, number + 1, column, row(number)[column - 1], new)]


def deleted() -> list[DeleteRow]:
    from xlmot.findings import DeleteRow

    return [DeleteRow(SHEET, number, row(number - 1)) for number in DELETED]


def ours(data: bytes, cells: list[SetCell], rows: list[DeleteRow]) -> bytes:
    """Return the file after the edits, neither guarded nor proven."""
    from xlmot.ooxml.cells.edit import set_cells
    from xlmot.ooxml.parts.container import Container
    from xlmot.ooxml.parts.package import Package
    from xlmot.ooxml.rows.delete import delete_rows

    package = Package(Container.read(data))
    set_cells(package, cells)
    if len(delete_rows(package, rows).done) < len(rows):
        raise SystemExit("a row was not deleted")
    return package.bytes()


def ours_proven(data: bytes, edits: list[SetCell] | list[DeleteRow]) -> None:
    """Do what a cleaning does between reading the file and writing it."""
    from xlmot.books.file import FileBook

    FileBook(Path("b.xlsx"), data).apply(edits)


def theirs(data: bytes, *, delete: bool = False) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    if delete:
        for number in reversed(DELETED):
            sheet.delete_rows(number)
    else:
        sheet.cell(ROWS // 2 + 1, 2).value = "Changed"
    book.save(io.BytesIO())


WORK: dict[str, Callable[[bytes], object]] = {
    "unzip + rezip the sheet": lambda data: unzip_and_rezip(data, PART),
    "unzip + rezip the sheet and the texts": lambda data: unzip_and_rezip(data, PART, STRINGS),
    "edit a text": lambda data: ours(data, changed(2, "Changed"), []),
    "edit a shared text": lambda data: ours(data, changed(3, "Changed"), []),
    "edit a number": lambda data: ours(data, changed(4, 7.0), []),
    "delete 19 rows": lambda data: ours(data, [], deleted()),
    "edit a text, guarded and proven": lambda data: ours_proven(data, changed(2, "Changed")),
    "delete 19 rows, guarded and proven": lambda data: ours_proven(data, deleted()),
    "openpyxl: edit a text": theirs,
    "openpyxl: delete 19 rows": lambda data: theirs(data, delete=True),
}


def measure(path: str, name: str) -> None:
    """Print the seconds and the memory of one piece of work."""
    for module in IMPORTED:
        import_module(module)
    data = Path(path).read_bytes()
    resting = peak()
    start = time.process_time()
    WORK[name](data)
    print(json.dumps([time.process_time() - start, peak() - resting]))


IMPORTED = (
    "openpyxl",
    "xlmot.books.file",
    "xlmot.ooxml.rows.delete",
    "xlmot.ooxml.proof.edits",
)


def peak() -> float:
    """Return the most memory that the process has taken so far, in MB (kB on Linux)."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def run(path: Path, name: str) -> tuple[float, float]:
    command = [sys.executable, __file__, str(path), name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


def speed(folder: Path) -> None:
    path = folder / "large.xlsx"
    # A process inherits the peak of the one that starts it, so this one stays small.
    subprocess.run([sys.executable, __file__, str(path)], check=True)
    with zipfile.ZipFile(path) as file:
        size = file.getinfo(PART).file_size / (1 << 20)
    sheet, both, *others = WORK
    print(f"{ROWS:,} rows of 6 cells, the sheet's part {size:.0f} MB unpacked.")
    print(f"ratio: beside {sheet} (of a shared text: and the texts); guard and proof are")
    print("counted where it says so, rules and disk nowhere; memory: peak above the file, x part.")
    print(f"  {'':36} {'cpu':>8} {'ratio':>8} {'memory':>9} {'x part':>8}")
    for name in others:
        base = both if "shared" in name else sheet
        runs = 1 if name.startswith("openpyxl") else RUNS
        pairs = [(run(path, name), run(path, base)) for _ in range(runs)]
        seconds = statistics.median(mine for (mine, _), _ in pairs)
        ratio = statistics.median(mine / least for (mine, _), (least, _) in pairs)
        memory = max(peak for (_, peak), _ in pairs)
        goal = f"goal {GOALS[name]:3.1f} x" if name in GOALS else ""
        note = " and the texts" if base == both else ""
        times = memory / size
        costs = f"{seconds:6.2f} s {ratio:6.2f} x {memory:6.0f} MB {times:6.1f} x"
        print(f"  {name:36} {costs}  {goal}{note}".rstrip())


def features() -> None:
    """Print what is left of each feature after xlmot and openpyxl have changed one text."""
    sys.path.insert(0, str(ROOT))
    from tests.workbooks import FEATURES

    print("\nfeatures kept after one text is changed (parts with the same bytes):")
    kept = [0, 0]
    for name, sample in FEATURES.items():
        data = sample.make()
        told = []
        for index, edit in enumerate((by_xlmot, by_openpyxl)):
            new = edit(data, sample.suffix)
            whole = new is not None and not lost(sample.kept, new)
            kept[index] += whole or (index == 0 and new is None)
            told.append(_told(data, new, whole=whole))
        print(f"  {name:38} xlmot: {told[0]:22} openpyxl: {told[1]}")
    print(f"  {'kept or refused in a sentence':38} xlmot: {kept[0]}/{len(FEATURES)}", end="")
    print(f"{'':17} openpyxl: {kept[1]}/{len(FEATURES)}")


def _told(old: bytes, new: bytes | None, *, whole: bool) -> str:
    if new is None:
        return "refused"
    before, after = parts(old), parts(new)
    same = sum(after.get(part) == content for part, content in before.items())
    return f"{'kept' if whole else 'LOST'} ({same}/{len(before)})"


def by_xlmot(data: bytes, suffix: str) -> bytes | None:
    from xlmot.books.file import FileBook
    from xlmot.findings import SetCell
    from xlmot.messages.errors import XlmotError

    try:
        book = FileBook(Path(f"b{suffix}"), data)
        book.all_grids()
        return book.apply([SetCell(SHEET, 4, 2, "Pave , now", "Pave, now")]).data
    except XlmotError:
        return None


def by_openpyxl(data: bytes, suffix: str) -> bytes | None:
    from openpyxl import load_workbook

    sink = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), keep_vba=suffix == ".xlsm", rich_text=True)
            book[SHEET]["B4"] = "Pave, now"
            book.save(sink)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return sink.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def lost(marks: tuple[bytes, ...], data: bytes) -> list[bytes]:
    found = parts(data).values()
    return [mark for mark in marks if not any(re.search(mark, one, re.DOTALL) for one in found)]


def main() -> None:
    if len(sys.argv) == 3:
        measure(*sys.argv[1:])
        return
    if len(sys.argv) == 2:
        build(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as folder:
        speed(Path(folder))
    features()


if __name__ == "__main__":
    main()
