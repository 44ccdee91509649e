"""The buttons that correct: list the corrections, make them, take them back."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.books.open_book import Selected
from xlmot.checking.plan import Plan, Target, target
from xlmot.findings import Edit
from xlmot.messages import Message, render, say, say_many
from xlmot.messages.errors import CannotWrite, XlmotError
from xlmot.reports.cleaning import diff_lines, tallied
from xlmot.ribbon.buttons.check import renew
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk
from xlmot.sheets.apercu import KIND, apercu_sheet, read_ticks
from xlmot.sheets.earlier.decisions import to_decide_again
from xlmot.sheets.names import APERCU

# So many lines fit a box.
SHOWN_LINES = 12
NOTHING = say("There is nothing to correct.")


def preview(desk: Desk) -> Done:
    """Put the sheet of what cleaning would change into the workbook, each change to be ticked.

    What asks to be confirmed is not ticked at first, unless staff confirmed it in the sheet of
    findings; what was ticked before stays as it was.
    """
    safe, _ = _plan(desk, unsafe=False)
    every, _ = _plan(desk, unsafe=True)
    ticks = _ticks(desk)
    certain = _targets(safe)
    unticked = {place for place in _targets(every) if not ticks.get(place, place in certain)}
    name = desk.reading.earlier.name(render(APERCU, desk.writes), KIND, "")
    edition = desk.reading.edition(desk.day)
    sheet = apercu_sheet(every, desk.book.name, edition, name, unticked)
    desk.put([sheet], show=name)
    count = len(every.edits)
    todo = say_many(count, "{count} correction is listed.", "{count} corrections are listed.")
    return Done(todo if count else NOTHING, box=False)


def _plan(
    desk: Desk, *, unsafe: bool, locked: frozenset[Target] = frozenset()
) -> tuple[Plan, list[tuple[Edit, XlmotError]]]:
    """Plan the corrections.

    Raises:
        UnreadableFile: there is no programme to correct.
    """
    _ = desk.programmes  # It raises where there is none.
    desk.tell(say("Preparing the corrections…"))
    return desk.reading.plan(unsafe=unsafe, locked=locked)


def _ticks(desk: Desk) -> dict[Target, bool]:
    name = desk.reading.named(KIND)
    return read_ticks(desk.book.generated(name)) if name else {}


def apply(desk: Desk) -> Done:
    """Make the corrections that are ticked in the preview; without a preview, as `correct`.

    Raises:
        CannotWrite: the programme has changed since the preview.
    """
    name = desk.reading.named(KIND)
    if not name:
        return renewed(desk, correct(desk))
    done = _make(desk, *_ticked_plan(desk))
    desk.book.remove(name)
    return renewed(desk, done)


def renewed(desk: Desk, done: Done) -> Done:
    """Bring the sheet of findings and the marks up to date with what was done; say what is not."""
    stale = renew(desk)
    if stale is None:
        return done
    return done._replace(message=say("{first} {then}", first=done.message, then=stale))


def correct(desk: Desk) -> Done:
    """Make the safe corrections, and those that staff confirmed in the sheet of findings."""
    return _make(desk, *_plan(desk, unsafe=False))


def correct_rows(desk: Desk) -> Done:
    """Make the corrections of the rows that are selected, and no others.

    What asks to be confirmed is shown first.
    """
    here = desk.book.selected()
    locked: frozenset[Target] = frozenset()
    while True:
        plan, refused = _plan(desk, unsafe=True, locked=locked)
        beyond = {place for place in _targets(plan) if not _is_in(here, place)}
        if not beyond:
            break
        locked |= beyond
    own = [(edit, why) for edit, why in refused if _is_in(here, target(edit))]
    if not plan.edits and not own:
        return Done(say("Nothing can be corrected here alone. “Preview” lists all corrections."))
    sure = set(_plan(desk, unsafe=False)[0].edits)
    if not sure.issuperset(plan.edits) and not desk.ask(_question(plan.edits, desk)):
        return Done(say("Nothing was corrected."), box=False)
    return renewed(desk, _make(desk, plan, own))


def _is_in(here: Selected, place: Target) -> bool:
    return place.sheet == here.sheet and here.holds_row(place.row)


def _question(edits: Sequence[Edit], desk: Desk) -> Message:
    lines = [line for edit in edits for line in diff_lines(edit, desk.translate)]
    return say("Correct this?\n{lines}", lines="\n".join(lines[:SHOWN_LINES]))


def _make(desk: Desk, plan: Plan, refused: Sequence[tuple[Edit, XlmotError]]) -> Done:
    if plan.edits:
        count = len(plan.edits)
        desk.tell(say_many(count, "Making {count} correction…", "Making {count} corrections…"))
        desk.book.apply(plan.edits)
    done = _applied(plan, refused)
    if not plan.outdated:
        return Done(done)
    return Done(say("{first} {then}", first=done, then=to_decide_again(plan.outdated)))


def _ticked_plan(desk: Desk) -> tuple[Plan, list[tuple[Edit, XlmotError]]]:
    """Return the plan of what is ticked in the preview.

    Where a correction is not ticked, another one may be called for that the preview did not list:
    it is made if it is a safe one, and left if it asks to be confirmed.
    """
    ticks = _ticks(desk)
    every, _ = _plan(desk, unsafe=True)
    if _targets(every) != ticks.keys():
        raise CannotWrite(
            say("The programme has changed since the preview was made."),
            say("Make the preview again, look it through, then apply."),
        )
    locked = frozenset(place for place, ticked in ticks.items() if not ticked)
    while True:
        chosen, refused = _plan(desk, unsafe=True, locked=locked)
        unlisted = _targets(chosen) - ticks.keys()
        if unlisted:
            unlisted -= _targets(_plan(desk, unsafe=False, locked=locked)[0])
        if not unlisted:
            return chosen, refused
        locked |= unlisted


def _targets(plan: Plan) -> set[Target]:
    return {target(edit) for edit in plan.edits}


def _applied(plan: Plan, refused: Sequence[tuple[Edit, XlmotError]]) -> Message:
    done = tallied(plan.edits)
    if not refused:
        return say("{done}.", done=done) if plan.edits else NOTHING
    return say(
        "{done}. {left} {first}",
        done=done,
        left=say_many(
            len(refused),
            "{count} correction could not be made:",
            "{count} corrections could not be made, the first because:",
        ),
        first=refused[0][1].message,
    )
