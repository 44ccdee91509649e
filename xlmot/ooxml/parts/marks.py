"""Read which sheets of a workbook were grafted onto it: they have a hidden name with their mark."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.markup import Element, Markup
from xlmot.ooxml.parts.package import Package

MARK = "_xlmot"
# The very hidden sheets in which a workbook keeps what can be undone in a running Excel.
JOURNAL, ROWS = "_xlmot journal", "_xlmot rows"
JOURNAL_SHEETS = (JOURNAL, ROWS)


class LocalName(NamedTuple):
    """A defined name that belongs to one sheet, by the place of its tab from 0."""

    name: str
    place: int
    text: str
    hidden: bool
    element: Element


def local_names(xml: Markup) -> Iterator[LocalName]:
    """Yield the defined names of a workbook part that belong to one sheet (18.2.5)."""
    for element in xml.elements("definedName"):
        values = xml.attributes(element)
        place = values["localSheetId"].value if "localSheetId" in values else ""
        if place.isdecimal() and "name" in values:
            hidden = "hidden" in values and values["hidden"].value in ("1", "true")
            yield LocalName(values["name"].value, int(place), xml.text(element), hidden, element)


def read_marks(package: Package) -> dict[str, str]:
    """Return the text of the mark of each sheet that has one, by the sheet's name.

    A text in a formula stands in quotes, its own quotes doubled (ECMA-376 part 1, 18.17.2.2).
    """
    data = package.part(package.workbook)
    if MARK.encode() not in data:
        return {}
    sheets, found = package.sheets, {}
    for one in local_names(Markup(data)):
        if one.name == MARK and one.place < len(sheets) and len(one.text) > 1:
            found[sheets[one.place].name] = one.text[1:-1].replace('""', '"')
    return found


def mark_formula(mark: str) -> str:
    """Return the formula of a name that holds a mark.

    >>> mark_formula('{"kind":"axe"}')
    '"{""kind"":""axe""}"'
    """
    return '"' + mark.replace('"', '""') + '"'
