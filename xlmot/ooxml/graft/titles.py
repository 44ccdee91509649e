"""Name the sheets of a workbook anew in its document properties, `docProps/app.xml`.

ECMA-376 part 1, 22.2.2.26 (TitlesOfParts) and 22.2.2.7 (HeadingPairs): the titles of worksheets
come first, in the order of their tabs, as many as the first pair of headings says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.ooxml.parts.characters import escape
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice


def with_titles(data: bytes, before: Sequence[str], after: Sequence[str]) -> bytes:
    """Return the properties with the worksheets `after` where they named those `before`.

    Properties that name other sheets than the workbook has are left as they are.
    """
    xml = Markup(data)
    pairs, parts = xml.first("HeadingPairs"), xml.first("TitlesOfParts")
    if pairs is None or parts is None or list(before) == list(after):
        return data
    titles = _texts(xml, parts)
    numbers = list(xml.elements("*:i4", start=pairs.head, end=pairs.tail))
    first = titles[: len(before)]
    if not numbers or [xml.text(title) for title in first] != list(before):
        return data
    if xml.text(numbers[0]) != str(len(before)):
        return data
    return splice(data, _edits(xml, parts, numbers[0], first, after))


def _texts(xml: Markup, parts: Element) -> list[Element]:
    return list(xml.elements("*:lpstr", start=parts.head, end=parts.tail))


def _edits(
    xml: Markup, parts: Element, number: Element, first: Sequence[Element], after: Sequence[str]
) -> Iterator[Splice]:
    tag = f"{first[0].prefix}:lpstr" if first[0].prefix else "lpstr"
    new = b"".join(b"<%b>%b</%b>" % (tag.encode(), escape(n), tag.encode()) for n in after)
    yield number.head, number.tail, str(len(after)).encode()
    yield first[0].start, first[-1].end, new
    vector = xml.first("*:vector", start=parts.head, end=parts.tail)
    size = xml.attribute(vector, "size") if vector else None
    if vector and size and size.isdecimal():
        more = len(after) - len(first)
        yield from xml.set_attribute(vector, "size", str(int(size) + more))
