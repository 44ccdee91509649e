"""Read an outline: headings that begin with a code, and below each the points of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlmot.files.importing.wrapping import goes_on, join
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.vocabulary import Vocabulary

# Signs that Word and others put before the points of a list; U+F0B7 and U+F0A7 are Symbol's.
SIGNS = "•◦▪▫‣⁃●○■□➢►✓\uf0b7\uf0a7"
POINT = lazy(rf"\s*(?:[{SIGNS}]\s*|[-–—*]\s+)(?P<label>\S.*)")
LETTERED = lazy(r"\s*(?P<letter>[a-z])[.)]\s+(?P<label>\S.*)")
CODE = r"\d{1,2}(?:\.\d{1,2})*|[IVX]+(?:\.\d{1,2})*|[A-Z](?:\d{1,2}(?:\.\d{1,2})*)?"
# Fewer points or headings may be anything; other lines are few, such as a title.
LEAST = 2
MOST_OTHERS = 1 / 3


class Heading(NamedTuple):
    """What a heading such as `Goal 1.2: Squares` says."""

    code: str
    label: str


def read_outline(lines: list[str], vocabulary: Vocabulary) -> tuple[list[list[str]], int] | None:
    """Return the rows of an outline and how many lines were joined to others; None if it is none.

    A point has the code of the heading above it; points `a)` and `b)` below 1 are 1a and 1b.

    >>> house = Vocabulary(code_words=("goal",))
    >>> read_outline(["Goal 1: ROADS", "- Pave", "- Mark", "Goal 2: PARKS", "- Mow"], house)
    ([['1', 'ROADS'], ['1', 'Pave'], ['1', 'Mark'], ['2', 'PARKS'], ['2', 'Mow']], 0)
    >>> read_outline(["1) ROADS", "a) Pave", "b) Mark", "2) PARKS"], house)
    ([['1', 'ROADS'], ['1a', 'Pave'], ['1b', 'Mark'], ['2', 'PARKS']], 0)
    """
    pattern = _headings(vocabulary.code_words)
    if not _is_outline([line for line in lines if line.strip()], pattern):
        return None
    rows: list[list[str]] = []
    joined, code = 0, ""
    for line in lines:
        heading = _heading(line, pattern)
        point, lettered = POINT.fullmatch(line), LETTERED.fullmatch(line)
        if heading:
            code = heading.code
            rows.append([code, heading.label])
        elif code and lettered:
            rows.append([code + lettered["letter"], lettered["label"].rstrip()])
        elif code and point:
            rows.append([code, point["label"].rstrip()])
        elif rows and len(rows[-1]) > 1 and goes_on(rows[-1][-1], line):
            rows[-1][-1] = join(rows[-1][-1], line)
            joined += 1
        else:
            rows.append([line.strip()] if line.strip() else [])
    return rows, joined


def _headings(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of headings; a code without a word before it is a number with an end."""
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"\s*(?:(?i:{known or '(?!)'})\s*(?:n°\s*)?(?P<named>{CODE})\s*(?:[:.)–—-]\s*|\s)"
        rf"|(?P<bare>\d{{1,2}}(?:\.\d{{1,2}})*)(?:[.)]\s+|\s*[:–—-]\s+))(?P<label>\S.*)"
    )


def _heading(line: str, pattern: re.Pattern[str]) -> Heading | None:
    found = pattern.fullmatch(line)
    if found is None:
        return None
    return Heading(found["named"] or found["bare"], found["label"].strip())


def _is_outline(lines: list[str], pattern: re.Pattern[str]) -> bool:
    headings = sum(_heading(line, pattern) is not None for line in lines)
    points = sum(bool(POINT.fullmatch(line) or LETTERED.fullmatch(line)) for line in lines)
    others = len(lines) - headings - points
    return headings >= LEAST and points >= LEAST and others <= MOST_OTHERS * len(lines)
