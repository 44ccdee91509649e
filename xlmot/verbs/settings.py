"""The button of the settings: the words and rules that the programme is checked by."""

from __future__ import annotations

from xlmot.desk import Desk
from xlmot.messages import say
from xlmot.verbs.done import Done


def settings(desk: Desk) -> Done:
    """Tell which words of which house the programme is checked by, and where to change them."""
    title = desk.settings.title or desk.settings.profile
    return Done(
        say(
            "This workbook is checked by the words of the profile “{profile}” ({title}). To change "
            "them, put a file named xlmot.toml in its folder.",
            profile=desk.settings.profile,
            title=title,
        )
    )
