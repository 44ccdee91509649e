"""Workbooks of extreme shapes, each with a small programme to clean: how long, and how much memory.

`python -m tests.trust.shapes` measures all of them, each in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.ooxml.hostile import CONTENT, OFFICE, PARTS, SHEET1, sheet, zipped

# Seconds that check and clean may take together, and memory, on any machine.
SECONDS, MEBIBYTES = 240, 1_000
ROWS = (
    ("Code", "Libellé"),
    ("1", "VOIRIE"),
    ("1.1", "Refaire  la rue haute"),
    ("1.2", "Refaire la rue basse"),
)
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
from xlmot.files.check import check_file
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.write import Destination
path, found = Path(sys.argv[1]), []
for act in (
    lambda: check_file(path, Asked()),
    lambda: clean_file((path, Path(path.name)), Asked(), Destination(in_place=True), unsafe=False),
):
    start = time.process_time()
    done = act()
    found += [time.process_time() - start, str(done.error or "")]
usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([*found, usage / (1024 if sys.platform == "linux" else 1 << 20)]))
"""


class Measured(NamedTuple):
    """Seconds of processor of check and clean, mebibytes, and what was said instead of a result."""

    check: float
    clean: float
    mebibytes: float
    said: str


def programme(below: str = "", head: str = "", rows: Iterable[tuple[str, str]] = ROWS) -> str:
    """Return a worksheet with a programme; `below` are its other rows."""
    text = ""
    for number, row in enumerate(rows, 1):
        cells = (_cell(f"{column}{number}", text) for column, text in zip("AB", row, strict=True))
        text += f'<row r="{number}">{"".join(cells)}</row>'
    return str(sheet(text + below, head))


def _cell(name: str, text: str) -> str:
    shown = f'<is><t xml:space="preserve">{text}</t></is>'
    return f'<c r="{name}" t="inlineStr">{shown}</c>'


def book(first: str, **others: str) -> bytes:
    """Return a workbook with a first sheet, and other parts by their names."""
    return bytes(zipped({**PARTS, SHEET1: first, **others}.items()))


def after(text: str, tail: str) -> str:
    return text.replace("</sheetData>", f"</sheetData>{tail}")


def many_sheets(one: Callable[[int], str], count: int) -> bytes:
    """Return a workbook of many sheets."""
    parts = dict(PARTS)
    numbers = range(1, count + 1)
    parts |= {f"xl/worksheets/sheet{n}.xml": one(n) for n in numbers}
    listed = "".join(f'<sheet name="P{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    workbook, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    start, _, rest = PARTS[workbook].partition("<sheets>")
    parts[workbook] = f"{start}<sheets>{listed}{rest[rest.index('</sheets>') :]}"
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    start, _, _ = PARTS[relations].partition("<Relationship ")
    parts[relations] = f"{start}{related}</Relationships>"
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{CONTENT}.worksheet+xml"/>'
        for n in numbers[1:]
    )
    parts["[Content_Types].xml"] = PARTS["[Content_Types].xml"].replace(
        "</Types>", f"{types}</Types>"
    )
    return bytes(zipped(parts.items()))


def formats() -> bytes:
    rules = "".join(
        f'<conditionalFormatting sqref="D{n}"><cfRule type="expression" priority="{n}">'
        f"<formula>$D{n}&gt;{n}</formula></cfRule></conditionalFormatting>"
        for n in range(1, 50_001)
    )
    return book(after(programme(), rules))


def names() -> bytes:
    named = "".join(
        f'<definedName name="_n{n}">Programme!$F${n}:$G${n}</definedName>'
        for n in range(1, 100_001)
    )
    workbook = PARTS["xl/workbook.xml"].replace(
        "</sheets>", f"</sheets><definedNames>{named}</definedNames>"
    )
    return book(programme(), **{"xl/workbook.xml": workbook})


def merges() -> bytes:
    merged = "".join(f'<mergeCell ref="D{n}:E{n}"/>' for n in range(1, 100_001))
    return book(after(programme(), f'<mergeCells count="100000">{merged}</mergeCells>'))


def empty_rows() -> bytes:
    return book(programme("".join(f'<row r="{n}"/>' for n in range(5, 900_005))))


def shared_formulas() -> bytes:
    first = '<row r="5"><c r="D5"><f t="shared" si="0" ref="D5:D200004">C5*2</f><v>0</v></c></row>'
    rest = (
        f'<row r="{n}"><c r="D{n}"><f t="shared" si="0"/><v>0</v></c></row>'
        for n in range(6, 200_005)
    )
    return book(programme(first + "".join(rest)))


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BLANK = '<row r="1048576"><c r="Z1048576" t="n"/></row>'

SHAPES: dict[str, Callable[[], bytes]] = {
    "50,000 conditional formats": formats,
    "10,000 sheets, one with a programme": lambda: many_sheets(
        lambda n: programme() if n == 1 else str(sheet("")), 10_000
    ),
    "2,000 sheets, each with a programme": lambda: many_sheets(
        lambda n: programme(rows=[*ROWS[:1], *((f"{n}{c[1:]}", label) for c, label in ROWS[1:])]),
        2_000,
    ),
    "100,000 names": names,
    "100,000 merges": merges,
    "900,000 empty rows": empty_rows,
    "200,000 shared formulas": shared_formulas,
    "a number at XFD1048576": lambda: book(programme(FAR)),
    "a blank at Z1048576": lambda: book(programme(BLANK)),
    "twenty sheets with a blank at Z1048576": lambda: many_sheets(
        lambda n: programme(BLANK) if n == 1 else str(sheet(BLANK)), 20
    ),
}


def measured(shape: str) -> Measured:
    """Return what a process of its own needs for a workbook of a shape."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "plan.xlsx")
        path.write_bytes(SHAPES[shape]())
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(path)],
            check=True,
            capture_output=True,
            text=True,
            timeout=4 * SECONDS,
        )
    check, said, clean, refused, size = json.loads(done.stdout)
    return Measured(check, clean, size, said or refused)


def faults(found: Measured) -> Iterator[str]:
    """Yield what is wrong: too slow, too large, or called a fault of xlmot."""
    if found.check + found.clean > SECONDS:
        yield f"it took {found.check + found.clean:.0f} s"
    if found.mebibytes > MEBIBYTES:
        yield f"it took {found.mebibytes:.0f} MiB"
    if "fault of xlmot" in found.said:
        yield found.said


if __name__ == "__main__":
    for name in sys.argv[1:] or SHAPES:
        print(name, measured(name), flush=True)  # noqa: T201
