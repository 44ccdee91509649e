"""The buttons of the ribbon, one function each, and the program that the add-in starts for them.

    python -m xlmot.ribbon VERB --hwnd N [--lang fr|en]

It exits with 0 when the work is done, with 1 when something went wrong and a message box has said
so, with 2 when it failed and could not even say it: then the log alone tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from xlmot.cleaning import Plan, Target, target
from xlmot.desk import Desk
from xlmot.errors import BadSetting, CannotWrite, XlmotError
from xlmot.findings import DeleteRow, Edit
from xlmot.generated.mark import FINDINGS
from xlmot.guards import listed, make_guards
from xlmot.language import chosen_language, translation
from xlmot.messages import Message, render, say, say_many
from xlmot.reports.words import counted
from xlmot.rewrite import feasible_plan
from xlmot.screen import DONE, Screen
from xlmot.sheets.apercu import apercu_sheet, read_ticks
from xlmot.sheets.axe import KIND as AXE_KIND
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.controle import controle_sheet
from xlmot.sheets.model import Sheet
from xlmot.sheets.names import APERCU, free_name
from xlmot.sheets.sommaire import sommaire_sheet
from xlmot.sheets.words import source_name
from xlmot.sheets.written import keep_day

APERCU_KIND = "apercu"
NOTHING = say("There is nothing to correct.")


class Done(NamedTuple):
    """What a button did, in a sentence; `box` if a message box has to say it."""

    message: Message
    box: bool = True


def verify(desk: Desk) -> Done:
    """Put the sheet of findings into the workbook; the programme itself is not touched.

    Where no sheet can be added, the number of findings is all that is told.
    """
    report = desk.report()
    first = report.programmes[0] if report.programmes else None
    known = desk.named(FINDINGS)
    earlier = desk.marks[known] if known else None
    edition = desk.edition(first, making=FINDINGS)
    sheet = controle_sheet(report, edition, desk.notes(FINDINGS), earlier=earlier)
    sheet = keep_day(sheet, earlier, desk.translate)
    verdict = counted(report.open_findings)
    try:
        desk.put([sheet], show=sheet.name)
    except CannotWrite as error:
        return Done(_joined(verdict, error.message))
    return Done(say("{verdict}.", verdict=verdict), box=False)


def _joined(verdict: Message, why: Message) -> Message:
    return say("{verdict}. They could not be put on a sheet: {why}", verdict=verdict, why=why)


def preview(desk: Desk) -> Done:
    """Put the sheet of what cleaning would change into the workbook, each change to be ticked.

    What asks to be confirmed is not ticked at first; what was ticked before stays as it was.
    """
    safe, _ = _plan(desk, unsafe=False)
    every, _ = _plan(desk, unsafe=True)
    ticks = _ticks(desk)
    certain = _targets(safe)
    unticked = {place for place in _targets(every) if not ticks.get(place, place in certain)}
    taken = [name for name in desk.book.sheet_names() if name not in desk.marks]
    name = desk.named(APERCU_KIND) or free_name(render(APERCU, desk.translate), taken)
    edition = desk.edition(desk.programmes[0])
    sheet = apercu_sheet(every, desk.book.name, edition, name, unticked)
    desk.put([sheet], show=name)
    count = len(every.edits)
    todo = say_many(count, "{count} correction is listed.", "{count} corrections are listed.")
    return Done(todo if count else NOTHING, box=False)


def _plan(
    desk: Desk, *, unsafe: bool, locked: frozenset[Target] = frozenset()
) -> tuple[Plan, list[tuple[Edit, XlmotError]]]:
    grids = desk.grids
    desk.tell(say("Preparing the corrections…"))
    return feasible_plan(
        *(desk.book, grids, desk.settings, desk.honoured), unsafe=unsafe, locked=locked
    )


def _ticks(desk: Desk) -> dict[Target, bool]:
    name = desk.named(APERCU_KIND)
    return read_ticks(desk.book.generated(name)) if name else {}


def apply(desk: Desk) -> Done:
    """Make the corrections that are ticked in the preview; without a preview, the safe ones.

    Raises:
        CannotWrite: the programme has changed since the preview.
    """
    name = desk.named(APERCU_KIND)
    if name is None:
        return correct(desk)
    done = _make(desk, *_ticked_plan(desk))
    desk.book.remove(name)
    return done


def correct(desk: Desk) -> Done:
    """Make the safe corrections."""
    return _make(desk, *_plan(desk, unsafe=False))


def _make(desk: Desk, plan: Plan, refused: Sequence[tuple[Edit, XlmotError]]) -> Done:
    if plan.edits:
        desk.tell(say("Writing the corrections…"))
        desk.book.apply(plan.edits)
    return Done(_applied(plan, refused))


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
    rows = sum(isinstance(edit, DeleteRow) for edit in plan.edits)
    done = (
        say_many(len(plan.edits) - rows, "{count} cell corrected", "{count} cells corrected"),
        say_many(rows, "{count} row deleted", "{count} rows deleted"),
    )
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
            *axe_sheets(programme, edition, desk.notes(AXE_KIND, source_name(programme))),
        ]
    kept = [keep_day(sheet, desk.marks.get(sheet.name), desk.translate) for sheet in made]
    desk.put(kept, show=kept[0].name)
    return Done(say_many(len(kept), "{count} sheet made.", "{count} sheets made."), box=False)


def undo(desk: Desk) -> Done:
    """Take back the last corrections."""
    desk.tell(say("Taking back…"))
    undone = desk.book.undo()
    taken = say_many(
        len(undone.edits), "{count} correction taken back.", "{count} corrections taken back."
    )
    if not undone.refused:
        return Done(taken)
    left = say_many(
        len(undone.refused),
        "{count} was left, since the workbook has changed there.",
        "{count} were left, since the workbook has changed there.",
    )
    return Done(say("{taken} {left}", taken=taken, left=left))


def compare(_: Desk) -> Done:
    """Compare the programme with another: not there yet."""
    raise BadSetting(
        say("xlmot cannot compare two programmes yet."),
        say("Keep both workbooks: a later version will compare them."),
    )


def guards(desk: Desk) -> Done:
    """Have Excel refuse or colour mistakes as they are typed; or no longer, where it does."""
    made = [one for programme in desk.programmes for one in make_guards(programme)]
    desk.tell(say("Setting the guards…"))
    if not desk.book.guard(made, desk.translate):
        return Done(say("The guards are removed."))
    meanings = tuple(listed(made).values())
    return Done(
        say(
            "Excel now refuses a malformed code as it is typed, and colours: {meanings}. "
            "Click again to remove all of it.",
            meanings=meanings,
        )
    )


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


VERBS: Mapping[str, Callable[[Desk], Done]] = {
    "verify": verify,
    "preview": preview,
    "apply": apply,
    "summaries": summaries,
    "compare": compare,
    "undo": undo,
    "guards": guards,
    "settings": settings,
    "help": show_help,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one button on the workbook that is active in an Excel; return the exit code."""
    parser = argparse.ArgumentParser(prog="xlmot.ribbon")
    parser.add_argument("verb", choices=VERBS)
    parser.add_argument("--hwnd", type=int, default=0)
    parser.add_argument("--lang", default=None)
    asked = parser.parse_args(words)
    language = chosen_language(asked.lang)
    screen = Screen(asked.hwnd, translation(language))
    try:
        return _run(VERBS[asked.verb], screen, language)
    except XlmotError as error:
        return screen.complain(error)
    except Exception as error:  # noqa: BLE001  what is left is a fault of ours: no traceback to a user
        return screen.report_bug(error)


def _run(button: Callable[[Desk], Done], screen: Screen, language: str) -> int:
    from xlmot.books.live import connect

    book = connect(screen.hwnd)
    screen.book = book
    with book.telling(screen.translate) as tell:
        done = button(Desk(book, language, tell))
    if done.box:
        screen.show(done.message)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
