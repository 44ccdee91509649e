"""The button that helps."""

from __future__ import annotations

from xlmot.desk import Desk
from xlmot.messages import say
from xlmot.verbs.done import Done


def show_help(_: Desk) -> Done:
    """Tell what the buttons do, in their order."""
    return Done(
        say(
            "1. Check lists what is wrong on a sheet; nothing of yours is changed.\n"
            "2. Preview lists each correction; tick those you want.\n"
            "3. Apply makes the ticked ones. Undo takes them back, even after saving.\n"
            "4. Summaries adds sheets that sum up the programme.\n"
            "“xlmot rule NAME” in a terminal explains a rule."
        )
    )
