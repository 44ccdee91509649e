"""Name what is wrong with a workbook's structure: one problem is a kind, a part and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

from xlmot.messages import Message
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area

Item = TypeVar("Item", bound=Hashable)


class Problem(NamedTuple):
    """A fault that makes Excel repair or refuse a file."""

    kind: str
    part: str
    message: Message


def repeated(items: Iterable[Item]) -> list[Item]:
    """Return what occurs more than once, each once.

    >>> repeated("abcab")
    ['a', 'b']
    """
    return [item for item, count in Counter(items).items() if count > 1]


def meet(one: Area, other: Area) -> bool:
    """Return whether two areas have a cell in common.

    >>> meet(Area(1, 1, 3, 3), Area(3, 3, 9, 9)), meet(Area(1, 1, 3, 3), Area(4, 1, 4, 1))
    (True, False)
    """
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom
