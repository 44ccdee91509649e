"""The program that the add-in starts when a button of the ribbon is pressed.

    python -m xlmot.ribbon VERB --hwnd N [--lang fr|en]

It exits with 0 when the work is done, with 3 when something went wrong and a message box has said
so, with 4 when it failed and could not even say it: then the log alone tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from xlmot.messages.errors import XlmotError
from xlmot.messages.translation import chosen_language, translation
from xlmot.ribbon.buttons.check import verify
from xlmot.ribbon.buttons.clean import apply, preview
from xlmot.ribbon.buttons.compare import compare_programmes
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.buttons.guards import guards
from xlmot.ribbon.buttons.help import show_help
from xlmot.ribbon.buttons.settings import settings
from xlmot.ribbon.buttons.summaries import summaries
from xlmot.ribbon.buttons.undo import undo
from xlmot.ribbon.dialogs import Screen
from xlmot.ribbon.open_workbook import Desk
from xlmot.ribbon.texts import Exit

VERBS: Mapping[str, Callable[[Desk], Done]] = {
    "verify": verify,
    "preview": preview,
    "apply": apply,
    "summaries": summaries,
    "compare": compare_programmes,
    "undo": undo,
    "guards": guards,
    "settings": settings,
    "help": show_help,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one button on the workbook that is active in an Excel; return the exit code."""
    parser = argparse.ArgumentParser(prog="xlmot.ribbon.__main__")
    parser.add_argument("verb", choices=VERBS)
    parser.add_argument("--hwnd", type=int, default=0)
    parser.add_argument("--lang", default=None)
    asked = parser.parse_args(words)
    language = chosen_language(asked.lang)
    screen = Screen(asked.hwnd, translation(language))
    try:
        return _run(VERBS[asked.verb], screen, language)
    except XlmotError as error:
        return screen.complain(error)
    except Exception as error:  # noqa: BLE001  what is left is a fault of ours: no traceback to a user
        return screen.report_bug(error)


def _run(button: Callable[[Desk], Done], screen: Screen, language: str) -> Exit:
    from xlmot.books.excel.connect import connect

    book = connect(screen.hwnd)
    screen.book = book
    with book.telling(screen.translate) as tell:
        done = button(Desk(book, language, tell, choose=screen.choose, ask=screen.ask))
    if done.box:
        screen.show(done.message)
    return Exit.DONE


if __name__ == "__main__":
    sys.exit(main())
