"""The buttons that go through what is wrong: from one place to the next, and row by row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from xlmot.books.mark import FINDINGS
from xlmot.findings import Finding, Place
from xlmot.findings.together import apart
from xlmot.messages import Message, render, say, say_many
from xlmot.ribbon.buttons.check import with_marks
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk
from xlmot.rules import all_rules
from xlmot.rules.page import read_page

# So many findings of a row fit a box with their reasons.
SHOWN = 4


def show_next(desk: Desk) -> Done:
    """Select the next place in which something is wrong, and say what."""
    return _go(desk, 1)


def show_previous(desk: Desk) -> Done:
    """Select the place before, in which something is wrong, and say what."""
    return _go(desk, -1)


def _go(desk: Desk, step: int) -> Done:
    """Select the nearest place with a finding in a direction; after the last comes the first."""
    places = _places(desk)
    if not places:
        return Done(say("xlmot finds nothing wrong in this programme."))
    sheets = [grid.sheet for grid in desk.reading.workbook.grids]

    def key(place: Place) -> tuple[int, int, int]:
        return sheets.index(place.sheet), place.row, place.column

    order, here = sorted(places, key=key), _here(desk, sheets)
    after, before = bisect_right(order, here, key=key), bisect_left(order, here, key=key) - 1
    number = (after if step > 0 else before) % len(order)
    place = order[number]
    desk.book.select(*place)
    return Done(
        say(
            "{number} of {count}, cell {cell}:\n{findings}",
            number=number + 1,
            count=len(order),
            cell=place.cell,
            findings=_told(places[place], desk),
        )
    )


def _places(desk: Desk) -> dict[Place, list[Finding]]:
    """Return the cells of the programme's sheets in which something is wrong, with what."""
    sheets = {grid.sheet for grid in desk.reading.workbook.grids}
    found: dict[Place, list[Finding]] = {}
    for finding in apart(desk.reading.report().open_findings):
        if finding.sheet in sheets:
            found.setdefault(finding.places[0], []).append(finding)
    return found


def _here(desk: Desk, sheets: Sequence[str]) -> tuple[int, int, int]:
    """Return where the selection begins; before all sheets, where it is on none of these."""
    now = desk.book.selected()
    if now.sheet not in sheets or not now.areas:
        return (-1, 0, 0)
    return sheets.index(now.sheet), now.areas[0].top, now.areas[0].left


def _told(findings: Sequence[Finding], desk: Desk) -> str:
    return "\n".join(render(finding.message, desk.translate) for finding in findings)


def explain_rows(desk: Desk) -> Done:
    """Say what is wrong in the rows that are selected, and why it is looked for."""
    found = _selected(desk)
    if not found:
        return Done(say("xlmot finds nothing wrong here."))
    told = [_explained(finding, desk) for finding in found[:SHOWN]]
    more = len(found) - len(told)
    text = "\n\n".join(told)
    if not more:
        return Done(say("{text}", text=text))
    left = say_many(more, "… and {count} more.", "… and {count} more.")
    return Done(say("{text}\n\n{left}", text=text, left=left))


def _explained(finding: Finding, desk: Desk) -> str:
    rule = all_rules().get(finding.rule)
    why = read_page(rule, desk.translate).why if rule else ""
    return "\n".join(filter(None, [render(finding.message, desk.translate), why]))


def _selected(desk: Desk) -> list[Finding]:
    """Return what is wrong in the rows that are selected."""
    here = desk.book.selected()
    return [
        finding
        for finding in apart(desk.reading.report().open_findings)
        if any(place.sheet == here.sheet and here.holds_row(place.row) for place in finding.places)
    ]


def ignore_rows(desk: Desk) -> Done:
    """Have what is wrong in the rows that are selected ignored, by the sheet of findings."""
    found = _selected(desk)
    if not found:
        return Done(say("xlmot finds nothing wrong here."))
    desk.make({FINDINGS}, again=True, ignoring=found)
    counted = say_many(len(found), "{count} finding is ignored.", "{count} findings are ignored.")
    told: Message = say(
        "{counted} The sheet of findings says so: choose “Undecided” there to have it back.",
        counted=counted,
    )
    return with_marks(replace(desk), told)
