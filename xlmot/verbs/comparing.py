"""The button that compares the programme with another."""

from __future__ import annotations

from xlmot.desk import Desk
from xlmot.errors import BadSetting
from xlmot.messages import say
from xlmot.verbs.done import Done


def compare(_: Desk) -> Done:
    """Compare the programme with another: not there yet."""
    raise BadSetting(
        say("xlmot cannot compare two programmes yet."),
        say("Keep both workbooks: a later version will compare them."),
    )
