"""What to do where a running Excel refuses: ask again, put back, and say what became of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from xlmot.books.excel.library import PAUSE
from xlmot.messages import say
from xlmot.messages.errors import CannotWrite, ExcelUnavailable, XlmotError
from xlmot.messages.log import what_to_send

# RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER and VBA_E_IGNORE: a cell is being edited, a
# dialogue is open, or Excel calculates.
BUSY = (-2147418111, -2147417846, -2146777998)
TRIES = 3
FREE_IT = say("Press Enter or Esc in the cell, close the dialogue, and try again.")


def is_busy(error: BaseException) -> bool:
    """Return whether Excel refused a call because it is at something else."""
    info = getattr(error, "excepinfo", None)
    codes = (getattr(error, "hresult", None), info[5] if info else None)
    return type(error).__name__ == "ExcelBusyError" or any(code in BUSY for code in codes)


@contextmanager
def said_when_busy() -> Iterator[None]:
    """Turn the refusal of an Excel that is at something else into a sentence."""
    try:
        yield
    except Exception as error:
        if is_busy(error):
            raise ExcelUnavailable(
                say("Excel is busy: a cell is being edited, or a dialogue is open."), FREE_IT
            ) from error
        raise


def insist(action: Callable[[], object]) -> None:
    """Do what has to be done even if Excel refuses it once or twice."""
    for left in reversed(range(TRIES)):
        try:
            action()
        except Exception:
            if not left:
                raise
            time.sleep(PAUSE)
        else:
            return


def attempt(action: Callable[[], object]) -> None:
    """Do what is to be put back; what stays in its way must not keep the rest from it."""
    with suppress(Exception):
        insist(action)


def say_taken_back(error: BaseException) -> NoReturn:
    """Say why something could not be done that was taken back.

    Raises:
        XlmotError: what Excel refused, in a sentence; an error that is one already, as it is.
    """
    if isinstance(error, XlmotError) or not isinstance(error, Exception):
        raise error
    if is_busy(error):
        raise ExcelUnavailable(
            say("Excel became busy halfway. What was done was undone."), FREE_IT
        ) from error
    raise CannotWrite(
        say("Excel refused something halfway. What was done was undone."),
        say("Try again. If it is refused again: {then}", then=what_to_send(error)),
    ) from error
