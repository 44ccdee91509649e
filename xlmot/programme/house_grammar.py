"""Choose the grammar in which the sheets of a house write their codes, or learn it from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from xlmot.messages.lazy import lazy
from xlmot.programme.characters import visible
from xlmot.programme.code import read_code
from xlmot.programme.grammar import LEFT_OUT, Grammar, Path
from xlmot.programme.grid import Value
from xlmot.programme.vocabulary import Vocabulary

# So many rows of each sheet tell which grammar the house uses.
GRAMMAR_SAMPLE = 1000
PART = lazy(r"\w+")


def best_grammar(values: Iterable[Value], vocabulary: Vocabulary) -> Grammar:
    """Return the grammar of the house that reads the most distinct codes, the first on a tie.

    `values` are in the order of the rows. Of two that read a code, the better one is that in which
    its parts are written as they stand. Where the house has several, it may have one more of its
    own, which its codes show, and how each level is written is learned from them.

    >>> best_grammar(["Goal 1", "Goal 2", "1a", "1b", "2a"], Vocabulary()).heads
    ()
    >>> several = Vocabulary(grammars=(Grammar(), Grammar(("number", "small"), ("",))))
    >>> best_grammar(["Goal 1", "Goal 2", "1a", "1b", "2a"], several).text((1,))
    'Goal 1'
    >>> best_grammar(["OS1", "OS1.A1", "OS1.A2", "OS2"], several).text((1, 2))
    'OS1.A2'
    """
    if len(vocabulary.grammars) == 1:
        return vocabulary.grammars[0]
    from xlmot.programme.letters import have_family
    from xlmot.programme.ways import learn_ways

    ordered = list(values)
    kept = dict.fromkeys(ordered)

    def fitness(grammar: Grammar) -> int:
        return sum(
            2 + _ends_in(str(v), grammar.text(path)) for v, path in _read(kept, grammar, words)
        )

    words = vocabulary.code_words
    numbered = [grammar for grammar in vocabulary.grammars if grammar.counts]
    family = have_family([str(value) for value in kept])
    known = max((family and numbered) or vocabulary.grammars, key=fitness)
    best = learn_ways(kept, known, words)
    merit = _merit(kept, best, words)
    for own in own_grammars(ordered, vocabulary):
        learned = learn_ways(kept, own, words)
        other = _merit(kept, learned, words)
        if other > merit:
            best, merit = learned, other
    return best


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


def _merit(values: Collection[Value], grammar: Grammar, words: tuple[str, ...]) -> int:
    """Return how many codes a grammar reads, writes as they stand, and has the parents of.

    So one slip does not turn the way of the house: `R1.2` below `O1` is no letter R of its own.
    """
    read = list(_read(values, grammar, words))
    known = {path for _, path in read}
    born = sum(path[:-1] in known or {*path[:-1]} <= {LEFT_OUT} for path in known)
    return len(known) + sum(grammar.text(path) == value for value, path in read) + born


def own_grammars(values: Collection[Value], vocabulary: Vocabulary) -> Iterator[Grammar]:
    """Yield the grammars that the codes themselves show, in the order of the rows."""
    if len(vocabulary.grammars) == 1:
        return
    from xlmot.programme.candidates import headed_numerals, headed_shapes, shaped
    from xlmot.programme.heads import headed
    from xlmot.programme.restarts import shortened, worded_below

    texts = [
        visible(str(v)).removesuffix(".0")
        for v in values
        if isinstance(v, str | float) and not isinstance(v, bool)
    ]
    totals = tuple(word.casefold() for word in vocabulary.total_words)
    texts = [text for text in texts if not text.casefold().startswith(totals)]
    distinct = list(dict.fromkeys(texts))
    yield from headed(distinct, [grammar for grammar in vocabulary.grammars if grammar.counts])
    yield from headed_numerals(distinct)
    yield from headed_shapes(distinct)
    yield from shaped(distinct)
    yield from worded_below(texts)
    yield from shortened(texts)
