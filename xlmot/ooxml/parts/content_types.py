"""Read and set the content types of parts (Open Packaging Conventions, ECMA-376 part 2, 7.2.3)."""

from __future__ import annotations

from xlmot.ooxml.parts.container import part_key
from xlmot.ooxml.parts.markup import Element, Markup, splice
from xlmot.ooxml.parts.relations import tag


def content_type(types: bytes, name: str) -> str | None:
    """Return the content type that the list of types gives a part: its own, or its extension's."""
    xml = Markup(types)
    own = _override(xml, name)
    if own is not None:
        return xml.attribute(own, "ContentType")
    extension = name.rpartition(".")[2].lower()
    for default in xml.elements("Default"):
        if (xml.attribute(default, "Extension") or "").lower() == extension:
            return xml.attribute(default, "ContentType")
    return None


def with_type(types: bytes, name: str, wanted: str | None) -> bytes:
    """Return the list of types where a part has a type of its own; None takes that out."""
    xml = Markup(types)
    own = _override(xml, name)
    if own is not None:
        if wanted is None:
            return splice(types, [(own.start, own.end, b"")])
        return splice(types, xml.set_attribute(own, "ContentType", wanted))
    if wanted is None:
        return types
    new = tag(xml.named("Override"), PartName=f"/{name}", ContentType=wanted)
    end = xml.whole().tail
    return splice(types, [(end, end, new)])


def _override(xml: Markup, name: str) -> Element | None:
    key = part_key(name)
    for element in xml.elements("Override"):
        if part_key(xml.attribute(element, "PartName") or "") == key:
            return element
    return None
