"""Read the table of shared strings of a workbook (ECMA-376 part 1, 18.4) as plain texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlmot.messages.lazy import lazy
from xlmot.ooxml.parts.characters import unescape
from xlmot.ooxml.parts.damage import damaged_part
from xlmot.ooxml.parts.plain_xml import MAIN, plain_xml

# Of a large table, so much is made text at a time.
CHUNK = 1 << 20

_STRING = lazy(
    r'<si><t( xml:space="preserve")?>([^<]*)</t></si>'
    r"|(<si(?=[\s/>])[^<>]*+>(?:(?<=/>)|[^<]*+(?:<(?!/?si[\s/>])[^<]*+)*</si\s*>))"
    r"|(<)"
)
_ROOT = lazy(
    rb"""[^<]*(?:<\?[^<>]*\?>)?[^<]*<sst(?=[\s/>])(?:[^<>]*\sxmlns\s*=\s*["'](?:%b)["'])[^<>]*>"""
    % b"|".join(re.escape(name.encode()) for name in MAIN)
)
_PLAIN_ROOT = lazy(rb"<sst[^<>]*>")
_PHONETIC = lazy(
    r"<(rPh|phoneticPr)(?=[\s/>])[^<>]*+>(?:(?<=/>)|[^<]*+(?:<(?!/?\1[\s/>])[^<]*+)*</\1\s*>)"
)
_PREFIXED = lazy(r"<[^\s<>/]*:")
_RUN = lazy(r"<t(?:\s([^<>]*))?(?:/>|>([^<]*)</t>)")
_RUNS = lazy(r"<t(?=[\s/>])")
_ESCAPE = lazy("_x([0-9A-Fa-f]{4})_")
_WHITE = " \t\r\n"


def read_texts(part: str, data: bytes) -> list[str]:
    """Return the shared strings in their order; phonetic guides are no part of them.

    Raises UnreadableFile where the part is damaged.
    """
    try:
        return _read_table(part, data)
    except NoText:
        raise damaged_part(part) from None


def _read_table(part: str, data: bytes) -> list[str]:
    root = _ROOT.match(data)
    # One byte is found ten times as fast as two.
    asides = b"!" in data and b"<!" in data
    found = _read(part, data, root.end()) if root and not asides else None
    if found is None:
        data = plain_xml(part, data)
        start = _PLAIN_ROOT.match(data)
        found = _read(part, data, start.end()) if start else None
    if found is None:
        raise damaged_part(part)
    return found


class NoText(ValueError):
    """In a text stands what is none."""


def text_of(inner: str) -> str:
    """Return the text of what stands in an `si` or `is`: in one `t`, or in runs with a `t` each.

    Of white space alone openpyxl writes `<t>  </t>`: the cell looks empty, and is not.

    Raises NoText where an element stands in a `t`.

    >>> text_of("<r><t>Goal</t></r><r><t xml:space='preserve'> &amp; 1</t></r><rPh><t>o</t></rPh>")
    'Goal & 1'
    """
    if "<rPh" in inner or "<phoneticPr" in inner:
        inner = _PHONETIC.sub("", inner)
    runs = _RUN.findall(inner)
    if len(runs) < len(_RUNS.findall(inner)):
        raise NoText
    if len(runs) == 1:
        return text_of_one(runs[0][1], keeps="preserve" in runs[0][0])
    return "".join(literal(text, strips="preserve" not in attributes) for attributes, text in runs)


def text_of_one(text: str, *, keeps: bool) -> str:
    """Return what characters stand for that are all of a text; white space alone is kept."""
    return literal(text, strips=not keeps and bool(text.strip(_WHITE)))


def is_prefixed(markup: str) -> bool:
    """Return whether an element in a piece of markup has a prefix."""
    return _PREFIXED.search(markup) is not None


def literal(text: str, *, strips: bool = False) -> str:
    r"""Return the text that characters of an XML part stand for (ST_Xstring, 22.9.2.19).

    White space at its ends goes where `strips` says so, but not what is written as an escape.

    >>> literal("R&amp;D_x000D_\r\n")
    'R&D\r\n'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = unescape(text)
    if strips:
        text = text.strip(_WHITE)
    return decode(text)


def decode(text: str) -> str:
    r"""Return the text that an ST_Xstring (22.9.2.19) stands for.

    >>> decode("a_x000D_b_x005F_x000D_")
    'a\rb_x000D_'
    """
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _read(part: str, data: bytes, start: int) -> list[str] | None:
    """Return the strings behind the root's tag; None where the part is not written as usual."""
    end = data.find(b"<extLst", max(data.rfind(b"</si>"), start))
    end = data.rfind(b"</sst>") if end < 0 else end
    found: list[str] = []
    for chunk in _chunks(part, data, start, max(end, start)):
        plain = "&" not in chunk and "\r" not in chunk and "_x" not in chunk
        for keeps, text, odd, other in _STRING.findall(chunk):
            if odd and is_prefixed(odd):
                return None
            if odd:
                found.append(text_of(odd))
            elif other:
                return None
            elif plain:
                found.append(text if keeps else text.strip(_WHITE) or text)
            else:
                found.append(text_of_one(text, keeps=bool(keeps)))
    return found


def _chunks(part: str, data: bytes, start: int, end: int) -> Iterator[str]:
    while start < end:
        last = data.find(b"</si>", min(start + CHUNK, end), end)
        behind = end if last < 0 else last + len(b"</si>")
        try:
            yield data[start:behind].decode()
        except UnicodeDecodeError:
            raise damaged_part(part) from None
        start = behind


def _character(match: re.Match[str]) -> str:
    point = int(match[1], 16)
    return match[0] if 0xD800 <= point < 0xE000 else chr(point)
