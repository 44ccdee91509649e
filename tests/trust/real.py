"""Try workbooks that real programs saved: an edit, deleted rows, added sheets; judged from outside.

`python -m tests.trust.real FOLDER` takes any folder of workbooks. The judge reads with nothing of
xlmot: the ZIP archive and the XML of Python's library.
"""

from __future__ import annotations

import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import xlsxwriter

from xlmot.books.file import FileBook
from xlmot.findings import DeleteRow, SetCell
from xlmot.findings.receipt import Changes
from xlmot.messages.errors import XlmotError

WORDS = "Refaire la rue & <la place>"
# What an edit may touch beside the sheet: strings, formats, the order to calculate anew.
LISTS = ("sharedstrings.xml", "styles.xml", "workbook.xml", "[content_types].xml", ".rels")
SHEETS = ("sommaire", "axe 1")


class Verdict(NamedTuple):
    """What came of one attempt: "done", "refused", "unread", "wrong" or "fault", and why."""

    attempt: str
    verdict: str
    why: str = ""


def verdicts(path: Path, keep: Path | None = None) -> Iterator[Verdict]:
    """Yield what comes of each attempt on a workbook; what is written is kept in a folder."""
    try:
        book = FileBook(path)
        book.all_grids()
    except XlmotError as error:
        yield Verdict("read", "unread", reason(error))
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        yield Verdict("read", "fault", repr(error))
        return
    for attempt in (edit_a_cell, delete_rows, add_sheets):
        try:
            found, data = attempt(book)
        except XlmotError as error:
            found, data = judged(attempt.__name__, error), None
        except Exception:  # noqa: BLE001 - whatever it is, it is counted
            found, data = Verdict(attempt.__name__, "fault", traceback.format_exc()[-400:]), None
        if keep and data:
            (keep / f"{attempt.__name__}-{path.name}").write_bytes(data)
        yield found


def judged(attempt: str, error: XlmotError) -> Verdict:
    kind = "fault" if "fault of xlmot" in str(error) else "refused"
    return Verdict(attempt, kind, str(error) if kind == "fault" else reason(error))


def reason(error: XlmotError) -> str:
    """Return the sentence of an error without what is filled in."""
    return error.message.text


def edit_a_cell(book: FileBook) -> tuple[Verdict, bytes | None]:
    refused = "there is no text to edit"
    for edit in texts(book):
        found = book.refusals([edit])
        if found:
            refused = reason(found[0][1])
            continue
        data = book.apply([edit]).data
        faults = [*other_parts(book.data, data, edited=sheet_part(book, edit.sheet))]
        faults += other_cells(book.data, data, sheet_part(book, edit.sheet), edit)
        return Verdict("edit_a_cell", "wrong" if faults else "done", "; ".join(faults[:3])), data
    return Verdict("edit_a_cell", "refused", refused), None


def texts(book: FileBook, count: int = 12) -> list[SetCell]:
    """Return edits of the first texts of each worksheet that no formula shows."""
    found = []
    for grid in book.all_grids():
        own = [
            SetCell(grid.sheet, row, column, value, WORDS)
            for row, values in enumerate(grid.rows[:200], 1)
            for column, value in enumerate(values, 1)
            if isinstance(value, str) and value.strip() and (row, column) not in grid.formulas
        ]
        found += own[:4]
    return found[:count]


def delete_rows(book: FileBook) -> tuple[Verdict, bytes | None]:
    grids = [grid for grid in book.all_grids() if len(grid.rows) > 3]
    if not grids:
        return Verdict("delete_rows", "refused", "there are no rows to delete"), None
    grid = max(grids, key=lambda each: len(each.rows))
    size = len(grid.rows)
    rows = sorted({max(size // 4, 2), size // 2, size * 3 // 4})
    edits = [DeleteRow(grid.sheet, row, grid.row_values(row)) for row in rows]
    refused = dict(book.refusals(edits))
    kept = [edit for edit in edits if edit not in refused]
    why = next((reason(error) for error in refused.values()), "")
    if not kept:
        return Verdict("delete_rows", "refused", why), None
    data = book.apply(kept).data
    faults = [*rows_kept(book.data, data, sheet_part(book, grid.sheet), {e.row for e in kept})]
    faults += binary_parts(book.data, data)
    return Verdict("delete_rows", "wrong" if faults else "done", "; ".join(faults[:3])), data


def add_sheets(book: FileBook) -> tuple[Verdict, bytes | None]:
    data = book.put(small(), Changes()).data
    faults = [*other_parts(book.data, data, edited="docProps/app.xml")]
    with zipfile.ZipFile(BytesIO(data)) as new:
        text = new.read(workbook_part(new)).decode("utf-8", "replace")
    faults += [f"no sheet {name}" for name in SHEETS if f'name="{name}' not in text]
    return Verdict("add_sheets", "wrong" if faults else "done", "; ".join(faults[:3])), data


@cache
def small() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for name in SHEETS:
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["Titre", "Actions"], bold)
            page.write_formula(1, 1, "=SUM(1,2)", None, 3)
            chart = book.add_chart({"type": "bar"})
            chart.add_series({"values": [name, 1, 1, 2, 1]})
            page.insert_chart("D2", chart)
    return file.getvalue()


# The judge -----------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def other_parts(old: bytes, new: bytes, edited: str) -> Iterator[str]:
    """Yield the parts that are lost or changed and had no reason to."""
    before, after = parts(old), parts(new)
    for name, data in before.items():
        if name not in after:
            if "calcChain" not in name:
                yield f"{name} is lost"
        elif name != edited and after[name] != data and not may_change(name, data, after[name]):
            yield f"{name} changed"


def may_change(name: str, old: bytes, new: bytes) -> bool:
    if name.lower().endswith(LISTS):
        return True
    return b"refreshOnLoad" in new and old.replace(b" ", b"")[:40] == new.replace(b" ", b"")[:40]


def binary_parts(old: bytes, new: bytes) -> Iterator[str]:
    """Yield the parts that are no XML and changed."""
    before, after = parts(old), parts(new)
    for name, data in before.items():
        if not name.endswith((".xml", ".rels", ".vml")) and after.get(name) != data:
            yield f"{name} changed"


def other_cells(old: bytes, new: bytes, part: str, edit: SetCell) -> Iterator[str]:
    """Yield the cells that are not what they were, but for the one edited, and what is around."""
    before, after = cells(old, part), cells(new, part)
    place = (edit.row, edit.column)
    if shown(after.pop(place, None)) != WORDS:
        yield "the edit is not made"
    before.pop(place, None)
    yield from (f"{each} differs" for each in before.keys() | after.keys()
                if before.get(each) != after.get(each))  # fmt: skip
    if around(old, part) != around(new, part):
        yield "what is around the rows differs"


def rows_kept(old: bytes, new: bytes, part: str, gone: set[int]) -> Iterator[str]:
    """Yield the cells that do not hold what they held, one row higher for each that went above."""
    before, after = cells(old, part), cells(new, part)
    kept = {
        (row - sum(each < row for each in gone), column): cell[:2]
        for (row, column), cell in before.items()
        if row not in gone
    }
    found = {place: cell[:2] for place, cell in after.items()}
    for place in kept.keys() | found.keys():
        if kept.get(place) != found.get(place):
            yield f"{place} holds {found.get(place)}, not {kept.get(place)}"


def shown(cell: tuple[object, ...] | None) -> object:
    return cell[0] if cell else None


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def cells(data: bytes, part: str) -> dict[tuple[int, int], tuple[object, ...]]:
    """Return what each cell of a worksheet shows, its format, and its formula."""
    files = parts(data)
    strings = shared(files)
    found: dict[tuple[int, int], tuple[object, ...]] = {}
    number = 0
    for row in ET.fromstring(files[part]).iter():  # noqa: S314 - the guard has passed it
        if local(row) != "row":
            continue
        number = int(row.get("r", number + 1))
        column = 0
        for cell in (each for each in row if local(each) == "c"):
            column = column_of(cell.get("r", "")) or column + 1
            inner = {local(each): each for each in cell}
            text = "".join(map(own_texts, inner["is"])) if "is" in inner else None
            text = inner["v"].text if "v" in inner else text
            if cell.get("t") == "s" and text is not None:
                text = strings[int(text)]
            formula = inner.get("f")
            kept = None if formula is None else (formula.text, sorted(formula.attrib.items()))
            found[number, column] = (text, cell.get("s", "0"), kept)
    return found


def column_of(name: str) -> int:
    number = 0
    for letter in name.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - 64
    return number


def shared(files: dict[str, bytes]) -> list[str]:
    part = next((name for name in files if name.lower().endswith("sharedstrings.xml")), None)
    if part is None:
        return []
    root = ET.fromstring(files[part])  # noqa: S314 - the guard has passed it
    return ["".join(map(own_texts, item)) for item in root if local(item) == "si"]


def own_texts(element: ET.Element) -> str:
    """Return the text of a piece of a string, none of a phonetic guide."""
    if local(element) == "rPh":
        return ""
    return "".join(text.text or "" for text in element.iter() if local(text) == "t")


def around(data: bytes, part: str) -> list[str]:
    """Return a worksheet's elements beside its rows, in one way of writing."""
    root = ET.fromstring(parts(data)[part])  # noqa: S314 - the guard has passed it
    left_out = ("sheetData", "dimension", "ignoredErrors")
    return [
        ET.canonicalize(ET.tostring(each, "unicode"))
        for each in root
        if local(each) not in left_out
    ]


def sheet_part(book: FileBook, sheet: str) -> str:
    return book.package.sheet(sheet).part


def workbook_part(archive: zipfile.ZipFile) -> str:
    return next(name for name in archive.namelist() if name.lower().endswith("workbook.xml"))


def run(paths: list[Path], keep: Path | None = None) -> Counter[tuple[str, str, str]]:
    """Return how often each attempt came to each end; print those that are wrong."""
    found: Counter[tuple[str, str, str]] = Counter()
    for path in paths:
        for verdict in verdicts(path, keep):
            found[verdict.attempt, verdict.verdict, verdict.why if verdict.verdict in
                  ("refused", "unread") else ""] += 1  # fmt: skip
            if verdict.verdict in ("wrong", "fault"):
                print(path.name, *verdict, flush=True)  # noqa: T201
    return found


def workbooks(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.suffix.lower() in (".xlsx", ".xlsm"))


if __name__ == "__main__":
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for key, count in sorted(run(workbooks(Path(sys.argv[1])), kept).items()):
        print(count, *key)  # noqa: T201
