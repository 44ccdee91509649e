"""Keep cells and the formulas meant for them together when rows go or come.

A conditional format, a validation or a sparkline names its cells, and has formulas that are written
as for the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.formulas import fill, tokens
from xlmot.ooxml.cells.references import GONE, RowMap, areas, without_rows
from xlmot.ooxml.parts.characters import escape, escape_attribute
from xlmot.ooxml.parts.markup import Attribute, Element, Markup, Splice
from xlmot.ooxml.rows.follow import Site

# Between the texts of a unit, where they are read as one.
_AND = "\0"


def unit(site: Site) -> Iterator[Splice]:
    """Cells and formulas that belong together: a conditional format, a validation, a sparkline.

    The cells are in an attribute or, in an extension, in an element `sqref`. The formulas are
    written as for the top left of the cells (18.3.1.18): when that one goes, they are filled into
    the first that is left.
    """
    for node in site.nodes():
        cells = cells_of(site, node)
        if cells is None:
            continue
        old = cells[0]
        left = without_rows(old, site.rows) if site.here else old
        new = old if left is None else left
        texts = [_Text(old, new, *cells[1:])]
        down, right = rebased(old, new, site.rows) if site.here else (0, 0)
        # Programs write a second formula “0” or none where one is enough.
        texts += (text for text in _formulas(site, node, down, right) if _refers(text.old))
        yield from _together(site, node, texts, gone=left is None)


class _Text(NamedTuple):
    """A text of a unit before and after, and where it stands, between quotes or not."""

    old: str
    new: str
    start: int
    end: int
    quoted: bool = False


def _together(site: Site, node: Element, texts: list[_Text], *, gone: bool) -> Iterator[Splice]:
    """Yield what brings the texts of a unit up to date: they are remembered as one."""
    before = _AND.join(text.old for text in texts)
    after = _AND.join(text.new for text in texts)
    found = site.becomes(before, None if gone else after)
    if found is None:
        yield node.start, node.end, b""
        return
    for text, new in zip(texts, found.split(_AND), strict=True):
        if new != text.old:
            yield text.start, text.end, escape_attribute(new) if text.quoted else escape(new)


def cells_of(site: Site, node: Element) -> tuple[str, int, int] | None:
    """Return the cells of a unit and where they are written."""
    attribute = site.xml.attributes(node).get(site.at)
    if attribute is not None:
        return attribute.value, attribute.start, attribute.end
    child = site.xml.first("*:sqref", start=node.head, end=node.tail)
    return None if child is None else (site.xml.text(child), child.head, child.tail)


def rebased(old: str, new: str, rows: RowMap) -> tuple[int, int]:
    """Return how far the top left of the cells `old` moves, before rows move, to be that of `new`.

    >>> rebased("A5:A9", "A5:A8", RowMap([5])), rebased("A5:A9", "A5:A8", RowMap([6]))
    ((1, 0), (0, 0))
    """
    before, after = areas(old), areas(new)
    if not before or not after:
        return 0, 0
    top, left = (min(area[side] for area in before) for side in (0, 1))
    new_top, new_left = (min(area[side] for area in after) for side in (0, 1))
    return rows.old(new_top) - top, new_left - left


def formula_texts(xml: Markup, node: Element) -> Iterator[Element]:
    """Yield the elements of a unit whose text is a formula."""
    for name in ("formula", "formula1", "formula2", "f"):
        for element in xml.elements(f"*:{name}", start=node.head, end=node.tail):
            if b"<" not in xml.data[element.head : element.tail]:
                yield element


def _refers(formula: str) -> bool:
    """Return whether a formula refers to cells, or once did; others never change."""
    return GONE in formula.upper() or any(token.reference for token in tokens(formula))


def _formulas(site: Site, node: Element, down: int, right: int) -> Iterator[_Text]:
    for element in formula_texts(site.xml, node):
        old = site.xml.text(element)
        new = site.shift.formula(fill(old, down, right), site.home)
        yield _Text(old, new, element.head, element.tail)
    for tag in site.xml.heads("*:cfvo", start=node.head, end=node.tail):
        value: Attribute | None = site.xml.attributes(tag).get("val")
        if value is not None:
            new = site.shift.formula(fill(value.value, down, right), site.home)
            yield _Text(value.value, new, value.start, value.end, quoted=True)
