"""Add names and conditional formats of ours to a sheet of a running Excel, and remove them again.

Excel reads the formula of a format in the language of its user, that of a name in R1C1 style in
English: so that a hidden name of the sheet holds the formula, and the format nothing but the name,
which says whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeAlias

from xlmot.books.excel.access import MAC, Book, Range, Sheet, refuse_protected
from xlmot.messages import Message
from xlmot.messages.errors import CannotWrite

# Takes a name as Excel gives it, with its sheet, or the formula of a format.
IsOurs: TypeAlias = Callable[[str], bool]
# XlFormatConditionType.
EXPRESSION = 2


def add_name(sheet: Sheet, name: str, r1c1: str) -> None:
    """Give a sheet a hidden name."""
    sheet.api.Names.Add(Name=name, RefersToR1C1=r1c1, Visible=False)


def add_format(cells: Range, formula: str, colour: int) -> None:
    """Fill cells of Excel's own while a formula is true; the colour counts blue, green, red."""
    made = cells.FormatConditions.Add(Type=EXPRESSION, Formula1=formula)
    made.Interior.Color = colour
    made.StopIfTrue = False


def own_names(sheet: Sheet, is_ours: IsOurs) -> list[Any]:
    return [name for name in sheet.names if is_ours(name.name)]


def remove_formats(sheet: Sheet, is_ours: IsOurs) -> None:
    formats = sheet.api.Cells.FormatConditions
    for number in range(int(formats.Count), 0, -1):
        one = formats(number)
        if int(one.Type) == EXPRESSION and is_ours(str(one.Formula1)):
            one.Delete()


def refuse_unable(book: Book, sheets: Collection[str], on_a_mac: tuple[Message, Message]) -> None:
    """Refuse to add names and formats where Excel would not let us.

    Raises:
        CannotWrite: a sheet is protected, or this is a Mac, where xlwings reaches no names: what is
            said there, and what to do, are given.
    """
    if MAC:
        raise CannotWrite(*on_a_mac)
    refuse_protected(book, sheets)
