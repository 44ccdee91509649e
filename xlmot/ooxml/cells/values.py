"""Read the value of a cell from its XML, compare it with the one expected, and write a new one.

ECMA-376 part 1, 18.3.1.4 (`c`) and 18.18.11 (its types).
"""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

from xlmot.ooxml.cells.shared_strings import SharedStrings
from xlmot.ooxml.cells.strings import string_text
from xlmot.ooxml.parts.markup import Element, Markup, Splice
from xlmot.ooxml.parts.texts import decode
from xlmot.programme.grid import Value

# Excel counts days from here: 1 March 1900 is day 61, and its calendar is wrong before that.
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_INSTANT = 0.6 / 86_400_000  # days: readers round to the millisecond


def read_value(xml: Markup, cell: Element | None, strings: SharedStrings) -> Value:
    """Return what a cell holds: text, a number, a bool, or None; a date is its number of days."""
    if cell is None:
        return None
    kind = xml.attribute(cell, "t") or "n"
    if kind == "inlineStr":
        string = xml.first("is", start=cell.head, end=cell.tail)
        return string_text(xml, string) if string else None
    value = xml.first("v", start=cell.head, end=cell.tail)
    if value is None:
        return None
    text = xml.text(value)
    match kind:
        case "s":
            return strings.text(int(text) if text.strip().isdecimal() else -1)
        case "n":
            return _number(text)
        case "b":
            return text.strip() in ("1", "true")
    return decode(text)


def is_same(expected: Value, found: Value, *, since_1904: bool = False) -> bool:
    r"""Return whether a cell still holds what was read from it, by whichever reader.

    >>> is_same("a\r\nb", "a\nb"), is_same(1, 1.0), is_same(1, True), is_same("", None)
    (True, True, False, True)
    """
    if isinstance(expected, str) or expected is None:
        return _lines(expected or "") == (_lines(found or "") if not _is_number(found) else None)
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if not isinstance(found, int | float):
        return isinstance(expected, date) and _lines(expected.isoformat()) == found
    if isinstance(expected, int | float):
        return math.isclose(expected, found, rel_tol=1e-14)
    return abs(days(expected, since_1904=since_1904) - found) < _INSTANT


def days(value: date | time | timedelta, *, since_1904: bool = False) -> float:
    """Return a date, a time or a duration as the number of days that Excel stores.

    >>> days(date(2024, 1, 1)), days(time(12)), days(timedelta(hours=36))
    (45292.0, 0.5, 1.5)
    """
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        value = datetime.combine(EPOCH, value)
        return (value - EPOCH) / timedelta(days=1)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value - (EPOCH_1904 if since_1904 else EPOCH)) / timedelta(days=1)


def contents(xml: Markup, cell: Element, kind: str | None, inner: bytes) -> list[Splice]:
    """Return the splices that give a cell a type and all that it holds, its format kept.

    >>> from xlmot.ooxml.parts.markup import splice
    >>> xml = Markup(b'<c r="A1" s="4"/>')
    >>> splice(xml.data, contents(xml, xml.whole(), "s", b"<v>7</v>"))
    b'<c r="A1" s="4" t="s"><v>7</v></c>'
    """
    edits = xml.set_attribute(cell, "t", kind)
    if not cell.empty:
        return [*edits, (cell.head, cell.tail, inner)]
    if not inner:
        return edits
    head = xml.data[cell.start : cell.head].rstrip(b">").rstrip(b"/").rstrip()
    closing = b">" + inner + b"</" + head[1:].split()[0] + b">"
    return [*edits, (cell.start + len(head), cell.end, closing)]


def value_element(value: str, prefix: str) -> bytes:
    """Return a `v` element of a number, in the prefix of its cell."""
    name = f"{prefix}:v" if prefix else "v"
    return f"<{name}>{value}</{name}>".encode()


def number_text(value: float) -> str:
    """Return a number as XML has it, with as many digits as tell it from its neighbours.

    >>> number_text(2024.0), number_text(0.1)
    ('2024', '0.1')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _number(text: str) -> Value:
    try:
        return float(text) if text.strip() else None
    except ValueError:
        return text


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float | bool)


def _lines(text: Value) -> Value:
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text
