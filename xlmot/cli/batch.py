"""Work on many workbooks, one after the other or several at once; one bad file stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from xlmot.cli.output import Output

T = TypeVar("T")
R = TypeVar("R")


def run_all(work: Callable[[T], R], items: Sequence[T], jobs: int, output: Output) -> Iterator[R]:
    """Yield the result of each item, in their order, showing progress on a terminal."""
    if jobs == 1 or len(items) == 1:
        yield from map(work, output.follow(items))
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(items))) as pool:
        results = pool.map(work, items)
        for _ in output.follow(items):
            yield next(results)
