"""Make what several rules ask of a programme once for each programme."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from xlmot.messages.hints import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from xlmot.programme.outline import Programme

Made = TypeVar("Made")


class _Made(dict[object, object]):
    """What was made of a programme, by what made it; it does not cross to another process."""

    def __reduce__(self) -> tuple[type[_Made], tuple[()]]:
        return _Made, ()


def once(make: Callable[[Programme], Made]) -> Callable[[Programme], Made]:
    """Return a function that makes something of a programme at its first call, and keeps it."""

    @wraps(make)
    def of(programme: Programme) -> Made:
        made = vars(programme).setdefault("made", _Made())
        if make not in made:
            made[make] = make(programme)
        return cast("Made", made[make])

    return of
