"""Find the workbook that is open in Excel, through xlwings."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from xlmot.books.excel.access import Book, native
from xlmot.books.excel.book import LiveBook
from xlmot.books.excel.failing import is_busy, said_when_busy
from xlmot.books.excel.library import load
from xlmot.messages import say
from xlmot.messages.errors import ExcelUnavailable

PATIENCE = 3.0
NO_WORKBOOK = say("No workbook is open in Excel that could be read.")
OPEN_ONE = say("Open one; if it says Protected View at the top, click Enable Editing first.")


def connect(hwnd: int | None = None, name: str | None = None) -> LiveBook:
    """Return the workbook that is active in Excel, or the open one of that name.

    `hwnd` is the handle of Excel's window on Windows, needed where several Excels run.

    Raises:
        ExcelUnavailable: there is no such Excel or workbook, or no telling which is meant; or
            xlwings is not installed.
    """
    xlwings = load()
    apps = [_app_of(xlwings, hwnd)] if hwnd else _apps(xlwings)
    with said_when_busy():
        if name is not None:
            return LiveBook(_named(apps, name))
        if len(apps) > 1:
            raise ExcelUnavailable(
                say(
                    "Excel runs {count} times, so that it is not clear which is meant.",
                    count=len(apps),
                ),
                say("Close all but one, or name the workbook with “--book”."),
            )
        return LiveBook(_active(apps[0]))


def _apps(xlwings: Any) -> list[Any]:  # noqa: ANN401  a module
    try:
        found = list(xlwings.apps)
    except xlwings.XlwingsError:
        found = []
    if not found:
        raise ExcelUnavailable(
            say("No Excel with an open workbook is running here."),
            say("Open the workbook in Excel, click Enable Editing if it asks, and try again."),
        )
    return found


def _app_of(xlwings: Any, hwnd: int) -> Any:  # noqa: ANN401  a module; an xlwings.App
    """Return the Excel of a window; on macOS, where windows have no handle, the active one."""
    engine = getattr(xlwings, "_xlwindows", None)
    if engine is None:
        return _apps(xlwings)[0]
    try:
        app = xlwings.App(impl=engine.App(xl=hwnd))
        native(app, "Hwnd")
    except Exception as error:
        # Excel's desktop without a workbook has no window that xlwings could start from: pywin32
        # raises an error of its own then, xlwings an OSError.
        if is_busy(error):
            raise
        raise ExcelUnavailable(NO_WORKBOOK, OPEN_ONE) from error
    return app


def _named(apps: Iterable[Any], name: str) -> Book:
    found = [book for app in apps for book in app.books if book.name.lower() == name.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        raise ExcelUnavailable(
            say("Excel is running more than once, and {file} is open more than once.", file=name),
            say("Close all of them but one, and try again."),
        )
    raise ExcelUnavailable(
        say("{file} is not open in Excel.", file=name),
        say("Open it, or give the name of one that is."),
    )


def _active(app: Any) -> Book:  # noqa: ANN401  an xlwings.App
    _wait(app)
    if not len(app.books):
        raise ExcelUnavailable(NO_WORKBOOK, OPEN_ONE)
    return app.books.active


def _wait(app: Any) -> None:  # noqa: ANN401  an xlwings.App
    """Give an Excel that is at something else a moment to finish it."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            native(app, "Ready", default=True)
        except Exception as error:
            if not is_busy(error) or time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


__all__ = ["LiveBook", "connect"]
