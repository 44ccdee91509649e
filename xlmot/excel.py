"""Check, sum up and clean the workbook from whose macro xlwings runs this.

In the VBA of a workbook that uses xlwings' own add-in:

    Sub Verifier()
        RunPython "import xlmot.excel; xlmot.excel.check()"
    End Sub

xlwings, not xlmot, then chooses the Python that runs: it reads that from the active workbook too.
"""

from __future__ import annotations

from collections.abc import Callable


def check() -> str:
    """Put the sheet of findings into the workbook; return how many there are.

    Raises:
        XlmotError: the workbook cannot be read; the message says what to do.
    """
    from xlmot.ribbon.buttons.check import verify

    return _run(verify)


def summarize() -> str:
    """Put the sheets that sum up the programme into the workbook; return what was made.

    Raises:
        XlmotError: there is no programme, or the workbook cannot be written.
    """
    from xlmot.ribbon.buttons.summaries import summaries

    return _run(summaries)


def clean() -> str:
    """Make the safe corrections, which « Annuler » takes back; return what was done.

    Raises:
        XlmotError: the workbook cannot be written; it is as it was.
    """
    from xlmot.ribbon.buttons.clean import correct

    return _run(correct)


def _run(button: Callable[..., object]) -> str:
    from xlmot.books.excel.book import LiveBook
    from xlmot.books.excel.library import load
    from xlmot.messages import render
    from xlmot.messages.translation import chosen_language
    from xlmot.ribbon.buttons.done import Done
    from xlmot.ribbon.open_workbook import Desk

    book = LiveBook(load().Book.caller())
    desk = Desk(book, chosen_language(None))
    with book.telling(desk.translate) as tell:
        desk.tell = tell
        done = button(desk)
    return render(done.message, desk.translate) if isinstance(done, Done) else ""
