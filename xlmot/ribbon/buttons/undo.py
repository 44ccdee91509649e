"""The button that takes back what was done last: sheets that were made, or corrections."""

from __future__ import annotations

from datetime import datetime, timedelta

from xlmot.books.open_book import LastDone
from xlmot.messages import Message, say, say_many
from xlmot.reports.undoing import shown_moment
from xlmot.ribbon.buttons.clean import renewed
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk
from xlmot.sheets.earlier.decisions import is_untouched

# What was done longer ago is hardly what is meant by a click: it is asked.
RECENT = timedelta(hours=1)


def undo(desk: Desk) -> Done:
    """Take back what xlmot did last in the workbook.

    Sheets in which somebody wrote stay. Corrections that were not made right before are taken back
    if the user says so.
    """
    desk.tell(say("Undoing…"))
    edits, sheets = desk.book.last_edits(), desk.book.last_sheets()
    last = sheets if sheets and (edits is None or _when(sheets) >= _when(edits)) else None
    made = _removable(desk, last) if last else ()
    if last and made:
        return _remove(desk, last, made)
    if edits and (last or not _is_recent(edits)) and not desk.ask(_question(edits)):
        return Done(say("Nothing was undone."), box=False)
    return renewed(desk, _take_back(desk))


def _removable(desk: Desk, made: LastDone) -> tuple[str, ...]:
    """Return the sheets that were made last in which nobody wrote."""
    earlier = {one.grid.sheet: one for one in desk.reading.earlier.sheets}
    found = (earlier[name] for name in made.sheets if name in earlier)
    return tuple(
        one.grid.sheet for one in found if not one.edited and all(map(is_untouched, one.notes))
    )


def _remove(desk: Desk, made: LastDone, names: tuple[str, ...]) -> Done:
    refused = tuple(name for name in names if not desk.book.remove(name))
    if refused:
        return Done(say("Excel did not remove {sheets}: undo again.", sheets=refused))
    left = tuple(name for name in made.sheets if name not in names)
    removed = say_many(
        len(names),
        "Sheet of {moment} removed: {sheets}.",
        "Sheets of {moment} removed: {sheets}.",
        sheets=names,
        moment=shown_moment(made.moment),
    )
    if not left:
        return Done(removed)
    kept = say("Somebody wrote in {sheets}: that stays.", sheets=left)
    return Done(say("{first} {then}", first=removed, then=kept))


def _when(done: LastDone) -> datetime:
    """Return when something was done; in memory, where nothing tells, now."""
    now = datetime.now().astimezone()
    return datetime.fromisoformat(done.moment).astimezone() if done.moment else now


def _is_recent(done: LastDone) -> bool:
    return datetime.now().astimezone() - _when(done) < RECENT


def _question(edits: LastDone) -> Message:
    return say_many(
        edits.edits,
        "Undo {count} correction, made on {moment}?",
        "Undo {count} corrections, made on {moment}?",
        moment=shown_moment(edits.moment),
    )


def _take_back(desk: Desk) -> Done:
    undone = desk.book.undo()
    if undone.refused and not undone.edits:
        why = undone.refused[0][1].message
        return Done(say("Nothing was undone. {why} Put that right, and undo again.", why=why))
    count = len(undone.edits)
    taken = (
        say_many(
            count,
            "{count} correction of {moment} undone.",
            "{count} corrections of {moment} undone.",
            moment=shown_moment(undone.moment),
        )
        if undone.moment
        else say_many(count, "{count} correction undone.", "{count} corrections undone.")
    )
    if not undone.refused:
        return Done(taken)
    left = say_many(
        len(undone.refused),
        "{count} was left, since the workbook has changed there.",
        "{count} were left, since the workbook has changed there.",
    )
    return Done(say("{first} {then}", first=taken, then=left))
