"""Find the quoted passages of a label, and what kind of quotes they stand in."""

from __future__ import annotations

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple

MARKS = {"guillemets": "« »", "curly": "“ ”", "straight": '" "'}
# A straight quote opens after anything but a letter or digit, so that the inches of `24"` do not.
STRAIGHT = lazy(r'(?<![\w"])"(?=[^\s"])([^"]*)(?<=[^\s"])"(?!\w)')
QUOTED = lazy(rf"(?P<guillemets>«[^«»]*»)|(?P<curly>“[^“”]*”)|(?P<straight>{STRAIGHT.pattern})")


class Quoted(NamedTuple):
    """A passage with its quotes: text[start:end], and a key of `MARKS`."""

    start: int
    end: int
    kind: str


def quoted_passages(text: str) -> list[Quoted]:
    """Return the quoted passages of a label, not those inside another.

    >>> [passage.kind for passage in quoted_passages('« Roads », "Squares", a 24" pipe')]
    ['guillemets', 'straight']
    """
    kinds = ((m, next(kind for kind in MARKS if m[kind])) for m in QUOTED.finditer(text))
    return [Quoted(match.start(), match.end(), kind) for match, kind in kinds]


def unpaired(text: str) -> list[int]:
    """Return the places of the straight quotes that have no partner and are not inches.

    >>> unpaired('"Roads", a 24" pipe, "Squares')
    [21]
    """
    if '"' not in text:
        return []
    paired = {place for m in STRAIGHT.finditer(text) for place in (m.start(), m.end() - 1)}
    places = (place for place, mark in enumerate(text) if mark == '"' and place not in paired)
    return [place for place in places if not text[max(0, place - 1) : place].isdigit()]


def inner(text: str, passage: Quoted) -> str:
    """Return what stands between the quotes of a passage."""
    return text[passage.start + 1 : passage.end - 1].strip()
