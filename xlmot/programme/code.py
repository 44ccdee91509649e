"""Read a code: what was typed, the path it means, and what is wrong with the way it is written.

cell = white* (head | word)? core trail? white*
core = part (separator part)*
trail = [.):-] and white, in any order

What is read is compared with how the house writes the codes of that level: a joint, a mark or
zeros are faults only where the others of the level have another or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.characters import digits, visible
from xlmot.programme.grammar import LEFT_OUT, LETTERS, Grammar, Path, padding
from xlmot.programme.grid import Value
from xlmot.programme.parts import (
    BULLETS,
    SEPARATORS,
    Match,
    faults_of,
    match_any,
    may_name_several,
    repeats_separator,
    with_single_separators,
)
from xlmot.programme.zeros import lost_zeros

LOOK_ALIKE = str.maketrans("lI|Oo", "11100")
LOOK_ALIKE_CODE = lazy(rf"[0-9lI|Oo{re.escape(SEPARATORS)} ]+")
FIRST_WORD = lazy(rf"[^\W\d_]+[{re.escape(SEPARATORS)}]?")
# A word that no house is known to put before its codes, as in “Measure 2.3”.
FOREIGN_WORD = lazy(r"[^\W\d_]{3,}\.?\s+(?=\d)")
BULLET = lazy(rf"[{BULLETS}]\s+")
TRAIL = SEPARATORS + " ):"
MARKED, UNMARKED = lazy(r"[):]|\s[-–—]"), lazy(r"\s[-–—]|[):\s]")
ZEROS = lazy(rf"(?<=\w)(?:[{re.escape(SEPARATORS)}]0+)+$")
# What a number cannot say of a code: its zeros, the marks and words around it.
WRITTEN = frozenset(("unpadded-code", "missing-mark", "decorated-code"))


class CodeReading(NamedTuple):
    """What one code cell means: its path if it has one, and the names of its faults.

    `candidates` are the paths it may have meant before Excel changed it (a date, a lost zero).
    `doubtful` says that the path is a guess, so that no fix of this cell is safe.
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
    usual = Grammar(grammar.parts, grammar.joints, zeros=grammar.zeros, hundreds=grammar.hundreds)
    if grammar != usual or {*grammar.parts} != {"number"} or {*grammar.joints} - {"."}:
        return lazy(r"(?!)")
    number = "[1-9][0-9]{0,2}" if grammar.hundreds else "[1-9][0-9]?"
    return lazy(rf"{number}(?:\.{number}){{0,{grammar.depth - 1}}}")


def _read_number(value: float, grammar: Grammar) -> CodeReading:
    if not abs(value) < 1000:
        return CodeReading(None, ("malformed-code",))
    if value == int(value):
        read = _read_text(str(int(value)), grammar, ())
        return read if WRITTEN.issuperset(read.faults) else CodeReading(None, ("malformed-code",))
    width = padding(grammar.form(1).parts[-1 if grammar.depth == 1 else 1])
    whole, _, decimals = digits(value).partition(".")
    # Where parts are padded, 1.1 can only be what Excel left of 1.10.
    read = _read_text(f"{whole}.{decimals.ljust(width, '0')}", grammar, ())
    if read.path is None or not WRITTEN.issuperset(read.faults):
        return CodeReading(None, ("malformed-code",))
    zeros = () if width else lost_zeros(read.path)
    return CodeReading(read.path, ("numeric-code",), (read.path, *zeros))


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


class Pieces(NamedTuple):
    """A text of the code column taken apart: what the house puts before the code, and the rest.

    `inner` is all that follows the `head`, `bare` that without a word of no meaning, `trimmed` the
    code alone, `trail` what follows it.
    """

    head: str
    inner: str
    bare: str
    end: str
    trimmed: str
    trail: str
    match: Match | None


def take_apart(text: str, grammar: Grammar, words: tuple[str, ...] = ()) -> Pieces:
    """Return the pieces of a text in plain characters.

    >>> take_apart("OS 1.2.", Grammar(heads=("OS", "OS"))).trimmed
    '1.2'
    """
    head, inner = _split_head(text, grammar.heads)
    bare = inner if head else _without_word(inner, words)
    end = bare.rstrip(TRAIL)
    if grammar.fills_up and (zeros := ZEROS.search(end)):
        end = end[: zeros.start()]
    trimmed = with_single_separators(end.lstrip(SEPARATORS + " "))
    match = match_any(trimmed, grammar, head)
    return Pieces(head, inner, bare, end, trimmed, bare[len(end) :], match)


@lru_cache(maxsize=8192)
def _read_text(text: str, grammar: Grammar, words: tuple[str, ...]) -> CodeReading:
    core = visible(text)
    bullet = None if core[:1].isalnum() else BULLET.match(core)
    pieces = take_apart(core[bullet.end() :] if bullet else core, grammar, words)
    match, trimmed = pieces.match, pieces.trimmed
    faults = tuple(_faults_around(pieces, grammar))
    if core != (text.strip() if bullet else text):
        faults = ("invisible-in-code", *faults)
    if match is None:
        other = FOREIGN_WORD.match(trimmed)
        match = match_any(trimmed[other.end() :], grammar) if other else None
        if match and len(match.path) > 1 and not faults_of(match, grammar):
            return CodeReading(match.path, ("decorated-code",), (), doubtful=True)
        return _look_alike(trimmed, grammar, pieces.head, faults)
    written = faults_of(match, grammar)
    if "unusual-separator" in written and _names_several(trimmed, grammar):
        return CodeReading(None, ("malformed-code",))
    several = "unusual-separator" in written and may_name_several(trimmed)
    doubtful = several or repeats_separator(pieces.bare)
    return CodeReading(match.path, (*faults, *written), (), doubtful)


def _faults_around(pieces: Pieces, grammar: Grammar) -> Iterator[str]:
    """Yield what differs before and after a code from the others of its level."""
    level = len(pieces.match.path) - 1 if pieces.match else 0
    usual = grammar.end(level).strip()
    more = pieces.trail.removeprefix(usual)
    other = pieces.match is not None and pieces.head.strip() != grammar.head(level).strip()
    if pieces.bare != pieces.inner or other or (more and MARKED.search(more)):
        yield "decorated-code"
    if pieces.trimmed != pieces.end or (more and UNMARKED.sub("", more)):
        yield "extra-separator"
    if pieces.match and usual and not pieces.trail.startswith(usual):
        yield "missing-mark"


def _split_head(text: str, heads: tuple[str, ...]) -> tuple[str, str]:
    """Return the word that the house itself puts before its codes, and what follows it.

    >>> _split_head("OS 1.2", ("OS",)), _split_head("Oslo", ("OS",))
    (('OS', '1.2'), ('', 'Oslo'))
    """
    for head in sorted(filter(None, heads), key=len, reverse=True) if heads else ():
        stem = head.rstrip()
        rest = text[len(stem) :].lstrip()
        apart = rest != text[len(stem) :] or not stem[-1:].isalpha()
        begins = rest.lstrip(SEPARATORS)[:1].isdigit() or (apart and rest[:1].isalnum())
        if text[: len(stem)].casefold() == stem.casefold() and begins:
            return text[: len(stem)], rest
    return "", text


def _without_word(text: str, words: tuple[str, ...]) -> str:
    if _initials(words).isdisjoint(("", text[:1].casefold()[:1])):
        return text
    for word in words:
        if text[: len(word)].casefold() == word.casefold():
            rest = text[len(word) :].lstrip(" .:n°º-")
            if rest != text[len(word) :] or (rest[:1].isdigit() and len(word) > 1):
                return rest
    return text


@cache
def _initials(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold()[:1] for word in words)


def _look_alike(text: str, grammar: Grammar, head: str, faults: tuple[str, ...]) -> CodeReading:
    """Return what a text means if a letter stands for a digit in it: `l.1`, `1.O`, `A.l`."""
    found = None if grammar.counts else FIRST_WORD.match(text)
    letters = found[0] if found else ""
    rest = text[len(letters) :]
    digits = rest.translate(LOOK_ALIKE)
    plausible = digits != rest and "II" not in rest and LOOK_ALIKE_CODE.fullmatch(rest)
    if not plausible or not (letters or re.search(r"[0-9.,]", rest)):
        return CodeReading(None, ("malformed-code",))
    match = match_any(letters + digits, grammar, head)
    if match is None:
        return CodeReading(None, (*faults, "look-alike-letter"))
    written = faults_of(match, grammar)
    return CodeReading(match.path, (*faults, *written, "look-alike-letter"), (), doubtful=True)


def _names_several(text: str, grammar: Grammar) -> bool:
    """Return whether a text names several whole codes: `1.1-1.4`, `1.1, 1.2`, `2.1/2.3`."""
    pieces = re.split(r"\s*[,/‐–—−-]\s*", text)
    reads = [match_any(piece, grammar) for piece in pieces]
    return len(reads) > 1 and all(
        read and len(read.tokens) > 1 and not faults_of(read, grammar) for read in reads
    )


def completed(paths: Iterable[Path | None]) -> Iterator[Path | None]:
    """Yield paths in their order, those that leave out their parents with those of the rows above.

    >>> list(completed([(1,), (LEFT_OUT, 1), (LEFT_OUT, 2), (2,), (LEFT_OUT, 3)]))
    [(1,), (1, 1), (1, 2), (2,), (2, 3)]
    """
    above: Path = ()
    for path in paths:
        if path is None:
            yield None
            continue
        missing = path.count(LEFT_OUT)
        if missing:
            path = ((*above, *(1,) * missing)[:missing]) + path[missing:]  # noqa: PLW2901
        above = path
        yield path


def successors(before: Path, after: Path) -> Iterator[Path]:
    """Yield the codes that may stand between two others in a complete, ordered numbering.

    `()` stands for none before or after. Those of more levels come first.

    >>> list(successors((1, 2), (1, 4))), list(successors((2, 1, 1), (2, 2)))
    ([(1, 3)], [(2, 1, 1, 1), (2, 1, 2)])
    """
    if not before:
        return
    for path in (
        (*before, 1),
        *((*before[: depth - 1], before[depth - 1] + 1) for depth in range(len(before), 0, -1)),
    ):
        if path != after and (not after or follows(after, path)):
            yield path


def follows(path: Path, previous: Path) -> bool:
    """Return whether a code may come right after another in a complete, ordered numbering.

    >>> follows((1, 2), (1, 1, 4)), follows((1, 1, 1), (1, 1)), follows((1, 3), (1, 1))
    (True, True, False)
    """
    if path == previous or path in ((*previous, 1), (*previous, 0)):
        return True
    depth = len(path)
    same_parent = path[:-1] == previous[: depth - 1]
    return depth <= len(previous) and same_parent and path[-1] == previous[depth - 1] + 1
