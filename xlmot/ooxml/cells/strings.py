"""Read and rewrite the text of one string of a workbook, plain or in several fonts.

A string stands in `si` (shared) or `is` (in its cell), ECMA-376 part 1, 18.4.8 and 18.3.1.53: in
`t`, or in runs `r` with a `t` each. A phonetic guide `rPh` is no part of the text.
"""

from __future__ import annotations

import re

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.lazy import lazy
from xlmot.ooxml.parts.characters import escape
from xlmot.ooxml.parts.markup import Element, Markup, Splice
from xlmot.ooxml.parts.texts import decode

LONGEST = 32_767  # characters a cell can hold, in UTF-16 units

# What XML cannot hold, and what would be read as such an escape.
_TO_ESCAPE = lazy("[\0-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def encode(text: str) -> str:
    r"""Return `text` as an ST_Xstring: what XML cannot hold is written `_x000B_`.

    >>> encode("a\x0bb_x000B_")
    'a_x000B_b_x005F_x000B_'
    """
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def refuse_unwritable(text: str, cell: str) -> None:
    """Raise RefusedEdit where Excel cannot hold `text` in a cell."""
    if len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST:
        raise RefusedEdit(
            say("The new text of cell {cell} is longer than Excel allows.", cell=cell),
            say("Shorten it to {most} characters.", most=LONGEST),
        )
    if re.search("[\ud800-\udfff]", text):
        raise RefusedEdit(
            say("The new text of cell {cell} contains an incomplete character.", cell=cell),
            say("Type the text again."),
        )


def string_text(xml: Markup, string: Element) -> str:
    """Return the text of an `si` or `is` element.

    >>> xml = Markup(b"<si><r><t>Goal</t></r><r><t>-1</t></r><rPh><t>no</t></rPh></si>")
    >>> string_text(xml, xml.whole())
    'Goal-1'
    """
    return "".join(_texts(xml, [text for _, text in _runs(xml, string)]))


def has_phonetics(xml: Markup, string: Element) -> bool:
    """Return whether a string carries a phonetic guide, which counts its characters."""
    return xml.first("rPh", start=string.head, end=string.tail) is not None


def plain_string(text: str, name: str, prefix: str) -> bytes:
    """Return a new `si` or `is` element of one font.

    >>> plain_string(" Goal", "si", "")
    b'<si><t xml:space="preserve"> Goal</t></si>'
    """
    lead = f"{prefix}:" if prefix else ""
    return b"<%b>%b</%b>" % (
        f"{lead}{name}".encode(),
        _text_element(f"<{lead}t>".encode(), text),
        f"{lead}{name}".encode(),
    )


def rewritten(xml: Markup, string: Element, new: str) -> list[Splice]:
    """Return the splices that give a string a new text and keep its fonts.

    >>> from xlmot.ooxml.parts.markup import splice
    >>> xml = Markup(b"<si><r><rPr><b/></rPr><t>Goal</t></r><r><t>-1.</t></r></si>")
    >>> splice(xml.data, rewritten(xml, xml.whole(), "Goal-1"))
    b'<si><r><rPr><b/></rPr><t>Goal</t></r><r><t>-1</t></r></si>'
    """
    runs = _runs(xml, string)
    if not runs:
        return [(string.start, string.end, plain_string(new, string.name, string.prefix))]
    old = _texts(xml, [text for _, text in runs])
    edits: list[Splice] = []
    for (run, text), before, after in zip(runs, old, retext(old, new), strict=True):
        if not after and before and new:
            edits.append((run.start, run.end, b""))
        elif after != before:
            head = xml.data[text.start : text.head]
            edits.append((text.start, text.end, _text_element(head, after)))
    return edits


def retext(runs: list[str], new: str) -> list[str]:
    """Return the runs of a text so that together they read `new`, changed as little as can be.

    >>> retext(["Goal", " 1."], "Goal 1"), retext(["Face", "to", "face"], "Face-to-face")
    (['Goal', ' 1'], ['Face', '-to-', 'face'])
    """
    old = "".join(runs)
    first = _common(old, new)
    rest = min(len(old), len(new)) - first
    after = min(rest, _common(old[::-1], new[::-1]))
    last = len(old) - after
    middle = new[first : len(new) - after]
    ends = [sum(map(len, runs[: index + 1])) for index in range(len(runs))]
    # What is put between two runs takes the font of the left one, as when it is typed there.
    owner = next(
        i for i, end in enumerate(ends) if first < end or (first == last == end) or end == ends[-1]
    )
    changed = []
    for index, (run, end) in enumerate(zip(runs, ends, strict=True)):
        start = end - len(run)
        head, tail = run[: max(0, first - start)], run[max(0, last - start) :]
        changed.append(head + (middle if index == owner else "") + tail)
    return changed


def _common(left: str, right: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))


def _texts(xml: Markup, texts: list[Element]) -> list[str]:
    """Return what `t` elements show; one that holds nothing but white space keeps it."""
    if len(texts) == 1 and not xml.text(texts[0]).strip(" \t\r\n"):
        return [decode(xml.text(texts[0]))]
    return [_read(xml, text) for text in texts]


def _read(xml: Markup, text: Element) -> str:
    """Return what a `t` element shows: without `xml:space`, no white space at its ends."""
    shown = xml.text(text)
    keeps = b"preserve" in xml.data[text.start : text.head]
    return decode(shown if keeps else shown.strip(" \t\r\n"))


def _runs(xml: Markup, string: Element) -> list[tuple[Element, Element]]:
    """Return the `t` elements of a string, each with its run `r`, or itself where there is none."""
    found = []
    for child in xml.children(string):
        if child.name == "t":
            found.append((child, child))
        elif child.name == "r":
            text = xml.first("t", start=child.head, end=child.tail)
            found += [(child, text)] if text else []
    return found


def _text_element(head: bytes, text: str) -> bytes:
    """Return a `t` element whose opening tag was `head`.

    `xml:space` keeps white space at the ends, and line feeds (XML 1.0, 2.10).
    """
    tag = head.rstrip(b">").rstrip(b"/").rstrip()
    if text != text.strip() or "\n" in text or "  " in text:
        tag += b"" if b"xml:space" in tag else b' xml:space="preserve"'
    return tag + b">" + escape(encode(text)) + b"</" + tag[1:].split()[0] + b">"
