"""Set guards in the table of a workbook that is open in Excel, and take them away again.

As that of a format, the formula of a validation is nothing but a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlmot.books.excel.access import Book, Sheet, area_of
from xlmot.books.excel.failing import insist, is_busy, say_taken_back
from xlmot.books.excel.own import add_format, add_name, own_names, remove_formats
from xlmot.books.excel.read import address, uniform
from xlmot.books.excel.reads import with_validations
from xlmot.books.guards.table import Guards, Highlight, Validation, is_ours
from xlmot.messages import Translate, render, say
from xlmot.messages.errors import CannotWrite
from xlmot.programme.address import Area

# XlDVType, XlDVAlertStyle, XlCellType.
CUSTOM, STOP = 7, 1
TITLE_LENGTH, MESSAGE_LENGTH = 32, 225
ON_A_MAC = (
    say("Guards cannot be set in Excel for Mac."),
    say("Set them on a Windows machine: they then work on a Mac too."),
)


def switch(book: Book, guards: Sequence[Guards], translate: Translate) -> bool:
    """Set guards, or take them away where there are any; return whether they are set.

    Raises:
        CannotWrite: Excel refused something; the message says what is there.
    """
    if has_guards(book, guards):
        try:
            insist(lambda: remove(book, guards))
        except Exception as error:
            raise CannotWrite(
                say("Excel refused something halfway: some guards are still there."),
                say("Click again: the rest is removed."),
            ) from error
        return False
    try:
        install(book, guards, translate)
    except BaseException as error:  # noqa: BLE001  Ctrl+C too
        try:
            insist(lambda: remove(book, guards))
        except Exception as again:
            raise CannotWrite(
                say("Excel refused something halfway: some guards are set."),
                say("Click again: they are removed."),
            ) from again
        say_taken_back(error)
    return True


def install(book: Book, guards: Sequence[Guards], translate: Translate) -> None:
    """Set the guards of each sheet: names, then the validation, then the formats.

    Cells that have a validation of the user's keep it.
    """
    for one in guards:
        sheet = book.sheets[one.sheet]
        for name in one.names:
            add_name(sheet, name.name, name.r1c1)
        _validate(sheet, one.validation, translate)
        for highlight in one.highlights:
            _highlight(sheet, highlight)


def _validate(sheet: Sheet, validation: Validation, translate: Translate) -> None:
    for area in _without_validation(sheet, validation.area):
        made = sheet.range(address(area)).api.Validation
        made.Add(Type=CUSTOM, AlertStyle=STOP, Formula1=validation.formula)
        # What a formula reads may be blank: it is a formula that says whether that is wrong.
        made.IgnoreBlank = False
        made.ErrorTitle = render(validation.title, translate)[:TITLE_LENGTH]
        made.ErrorMessage = render(validation.message, translate)[:MESSAGE_LENGTH]


def _without_validation(sheet: Sheet, area: Area) -> Iterator[Area]:
    """Yield the parts of an area without a validation."""
    kinds = {"none": True, "mixed_criteria": None}

    def free(part: Area) -> bool | None:
        return kinds.get(sheet.range(address(part)).data_validation.type, False)

    return (part for part, yes in uniform(free, area) if yes)


def _highlight(sheet: Sheet, highlight: Highlight) -> None:
    cells = sheet.range(address(highlight.area)).api
    add_format(cells, highlight.formula, _colour(highlight.fill))


def _colour(fill: str) -> int:
    """Return a fill as Excel counts colours: blue, green, red.

    >>> _colour("#FFC7CE") == 0xCEC7FF
    True
    """
    return int(fill[5:7] + fill[3:5] + fill[1:3], 16)


def has_guards(book: Book, guards: Iterable[Guards]) -> bool:
    """Return whether a sheet has guards, or what is left of some."""
    return any(own_names(book.sheets[one.sheet], is_ours) for one in guards)


def remove(book: Book, guards: Iterable[Guards]) -> None:
    """Take the guards of sheets away; their names go last: as long as one is there, so may be they.

    What is gone already is passed over.
    """
    for one in guards:
        _remove(book.sheets[one.sheet], one.validation.area)


def _remove(sheet: Sheet, guarded: Area) -> None:
    names = own_names(sheet, is_ours)
    if not names:
        return
    remove_formats(sheet, is_ours)
    for area in _validated(sheet, guarded):
        _remove_validations(sheet, area)
    for name in reversed(names):
        name.delete()


def _validated(sheet: Sheet, guarded: Area) -> Iterator[Area]:
    """Yield areas with validations, of ours and of the user's side by side.

    Excel looks for them among the cells in use, and a validation alone puts none into use.
    """
    yield from with_validations(sheet.api.Cells)
    used = area_of(sheet.used_range.address)
    if guarded.bottom > used.bottom:
        yield guarded._replace(top=max(guarded.top, used.bottom + 1))


def _remove_validations(sheet: Sheet, area: Area) -> None:
    def ours(part: Area) -> bool | None:
        """Return whether the validation is ours; for several, or none, Excel gives an error."""
        validation = sheet.range(address(part)).api.Validation
        try:
            return int(validation.Type) == CUSTOM and is_ours(str(validation.Formula1))
        except Exception as error:
            if is_busy(error):
                raise
            return False if part[:2] == part[2:] else None

    for part, yes in uniform(ours, area):
        if yes:
            sheet.range(address(part)).api.Validation.Delete()
