"""Guess the words or letters that a house puts before the numbers of its codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xlmot.messages.lazy import lazy
from xlmot.programme.code import read_code
from xlmot.programme.grammar import USUAL, Grammar, Path
from xlmot.programme.parts import SEPARATORS

# A word before a number, as in `OS1`, `Fiche action n°12`; what is longer is a sentence.
HEAD = lazy(r"([^\W\d_][^\d]{0,29}?\s?)(?=\d)")
# What a house may put between two numbers: `.A` in `OS1.A2`.
JOINT = lazy(rf"[{re.escape(SEPARATORS)}]|[{re.escape(SEPARATORS)}]?[A-Za-z]{{1,3}}\.?")
NUMBERS = lazy(r"\d{1,2}(?:[^\d]+\d{1,3})*")


def headed(texts: Sequence[str], counted: Iterable[Grammar]) -> Iterator[Grammar]:
    """Yield the grammars of codes with words or letters before their numbers, if many have some."""
    if sum(HEAD.match(text) is not None for text in texts) < 2:
        return
    split = [
        (found[1], text[found.end() :]) if (found := HEAD.match(text)) else ("", text)
        for text in texts
    ]
    for grammar in (*_jointed(rest for _, rest in split), *counted):
        heads = heads_of(split, grammar)
        if heads:
            yield grammar._replace(heads=heads)


def _jointed(rests: Iterable[str]) -> Iterator[Grammar]:
    """Yield the grammar of numbers with the joints that nearly all codes have between them."""
    joints: dict[int, Counter[str]] = {}
    for rest in rests:
        if NUMBERS.fullmatch(rest):
            for level, joint in enumerate(re.findall(r"[^\d]+", rest)):
                joints.setdefault(level, Counter())[joint] += 1
    usual = [usual_of(joints[level]) for level in sorted(joints)]
    if usual and all(joint and JOINT.fullmatch(joint) for joint in usual):
        yield Grammar(("number",) * (len(usual) + 1), tuple(filter(None, usual)))


def heads_of(split: list[tuple[str, str]], grammar: Grammar) -> tuple[str, ...]:
    """Return the heads of the levels from the first on, () if a level has none that is usual."""
    seen: dict[int, Counter[str]] = {}
    paths: list[Path] = []
    for head, rest in split:
        reading = read_code(rest, grammar._replace(zeros=True))
        if reading.path:
            paths.append(reading.path)
            seen.setdefault(len(reading.path), Counter())[head] += 1
    depths = range(1, max(seen, default=0) + 1)
    usual = [usual_of(seen.get(depth, Counter())) for depth in depths]
    if None in usual:
        return ()
    firm = {head for counts in seen.values() for head in counts if head and counts[head] > 1}
    for depth in reversed(depths):
        own = [path for path in paths if len(path) == depth]
        # One code tells nothing of its level, unless all the others stand below it.
        if len(own) > 1 or (own and all(path[:depth] == own[0] for path in paths)):
            continue
        if len(firm) == 1:
            usual[depth - 1] = next(iter(firm))
        elif not usual[depth - 1] and depth < len(usual):
            usual[depth - 1] = usual[depth]
    return tuple(head or "" for head in usual) if firm and any(usual) else ()


def usual_of(counts: Counter[str]) -> str | None:
    """Return what nearly all are, None if they differ; "" where there are none."""
    (text, count), *_ = counts.most_common(1) or [("", 0)]
    return text if count >= USUAL * counts.total() else None
