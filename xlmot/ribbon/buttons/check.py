"""The button that checks: the sheet of findings."""

from __future__ import annotations

from dataclasses import replace

from xlmot.books.mark import FINDINGS
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite
from xlmot.messages.log import write_log
from xlmot.reports.words import counted
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk


def verify(desk: Desk) -> Done:
    """Put the sheet of findings into the workbook; the programme itself is not touched.

    Where no sheet can be added, the number of findings is all that is told.
    """
    verdict = counted(desk.reading.report().open_findings)
    try:
        desk.make({FINDINGS})
    except CannotWrite as error:
        return Done(_joined(verdict, error.message))
    return Done(say("{verdict}.", verdict=verdict))


def renew(desk: Desk) -> bool:
    """Make the sheet of findings anew after something else was done, if there is one.

    Return whether it is as the programme is; that it is not undoes nothing.
    """
    try:
        if not desk.reading.named(FINDINGS):
            return True
        replace(desk).make({FINDINGS}, again=True)
    except Exception as error:  # noqa: BLE001  what was done stays done
        write_log(error)
        return False
    return True


def _joined(verdict: Message, why: Message) -> Message:
    return say("{verdict}. They could not be put on a sheet: {why}", verdict=verdict, why=why)
