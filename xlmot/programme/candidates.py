"""Guess, from the codes of a column, the ways of numbering that may be their house's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import ROMAN, USUAL, Grammar
from xlmot.programme.heads import HEAD, heads_of, usual_of
from xlmot.programme.letters import family_of
from xlmot.programme.parts import SEPARATORS

PART = lazy(r"[0-9]+|[^\W\d_]+")
BETWEEN = lazy(rf"\s*[{re.escape(SEPARATORS)}]?\s*")
# A word before a numeral or a letter, as in `PAT-I-01`, `OS-IV.2`, `Part B`.
BEFORE = lazy(rf"([^\W\d_]{{2,29}}[{re.escape(SEPARATORS)}\s]+)(?=[IVX]+(?!\w)|[A-Z](?!\w))")
MOST_PARTS = 6


class Tokens(NamedTuple):
    """The runs of digits and of letters in a text, and what stands between them."""

    parts: list[str]
    joints: list[str]


@lru_cache(maxsize=4096)
def tokens(text: str) -> Tokens | None:
    """Return the parts of a text that may be a code, None if it is a sentence.

    >>> tokens("IV.2-b"), tokens("Roads & parks")
    (Tokens(parts=['IV', '2', 'b'], joints=['.', '-']), None)
    """
    bare = text.rstrip(SEPARATORS + " ):")
    parts, joints = PART.findall(bare), PART.split(bare)
    known = len(parts) <= MOST_PARTS and not joints[0] and not joints[-1]
    if not parts or not known or not all(map(BETWEEN.fullmatch, joints[1:-1])):
        return None
    if any(part.isalpha() and len(part) > 5 for part in parts):
        return None
    return Tokens(parts, joints[1:-1])


def shaped(texts: Iterable[str]) -> Iterator[Grammar]:
    """Yield the grammar whose parts are of the kinds that the codes show, such as `A.1.b`.

    >>> [grammar.parts for grammar in shaped(["I", "I.1", "I.1.a", "I.1.b", "II", "II.1"])]
    [('roman', 'number', 'small')]
    >>> [grammar.words for grammar in shaped(["GOV.01", "GOV.02", "SEC.01", "SEC.02"])]
    [('GOV', 'SEC')]
    >>> [g.parts for g in shaped(["GV.OC-1", "GV.OC-2", "GV.RM-1", "GV.RM-2"])]
    [('word', 'word', 'number')]
    """
    codes = [found for text in texts if (found := tokens(text))]
    columns = [
        [code.parts[place] for code in codes if len(code.parts) > place]
        for place in range(max((len(code.parts) for code in codes), default=0))
    ]
    families = _families(columns)
    kinds: list[str | None] = ["word"] * families
    kinds += [_kind(column, first=not place) for place, column in enumerate(columns)][families:]
    while kinds and (kinds[-1] is None or len(columns[len(kinds) - 1]) < 2):
        kinds.pop()
    if len(kinds) < 2 or None in kinds:
        return
    joints = [
        Counter(code.joints[place] for code in codes if len(code.joints) > place)
        for place in range(len(kinds) - 1)
    ]
    named = chain.from_iterable(columns[: max(families, 1)])
    words = _again(named) if kinds[0] == "word" else ()
    parts = tuple(kind or "" for kind in kinds)
    yield Grammar(parts, tuple(map(_usual_joint, joints)), words=words)


def _families(columns: Sequence[Sequence[str]]) -> int:
    """Return at how many places codes begin with the names of families, two at least, else 0.

    One of them may be the same for all: `TEST-INFO-01`, `TEST-CONF-01`.
    """
    count = 0
    for parts in columns:
        words = Counter(part for part in parts if kind_of(part) in ("word", "roman"))
        often = sum(times for word, times in words.items() if times > 1 and word.isupper())
        if often < USUAL * len(parts) or len(parts) < len(columns[0]):
            break
        count += 1
    several = any(len(set(parts)) > 1 for parts in columns[:count])
    return count if count > 1 and several else 0


def _again(parts: Iterable[str]) -> tuple[str, ...]:
    """Return what stands there more than once, in the order in which each comes again."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    for part in parts:
        if part in seen:
            again[part] = None
        seen.add(part)
    return tuple(again)


def _usual_joint(counts: Counter[str]) -> str:
    """Return what nearly all codes have between two parts, a full stop where they differ."""
    joint = usual_of(counts)
    rare = joint is not None and joint.isspace() and counts[joint] < 3
    return "." if joint is None or rare else joint


def headed_numerals(texts: Sequence[str]) -> Iterator[Grammar]:
    """Yield the grammar of codes with a word before their numerals or letters, if many have one.

    >>> [g.text((2, 1)) for g in headed_numerals(["OS-I", "OS-I.1", "OS-I.2", "OS-II", "OS-II.1"])]
    ['OS-II.1']
    """
    split = [
        (found[1], text[found.end() :]) if (found := BEFORE.match(text)) else ("", text)
        for text in texts
    ]
    if sum(head != "" for head, _ in split) < 2:
        return
    for grammar in shaped(rest for _, rest in split):
        heads = heads_of(split, grammar) if grammar.parts[0] in ("roman", "letter") else ()
        if heads:
            yield grammar._replace(heads=heads)


def headed_shapes(texts: Sequence[str]) -> Iterator[Grammar]:
    """Yield the grammar of codes with one word or letter before a number, and letters below it.

    >>> [g.text((1, 2, 1)) for g in headed_shapes(["L1", "L1.1", "L1.1.a", "L1.2", "L1.2.a", "L2"])]
    ['L1.2.a']
    """
    split = [
        (found[1], text[found.end() :]) if (found := HEAD.match(text)) else ("", text)
        for text in texts
    ]
    if sum(head != "" for head, _ in split) < USUAL * len(split):
        return
    for grammar in shaped(rest for _, rest in split):
        lettered = grammar.parts[0] == "number" and set(grammar.parts) != {"number"}
        heads = heads_of(split, grammar) if lettered else ()
        if heads:
            yield grammar._replace(heads=heads)


def _kind(parts: list[str], *, first: bool) -> str | None:
    """Return the kind of most parts at one place, None if they differ or are no parts of codes."""
    kinds = Counter(kind_of(part) for part in parts)
    (kind, count), *_ = kinds.most_common(1)
    letters = kinds["letter"] + kinds["roman"]
    if kinds["roman"] > 0 and letters >= USUAL * len(parts) and are_numerals(parts, "letter"):
        return "roman"
    small = kinds["small"] + kinds["small-roman"]
    if kinds["small-roman"] > 1 and small >= USUAL * len(parts) and are_numerals(parts, "small"):
        return "small-roman"
    if kind == "roman" or (kind == "word" and first):
        words = Counter(part for part in parts if part.isupper() and len(part) > 1)
        often = [word for word, times in words.items() if times > 1]
        same = sum(times for times in words.values() if times > 1)
        return "word" if len(often) > 1 and same >= USUAL * len(parts) else None
    if count < USUAL * len(parts) or kind in ("word", "small-roman"):
        return None
    if kind == "letter" and first and (len(set(parts)) == 1 or family_of(parts)):
        return None
    return kind


def kind_of(part: str) -> str:
    """Return the kind of one part by its characters; one letter is a letter, even `I`.

    >>> [kind_of(part) for part in ("12", "B", "b", "IV", "iv", "Roads")]
    ['number', 'letter', 'small', 'roman', 'small-roman', 'word']
    """
    if part.isdigit():
        return "number"
    if len(part) == 1:
        return "letter" if part.isupper() else "small"
    if part in ROMAN:
        return "roman"
    return "small-roman" if part.upper() in ROMAN and part.islower() else "word"


def are_numerals(parts: list[str], kind: str) -> bool:
    """Return whether letters are numerals rather than those of the alphabet: all of them can be."""
    own = [part for part in parts if kind_of(part) in (kind, "roman", "small-roman")]
    return sum(part.upper() in ROMAN for part in own) >= 0.8 * len(own)
