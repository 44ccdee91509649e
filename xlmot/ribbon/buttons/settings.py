"""The button of the settings: the sheet of what the programme is checked by."""

from __future__ import annotations

from xlmot.messages import say
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk


def settings(desk: Desk) -> Done:
    """Put the sheet of settings into the workbook, or bring it up to date, and show it.

    What was typed in it stays.

    Raises:
        BadSetting: something that was typed cannot be used; its cell is named.
    """
    from xlmot.files.settings_sheet import settings_sheet

    sheet = settings_sheet(desk.reading, desk.asked.profile, desk.day, desk.writes)
    desk.put([sheet], show=sheet.name)
    profile = desk.reading.settings.profile
    return Done(
        say("The settings are those of the profile “{profile}”.", profile=profile), box=False
    )
