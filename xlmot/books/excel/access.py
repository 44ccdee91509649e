"""Reach what xlwings does not offer of a running Excel, and leave Excel as it was found.

Excel's own names are those of its object model on Windows (Microsoft Learn, Excel VBA reference).
On macOS the same members are reached through appscript, in small letters with underscores.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from xlmot.books.excel.failing import attempt, is_busy
from xlmot.books.excel.library import WRITING, patience
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite
from xlmot.ooxml.cells.references import areas
from xlmot.programme.address import Area

# Objects of xlwings, which is not imported here: xlwings.App, Book, Sheet and Range.
App: TypeAlias = Any
Book: TypeAlias = Any
Sheet: TypeAlias = Any
Range: TypeAlias = Any

MAC = sys.platform == "darwin"
MAC_NAMES = {"AutoFilterMode": "autofilter_mode", "AutoFilter": "autofilter_object"}
MAC_RANGES = {"Range": "range_object", "Address": "get_address"}

# Nobody can type or click meanwhile; Excel for Mac knows no such state.
QUIET = {
    **({} if MAC else {"interactive": False}),
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}
STATE = (*QUIET, "status_bar")

_MISSING: Any = object()


def native(thing: object, path: str, default: Any = _MISSING) -> Any:  # noqa: ANN401  Excel's own
    """Return a member of Excel's own object by its path, such as `EntireRow.Hidden`.

    A `default` is for members that only newer Excels have.
    """
    try:
        found: Any = thing.api  # type: ignore[attr-defined]  # every object of xlwings has it
        for name in path.split("."):
            found = getattr(found, _mac_name(name) if MAC else name)
        return _asked(found) if MAC else found
    except Exception as error:
        if default is _MISSING or is_busy(error):
            raise
        return default


def _asked(reference: Any) -> Any:  # noqa: ANN401  appscript's own
    """Return what a reference of appscript stands for; a command such as `get_address` is run."""
    return reference.get() if hasattr(reference, "get") else reference()


def _mac_name(name: str) -> str:
    known = {**MAC_NAMES, **MAC_RANGES}
    return known.get(name) or re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


# XlSheetVisibility.
STATES = {-1: "visible", 0: "hidden", 2: "veryHidden"}
VERY_HIDDEN = 2


def state_of(sheet: Sheet) -> str:
    """Return `visible`, `hidden` or `veryHidden`."""
    found = native(sheet, "Visible")
    if not MAC:
        return STATES[int(found)]
    return {"sheet_visible": "visible", "sheet_hidden": "hidden"}.get(found.AS_name, "veryHidden")


def hide_deeply(sheet: Sheet) -> None:
    """Hide a sheet so that Excel's menus do not offer to show it."""
    if MAC:
        import appscript

        sheet.api.visible.set(appscript.k.sheet_very_hidden)
    else:
        sheet.visible = VERY_HIDDEN


def activate(sheet: Sheet) -> None:
    """Show a sheet in its window; xlwings' own `activate` would also bring a window forward."""
    sheet.impl.activate()


def area_of(address: str) -> Area:
    """Return the area of an address as Excel writes it.

    >>> area_of("$A$3:$B$136"), area_of("$C$4")
    (Area(top=3, left=1, bottom=136, right=2), Area(top=4, left=3, bottom=4, right=3))
    """
    found = areas(address.replace("$", ""))
    if not found:
        raise ValueError(address)
    return found[0]


@contextmanager
def undisturbed(book: Book, app: App) -> Iterator[None]:
    """Keep Excel quiet meanwhile, and put back all that was changed for it, whatever happens.

    Put back are the calculation, the screen, events, alerts, the keyboard and the status bar, the
    active sheet and its selection, and whether the workbook saves itself; one of them that cannot
    be put back does not keep the others. Cells that wait to be pasted no longer do: Excel would
    insert them instead of blank rows.

    Raises:
        CannotWrite: the workbook saves itself online, and cannot be kept from it.
    """
    kept = {name: getattr(app, name) for name in STATE}
    shown = book.sheets.active
    place = selection(app)
    with patience(WRITING):
        try:
            with _unsaved(book):
                for name, value in QUIET.items():
                    setattr(app, name, value)
                app.cut_copy_mode = False
                yield
        finally:
            attempt(lambda: _show(book, app, shown, place))
            for name, value in kept.items():
                attempt(lambda name=name, value=value: setattr(app, name, value))  # type: ignore[misc]


@contextmanager
def _unsaved(book: Book) -> Iterator[None]:
    """Keep a workbook from saving itself online meanwhile, half done."""
    if native(book, "AutoSaveOn", default=False) is not True:
        yield
        return
    try:
        book.api.AutoSaveOn = False
    except Exception as error:
        if is_busy(error):
            raise
        raise CannotWrite(
            say("{file} saves itself online, and cannot be kept from it.", file=book.name),
            say("Switch AutoSave off at the top left of Excel, and try again."),
        ) from error
    try:
        yield
    finally:
        attempt(lambda: setattr(book.api, "AutoSaveOn", True))


def selection(app: App) -> str | None:
    """Return the address that is selected; a chart or a picture has none."""
    if MAC:
        return getattr(app.selection, "address", None)
    found = native(app, "Selection.Address", default=None)
    return found if isinstance(found, str) else None


def _show(book: Book, app: App, sheet: Sheet, place: str | None) -> None:
    """Show a sheet with its selection again, unless they are shown already."""
    if book.sheets.active.name != sheet.name:
        activate(sheet)
    if place is not None and selection(app) != place:
        sheet.range(place.replace("$", "")).select()


def choose_file(book: Book, title: str, kinds: str) -> Path | None:
    """Have the user choose a file in Excel's own dialogue; None if they cancel it.

    `kinds` is a filter of Excel's, such as `Workbooks (*.xlsx),*.xlsx`. On macOS Excel takes no
    such filter: the dialogue of the system is to be used there.
    """
    chosen = book.app.api.GetOpenFilename(kinds, 1, title)
    # False is what Excel gives for “Cancel”.
    return Path(chosen) if isinstance(chosen, str) else None


def refuse_closed(book: Book) -> None:
    """Refuse to change a workbook that cannot keep the change, or that others change meanwhile.

    Raises:
        CannotWrite: read-only or shared.
    """
    for path, message, remedy in OBSTACLES:
        if native(book, path, default=False) is True:
            raise CannotWrite(Message(message.text, {"file": book.name}), remedy)


def refuse_protected(book: Book, sheets: Collection[str]) -> None:
    """Refuse to change a protected sheet.

    Raises:
        CannotWrite: one of the sheets is protected.
    """
    for sheet in book.sheets:
        if sheet.name in sheets and native(sheet, "ProtectContents") is True:
            raise CannotWrite(
                say("“{sheet}” is protected.", sheet=sheet.name),
                say("Unprotect it in Excel (Review > Unprotect Sheet), and try again."),
            )


OBSTACLES = (
    (
        "ReadOnly",
        say("{file} is open read-only, so that nothing written in it could be saved."),
        say("Save it under another name in Excel (File > Save As), and try again there."),
    ),
    (
        "MultiUserEditing",
        say("{file} is a shared workbook: others may be writing in it."),
        say("Stop sharing it in Excel (Review > Unshare Workbook), and try again."),
    ),
)
