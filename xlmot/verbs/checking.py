"""The button that checks: the sheet of findings."""

from __future__ import annotations

from xlmot.desk import Desk
from xlmot.errors import CannotWrite
from xlmot.generated.mark import FINDINGS
from xlmot.messages import Message, say
from xlmot.reports.words import counted
from xlmot.sheets.controle import controle_sheet
from xlmot.sheets.written import keep_day
from xlmot.verbs.done import Done


def verify(desk: Desk) -> Done:
    """Put the sheet of findings into the workbook; the programme itself is not touched.

    Where no sheet can be added, the number of findings is all that is told.
    """
    report = desk.report()
    first = report.programmes[0] if report.programmes else None
    known = desk.named(FINDINGS)
    earlier = desk.marks[known] if known else None
    sheet = controle_sheet(report, desk.edition(first), desk.notes(FINDINGS), earlier=earlier)
    sheet = keep_day(sheet, earlier, desk.translate)
    verdict = counted(report.open_findings)
    try:
        desk.put([sheet], show=sheet.name)
    except CannotWrite as error:
        return Done(_joined(verdict, error.message))
    return Done(say("{verdict}.", verdict=verdict), box=False)


def _joined(verdict: Message, why: Message) -> Message:
    return say("{verdict}. They could not be put on a sheet: {why}", verdict=verdict, why=why)
