"""Mark cells of a workbook that is open in Excel by one conditional format, and take it away.

A hidden name of the sheet says TRUE, and the format holds the name. The format moves with its
cells, and covers what they look like without changing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlmot.books.excel.access import Book, Range, Sheet
from xlmot.books.excel.failing import insist, say_taken_back
from xlmot.books.excel.own import add_format, add_name, own_names, remove_formats
from xlmot.books.excel.read import address
from xlmot.books.guards.formulas import name_in
from xlmot.messages import say
from xlmot.messages.errors import CannotWrite
from xlmot.programme.address import Area

NAME = "_xlmot_found"
# A light turquoise, which no guard has; Excel counts blue, green, red.
COLOUR = 0xF2EFD5
# Excel takes no longer address.
LONGEST = 250
ON_A_MAC = (
    say("Cells cannot be marked in Excel for Mac."),
    say("“Next” and “Previous” go through them."),
)


def mark(book: Book, cells: Mapping[str, Sequence[Area]]) -> None:
    """Mark cells, by their sheets, instead of those that are marked.

    Raises:
        CannotWrite: Excel refuses something; no cell is marked, or the message says that some are.
    """
    _take_away(book)
    try:
        for name, areas in cells.items():
            _mark(book.sheets[name], areas)
    except BaseException as error:  # noqa: BLE001  Ctrl+C too
        _take_away(book)
        say_taken_back(error)


def _take_away(book: Book) -> None:
    try:
        insist(lambda: unmark(book))
    except Exception as error:
        raise CannotWrite(
            say("Excel refused something halfway: some cells are marked."),
            say("Click again: the marks are removed."),
        ) from error


def _mark(sheet: Sheet, areas: Sequence[Area]) -> None:
    # The name is there as long as anything of ours may be.
    add_name(sheet, NAME, "=TRUE")
    add_format(_joined(sheet, areas), f"={NAME}", COLOUR)


def _joined(sheet: Sheet, areas: Sequence[Area]) -> Range:
    """Return one range of Excel's for all areas."""
    whole: Any = None
    for text in _addresses(areas):
        part = sheet.range(text).api
        whole = part if whole is None else sheet.book.app.api.Union(whole, part)
    return whole


def _addresses(areas: Sequence[Area]) -> Iterator[str]:
    """Yield the addresses of areas, as many in each as Excel takes.

    >>> list(_addresses([Area(4, 1, 4, 1), Area(6, 2, 9, 2)]))
    ['A4:A4,B6:B9']
    """
    text = ""
    for area in areas:
        one = address(area)
        if text and len(text) + len(one) >= LONGEST:
            yield text
            text = ""
        text = f"{text},{one}" if text else one
    if text:
        yield text


def is_marked(book: Book) -> bool:
    """Return whether cells are marked, or something of it is left."""
    return bool(marked_sheets(book))


def marked_sheets(book: Book) -> list[str]:
    """Return the sheets with marks, or with something that is left of some."""
    return [sheet.name for sheet in book.sheets if own_names(sheet, _is_ours)]


def unmark(book: Book) -> None:
    """Take the marks away; the name of a sheet goes last. What is gone already is passed over."""
    for sheet in book.sheets:
        names = own_names(sheet, _is_ours)
        if not names:
            continue
        remove_formats(sheet, _is_ours)
        for name in names:
            name.delete()


def _is_ours(text: str) -> bool:
    """Return whether a name is that of the marks, or a format is a mark, by its formula.

    >>> _is_ours("=_xlmot_found"), _is_ours("='Plan 2024'!_xlmot_found"), _is_ours("=A1")
    (True, True, False)
    """
    return name_in(text) == NAME
