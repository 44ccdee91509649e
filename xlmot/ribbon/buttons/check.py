"""The button that checks: the sheet of findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xlmot.books.mark import FINDINGS
from xlmot.messages import Message, say, say_many
from xlmot.messages.errors import CannotWrite
from xlmot.messages.log import write_log
from xlmot.programme.address import Area
from xlmot.reports.words import counted
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk

OLD_MARKS = say("The marks are not those of the programme as it is now.")


def verify(desk: Desk) -> Done:
    """Put the sheet of findings into the workbook; the programme itself is not touched.

    Where no sheet can be added, the number of findings is all that is told.
    """
    verdict = counted(desk.reading.report().open_findings)
    try:
        desk.make({FINDINGS})
    except CannotWrite as error:
        return Done(_joined(verdict, error.message))
    return with_marks(desk, say("{verdict}.", verdict=verdict))


def count(desk: Desk) -> Done:
    """Say in the status bar how much is wrong in the workbook that was just saved.

    Raises:
        NoProgramme: there is no programme.
    """
    _ = desk.programmes  # It raises where there is none.
    verdict = counted(desk.reading.report().open_findings)
    told = say("{file}: {verdict}.", file=desk.book.name, verdict=verdict)
    return Done(told, box=False, below=True)


def renew(desk: Desk) -> Message | None:
    """Bring the sheet of findings and the marks up to date after something was done, if there are.

    Return what is not as the programme is now; that undoes nothing.
    """
    now = replace(desk)
    if not _done(lambda: _renew_sheet(desk, now)):
        return say("The sheet of findings is still that of before.")
    if not _done(lambda: _renew_marks(now)):
        return OLD_MARKS
    return None


def with_marks(desk: Desk, told: Message) -> Done:
    """Bring the marks up to date with what a desk reads, and say where they are not."""
    if _done(lambda: _renew_marks(desk)):
        return Done(told)
    return Done(say("{first} {then}", first=told, then=OLD_MARKS))


def _done(work: Callable[[], None]) -> bool:
    try:
        work()
    except Exception as error:  # noqa: BLE001  what was done stays done
        write_log(error)
        return False
    return True


def _renew_sheet(before: Desk, now: Desk) -> None:
    if before.reading.named(FINDINGS):
        now.make({FINDINGS}, again=True)


def _renew_marks(desk: Desk) -> None:
    if desk.book.is_marked():
        desk.book.mark(found_cells(desk))


def found_cells(desk: Desk) -> dict[str, list[Area]]:
    """Return the cells of the programme's sheets in which something is wrong, as few areas."""
    sheets = [grid.sheet for grid in desk.reading.workbook.grids]
    places = {place for one in desk.reading.report().open_findings for place in one.places}
    cells: dict[str, list[Area]] = {}
    for place in sorted(places, key=lambda place: (place.column, place.row)):
        if place.sheet in sheets:
            own = cells.setdefault(place.sheet, [])
            area = Area(place.row, place.column, place.row, place.column)
            if own and own[-1].left == area.left and own[-1].bottom == area.top - 1:
                own[-1] = own[-1]._replace(bottom=area.top)
            else:
                own.append(area)
    return cells


def mark(desk: Desk) -> Done:
    """Mark the cells in which something is wrong; or no longer, where some are marked.

    Raises:
        NoProgramme: there is no programme.
        CannotWrite: Excel would not let us.
    """
    if desk.book.is_marked():
        desk.book.mark({})
        return Done(say("The marks are removed."), box=False)
    _ = desk.programmes  # It raises where there is none.
    cells = found_cells(desk)
    if not cells:
        return Done(say("xlmot finds nothing wrong in this programme."))
    desk.book.mark(cells)
    count = sum(area.bottom - area.top + 1 for areas in cells.values() for area in areas)
    told = say_many(count, "{count} cell is marked.", "{count} cells are marked.")
    return Done(say("{marked} A second click removes the marks.", marked=told))


def _joined(verdict: Message, why: Message) -> Message:
    return say("{verdict}. They could not be put on a sheet: {why}", verdict=verdict, why=why)
