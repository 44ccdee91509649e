"""Write a spreadsheet part anew in the one way that the fast scans read: Excel's own.

What programs write is the same table in many dialects: prefixes, single quotes, comments, CDATA,
attributes in another order, namespaces declared anywhere. A parser knows them all and is slow;
scans of bytes are fast and know one. So an unusual part is written once in the usual way.
"""

from __future__ import annotations

from pyexpat import ExpatError, ParserCreate

from xlmot.ooxml.parts.characters import escape, escape_attribute
from xlmot.ooxml.parts.damage import damaged_part

# ECMA-376 part 1, A.2, and its strict form (ISO/IEC 29500-1).
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_SPACE = "http://www.w3.org/XML/1998/namespace space"
# A table of cells is five deep, a formatted string six; extensions, which are dropped, deeper.
DEEPEST = 250


def plain_xml(part: str, data: bytes) -> bytes:
    """Return a part with the elements of the main namespace alone, none of them prefixed.

    Attributes of other namespaces go too, but `xml:space`; the rest stand in alphabetical order.
    Raises UnreadableFile where the part is no XML, nested past all sense, or of another namespace.

    >>> part = b"<x:a xmlns:x='%b'><x:c t='s' r='A1'><![CDATA[<]]></x:c><y/></x:a>"
    >>> plain_xml("a.xml", part % MAIN[0].encode())
    b'<a><c r="A1" t="s">&lt;</c></a>'
    """
    writer = _Writer(part)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    try:
        parser.Parse(data, True)  # noqa: FBT003 - as expat has it
    except (ExpatError, UnicodeError):
        raise damaged_part(part) from None
    return b"".join(writer.written)


class _Writer:
    """What the parser says of a part, written down."""

    def __init__(self, part: str) -> None:
        self.written: list[bytes] = []
        self._part = part
        self._depth = 0
        self._passed_over = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._depth += 1
        if self._depth > DEEPEST or (self._depth == 1 and namespace not in MAIN):
            raise damaged_part(self._part)
        if self._passed_over or namespace not in MAIN:
            self._passed_over += 1
            return
        if _SPACE in attributes:
            attributes["xml:space"] = attributes.pop(_SPACE)
        pairs = b"".join(
            b' %b="%b"' % (key.encode(), escape_attribute(attributes[key]))
            for key in sorted(attributes)
            if " " not in key
        )
        self.written.append(b"<%b%b>" % (local.encode(), pairs))

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._passed_over:
            self._passed_over -= 1
        else:
            self.written.append(b"</%b>" % name.rpartition(" ")[2].encode())

    def text(self, text: str) -> None:
        if not self._passed_over:
            self.written.append(escape(text))
