"""Split a code from the text after it in the same cell: `1.1. Build`, `Action 12 - Train`."""

from __future__ import annotations

import re
from functools import lru_cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.characters import digits
from xlmot.programme.grammar import ROMAN, Path
from xlmot.programme.parts import BULLETS

# Words before a number, at most three of them: `Goal 1`, `Fiche action n°12`, `Work package 3`.
_WORDS = (
    r"(?:[^\W\d_]{2,20}\.?(?:[ \-][^\W\d_]{2,20}){0,2}[ \u00a0]*(?:(?:n[°ºo]|\#)[ \u00a0]*)?"
    r"|(?:[nN][°º]|§|\#)[ \u00a0]*)"
)
_BULLET = rf"[-–—·{BULLETS}]"
_PART = r"(?:[A-Za-z]{0,2}\d{1,4}|[A-Za-z])(?![^\W\d_]{2})"
_NUMBERS = rf"\d{{1,4}}(?:[.\-/]{_PART})*[a-z]?(?![^\W\d_])"
_FAMILY = r"(?:[A-Z]{2,8}[.\-_])*[A-Z]{1,5}"
_LETTERS = rf"(?:{_FAMILY}|[A-Za-z]{{2,6}}_)[.\- ]?\d{{1,4}}[a-z]?(?:[.\-/]{_PART})*(?![^\W_])"
_NUMERAL = rf"(?:[IVX]{{1,6}}|[a-z]\d{{1,2}}|[A-Za-z])(?:[.\-/]{_PART})*"
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
# One word and a number with a name after them, nothing between: `Phase 1 Planning`.
_NAMED = rf"{_CAPITAL}[^\W\d_]{{2,19}}[ \u00a0]+(?P<named>\d{{1,2}})(?=\s+{_CAPITAL})"
_JOINER = (
    r"[ \u00a0]*[.):\]\-–—][.):\]\-–—]*(?:\s+|$)|[ \u00a0]*[):\]](?=\S)"
    rf"|-(?={_CAPITAL}{{2}})"
)
_INSIDE = lazy(
    rf"""\s*(?:{_BULLET}\s*)?(?:\[[ ]?(?=[^\[\]]{{1,12}}\]))?(?P<code>
        {_WORDS}(?P<worded>{_NUMBERS}) (?= {_JOINER} | \s*$ )
      | {_NAMED}
      | (?P<core>{_NUMBERS}|{_LETTERS}) (?= {_JOINER} | \.?\s+ | [.)]?\s*$ | \.(?=[^\W\d_]{{2}}) )
      | (?P<numeral>{_NUMERAL}) (?= {_JOINER} )
    )
    (?P<joint>{_JOINER} | \.?\s+ | [.)]?\s*$ | \.)""",
    re.VERBOSE,
)
# Letters right before a number belong to it, save at the start: `OS1.A2`, but `A2.3`.
_TOKEN = lazy(r"(?<=[.\-/])[^\W\d_]+(?=\d)|(\d+|[^\W\d_]+)")
# A gap before the last number of a code that a name follows: `4. 2 Dig`.
_GAP = lazy(rf"\.[ \u00a0](?P<number>\d{{1,2}})\s+(?={_CAPITAL})")
# Numerals or letters, with parts below them or not, after a word or none: `I.a`, `II/3`, `Part II`.
_NUMERALS = lazy(
    rf"(?:[^\W\d_]{{2,20}}\s+(?=[IVX]+$))?((?:[IVX]{{1,6}}|[ivx]{{1,6}}|[A-Za-z])(?:[.\-/]{_PART})*)[.)]?"
)
# A number after one to three names of families, whole in its cell: `Req-Core-01`.
_FAMILIES = lazy(rf"(?:{_CAPITAL}[^\W\d_]{{1,9}}[.\-_]){{1,3}}(\d{{1,4}}(?:[.\-]\d{{1,3}}){{0,3}})")
# What Excel shows of a date or of an hour is no code: `05/01/2026`, `2026-01-05`.
_YEAR = r"(?:19|20)\d\d"
_DATE = lazy(
    rf"\d{{1,2}}([/.-])\d{{1,2}}\1{_YEAR}|{_YEAR}([/.-])\d{{1,2}}\2\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/\d\d"
)


class CodeSpan(NamedTuple):
    """Where a code stands in a text, and where the label that follows it begins."""

    start: int
    end: int
    label: int
    path: Path
    words: bool = False


@lru_cache(maxsize=16384)
def find_code(text: str) -> CodeSpan | None:
    """Return the code at the start of a text; None if none stands there.

    >>> find_code("1.1. Build")
    CodeSpan(start=0, end=3, label=5, path=(1, 1), words=False)
    >>> find_code("Action 12 - Train")[:3], find_code("B.2 : Learn")[:3]
    ((0, 9, 12), (0, 3, 6))
    >>> find_code("Phase 1 Planning")[:3], find_code("Day 2 of three"), find_code("1-TOWN")[:3]
    ((0, 7, 8), None, (0, 1, 2))
    >>> find_code("→ 1.2.1 Draw plans")[:3], find_code("[01.02] Draw plans")[:3]
    ((2, 7, 8), (1, 6, 8))
    >>> find_code("Roads"), find_code("05/01/2026 Meeting")
    (None, None)
    """
    found = _INSIDE.match(text)
    if found is None:
        return None
    code = found["code"]
    number = found["worded"] or found["named"]
    path = rough_path(number or code)
    if path is None or _DATE.fullmatch(code):
        return None
    label = found.end()
    while label < len(text) and text[label].isspace():
        label += 1
    return CodeSpan(found.start("code"), found.end("code"), label, path, bool(number))


def without_gap(text: str, span: CodeSpan) -> CodeSpan:
    """Return the span of a code with the number after a gap in it, if one stands there.

    >>> without_gap("4. 2 Dig", find_code("4. 2 Dig")).end, find_code("4. 2 Dig").end
    (4, 1)
    """
    gap = None if span.words else _GAP.match(text, span.end)
    if gap is None:
        return span
    return CodeSpan(span.start, gap.end("number"), gap.end(), (*span.path, int(gap["number"])))


@lru_cache(maxsize=16384)
def rough_path(code: str) -> Path | None:
    """Return the numbers of a code, however it is written; None if it is none.

    Letters count from 1, Roman numerals too; words before the numbers are left out.

    >>> rough_path("1.1."), rough_path("A2.3"), rough_path("II.b"), rough_path("GOV.01")
    ((1, 1), (1, 2, 3), (2, 2), (1,))
    >>> rough_path("GV.OC-01"), find_code("GV.OC-01: Know the mission")[:3]
    ((1,), (0, 8, 10))
    >>> rough_path("Roads"), rough_path("2026-01-05")
    (None, None)
    """
    text = code.strip()
    if not text or len(text) > 40 or _DATE.fullmatch(text):
        return None
    tokens = list(filter(None, _TOKEN.findall(text)))
    path: list[int] = []
    for token in tokens:
        if token.isdigit():
            if len(token) > 4:
                return None
            path.append(int(token))
        elif token in ROMAN:
            path.append(ROMAN.index(token) + 1)
        elif len(token) == 1:
            path.append(ord(token.upper()) - 64)
        elif path or len(tokens) == 1:
            return None
    return tuple(path) if path and len(path) <= 8 else None


# What stands between the full stops of most codes.
SMALL_NUMBERS = frozenset(map(str, range(1, 100)))


def whole_code(value: object) -> Path | None:
    """Return the numbers of a code that fills its cell; None if anything else stands there.

    >>> whole_code("1.1."), whole_code(2.0), whole_code("1.1 Build"), whole_code(float("inf"))
    ((1, 1), (2,), None, None)
    >>> whole_code("I.a.1"), whole_code("II/3"), whole_code("Part II"), whole_code("I am")
    ((1, 1, 1), (2, 3), (2,), None)
    >>> whole_code("Req-Core-01"), whole_code("#07"), find_code("Covid-19 in town")
    ((1,), (7,), None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        if not 0 <= value < 1000:
            return None
        return rough_path(digits(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not text or len(text) > 24:
        return None
    parts = text.split(".")
    if len(parts) < 5 and all(map(SMALL_NUMBERS.__contains__, parts)):
        # By far the most usual code.
        return tuple(map(int, parts))
    span = find_code(text) if any(map(str.isdigit, text)) else None
    if span is not None and span.label == len(text):
        return span.path
    found = _NUMERALS.fullmatch(text) or _FAMILIES.fullmatch(text)
    return rough_path(found[1]) if found else None


def held(paths: list[Path]) -> float:
    """Return the share of the distinct codes that hang together.

    A code does if its parent is there, or a brother right before or after it.

    >>> held([(1,), (1, 1), (1, 2), (2,)]), held([(10, 25), (31, 7), (12, 1)])
    (1.0, 0.0)
    """
    known = set(paths)
    if not known:
        return 0.0
    hung = sum(
        (len(path) > 1 and path[:-1] in known)
        or bool({_beside(path, -1), _beside(path, 1)} & known)
        for path in known
    )
    return hung / len(known)


def _beside(path: Path, step: int) -> Path:
    return (*path[:-1], path[-1] + step)
