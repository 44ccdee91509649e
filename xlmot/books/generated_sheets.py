"""Find the sheets that xlmot made in a workbook, and what staff wrote in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlmot.books.file import FileBook
from xlmot.findings import Finding
from xlmot.generated.decisions import with_decisions
from xlmot.generated.mark import FINDINGS, KEPT, Mark, is_edited, read_mark
from xlmot.generated.notes import Note, read_notes
from xlmot.ooxml.sheet_copy import has_additions
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme


class Generated(NamedTuple):
    """A sheet that xlmot made: as it is now, what its mark says, whether it was edited by hand."""

    grid: Grid
    mark: Mark
    edited: bool

    @property
    def notes(self) -> list[Note]:
        """Return what staff wrote in the columns that are theirs."""
        return read_notes(self.grid, self.mark.notes)


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
            grid = grids[sheet.name]
            edited = is_edited(grid, mark) or has_additions(book.package, sheet.part)
            found.append(Generated(grid, mark, edited))
    return found


def honoured(
    book: FileBook, programmes: Sequence[Programme], findings: Sequence[Finding]
) -> list[Finding]:
    """Return the findings, with what staff decided in a sheet of findings."""
    notes = [
        note for one in generated_sheets(book) if one.mark.kind == FINDINGS for note in one.notes
    ]
    return with_decisions(programmes, findings, notes) if notes else list(findings)
