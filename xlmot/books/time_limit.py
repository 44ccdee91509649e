"""Stop reading a workbook that takes too long, so that the other files of a run have their turn."""

from __future__ import annotations

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
    from threading import current_thread, main_thread

    if seconds is None or current_thread() is not main_thread():
        return work()
    try:
        return _Watch(seconds).over(work)
    except _TooLate:
        raise too_slow(seconds, name) from None


class _Watch:
    """A timer in another thread that interrupts the main one, as Ctrl+C would.

    It interrupts while it is armed, once, and never after `over` has returned: the lock keeps the
    last moment of the work and the first of the interruption apart.
    """

    def __init__(self, seconds: float) -> None:
        from threading import Lock, Timer

        self._lock = Lock()
        self._armed = True
        self._is_late = False
        self._timer = Timer(seconds, self._interrupt)
        self._timer.daemon = True
        self._before: Any = None

    def over(self, work: Callable[[], R]) -> R:
        import signal

        self._before = signal.signal(signal.SIGINT, self._handle)
        try:
            self._timer.start()
            try:
                return work()
            finally:
                self._disarm()
        finally:
            # Again: an interruption may have come before the first was done.
            self._disarm()
            signal.signal(signal.SIGINT, self._before or signal.SIG_DFL)

    def _disarm(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._armed = False

    def _interrupt(self) -> None:
        import signal
        from threading import main_thread

        with self._lock:
            if not self._armed:
                return
            self._is_late = True
            thread = main_thread().ident
            if hasattr(signal, "pthread_kill") and thread is not None:
                # This one ends a waiting system call too.
                signal.pthread_kill(thread, signal.SIGINT)
            else:
                from _thread import interrupt_main

                interrupt_main()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._is_late:
            self._is_late = False
            if self._armed:
                self._armed = False
                raise _TooLate
        elif callable(self._before):
            self._before(number, frame)
