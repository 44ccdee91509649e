"""Say of which function an area is an argument, and as what that function reads it."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple

FUNCTION = lazy(r"([\w.]+)\s*\($")
QUOTED = lazy(r"'(?:[^']|'')*'")
# The first argument of SUBTOTAL and AGGREGATE that makes a COUNTA of them.
COUNTA = ("3", "103")
# The fourth argument of VLOOKUP where it takes only what is equal.
EXACT = ("FALSE", "0", "")


class Call(NamedTuple):
    """The function that an area is an argument of by itself, "" where there is none.

    `place` is where its brackets open in the formula; `argument` counts from 0.
    """

    function: str = ""
    place: int = -1
    argument: int = 0


NO_CALL = Call()


def without_quoted(text: str) -> str:
    """Return a formula with the names of sheets in quotes blotted out, as long as it was.

    >>> without_quoted("SUM('1, 2 (b)'!A1)")
    'SUM(__________!A1)'
    """
    return QUOTED.sub(lambda found: "_" * len(found[0]), text) if "'" in text else text


def call_of(text: str, start: int, end: int) -> Call:
    """Return the function that what stands from `start` to `end` is an argument of by itself.

    >>> call_of("SUM(A1,C2:C9)", 7, 12), call_of("SUM(C2:C9*2)", 4, 9)
    (Call(function='SUM', place=3, argument=1), Call(function='', place=-1, argument=0))
    """
    before = text[:start].rstrip()
    if before[-1:] not in ("(", ",", ";") or text[end:].lstrip()[:1] not in (")", ",", ";"):
        return NO_CALL
    depth = argument = 0
    for place in range(len(before) - 1, -1, -1):
        mark = before[place]
        depth += (mark in ")}") - (mark in "({")
        argument += mark in ",;" and depth == 0
        if depth < 0:
            found = FUNCTION.search(before[: place + 1])
            name = found[1].upper().removeprefix("_XLFN.") if found else ""
            return Call(_in_effect(name, text, place), place, argument)
    return NO_CALL


def _in_effect(name: str, text: str, place: int) -> str:
    """Return the function as which another acts, "" where its other arguments decide on that."""
    if name in ("SUBTOTAL", "AGGREGATE"):
        number = next(_arguments(text, place), "")
        acts = "COUNTA" if number in COUNTA else name
        return acts if number.isdecimal() else ""
    if name == "VLOOKUP":
        last = [*_arguments(text, place)][3:]
        return name if last and last[0].upper() in EXACT else ""
    return name


def _arguments(text: str, place: int) -> Iterator[str]:
    """Yield the arguments of a function whose brackets open at a place."""
    depth, start = 0, place + 1
    for at in range(place, len(text)):
        mark = text[at]
        depth += (mark in "({") - (mark in ")}")
        if depth == 0 or (depth == 1 and mark in ",;" and at > place):
            yield text[start:at].strip()
            start = at + 1
        if depth == 0:
            return
