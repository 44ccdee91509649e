"""Guess the numbering of codes that leave out what they stand below: `I`, `A`, `1`, `B`, `1`."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xlmot.messages.named import NamedTuple
from xlmot.programme.candidates import MOST_PARTS, Tokens, are_numerals, kind_of, tokens
from xlmot.programme.grammar import LETTERS, ROMAN, Grammar
from xlmot.programme.heads import HEAD
from xlmot.programme.hung_numbers import COUNTED, are_counted, hang_numbers

# So many levels at most are told by what numbers them.
MOST_LEVELS = 5
NUMERALS = {"letter": "roman", "small": "small-roman"}
_FIRST, _SECOND = ("", "1", "A", "I", "a", "i"), ("2", "B", "II", "b", "ii")


class Style(NamedTuple):
    """What codes of one part look like: the word before them, and the kind of the part."""

    head: str
    kind: str


class Bare(NamedTuple):
    """A code that leaves something out: its place among all, the word before it, its parts."""

    place: int
    head: str
    tokens: Tokens

    @property
    def part(self) -> str:
        return self.tokens.parts[0]


def shortened(texts: Sequence[str]) -> Iterator[Grammar]:
    """Yield the grammar of codes that leave out what they stand below, if kinds of them alternate.

    Such are `1` and `1.1` below `A` and again below `B`, `1` below `A` below `I`, and `Sheet 1` to
    `Sheet 9` below `Goal 1` and `Goal 2`. `texts` are in the order of the rows.

    >>> [g.starts for g in shortened(["A", "1", "1.1", "1.2", "2", "B", "1", "1.1", "1.2"])]
    [(1, 2, 2)]
    >>> roman = shortened(["I.", "a.", "b.", "II.", "III.", "a.", "a1.", "a2.", "b.", "b1."])
    >>> [(g.parts, g.starts) for g in roman]
    [(('roman', 'small', 'number'), (1, 2, 2))]
    >>> [g.heads for g in shortened(["Goal 1", "Task n°1", "Task n°2", "Goal 2", "Task n°3"])]
    [('Goal ', 'Task n°')]
    >>> deep = shortened(["I.", "A.", "1.", "2.", "B.", "1.", "II.", "A.", "1.", "2.", "B.", "1."])
    >>> [(g.parts, g.starts) for g in deep]
    [(('roman', 'letter', 'number'), (1, 2, 3))]
    """
    codes = [
        Bare(place, head, found)
        for place, text in enumerate(texts)
        for head, found in (_beheaded(text),)
        if found
    ]
    styles = _styles(codes)
    usual = [style for style, own in styles.items() if len({code.part for code in own}) > 1]
    if not 2 <= len(usual) <= MOST_LEVELS:
        return
    if len(usual) == 2:
        usual.sort(key=lambda style: (len(styles[style]), styles[style][0].place))
    levels = [styles[style] for style in usual]
    if not all(_alternate(codes, *pair) for pair in pairwise(levels)):
        return
    if len(levels) > 2 and not _go_on(levels):
        return
    kinds = [
        NUMERALS["letter"] if kind == "letter" and _numbers_titles(own) else kind
        for (_, kind), own in zip(usual, levels, strict=True)
    ]
    deeper = list(_below(codes, usual[-1].kind))
    heads = (*(style.head for style in usual), *(head for head, _ in deeper))
    last = len(usual)
    yield Grammar(
        (*kinds, *("number" for _ in deeper)),
        (*("" for _ in usual[1:]), *(joint for _, joint in deeper)),
        heads=heads if any(heads) else (),
        starts=(*range(1, last + 1), *(last for _ in deeper)),
    )


def worded_below(texts: Sequence[str]) -> Iterator[Grammar]:
    """Yield the grammar of whole codes with words, below which other words count from 1 again.

    >>> own = ["Aim 1", "Part 1.1", "Act 1", "Act 2", "Part 1.2", "Act 1", "Act 2", "Aim 2"]
    >>> [(g.heads, g.starts) for g in worded_below(own)]
    [(('Aim ', 'Part ', 'Act '), (1, 1, 3))]
    """
    if not any(text[:2].isalpha() for text in texts[:3]):
        return
    codes = [
        Bare(place, head, found)
        for place, text in enumerate(texts)
        for head, found in (_beheaded(text),)
        if found and head and all(map(str.isdigit, found.parts))
    ]
    heads = list(dict.fromkeys(code.head for code in codes))
    depths = [{len(code.tokens.parts) for code in codes if code.head == head} for head in heads]
    whole = [{level} for level in range(1, len(heads))]
    if len(heads) < 3 or depths != [*whole, {1}] or len(codes) < COUNTED * len(texts):
        return
    last = [code for code in codes if code.head == heads[-1]]
    begun = sum(_number(code.part) == 1 for code in last)
    steps = sum(
        _number(after.part) in (1, _number(before.part) + 1) for before, after in pairwise(last)
    )
    if begun < 2 or steps < COUNTED * (len(last) - 1):
        return
    joint = Counter(joint for code in codes for joint in code.tokens.joints).most_common(1)[0][0]
    count = len(heads)
    joints = (joint,) * (count - 2) + ("",)
    starts = (1,) * (count - 1) + (count,)
    yield Grammar(("number",) * count, joints, heads=tuple(heads), starts=starts)


def _beheaded(text: str) -> tuple[str, Tokens | None]:
    found = HEAD.match(text)
    head = found[1] if found else ""
    # The letter of `a1` counts as the `a` above it does.
    head = "" if len(head) == 1 and head.islower() else head
    return head, tokens(text[len(head) :])


def _styles(codes: Iterable[Bare]) -> dict[Style, list[Bare]]:
    """Return the codes of one part by what they look like, in the order in which each comes first.

    Where there are numerals of several letters, `I`, `V` and `X` are numerals too, save after the
    letter before them: `H`, `I`.
    """
    lone = [code for code in codes if len(code.tokens.parts) == 1]
    long = {(code.head, kind_of(code.part)) for code in lone}
    found: dict[Style, list[Bare]] = {}
    above: dict[Style, str] = {}
    for code in lone:
        kind = kind_of(code.part)
        style = Style(code.head, kind)
        numeral = NUMERALS.get(kind, "")
        if (code.head, numeral) in long and code.part.upper() in ROMAN:
            goes_on = ord(code.part) - 1 == ord(above.get(style, code.part)[0])
            style = style if goes_on else Style(code.head, numeral)
        if style.kind in ("number", *LETTERS, *NUMERALS.values()):
            above[style] = code.part
            found.setdefault(style, []).append(code)
    return found


def _numbers_titles(codes: Iterable[Bare]) -> bool:
    return are_numerals([code.part for code in codes], "letter")


def _alternate(codes: Iterable[Bare], above: Sequence[Bare], below: Sequence[Bare]) -> bool:
    """Return whether codes of one kind stand below those of another, counted from its first one."""
    own = [code.part.lstrip("0") for code in below]
    restarts = own.count(own[0]) > 1 or own.count("1") > 1
    # The first of those above, or of those below, may be the one that is missing.
    after = above[0].place < below[0].place or above[0].part.lstrip("0") in _SECOND
    begun = restarts or (own[0] in (*_FIRST, *_SECOND) and after)
    places = [code.place for code in below]
    passed = [bisect(places, code.place) for code in above]
    apart = sum(here < after for here, after in pairwise(passed))
    top, kind = above[0].head, kind_of(above[0].part)
    mixed = any(
        len(code.tokens.parts) > 1 and code.head == top and kind_of(code.part) == kind
        for code in codes
    )
    return begun and not mixed and 2 * apart >= len(above) - 1 and len(below) >= len(above)


def _go_on(levels: Sequence[Sequence[Bare]]) -> bool:
    """Return whether nearly all codes count from those before, or from the title above them.

    >>> codes = [Bare(place, "", tokens(text)) for place, text in enumerate("A1a2B1a")]
    >>> _go_on([codes[0:5:4], codes[1:6:2], codes[2:7:4]])
    True
    """
    codes = sorted((code.place, level, code) for level, own in enumerate(levels) for code in own)
    numbers = [(level, _number(code.part)) for _, level, code in codes]
    return are_counted(counts for _, counts in hang_numbers(numbers))


def _number(part: str) -> int:
    """Return the number that a part stands for.

    >>> _number("12"), _number("B"), _number("iv"), _number("h")
    (12, 2, 4, 8)
    """
    if part.isdigit():
        return int(part)
    if part.upper() in ROMAN:
        return ROMAN.index(part.upper()) + 1
    return ord(part.upper()) - ord("A") + 1


def _below(codes: Sequence[Bare], kind: str) -> Iterator[tuple[str, str]]:
    """Yield the head and the joint of each level below codes of one part."""
    for count in range(2, MOST_PARTS):
        own = [c for c in codes if len(c.tokens.parts) == count and kind_of(c.part) == kind]
        if len(own) < 2:
            return
        yield (
            Counter(code.head for code in own).most_common(1)[0][0],
            Counter(code.tokens.joints[-1] for code in own).most_common(1)[0][0],
        )
