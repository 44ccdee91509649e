"""Import xlwings so that it ends no Excel and runs no macro, and asks a busy Excel with patience.

When a program ends, xlwings on Windows kills each Excel that shows no workbook, and on macOS runs
the macro `CleanUp` of whatever workbook is open. Neither is wanted of a button.
"""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xlmot.messages import say
from xlmot.messages.errors import ExcelUnavailable

ENGINES = ("_xlwindows", "_xlmac")
# Seconds that a busy Excel is waited for; longer once something was begun that must not be left
# halfway: Excel saves, recalculates or answers another program meanwhile.
READING, WRITING = 5.0, 60.0
PAUSE = 0.05
# Seconds that one piece of work waits at most, however often Excel is busy meanwhile.
LONGEST = 120.0


class Patience(int):
    """How often xlwings asks a busy Excel again: as often as fits into some seconds, with pauses.

    xlwings compares the number of attempts, from 1 on, with its `N_COM_ATTEMPTS` before each new
    attempt, and knows no pause.
    """

    seconds = READING
    spent = 0.0
    _begun = 0.0

    def __gt__(self, attempts: int) -> bool:
        if attempts == 1:
            self._begun = time.monotonic()
        if time.monotonic() - self._begun > self.seconds or self.spent > LONGEST:
            return False
        time.sleep(PAUSE)
        self.spent += PAUSE
        return True


PATIENCE = Patience(1_000_000)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait that long for a busy Excel meanwhile."""
    before = PATIENCE.seconds
    PATIENCE.seconds = seconds
    try:
        yield
    finally:
        PATIENCE.seconds = before


def load() -> Any:  # noqa: ANN401  a module
    """Return xlwings.

    Raises:
        ExcelUnavailable: it is not installed.
    """
    try:
        import xlwings
    except ImportError as error:
        command = f'"{sys.executable}" -m pip install xlwings'
        raise ExcelUnavailable(
            say("xlwings is not installed: xlmot cannot reach Excel."),
            say("Install it: {command}", command=command),
        ) from error
    PATIENCE.spent = 0.0
    for name in ENGINES:
        engine = getattr(xlwings, name, None)
        if engine is not None:
            atexit.unregister(engine.cleanup)
            engine.N_COM_ATTEMPTS = PATIENCE
    return xlwings
