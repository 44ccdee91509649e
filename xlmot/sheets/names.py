"""Name the generated sheets, so that none takes the name of a sheet of the user's."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from xlmot.messages import Message, Translate, render, say
from xlmot.programme.outline import Programme
from xlmot.sheets.layout import Names
from xlmot.sheets.words import section_name

# What Excel allows in the name of a sheet.
LONGEST = 31
FORBIDDEN = re.compile(r"[:\\/?*\[\]\x00-\x1f]")
OURS = " (xlmot)"

SOMMAIRE, CONTROLE, APERCU = say("Summary"), say("Findings"), say("Preview")


def sheet_names(programme: Programme, translate: Translate, taken: Collection[str] = ()) -> Names:
    """Return the names of the sheets of a programme; `taken` are those of the user's sheets."""
    used = list(taken)

    def name(text: Message) -> str:
        used.append(free_name(render(text, translate), used))
        return used[-1]

    sommaire, controle = name(SOMMAIRE), name(CONTROLE)
    axes = {root.path: name(section_name(programme, root)) for root in programme.roots}
    return Names(sommaire, controle, axes)


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a name that Excel allows and no sheet has; Excel takes no notice of case.

    >>> free_name("Summary", ["SUMMARY"]), free_name("1/2: roads", [])
    ('Summary (xlmot)', '1-2- roads')
    """
    clean = FORBIDDEN.sub("-", wanted).strip("' ") or "xlmot"
    used = {name.casefold() for name in taken}
    endings = ["", OURS, *(f" (xlmot {number})" for number in range(2, len(used) + 3))]
    names = (clean[: LONGEST - len(ending)].rstrip("' ") + ending for ending in endings)
    return next(name for name in names if name.casefold() not in used)
