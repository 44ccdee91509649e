"""A way to read a sheet that one scheme proposes, with what speaks for it."""

from __future__ import annotations

from xlmot.messages.named import NamedTuple
from xlmot.programme.layout import Layout


class Candidate(NamedTuple):
    """A layout, and how well it fits, from 0 to 1.

    `doubtful` says that what fits best may still be read in two ways.
    """

    layout: Layout
    score: float
    doubtful: bool = False
