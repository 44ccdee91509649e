"""Press a button of the ribbon: do its work on a workbook, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from xlmot.messages.errors import XlmotError
from xlmot.messages.log import write_log
from xlmot.messages.translation import translation
from xlmot.ribbon.dialogs import Screen
from xlmot.ribbon.open_workbook import Desk
from xlmot.ribbon.texts import Exit

if TYPE_CHECKING:
    from xlmot.books.excel.connect import LiveBook
    from xlmot.ribbon.buttons.done import Done


def press(
    button: Callable[[Desk], Done],
    language: str,
    find: Callable[[], LiveBook],
    hwnd: int = 0,
    *,
    unasked: bool = False,
) -> Exit:
    """Press a button on the workbook that `find` gives; all that goes wrong is said in a box.

    `hwnd` is the window of Excel that the box belongs to where Excel cannot show it. What nobody
    pressed, and is `unasked`, says nothing of what goes wrong.
    """
    screen = Screen(hwnd, translation(language))
    try:
        return _work(button, language, find, screen)
    except XlmotError as error:
        return Exit.LOGGED if unasked else screen.complain(error)
    except Exception as error:  # noqa: BLE001  what is left is a fault of ours: no traceback to a user
        if not unasked:
            return screen.report_bug(error)
        write_log(error)
        return Exit.LOGGED


def _work(
    button: Callable[[Desk], Done], language: str, find: Callable[[], LiveBook], screen: Screen
) -> Exit:
    book = find()
    screen.book = book
    with book.telling(screen.translate) as tell:
        done = button(Desk(book, language, tell, choose=screen.choose, ask=screen.ask))
    if done.box:
        screen.show(done.message)
    if done.below:
        book.show_below(done.message, screen.translate)
    return Exit.DONE
