"""Guess, from the codes of a column, the ways of numbering that may be their house's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import ROMAN, Grammar
from xlmot.programme.heads import HEAD, heads_of, usual_of
from xlmot.programme.letters import family_of
from xlmot.programme.parts import SEPARATORS
from xlmot.programme.ways import USUAL

PART = lazy(r"[0-9]+|[^\W\d_]+")
BETWEEN = lazy(rf"\s*[{re.escape(SEPARATORS)}]?\s*")
# A word before a numeral or a letter, as in `PAT-I-01`, `OS-IV.2`, `Part B`.
BEFORE = lazy(rf"([^\W\d_]{{2,29}}[{re.escape(SEPARATORS)}\s]+)(?=[IVX]+(?!\w)|[A-Z](?!\w))")
MOST_PARTS = 6


class Tokens(NamedTuple):
    """The runs of digits and of letters in a text, and what stands between them."""

    parts: list[str]
    joints: list[str]


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
    """
    codes = [found for text in texts if (found := tokens(text))]
    columns = [
        [code.parts[place] for code in codes if len(code.parts) > place]
        for place in range(max((len(code.parts) for code in codes), default=0))
    ]
    kinds = [_kind(column, first=not place) for place, column in enumerate(columns)]
    while kinds and (kinds[-1] is None or len(columns[len(kinds) - 1]) < 2):
        kinds.pop()
    if len(kinds) < 2 or None in kinds:
        return
    joints = [
        Counter(code.joints[place] for code in codes if len(code.joints) > place)
        for place in range(len(kinds) - 1)
    ]
    words = _again(columns[0]) if kinds[0] == "word" else ()
    parts = tuple(kind or "" for kind in kinds)
    yield Grammar(parts, tuple(map(_usual_joint, joints)), words=words)


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


def _kind(parts: list[str], *, first: bool) -> str | None:
    """Return the kind of most parts at one place, None if they differ or are no parts of codes."""
    kinds = Counter(_kinds(part) for part in parts)
    (kind, count), *_ = kinds.most_common(1)
    letters = kinds["letter"] + kinds["roman"]
    if kinds["roman"] > 0 and letters >= USUAL * len(parts) and _are_numerals(parts, "letter"):
        return "roman"
    small = kinds["small"] + kinds["small-roman"]
    if kinds["small-roman"] > 1 and small >= USUAL * len(parts) and _are_numerals(parts, "small"):
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


def _kinds(part: str) -> str:
    if part.isdigit():
        return "number"
    if len(part) == 1:
        return "letter" if part.isupper() else "small"
    if part in ROMAN:
        return "roman"
    return "small-roman" if part.upper() in ROMAN and part.islower() else "word"


def _are_numerals(parts: list[str], kind: str) -> bool:
    """Return whether letters are numerals rather than those of the alphabet: all of them can be."""
    own = [part for part in parts if _kinds(part) in (kind, "roman", "small-roman")]
    return sum(part.upper() in ROMAN for part in own) >= 0.8 * len(own)


def shortened(texts: Sequence[str]) -> Iterator[Grammar]:
    """Yield the grammar of codes that leave out what they stand below, if two kinds of them count.

    Such are `1` and `1.1` below `A` and again below `B`, and `Sheet 1` to `Sheet 9` below `Goal 1`
    and `Goal 2`. `texts` are in the order of the rows.

    >>> [g.starts for g in shortened(["A", "1", "1.1", "1.2", "2", "B", "1", "1.1", "1.2"])]
    [(1, 2, 2)]
    >>> roman = shortened(["I.", "a.", "b.", "II.", "III.", "a.", "a1.", "a2.", "b.", "b1."])
    >>> [(g.parts, g.starts) for g in roman]
    [(('roman', 'small', 'number'), (1, 2, 2))]
    >>> [g.heads for g in shortened(["Goal 1", "Task n°1", "Task n°2", "Goal 2", "Task n°3"])]
    [('Goal ', 'Task n°')]
    """
    split = [(head, found) for text in texts for head, found in (_beheaded(text),) if found]
    kinds: dict[tuple[str, str], list[int]] = {}
    for place, (head, found) in enumerate(split):
        if len(found.parts) == 1 and (kind := _single_kind(found.parts[0])):
            kinds.setdefault((head, kind), []).append(place)
    kinds = _with_numerals(split, kinds)
    usual = [key for key, places in kinds.items() if len(_values(split, places)) > 1]
    if len(usual) != 2:
        return
    above, below = sorted(usual, key=lambda key: len(kinds[key]))
    if not _alternate(split, kinds[above], kinds[below]):
        return
    deeper = list(_below(split, below[1]))
    numerals = _are_numerals([split[place][1].parts[0] for place in kinds[above]], above[1])
    first = "roman" if above[1] == "letter" and numerals else above[1]
    parts = (first, below[1], *("number" for _ in deeper))
    heads = (above[0], below[0], *(head for head, _ in deeper))
    yield Grammar(
        parts,
        ("", *(joint for _, joint in deeper)),
        heads=heads if any(heads) else (),
        starts=(1, 2, *(2 for _ in deeper)),
    )


def _beheaded(text: str) -> tuple[str, Tokens | None]:
    found = HEAD.match(text)
    head = found[1] if found else ""
    # The letter of `a1` counts as the `a` above it does.
    head = "" if len(head) == 1 and head.islower() else head
    return head, tokens(text[len(head) :])


def _single_kind(part: str) -> str:
    kind = _kinds(part)
    return kind if kind in ("number", "letter", "roman", "small") else ""


def _with_numerals(
    split: Sequence[tuple[str, Tokens]], kinds: dict[tuple[str, str], list[int]]
) -> dict[tuple[str, str], list[int]]:
    """Return the kinds with the letters I, V and X counted as numerals, where there are others."""
    joined = dict(kinds)
    for head, kind in kinds:
        letters = (head, "letter")
        parts = [split[place][1].parts[0] for place in kinds.get(letters, ())]
        if kind == "roman" and parts and all(part in ROMAN for part in parts):
            joined[head, "roman"] = sorted((*joined.pop(letters), *joined[head, "roman"]))
    return joined


def _values(split: Sequence[tuple[str, Tokens]], places: Iterable[int]) -> set[str]:
    return {split[place][1].parts[0] for place in places}


def _alternate(split: Sequence[tuple[str, Tokens]], above: list[int], below: list[int]) -> bool:
    """Return whether codes of one kind stand below those of another, counted from its first one."""
    low, second = ("", "1", "2", "A", "B", "I", "II", "a", "b"), ("2", "B", "II")
    own = [split[place][1].parts[0].lstrip("0") for place in below]
    restarts = own.count(own[0]) > 1 or own.count("1") > 1
    # The first of those above, or of those below, may be the one that is missing.
    after = above[0] < below[0] or split[above[0]][1].parts[0].lstrip("0") in second
    begun = restarts or (own[0] in low and after)
    apart = sum(any(here < place < after for place in below) for here, after in _pairs(above))
    top, (parts, _) = split[above[0]]
    mixed = any(
        len(found.parts) > 1 and head == top and _kinds(found.parts[0]) == _kinds(parts[0])
        for head, found in split
    )
    return begun and not mixed and 2 * apart >= len(above) - 1 and len(below) >= len(above)


def _pairs(places: list[int]) -> Iterator[tuple[int, int]]:
    return pairwise(places)


def _below(split: Sequence[tuple[str, Tokens]], kind: str) -> Iterator[tuple[str, str]]:
    """Yield the head and the joint of each level below codes of one part."""
    for count in range(2, MOST_PARTS):
        own = [(h, f) for h, f in split if len(f.parts) == count and _kinds(f.parts[0]) == kind]
        if len(own) < 2:
            return
        yield (
            Counter(head for head, _ in own).most_common(1)[0][0],
            Counter(found.joints[-1] for _, found in own).most_common(1)[0][0],
        )
