"""Cut a text into lines; headers and footers of pages are left out, a page ends in a blank line.

Word gives a break within a cell as a vertical tab; spreadsheets quote a cell that holds one.
"""

from __future__ import annotations

import re

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple

QUOTED = lazy(r'(?:(?<=\t)|(?<![^\n]))"((?:[^"]|"")*)"(?=\t|\n|\Z)')
PAGE_MARK = lazy(
    r"(?i)\s*(?:[-–—]\s*)?(?:page|p\.|seite|blz\.?)\s*\d{1,4}(?:\s*(?:/|sur|of|von)\s*\d{1,4})?"
    r"(?:\s*[-–—])?\s*"
    r"|\s*[-–—]\s*\d{1,4}\s*[-–—]\s*"
    r"|\s*\d{1,4}\s*/\s*\d{1,4}\s*"
)


class Lines(NamedTuple):
    """The lines of a text without what only its pages have, and how many such marks there were."""

    lines: list[str]
    marks: int


def cut(text: str) -> Lines:
    r"""Return the lines of a text; a break within a cell is a vertical tab in them.

    >>> cut("1\tRoads\r\nPage 1 / 2\f1\tPave the square")
    Lines(lines=['1\tRoads', '', '1\tPave the square'], marks=1)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\v")
    text = QUOTED.sub(_unquoted, text)
    lines: list[str] = []
    marks = 0
    for number, page in enumerate(text.split("\f")):
        own = page.split("\n")
        kept = [line for line in own if "\t" in line or not PAGE_MARK.fullmatch(line)]
        marks += len(own) - len(kept)
        if number and lines and lines[-1].strip():
            lines.append("")
        lines += kept
    while lines and not lines[-1].strip():
        lines.pop()
    return Lines(lines, marks)


def _unquoted(found: re.Match[str]) -> str:
    """Return a quoted cell as it is, its breaks as vertical tabs; a label in quotes keeps them."""
    inner = found[1]
    if "\n" not in inner and '""' not in inner and "\t" not in inner:
        return found[0]
    return inner.replace('""', '"').replace("\n", "\v").replace("\t", " ")
