"""The program that the add-in starts when a button of the ribbon is pressed.

    python -m xlmot.ribbon VERB --hwnd N [--lang fr|en]

It exits with 0 when the work is done, with 3 when something went wrong and a message box has said
so, with 4 when it failed and could not even say it: then the log alone tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from xlmot.messages.translation import chosen_language
from xlmot.ribbon.buttons.check import count, mark, verify
from xlmot.ribbon.buttons.clean import apply, correct_rows, preview
from xlmot.ribbon.buttons.compare import compare_programmes
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.buttons.found import explain_rows, ignore_rows, show_next, show_previous
from xlmot.ribbon.buttons.guards import guards
from xlmot.ribbon.buttons.help import show_help
from xlmot.ribbon.buttons.settings import settings
from xlmot.ribbon.buttons.summaries import summaries
from xlmot.ribbon.buttons.undo import undo
from xlmot.ribbon.open_workbook import Desk
from xlmot.ribbon.press import press
from xlmot.ribbon.texts import COUNT

if TYPE_CHECKING:
    from xlmot.books.excel.connect import LiveBook

VERBS: Mapping[str, Callable[[Desk], Done]] = {
    "verify": verify,
    "preview": preview,
    "apply": apply,
    "summaries": summaries,
    "compare": compare_programmes,
    "undo": undo,
    "mark": mark,
    "previous": show_previous,
    "next": show_next,
    "guards": guards,
    "settings": settings,
    "help": show_help,
    "correct": correct_rows,
    "ignore": ignore_rows,
    "why": explain_rows,
    COUNT: count,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one button on the workbook that is active in an Excel; return the exit code."""
    parser = argparse.ArgumentParser(prog="xlmot.ribbon")
    parser.add_argument("verb", choices=VERBS)
    parser.add_argument("--hwnd", type=int, default=0)
    parser.add_argument("--lang", default=None)
    asked = parser.parse_args(words)

    def find() -> LiveBook:
        from xlmot.books.excel.connect import connect

        return connect(asked.hwnd)

    language = chosen_language(asked.lang)
    return press(VERBS[asked.verb], language, find, asked.hwnd, unasked=asked.verb == COUNT)


if __name__ == "__main__":
    sys.exit(main())
