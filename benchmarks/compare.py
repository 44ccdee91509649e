"""Compare whole processes in turn, A B A B …, by the processor time they take; medians of pairs."""

from __future__ import annotations

import resource
import statistics
import subprocess
from collections.abc import Sequence
from typing import NamedTuple


class Comparison(NamedTuple):
    """Median processor seconds of the two commands, and the median of the ratios pair by pair."""

    ours: float
    theirs: float
    ratio: float


def compare(ours: Sequence[str], theirs: Sequence[str], runs: int = 15) -> Comparison:
    """Return how long `ours` takes beside `theirs`, after one run of each that is not counted."""
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(runs + 1)][1:]
    return Comparison(
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def _seconds(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
