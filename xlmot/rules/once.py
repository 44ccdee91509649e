"""Make what several rules ask of a programme once for each programme."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from xlmot.messages.hints import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from xlmot.programme.outline import Programme

Made = TypeVar("Made")


def once(make: Callable[[Programme], Made]) -> Callable[[Programme], Made]:
    """Return a function that makes something of a programme at its first call, and keeps it."""

    @wraps(make)
    def of(programme: Programme) -> Made:
        if make not in programme.made:
            programme.made[make] = make(programme)
        return cast("Made", programme.made[make])

    return of
