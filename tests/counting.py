"""What work costs, without a clock: calls and bytes are counted, what would not end is stopped."""

from __future__ import annotations

import signal
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


def calls(act: Callable[[], object]) -> int:
    """Return how many functions were called by `act`, those written in C too."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return counted


@contextmanager
def memory_up_to(size: int) -> Iterator[None]:
    """Fail if so many bytes are held at any moment."""
    tracemalloc.start()
    try:
        yield
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most <= size, f"{most} bytes"


@contextmanager
def ends() -> Iterator[None]:
    """Stop work that takes a hundred times what it should, and fail.

    Expressions search without calls that could be counted. Theirs is work of a tenth of a second;
    if each place is searched to the end of the text it is one of minutes. Only the time of this
    process counts, however busy the machine is.
    """

    def stop(*_: object) -> None:
        raise AssertionError("no end is in sight")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, 10)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
