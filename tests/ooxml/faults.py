"""Make the calls to the system fail, lie or end the process, one after the other."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Callable
from contextlib import contextmanager

from xlmot.books.saving import exchange

CALLS = (
    *((os, name) for name in (
        "open", "read", "write", "close", "fsync", "stat", "lstat", "fstat", "access", "lseek",
        "ftruncate", "chmod", "chown", "listxattr", "getxattr", "setxattr", "unlink", "link",
        "replace", "rename", "listdir", "posix_fadvise",
    )),
    (fcntl, "flock"),
    (exchange, "_rename"),
)  # fmt: skip

Strike = Callable[[int, str, Callable[[], object]], object]


@contextmanager
def struck(strike: Strike):
    """Route every call through `strike(number, name, call)`; yields the names so far."""
    names: list[str] = []

    def routed(name, function):
        def call(*arguments, **options):
            names.append(name)
            return strike(len(names), name, lambda: function(*arguments, **options))

        return call

    real = [(place, name, getattr(place, name)) for place, name in CALLS]
    try:
        for place, name, function in real:
            setattr(place, name, routed(name, function))
        yield names
    finally:
        for place, name, function in real:
            setattr(place, name, function)


def let_pass(_number, _name, call):
    return call()


def fail(at: int, number: int, *, for_good: bool = False, late: bool = False) -> Strike:
    """Let the call `at`, or all from then on, fail with the error `number`.

    A close is done all the same, as the system does; with `late` everything is.
    """

    def strike(now, name, call):
        if now < at or (now > at and not for_good):
            return call()
        if late or name == "close":
            call()
        raise OSError(number, os.strerror(number))

    return strike


def lie(at: int) -> Strike:
    """Let the call `at`, if it writes, say that all is written, and write nothing."""

    def strike(now, name, call):
        if now == at and name == "write":
            return _said_to_be_written(call)
        return call()

    return strike


def _said_to_be_written(call):
    data = call.__closure__[0].cell_contents[1]
    return len(data)


def die(at: int) -> Strike:
    """End the process before the call `at`, as a power failure or a kill -9 would."""

    def strike(now, _name, call):
        if now == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return call()

    return strike
