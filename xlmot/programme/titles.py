"""Match the titles of two programmes: by their words, by the actions below them, by their place."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme, Title
from xlmot.programme.similarity import normalise
from xlmot.programme.vocabulary import YEAR

# Titles that have less in common are two, unless they share that part of what is below them.
LEAST_ALIKE, LEAST_SHARED = 0.75, 0.5


class _Title(NamedTuple):
    place: int
    node: Title
    text: str
    below: frozenset[str]


def match_titles(old: Programme, new: Programme) -> dict[int, int]:
    """Return the place in `new.walk()` of each title of `old.walk()` that has one, each taken once.

    Level by level, the most alike first; of two that are as alike, the one under the same title,
    then the one of the same number, then the first.
    """
    before, after = list(_read(old)), list(_read(new))
    pairs: dict[int, int] = {}
    places = (
        {one.node.path: one.place for one in before},
        {one.node.path: one.place for one in after},
    )
    for depth in sorted({len(one.node.path) for one in before}):
        left_side, right_side = (
            [one for one in side if len(one.node.path) == depth] for side in (before, after)
        )
        scored = sorted(
            (rank, left.place, right.place)
            for left in left_side
            for right in right_side
            if (rank := _rank(left, right, pairs, places)) is not None
        )
        for _, here, there in scored:
            if here not in pairs and there not in pairs.values():
                pairs[here] = there
    return pairs


def _read(programme: Programme) -> Iterator[_Title]:
    nodes = list(programme.walk())
    titles = [_text(programme, node.title) for node in nodes]
    below = [[programme.table.labels[i] for n in node.walk() for i in n.actions] for node in nodes]
    texts = iter(_masked([*titles, *(label for labels in below for label in labels)]))
    own = [next(texts) for _ in nodes]
    for place, (node, text, labels) in enumerate(zip(nodes, own, below, strict=True)):
        yield _Title(place, node, text, frozenset(next(texts) for _ in labels))


def _text(programme: Programme, index: int | None) -> str:
    if index is None:
        return ""
    label = programme.table.labels[index]
    return programme.parts[label].body if label in programme.parts else label


def _masked(texts: list[str]) -> list[str]:
    return [YEAR.sub("0000", text) for text in normalise(texts)]


def _rank(
    left: _Title,
    right: _Title,
    pairs: dict[int, int],
    places: tuple[dict[tuple[int, ...], int], dict[tuple[int, ...], int]],
) -> tuple[float, bool, bool, int] | None:
    """Return how well two titles match, the smaller the better; None if they do not."""
    from rapidfuzz.fuzz import ratio

    alike = ratio(left.text, right.text) / 100 if left.text or right.text else 0.0
    both = left.below | right.below
    shared = len(left.below & right.below) / len(both) if both else 0.0
    same_path = left.node.path == right.node.path
    if not left.text and not right.text and same_path:
        alike = LEAST_ALIKE
    if alike < LEAST_ALIKE and shared < LEAST_SHARED:
        return None
    above = pairs.get(places[0].get(left.node.path[:-1], -1), -1)
    elsewhere = above != places[1].get(right.node.path[:-1], -1)
    return -max(alike, shared), elsewhere, not same_path, abs(left.place - right.place)
