"""Read which cell formats of a workbook are bold or text (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

from xlmot.ooxml.markup import Element, Markup
from xlmot.ooxml.package import Package

TEXT_FORMAT = "49"  # the built-in number format @ (18.8.30)
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
