"""The button that sums up: a sheet for the programme and one for each of its axes."""

from __future__ import annotations

from functools import reduce

from xlmot.messages import Message, say, say_many
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk
from xlmot.sheets.axe import KIND as AXE
from xlmot.sheets.sommaire import KIND as SOMMAIRE


def summaries(desk: Desk) -> Done:
    """Put the summary and a sheet for each axis of every programme into the workbook.

    What staff wrote beside the actions stays with them. What became of the sheets of axes that are
    gone is told.

    Raises:
        NoProgramme: there is no programme.
    """
    count = sum(1 + len(programme.roots) for programme in desk.programmes)
    messages = desk.make({SOMMAIRE, AXE})
    made = say_many(count, "{count} sheet made.", "{count} sheets made.")
    return Done(reduce(_and_then, messages, made), box=bool(messages))


def _and_then(first: Message, then: Message) -> Message:
    return say("{first} {then}", first=first, then=then)
