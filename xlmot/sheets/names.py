"""Name the generated sheets, so that none takes the name of a sheet of the user's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlmot.messages import Message, Translate, render, say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import YEAR
from xlmot.sheets.changes import shorten
from xlmot.sheets.layout import Names
from xlmot.sheets.words import section_name, source_name

# What Excel allows in the name of a sheet.
LONGEST = 31
FORBIDDEN = lazy(r"[:\\/?*\[\]\x00-\x1f]")

SOMMAIRE, CONTROLE, APERCU = say("Summary"), say("Findings"), say("Preview")


def beside_theirs(number: int) -> str:
    """Return what ends the name of a sheet whose own is that of `number` sheets of the user's."""
    return " (xlmot)" if number == 1 else f" (xlmot {number})"


def beside_ours(number: int) -> str:
    """Return what ends the name of a sheet whose own `number` of the others have."""
    return f" ({number + 1})"


def sheet_names(programme: Programme, translate: Translate, sign: str = "") -> Names:
    """Return the names of the sheets of a programme.

    `sign` is what tells it from the others of its workbook, as `signs` gives it.
    """
    used: list[str] = []

    def name(text: Message) -> str:
        used.append(free_name(render(text, translate), used, beside_ours))
        return used[-1]

    def own(text: Message) -> Message:
        room = LONGEST - len(render(text, translate)) - len(" ()")
        short = shorten(sign, room) if room > 1 else ""
        return say("{sheet} ({sign})", sheet=text, sign=short) if short else text

    whole = say("Summary {year}", year=sign) if YEAR.fullmatch(sign) else own(SOMMAIRE)
    sommaire, controle = name(whole), name(CONTROLE)
    axes = {root.path: name(own(section_name(programme, root))) for root in programme.roots}
    return Names(sommaire, controle, axes)


def signs(programmes: Sequence[Programme]) -> list[str]:
    """Return what tells each programme of a workbook from the others in the names of its sheets.

    It is nothing for the only one. Where each has its own year, by its header or else by the name
    of its sheet, it is the year; else it is the name of the sheet.
    """
    if len(programmes) < 2:
        return [""] * len(programmes)
    names = [source_name(programme) for programme in programmes]
    named = ["".join(YEAR.findall(name)[:1]) for name in names]
    headed = [
        str(programme.year or year) for programme, year in zip(programmes, named, strict=True)
    ]
    told = (years for years in (headed, named) if all(years) and len(set(years)) == len(years))
    return next(told, names)


def free_name(
    wanted: str, taken: Sequence[str], ending: Callable[[int], str] = beside_theirs
) -> str:
    """Return a name that Excel allows and no sheet has; Excel takes no notice of case.

    >>> free_name("Summary", ["SUMMARY"]), free_name("1/2: roads", [])
    ('Summary (xlmot)', '1-2- roads')
    >>> free_name("Roads", ["Roads", "Roads (2)"], beside_ours)
    'Roads (3)'
    """
    clean = FORBIDDEN.sub("-", wanted).strip("' ") or "xlmot"
    used = {name.casefold() for name in taken}
    endings = ["", *map(ending, range(1, len(used) + 2))]
    names = (clean[: LONGEST - len(ending)].rstrip("' ") + ending for ending in endings)
    return next(name for name in names if name.casefold() not in used)
