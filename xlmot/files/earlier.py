"""Find the sheets that xlmot made in a workbook, and what staff wrote in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from xlmot.books.file import FileBook
from xlmot.books.mark import FINDINGS, KEPT, read_mark
from xlmot.findings import Finding
from xlmot.ooxml.graft.add_sheets import names_sheet
from xlmot.programme.outline import Programme
from xlmot.sheets.earlier.decisions import with_decisions
from xlmot.sheets.earlier.replacing import Earlier, Generated


def generated_sheets(book: FileBook) -> list[Generated]:
    """Return the sheets that xlmot made and goes on with, in the order of their tabs.

    Those that it kept as a copy for staff are not among them.
    """
    if not book.marks:
        return []
    grids = {grid.sheet: grid for grid in book.all_grids()}
    found = []
    for sheet in book.package.sheets:
        mark = read_mark(book.marks.get(sheet.name, ""))
        if mark is not None and mark.kind != KEPT and sheet.name in grids:
            edited = book.is_edited(sheet.name, mark)
            found.append(Generated(grids[sheet.name], mark, edited))
    return found


def honoured(
    book: FileBook, programmes: Sequence[Programme], findings: Sequence[Finding]
) -> list[Finding]:
    """Return the findings, with what staff decided in a sheet of findings."""
    notes = [
        note for one in generated_sheets(book) if one.mark.kind == FINDINGS for note in one.notes
    ]
    return with_decisions(programmes, findings, notes) if notes else list(findings)


def earlier_in(book: FileBook) -> Earlier:
    """Return the sheets that xlmot made in a workbook file."""
    named = partial(names_sheet, book.package)
    return Earlier(generated_sheets(book), book.sheet_names(), named)
