"""Keep the journal of a workbook that is open in Excel inside the workbook, on very hidden sheets.

A journal beside the file would not do: a new workbook has no file, one that is kept online has no
folder, and whoever closes without saving would leave a journal of edits that were never kept. On a
sheet the journal is saved when the edits are, is lost when they are, and goes where the workbook
goes. It holds what was there before: the deleted rows too.

`_xlmot journal` holds JSON, cut into cells of column A. `_xlmot rows` holds the deleted rows as
Excel copies them, with their formats and heights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from xlmot.books.excel.access import Book, Sheet, activate, hide_deeply, state_of
from xlmot.books.excel.failing import attempt
from xlmot.books.excel.read import read_contents
from xlmot.books.excel.write import Format
from xlmot.books.journal import plain_edit, read_edit
from xlmot.findings import Edit
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.marks import JOURNAL, JOURNAL_SHEETS, ROWS
from xlmot.programme.address import Area
from xlmot.programme.grid import Value

# The first sign keeps Excel from reading a piece as a number or a formula.
MARK = "|"
# Excel took texts of at most 8,203 characters in a block until 2010; a cell holds 32,767.
PIECE = 8_000
MOST_BATCHES = 20


class KeptRows(NamedTuple):
    """Deleted rows of a sheet, from `top` to `bottom` as they were numbered before the batch.

    `at` is the first of them on the sheet of rows; `below` tells what stood right below them once
    the cells of the batch were written, and `was` what stood there before.
    """

    sheet: str
    top: int
    bottom: int
    at: int
    below: str
    was: str = ""


class ExcelBatch(NamedTuple):
    """What one run did: its edits, the rows it deleted, and the number formats it changed.

    `moment` is local time, ISO 8601. Edits name rows as they were before the batch. Until it is
    `finished`, some of it may not have been done.
    """

    moment: str
    edits: tuple[Edit, ...]
    kept: tuple[KeptRows, ...] = ()
    formats: tuple[Format, ...] = ()
    finished: bool = False


def fingerprint(values: Iterable[Value]) -> str:
    """Return what tells whether a row still holds what it held."""
    return sha256(repr([*values]).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_batches(book: Book) -> list[ExcelBatch]:
    """Return the batches of a workbook's journal, the oldest first; none if it has none.

    Raises:
        UnreadableFile: the journal is not one that xlmot wrote.
    """
    sheet = find(book, JOURNAL)
    if sheet is None:
        return []
    rows = read_contents(sheet.range(f"A1:A{_last_row(sheet)}")).rows
    text = "".join(str(row[0])[1:] for row in rows if row[0] is not None)
    try:
        return [_batch(item) for item in json.loads(text)["batches"]] if text else []
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            say("The journal in {file} cannot be read.", file=book.name),
            say("What was done cannot be undone: go back to an earlier version of the file."),
        ) from error


def write_batches(book: Book, batches: Sequence[ExcelBatch]) -> None:
    """Write the journal anew, at once or not at all; without a batch, its sheets go."""
    sheet = find(book, JOURNAL)
    if sheet is None and batches:
        sheet = add(book, JOURNAL)
    if sheet is not None:
        text = json.dumps({"xlmot": 1, "batches": [*map(_plain, batches[-MOST_BATCHES:])]})
        pieces = [MARK + text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        before = _last_row(sheet)
        pieces += [""] * (before - len(pieces))
        cells = sheet.range(f"A1:A{len(pieces)}")
        if before == 1 or len(pieces) > before:
            cells.number_format = "@"
        cells.raw_value = [[piece] for piece in pieces]
    if not batches:
        # It holds nothing by now: that it stays is no harm.
        for name in JOURNAL_SHEETS:
            attempt(lambda name=name: _remove(book, name))  # type: ignore[misc]


def _last_row(sheet: Sheet) -> int:
    return int(str(sheet.used_range.address).rpartition("$")[2])


def keep_rows(
    book: Book,
    sheet: Sheet,
    spans: Sequence[tuple[int, int, str, str]],
    others: Iterable[KeptRows],
) -> list[KeptRows]:
    """Copy rows to the sheet of rows, and return where they are; a span is top, bottom, below, was.

    What stands there and is of no use to the `others` goes.
    """
    if not spans:
        return []
    store = find(book, ROWS) or add(book, ROWS)
    free = _prune(store, others)
    kept = []
    for top, bottom, below, was in spans:
        sheet.range(f"{top}:{bottom}").copy(store.range(f"{free}:{free + bottom - top}"))
        kept.append(KeptRows(sheet.name, top, bottom, free, below, was))
        free += bottom - top + 2
    return kept


def _prune(store: Sheet, others: Iterable[KeptRows]) -> int:
    """Empty the rows above and below those that are still of use; return the first free one."""
    spans = [(each.at, each.at + each.bottom - each.top) for each in others]
    first = min((top for top, _ in spans), default=1)
    free = max((bottom for _, bottom in spans), default=0) + 2
    last = _last_row(store)
    if first > 1:
        store.range(f"1:{first - 1}").clear()
    if last >= free:
        store.range(f"{free}:{last}").clear()
    return free


def prune_rows(book: Book, batches: Iterable[ExcelBatch]) -> None:
    """Empty the kept rows that no batch can put back any more."""
    store = find(book, ROWS)
    if store is not None:
        _prune(store, [kept for batch in batches for kept in batch.kept])


def find(book: Book, name: str) -> Sheet | None:
    return next((sheet for sheet in book.sheets if sheet.name == name), None)


def add(book: Book, name: str) -> Sheet:
    """Add a very hidden sheet after all that show; the sheet that was shown stays shown."""
    shown = book.sheets.active
    last = [sheet for sheet in book.sheets if state_of(sheet) == "visible"][-1]
    known = {sheet.name for sheet in book.sheets}
    try:
        sheet = book.sheets.add(name, after=last)
        activate(shown)
        hide_deeply(sheet)
    except BaseException:
        attempt(lambda: _remove_new(book, known, name))
        raise
    return sheet


def _remove_new(book: Book, known: Iterable[str], name: str) -> None:
    """Remove a sheet that was being added; it may not have its name yet."""
    for sheet in book.sheets:
        if sheet.name not in known or sheet.name == name:
            sheet.delete()
            return


def _remove(book: Book, name: str) -> None:
    sheet = find(book, name)
    if sheet is not None:
        # Excel deletes no sheet that is very hidden, and says nothing.
        sheet.visible = True
        sheet.delete()


def _plain(batch: ExcelBatch) -> dict[str, Any]:
    return {**batch._asdict(), "edits": [plain_edit(edit) for edit in batch.edits]}


def _batch(item: dict[str, Any]) -> ExcelBatch:
    return ExcelBatch(
        item["moment"],
        tuple(map(read_edit, item["edits"])),
        tuple(KeptRows(*kept) for kept in item["kept"]),
        tuple(Format(sheet, Area(*area), text) for sheet, area, text in item["formats"]),
        item.get("finished", True),
    )
