"""Work on many workbooks, one after the other or several at once; one bad file stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from xlmot.cli.output import Output

T = TypeVar("T")


def run_all(
    work: Callable[[Path], T], paths: Sequence[Path], jobs: int, output: Output
) -> Iterator[T]:
    """Yield the result of each file, in the order of the paths, showing progress on a terminal."""
    if jobs == 1 or len(paths) == 1:
        for path in output.follow(paths, map(str, paths)):
            yield work(path)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(paths))) as pool:
        results = pool.map(work, paths, chunksize=1)
        for _ in output.follow(paths, map(str, paths)):
            yield next(results)
