"""What a real Excel may answer at any access instead of doing it."""

# ruff: noqa: ARG002  all faults are asked alike

from __future__ import annotations

from tests.excel.com import CALL_REJECTED, com_error, wrong
from tests.excel.engine import CLOCK

# RPC_E_SERVERCALL_RETRYLATER, which xlwings asks no second time.
RETRY_LATER = -2147417846


class Busy:
    """Excel is at something else from an access on, for some seconds."""

    def __init__(self, at: int, seconds: float, code: int = CALL_REJECTED) -> None:
        self.at = at
        self.seconds = seconds
        self.code = code
        self.until: float | None = None

    def __call__(self, number: int, what: str) -> None:
        if number < self.at:
            return
        if self.until is None:
            self.until = CLOCK.now + self.seconds
        if CLOCK.now < self.until:
            raise com_error(self.code, "Call was rejected by callee.")


class Once:
    """Excel refuses one access: with error 1004, or as busy in a way that is not asked again."""

    def __init__(self, at: int, code: int = 0) -> None:
        self.at = at
        self.code = code
        self.met = ""

    def __call__(self, number: int, what: str) -> None:
        if number >= self.at and not self.met:
            self.met = what
            if self.code:
                raise com_error(self.code, "The message filter indicated that it is busy.")
            raise wrong("Application-defined or object-defined error")


class Dead:
    """Excel refuses every access from one on."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, number: int, what: str) -> None:
        if number >= self.at:
            raise wrong("The object invoked has disconnected from its clients.")
