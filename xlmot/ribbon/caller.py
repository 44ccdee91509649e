"""Check, sum up and clean the workbook from whose macro xlwings runs this: `xlmot.excel`.

In the VBA of a workbook, where xlwings' own add-in is installed:

    Sub Verifier()
        RunPython "import xlmot; xlmot.excel.check()"
    End Sub

Each does what the button of the ribbon does, and says it in a box. xlwings, not xlmot, then chooses
the Python that runs: it reads that from the active workbook too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from xlmot.ribbon.press import press

if TYPE_CHECKING:
    from xlmot.books.excel.book import LiveBook
    from xlmot.ribbon.buttons.done import Done
    from xlmot.ribbon.open_workbook import Desk


def check() -> None:
    """Put the sheet of findings into the workbook, and say how many there are."""
    from xlmot.ribbon.buttons.check import verify

    _press(verify)


def summarize() -> None:
    """Put the sheets that sum up the programme into the workbook."""
    from xlmot.ribbon.buttons.summaries import summaries

    _press(summaries)


def clean() -> None:
    """Make the safe corrections and those that staff confirmed, as the button “Apply” does."""
    from xlmot.ribbon.buttons.clean import apply

    _press(apply)


def _press(button: Callable[[Desk], Done]) -> None:
    from xlmot.messages.translation import chosen_language

    press(button, chosen_language(None), _calling)


def _calling() -> LiveBook:
    """Return the workbook whose macro called."""
    from xlmot.books.excel.book import LiveBook
    from xlmot.books.excel.library import load

    return LiveBook(load().Book.caller())
