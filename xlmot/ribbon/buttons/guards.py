"""The button that guards the table: mistakes are refused or coloured as they are typed."""

from __future__ import annotations

from xlmot.books.guards.table import listed, make_guards
from xlmot.messages import say
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk


def guards(desk: Desk) -> Done:
    """Have Excel refuse or colour mistakes as they are typed; or no longer, where it does."""
    made = [one for programme in desk.programmes for one in make_guards(programme)]
    if desk.programmes and not made:
        return Done(say("The codes are written in a way that guards do not know: none was set."))
    desk.tell(say("Setting the guards…"))
    if not desk.book.guard(made, desk.writes):
        return Done(say("The guards are removed."))
    meanings = tuple(listed(made).values())
    return Done(
        say(
            "Excel now refuses a malformed code as it is typed, and colours: {meanings}. "
            "Click again to remove all of it.",
            meanings=meanings,
        )
    )
