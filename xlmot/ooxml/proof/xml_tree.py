"""Read XML parts into trees, and walk them by the local names of their elements."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

from xlmot.messages.lazy import lazy

Element = ET.Element
_DTD = lazy(rb"<!DOCTYPE|<!ENTITY")


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements that a path of local names leads to, in any namespace."""
    if not names:
        yield element
        return
    for child in element:
        if local(child) == names[0]:
            yield from children(child, *names[1:])


def whole(element: Element, name: str, default: int = 0) -> int:
    """Return an attribute that is a count or an index, -1 where it is none.

    >>> whole(ET.Element("xf", fontId="7"), "fontId"), whole(ET.Element("xf", fontId="x"), "fontId")
    (7, -1)
    """
    text = element.get(name)
    if text is None:
        return default
    return int(text) if text.isascii() and text.isdecimal() else -1


def parse(data: bytes) -> Element:
    """Return the root of an XML part; ParseError where it is none, or declares a document type."""
    if _DTD.search(data):
        raise ET.ParseError(_DTD.pattern)
    try:
        return ET.fromstring(data)  # noqa: S314 - no document type, so no entity
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise ET.ParseError(str(error)) from error


def is_well_formed(data: bytes) -> bool:
    """Return whether a part is XML without a document type; builds no tree."""
    if _DTD.search(data):
        return False
    try:
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except (expat.ExpatError, LookupError, ValueError):
        return False
    return True
