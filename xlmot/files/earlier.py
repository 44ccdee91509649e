"""Find the sheets that xlmot made in a workbook, and what staff wrote in them."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.messages.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from xlmot.books.book import Book
    from xlmot.sheets.earlier.replacing import Earlier, Generated


def generated_sheets(book: Book) -> list[Generated]:
    """Return the sheets that xlmot made and goes on with, in the order of their tabs.

    Those that it kept as a copy for staff are not among them.
    """
    marks = book.marks
    if not marks:
        return []
    from xlmot.books.mark import KEPT, is_edited, read_mark
    from xlmot.sheets.earlier.replacing import Generated

    found = []
    for name in book.sheet_names():
        mark = read_mark(marks.get(name, ""))
        if mark is not None and mark.kind != KEPT:
            grid = book.generated(name)
            edited = is_edited(grid, mark) or book.has_additions(name)
            found.append(Generated(grid, mark, edited))
    return found


def earlier_in(book: Book, sheets: Sequence[Generated] | None = None) -> Earlier:
    """Return the sheets that xlmot made in a workbook, to be made again."""
    from xlmot.sheets.earlier.replacing import Earlier

    found = generated_sheets(book) if sheets is None else sheets
    return Earlier(found, book.sheet_names(), book.names_sheet)
