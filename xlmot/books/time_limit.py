"""Stop reading a workbook that takes too long, so that the other files of a run have their turn."""

from __future__ import annotations

# What `threading` is made of: to import that takes a small file longer than most rules do.
from _thread import TIMEOUT_MAX, allocate_lock, get_ident, interrupt_main, start_new_thread
from collections.abc import Callable
from types import FrameType

from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.hints import Any, TypeVar

R = TypeVar("R")
# Seconds; a programme of 50,000 rows is checked in a tenth of it.
LONGEST = 120


class _TooLate(BaseException):
    """What interrupts the work; no `except Exception` on the way may take it for a fault."""


def too_slow(seconds: float, name: str = "") -> UnreadableFile:
    """Return the error that a file took longer than it may, in seconds."""
    shown = f"{seconds:g}"
    what = say("Reading it took more than {seconds} s, and xlmot gave it up.", seconds=shown)
    if name:
        what = say(
            "Reading {file} took more than {seconds} s, and xlmot gave it up.",
            file=name,
            seconds=shown,
        )
    return UnreadableFile(
        what, say("Give it more time with “--timeout”, or take what is no programme out of it.")
    )


def within(seconds: float | None, work: Callable[[], R], name: str = "") -> R:
    """Return what `work` returns, or give it up after so many seconds; None is for ever.

    `name` is that of the file, where the error does not stand below it.

    The work may be stopped between any two steps of it: it must write nothing. Only the main
    thread of a process can be interrupted; in another one the work takes the time that it takes.

    Raises:
        UnreadableFile: the work took longer.

    >>> within(60, lambda: "read")
    'read'
    """
    watch = None if seconds is None else _Watch(seconds)
    if watch is None or not watch.is_set():
        return work()
    try:
        return watch.over(work)
    except _TooLate:
        raise too_slow(watch.seconds, name) from None


class _Watch:
    """Another thread that interrupts the main one after so many seconds, as Ctrl+C would.

    It interrupts while it is armed, once, and never after `over` has returned: the lock keeps the
    last moment of the work and the first of the interruption apart.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = allocate_lock()
        # Held until the work is done.
        self._working = allocate_lock()
        self._worker = get_ident()
        self._armed = True
        self._is_late = False
        self._before: Any = None

    def is_set(self) -> bool:
        """Handle interruptions from now on; return whether this thread, the main one, can."""
        import signal

        try:
            self._before = signal.signal(signal.SIGINT, self._handle)
        except ValueError:
            return False
        return True

    def over(self, work: Callable[[], R]) -> R:
        import signal

        try:
            self._working.acquire()
            start_new_thread(self._wait, ())
            try:
                return work()
            finally:
                self._disarm()
        finally:
            # Again: an interruption may have come before the first was done.
            self._disarm()
            signal.signal(signal.SIGINT, self._before or signal.SIG_DFL)

    def _disarm(self) -> None:
        if self._working.locked():
            self._working.release()
        with self._lock:
            self._armed = False

    def _wait(self) -> None:
        if not self._working.acquire(timeout=min(self.seconds, TIMEOUT_MAX)):
            self._interrupt()

    def _interrupt(self) -> None:
        import signal

        with self._lock:
            if not self._armed:
                return
            self._is_late = True
            if hasattr(signal, "pthread_kill"):
                # This one ends a waiting system call too.
                signal.pthread_kill(self._worker, signal.SIGINT)
            else:
                interrupt_main()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._is_late:
            self._is_late = False
            if self._armed:
                self._armed = False
                raise _TooLate
        elif callable(self._before):
            self._before(number, frame)
