"""The button of the settings: the sheet of what the programme is checked by."""

from __future__ import annotations

from xlmot.books.mark import SETTINGS
from xlmot.messages import render, say
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk
from xlmot.sheets.names import free_name


def settings(desk: Desk) -> Done:
    """Put the sheet of settings into the workbook, or bring it up to date, and show it.

    What was typed in it stays.

    Raises:
        BadSetting: something that was typed cannot be used; its cell is named.
    """
    from xlmot.sheets.settings.parametres import PARAMETRES, parametres_sheet, values_of

    typed, profile = desk.typed, desk.settings.profile
    taken = [name for name in desk.book.sheet_names() if name not in desk.marks]
    name = desk.named(SETTINGS) or free_name(render(PARAMETRES, desk.translate), taken)
    values = values_of(typed) if typed else {}
    sheet = parametres_sheet(values, desk.chosen, desk.edition, name, desk.book.name)
    desk.put([sheet], show=name)
    return Done(
        say("The settings are those of the profile “{profile}”.", profile=profile), box=False
    )
