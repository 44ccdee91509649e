"""Read which cell formats of a workbook are bold or text (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package

GENERAL, TEXT = "0", "49"  # built-in number formats General and @ (18.8.30)
_FALSE = ("0", "false", "off")


def bold_formats(package: Package) -> frozenset[int]:
    """Return the numbers of the cell formats (`c@s`) whose font is bold."""
    xml = styles(package)
    if xml is None:
        return frozenset()
    fonts = {str(number) for number, font in enumerate(items(xml, "fonts")) if _is_bold(xml, font)}
    return frozenset(
        number
        for number, form in enumerate(items(xml, "cellXfs"))
        if xml.attribute(form, "fontId") in fonts
    )


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
