"""Put rows that a cleaning deleted back into a workbook that another program has saved since.

A row is put back only between the rows it stood between: by its number alone it could come to
stand anywhere, once somebody has inserted or deleted rows above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlmot.books.file import FileBook
from xlmot.findings import DeleteRow, Edit, Unmerge
from xlmot.findings.edits import apply_edits
from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid, is_blank

# What may have stood on a row alone, by the names of its elements (ECMA-376 18.3.1).
_THINGS = {
    "c": say("formats of cells"),
    "hyperlink": say("hyperlinks"),
    "conditionalFormatting": say("conditional formats"),
    "dataValidation": say("validations"),
    "sparkline": say("sparklines"),
    "mergeCell": say("merged cells"),
    "protectedRange": say("ranges that may be edited"),
    "autoFilter": say("filters"),
}


class RowsBack(NamedTuple):
    """A workbook's bytes with rows put back, and which: `done` and `refused`, as they were named.

    `placed` are the rows done with the numbers they have now. `lost` are the things that did not
    come with them, `unknown` the cells whose formula still shows `#REF!`.
    """

    data: bytes
    done: tuple[DeleteRow, ...] = ()
    placed: tuple[DeleteRow, ...] = ()
    refused: tuple[tuple[DeleteRow, XlmotError], ...] = ()
    lost: tuple[Message, ...] = ()
    unknown: tuple[str, ...] = ()


def rows_back(book: FileBook, before: FileBook, edits: Sequence[Edit]) -> RowsBack:
    """Put back the rows that `edits` deleted from the workbook `before`, as many as can be.

    It is proven that nothing else changes. A row that cannot go back surely is refused.
    """
    deleted = [edit for edit in edits if isinstance(edit, DeleteRow)]
    unmerging = [edit for edit in edits if isinstance(edit, Unmerge)]
    refused = list(_displaced(book, before, edits))
    while True:
        out = [edit for edit, _ in refused]
        wanted = [edit for edit in deleted if edit not in out]
        if not wanted:
            return RowsBack(book.data, refused=tuple(refused))
        try:
            found = _put_back(book, (before, unmerging), wanted, out)
        except XlmotError as error:
            refused += [(edit, error) for edit in wanted]
            continue
        if not found.refused:
            return found._replace(refused=tuple(refused))
        refused += found.refused


def _put_back(
    book: FileBook,
    was: tuple[FileBook, Sequence[Unmerge]],
    wanted: Sequence[DeleteRow],
    out: Sequence[DeleteRow],
) -> RowsBack:
    """Put rows back; `out` are the rows that stay away of what `was` once, its cells unmerged."""
    from xlmot.ooxml.cells.merges import change_merges
    from xlmot.ooxml.parts.container import Container
    from xlmot.ooxml.parts.package import Package
    from xlmot.ooxml.proof.edits import verify_insertion
    from xlmot.ooxml.rows.delete import delete_rows
    from xlmot.ooxml.rows.insert import insert_rows

    before, unmerging = was
    old = Package(before.package.container)
    change_merges(old, unmerging)
    for _, error in delete_rows(old, out).refused:
        raise error
    once = old.bytes()
    placed = [_numbered(edit, out) for edit in wanted]
    package = Package(book.package.container)
    insertion = insert_rows(package, Package(Container.read(once)), placed)
    if insertion.refused:
        named = dict(zip(placed, wanted, strict=True))
        return RowsBack(
            book.data, refused=tuple((named[edit], error) for edit, error in insertion.refused)
        )
    data = package.bytes()
    verify_insertion(book.data, data, once, placed)
    refused = tuple(_otherwise(book, data, placed, wanted))
    lost = tuple(_things(insertion.lost))
    return RowsBack(data, tuple(wanted), tuple(placed), refused, lost, insertion.unknown)


def _numbered(edit: DeleteRow, out: Sequence[DeleteRow]) -> DeleteRow:
    above = sum(one.sheet == edit.sheet and one.row < edit.row for one in out)
    return edit._replace(row=edit.row - above)


def _otherwise(
    book: FileBook, data: bytes, placed: Sequence[DeleteRow], wanted: Sequence[DeleteRow]
) -> Iterator[tuple[DeleteRow, XlmotError]]:
    """Yield the rows that would show something else: a date whose format is not found again."""
    grids = {grid.sheet: grid for grid in FileBook(book.path, data).all_grids()}
    for edit, named in zip(placed, wanted, strict=True):
        grid = grids[edit.sheet]
        shown = grid.row_values(edit.row) if edit.row <= len(grid.rows) else ()
        if shown != edit.old:
            message = say("The formats of row {row} are not found again.", row=named.row)
            yield named, RefusedEdit(message)


def _things(elements: Iterable[str]) -> Iterator[Message]:
    names = {element if element in _THINGS else "" for element in elements}
    for name in sorted(names):
        yield _THINGS.get(name, say("other things"))


def _displaced(
    book: FileBook, before: FileBook, edits: Sequence[Edit]
) -> Iterator[tuple[DeleteRow, XlmotError]]:
    """Yield the rows of which it is not sure where they stood: those around them are others now."""
    then = {grid.sheet: grid for grid in apply_edits(before.all_grids(), edits)}
    now = {grid.sheet: grid for grid in book.all_grids()}
    deleted = [edit for edit in edits if isinstance(edit, DeleteRow)]
    for edit in deleted:
        at = _numbered(edit, deleted).row
        if edit.sheet not in now or not _stands(then[edit.sheet], now[edit.sheet], at):
            message = say("The rows around row {row} have changed since.", row=edit.row)
            yield edit, RefusedEdit(message)


def _stands(then: Grid, now: Grid, at: int) -> bool:
    """Return whether the rows above `at`, and from `at` on, are still the ones that were there.

    Of the next rows with texts or numbers of their own one has to be the same, and of the other at
    least half.
    """
    above = _likeness(then, now, range(at - 1, 0, -1))
    below = _likeness(then, now, range(at, len(then.rows) + 1))
    known = [likeness for likeness in (above, below) if likeness is not None]
    return bool(known) and max(known) == 1 and min(known) >= 0.5


def _likeness(then: Grid, now: Grid, rows: range) -> float | None:
    """Return which share of the first row with something in it is the same, None of no such row.

    Formulas are left out: not every program saves what they show.
    """
    for row in rows:
        values = {
            column: value
            for column, value in enumerate(then.rows[row - 1], 1)
            if not is_blank(value) and (row, column) not in then.formulas
        }
        if values:
            same = sum(now.value(row, column) == value for column, value in values.items())
            return same / len(values)
    return None
