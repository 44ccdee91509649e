"""The button that helps: what each button does, and where the guide is."""

from __future__ import annotations

from pathlib import Path

from xlmot.messages import say
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk

PACKAGE = Path(__file__).parents[2]
# Beside the modules once it is installed, among the documents where it is worked on.
GUIDES = (PACKAGE / "guide.md", PACKAGE.parent / "docs" / "guide.md")
BUTTONS_IN_ORDER = say(
    "Check: lists what is wrong on the sheet “Findings”; nothing of yours is changed. There, "
    "choose “Apply” or “Ignore” under “Decision”.\n"
    "Preview the cleaning: shows each correction before and after; tick those you want.\n"
    "Apply: makes the ticked ones; without a preview, the safe ones and those marked “Apply”.\n"
    "Undo: reverts what was done last, even after saving; Ctrl+Z cannot.\n"
    "Mark: colours the cells in which something is wrong; a second click removes the colour.\n"
    "Previous: selects the nearest cell before in which something is wrong, and says what.\n"
    "Next: the nearest one after.\n"
    "Summaries: adds sheets that sum up the programme.\n"
    "Compare: shows what changed between two programmes.\n"
    "Guards: refuses or colours mistakes as they are typed; a second click removes all of it.\n"
    "Count after saving: the status bar says how much is wrong each time you save.\n"
    "Settings: your vocabulary and the rules you apply.\n"
    "A right click on a row, Programme: correct it alone, ignore it, or ask why."
)


def show_help(_: Desk) -> Done:
    """Say what the buttons do, in their order, which xlmot this is, and where to read more."""
    import sys
    from importlib.metadata import version

    about = say(
        "{buttons}\n\nxlmot {version}, {python}; “xlmot addin uninstall” removes the tab.",
        buttons=BUTTONS_IN_ORDER,
        version=version("xlmot"),
        python=sys.executable,
    )
    guide = next((path for path in GUIDES if path.is_file()), None)
    if guide is None:
        return Done(about)
    return Done(say("{about}\nThe guide: {path}", about=about, path=str(guide)))
