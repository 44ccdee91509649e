"""What work costs, without a clock: calls and bytes are counted, what would not end is stopped."""

from __future__ import annotations

import signal
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper
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


def forget() -> None:
    """Empty what modules keep of texts, so that no test before this one tells what work costs."""
    for name, module in list(sys.modules.items()):
        if name.startswith("xlmot"):
            for kept in list(vars(module).values()):
                if isinstance(kept, _lru_cache_wrapper):
                    kept.cache_clear()


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
    """Stop what is still at work after five seconds of this process, and fail.

    A regular expression searches without calls that could be counted. What is searched here is
    found in a tenth of a second, and takes minutes if each place is searched to the end of the
    text: the limit tells one from the other on any machine, however busy.
    """

    def stop(*_: object) -> None:
        raise AssertionError("no end is in sight")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
