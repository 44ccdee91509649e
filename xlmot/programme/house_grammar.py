"""Choose the grammar in which the sheets of a house write their codes, or learn it from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from xlmot.programme.characters import visible
from xlmot.programme.code import SEPARATORS, read_code
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.vocabulary import Vocabulary

if TYPE_CHECKING:
    from xlmot.programme.layout import Layout

# So many rows of each sheet tell which grammar the house uses.
GRAMMAR_SAMPLE = 1000
PART = re.compile(r"\w+")
# A word before a number, as in `OS1`, `Fiche action n°12`; what is longer is a sentence.
HEAD = re.compile(r"([^\W\d_][^\d]{0,29}?\s?)(?=\d)")
# What a house may put between two numbers: `.A` in `OS1.A2`.
JOINT = re.compile(rf"[{re.escape(SEPARATORS)}]|[{re.escape(SEPARATORS)}]?[A-Za-z]{{1,3}}\.?")
NUMBERS = re.compile(r"[1-9]\d?(?:[^\d]+[1-9]\d?)*")
# So much of a level is written alike if that is the way of the house.
USUAL = 0.6


class Merit(NamedTuple):
    """How well a grammar reads the codes of a column.

    `fit` counts those it reads, twice where it writes them as they stand, so that one slip does not
    turn the way of the house; `born` those on the first level or with a parent.
    """

    fit: int
    born: int


def choose_grammar(sheets: list[tuple[Grid, Layout]], vocabulary: Vocabulary) -> Grammar:
    """Return the grammar in which the codes of the sheets are written."""
    return best_grammar(
        {
            value
            for grid, layout in sheets
            for row in range(layout.first_row, min(len(grid.rows), GRAMMAR_SAMPLE) + 1)
            if not is_blank(value := grid.value(row, layout.code))
        },
        vocabulary,
    )


def best_grammar(values: Iterable[Value], vocabulary: Vocabulary) -> Grammar:
    """Return the grammar of the house that reads the most distinct codes, the first on a tie.

    Of two that read a code, the better one is that in which its parts are written as they stand.
    Where the house has several, it may have one more of its own, which its codes show.

    >>> best_grammar(["Goal 1", "Goal 2", "1a", "1b", "2a"], Vocabulary()).heads
    ()
    >>> several = Vocabulary(grammars=(Grammar(), Grammar(("number", "small"), ("",))))
    >>> best_grammar(["Goal 1", "Goal 2", "1a", "1b", "2a"], several).text((1,))
    'Goal 1'
    >>> best_grammar(["OS1", "OS1.A1", "OS1.A2", "OS2"], several).text((1, 2))
    'OS1.A2'
    """
    kept = set(values)
    if len(vocabulary.grammars) == 1:
        return vocabulary.grammars[0]

    def fitness(grammar: Grammar) -> int:
        return sum(
            2 + _ends_in(str(v), grammar.text(path)) for v, path in _read(kept, grammar, words)
        )

    words = vocabulary.code_words
    known = max(vocabulary.grammars, key=fitness)
    own = max(own_grammars(kept, vocabulary), key=fitness, default=known)
    return own if _merit(kept, own, words) > _merit(kept, known, words) else known


def _read(
    values: Iterable[Value], grammar: Grammar, words: tuple[str, ...]
) -> Iterator[tuple[Value, Path]]:
    for value in values:
        path = read_code(value, grammar, words).path
        if path:
            yield value, path


def _ends_in(text: str, code: str) -> bool:
    """Return whether the last parts of a text are those of a code, whatever stands between them.

    >>> _ends_in("Goal 1,2", "1.2"), _ends_in("1.02", "1.2")
    (True, False)
    """
    parts, own = PART.findall(text), PART.findall(code)
    return parts[-len(own) :] == own


def _merit(values: set[Value], grammar: Grammar, words: tuple[str, ...]) -> Merit:
    read = list(_read(values, grammar, words))
    known = {path for _, path in read}
    born = sum(len(path) == 1 or path[:-1] in known for _, path in read)
    return Merit(len(read) + sum(grammar.text(path) == value for value, path in read), born)


def own_grammars(values: Collection[Value], vocabulary: Vocabulary) -> Iterator[Grammar]:
    """Yield the grammars of codes with words or letters before their numbers, if many have some."""
    texts = [
        visible(str(v)) for v in values if isinstance(v, str | float) and not isinstance(v, bool)
    ]
    texts = [text.removesuffix(".0") for text in texts]
    headed = sum(HEAD.match(text) is not None for text in texts)
    if headed < 2 or len(vocabulary.grammars) == 1:
        return
    split = [
        (found[1], text[found.end() :]) if (found := HEAD.match(text)) else ("", text)
        for text in texts
    ]
    counted = [g for g in vocabulary.grammars if g.counts]
    for grammar in (*_jointed(rest for _, rest in split), *counted):
        heads = _heads(split, grammar)
        if heads:
            yield grammar._replace(heads=heads)


def _jointed(rests: Iterable[str]) -> Iterator[Grammar]:
    """Yield the grammar of numbers with the joints that nearly all codes have between them."""
    joints: dict[int, Counter[str]] = {}
    for rest in rests:
        if NUMBERS.fullmatch(rest):
            for level, joint in enumerate(re.findall(r"[^\d]+", rest)):
                joints.setdefault(level, Counter())[joint] += 1
    usual = [_usual(joints[level]) for level in sorted(joints)]
    if usual and all(joint and JOINT.fullmatch(joint) for joint in usual):
        yield Grammar(("number",) * (len(usual) + 1), tuple(filter(None, usual)))


def _heads(split: list[tuple[str, str]], grammar: Grammar) -> tuple[str, ...]:
    """Return the heads of the levels from the first on, () if a level has none that is usual."""
    seen: dict[int, Counter[str]] = {}
    for head, rest in split:
        reading = read_code(rest, grammar)
        if reading.path:
            seen.setdefault(len(reading.path), Counter())[head] += 1
    usual = [_usual(seen.get(depth, Counter())) for depth in range(1, max(seen, default=0) + 1)]
    often = {
        head for depth, head in enumerate(usual, 1) if seen.get(depth, Counter())[head or ""] > 1
    }
    sure = all(head in often or not head for head in usual)
    return tuple(head or "" for head in usual) if sure and any(usual) and None not in usual else ()


def _usual(counts: Counter[str]) -> str | None:
    """Return what nearly all are, None if they differ; "" where there are none."""
    (text, count), *_ = counts.most_common(1) or [("", 0)]
    return text if count >= USUAL * counts.total() else None
