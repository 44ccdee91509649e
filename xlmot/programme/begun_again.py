"""Read codes that count from 1 again below each title, where the layout tells what they are below.

The same `1` stands below every title, so that its place makes it another code each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xlmot.messages.named import NamedTuple
from xlmot.programme.code import CodeReading, read_code
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.grid import Value
from xlmot.programme.house_grammar import best_grammar
from xlmot.programme.inside import whole_code
from xlmot.programme.places import give_places
from xlmot.programme.tier_rows import Entry
from xlmot.programme.vocabulary import Vocabulary

# So many titles have a first code below them that is 1, or none; so many codes go on by one.
# One that is wrong makes two wrong steps.
FEWEST_AGAIN, STEPS, SLIP, FEW = 2, 0.8, 2, 6


class ReadAgain(NamedTuple):
    """How codes are written level by level, what each of them is, None where there is none.

    `paths` are the codes with what they stand below; of a row without one, its place.
    """

    grammar: Grammar
    readings: list[CodeReading | None]
    paths: list[Path | None]


def levels_again(entries: Sequence[Entry], codes: Sequence[Value]) -> set[int]:
    """Return the levels whose codes are numbers, and begin again below each title."""
    groups: dict[int, dict[int, list[int]]] = {}
    others: dict[int, int] = {}
    for entry, code in zip(entries, codes, strict=True):
        path = whole_code(code)
        if path is not None and len(path) == 1:
            groups.setdefault(entry.level, {}).setdefault(entry.parent, []).append(path[0])
        elif path is not None:
            others[entry.level] = others.get(entry.level, 0) + 1
    return {
        level
        for level, found in groups.items()
        if -1 not in found and _begin_again(list(found.values())) and not others.get(level)
    }


def _begin_again(groups: Collection[Sequence[int]]) -> bool:
    """Return whether numbers count from 1, or 0, in nearly all of several groups.

    >>> _begin_again([[1, 2, 3], [1, 2]]), _begin_again([[1, 2], [3, 4]])
    (True, False)
    """
    firsts = sum(numbers[0] <= 1 for numbers in groups)
    steps = [
        after - before == 1
        for numbers in groups
        for before, after in zip((0 if numbers[0] else -1, *numbers), numbers, strict=False)
    ]
    several = sum(len(numbers) > 1 for numbers in groups) > 0
    least = len(steps) - SLIP if len(steps) > FEW else len(steps)
    steady = sum(steps) >= min(STEPS * len(steps), least)
    return firsts >= FEWEST_AGAIN and several and steady


def read_again(
    entries: Sequence[Entry], codes: Sequence[Value], again: Collection[int], vocabulary: Vocabulary
) -> ReadAgain:
    """Return the readings of codes of which those of some levels begin again below each title."""
    depth = max(entry.level for entry in entries)
    own = [_grammar(entries, codes, level, vocabulary) for level in range(1, depth + 1)]
    readings = [
        None if code is None else read_code(code, own[entry.level - 1], vocabulary.code_words)
        for entry, code in zip(entries, codes, strict=True)
    ]
    above = [
        reading.path if reading and entry.level not in again else None
        for entry, reading in zip(entries, readings, strict=True)
    ]
    places = give_places([entry.parent for entry in entries], above)
    hung = list(_hung(entries, readings, again, places))
    paths = [one.path if one else place for one, place in zip(hung, places, strict=True)]
    return ReadAgain(_joined(own), hung, paths)


def _grammar(
    entries: Sequence[Entry], codes: Sequence[Value], level: int, vocabulary: Vocabulary
) -> Grammar:
    pairs = zip(entries, codes, strict=True)
    return best_grammar([c for e, c in pairs if e.level == level and c is not None], vocabulary)


def _hung(
    entries: Sequence[Entry],
    readings: Sequence[CodeReading | None],
    again: Collection[int],
    places: Sequence[Path],
) -> Iterator[CodeReading | None]:
    """Yield the readings, those that begin again below the places of their titles."""
    for entry, reading in zip(entries, readings, strict=True):
        if reading is None or reading.path is None or entry.level not in again:
            yield reading
        else:
            yield reading._replace(path=(*places[entry.parent], *reading.path))


def _joined(levels: Sequence[Grammar]) -> Grammar:
    """Return the grammar that writes the code of each level alone, as its own does."""
    heads = tuple(grammar.head(0) for grammar in levels)
    ends = tuple(grammar.end(0) for grammar in levels)
    return Grammar(
        tuple(grammar.kind(0) for grammar in levels),
        ("",) * (len(levels) - 1),
        heads=heads if any(heads) else (),
        ends=ends if any(ends) else (),
        starts=tuple(range(1, len(levels) + 1)),
    )
