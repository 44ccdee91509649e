"""Change a title on all rows on which it stands, and delete no row that holds titles for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlmot.findings import DeleteRow, Finding, SetCell
from xlmot.programme.grid import Grid
from xlmot.programme.table import Table
from xlmot.programme.workbook import Workbook

# The grid and the rows of each copy of a title, by the sheet, the row and the column of its cells.
Copies = Mapping[tuple[str, int, int], list[tuple[Grid, list[int]]]]


def with_copies(workbook: Workbook, findings: list[Finding]) -> list[Finding]:
    """Return the findings, their fixes changing a title on each of the rows where it stands again.

    A fix that would delete a row that holds titles for other rows is dropped.
    """
    tables = [programme.table for programme in workbook.programmes if programme.table.placed]
    if not tables:
        return findings
    shared = {(t.sheet(i), t.numbers[i]) for t in tables for i in t.data() if i not in t.actions}
    copies = _copies(tables)
    return [_with_copies(finding, shared, copies) for finding in findings]


def _with_copies(finding: Finding, shared: set[tuple[str, int]], copies: Copies) -> Finding:
    if finding.fix is None:
        return finding
    edits = finding.fix.edits
    if any(isinstance(edit, DeleteRow) and (edit.sheet, edit.row) in shared for edit in edits):
        return finding._replace(fix=None)
    more = [
        copy for edit in edits if isinstance(edit, SetCell) for copy in _on_copies(edit, copies)
    ]
    return finding._replace(fix=finding.fix._replace(edits=(*edits, *more))) if more else finding


def _on_copies(edit: SetCell, copies: Copies) -> Iterator[SetCell]:
    """Yield an edit for each row on which the title of a cell stands again, letter for letter."""
    for grid, rows in copies.get((edit.sheet, edit.row, edit.column), ()):
        for row in rows:
            if grid.value(row, edit.column) == edit.old:
                yield edit._replace(row=row)


def _copies(tables: Iterable[Table]) -> Copies:
    found: dict[tuple[str, int, int], list[tuple[Grid, list[int]]]] = {}
    for table in tables:
        for index, rows in table.copies.items():
            sheet, grid = table.sheet(index), table.section(index).grid
            for row, column in {(spot[0], spot[1]) for spot in table.spots[index] if spot}:
                found.setdefault((sheet, row, column), []).append((grid, rows))
    return found
