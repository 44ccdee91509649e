"""Set guards in the table of a workbook that is open in Excel, and take them away again.

Excel reads the formula of a validation or of a conditional format in the language of its user, that
of a name in R1C1 style in English: so that names hold the formulas, and what uses them is a name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from xlmot.books.excel.access import MAC, Book, Sheet, area_of, refuse_protected
from xlmot.books.excel.failing import insist, is_busy, say_taken_back
from xlmot.books.excel.read import address, uniform
from xlmot.books.guards.table import MARK, Guards, Highlight, Validation, is_ours
from xlmot.messages import Translate, render, say
from xlmot.messages.errors import CannotWrite
from xlmot.programme.address import Area

# XlDVType, XlDVAlertStyle, XlFormatConditionType, XlCellType.
CUSTOM, STOP, EXPRESSION, ALL_VALIDATION = 7, 1, 2, -4174
TITLE_LENGTH, MESSAGE_LENGTH = 32, 225


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
            sheet.api.Names.Add(Name=name.name, RefersToR1C1=name.r1c1, Visible=False)
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
    formats = sheet.range(address(highlight.area)).api.FormatConditions
    made = formats.Add(Type=EXPRESSION, Formula1=highlight.formula)
    made.Interior.Color = _colour(highlight.fill)
    made.StopIfTrue = False


def _colour(fill: str) -> int:
    """Return a fill as Excel counts colours: blue, green, red.

    >>> _colour("#FFC7CE") == 0xCEC7FF
    True
    """
    return int(fill[5:7] + fill[3:5] + fill[1:3], 16)


def has_guards(book: Book, guards: Iterable[Guards]) -> bool:
    """Return whether a sheet has guards, or what is left of some."""
    return any(_names(book.sheets[one.sheet]) for one in guards)


def _names(sheet: Sheet) -> list[Any]:
    return [name for name in sheet.names if name.name.rpartition("!")[2].startswith(MARK)]


def remove(book: Book, guards: Iterable[Guards]) -> None:
    """Take the guards of sheets away; their names go last: as long as one is there, so may be they.

    What is gone already is passed over.
    """
    for one in guards:
        _remove(book.sheets[one.sheet], one.validation.area)


def _remove(sheet: Sheet, guarded: Area) -> None:
    names = _names(sheet)
    if not names:
        return
    formats = sheet.api.Cells.FormatConditions
    for number in range(int(formats.Count), 0, -1):
        one = formats(number)
        if int(one.Type) == EXPRESSION and is_ours(str(one.Formula1)):
            one.Delete()
    for area in _validated(sheet, guarded):
        _remove_validations(sheet, area)
    for name in reversed(names):
        name.delete()


def _validated(sheet: Sheet, guarded: Area) -> Iterator[Area]:
    """Yield areas with validations, of ours and of the user's side by side.

    Excel looks for them among the cells in use, and a validation alone puts none into use.
    """
    yield from _with_validations(sheet.api.Cells)
    used = area_of(sheet.used_range.address)
    if guarded.bottom > used.bottom:
        yield guarded._replace(top=max(guarded.top, used.bottom + 1))


def _with_validations(cells: Any) -> list[Area]:  # noqa: ANN401  Excel's own
    """Return the areas of cells with validations.

    That there are none Excel says by an error: it says so again, unlike what it refuses once.
    """
    try:
        found = cells.SpecialCells(ALL_VALIDATION)
    except Exception as error:
        if is_busy(error):
            raise
        try:
            found = cells.SpecialCells(ALL_VALIDATION)
        except Exception as again:
            if is_busy(again):
                raise
            return []
    return [area_of(str(area.Address)) for area in found.Areas]


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


def refuse_unable(book: Book, sheets: Collection[str]) -> None:
    """Refuse to set guards where Excel would not let us.

    Raises:
        CannotWrite: a sheet is protected, or this is a Mac, where xlwings reaches no names.
    """
    if MAC:
        raise CannotWrite(
            say("Guards cannot be set in Excel for Mac."),
            say("Set them on a Windows machine: they then work on a Mac too."),
        )
    refuse_protected(book, sheets)
