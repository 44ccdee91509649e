"""The buttons of the ribbon: the verb that each one runs, and what it says in the user's language.

The ids in `macros/ribbon.xml`, the subs in `macros/Xlmot.bas` and the verbs of `xlmot.ribbon` are
these; a verb exits with one of `Exit`.
"""

from __future__ import annotations

from enum import IntEnum

from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple


class Exit(IntEnum):
    """What a verb of `xlmot.ribbon` exits with.

    Python itself exits with 1 where it cannot import what it shall run, and with 2 where it does
    not understand its command line: whoever then sees one of these knows that a verb has run.
    """

    DONE = 0
    TOLD = 3
    LOGGED = 4


class Button(NamedTuple):
    """A verb, the label of its button, and what is shown while the pointer rests on it."""

    verb: str
    label: Message
    tip: Message


BUTTONS = (
    Button(
        "verify",
        say("Check"),
        say(
            "Says on the sheet of findings what is wrong in this programme. Nothing of yours "
            "is changed."
        ),
    ),
    Button(
        "preview",
        say("Preview the cleaning"),
        say(
            "Lists each correction with the cell before and after. Tick those you want; "
            "nothing is corrected yet."
        ),
    ),
    Button(
        "apply",
        say("Apply"),
        say(
            "Makes the corrections ticked in the preview; without a preview, the safe ones and "
            "those marked “Apply” on the sheet of findings. “Undo” reverts them."
        ),
    ),
    Button(
        "undo",
        say("Undo"),
        say(
            "Reverts what xlmot did last: corrections, even after saving, or the sheets it "
            "made. What you have typed since stays. Excel's own Ctrl+Z cannot: a button of this "
            "tab empties it."
        ),
    ),
    Button(
        "mark",
        say("Mark"),
        say(
            "Colours the cells in which something is wrong; a second click removes the colour. "
            "“Check”, “Apply” and “Undo” bring it up to date."
        ),
    ),
    Button(
        "previous",
        say("Previous"),
        say("Selects the nearest cell before this one in which something is wrong, and says what."),
    ),
    Button(
        "next",
        say("Next"),
        say("Selects the nearest cell after this one in which something is wrong, and says what."),
    ),
    Button(
        "summaries",
        say("Summaries"),
        say("Adds sheets that sum up the programme, with links to its rows."),
    ),
    Button(
        "compare",
        say("Compare"),
        say(
            "Shows what was added, moved, renamed or removed between two programmes: both of this "
            "workbook, or this one and that of another workbook."
        ),
    ),
    Button(
        "guards",
        say("Guards"),
        say(
            "Refuses a malformed code as it is typed, and colours what is wrong. "
            "A second click removes all of it."
        ),
    ),
    Button(
        "settings",
        say("Settings"),
        say("Shows the sheet of settings: your vocabulary and the rules you apply."),
    ),
    Button("help", say("Help"), say("Says what each button does, and where the guide is.")),
)

# The add-in keeps it in mind by itself: pressed, it starts `count` after each save.
SAVING = Button(
    "saving",
    say("Count after saving"),
    say(
        "Has the status bar say, each time you save, how much is wrong in the programme. A second "
        "click ends it; it is a habit of yours, no workbook holds it."
    ),
)
COUNT = "count"

# What a right click on a cell offers, under the name of the tab.
MENU = (
    Button(
        "correct",
        say("Correct this row"),
        say("Makes the corrections of the rows selected, and no others."),
    ),
    Button(
        "ignore",
        say("Ignore this row"),
        say("Has what is wrong in the rows selected ignored; the sheet of findings says so."),
    ),
    Button("why", say("Why?"), say("Says what is wrong in the rows selected, and why it counts.")),
)
VERBS = (*(button.verb for button in (*BUTTONS, *MENU)), COUNT)
# Excel has one menu for cells, and another for the cells of its tables.
MENUS = {"ContextMenuCell": "", "ContextMenuListRange": "InTable"}

TAB = say("Programme")
GROUPS = {
    "xlmotCheck": say("Check and clean"),
    "xlmotSheets": say("Sum up"),
    "xlmotTable": say("Table"),
}


def sentences(python: str) -> dict[str, Message]:
    """Return what the add-in itself says, by the name that `macros/Xlmot.bas` gives to it."""
    return {
        "not installed": say(
            "This add-in is not linked to xlmot yet. Close Excel, run “xlmot addin install”, "
            "then open Excel again."
        ),
        "not started": say(
            "xlmot could not be started: {python} is missing or may not be run from Excel. Run "
            "“xlmot addin install” again, or “xlmot doctor” to see what blocks it.",
            python=python,
        ),
        "broken": say(
            "{python} starts, but xlmot is not installed there, or not in the version of this "
            "add-in. Install xlmot there again, then run “xlmot addin install”.",
            python=python,
        ),
        "no workbook": say("No workbook is open. Open the one of the programme first."),
        "busy": say("xlmot is still at work on the last button; wait until it has finished."),
        "logged": say(
            "xlmot failed on something it did not expect. The details are in the temporary folder, "
            "in the newest file whose name begins with “xlmot-”."
        ),
        "stopped": say(
            "xlmot stopped before it had finished. Look at the workbook before you save it; "
            "“xlmot doctor” says whether something blocks Python."
        ),
    }
