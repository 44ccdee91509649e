"""The sheet of settings of a workbook: what may stand in it, and what somebody typed there.

Looking for it costs next to nothing: the models of settings are imported only where it is there.
"""

from __future__ import annotations

from xlmot.messages import say
from xlmot.messages.errors import BadSetting
from xlmot.messages.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from xlmot.books.book import Book
    from xlmot.sheets.settings.reading import TypedValues


def typed_in(book: Book) -> TypedValues | None:
    """Return what somebody typed in the sheet of settings of a book; None if it has none.

    A sheet of the user's that is called as ours is not read.

    Raises:
        BadSetting: the book has several such sheets, or theirs has lost its keys.
    """
    name = settings_name(book)
    if name is None:
        return None
    from xlmot.sheets.settings.reading import TypedValues

    return TypedValues(book.generated(name))


def settings_name(book: Book) -> str | None:
    """Return the name of the sheet of settings of a book, None if it has none.

    Raises:
        BadSetting: the book has several.
    """
    marks = book.marks
    if not marks:
        return None
    from xlmot.books.mark import SETTINGS, read_mark

    found = ((name, read_mark(text)) for name, text in marks.items())
    names = tuple(name for name, mark in found if mark is not None and mark.kind == SETTINGS)
    if len(names) > 1:
        raise BadSetting(
            say("{file} has several sheets of settings: {names}.", file=book.name, names=names),
            say("Keep one of them, and delete the others."),
        )
    return names[0] if names else None
