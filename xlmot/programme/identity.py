"""Identify the rows of a programme by what they say and where they belong, never by their number.

What staff write beside a row of a generated sheet has to find that row again after rows were
inserted, moved, renamed or cleaned in the programme.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from hashlib import sha256

from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold

# A label changed more than this is another label, in its own place and anywhere else.
RENAMED = 0.75
MOVED_AND_RENAMED = 0.85
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Identity(NamedTuple):
    """Who a row is: the titles above it from the top down, its label, its rank among equals.

    `group` keeps apart things that share a row, such as the findings of several rules.
    """

    titles: tuple[str, ...]
    label: str
    rank: int = 1
    group: str = ""

    def key(self) -> str:
        """Return the identity as one line of text.

        >>> Identity(("1f2e", "9a0b"), "pave the square", 2, "blank-row").key()
        'blank-row|1f2e|9a0b|pave the square|2'
        """
        return "|".join((self.group, *self.titles, self.label, str(self.rank)))


# What two rows may have in common.
_Trait: TypeAlias = Callable[[Identity], Hashable]


def parse_key(text: str) -> Identity | None:
    """Return the identity that a line of text tells; None if it is no such line.

    >>> parse_key("|1f2e|pave the square|1")
    Identity(titles=('1f2e',), label='pave the square', rank=1, group='')
    """
    parts = text.split("|")
    if len(parts) < 3 or not parts[-1].isdecimal():
        return None
    return Identity(tuple(parts[1:-2]), parts[-2], int(parts[-1]), parts[0])


def fingerprint(text: str) -> str:
    """Return the letters and digits of a text, so that cleaning it changes nothing.

    >>> fingerprint("Mise en  œuvre , et « suivi »") == fingerprint('Mise en oeuvre, et "suivi"')
    True
    """
    return " ".join(re.findall(r"\w+", fold(text.translate(LIGATURES))))


def row_identities(programme: Programme) -> list[Identity]:
    """Return the identity of every row of the table; a row without code belongs where it stands.

    Titles count without tag and number, so that a renumbered axis keeps its rows.
    """
    ranks: Counter[tuple[tuple[str, ...], str]] = Counter()
    found: list[Identity] = []
    for index, titles in enumerate(_titles_above(programme)):
        label = fingerprint(_label(programme, index))
        ranks[titles, label] += 1
        found.append(Identity(titles, label, ranks[titles, label]))
    return found


def _titles_above(programme: Programme) -> Iterator[tuple[str, ...]]:
    known: dict[Path, tuple[str, ...]] = {(): ()}
    for node in programme.walk():
        title = programme.text(node.path) if node.title is None else _label(programme, node.title)
        known[node.path] = (*known[node.path[:-1]], _short(fingerprint(title)))
    here: tuple[str, ...] = ()
    for index in range(len(programme.table.numbers)):
        if index in programme.titles:
            here = known[programme.titles[index].path]
            yield here[:-1]
            continue
        if index in programme.owners:
            here = known[programme.owners[index].path]
        yield here


def _label(programme: Programme, index: int) -> str:
    text = programme.table.labels[index]
    if index not in programme.titles or text not in programme.parts:
        return text
    return programme.parts[text].body


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def match_identities(
    old: Sequence[Identity], new: Sequence[Identity], wanted: Iterable[int]
) -> dict[int, int]:
    """Return the place in `new` of each place in `old` that has one; each is taken once.

    The same row first; then the same label under a title of the same name; then the only row left
    with that label; then, for the `wanted` places of `old` alone, a label that was reworded, where
    it stood or elsewhere, the most alike first.

    >>> old = [Identity(("a",), "pave the market square"), Identity(("a",), "mend the roof")]
    >>> new = [Identity(("b",), "mend the roof"), Identity(("a",), "pave the old market square")]
    >>> match_identities(old, new, wanted=[0, 1])
    {1: 0, 0: 1}
    """
    pairs = _Pairs(old, new)
    pairs.by(lambda row: row)
    pairs.by(lambda row: (row.group, row.titles[-1:], row.label, row.rank))
    pairs.by(lambda row: (row.group, row.label))
    pairs.by_likeness(wanted, RENAMED, lambda row: (row.group, row.titles))
    pairs.by_likeness(wanted, MOVED_AND_RENAMED, lambda row: row.group)
    return pairs.made


class _Pairs:
    def __init__(self, old: Sequence[Identity], new: Sequence[Identity]) -> None:
        self.old, self.new = old, new
        self.made: dict[int, int] = {}
        self.free = dict.fromkeys(range(len(new)))

    def make(self, before: int, after: int) -> None:
        self.made[before] = after
        del self.free[after]

    def left(self) -> list[int]:
        return [place for place in range(len(self.old)) if place not in self.made]

    def by(self, trait: _Trait) -> None:
        """Pair the rows left that are the only ones on their side to have a trait."""
        theirs = _grouped(self.free, self.new, trait)
        for key, ours in _grouped(self.left(), self.old, trait).items():
            if len(ours) == len(theirs.get(key, ())) == 1:
                self.make(ours[0], theirs[key][0])

    def by_likeness(self, wanted: Iterable[int], least: float, trait: _Trait) -> None:
        """Pair the rows left that share a trait and whose labels are alike, best first."""
        from rapidfuzz.fuzz import ratio

        theirs = _grouped(self.free, self.new, trait)
        scored: list[tuple[float, int, int]] = []
        for before in wanted:
            if before in self.made:
                continue
            row = self.old[before]
            for after in theirs.get(trait(row), ()):
                score = ratio(row.label, self.new[after].label, score_cutoff=100 * least)
                if score:
                    scored.append((-score, before, after))
        for _, before, after in sorted(scored):
            if before not in self.made and after in self.free:
                self.make(before, after)


def _grouped(
    places: Iterable[int], rows: Sequence[Identity], trait: _Trait
) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        groups[trait(rows[place])].append(place)
    return groups
