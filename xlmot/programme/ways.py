"""Learn how a house writes the codes of each level: joints, zeros, marks at the end.

A way that most codes of a level share is the way of that level. Few codes tell little: a level of
one or two is judged by the others, where these agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.characters import digits, visible
from xlmot.programme.code import TRAIL, ZEROS, take_apart
from xlmot.programme.grammar import USUAL, Form, Grammar, Path, padding, write_form
from xlmot.programme.grid import Value
from xlmot.programme.parts import Match
from xlmot.programme.zeros import are_filled_up

# Fewer codes than this do not make a way of their own, unless all are alike.
FEW = 3
ENDS = (".", ")", ":", "/")
# Stands after a title for the parts that it lacks, once for each of them.
FILLED, FEWEST_FILLED = ".0", 2
# Numbers of codes are seldom larger; those that are need two that follow each other, or the next.
LAST, FEWEST_ABOVE = 99, 2
HUNDRED = lazy(r"(?<!\d)\d{3}(?!\d)")
PADDED = lazy(r"[.]0[1-9]")

Votes: TypeAlias = Counter[str]


class WrittenCode(NamedTuple):
    """One code as it is written: its parts, and the mark after it."""

    match: Match
    end: str


def learn_ways(values: Iterable[Value], grammar: Grammar, words: tuple[str, ...] = ()) -> Grammar:
    """Return a grammar with the ways of writing that the codes of a column show.

    >>> learn_ways(["1", "1.1", "1.1.01", "1.1.02", "1.1.3"], Grammar()).text((1, 1, 3))
    '1.1.03'
    >>> learn_ways(["1.", "1.1.", "1.2", "1.3.", "2."], Grammar()).text((1, 2))
    '1.2.'
    >>> learn_ways(["1-1", "1-1", "1-2", "1.3", "1.4"], Grammar()).unsure
    frozenset({('joint', 1)})
    >>> learn_ways(["1.0", "1.1", "2.0", "2.1"], Grammar()).text((2,))
    '2.0'
    >>> learn_ways([1.0, 1.01, 1.02, 1.1, 2.0], Grammar()).text((1, 3))
    '1.03'
    >>> [learn_ways(codes, Grammar()).hundreds for codes in (["1", "99", "100"], ["1", "100"])]
    [True, False]
    >>> learn_ways(["10", "20", "90", "100"], Grammar()).hundreds
    True
    """
    kept = set(values)
    texts = {visible(value) for value in kept if isinstance(value, str)}
    numbers = [value for value in kept if isinstance(value, int | float)]
    counted = {digits(value) for value in numbers if 0 <= value <= 1}
    # Of numbers, 2.01 and 2.02 alone show that parts are padded; Excel writes 2.10 as 2.1.
    texts |= {text for text in map(digits, numbers) if PADDED.search(text)}
    if _counts_past_99([*texts, *map(digits, numbers)], grammar, words):
        grammar = grammar._replace(hundreds=True)
    if _fills_up(texts, grammar, words):
        grammar = grammar._replace(ends=(FILLED,))
    zeros = _counts_from_zero({*texts, *counted}, grammar, words)
    levels = _levels(texts, grammar._replace(zeros=zeros), words)
    if not levels:
        return grammar._replace(zeros=zeros, ends=())
    learner = _Learner(grammar, levels)
    return learner.learned()._replace(zeros=zeros)


def _fills_up(texts: Collection[str], grammar: Grammar, words: tuple[str, ...]) -> bool:
    """Return whether titles have a zero for each part that they lack, in two of them at least."""
    if sum(ZEROS.search(text.rstrip(TRAIL)) is not None for text in texts) < FEWEST_FILLED:
        return False
    with_zeros = grammar._replace(zeros=True)
    matches = (take_apart(text, with_zeros, words).match for text in texts)
    return are_filled_up([match.path for match in matches if match])


def _counts_past_99(texts: Collection[str], grammar: Grammar, words: tuple[str, ...]) -> bool:
    """Return whether a list that begins with 1, or 10, goes on above 99: no slip, nor another's.

    What one change of a code takes away decides nothing.
    """
    if grammar.hundreds or not any(HUNDRED.search(text) for text in texts):
        return grammar.hundreds
    wide = grammar._replace(hundreds=True)
    matches = (take_apart(text, wide, words).match for text in texts)
    paths = [match.path for match in matches if match]
    begun = {path[:depth] for path in paths for depth in range(1, len(path) + 1)}
    after: Counter[Path] = Counter()
    for path in begun:
        above, number = path[:-1], path[-1]
        for step in (1, 10) if number > LAST else ():
            first = any((*above, one) in begun for one in (step, 2 * step))
            if first and (*above, number - step) in begun:
                after[above] += 1 if number > LAST + 1 else FEWEST_ABOVE
    return any(count >= FEWEST_ABOVE for count in after.values())


def _counts_from_zero(texts: Collection[str], grammar: Grammar, words: tuple[str, ...]) -> bool:
    """Return whether two codes or more have a part that is 0, so none is a slip, or one is 0."""
    with_zeros = grammar._replace(zeros=True)
    matches = (take_apart(text, with_zeros, words).match for text in texts if "0" in text)
    paths = [match.path for match in matches if match and 0 in match.path]
    if grammar.zeros or len(paths) != 1:
        return grammar.zeros or bool(paths)
    others = (take_apart(text, with_zeros, words).match for text in texts)
    return paths == [(0,)] and any(match is not None and match.path == (1,) for match in others)


def _levels(
    texts: Iterable[str], grammar: Grammar, words: tuple[str, ...]
) -> dict[int, list[WrittenCode]]:
    """Return the codes of each level, counted from 0."""
    levels: dict[int, list[WrittenCode]] = {}
    for text in sorted(texts):
        pieces = take_apart(text, grammar, words)
        if pieces.match is not None and pieces.trimmed == pieces.end:
            end = pieces.trail.strip()
            kept = end in ENDS or (grammar.fills_up and ZEROS.fullmatch(f"1{end}", 1))
            written = WrittenCode(pieces.match, end if kept else "")
            levels.setdefault(len(pieces.match.path) - 1, []).append(written)
    return levels


class _Learner:
    """The ways of each level of a column, and of the column as a whole."""

    def __init__(self, grammar: Grammar, levels: dict[int, list[WrittenCode]]) -> None:
        self.grammar = grammar
        self.levels = levels
        self.unsure: set[tuple[str, int]] = set()

    def learned(self) -> Grammar:
        depths = range(min(max(self.levels) + 1, self.grammar.depth))
        forms = [self._form(level) for level in depths]
        parts, joints = self._shared(forms)
        shared = Grammar(parts, joints)
        own = tuple("" if _agree(form, shared) else write_form(form) for form in forms)
        ends = tuple(self._end(level) for level in depths)
        return self.grammar._replace(
            parts=parts,
            joints=joints,
            ends=ends if any(ends) else (),
            forms=own if any(own) else (),
            unsure=frozenset(self.unsure),
        )

    def _shared(self, forms: list[Form]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the parts and joints that most levels have: the last of each level, as a start."""
        parts = [form.parts[level] for level, form in enumerate(forms)]
        joints = [form.joints[level - 1] for level, form in enumerate(forms) if level]
        old, deeper = self.grammar, range(len(forms), self.grammar.depth)
        parts += [old.kind(level) for level in deeper]
        last = joints[-1] if joints else None
        joints += [old.joint(level) if last is None else last for level in deeper if level]
        return tuple(parts), tuple(joints)

    def _form(self, level: int) -> Form:
        start = self.grammar.start(level)
        parts = [self._kind(level, place) for place in range(level + 1)]
        joints = [
            self._joint(level, place) if place > start else self.grammar.joint(place)
            for place in range(1, level + 1)
        ]
        return Form(tuple(parts), tuple(joints))

    def _kind(self, level: int, place: int) -> str:
        kind = self.grammar.kind(place)
        if kind != "number" and not padding(kind):
            return kind
        votes = _widths(self.levels.get(level, ()), place)
        everyone = [one for codes in self.levels.values() for one in codes]
        everywhere = _widths(everyone, place)
        if _usual(everywhere) is None and votes.total() <= FEW:
            places = range(self.grammar.depth)
            everywhere = sum((_widths(everyone, place) for place in places), Counter[str]())
        width = self._way("zeros", level, votes, everywhere)
        if width is None:
            return kind
        return "number" if width == "1" else f"digits:{width}"

    def _joint(self, level: int, place: int) -> str:
        votes = _joints(self.levels.get(level, ()), place)
        everywhere = _joints((one for codes in self.levels.values() for one in codes), place)
        joint = self._way("joint", level, votes, everywhere)
        return self.grammar.joint(place) if joint is None else joint

    def _end(self, level: int) -> str:
        votes = Counter(code.end for code in self.levels.get(level, ()))
        if self.grammar.fills_up:
            return _usual(votes) or ""
        everywhere = Counter(code.end for codes in self.levels.values() for code in codes)
        return self._way("end", level, votes, everywhere) or ""

    def _way(self, trait: str, level: int, votes: Votes, everywhere: Votes) -> str | None:
        """Return the way of a level, None where nothing shows one that differs from the plain."""
        total, own = votes.total(), _usual(votes)
        if total == 1:
            others = everywhere - votes if len(everywhere) > 1 else everywhere
            return next(iter(others)) if len(others) == 1 and others.total() > 1 else None
        pooled = _usual(everywhere)
        if own is not None and (total >= FEW or own == pooled):
            return own
        if pooled is not None and everywhere.total() >= FEW:
            return pooled
        if total > FEW:
            self.unsure.add((trait, level))
            return votes.most_common(1)[0][0]
        return None


def _agree(form: Form, shared: Grammar) -> bool:
    """Return whether a level is written as the shared parts and joints say."""
    return form == Form(shared.parts[: len(form.parts)], shared.joints[: len(form.joints)])


def _joints(codes: Iterable[WrittenCode], place: int) -> Votes:
    return Counter(
        code.match.joints[at - 1]
        for code in codes
        if 0 < (at := place - _start(code)) <= len(code.match.joints)
    )


def _widths(codes: Iterable[WrittenCode], place: int) -> Votes:
    """Return how many digits the parts at a place are padded to, "1" where they are not.

    What has its digits anyway, as 10 has two, says nothing.
    """
    return Counter(str(width) for code in codes if (width := _width(code, place)))


def _width(code: WrittenCode, place: int) -> int:
    at = place - _start(code)
    token = code.match.tokens[at] if 0 <= at < len(code.match.tokens) else ""
    return len(token) if len(token) == 1 or token.startswith("0") else 0


def _start(code: WrittenCode) -> int:
    return len(code.match.path) - len(code.match.tokens)


def _usual(votes: Votes) -> str | None:
    """Return what most are, None if they differ or there are none."""
    most: Iterator[tuple[str, int]] = iter(votes.most_common(1))
    return next((text for text, count in most if count >= USUAL * votes.total()), None)
