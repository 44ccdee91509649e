"""The button that sums up: a sheet for the programme and one for each of its axes."""

from __future__ import annotations

from xlmot.desk import Desk
from xlmot.messages import say_many
from xlmot.sheets.axe import KIND, axe_sheets
from xlmot.sheets.model import Sheet
from xlmot.sheets.sommaire import sommaire_sheet
from xlmot.sheets.written import keep_day
from xlmot.verbs.done import Done


def summaries(desk: Desk) -> Done:
    """Put the summary and a sheet for each axis of every programme into the workbook.

    What staff wrote beside the actions stays with them.
    """
    findings = desk.report().findings
    made: list[Sheet] = []
    for programme in desk.programmes:
        edition = desk.edition(programme, [sheet.name for sheet in made])
        names = {section.grid.sheet for section in programme.table.sections}
        own = [finding for finding in findings if finding.sheet in names]
        made += [
            sommaire_sheet(programme, edition, own),
            *axe_sheets(programme, edition, desk.notes(KIND)),
        ]
    kept = [keep_day(sheet, desk.marks.get(sheet.name), desk.translate) for sheet in made]
    desk.put(kept, show=kept[0].name)
    return Done(say_many(len(kept), "{count} sheet made.", "{count} sheets made."), box=False)
