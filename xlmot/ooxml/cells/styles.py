"""Read how the cell formats of a workbook look: bold, filled, indented, text (part 1, 18.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package
from xlmot.programme.grid import Look

GENERAL, TEXT = "0", "49"  # built-in number formats General and @ (18.8.30)
_FALSE = ("0", "false", "off")
# White as it is written: a colour, the first of the theme, the indexed ones (18.8.27).
_WHITE = ("FFFFFFFF:::", "00FFFFFF:::", ":0::", "::1:", "::9:", "::65:")
Fact = TypeVar("Fact")


def indented_formats(package: Package) -> dict[int, int]:
    """Return the cell formats (`c@s`) that indent their text, with the number of steps.

    Excel indents no text that is centred; `indent` is a whole number up to 250 (18.8.1).
    """
    xml = styles(package)
    if xml is None or b"indent" not in xml.data:
        return {}
    found = {}
    for number, form in enumerate(items(xml, "cellXfs")):
        alignment = xml.first("alignment", start=form.head, end=form.tail)
        steps = (xml.attribute(alignment, "indent") if alignment else None) or "0"
        if steps.isdecimal() and steps.isascii() and len(steps) < 4 and int(steps):
            found[number] = int(steps)
    return found


def marked_formats(package: Package) -> dict[int, Look]:
    """Return the cell formats (`c@s`) that are bold or have a fill of a colour, with their look."""
    xml = styles(package)
    if xml is None:
        return {}
    bold = [_is_bold(xml, font) for font in items(xml, "fonts")]
    fills = [_colour(xml, fill) for fill in items(xml, "fills")]
    found = {}
    for number, form in enumerate(items(xml, "cellXfs")):
        look = Look(
            _at(bold, xml.attribute(form, "fontId"), otherwise=False),
            _at(fills, xml.attribute(form, "fillId"), otherwise=""),
        )
        if look != Look():
            found[number] = look
    return found


def _at(items: Sequence[Fact], number: str | None, *, otherwise: Fact) -> Fact:
    place = int(number) if number and re.fullmatch("[0-9]{1,5}", number) else len(items)
    return items[place] if place < len(items) else otherwise


def _colour(xml: Markup, fill: Element) -> str:
    """Return what names the colour of a solid fill; "" for white, none, and any other kind."""
    pattern = xml.first("patternFill", start=fill.head, end=fill.tail)
    if pattern is None or xml.attribute(pattern, "patternType") != "solid":
        return ""
    colour = xml.first("fgColor", start=pattern.head, end=pattern.tail)
    if colour is None:
        return ""
    written = [xml.attribute(colour, name) or "" for name in ("rgb", "theme", "indexed", "tint")]
    name = ":".join(written).upper()
    return "" if name in _WHITE else name


def styles(package: Package) -> Markup | None:
    """Return the styles part; None where the workbook has none."""
    found = package.related(package.workbook, "styles")
    return Markup(package.part(found[0])) if found else None


def items(xml: Markup, name: str) -> list[Element]:
    """Return the elements of a collection of the styles part, such as `fonts` or `cellXfs`."""
    collection = xml.first(name)
    return [] if collection is None else list(xml.children(collection))


def _is_bold(xml: Markup, font: Element) -> bool:
    bold = xml.first("b", start=font.head, end=font.tail)
    return bold is not None and xml.attribute(bold, "val") not in _FALSE


class TextFormats:
    """The cell formats of a workbook, with those added that keep what is typed as text."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._xml = styles(package)
        self._formats = items(self._xml, "cellXfs") if self._xml else []
        self._written = (
            [self._xml.data[f.start : f.end] for f in self._formats] if self._xml else []
        )

    def like(self, number: int) -> int:
        """Return the format like `number` whose number format is text (@) where that is General.

        A format of any other kind is the user's choice and is returned itself.
        """
        xml = self._xml
        if xml is None or not 0 <= number < len(self._formats):
            return number
        form = self._formats[number]
        if (xml.attribute(form, "numFmtId") or GENERAL) != GENERAL:
            return number
        edits = [
            (start - form.start, end - form.start, new)
            for name, value in (("numFmtId", TEXT), ("applyNumberFormat", "1"))
            for start, end, new in xml.set_attribute(form, name, value)
        ]
        new = splice(self._written[number], edits)
        if new not in self._written:
            self._written.append(new)
        return self._written.index(new)

    def put(self) -> None:
        """Write the formats that were added to the package."""
        xml, added = self._xml, self._written[len(self._formats) :]
        if xml is None or not added:
            return
        last = self._formats[-1]
        edits: list[Splice] = [(last.end, last.end, b"".join(added))]
        collection = xml.first("cellXfs")
        if collection and xml.attribute(collection, "count") is not None:
            edits += xml.set_attribute(collection, "count", str(len(self._written)))
        self._package.put(
            self._package.related(self._package.workbook, "styles")[0], splice(xml.data, edits)
        )
