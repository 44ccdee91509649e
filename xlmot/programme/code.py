"""Read a code: what was typed, the path it means, and what is wrong with the way it is written.

cell = white* (head | word)? core trail? white*
core = part (separator part)*
trail = [.):-] and white, in any order
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from xlmot.programme.characters import visible
from xlmot.programme.grammar import LETTERS, ROMAN, Grammar, Path, padding
from xlmot.programme.grid import Value

SEPARATORS = ".,/·‧-‐–—−"
SEPARATOR = re.compile(rf"\s*([{re.escape(SEPARATORS)}])\s*")
REPEATED = re.compile(rf"([{re.escape(SEPARATORS)}])(?:\s*\1)+")
LETTER = {"letter": r"[A-Z](?![A-Za-z])", "small": r"[a-z](?![A-Za-z])"}
LOOK_ALIKE = str.maketrans("lI|Oo", "11100")
LOOK_ALIKE_CODE = re.compile(rf"[0-9lI|Oo{re.escape(SEPARATORS)} ]+")


class CodeReading(NamedTuple):
    """What one code cell means: its path if it has one, and the names of its faults.

    `candidates` are the paths it may have meant before Excel changed it (a date, a lost zero).
    `doubtful` tells that the path is a guess, so that no fix of this cell is safe.
    """

    path: Path | None
    faults: tuple[str, ...] = ()
    candidates: tuple[Path, ...] = ()
    doubtful: bool = False


def read_code(value: Value, grammar: Grammar, words: tuple[str, ...] = ()) -> CodeReading:
    """Return the reading of one cell of the code column; `words` may stand before the code.

    >>> read_code("3.3.", Grammar())
    CodeReading(path=(3, 3), faults=('extra-separator',), candidates=(), doubtful=False)
    >>> read_code("Goal 1", Grammar(), ("goal",)).faults
    ('decorated-code',)
    >>> read_code(1.1, Grammar()).candidates
    ((1, 1), (1, 10))
    """
    if isinstance(value, bool):
        return CodeReading(None, ("malformed-code",))
    if isinstance(value, int | float):
        return _read_number(value, grammar)
    if isinstance(value, date):
        plain = all(kind not in (*LETTERS, "roman") for kind in grammar.parts)
        candidates = date_candidates(value, grammar.depth) if plain else ()
        return CodeReading(None, ("date-code",), candidates)
    if isinstance(value, str):
        if _dotted(grammar).fullmatch(value):
            return CodeReading(tuple(map(int, value.split("."))))
        return _read_text(value, grammar, words)
    return CodeReading(None, ("malformed-code",))


@cache
def _dotted(grammar: Grammar) -> re.Pattern[str]:
    """Return the pattern of canonical codes of numbers and dots, by far the most frequent ones."""
    if {*grammar.parts} != {"number"} or {*grammar.joints} - {"."}:
        return re.compile(r"(?!)")
    return re.compile(rf"[1-9][0-9]?(?:\.[1-9][0-9]?){{0,{grammar.depth - 1}}}")


def _read_number(value: float, grammar: Grammar) -> CodeReading:
    if not abs(value) < 1000:
        return CodeReading(None, ("malformed-code",))
    if value == int(value):
        read = _read_text(str(int(value)), grammar, ())
        return read if not read.faults else CodeReading(None, ("malformed-code",))
    width = padding(grammar.kind(1))
    whole, _, decimals = repr(value).partition(".")
    # Where parts are padded, 1.1 can only be what Excel left of 1.10.
    read = _read_text(f"{whole}.{decimals.ljust(width, '0')}", grammar, ())
    if read.path is None or read.faults:
        return CodeReading(None, ("malformed-code",))
    zeros = () if width else lost_zeros(read.path)
    return CodeReading(read.path, ("numeric-code",), (read.path, *zeros))


def lost_zeros(path: Path) -> tuple[Path, ...]:
    """Return what a code was if Excel dropped the zeros at its end: 1.10 is kept as 1.1."""
    return ((*path[:-1], path[-1] * 10),) if len(path) == 2 and path[-1] < 10 else ()


def date_candidates(value: date, depth: int) -> tuple[Path, ...]:
    """Return the codes that Excel may have turned into this date: d.m.yy, then d.m.

    >>> date_candidates(date(2001, 2, 3), 3)
    ((3, 2, 1), (3, 2))
    """
    short_year = value.year % 100
    found: list[Path] = []
    # Excel reads a two-digit year below 30 in the 2000s and above in the 1900s.
    if depth >= 3 and short_year and 1930 <= value.year <= 2029:
        found.append((value.day, value.month, short_year))
    if depth >= 2:
        found.append((value.day, value.month))
    return tuple(found)


def _read_text(text: str, grammar: Grammar, words: tuple[str, ...]) -> CodeReading:
    core = visible(text)
    inner = _without_head(core, grammar.heads)
    bare = _without_word(inner, words) if inner == core else inner
    end = bare.rstrip(SEPARATORS + " ):")
    trail = bare[len(end) :]
    trimmed = REPEATED.sub(r"\1", end.lstrip(SEPARATORS + " "))
    seen = {
        "invisible-in-code": core != text,
        "decorated-code": bare != inner or re.search(r"[):]|\s[-–—]", trail) is not None,
        "extra-separator": trimmed != end or re.sub(r"\s[-–—]|[):\s]", "", trail) != "",
    }
    faults = tuple(name for name, is_so in seen.items() if is_so)
    read = _match(trimmed, grammar)
    if read is None:
        return _look_alike(trimmed, grammar, faults)
    path, more = read
    if "unusual-separator" in more and _names_several(trimmed, grammar):
        return CodeReading(None, ("malformed-code",))
    several = "unusual-separator" in more and _may_name_several(trimmed)
    doubled = REPEATED.search(bare) is not None
    return CodeReading(path, (*faults, *more), (), doubled or several)


def _without_head(text: str, heads: tuple[str, ...]) -> str:
    """Return what follows the words that the house itself puts before its codes.

    >>> _without_head("OS 1.2", ("OS",)), _without_head("Oslo", ("OS",))
    ('1.2', 'Oslo')
    """
    for head in sorted(filter(None, heads), key=len, reverse=True):
        stem = head.rstrip()
        rest = text[len(stem) :].lstrip()
        if text[: len(stem)].casefold() == stem.casefold() and rest[:1].isdigit():
            return rest
    return text


def _without_word(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        if text[: len(word)].casefold() == word.casefold():
            rest = text[len(word) :].lstrip(" .:n°º-")
            if rest != text[len(word) :] or (rest[:1].isdigit() and len(word) > 1):
                return rest
    return text


def _match(text: str, grammar: Grammar) -> tuple[Path, tuple[str, ...]] | None:
    """Return the path of a trimmed text and the faults of its parts and separators."""
    faults: dict[str, None] = {}
    path: list[int] = []
    rest = text
    while rest:
        level = len(path)
        if level:
            rest, fault = _skip_joint(rest, grammar.joint(level))
            if fault is None:
                return None
            if fault:
                faults[fault] = None
        number, length, fault = _read_part(rest, grammar.kind(level))
        if number is None:
            return None
        if fault:
            faults[fault] = None
        path.append(number)
        rest = rest[length:]
    if not path:
        return None
    if len(path) > grammar.depth:
        faults["code-too-deep"] = None
    return tuple(path), tuple(faults)


def _skip_joint(text: str, joint: str) -> tuple[str, str | None]:
    """Return the text after a separator and its fault; the fault is None if none stands there."""
    start = text[: len(joint)]
    if joint and not SEPARATOR.fullmatch(joint) and start.casefold() == joint.casefold():
        return text[len(joint) :], "" if start == joint else "unusual-separator"
    found = SEPARATOR.match(text)
    if found is None and joint:
        return text, None
    rest = text[found.end() :] if found else text.lstrip()
    return rest, "" if text == joint + rest else "unusual-separator"


def _read_part(text: str, kind: str) -> tuple[int | None, int, str]:
    """Return the number a part means, how many characters it takes, and its fault."""
    if kind in LETTERS:
        found = re.match(LETTER[kind], text)
        return (ord(found[0]) - ord(LETTERS[kind]) + 1, 1, "") if found else (None, 0, "")
    if kind == "roman":
        found = re.match(r"[IVX]+(?![A-Za-z])", text)
        number = ROMAN.index(found[0]) + 1 if found and found[0] in ROMAN else None
        return number, len(found[0]) if found else 0, ""
    found = re.match(r"[0-9]+", text)
    digits = found[0] if found else ""
    counting = digits.lstrip("0")
    width = padding(kind)
    if not counting or len(digits if width else counting) > (width or 2):
        return None, 0, ""
    return int(counting), len(digits), "" if width or counting == digits else "leading-zero"


def _look_alike(text: str, grammar: Grammar, faults: tuple[str, ...]) -> CodeReading:
    """Return what a text means if a letter stands for a digit in it: `l.1`, `1.O`."""
    digits = text.translate(LOOK_ALIKE)
    plausible = digits != text and "II" not in text and LOOK_ALIKE_CODE.fullmatch(text)
    if not plausible or not re.search(r"[0-9.,]", text):
        return CodeReading(None, ("malformed-code",))
    read = _match(digits, grammar)
    if read is None:
        return CodeReading(None, (*faults, "look-alike-letter"))
    return CodeReading(read[0], (*faults, *read[1], "look-alike-letter"), (), doubtful=True)


def _names_several(text: str, grammar: Grammar) -> bool:
    """Return whether a text names several whole codes: `1.1-1.4`, `1.1, 1.2`, `2.1/2.3`."""
    pieces = re.split(r"\s*[,/‐–—−-]\s*", text)
    reads = [_match(piece, grammar) for piece in pieces]
    return len(reads) > 1 and all(read and len(read[0]) > 1 and not read[1] for read in reads)


def _may_name_several(text: str) -> bool:
    """Return whether a text may name several codes rather than one: a range, a list, a mixture.

    >>> _may_name_several("1-3"), _may_name_several("1, 2"), _may_name_several("1.2-3")
    (True, True, True)
    >>> _may_name_several("1-1"), _may_name_several("1/2"), _may_name_several("1,2")
    (False, False, False)
    """
    span = re.fullmatch(r"([0-9]+)\s*[‐–—−-]\s*([0-9]+)", text)
    rising = span is not None and int(span[1]) < int(span[2])
    return rising or ", " in text or len(set(SEPARATOR.findall(text))) > 1


def sort_key(path: Path) -> str:
    """Return a text that sorts codes as numbers, even in a plain text sort.

    >>> sort_key((1, 2, 10))
    'N01.02.10'
    """
    return "N" + ".".join(f"{number:02}" for number in path)


def follows(path: Path, previous: Path) -> bool:
    """Return whether a code may come right after another in a complete, ordered numbering.

    >>> follows((1, 2), (1, 1, 4)), follows((1, 1, 1), (1, 1)), follows((1, 3), (1, 1))
    (True, True, False)
    """
    if path == previous or path == (*previous, 1):
        return True
    depth = len(path)
    same_parent = path[:-1] == previous[: depth - 1]
    return depth <= len(previous) and same_parent and path[-1] == previous[depth - 1] + 1
