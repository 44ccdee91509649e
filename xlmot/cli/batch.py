"""Work on many workbooks, one after the other or several at once; one bad file stops nothing."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from xlmot.cli.output import Output
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile, XlmotError
from xlmot.messages.hints import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# So many items are in work or done for each process, beside the one that is waited for.
AHEAD = 4
# From so many items on, other processes do in less time what they take to start.
MANY = 48
# Windows waits for 63 objects at most, and Python for as many processes less two of its own.
MOST = 61

T = TypeVar("T")
R = TypeVar("R")


def run_all(
    work: Callable[[T], R],
    items: Sequence[T],
    jobs: int | None,
    output: Output,
    failed: Callable[[Path, XlmotError], R],
) -> Iterator[R]:
    """Yield the result of each item, in their order, showing progress on a terminal.

    An item is a path, or begins with one. What `work` fails on by a fault of ours, `failed` makes a
    result of. Where nobody says how many are processed at once, `jobs`, a folder of some size takes
    all processors.
    """
    surely = partial(_surely, work, failed)
    if jobs is None:
        jobs = min(os.cpu_count() or 1, MOST) if len(items) >= MANY else 1
    if jobs == 1 or len(items) == 1:
        yield from map(surely, output.follow(items))
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(items))) as pool:
        left = iter(items)
        submit = partial(_submitted, pool, surely)
        started = deque(map(submit, islice(left, AHEAD * jobs)))
        for item in output.follow(items):
            yield _result(started.popleft(), surely, item, failed)
            started.extend(map(submit, islice(left, 1)))


def _submitted(pool: ProcessPoolExecutor, surely: Callable[[T], R], item: T) -> Future[R]:
    """Return a result to come; a pool that the system broke takes nothing more, and says so."""
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(surely, item)
    except BrokenProcessPool as error:
        refused: Future[R] = Future()
        refused.set_exception(error)
        return refused


def _surely(work: Callable[[T], R], failed: Callable[[Path, XlmotError], R], item: T) -> R:
    try:
        return work(item)
    except XlmotError as error:
        return failed(_path(item), error)
    except Exception as error:  # noqa: BLE001  the other files are still to be read
        return failed(_path(item), own_fault(_path(item), error))


def _result(
    result: Future[R],
    surely: Callable[[T], R],
    item: T,
    failed: Callable[[Path, XlmotError], R],
) -> R:
    """Return a result of the pool; where the system ended a process of it, try the item alone."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        return result.result()
    except BrokenProcessPool:
        pass
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(surely, item).result()
    except BrokenProcessPool:
        path = _path(item)
        return failed(
            path,
            UnreadableFile(
                say("The system ended xlmot while it worked on {path}.", path=str(path)),
                say("There may be too little memory for it; close other programs and try again."),
            ),
        )


def own_fault(path: Path, error: Exception) -> XlmotError:
    """Return what is said of a file that xlmot fails on; the traceback is kept in a log."""
    from xlmot.messages.log import what_to_send

    return XlmotError(
        say("xlmot failed on something in {path} that it did not expect.", path=str(path)),
        what_to_send(error),
    )


def _path(item: object) -> Path:
    return Path(item[0] if isinstance(item, tuple) else str(item))
